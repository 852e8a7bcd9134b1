# 两起警情同时等两个单位：各去最近的总时间反而更长。 Two calls wait for two units at the same moment. Each sending the nearest
# to the first would cost more for both together.
duty 巡警甲 patrol of 莞城
duty 巡警乙 patrol of 莞城
report 打架 at 莞城
report 打架 at 莞城+2000
fix 巡警甲 at 莞城+1000
fix 巡警乙 at 莞城-1100
wait 5s
---
# 两起警情同时等两个单位：各去最近的总时间反而更长。 Two calls wait for two units at the same moment. Each sending the nearest
# to the first would cost more for both together.
duty 巡警甲 patrol of 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城
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
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 2 no_position
report 打架 at 莞城+2000
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !2 ALARM shortfall about #2 in the city (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 2 no_position
fix 巡警甲 at 莞城+1000
fix 巡警乙 at 莞城-1100
wait 5s
  08:00:05 patrold
    巡警乙@#1 offered by policy, 1100 m 138 s, until 08:00:35, device
      打架斗殴: 2 available
      巡警甲 1000 m 125 s needed_elsewhere
      巡警乙 1100 m 138 s chosen
    巡警甲@#2 offered by policy, 1000 m 125 s, until 08:00:35, device
      打架斗殴: 2 available
      巡警甲 1000 m 125 s chosen
      巡警乙 3100 m 388 s needed_elsewhere
