# Any console orders a unit directly; the device acknowledges, the crew carries it out.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
order 铁骑0012 go 东城 because 会展中心门口人多，先去看看
show 铁骑0012
铁骑0012 acks order
show 铁骑0012
wait 5m
fix 铁骑0012 at 东城
铁骑0012 completes
show 铁骑0012
# What is said of an order that is over is no fault of the crew's.
铁骑0012 acks order
铁骑0012 completes
order 铁骑0012 return
铁骑0012 acks order
---
# Any console orders a unit directly; the device acknowledges, the crew carries it out.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
order 铁骑0012 go 东城 because 会展中心门口人多，先去看看
  08:00:00 desk
    铁骑0012 ordered to go to 23.030000,113.790000 by desk, device (会展中心门口人多，先去看看)
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to go to 23.030000,113.790000 (v1 issued, device)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v1
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to go to 23.030000,113.790000 (v1 acknowledged, device)
wait 5m
fix 铁骑0012 at 东城
铁骑0012 completes
  08:05:00 铁骑0012
    铁骑0012: standing order completed
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
# What is said of an order that is over is no fault of the crew's.
铁骑0012 acks order
  nothing changes
铁骑0012 completes
  nothing changes
order 铁骑0012 return
  08:05:00 desk
    铁骑0012 ordered to return to its post by desk, device
铁骑0012 acks order
  08:05:00 铁骑0012
    铁骑0012 has its standing order v1
