# A flooded road is joined to the one that somebody is on or will be sent to, not to one that was dealt with.
duty 铁骑0012 rider of 莞城 at 莞城
report 道路水浸 at 莞城+100
report 道路水浸 at 莞城+150
show #1
铁骑0012 acks
铁骑0012 arrives
铁骑0012 finishes
show #1
report 道路水浸 at 莞城+180
show #2
---
# A flooded road is joined to the one that somebody is on or will be sent to, not to one that was dealt with.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 道路水浸 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: disaster.flood by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
report 道路水浸 at 莞城+150
  08:00:00 desk
    r2 filed for #1: disaster.flood by voice_110
    r2 is #1 by rule 同一水浸点
show #1
  #1 responding, level 3, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:00:00
report 道路水浸 at 莞城+180
  08:00:00 desk
    #2 2026-1123-0002 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #2: disaster.flood by voice_110
    r3 of #2 may be #1: near, 同一水浸点
    !1 ALARM duplicate_proposed about #2 r3 in 莞城 (of 2026-1123-0001: 同一水浸点)
    铁骑0012@#2 offered by policy, 180 m 18 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 180 m 18 s chosen
show #2
  #2 responding, level 3, missing 0, reports r3, notes 0
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
