# One of the two cannot be had: nobody is sent, and the dispatcher is told which.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城
铁骑0013 off
report 在逃人员 at 莞城 via warning_platform
send 铁骑0012,铁骑0013 to #1
show 铁骑0012
send 铁骑0012,铁骑0012 to #1
send 铁骑0012 to #1
---
# One of the two cannot be had: nobody is sent, and the dispatcher is told which.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
铁骑0013 off
  08:00:00 铁骑0013
    铁骑0013 off duty
report 在逃人员 at 莞城 via warning_platform
  08:00:00 desk
    #1 2026-1123-0001 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 莞城, needs 0, clock from 08:00:00
    !1 ALARM decision_needed about #1 in 莞城 (verify_first)
    r1 filed for #1: other.fugitive by warning_platform
send 铁骑0012,铁骑0013 to #1
  08:00:00 desk
    refused NOT_ON_DUTY: unit 铁骑0013 is not on duty: it must check in first
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
send 铁骑0012,铁骑0012 to #1
  08:00:00 desk
    refused UNIT_TWICE: unit 铁骑0012 is named twice
send 铁骑0012 to #1
  08:00:00 desk
    铁骑0012@#1 offered by the desk, 0 m 0 s, until 08:01:00, device
      : 0 available
      铁骑0012 0 m 0 s chosen
