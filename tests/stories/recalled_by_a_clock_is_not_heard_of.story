under layered
# 时限到了收回派警，不等于人已平安。 A clock takes the dispatch away; that says nothing of the officer.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+200
duty 武装车1 patrol of 莞城 armed at 莞城+300
report 两抢 at 莞城
铁骑01 signs-in
铁骑02 signs-in
武装车1 signs-in
铁骑02 departs
武装车1 departs
铁骑01 drops
wait 600s
alarms
show 铁骑01
---
under layered
# 时限到了收回派警，不等于人已平安。 A clock takes the dispatch away; that says nothing of the officer.
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
铁骑02 departs
  08:00:00 铁骑02
    铁骑02@#1: departed
武装车1 departs
  08:00:00 武装车1
    武装车1@#1: departed
铁骑01 drops
  08:00:00 铁骑01
    铁骑01 dropped, alarm at 08:01:30
wait 600s
  08:01:00 patrold
    铁骑01@#1: depart warning, tell_desk
    !2 ALARM clock_warning about #1 铁骑01@#1 铁骑01 in 莞城 (depart)
    #1: nobody there by target 1
    !3 ALARM target_missed about #1 in 莞城 (target 1)
  08:01:30 patrold
    铁骑01 lost on 铁骑01@#1
    !4 ALARM contact_lost about #1 铁骑01@#1 铁骑01 in 莞城
    铁骑01 must be heard of by 08:06:30
  08:02:00 patrold
    铁骑01@#1: depart breach, re_offer
    !5 ALARM clock_breach about #1 铁骑01@#1 铁骑01 in 莞城 (depart)
    铁骑01@#1 ended: recalled (clock depart ran out)
  08:02:00 patrold
    !6 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 1 available, 1 short, 1 on_dispatch
      铁骑01 100 m 10 s already_tried
      铁骑02 200 m 20 s on_dispatch
  08:02:15 patrold
    铁骑01@#1: order undelivered, use your voice
  08:03:00 patrold
    #1: nobody there by target 2
    !7 ALARM target_missed about #1 in 莞城 (target 2)
  08:04:00 patrold
    铁骑02@#1: arrive warning, tell_desk
    !8 ALARM clock_warning about #1 铁骑02@#1 铁骑02 in 莞城 (arrive)
    武装车1@#1: arrive warning, tell_desk
    !9 ALARM clock_warning about #1 武装车1@#1 武装车1 in 莞城 (arrive)
  08:05:00 patrold
    铁骑02@#1: arrive breach, back_up
    !10 ALARM clock_breach about #1 铁骑02@#1 铁骑02 in 莞城 (arrive)
    #1 needs 3+1 now (late by 铁骑02@#1)
    武装车1@#1: arrive breach, back_up
    !11 ALARM clock_breach about #1 武装车1@#1 武装车1 in 莞城 (arrive)
    #1 needs 3+2 now (late by 武装车1@#1)
    #1: nobody there by target 3
    !12 ALARM target_missed about #1 in 莞城 (target 3)
  08:06:30 patrold
    铁骑01 was not heard of: look after the crew
    !13 ALARM welfare_check_due about 铁骑01 in 莞城
alarms
  clock_warning in 莞城: 2 (!8 !9)
  clock_breach in 莞城: 3 (!5 !10 !11)
  shortfall in 莞城: 1 (!6)
  supervisor_informed in 莞城: 1 (!1)
  contact_lost in 莞城: 1 (!4)
  target_missed in 莞城: 1 (!12)
  welfare_check_due in 莞城: 1 (!13)
show 铁骑01
  铁骑01 available, lost, with 铁骑01乙 铁骑01甲, to send: order of 铁骑01@#1 v2
