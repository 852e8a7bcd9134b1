# 所等单位空出，不会被更轻的警情抢走。 A fight waits for a rider by name. Something graver that cannot use the rider does not
# keep the rider from it, and something milder does not get the rider.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城
铁骑0012 signs-in
铁骑0012 arrives
report 两抢
report 打架 at 莞城+300
hold #3 for 铁骑0012 within 4h because 熟悉当事人
report 盗窃 at 莞城+100
铁骑0012 finishes
show #3
# Something graver that can use the rider comes first.
铁骑0012 signs-in
铁骑0012 arrives
report 交通事故 at 莞城+200 flags injured,trapped
report 打架 at 莞城+400
hold #6 for 铁骑0012 within 4h because 熟悉当事人
铁骑0012 finishes
show #6
铁骑0012 signs-in
铁骑0012 finishes
show #6
---
# 所等单位空出，不会被更轻的警情抢走。 A fight waits for a rider by name. Something graver that cannot use the rider does not
# keep the rider from it, and something milder does not get the rider.
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
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
report 两抢
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, no zone, needs 2, clock from 08:00:00
    !1 ALARM decision_needed about #2 in the city (unplaced)
    r2 filed for #2: criminal.robbery by voice_110
report 打架 at 莞城+300
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
hold #3 for 铁骑0012 within 4h because 熟悉当事人
  08:00:00 desk
    #3 waits for 铁骑0012 until 12:00:00 (熟悉当事人)
report 盗窃 at 莞城+100
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: criminal.theft by voice_110
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
  08:00:00 patrold
    铁骑0012@#3 offered by the desk, 300 m 30 s, until 08:00:30, device
      it was held for this unit: 0 available
      铁骑0012 300 m 30 s chosen
    #3 is held no more
show #3
  #3 responding, level 2, missing 0, reports r3, notes 0
    铁骑0012@#3 offered, 0 odd, order v1 not delivered; 
# Something graver that can use the rider comes first.
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#3: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#3: arrived ! skipped_steps
report 交通事故 at 莞城+200 flags injured,trapped
  08:00:00 desk
    #5 2026-1123-0005 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r5 filed for #5: traffic.accident by voice_110
    !3 ALARM shortfall about #5 in 莞城 (1 units of step 1)
    #5 waits: no_unit_available
      一级警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
report 打架 at 莞城+400
  08:00:00 desk
    #6 2026-1123-0006 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r6 filed for #6: order.fight by voice_110
    !4 ALARM shortfall about #6 in 莞城 (1 units of step 1)
    #6 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 400 m 40 s on_dispatch
hold #6 for 铁骑0012 within 4h because 熟悉当事人
  08:00:00 desk
    #6 waits for 铁骑0012 until 12:00:00 (熟悉当事人)
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#3 ended: finished
  08:00:00 patrold
    铁骑0012@#5 offered by policy, 200 m 20 s, until 08:00:20, device
      一级警情: 1 available
      铁骑0012 200 m 20 s chosen
show #6
  #6 awaiting_decision, level 2, missing 0, reports r6, notes 0
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#5: signed_in
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#5 ended: finished ! skipped_steps
  08:00:00 patrold
    铁骑0012@#6 offered by the desk, 400 m 40 s, until 08:00:30, device
      it was held for this unit: 0 available
      铁骑0012 400 m 40 s chosen
    #6 is held no more
show #6
  #6 responding, level 2, missing 0, reports r6, notes 0
    铁骑0012@#6 offered, 0 odd, order v1 not delivered; 
