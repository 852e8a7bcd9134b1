# 三辆铁骑，最近的去。 Three riders; the nearest goes.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+400
duty 铁骑0014 rider of 莞城 at 莞城-1500
report 盗窃 at 莞城
铁骑0013 acks
铁骑0013 signs-in
wait 30s
铁骑0013 departs
wait 2m
铁骑0013 arrives
wait 5m
铁骑0013 feeds-back
wait 5m
铁骑0013 finishes
show #1
close #1
show #1
---
# 三辆铁骑，最近的去。 Three riders; the nearest goes.
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+400
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城-1500
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0013@#1 offered by policy, 400 m 40 s, until 08:01:00, device
      一般警情: 3 available
      铁骑0013 400 m 40 s chosen
      铁骑0012 900 m 90 s farther
      铁骑0014 1500 m 150 s farther
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
wait 30s
铁骑0013 departs
  08:00:30 铁骑0013
    铁骑0013@#1: departed
wait 2m
铁骑0013 arrives
  08:02:30 铁骑0013
    铁骑0013@#1: arrived
wait 5m
铁骑0013 feeds-back
  08:07:30 铁骑0013
    铁骑0013@#1: feedback
wait 5m
铁骑0013 finishes
  08:12:30 铁骑0013
    铁骑0013@#1 ended: finished
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, notes 0
    铁骑0013@#1 finished, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:30, arrived 08:02:30, feedback 08:07:30, finished 08:12:30
close #1
  08:12:30 desk
    #1 closed: Handled
show #1
  #1 closed, level 3, missing 0, reports r1, notes 0
    铁骑0013@#1 finished, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:30, arrived 08:02:30, feedback 08:07:30, finished 08:12:30
