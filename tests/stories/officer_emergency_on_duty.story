# An officer on a dispatch calls for help: level 1, everybody near, and not the officer's own unit.
actor 指挥长 supervisor
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+600
duty 巡警03 patrol of 东城 at 东城
report 打架 at 莞城+100
铁骑0012 signs-in
铁骑0012 arrives
铁骑0012 calls-for-help at 莞城+100
show 铁骑0012
铁骑0013 signs-in
铁骑0013 departs
巡警03 signs-in
巡警03 departs
# Pressed again, from another place: one more report, and those under way are told.
wait 10s
铁骑0012 calls-for-help at 莞城+350
show #2
# The desk neither closes nor lowers it.
close #2
classify #2 level 3 because 误报
as 指挥长: close #2
as 铁骑0013: cancel-emergency #2 because 没事
cancel-emergency #2 because 民警已安全
as 指挥长: cancel-emergency #2
铁骑0013 arrives
as 指挥长: cancel-emergency #2 because 电台通话，民警轻伤，嫌疑人已控制
# With a unit on scene the incident goes on as any other.
show 铁骑0012
show #2
铁骑0013 finishes
close #2 because 嫌疑人已带回
as 指挥长: cancel-emergency #2 because 再次
---
# An officer on a dispatch calls for help: level 1, everybody near, and not the officer's own unit.
actor 指挥长 supervisor
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
duty 巡警03 patrol of 东城 at 东城
  08:00:00 local-administrator
    roster: 巡警03 (town-patrol)
  08:00:00 巡警03
    巡警03 on duty with 巡警03乙 巡警03甲
  08:00:00 巡警03
    巡警03 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 500 m 50 s farther
      巡警03 4271 m 534 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 calls-for-help at 莞城+100
  08:00:00 铁骑0012
    #2 2026-1123-0002 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r2 filed for #2: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #2, at 23.045899,113.752000
    !1 ALARM officer_emergency about #2 铁骑0012 in 莞城
    铁骑0013@#2 offered by policy, 500 m 50 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 500 m 50 s chosen
      巡警03 4271 m 534 s chosen
    巡警03@#2 offered by policy, 4271 m 534 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 500 m 50 s chosen
      巡警03 4271 m 534 s chosen
show 铁骑0012
  铁骑0012 铁骑0012@#1 arrived, connected, with 铁骑0012乙 铁骑0012甲, NEEDS HELP #2
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#2: signed_in
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#2: departed
巡警03 signs-in
  08:00:00 巡警03
    巡警03@#2: signed_in
巡警03 departs
  08:00:00 巡警03
    巡警03@#2: departed
# Pressed again, from another place: one more report, and those under way are told.
wait 10s
铁骑0012 calls-for-help at 莞城+350
  08:00:10 铁骑0012
    r3 filed for #2: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #2, at 23.048148,113.752000
    #2 is at 23.048148,113.752000 in 莞城
show #2
  #2 responding, level 1, missing 0, reports r2 r3, notes 0
    铁骑0013@#2 departed, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
    巡警03@#2 departed, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
# The desk neither closes nor lowers it.
close #2
  08:00:10 desk
    refused EMERGENCY_OPEN: incident #2 is the emergency of unit 铁骑0012: a supervisor must cancel it first, after voice contact
classify #2 level 3 because 误报
  08:00:10 desk
    refused EMERGENCY_OPEN: incident #2 is the emergency of unit 铁骑0012: a supervisor must cancel it first, after voice contact
as 指挥长: close #2
  08:00:10 指挥长
    refused EMERGENCY_OPEN: incident #2 is the emergency of unit 铁骑0012: a supervisor must cancel it first, after voice contact
as 铁骑0013: cancel-emergency #2 because 没事
  08:00:10 铁骑0013
    refused ROLE_FORBIDDEN: role unit may not cancel_emergency
cancel-emergency #2 because 民警已安全
  08:00:10 desk
    refused ROLE_FORBIDDEN: role dispatcher may not cancel_emergency
as 指挥长: cancel-emergency #2
  08:00:10 指挥长
    refused REASON_MISSING: a reason is required: what the officer said when you spoke
铁骑0013 arrives
  08:00:10 铁骑0013
    铁骑0013@#2: arrived
as 指挥长: cancel-emergency #2 because 电台通话，民警轻伤，嫌疑人已控制
  08:00:10 指挥长
    铁骑0012 is safe, #2 (电台通话，民警轻伤，嫌疑人已控制)
# With a unit on scene the incident goes on as any other.
show 铁骑0012
  铁骑0012 铁骑0012@#1 arrived, connected, with 铁骑0012乙 铁骑0012甲
show #2
  #2 responding, level 1, missing 0, reports r2 r3, notes 0
    铁骑0013@#2 arrived, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00, arrived 08:00:10
    巡警03@#2 departed, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
铁骑0013 finishes
  08:00:10 铁骑0013
    铁骑0013@#2 ended: finished
close #2 because 嫌疑人已带回
  08:00:10 desk
    巡警03@#2 ended: stood_down (嫌疑人已带回)
    #2 closed: Handled
as 指挥长: cancel-emergency #2 because 再次
  08:00:10 指挥长
    refused NO_EMERGENCY: incident #2 is not an open emergency
