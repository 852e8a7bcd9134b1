under reserved
# 每镇最后一个单位留给一级警情。 The last unit of a town is kept for level 1.
duty 巡警甲 patrol of 莞城 at 莞城+100
duty 巡警乙 patrol of 莞城 at 莞城+700
duty 巡警丙 patrol of 南城 at 南城
report 打架 at 莞城
report 打架 at 莞城
queue
report 涉枪 at 莞城
report 两抢 at 莞城
queue
巡警甲 acks
巡警甲 finishes
wait 5s
queue
---
under reserved
# 每镇最后一个单位留给一级警情。 The last unit of a town is kept for level 1.
duty 巡警甲 patrol of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 at 莞城+700
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
duty 巡警丙 patrol of 南城 at 南城
  08:00:00 local-administrator
    roster: 巡警丙 (town-patrol)
  08:00:00 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:00:00 巡警丙
    巡警丙 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:30, device
      打架斗殴: 3 available
      巡警甲 100 m 12 s chosen
      巡警乙 700 m 88 s farther
      巡警丙 3897 m 487 s reserved
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 2 available, 1 short, 1 on_dispatch
      巡警甲 100 m 12 s on_dispatch
      巡警乙 700 m 88 s reserved
      巡警丙 3897 m 487 s reserved
queue
  #2 level 2 since 08:00:00
report 涉枪 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.firearm level 1 police_dispatch by rule 涉枪, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.firearm by voice_110
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      涉枪须携枪: 0 available, 1 short
report 两抢 at 莞城
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r4 filed for #4: criminal.robbery by voice_110
    巡警乙@#4 offered by policy, 700 m 88 s, until 08:00:15, device
      两抢双警力: 2 available, 1 on_dispatch
      巡警甲 100 m 12 s on_dispatch
      巡警乙 700 m 88 s chosen
      巡警丙 3897 m 487 s chosen
    巡警丙@#4 offered by policy, 3897 m 487 s, until 08:00:15, device
      两抢双警力: 2 available, 1 on_dispatch
      巡警甲 100 m 12 s on_dispatch
      巡警乙 700 m 88 s chosen
      巡警丙 3897 m 487 s chosen
queue
  #3 level 1 since 08:00:00, #2 level 2 since 08:00:00
巡警甲 acks
  08:00:00 巡警甲
    巡警甲@#1: order v1 delivered
巡警甲 finishes
  08:00:00 巡警甲
    巡警甲@#1 ended: finished ! skipped_steps
wait 5s
queue
  #3 level 1 since 08:00:00, #2 level 2 since 08:00:00
