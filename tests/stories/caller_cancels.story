# 报警人说不用来了: that closes nothing; it is filed with the incident of the same number and the desk is told.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城 phone 13800138000
铁骑0012 signs-in
wait 1m
report 打架 at 莞城 phone 13800138000 cancels
show #1
铁骑0012 departs
铁骑0012 arrives
铁骑0012 finishes
alarms
close #1 because 双方已和解
alarms
---
# 报警人说不用来了: that closes nothing; it is filed with the incident of the same number and the desk is told.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
wait 1m
report 打架 at 莞城 phone 13800138000 cancels
  08:01:00 desk
    r2 filed for #1: order.fight by voice_110
    !1 ALARM caller_cancelled about #1 r2 in 莞城
show #1
  #1 responding, level 2, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 signed_in, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00
铁骑0012 departs
  08:01:00 铁骑0012
    铁骑0012@#1: departed
铁骑0012 arrives
  08:01:00 铁骑0012
    铁骑0012@#1: arrived
铁骑0012 finishes
  08:01:00 铁骑0012
    铁骑0012@#1 ended: finished
alarms
  caller_cancelled in 莞城: 1 (!1)
close #1 because 双方已和解
  08:01:00 desk
    #1 closed: Handled
alarms
  no alarms
