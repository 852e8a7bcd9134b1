# 求助不能补录。 An emergency is never entered late.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+200
late 07:59: 铁骑01 calls-for-help at 莞城
wait 60s
铁骑01 calls-for-help at 莞城
wait 60s
---
# 求助不能补录。 An emergency is never entered late.
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
late 07:59: 铁骑01 calls-for-help at 莞城
  08:00:00 铁骑01, entered late
    refused EMERGENCY_ENTERED_LATE: unit 铁骑01 raised an emergency that is marked as entered late: an emergency is now
wait 60s
铁骑01 calls-for-help at 莞城
  08:01:00 铁骑01
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:01:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑01
    铁骑01 CALLS FOR HELP, #1, at 23.045000,113.752000
    !1 ALARM officer_emergency about #1 铁骑01 in 莞城
    铁骑02@#1 offered by policy, 200 m 20 s, until 08:01:15, device
      民警求助全力增援: 2 available, 1 short
      铁骑01 100 m 10 s in_emergency
      铁骑02 200 m 20 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 2 available, 1 short
      铁骑01 100 m 10 s in_emergency
      铁骑02 200 m 20 s chosen
wait 60s
  08:01:15 patrold
    铁骑02@#1 ended: offer_expired
    铁骑02@#1: order undelivered, use your voice
