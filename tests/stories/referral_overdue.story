# 逾期未受理: a partner that does not answer, or not finish, in time is alarmed once each time; late is better than never.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator
wait 31m
alarms
ack !1
wait 1h
as 消防大队: accept #1
wait 2h
alarms
as 消防大队: finish #1 because 整改完毕
alarms
---
# 逾期未受理: a partner that does not answer, or not finish, in time is alarmed once each time; late is better than never.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by grid_administrator
    #1 offered to fire-brigade, due 08:30:00
wait 31m
  08:30:00 patrold
    referral of #1 is overdue
    !1 ALARM referral_overdue about #1 in 莞城 (fire-brigade has offered)
alarms
  referral_overdue in 莞城: 1 (!1)
ack !1
  08:31:00 desk
    !1 acknowledged
wait 1h
as 消防大队: accept #1
  09:31:00 消防大队
    referral of #1 accepted, due 11:31:00
wait 2h
  11:31:00 patrold
    referral of #1 is overdue
    !2 ALARM referral_overdue about #1 in 莞城 (fire-brigade has accepted)
alarms
  referral_overdue in 莞城: 1 (!2)
as 消防大队: finish #1 because 整改完毕
  11:31:00 消防大队
    referral of #1 closed (整改完毕)
    #1 closed: Transferred
alarms
  no alarms
