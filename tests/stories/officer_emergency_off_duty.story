# Off duty and without a position: the post stands in; without a post it waits for a person, alarmed.
actor 指挥长 supervisor
duty 铁骑0012 rider of 莞城 post 莞城+200
铁骑0012 off
duty 铁骑0013 rider of 莞城 at 莞城+600
duty 步巡07 community of 莞城
步巡07 off
铁骑0012 calls-for-help
show 铁骑0012
步巡07 calls-for-help
queue
# Coming back on duty the officer is still sent nowhere, not even by hand.
duty 铁骑0012
fix 铁骑0012 at 莞城+200
send 铁骑0012 to #2
步巡07 calls-for-help at 莞城+900
as 指挥长: cancel-emergency #1 because 已通话，平安
as 指挥长: cancel-emergency #2 because 已通话，平安
show 铁骑0012
---
# Off duty and without a position: the post stands in; without a post it waits for a person, alarmed.
actor 指挥长 supervisor
duty 铁骑0012 rider of 莞城 post 莞城+200
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
duty 步巡07 community of 莞城
  08:00:00 local-administrator
    roster: 步巡07 (community-patrol)
  08:00:00 步巡07
    步巡07 on duty with 步巡07乙 步巡07甲
  08:00:00 步巡07
    步巡07 connected
步巡07 off
  08:00:00 步巡07
    步巡07 off duty
铁骑0012 calls-for-help
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.046799,113.752000
    !1 ALARM officer_emergency about #1 铁骑0012 in 莞城
    铁骑0013@#1 offered by policy, 400 m 40 s, until 08:00:15, device
      民警求助全力增援: 1 available, 1 short
      铁骑0013 400 m 40 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 1 available, 1 short
      铁骑0013 400 m 40 s chosen
show 铁骑0012
  铁骑0012 off duty, NEEDS HELP #1
步巡07 calls-for-help
  08:00:00 步巡07
    #2 2026-1123-0002 opened: help.officer level 1 police_dispatch by rule officer emergency, no zone, needs 2, clock from 08:00:00
    r2 filed for #2: help.officer by unit_on_view, found by 步巡07
    步巡07 CALLS FOR HELP, #2, nobody knows where
    !3 ALARM officer_emergency about #2 步巡07 in 莞城
queue
  #1 level 1 since 08:00:00, #2 level 1 since 08:00:00
# Coming back on duty the officer is still sent nowhere, not even by hand.
duty 铁骑0012
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
fix 铁骑0012 at 莞城+200
send 铁骑0012 to #2
  08:00:00 desk
    refused UNIT_IN_EMERGENCY: unit 铁骑0012 is in an emergency of its own
步巡07 calls-for-help at 莞城+900
  08:00:00 步巡07
    r3 filed for #2: help.officer by unit_on_view, found by 步巡07
    步巡07 CALLS FOR HELP, #2, at 23.053094,113.752000
    #2 is at 23.053094,113.752000 in 莞城
  08:00:00 patrold
    !4 ALARM shortfall about #2 in 莞城 (2 units of step 1)
    #2 waits: no_unit_available
      民警求助全力增援: 1 available, 2 short, 1 on_dispatch
      铁骑0013 300 m 30 s on_dispatch
      铁骑0012 700 m 70 s in_emergency
as 指挥长: cancel-emergency #1 because 已通话，平安
  08:00:00 指挥长
    铁骑0012 is safe, #1 (已通话，平安)
    铁骑0013@#1 ended: stood_down (已通话，平安)
    #1 closed: Handled
  08:00:00 patrold
    铁骑0013@#2 offered by policy, 300 m 30 s, until 08:00:15, device
      民警求助全力增援: 2 available
      铁骑0013 300 m 30 s chosen
      铁骑0012 700 m 70 s chosen
    铁骑0012@#2 offered by policy, 700 m 70 s, until 08:00:15, device
      民警求助全力增援: 2 available
      铁骑0013 300 m 30 s chosen
      铁骑0012 700 m 70 s chosen
as 指挥长: cancel-emergency #2 because 已通话，平安
  08:00:00 指挥长
    步巡07 is safe, #2 (已通话，平安)
    铁骑0013@#2 ended: stood_down (已通话，平安)
    铁骑0012@#2 ended: stood_down (已通话，平安)
    #2 closed: Handled
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#2 v2
