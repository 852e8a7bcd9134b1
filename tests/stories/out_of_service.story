duty 铁骑0012 rider of 莞城 at 莞城
铁骑0012 out Refuelling
铁骑0012 out Refuelling
report 打架 at 莞城
铁骑0012 back
铁骑0012 back
铁骑0012 out Break
铁骑0012 off
show #1
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
铁骑0012 out Refuelling
  08:00:00 铁骑0012
    铁骑0012 out of service: Refuelling
铁骑0012 out Refuelling
  nothing changes
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 unavailable
      铁骑0012 0 m 0 s unavailable
铁骑0012 back
  08:00:00 铁骑0012
    铁骑0012 available
  08:00:00 patrold
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
铁骑0012 back
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
铁骑0012 out Break
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
铁骑0012 off
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
