# 并警不能结束民警求助。 Linking reports does not end an emergency.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+2000
铁骑01 calls-for-help at 莞城
report 事故 at 莞城+500
link r1 to #2
show 铁骑01
show #1
show #2
---
# 并警不能结束民警求助。 Linking reports does not end an emergency.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
duty 铁骑02 rider of 莞城 at 莞城+2000
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
铁骑01 calls-for-help at 莞城
  08:00:00 铁骑01
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑01
    铁骑01 CALLS FOR HELP, #1, at 23.045000,113.752000
    !1 ALARM officer_emergency about #1 铁骑01 in 莞城
    铁骑02@#1 offered by policy, 2000 m 200 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 short
      铁骑01 100 m 10 s in_emergency
      铁骑02 2000 m 200 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 2 available, 1 short
      铁骑01 100 m 10 s in_emergency
      铁骑02 2000 m 200 s chosen
report 事故 at 莞城+500
  08:00:00 desk
    #2 2026-1123-0002 opened: 事故 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: 事故 by voice_110
    !3 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 1 available, 1 short, 1 on_dispatch
      铁骑01 400 m 40 s in_emergency
      铁骑02 1500 m 150 s on_dispatch
link r1 to #2
  08:00:00 desk
    refused EMERGENCY_OPEN: incident #1 is the emergency of unit 铁骑01: a supervisor must cancel it first, after voice contact
show 铁骑01
  铁骑01 available, connected, with 铁骑01乙 铁骑01甲, NEEDS HELP #1
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑02@#1 offered, 0 odd, order v1 not delivered; 
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2, notes 0
