# 追缉: the incident is where the rider is; the next town is asked to own it and both desks have it until it does.
actor 莞城席 dispatcher zones 莞城
actor 东城席 dispatcher zones 东城
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+1500
duty 铁骑0021 rider of 东城 at 东城
report 两抢 at 莞城+100
铁骑0012 signs-in
铁骑0013 signs-in
as 莞城席: follow #1 铁骑0012
wait 20s
fix 铁骑0012 at 23.035,113.780
wait 20s
as 东城席: note #1
as 莞城席: zone-takes #1
as 东城席: zone-takes #1 because 嫌疑人已进入东城
as 莞城席: note #1
fix 铁骑0012 at 23.032,113.786
wait 20s
follow #1 nobody
fix 铁骑0012 at 莞城
wait 1m
show #1
---
# 追缉: the incident is where the rider is; the next town is asked to own it and both desks have it until it does.
actor 莞城席 dispatcher zones 莞城
actor 东城席 dispatcher zones 东城
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1500
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0021 rider of 东城 at 东城
  08:00:00 local-administrator
    roster: 铁骑0021 (iron-riders)
  08:00:00 铁骑0021
    铁骑0021 on duty with 铁骑0021乙 铁骑0021甲
  08:00:00 铁骑0021
    铁骑0021 connected
report 两抢 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢双警力: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1400 m 140 s chosen
      铁骑0021 4271 m 427 s farther
    铁骑0013@#1 offered by policy, 1400 m 140 s, until 08:00:15, device
      两抢双警力: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1400 m 140 s chosen
      铁骑0021 4271 m 427 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
as 莞城席: follow #1 铁骑0012
  08:00:00 莞城席
    #1 follows 铁骑0012
wait 20s
  08:00:15 patrold
    #1 follows 铁骑0012
fix 铁骑0012 at 23.035,113.780
wait 20s
  08:00:30 patrold
    #1 follows 铁骑0012
    #1 is at 23.035000,113.780000 in 莞城 (it is where 铁骑0012 is)
    东城 is asked to own #1 (the place has moved)
    !1 ALARM jurisdiction_proposed about #1 in 莞城 (东城)
    !2 ALARM nearer_units about #1 in 莞城 (铁骑0021 before 铁骑0013)
as 东城席: note #1
  08:00:40 东城席
    note on #1
as 莞城席: zone-takes #1
  08:00:40 莞城席
    refused OUT_OF_SCOPE: the zone that is asked to own incident #1 lies outside your scope
as 东城席: zone-takes #1 because 嫌疑人已进入东城
  08:00:40 东城席
    东城 owns #1 (嫌疑人已进入东城)
as 莞城席: note #1
  08:00:40 莞城席
    refused OUT_OF_SCOPE: incident #1 lies outside your scope
fix 铁骑0012 at 23.032,113.786
wait 20s
  08:00:45 patrold
    铁骑0012@#1: order undelivered, use your voice
    铁骑0013@#1: order undelivered, use your voice
    #1 follows 铁骑0012
    #1 is at 23.032000,113.786000 in 东城 (it is where 铁骑0012 is)
  08:01:00 patrold
    #1 follows 铁骑0012
follow #1 nobody
  08:01:00 desk
    #1 follows nobody
fix 铁骑0012 at 莞城
wait 1m
show #1
  #1 responding, level 1, missing 0, reports r1, notes 1
    铁骑0012@#1 signed_in, 0 odd, order v3 by voice; signed in 08:00:00
    铁骑0013@#1 signed_in, 0 odd, order v3 by voice; signed in 08:00:00
