# 求助中的民警不会被派走。 An officer who needs help is not sent away.
duty 铁骑01 rider of 莞城 at 莞城+100
report 打架 at 莞城
铁骑01 signs-in
铁骑01 arrives
report 盗窃 at 莞城+4000
hold #2 for 铁骑01 within 1h because 就他熟
duty 铁骑03 rider of 莞城 at 莞城+100
duty 铁骑04 rider of 莞城 at 莞城+100
铁骑01 calls-for-help at 莞城
铁骑01 finishes
show 铁骑01
---
# 求助中的民警不会被派走。 An officer who needs help is not sent away.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑01@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑01 100 m 10 s chosen
铁骑01 signs-in
  08:00:00 铁骑01
    铁骑01@#1: signed_in
铁骑01 arrives
  08:00:00 铁骑01
    铁骑01@#1: arrived ! skipped_steps
report 盗窃 at 莞城+4000
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑01 3900 m 390 s on_dispatch
hold #2 for 铁骑01 within 1h because 就他熟
  08:00:00 desk
    #2 waits for 铁骑01 until 09:00:00 (就他熟)
duty 铁骑03 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑03 (iron-riders)
  08:00:00 铁骑03
    铁骑03 on duty with 铁骑03乙 铁骑03甲
  08:00:00 铁骑03
    铁骑03 connected
duty 铁骑04 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑04 (iron-riders)
  08:00:00 铁骑04
    铁骑04 on duty with 铁骑04乙 铁骑04甲
  08:00:00 铁骑04
    铁骑04 connected
铁骑01 calls-for-help at 莞城
  08:00:00 铁骑01
    #3 2026-1123-0003 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r3 filed for #3: help.officer by unit_on_view, found by 铁骑01
    铁骑01 CALLS FOR HELP, #3, at 23.045000,113.752000
    !1 ALARM officer_emergency about #3 铁骑01 in 莞城
    铁骑03@#3 offered by policy, 100 m 10 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 on_dispatch
      铁骑01 100 m 10 s on_dispatch
      铁骑03 100 m 10 s chosen
      铁骑04 100 m 10 s chosen
    铁骑04@#3 offered by policy, 100 m 10 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 on_dispatch
      铁骑01 100 m 10 s on_dispatch
      铁骑03 100 m 10 s chosen
      铁骑04 100 m 10 s chosen
铁骑01 finishes
  08:00:00 铁骑01
    铁骑01@#1 ended: finished
show 铁骑01
  铁骑01 available, connected, with 铁骑01乙 铁骑01甲, NEEDS HELP #3
