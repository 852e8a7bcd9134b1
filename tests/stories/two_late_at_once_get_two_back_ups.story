under layered
# 两个单位同时迟到，各增派一名。 Two units are late at the same moment: each gets its back-up.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+200
duty 武装车1 patrol of 莞城 armed at 莞城+300
report 两抢 at 莞城
铁骑01 signs-in
铁骑02 signs-in
武装车1 signs-in
铁骑01 departs
铁骑02 departs
武装车1 departs
wait 290s
duty 铁骑03 rider of 莞城 at 莞城+1000
duty 铁骑04 rider of 莞城 at 莞城+1100
duty 武装车2 patrol of 莞城 armed at 莞城+1200
wait 30s
show #1
---
under layered
# 两个单位同时迟到，各增派一名。 Two units are late at the same moment: each gets its back-up.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
duty 铁骑02 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
duty 武装车1 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车1 (town-patrol)
  08:00:00 武装车1
    武装车1 on duty with 武装车1乙 武装车1甲
  08:00:00 武装车1
    武装车1 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑01@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑01 100 m 10 s chosen
      铁骑02 200 m 20 s chosen
    铁骑02@#1 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑01 100 m 10 s chosen
      铁骑02 200 m 20 s chosen
    武装车1@#1 offered by policy, 300 m 38 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车1 300 m 38 s chosen
铁骑01 signs-in
  08:00:00 铁骑01
    铁骑01@#1: signed_in
铁骑02 signs-in
  08:00:00 铁骑02
    铁骑02@#1: signed_in
武装车1 signs-in
  08:00:00 武装车1
    武装车1@#1: signed_in
铁骑01 departs
  08:00:00 铁骑01
    铁骑01@#1: departed
铁骑02 departs
  08:00:00 铁骑02
    铁骑02@#1: departed
武装车1 departs
  08:00:00 武装车1
    武装车1@#1: departed
wait 290s
  08:01:00 patrold
    #1: nobody there by target 1
    !2 ALARM target_missed about #1 in 莞城 (target 1)
  08:03:00 patrold
    #1: nobody there by target 2
    !3 ALARM target_missed about #1 in 莞城 (target 2)
  08:04:00 patrold
    铁骑01@#1: arrive warning, tell_desk
    !4 ALARM clock_warning about #1 铁骑01@#1 铁骑01 in 莞城 (arrive)
    铁骑02@#1: arrive warning, tell_desk
    !5 ALARM clock_warning about #1 铁骑02@#1 铁骑02 in 莞城 (arrive)
    武装车1@#1: arrive warning, tell_desk
    !6 ALARM clock_warning about #1 武装车1@#1 武装车1 in 莞城 (arrive)
duty 铁骑03 rider of 莞城 at 莞城+1000
  08:04:50 local-administrator
    roster: 铁骑03 (iron-riders)
  08:04:50 铁骑03
    铁骑03 on duty with 铁骑03乙 铁骑03甲
  08:04:50 铁骑03
    铁骑03 connected
duty 铁骑04 rider of 莞城 at 莞城+1100
  08:04:50 local-administrator
    roster: 铁骑04 (iron-riders)
  08:04:50 铁骑04
    铁骑04 on duty with 铁骑04乙 铁骑04甲
  08:04:50 铁骑04
    铁骑04 connected
duty 武装车2 patrol of 莞城 armed at 莞城+1200
  08:04:50 local-administrator
    roster: 武装车2 (town-patrol)
  08:04:50 武装车2
    武装车2 on duty with 武装车2乙 武装车2甲
  08:04:50 武装车2
    武装车2 connected
wait 30s
  08:05:00 patrold
    铁骑01@#1: arrive breach, back_up
    !7 ALARM clock_breach about #1 铁骑01@#1 铁骑01 in 莞城 (arrive)
    #1 needs 3+1 now (late by 铁骑01@#1)
    铁骑02@#1: arrive breach, back_up
    !8 ALARM clock_breach about #1 铁骑02@#1 铁骑02 in 莞城 (arrive)
    #1 needs 4+1 now (late by 铁骑02@#1)
    武装车1@#1: arrive breach, back_up
    !9 ALARM clock_breach about #1 武装车1@#1 武装车1 in 莞城 (arrive)
    #1 needs 4+2 now (late by 武装车1@#1)
    #1: nobody there by target 3
    !10 ALARM target_missed about #1 in 莞城 (target 3)
  08:05:00 patrold
    铁骑03@#1 offered by policy, 1000 m 100 s, until 08:05:15, device
      两抢圈层处置: 2 available, 2 on_dispatch
      铁骑03 1000 m 100 s chosen
      铁骑04 1100 m 110 s chosen
    铁骑04@#1 offered by policy, 1100 m 110 s, until 08:05:15, device
      两抢圈层处置: 2 available, 2 on_dispatch
      铁骑03 1000 m 100 s chosen
      铁骑04 1100 m 110 s chosen
    武装车2@#1 offered by policy, 1200 m 150 s, until 08:05:15, device
      两抢圈层处置 step 2: 3 available, 3 on_dispatch
      铁骑03 1000 m 100 s wrong_kind
      铁骑04 1100 m 110 s wrong_kind
      武装车2 1200 m 150 s chosen
  08:05:08 patrold
    铁骑03@#1: sign_in warning, tell_desk
    !11 ALARM clock_warning about #1 铁骑03@#1 铁骑03 in 莞城 (sign_in)
    铁骑04@#1: sign_in warning, tell_desk
    !12 ALARM clock_warning about #1 铁骑04@#1 铁骑04 in 莞城 (sign_in)
    武装车2@#1: sign_in warning, tell_desk
    !13 ALARM clock_warning about #1 武装车2@#1 武装车2 in 莞城 (sign_in)
  08:05:15 patrold
    铁骑03@#1 ended: offer_expired
    铁骑04@#1 ended: offer_expired
    武装车2@#1 ended: offer_expired
    铁骑03@#1: order undelivered, use your voice
    铁骑04@#1: order undelivered, use your voice
    武装车2@#1: order undelivered, use your voice
  08:05:15 patrold
    !14 ALARM shortfall about #1 in 莞城 (2 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 2 available, 2 short, 2 on_dispatch
      铁骑03 1000 m 100 s already_tried
      铁骑04 1100 m 110 s already_tried
show #1
  #1 waiting (no_unit_available), level 1, missing 3, reports r1, notes 0
    铁骑01@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑02@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    武装车1@#1 departed for step 2, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑03@#1 offer_expired, 0 odd, order v2 by voice; 
    铁骑04@#1 offer_expired, 0 odd, order v2 by voice; 
    武装车2@#1 offer_expired for step 2, 0 odd, order v2 by voice; 
