# 预警先核实: nobody goes before a person has looked.
duty 铁骑0012 rider of 莞城 at 莞城
report 在逃人员 at 莞城+300 via warning_platform
wait 1m
show #1
classify #1 handling police_dispatch
classify #1 handling police_dispatch because 人像比对确认
show #1
---
# 预警先核实: nobody goes before a person has looked.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 在逃人员 at 莞城+300 via warning_platform
  08:00:00 desk
    #1 2026-1123-0001 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 莞城, needs 0, clock from 08:00:00
    !1 ALARM decision_needed about #1 in 莞城 (verify_first)
    r1 filed for #1: other.fugitive by warning_platform
wait 1m
show #1
  #1 awaiting_decision, level 2, missing 0, reports r1, notes 0
classify #1 handling police_dispatch
  08:01:00 desk
    refused REASON_MISSING: a reason is required: overruling a classification
classify #1 handling police_dispatch because 人像比对确认
  08:01:00 desk
    #1 is now other.fugitive level 2 police_dispatch by word: 人像比对确认, needs 1
  08:01:00 patrold
    铁骑0012@#1 offered by policy, 300 m 30 s, until 08:02:00, device
      一般警情: 1 available
      铁骑0012 300 m 30 s chosen
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
