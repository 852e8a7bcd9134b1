# 网关: a gateway speaks for what the roster gives it, and for nobody once that is taken away.
actor 网关一 gateway
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
sees 网关一
as 网关一: 铁骑0012 out Break
grant 网关一 铁骑0012
sees 网关一
as 网关一: 铁骑0012 out Break
as 网关一: 铁骑0013 out Break
as 网关一: 铁骑0013 calls-for-help
grant 网关一 铁骑0013
as 网关一: 铁骑0012 back
as 网关一: 铁骑0013 calls-for-help
sees 网关一
---
# 网关: a gateway speaks for what the roster gives it, and for nobody once that is taken away.
actor 网关一 gateway
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
sees 网关一
  nothing
as 网关一: 铁骑0012 out Break
  08:00:00 网关一
    refused OUT_OF_SCOPE: unit 铁骑0012 lies outside your scope
grant 网关一 铁骑0012
  08:00:00 local-administrator
    roster: 
sees 网关一
  铁骑0012
as 网关一: 铁骑0012 out Break
  08:00:00 网关一
    铁骑0012 out of service: Break
as 网关一: 铁骑0013 out Break
  08:00:00 网关一
    refused OUT_OF_SCOPE: unit 铁骑0013 lies outside your scope
as 网关一: 铁骑0013 calls-for-help
  08:00:00 网关一
    refused OUT_OF_SCOPE: unit 铁骑0013 lies outside your scope
grant 网关一 铁骑0013
  08:00:00 local-administrator
    roster: 
as 网关一: 铁骑0012 back
  08:00:00 网关一
    refused OUT_OF_SCOPE: unit 铁骑0012 lies outside your scope
as 网关一: 铁骑0013 calls-for-help
  08:00:00 网关一
    #1 2026-1123-0001 opened: help.officer level 1 police_dispatch by rule officer emergency, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: help.officer by unit_on_view, found by 铁骑0013
    铁骑0013 CALLS FOR HELP, #1, at 23.053094,113.752000
    !1 ALARM officer_emergency about #1 铁骑0013 in 莞城
    !2 ALARM shortfall about #1 in 莞城 (2 units of step 1)
    #1 waits: no_unit_available
      民警求助全力增援: 1 available, 2 short, 1 unavailable
      铁骑0013 0 m 0 s in_emergency
      铁骑0012 900 m 90 s unavailable
sees 网关一
  #1 铁骑0013
