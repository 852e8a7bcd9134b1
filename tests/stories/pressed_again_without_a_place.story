# 再次呼救不带位置。 Pressed again without a place: nobody is sent to the officer's post. What moves the incident is where
# the officer was seen since the press before.
duty 铁骑0012 rider of 莞城 post 东城
铁骑0012 off
duty 铁骑0013 rider of 莞城 at 莞城+600
duty 铁骑0014 rider of 莞城 at 莞城+900
铁骑0012 calls-for-help at 莞城+100
铁骑0013 acks
铁骑0014 acks
铁骑0013 signs-in
铁骑0014 signs-in
wait 20s
铁骑0012 calls-for-help
show #1
duty 铁骑0012
wait 5s
fix 铁骑0012 at 莞城+300
铁骑0012 calls-for-help
wait 5s
# Where the officer says to be is newer than where the officer was seen.
铁骑0012 calls-for-help at 莞城+500
wait 5s
铁骑0012 calls-for-help
show #1
---
# 再次呼救不带位置。 Pressed again without a place: nobody is sent to the officer's post. What moves the incident is where
# the officer was seen since the press before.
duty 铁骑0012 rider of 莞城 post 东城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
铁骑0012 off
  08:00:00 铁骑0012
    铁骑0012 off duty
duty 铁骑0013 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
铁骑0012 calls-for-help at 莞城+100
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.045899,113.752000
    !1 ALARM officer_emergency about #1 铁骑0012 in 莞城
    铁骑0013@#1 offered by policy, 500 m 50 s, until 08:00:15, device
      民警求助全力增援: 2 available
      铁骑0013 500 m 50 s chosen
      铁骑0014 800 m 80 s chosen
    铁骑0014@#1 offered by policy, 800 m 80 s, until 08:00:15, device
      民警求助全力增援: 2 available
      铁骑0013 500 m 50 s chosen
      铁骑0014 800 m 80 s chosen
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0014 acks
  08:00:00 铁骑0014
    铁骑0014@#1: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0014 signs-in
  08:00:00 铁骑0014
    铁骑0014@#1: signed_in
wait 20s
铁骑0012 calls-for-help
  08:00:20 铁骑0012
    r2 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.045899,113.752000
show #1
  #1 responding, level 1, missing 0, reports r1 r2, notes 0
    铁骑0013@#1 signed_in, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00
    铁骑0014@#1 signed_in, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00
duty 铁骑0012
  08:00:20 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:20 铁骑0012
    铁骑0012 connected
wait 5s
fix 铁骑0012 at 莞城+300
铁骑0012 calls-for-help
  08:00:25 铁骑0012
    r3 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.047698,113.752000
    #1 is at 23.047698,113.752000 in 莞城
wait 5s
# Where the officer says to be is newer than where the officer was seen.
铁骑0012 calls-for-help at 莞城+500
  08:00:30 铁骑0012
    r4 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.049497,113.752000
    #1 is at 23.049497,113.752000 in 莞城
wait 5s
铁骑0012 calls-for-help
  08:00:35 铁骑0012
    r5 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.049497,113.752000
show #1
  #1 responding, level 1, missing 0, reports r1 r2 r3 r4 r5, notes 0
    铁骑0013@#1 signed_in, 0 odd, order v3 not delivered; signed in 08:00:00
    铁骑0014@#1 signed_in, 0 odd, order v3 not delivered; signed in 08:00:00
