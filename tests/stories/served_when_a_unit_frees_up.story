duty 铁骑0012 rider of 莞城 post 莞城
report 打架 at 莞城
铁骑0012 signs-in
铁骑0012 departs
report 打架 at 东城
queue
铁骑0012 arrives
铁骑0012 finishes
queue
show #2
---
duty 铁骑0012 rider of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
report 打架 at 东城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 东城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 东城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
queue
  #2 level 2 since 08:00:00
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
  08:00:00 patrold
    铁骑0012@#2 offered by policy, 4231 m 423 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 4231 m 423 s chosen
queue
  nobody waits
show #2
  #2 responding, level 2, missing 0, reports r2, notes 0
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
