under layered
# 到场十分钟无反馈告警台，一小时未处理完告警督导。 No feedback after ten minutes, too long on scene after an hour.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+200
duty 武装车 patrol of 莞城 armed at 莞城+300
report 两抢 at 莞城
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 departs
铁骑0012 arrives
recall 铁骑0013 because 一人足够
recall 武装车 because 一人足够
wait 10m
铁骑0012 feeds-back
wait 20m
wait 30m
铁骑0012 finishes
show #1
---
under layered
# 到场十分钟无反馈告警台，一小时未处理完告警督导。 No feedback after ten minutes, too long on scene after an hour.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 200 m 20 s chosen
    铁骑0013@#1 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 200 m 20 s chosen
    武装车@#1 offered by policy, 300 m 38 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车 300 m 38 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived
recall 铁骑0013 because 一人足够
  08:00:00 desk
    铁骑0013@#1 ended: recalled (一人足够)
  08:00:00 patrold
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 1 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s already_tried
recall 武装车 because 一人足够
  08:00:00 desk
    武装车@#1 ended: recalled (一人足够)
  08:00:00 patrold
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 1 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s already_tried
wait 10m
  08:00:15 patrold
    铁骑0013@#1: order undelivered, use your voice
    武装车@#1: order undelivered, use your voice
  08:01:00 patrold
    #1 waits: no_unit_available
      两抢圈层处置: 1 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s already_tried
  08:10:00 patrold
    铁骑0012@#1: feedback breach, tell_desk
    !3 ALARM clock_breach about #1 铁骑0012@#1 铁骑0012 in 莞城 (feedback)
铁骑0012 feeds-back
  08:10:00 铁骑0012
    铁骑0012@#1: feedback
wait 20m
  08:30:00 patrold
    铁骑0012@#1: on_scene warning, tell_desk
    !4 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (on_scene)
wait 30m
  09:00:00 patrold
    铁骑0012@#1: on_scene breach, tell_supervisor
    !5 ALARM supervisor_informed about #1 铁骑0012@#1 铁骑0012 in 莞城 (on_scene)
铁骑0012 finishes
  09:00:00 铁骑0012
    铁骑0012@#1 ended: finished
show #1
  #1 waiting (no_unit_available), level 1, missing 2, reports r1, notes 0
    铁骑0012@#1 finished, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00, arrived 08:00:00, feedback 08:10:00, finished 09:00:00
    铁骑0013@#1 recalled, 0 odd, order v2 by voice; 
    武装车@#1 recalled for step 2, 0 odd, order v2 by voice; 
