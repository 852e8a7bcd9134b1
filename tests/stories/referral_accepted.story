# 消防隐患: a grid administrator's hazard goes to its department, which accepts it and finishes; the desk keeps it until then.
actor 消防大队 partner for fire-brigade
actor 热线 partner for hotline-12345
duty 铁骑0012 rider of 莞城 at 莞城
report 消防隐患 at 莞城+200 via grid_administrator
show #1
close #1 transferred because 已转消防
as 热线: accept #1
as 消防大队: finish #1 because 未受理先办结
wait 5m
as 消防大队: accept #1
as 消防大队: accept #1
refer #1 to mediators because 换个部门
wait 1h
as 消防大队: finish #1 because 已整改
show #1
alarms
---
# 消防隐患: a grid administrator's hazard goes to its department, which accepts it and finishes; the desk keeps it until then.
actor 消防大队 partner for fire-brigade
actor 热线 partner for hotline-12345
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 消防隐患 at 莞城+200 via grid_administrator
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by grid_administrator
    #1 offered to fire-brigade, due 08:30:00
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, notes 0
close #1 transferred because 已转消防
  08:00:00 desk
    refused REFERRAL_NOT_ACCEPTED: incident #1 was not taken over by any partner: whoever received it first keeps it
as 热线: accept #1
  08:00:00 热线
    refused OUT_OF_SCOPE: incident #1 lies outside your scope
as 消防大队: finish #1 because 未受理先办结
  08:00:00 消防大队
    refused REFERRAL_NOT_ACCEPTED: incident #1 was not taken over by any partner: whoever received it first keeps it
wait 5m
as 消防大队: accept #1
  08:05:00 消防大队
    referral of #1 accepted, due 10:05:00
as 消防大队: accept #1
  nothing changes
refer #1 to mediators because 换个部门
  08:05:00 desk
    refused REFERRAL_STANDS: incident #1 is with fire-brigade, which has accepted it
wait 1h
as 消防大队: finish #1 because 已整改
  09:05:00 消防大队
    referral of #1 closed (已整改)
    #1 closed: Transferred
show #1
  #1 closed, level 3, missing 0, reports r1, notes 0
alarms
  no alarms
