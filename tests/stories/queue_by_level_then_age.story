report 盗窃 at 莞城
wait 10s
report 打架 at 莞城
wait 10s
report 打架 at 莞城+100
wait 10s
report 两抢 at 东城
queue
duty 铁骑0012 rider of 莞城 post 莞城
duty 铁骑0013 rider of 莞城 post 莞城
duty 铁骑0014 rider of 莞城 post 莞城
queue
---
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short
wait 10s
report 打架 at 莞城
  08:00:10 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:10
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short
wait 10s
report 打架 at 莞城+100
  08:00:20 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:20
    r3 filed for #3: order.fight by voice_110
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 0 available, 1 short
wait 10s
report 两抢 at 东城
  08:00:30 desk
    #4 2026-1123-0004 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 东城, needs 2, clock from 08:00:30
    r4 filed for #4: criminal.robbery by voice_110
    !3 ALARM shortfall about #4 in 东城 (2 units of step 1)
    #4 waits: no_unit_available
      两抢双警力: 0 available, 2 short
queue
  #4 level 1 since 08:00:30, #2 level 2 since 08:00:10, #3 level 2 since 08:00:20, #1 level 3 since 08:00:00
duty 铁骑0012 rider of 莞城 post 莞城
  08:00:30 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:30 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:30 patrold
    铁骑0012@#4 offered by policy, 4231 m 423 s, until 08:00:45, voice
      两抢双警力: 1 available, 1 short
      铁骑0012 4231 m 423 s chosen
  08:00:30 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 post 莞城
  08:00:30 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:30 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:30 patrold
    铁骑0013@#4 offered by policy, 4231 m 423 s, until 08:00:45, voice
      两抢双警力: 1 available, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
      铁骑0013 4231 m 423 s chosen
  08:00:30 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 post 莞城
  08:00:30 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:30 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:30 patrold
    铁骑0014@#2 offered by policy, 0 m 0 s, until 08:01:00, voice
      打架斗殴: 1 available, 2 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0014 0 m 0 s chosen
  08:00:30 铁骑0014
    铁骑0014 connected
queue
  #3 level 2 since 08:00:20, #1 level 3 since 08:00:00
