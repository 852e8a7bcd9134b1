under layered
# 多个单位逐一脱离，最后一个反馈。 Several units leave one by one; the last one reports.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+3000
report 两抢 at 莞城
铁骑0012 acks
铁骑0012 arrives
铁骑0013 acks
铁骑0013 arrives
武装车 acks
武装车 arrives
wait 5m
铁骑0012 finishes
wait 5m
武装车 finishes
close #1
铁骑0013 feeds-back
铁骑0013 finishes
close #1
show #1
---
under layered
# 多个单位逐一脱离，最后一个反馈。 Several units leave one by one; the last one reports.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 武装车 patrol of 莞城 armed at 莞城+3000
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
      铁骑0013 1200 m 120 s chosen
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1200 m 120 s chosen
    武装车@#1 offered by policy, 3000 m 375 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车 3000 m 375 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 arrives
  08:00:00 铁骑0013
    铁骑0013@#1: arrived ! skipped_steps
武装车 acks
  08:00:00 武装车
    武装车@#1: order v1 delivered
武装车 arrives
  08:00:00 武装车
    武装车@#1: arrived ! skipped_steps
wait 5m
铁骑0012 finishes
  08:05:00 铁骑0012
    铁骑0012@#1 ended: finished
wait 5m
  08:10:00 patrold
    铁骑0013@#1: feedback breach, tell_desk
    !2 ALARM clock_breach about #1 铁骑0013@#1 铁骑0013 in 莞城 (feedback)
    武装车@#1: feedback breach, tell_desk
    !3 ALARM clock_breach about #1 武装车@#1 武装车 in 莞城 (feedback)
武装车 finishes
  08:10:00 武装车
    武装车@#1 ended: finished
close #1
  08:10:00 desk
    refused UNIT_ON_SCENE: unit 铁骑0013 is on scene of incident #1: it must finish first
铁骑0013 feeds-back
  08:10:00 铁骑0013
    铁骑0013@#1: feedback
铁骑0013 finishes
  08:10:00 铁骑0013
    铁骑0013@#1 ended: finished
close #1
  08:10:00 desk
    #1 closed: Handled
show #1
  #1 closed, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:05:00
    铁骑0013@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, feedback 08:10:00, finished 08:10:00
    武装车@#1 finished for step 2, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:10:00
