# 无声电话回拨: it stays open until a person has called back; help that is needed after all is sent like any other.
duty 铁骑0012 rider of 莞城 at 莞城
report 无声电话 at 莞城+300 phone 13800138000
report 无声电话 at 莞城+600 phone 13900139000
report 无效 at 莞城+900
close #1 because 无人说话
wait 2m
call-back #1 all_well
call-back #1 all_well because 小孩误按
wait 2m
alarms
call-back #2 help_needed type 打架 level 2 because 不便说话，有人打架
show #2
call-back #2 hoax because 再拨
alarms
---
# 无声电话回拨: it stays open until a person has called back; help that is needed after all is sent like any other.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 无声电话 at 莞城+300 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.invalid.silent by voice_110
    #1 must be called back by 08:03:00
report 无声电话 at 莞城+600 phone 13900139000
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid.silent by voice_110
    #2 must be called back by 08:03:00
report 无效 at 莞城+900
  08:00:00 desk
    #3 2026-1123-0003 opened: other.invalid level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r3 filed for #3: other.invalid by voice_110
    #3 closed: Invalid
close #1 because 无人说话
  08:00:00 desk
    refused CALL_BACK_PENDING: incident #1 must be called back first: a person completes that
wait 2m
call-back #1 all_well
  08:02:00 desk
    refused REASON_MISSING: a reason is required: completing a call-back
call-back #1 all_well because 小孩误按
  08:02:00 desk
    #1 called back: all_well (小孩误按)
    #1 closed: Invalid
wait 2m
  08:03:00 patrold
    nobody has called #2 back
    !1 ALARM call_back_overdue about #2 in 莞城
alarms
  call_back_overdue in 莞城: 1 (!1)
call-back #2 help_needed type 打架 level 2 because 不便说话，有人打架
  08:04:00 desk
    #2 called back: help_needed (不便说话，有人打架)
    #2 is now order.fight level 2 police_dispatch by word: 不便说话，有人打架, needs 1
  08:04:00 patrold
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 no_position
show #2
  #2 waiting (no_unit_available), level 2, missing 1, reports r2, notes 0
call-back #2 hoax because 再拨
  08:04:00 desk
    refused NOTHING_PENDING: incident #2 has no call-back that waits for an answer
alarms
  shortfall in 莞城: 1 (!2)
