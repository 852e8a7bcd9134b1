# 等候指定警力: an incident waits for a named busy unit, but not for ever.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城
铁骑0012 signs-in
duty 铁骑0013 rider of 莞城 at 莞城+900
铁骑0013 out Break
report 盗窃 at 莞城+200
hold #2 for 铁骑0012 within 10m
hold #2 for 铁骑0012 within 10m because 熟悉现场
铁骑0013 back
show #2
铁骑0012 finishes
show #2
report 盗窃 at 莞城+300
铁骑0013 signs-in
report 盗窃 at 莞城+400
hold #4 for 铁骑0012 within 2m because 熟悉现场
wait 3m
alarms
---
# 等候指定警力: an incident waits for a named busy unit, but not for ever.
duty 铁骑0012 rider of 莞城 at 莞城
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
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
铁骑0013 out Break
  08:00:00 铁骑0013
    铁骑0013 out of service: Break
report 盗窃 at 莞城+200
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch, 1 unavailable
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s unavailable
hold #2 for 铁骑0012 within 10m
  08:00:00 desk
    refused REASON_MISSING: a reason is required: holding an incident for a unit
hold #2 for 铁骑0012 within 10m because 熟悉现场
  08:00:00 desk
    #2 waits for 铁骑0012 until 08:10:00 (熟悉现场)
铁骑0013 back
  08:00:00 铁骑0013
    铁骑0013 available
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished ! skipped_steps
  08:00:00 patrold
    铁骑0012@#2 offered by the desk, 200 m 20 s, until 08:01:00, device
      it was held for this unit: 0 available
      铁骑0012 200 m 20 s chosen
    #2 is held no more
show #2
  #2 responding, level 3, missing 0, reports r2, notes 0
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
report 盗窃 at 莞城+300
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    铁骑0013@#3 offered by policy, 600 m 60 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0013 600 m 60 s chosen
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#3: signed_in
report 盗窃 at 莞城+400
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: criminal.theft by voice_110
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      铁骑0012 400 m 40 s on_dispatch
      铁骑0013 500 m 50 s on_dispatch
hold #4 for 铁骑0012 within 2m because 熟悉现场
  08:00:00 desk
    #4 waits for 铁骑0012 until 08:02:00 (熟悉现场)
wait 3m
  08:00:15 patrold
    铁骑0012@#2: order undelivered, use your voice
  08:01:00 patrold
    铁骑0012@#2 ended: offer_expired
  08:01:00 patrold
    铁骑0012@#4 offered by the desk, 400 m 40 s, until 08:02:00, device
      it was held for this unit: 0 available
      铁骑0012 400 m 40 s chosen
    #4 is held no more
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 200 m 20 s needed_elsewhere
      铁骑0013 700 m 70 s on_dispatch
  08:01:15 patrold
    铁骑0012@#4: order undelivered, use your voice
  08:02:00 patrold
    铁骑0012@#4 ended: offer_expired
  08:02:00 patrold
    #4 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 400 m 40 s already_tried
      铁骑0013 500 m 50 s on_dispatch
alarms
  no alarms
