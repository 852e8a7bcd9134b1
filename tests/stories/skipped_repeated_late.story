# 漏点、重复点、补点: facts are recorded as they come, and flagged.
duty 铁骑0013 rider of 莞城 at 莞城
report 盗窃 at 莞城
wait 10s
铁骑0013 arrives
wait 10s
铁骑0013 signs-in
铁骑0013 departs
铁骑0013 arrives
# What waited in a dead spot keeps its own time.
wait 2m
happened 08:00:40: 铁骑0013 feeds-back
铁骑0013 declines
铁骑0013 blocked
铁骑0013 finishes
铁骑0013 finishes
show #1
---
# 漏点、重复点、补点: facts are recorded as they come, and flagged.
duty 铁骑0013 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0013@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0013 0 m 0 s chosen
wait 10s
铁骑0013 arrives
  08:00:10 铁骑0013
    铁骑0013@#1: arrived ! skipped_steps
wait 10s
铁骑0013 signs-in
  08:00:20 铁骑0013
    铁骑0013@#1: signed_in ! out_of_order
铁骑0013 departs
  08:00:20 铁骑0013
    铁骑0013@#1: departed ! out_of_order
铁骑0013 arrives
  08:00:20 铁骑0013
    铁骑0013@#1: arrived ! repeated
# What waited in a dead spot keeps its own time.
wait 2m
happened 08:00:40: 铁骑0013 feeds-back
  08:02:20 铁骑0013, happened 08:00:40
    铁骑0013@#1: feedback
铁骑0013 declines
  08:02:20 铁骑0013
    铁骑0013@#1: declined noted ! out_of_order
铁骑0013 blocked
  08:02:20 铁骑0013
    铁骑0013@#1: blocked noted ! out_of_order
    !1 ALARM unit_blocked about #1 铁骑0013@#1 铁骑0013 in 莞城
铁骑0013 finishes
  08:02:20 铁骑0013
    铁骑0013@#1 ended: finished
铁骑0013 finishes
  08:02:20 铁骑0013
    铁骑0013@#1: finished noted ! after_end
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, notes 0
    铁骑0013@#1 finished, 7 odd, order v1 delivered 08:00:10; signed in 08:00:20, departed 08:00:20, arrived 08:00:10, feedback 08:00:40, finished 08:02:20
