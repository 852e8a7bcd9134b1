under weighed
# 位置陈旧或只知岗位的，要加时间。 An old fix and a mere post are trusted less.
duty 巡警甲 patrol of 莞城 at 莞城+600
wait 110s
duty 巡警乙 patrol of 莞城 at 莞城+700
duty 巡警丙 patrol of 莞城 post 莞城+500
report 打架 at 莞城
---
under weighed
# 位置陈旧或只知岗位的，要加时间。 An old fix and a mere post are trusted less.
duty 巡警甲 patrol of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
wait 110s
duty 巡警乙 patrol of 莞城 at 莞城+700
  08:01:50 local-administrator
    roster: 巡警乙 (town-patrol)
  08:01:50 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:01:50 巡警乙
    巡警乙 connected
duty 巡警丙 patrol of 莞城 post 莞城+500
  08:01:50 local-administrator
    roster: 巡警丙 (town-patrol)
  08:01:50 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:01:50 巡警丙
    巡警丙 connected
report 打架 at 莞城
  08:01:50 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:01:50
    r1 filed for #1: order.fight by voice_110
    巡警乙@#1 offered by policy, 700 m 88 s, until 08:02:20, device
      打架斗殴: 3 available
      巡警乙 700 m 88 s chosen
      巡警甲 600 m 75 s farther + stale_position 20 s
      巡警丙 500 m 62 s farther + at_post 45 s
