# Several units on one incident are freed one by one; the last one gives the feedback and it can be closed.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+100
duty 巡警03 patrol of 莞城 at 莞城+200
report 两抢 at 莞城+300
send 铁骑0012 to #1 because 增援
铁骑0012 arrives
铁骑0013 arrives
巡警03 arrives
铁骑0012 finishes
铁骑0013 finishes
close #1
巡警03 feeds-back
巡警03 finishes
show #1
close #1 because 嫌疑人已移交派出所
---
# Several units on one incident are freed one by one; the last one gives the feedback and it can be closed.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 巡警03 patrol of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 巡警03 (town-patrol)
  08:00:00 巡警03
    巡警03 on duty with 巡警03乙 巡警03甲
  08:00:00 巡警03
    巡警03 connected
report 两抢 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    巡警03@#1 offered by policy, 100 m 12 s, until 08:00:15, device
      两抢双警力: 3 available
      巡警03 100 m 12 s chosen
      铁骑0013 200 m 20 s chosen
      铁骑0012 300 m 30 s farther
    铁骑0013@#1 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢双警力: 3 available
      巡警03 100 m 12 s chosen
      铁骑0013 200 m 20 s chosen
      铁骑0012 300 m 30 s farther
send 铁骑0012 to #1 because 增援
  08:00:00 desk
    铁骑0012@#1 offered by the desk, 300 m 30 s, until 08:00:15, device
      增援: 0 available
      铁骑0012 300 m 30 s chosen
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0013 arrives
  08:00:00 铁骑0013
    铁骑0013@#1: arrived ! skipped_steps
巡警03 arrives
  08:00:00 巡警03
    巡警03@#1: arrived ! skipped_steps
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
铁骑0013 finishes
  08:00:00 铁骑0013
    铁骑0013@#1 ended: finished
close #1
  08:00:00 desk
    refused UNIT_ON_SCENE: unit 巡警03 is on scene of incident #1: it must finish first
巡警03 feeds-back
  08:00:00 巡警03
    巡警03@#1: feedback
巡警03 finishes
  08:00:00 巡警03
    巡警03@#1 ended: finished
show #1
  #1 awaiting_decision, level 1, missing 0, reports r1, notes 0
    巡警03@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, feedback 08:00:00, finished 08:00:00
    铁骑0013@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:00:00
    铁骑0012@#1 finished, 1 odd, order v1 delivered 08:00:00; arrived 08:00:00, finished 08:00:00
close #1 because 嫌疑人已移交派出所
  08:00:00 desk
    #1 closed: Handled
