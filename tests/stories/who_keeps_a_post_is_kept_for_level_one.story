under posted
# 岗位留守：守岗的单位只派给一级警情，近也不派。 Whoever keeps the post is nearest, and is sent to level 1 only.
duty 巡警甲 patrol of 莞城 post 莞城+100 at 莞城+100
duty 巡警乙 patrol of 莞城 post 莞城+700 at 莞城+900
report 打架 at 莞城
report 打架 at 莞城
queue
report 两抢 at 莞城
queue
---
under posted
# 岗位留守：守岗的单位只派给一级警情，近也不派。 Whoever keeps the post is nearest, and is sent to level 1 only.
duty 巡警甲 patrol of 莞城 post 莞城+100 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 post 莞城+700 at 莞城+900
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
      巡警甲 100 m 12 s reserved
      巡警乙 900 m 112 s chosen
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short, 1 on_dispatch
      巡警甲 100 m 12 s reserved
      巡警乙 900 m 112 s on_dispatch
queue
  #2 level 2 since 08:00:00
report 两抢 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r3 filed for #3: criminal.robbery by voice_110
    巡警甲@#3 offered by policy, 100 m 12 s, until 08:00:15, device
      两抢双警力: 1 available, 1 short, 1 on_dispatch
      巡警甲 100 m 12 s chosen
      巡警乙 900 m 112 s on_dispatch
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      两抢双警力: 1 available, 1 short, 1 on_dispatch
      巡警甲 100 m 12 s chosen
      巡警乙 900 m 112 s on_dispatch
queue
  #3 level 1 since 08:00:00, #2 level 2 since 08:00:00
