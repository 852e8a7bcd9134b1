# The first to arrive finds nothing: those still under way are stood down with the same word.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+2000
report 两抢 at 莞城+100
铁骑0012 signs-in
铁骑0013 signs-in
铁骑0013 departs
铁骑0012 arrives
铁骑0012 feeds-back
铁骑0012 finishes because 误报，银行演示
close #1 because 误报
铁骑0013 arrives
show #1
---
# The first to arrive finds nothing: those still under way are stood down with the same word.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+2000
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 两抢 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1900 m 190 s chosen
    铁骑0013@#1 offered by policy, 1900 m 190 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1900 m 190 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#1: departed
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 feeds-back
  08:00:00 铁骑0012
    铁骑0012@#1: feedback
铁骑0012 finishes because 误报，银行演示
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished (误报，银行演示)
close #1 because 误报
  08:00:00 desk
    铁骑0013@#1 ended: stood_down (误报)
    #1 closed: Handled
铁骑0013 arrives
  08:00:00 铁骑0013
    铁骑0013@#1: arrived noted ! after_end
show #1
  #1 closed, level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 finished, 1 odd, order v1 delivered 08:00:00; signed in 08:00:00, arrived 08:00:00, feedback 08:00:00, finished 08:00:00
    铁骑0013@#1 stood_down, 1 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
