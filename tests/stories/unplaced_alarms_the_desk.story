# 没有位置的警情要提醒警台。 An incident without a place tells the desk.
duty 铁骑01 rider of 莞城 at 莞城+100
report 打架
wait 3600s
alarms
report 在逃人员 at 莞城 via warning_platform
wait 3600s
alarms
---
# 没有位置的警情要提醒警台。 An incident without a place tells the desk.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
report 打架
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    !1 ALARM decision_needed about #1 in the city (unplaced)
    r1 filed for #1: order.fight by voice_110
wait 3600s
alarms
  decision_needed in the city: 1 (!1)
report 在逃人员 at 莞城 via warning_platform
  09:00:00 desk
    #2 2026-1123-0002 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 莞城, needs 0, clock from 09:00:00
    !2 ALARM decision_needed about #2 in 莞城 (verify_first)
    r2 filed for #2: other.fugitive by warning_platform
wait 3600s
alarms
  decision_needed in the city: 1 (!1)
  decision_needed in 莞城: 1 (!2)
