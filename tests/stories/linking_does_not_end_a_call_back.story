# 待回拨的警情不能并掉。 A call that must be returned is not linked away.
report 打架 at 莞城
report 无声电话 phone 13800000000
link r2 to #1
show #2
wait 300s
alarms
---
# 待回拨的警情不能并掉。 A call that must be returned is not linked away.
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short
report 无声电话 phone 13800000000
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid.silent level 4 record_only by rule 无效警情, no zone, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid.silent by voice_110
    #2 must be called back by 08:03:00
link r2 to #1
  08:00:00 desk
    refused CALL_BACK_PENDING: incident #2 must be called back first: a person completes that
show #2
  #2 awaiting_decision, level 4, missing 0, reports r2, notes 0
wait 300s
  08:03:00 patrold
    nobody has called #2 back
    !2 ALARM call_back_overdue about #2 in the city
alarms
  shortfall in 莞城: 1 (!1)
  call_back_overdue in the city: 1 (!2)
