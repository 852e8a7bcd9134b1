# 谁先接警谁负责: the department does not take it, so it stays with the desk that received it.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator desk 莞城席
wait 2m
as 消防大队: reject #1
as 消防大队: reject #1 because 属住建部门职责
show #1
alarms
refer #1 to nobody-knows because 住建
refer #1 to referral because 转住建
refer #1 to mediators because 再转
reject #1 because 电话答复不受理
close #1 because 派网格员现场处理
alarms
---
# 谁先接警谁负责: the department does not take it, so it stays with the desk that received it.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator desk 莞城席
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by grid_administrator
    #1 offered to fire-brigade, due 08:30:00
wait 2m
as 消防大队: reject #1
  08:02:00 消防大队
    refused REASON_MISSING: a reason is required: rejecting a referral
as 消防大队: reject #1 because 属住建部门职责
  08:02:00 消防大队
    referral of #1 rejected (属住建部门职责)
    !1 ALARM referral_rejected about #1 in 莞城 (fire-brigade: 属住建部门职责)
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, desk 莞城席, notes 0
alarms
  referral_rejected in 莞城: 1 (!1)
refer #1 to nobody-knows because 住建
  08:02:00 desk
    refused UNKNOWN_PARTNER: partner nobody-knows is not in the policy
refer #1 to referral because 转住建
  08:02:00 desk
    #1 offered to referral (转住建)
refer #1 to mediators because 再转
  08:02:00 desk
    #1 offered to mediators, due 08:12:00 (再转)
reject #1 because 电话答复不受理
  08:02:00 desk
    referral of #1 rejected (电话答复不受理)
    !2 ALARM referral_rejected about #1 in 莞城 (mediators: 电话答复不受理)
close #1 because 派网格员现场处理
  08:02:00 desk
    #1 closed: Handled
alarms
  no alarms
