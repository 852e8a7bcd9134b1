# 不能借“等候”越权派警。 Holding for a unit does not reach beyond one's scope.
duty 铁骑01 rider of 虎门 at 莞城+100
actor 甲台 dispatcher zones 莞城 tiers city,town,village
report 消防隐患 at 莞城
as 甲台: send 铁骑01 to #1 because x
as 甲台: hold #1 for 铁骑01 within 10m because x
---
# 不能借“等候”越权派警。 Holding for a unit does not reach beyond one's scope.
duty 铁骑01 rider of 虎门 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
actor 甲台 dispatcher zones 莞城 tiers city,town,village
report 消防隐患 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by voice_110
    #1 offered to fire-brigade, due 08:30:00
as 甲台: send 铁骑01 to #1 because x
  08:00:00 甲台
    refused OUT_OF_SCOPE: unit 铁骑01 lies outside your scope
as 甲台: hold #1 for 铁骑01 within 10m because x
  08:00:00 甲台
    refused OUT_OF_SCOPE: unit 铁骑01 lies outside your scope
