# 所等单位已到，不再等它。 A theft waits for a rider by name and gets the rider by the desk's word, or by the rider's own: it
# does not wait for the rider once more.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城
铁骑0012 signs-in
铁骑0012 arrives
report 盗窃 at 莞城+200
hold #2 for 铁骑0012 within 1h because 熟悉现场
move 铁骑0012 to #2 because 先去看看
hold #2 for 铁骑0012 within 1h because 熟悉现场
duty 铁骑0013 rider of 莞城 at 莞城+900
铁骑0012 declines
show #2
duty 铁骑0014 rider of 莞城 at 莞城+900
wait 5s
show #2
report 盗窃 at 莞城+500
铁骑0012 signs-in
report 盗窃 at 莞城+600
hold #4 for 铁骑0012 within 1h because 熟悉现场
铁骑0012 attaches to #4
铁骑0012 finishes
show #4
---
# 所等单位已到，不再等它。 A theft waits for a rider by name and gets the rider by the desk's word, or by the rider's own: it
# does not wait for the rider once more.
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
report 盗窃 at 莞城+200
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
hold #2 for 铁骑0012 within 1h because 熟悉现场
  08:00:00 desk
    #2 waits for 铁骑0012 until 09:00:00 (熟悉现场)
move 铁骑0012 to #2 because 先去看看
  08:00:00 desk
    铁骑0012@#1 ended: recalled (先去看看)
    !1 ALARM unit_left about #1 铁骑0012@#1 铁骑0012 in 莞城
    铁骑0012@#2 offered by the desk, 200 m 20 s, until 08:01:00, device
      先去看看: 0 available
      铁骑0012 200 m 20 s chosen, taken off another incident
    #2 is held no more
  08:00:00 patrold
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
hold #2 for 铁骑0012 within 1h because 熟悉现场
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#2
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
铁骑0012 declines
  08:00:00 铁骑0012
    铁骑0012@#2 ended: declined
  08:00:00 patrold
    铁骑0013@#1 offered by policy, 900 m 90 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s chosen
    #2 waits: no_unit_available
      一般警情: 2 available, 1 short
      铁骑0012 200 m 20 s already_tried
      铁骑0013 700 m 70 s needed_elsewhere
show #2
  #2 waiting (no_unit_available), level 3, missing 1, reports r2, notes 0
    铁骑0012@#2 declined, 0 odd, order v1 delivered 08:00:00; 
duty 铁骑0014 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
wait 5s
  08:00:05 patrold
    铁骑0014@#2 offered by policy, 700 m 70 s, until 08:01:05, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 200 m 20 s already_tried
      铁骑0013 700 m 70 s on_dispatch
      铁骑0014 700 m 70 s chosen
show #2
  #2 responding, level 3, missing 0, reports r2, notes 0
    铁骑0012@#2 declined, 0 odd, order v1 delivered 08:00:00; 
    铁骑0014@#2 offered, 0 odd, order v1 not delivered; 
report 盗窃 at 莞城+500
  08:00:05 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:05
    r3 filed for #3: criminal.theft by voice_110
    铁骑0012@#3 offered by policy, 500 m 50 s, until 08:01:05, device
      一般警情: 1 available, 2 on_dispatch
      铁骑0013 400 m 40 s on_dispatch
      铁骑0014 400 m 40 s on_dispatch
      铁骑0012 500 m 50 s chosen
铁骑0012 signs-in
  08:00:05 铁骑0012
    铁骑0012@#3: signed_in
report 盗窃 at 莞城+600
  08:00:05 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:05
    r4 filed for #4: criminal.theft by voice_110
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 300 m 30 s on_dispatch
      铁骑0014 300 m 30 s on_dispatch
      铁骑0012 600 m 60 s on_dispatch
hold #4 for 铁骑0012 within 1h because 熟悉现场
  08:00:05 desk
    #4 waits for 铁骑0012 until 09:00:05 (熟悉现场)
铁骑0012 attaches to #4
  08:00:05 铁骑0012
    铁骑0012@#3 ended: recalled (it is on scene of another incident)
    !3 ALARM unit_left about #3 铁骑0012@#3 铁骑0012 in 莞城
    铁骑0012@#4 arrived by itself, 600 m 60 s, device
    #4 is held no more
  08:00:05 patrold
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 400 m 40 s on_dispatch
      铁骑0014 400 m 40 s on_dispatch
      铁骑0012 500 m 50 s on_dispatch
铁骑0012 finishes
  08:00:05 铁骑0012
    铁骑0012@#4 ended: finished
show #4
  #4 awaiting_decision, level 3, missing 0, reports r4, notes 0
    铁骑0012@#4 finished, 0 odd, order v1 delivered 08:00:05; arrived 08:00:05, finished 08:00:05
