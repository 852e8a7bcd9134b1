under weighed
# 外区的单位略近，但跨区要加时间。 The other town's unit is a little nearer, but crossing the boundary costs.
duty 巡警甲 patrol of 莞城 at 莞城+1500
duty 巡警乙 patrol of 万江 at 莞城+900
report 打架 at 莞城
---
under weighed
# 外区的单位略近，但跨区要加时间。 The other town's unit is a little nearer, but crossing the boundary costs.
duty 巡警甲 patrol of 莞城 at 莞城+1500
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
    巡警甲@#1 offered by policy, 1500 m 188 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警甲 1500 m 188 s chosen
      巡警乙 900 m 112 s farther + boundary 120 s
