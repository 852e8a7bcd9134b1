# An officer in need who runs into the next town: the owner stays the owner, the next town's desk is asked and told.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+600
铁骑0012 calls-for-help at 莞城+100
铁骑0012 calls-for-help at 南城
show #1
alarms
铁骑0012 calls-for-help at 莞城+200
show #1
---
# An officer in need who runs into the next town: the owner stays the owner, the next town's desk is asked and told.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
铁骑0012 calls-for-help at 莞城+100
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.045899,113.752000
    !1 ALARM officer_emergency about #1 铁骑0012 in 莞城
    铁骑0013@#1 offered by policy, 500 m 50 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 short
      铁骑0012 100 m 10 s in_emergency
      铁骑0013 500 m 50 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 2 available, 1 short
      铁骑0012 100 m 10 s in_emergency
      铁骑0013 500 m 50 s chosen
铁骑0012 calls-for-help at 南城
  08:00:00 铁骑0012
    r2 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.010000,113.750000
    #1 is at 23.010000,113.750000 in 莞城
    南城 is asked to own #1 (the place has moved)
    !3 ALARM jurisdiction_proposed about #1 in 莞城 (南城)
  08:00:00 patrold
    #1 waits: no_unit_available
      民警求助全力增援: 1 available, 1 short, 1 on_dispatch
      铁骑0012 3897 m 390 s in_emergency
      铁骑0013 4496 m 450 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1 r2, notes 0
    铁骑0013@#1 offered, 0 odd, order v2 not delivered; 
alarms
  shortfall in 莞城: 1 (!2)
  jurisdiction_proposed in 莞城: 1 (!3)
  officer_emergency in 莞城: 1 (!1)
铁骑0012 calls-for-help at 莞城+200
  08:00:00 铁骑0012
    r3 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.046799,113.752000
    #1 is at 23.046799,113.752000 in 莞城
    南城 does not own #1 (the place has moved back)
  08:00:00 patrold
    #1 waits: no_unit_available
      民警求助全力增援: 1 available, 1 short, 1 on_dispatch
      铁骑0012 200 m 20 s in_emergency
      铁骑0013 400 m 40 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1 r2 r3, notes 0
    铁骑0013@#1 offered, 0 odd, order v3 not delivered; 
