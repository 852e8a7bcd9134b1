# The shift ends in the middle of an incident: the relief takes it over as it stands.
actor 班长 dispatcher
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城+100
铁骑0012 signs-in
铁骑0012 arrives
铁骑0012 off
# Nobody puts a dispatch on another unit by itself: the desk names the relief.
铁骑0012 off relieved-by 铁骑0013
as 班长: 铁骑0012 off relieved-by 铁骑0012
as 班长: 铁骑0012 off relieved-by 铁骑0013
show #1
show 铁骑0012
show 铁骑0013
铁骑0013 finishes
show #1
---
# The shift ends in the middle of an incident: the relief takes it over as it stands.
actor 班长 dispatcher
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 off
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
# Nobody puts a dispatch on another unit by itself: the desk names the relief.
铁骑0012 off relieved-by 铁骑0013
  08:00:00 铁骑0012
    refused OUT_OF_SCOPE: unit 铁骑0013 lies outside your scope
as 班长: 铁骑0012 off relieved-by 铁骑0012
  08:00:00 班长
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
as 班长: 铁骑0012 off relieved-by 铁骑0013
  08:00:00 班长
    铁骑0013@#1 arrived by the desk, 800 m 80 s, device
    铁骑0012@#1 ended: recalled (relieved by 铁骑0013)
    铁骑0012 off duty
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 recalled, 1 odd, order v2 not delivered; signed in 08:00:00, arrived 08:00:00
    铁骑0013@#1 arrived, 0 odd, order v1 not delivered; arrived 08:00:00
show 铁骑0012
  铁骑0012 off duty
show 铁骑0013
  铁骑0013 铁骑0013@#1 arrived, connected, with 铁骑0013乙 铁骑0013甲, to send: order of 铁骑0013@#1 v1
铁骑0013 finishes
  08:00:00 铁骑0013
    铁骑0013@#1 ended: finished
show #1
  #1 awaiting_decision, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 recalled, 1 odd, order v2 not delivered; signed in 08:00:00, arrived 08:00:00
    铁骑0013@#1 finished, 0 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:00:00
