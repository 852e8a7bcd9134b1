# Record only, but the finder stands there: it is not closed over its head.
duty 铁骑0012 rider of 莞城 at 莞城
as 铁骑0012: report 无效 at 莞城 found 铁骑0012 attends
show #1
铁骑0012 finishes
close #1
report 盗窃 at 莞城 attends
as 铁骑0012: report 盗窃 at 莞城 found 铁骑7777 attends
---
# Record only, but the finder stands there: it is not closed over its head.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
as 铁骑0012: report 无效 at 莞城 found 铁骑0012 attends
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: other.invalid level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.invalid by unit_on_view, found by 铁骑0012
    铁骑0012@#1 arrived by itself, device
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    铁骑0012@#1 arrived, 0 odd, order v1 not delivered; arrived 08:00:00
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
close #1
  08:00:00 desk
    #1 closed: Handled
report 盗窃 at 莞城 attends
  08:00:00 desk
    refused FINDER_MISSING: an on-view report that its finder attends must name the unit that found it
as 铁骑0012: report 盗窃 at 莞城 found 铁骑7777 attends
  08:00:00 铁骑0012
    refused OUT_OF_SCOPE: unit 铁骑7777 lies outside your scope
