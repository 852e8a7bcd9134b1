under posted
# Two cars stand at one post, which keeps one of them: of two fights at once one gets a car from there, the other one from
# elsewhere.
duty 巡警甲 patrol of 莞城 post 莞城
duty 巡警乙 patrol of 莞城 stands 巡警甲岗
duty 巡警丙 patrol of 南城
report 打架 at 莞城+300
report 打架 at 莞城+400
fix 巡警丙 at 南城
wait 10s
queue
---
under posted
# Two cars stand at one post, which keeps one of them: of two fights at once one gets a car from there, the other one from
# elsewhere.
duty 巡警甲 patrol of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 stands 巡警甲岗
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
report 打架 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警乙@#1 offered by policy, 300 m 38 s, until 08:00:30, device
      打架斗殴: 2 available, 1 no_position
      巡警乙 300 m 38 s chosen
      巡警甲 300 m 38 s farther
report 打架 at 莞城+400
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short, 1 on_dispatch, 1 no_position
      巡警乙 400 m 50 s on_dispatch
      巡警甲 400 m 50 s reserved
fix 巡警丙 at 南城
wait 10s
  08:00:05 patrold
    巡警丙@#2 offered by policy, 4297 m 537 s, until 08:00:35, device
      打架斗殴: 2 available, 1 on_dispatch
      巡警乙 400 m 50 s on_dispatch
      巡警甲 400 m 50 s reserved
      巡警丙 4297 m 537 s chosen
queue
  nobody waits
