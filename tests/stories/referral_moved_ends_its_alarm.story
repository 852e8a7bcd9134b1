# What nobody accepted in time is alarmed; whoever passes it on to another department has looked at the alarm.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator
wait 31m
alarms
refer #1 to mediators because 另找部门
alarms
report 消防隐患 at 南城 via grid_administrator
as 消防大队: reject #2 because 不归我们
alarms
refer #2 to fire-brigade because 再送一次
alarms
---
# What nobody accepted in time is alarmed; whoever passes it on to another department has looked at the alarm.
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
refer #1 to mediators because 另找部门
  08:31:00 desk
    #1 offered to mediators, due 08:41:00 (另找部门)
alarms
  no alarms
report 消防隐患 at 南城 via grid_administrator
  08:31:00 desk
    #2 2026-1123-0002 opened: other.hazard level 3 referral by rule 隐患转办, 南城, needs 0, clock from 08:31:00
    r2 filed for #2: other.hazard by grid_administrator
    #2 offered to fire-brigade, due 09:01:00
as 消防大队: reject #2 because 不归我们
  08:31:00 消防大队
    referral of #2 rejected (不归我们)
    !2 ALARM referral_rejected about #2 in 南城 (fire-brigade: 不归我们)
alarms
  referral_rejected in 南城: 1 (!2)
refer #2 to fire-brigade because 再送一次
  08:31:00 desk
    #2 offered to fire-brigade, due 09:01:00 (再送一次)
alarms
  no alarms
