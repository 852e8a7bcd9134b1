under weighed
# 本区单位太远，跨区更快。 The own unit is so far that crossing pays.
duty 巡警甲 patrol of 莞城 at 虎门
duty 巡警乙 patrol of 万江 at 莞城+900
report 打架 at 莞城
---
under weighed
# 本区单位太远，跨区更快。 The own unit is so far that crossing pays.
duty 巡警甲 patrol of 莞城 at 虎门
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 万江 at 莞城+900
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警乙@#1 offered by policy, 900 m 112 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警乙 900 m 112 s chosen + boundary 120 s
      巡警甲 26763 m 3345 s farther
