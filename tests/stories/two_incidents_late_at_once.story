under layered
# Two units are late at the same moment, each on an incident of its own: each incident is planned by its own numbers.
duty 铁骑0012 rider of 莞城 at 莞城+3000
duty 铁骑0013 rider of 莞城 at 莞城+3000
duty 铁骑0014 rider of 莞城 at 莞城+3000
report 两抢 at 莞城
report 不明 at 莞城
铁骑0012 acks
铁骑0013 acks
铁骑0014 acks
铁骑0012 signs-in
铁骑0013 signs-in
铁骑0014 signs-in
铁骑0012 departs
铁骑0014 departs
wait 5m
show #1
show #2
---
under layered
# Two units are late at the same moment, each on an incident of its own: each incident is planned by its own numbers.
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
duty 铁骑0014 rider of 莞城 at 莞城+3000
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 3000 m 300 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 3000 m 300 s chosen
      铁骑0013 3000 m 300 s chosen
      铁骑0014 3000 m 300 s farther
    铁骑0013@#1 offered by policy, 3000 m 300 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 3000 m 300 s chosen
      铁骑0013 3000 m 300 s chosen
      铁骑0014 3000 m 300 s farther
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 2)
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置 step 2: 0 available, 1 short
report 不明 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: 不明 by voice_110
    铁骑0014@#2 offered by policy, 3000 m 300 s, until 08:00:20, device
      一级警情: 1 available, 2 on_dispatch
      铁骑0012 3000 m 300 s on_dispatch
      铁骑0013 3000 m 300 s on_dispatch
      铁骑0014 3000 m 300 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0014 acks
  08:00:00 铁骑0014
    铁骑0014@#2: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0014 signs-in
  08:00:00 铁骑0014
    铁骑0014@#2: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0014 departs
  08:00:00 铁骑0014
    铁骑0014@#2: departed
wait 5m
  08:01:00 patrold
    铁骑0013@#1: depart warning, tell_desk
    !3 ALARM clock_warning about #1 铁骑0013@#1 铁骑0013 in 莞城 (depart)
    #1: nobody there by target 1
    !4 ALARM target_missed about #1 in 莞城 (target 1)
    #1 waits: no_unit_available
      两抢圈层处置 step 2: 0 available, 1 short, 3 on_dispatch
      铁骑0012 3000 m 300 s on_dispatch
      铁骑0013 3000 m 300 s on_dispatch
      铁骑0014 3000 m 300 s on_dispatch
  08:02:00 patrold
    铁骑0013@#1: depart breach, re_offer
    !5 ALARM clock_breach about #1 铁骑0013@#1 铁骑0013 in 莞城 (depart)
    铁骑0013@#1 ended: recalled (clock depart ran out)
  08:02:15 patrold
    铁骑0013@#1: order undelivered, use your voice
  08:03:00 patrold
    #1: nobody there by target 2
    !6 ALARM target_missed about #1 in 莞城 (target 2)
  08:04:00 patrold
    铁骑0012@#1: arrive warning, tell_desk
    !7 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (arrive)
    铁骑0014@#2: arrive warning, tell_desk
    !8 ALARM clock_warning about #2 铁骑0014@#2 铁骑0014 in 莞城 (arrive)
  08:05:00 patrold
    铁骑0012@#1: arrive breach, back_up
    !9 ALARM clock_breach about #1 铁骑0012@#1 铁骑0012 in 莞城 (arrive)
    #1 needs 3+1 now (late by 铁骑0012@#1)
    铁骑0014@#2: arrive breach, back_up
    !10 ALARM clock_breach about #2 铁骑0014@#2 铁骑0014 in 莞城 (arrive)
    #2 needs 2 now (late by 铁骑0014@#2)
    #1: nobody there by target 3
    !11 ALARM target_missed about #1 in 莞城 (target 3)
  08:05:00 patrold
    !12 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 0 available, 1 short, 2 on_dispatch, 1 no_position
show #1
  #1 waiting (no_unit_available), level 1, missing 3, reports r1, notes 0
    铁骑0012@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑0013@#1 recalled, 0 odd, order v2 by voice; signed in 08:00:00
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2, notes 0
    铁骑0014@#2 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
