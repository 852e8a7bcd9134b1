# 借调: a town lends a patrol for the fair; the borrower sees and orders it until the end, which comes by itself.
actor 莞城台 dispatcher zones 莞城 tiers town,village
actor 虎门台 dispatcher zones 虎门 tiers town,village
duty 巡逻21 patrol of 莞城 at 莞城
report 在逃人员 at 虎门 via warning_platform
sees 虎门台
as 虎门台: send 巡逻21 to #1 because 借不到人
as 虎门台: lend 巡逻21 to 虎门 until 12:00 because 自己来借
as 莞城台: lend 巡逻21 to 月球 until 12:00
as 莞城台: lend 巡逻21 to 虎门 until 07:00
as 莞城台: lend 巡逻21 to 虎门 until 12:00 because 虎门服装节
sees 虎门台
sees 莞城台
as 虎门台: send 巡逻21 to #1 because 就近
sees 莞城台
as 虎门台: lend 巡逻21 to 长安 until 12:00 because 转借
巡逻21 signs-in
巡逻21 arrives
巡逻21 finishes
at 12:00
sees 虎门台
as 虎门台: order 巡逻21 go 虎门
as 莞城台: end-loan 巡逻21
as 莞城台: lend 巡逻21 to 虎门 until 18:00
as 虎门台: end-loan 巡逻21 because 提前归还
sees 虎门台
sees 巡逻21
---
# 借调: a town lends a patrol for the fair; the borrower sees and orders it until the end, which comes by itself.
actor 莞城台 dispatcher zones 莞城 tiers town,village
actor 虎门台 dispatcher zones 虎门 tiers town,village
duty 巡逻21 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
  08:00:00 巡逻21
    巡逻21 connected
report 在逃人员 at 虎门 via warning_platform
  08:00:00 desk
    #1 2026-1123-0001 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 虎门, needs 0, clock from 08:00:00
    !1 ALARM decision_needed about #1 in 虎门 (verify_first)
    r1 filed for #1: other.fugitive by warning_platform
sees 虎门台
  #1 !1
as 虎门台: send 巡逻21 to #1 because 借不到人
  08:00:00 虎门台
    refused OUT_OF_SCOPE: unit 巡逻21 lies outside your scope
as 虎门台: lend 巡逻21 to 虎门 until 12:00 because 自己来借
  08:00:00 虎门台
    refused OUT_OF_SCOPE: the home of unit 巡逻21 lies outside your scope
as 莞城台: lend 巡逻21 to 月球 until 12:00
  08:00:00 莞城台
    refused UNKNOWN_ZONE: zone 月球 is not in the policy
as 莞城台: lend 巡逻21 to 虎门 until 07:00
  08:00:00 莞城台
    refused TIME_PASSED: the end of the loan must lie in the future
as 莞城台: lend 巡逻21 to 虎门 until 12:00 because 虎门服装节
  08:00:00 莞城台
    巡逻21 lent to 虎门 until 12:00:00 (虎门服装节)
sees 虎门台
  #1 巡逻21 !1
sees 莞城台
  巡逻21
as 虎门台: send 巡逻21 to #1 because 就近
  08:00:00 虎门台
    巡逻21@#1 offered by the desk, 26763 m 3345 s, until 08:01:00, device
      就近: 0 available
      巡逻21 26763 m 3345 s chosen
sees 莞城台
  巡逻21 巡逻21@#1
as 虎门台: lend 巡逻21 to 长安 until 12:00 because 转借
  08:00:00 虎门台
    refused OUT_OF_SCOPE: the home of unit 巡逻21 lies outside your scope
巡逻21 signs-in
  08:00:00 巡逻21
    巡逻21@#1: signed_in
巡逻21 arrives
  08:00:00 巡逻21
    巡逻21@#1: arrived ! skipped_steps
巡逻21 finishes
  08:00:00 巡逻21
    巡逻21@#1 ended: finished
at 12:00
  12:00:00 patrold
    巡逻21 is its home's alone again
sees 虎门台
  #1 巡逻21@#1 !1
as 虎门台: order 巡逻21 go 虎门
  12:00:00 虎门台
    refused OUT_OF_SCOPE: unit 巡逻21 lies outside your scope
as 莞城台: end-loan 巡逻21
  12:00:00 莞城台
    refused NOT_LENT: unit 巡逻21 is lent to nobody
as 莞城台: lend 巡逻21 to 虎门 until 18:00
  12:00:00 莞城台
    巡逻21 lent to 虎门 until 18:00:00
as 虎门台: end-loan 巡逻21 because 提前归还
  12:00:00 虎门台
    巡逻21 is its home's alone again (提前归还)
sees 虎门台
  #1 巡逻21@#1 !1
sees 巡逻21
  巡逻21 巡逻21@#1
