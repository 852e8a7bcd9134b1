# A policy that would only write down that an officer needs help does not stop the help.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
policy when.types = ["other.invalid"] => when.types = ["other.invalid", "help.officer"] because 写错了
铁骑0012 calls-for-help at 莞城+100
show #1
policy when.types = ["other.invalid", "help.officer"]\nlevel = 4\nhandling = "record_only" => when.types = ["other.invalid", "help.officer"]\nlevel = 1\nhandling = "record_only" because 又写错了
铁骑0013 calls-for-help at 莞城+900
show #2
---
# A policy that would only write down that an officer needs help does not stop the help.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
policy when.types = ["other.invalid"] => when.types = ["other.invalid", "help.officer"] because 写错了
  08:00:00 指挥长
    policy revision 2 took effect (写错了)
铁骑0012 calls-for-help at 莞城+100
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑0012
    铁骑0012 CALLS FOR HELP, #1, at 23.045899,113.752000
    !1 ALARM officer_emergency about #1 铁骑0012 in 莞城
    铁骑0013@#1 offered by policy, 800 m 80 s, until 08:00:15, device
      民警求助全力增援: 2 available, 1 short
      铁骑0012 100 m 10 s in_emergency
      铁骑0013 800 m 80 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 2 available, 1 short
      铁骑0012 100 m 10 s in_emergency
      铁骑0013 800 m 80 s chosen
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
policy when.types = ["other.invalid", "help.officer"]\nlevel = 4\nhandling = "record_only" => when.types = ["other.invalid", "help.officer"]\nlevel = 1\nhandling = "record_only" because 又写错了
  08:00:00 指挥长
    policy revision 3 took effect (又写错了)
铁骑0013 calls-for-help at 莞城+900
  08:00:00 铁骑0013
    #2 2026-1123-0002 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r2 filed for #2: help.officer by unit_on_view, found by 铁骑0013
    铁骑0013 CALLS FOR HELP, #2, at 23.053094,113.752000
    !3 ALARM officer_emergency about #2 铁骑0013 in 莞城
    !4 ALARM shortfall about #2 in 莞城 (2 units of step 1)
    #2 waits: no_unit_available
      民警求助全力增援: 1 available, 2 short, 1 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 900 m 90 s in_emergency
show #2
  #2 waiting (no_unit_available), level 1, missing 2, reports r2, notes 0
