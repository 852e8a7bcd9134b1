# 预警核实不属实: nobody was sent, nobody goes.
duty 铁骑0012 rider of 莞城 at 莞城
report 在逃人员 at 莞城+300 via warning_platform
wait 1m
verify #1 refuted because 同名同姓
show #1
show 铁骑0012
---
# 预警核实不属实: nobody was sent, nobody goes.
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
verify #1 refuted because 同名同姓
  08:01:00 desk
    #1 closed: FalseAlarm
show #1
  #1 closed, level 2, missing 0, reports r1, notes 0
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
