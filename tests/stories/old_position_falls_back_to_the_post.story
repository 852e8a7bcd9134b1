duty 铁骑0012 rider of 莞城 post 莞城+1000 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+10
wait 3m
report 打架 at 莞城
report 打架 at 莞城
---
duty 铁骑0012 rider of 莞城 post 莞城+1000 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+10
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
wait 3m
report 打架 at 莞城
  08:03:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:03:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 1000 m 100 s, until 08:03:30, device
      打架斗殴: 1 available, 1 no_position
      铁骑0012 1000 m 100 s chosen
report 打架 at 莞城
  08:03:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:03:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch, 1 no_position
      铁骑0012 1000 m 100 s on_dispatch
