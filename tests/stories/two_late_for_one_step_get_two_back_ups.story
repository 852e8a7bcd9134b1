under layered
# A plan of one step: the second unit was sent by hand. Both are late at the same moment, and for each another is sought.
duty 铁骑0012 rider of 莞城 at 莞城+3000
duty 铁骑0013 rider of 莞城 at 莞城+3000
report 不明 at 莞城
send 铁骑0013 to #1 because 双警
铁骑0012 acks
铁骑0013 acks
铁骑0012 signs-in
铁骑0013 signs-in
铁骑0012 departs
铁骑0013 departs
wait 5m
show #1
---
under layered
# A plan of one step: the second unit was sent by hand. Both are late at the same moment, and for each another is sought.
duty 铁骑0012 rider of 莞城 at 莞城+3000
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+3000
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 不明 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: 不明 by voice_110
    铁骑0012@#1 offered by policy, 3000 m 300 s, until 08:00:20, device
      一级警情: 2 available
      铁骑0012 3000 m 300 s chosen
      铁骑0013 3000 m 300 s farther
send 铁骑0013 to #1 because 双警
  08:00:00 desk
    铁骑0013@#1 offered by the desk, 3000 m 300 s, until 08:00:20, device
      双警: 0 available
      铁骑0013 3000 m 300 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#1: departed
wait 5m
  08:04:00 patrold
    铁骑0012@#1: arrive warning, tell_desk
    !1 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (arrive)
    铁骑0013@#1: arrive warning, tell_desk
    !2 ALARM clock_warning about #1 铁骑0013@#1 铁骑0013 in 莞城 (arrive)
  08:05:00 patrold
    铁骑0012@#1: arrive breach, back_up
    !3 ALARM clock_breach about #1 铁骑0012@#1 铁骑0012 in 莞城 (arrive)
    #1 needs 2 now (late by 铁骑0012@#1)
    铁骑0013@#1: arrive breach, back_up
    !4 ALARM clock_breach about #1 铁骑0013@#1 铁骑0013 in 莞城 (arrive)
    #1 needs 3 now (late by 铁骑0013@#1)
  08:05:00 patrold
    !5 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      一级警情: 0 available, 1 short, 2 on_dispatch
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑0013@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
