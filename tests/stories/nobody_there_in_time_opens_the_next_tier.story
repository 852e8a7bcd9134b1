under layered
# 1、3、5分钟无人到达，自动升级。 Nobody is there after one, three and five minutes: it escalates by itself.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 特警01 swat of 莞城 armed at 莞城+4000
report 两抢 at 莞城
铁骑0012 acks
铁骑0012 signs-in
铁骑0013 acks
铁骑0013 signs-in
wait 30s
铁骑0012 departs
铁骑0013 departs
wait 40s
wait 130s
铁骑0012 arrives
wait 5m
show #1
---
under layered
# 1、3、5分钟无人到达，自动升级。 Nobody is there after one, three and five minutes: it escalates by itself.
duty 铁骑0012 rider of 莞城 at 莞城+900
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
duty 特警01 swat of 莞城 armed at 莞城+4000
  08:00:00 local-administrator
    roster: 特警01 (swat)
  08:00:00 特警01
    特警01 on duty with 特警01乙 特警01甲
  08:00:00 特警01
    特警01 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      特警01 4000 m 600 s wrong_tier
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      特警01 4000 m 600 s wrong_tier
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 2)
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置 step 2: 0 available, 1 short
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
wait 30s
铁骑0012 departs
  08:00:30 铁骑0012
    铁骑0012@#1: departed
铁骑0013 departs
  08:00:30 铁骑0013
    铁骑0013@#1: departed
wait 40s
  08:01:00 patrold
    #1: nobody there by target 1
    !3 ALARM target_missed about #1 in 莞城 (target 1)
    特警01@#1 offered by policy, 4000 m 600 s, until 08:01:15, device
      两抢圈层处置 step 2: 1 available, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
      特警01 4000 m 600 s chosen
  08:01:08 patrold
    特警01@#1: sign_in warning, tell_desk
    !4 ALARM clock_warning about #1 特警01@#1 特警01 in 莞城 (sign_in)
wait 130s
  08:01:15 patrold
    特警01@#1 ended: offer_expired
    特警01@#1: order undelivered, use your voice
  08:01:15 patrold
    !5 ALARM shortfall about #1 in 莞城 (1 units of step 2)
    #1 waits: no_unit_available
      两抢圈层处置 step 2: 1 available, 1 short, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
      特警01 4000 m 600 s already_tried
  08:03:00 patrold
    #1: nobody there by target 2
    !6 ALARM target_missed about #1 in 莞城 (target 2)
铁骑0012 arrives
  08:03:20 铁骑0012
    铁骑0012@#1: arrived
wait 5m
  08:04:00 patrold
    铁骑0013@#1: arrive warning, tell_desk
    !7 ALARM clock_warning about #1 铁骑0013@#1 铁骑0013 in 莞城 (arrive)
  08:05:00 patrold
    铁骑0013@#1: arrive breach, back_up
    !8 ALARM clock_breach about #1 铁骑0013@#1 铁骑0013 in 莞城 (arrive)
    #1 needs 3+1 now (late by 铁骑0013@#1)
show #1
  #1 waiting (no_unit_available), level 1, missing 2, reports r1, notes 0
    铁骑0012@#1 arrived, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:30, arrived 08:03:20
    铁骑0013@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:30
    特警01@#1 offer_expired for step 2, 0 odd, order v2 by voice; 
