under reserved
# 同一决定里一起派：莞城只能走一辆，另一起由南城派。 Two fights are served at the same moment: one car may leave this town,
# so the other fight gets one from the next town, which has one to spare.
duty 巡警甲 patrol of 莞城
duty 巡警乙 patrol of 莞城
duty 巡警丙 patrol of 南城
duty 巡警丁 patrol of 南城
report 打架 at 莞城
report 打架 at 莞城
fix 巡警甲 at 莞城+100
fix 巡警乙 at 莞城+200
fix 巡警丙 at 南城
wait 5s
---
under reserved
# 同一决定里一起派：莞城只能走一辆，另一起由南城派。 Two fights are served at the same moment: one car may leave this town,
# so the other fight gets one from the next town, which has one to spare.
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
duty 巡警丙 patrol of 南城
  08:00:00 local-administrator
    roster: 巡警丙 (town-patrol)
  08:00:00 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:00:00 巡警丙
    巡警丙 connected
duty 巡警丁 patrol of 南城
  08:00:00 local-administrator
    roster: 巡警丁 (town-patrol)
  08:00:00 巡警丁
    巡警丁 on duty with 巡警丁乙 巡警丁甲
  08:00:00 巡警丁
    巡警丁 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 4 no_position
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 4 no_position
fix 巡警甲 at 莞城+100
fix 巡警乙 at 莞城+200
fix 巡警丙 at 南城
wait 5s
  08:00:05 patrold
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:35, device
      打架斗殴: 3 available, 1 no_position
      巡警甲 100 m 12 s chosen
      巡警乙 200 m 25 s farther
      巡警丙 3897 m 487 s needed_elsewhere
    巡警丙@#2 offered by policy, 3897 m 487 s, until 08:00:35, device
      打架斗殴: 3 available, 1 no_position
      巡警甲 100 m 12 s reserved
      巡警乙 200 m 25 s reserved
      巡警丙 3897 m 487 s chosen
