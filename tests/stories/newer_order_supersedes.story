# A unit is under one order at most: the newer takes the place of the older.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
order 铁骑0012 patrol 东城 because 夜间两抢多发
铁骑0012 acks order
order 铁骑0012 patrol 莞城 within 500 because 步行街散场
show 铁骑0012
cancel-order 铁骑0012 because 已散场
show 铁骑0012
# A post that nobody knows, a zone that nobody drew, a place in the past.
order 铁骑0012 hold 无名岗
order 铁骑0012 patrol 深圳
order 铁骑0012 go 莞城 until 07:00
---
# A unit is under one order at most: the newer takes the place of the older.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
order 铁骑0012 patrol 东城 because 夜间两抢多发
  08:00:00 desk
    铁骑0012 ordered to patrol 东城 by desk, device (夜间两抢多发)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v1
order 铁骑0012 patrol 莞城 within 500 because 步行街散场
  08:00:00 desk
    铁骑0012: standing order superseded
    铁骑0012 ordered to patrol 500 m around 23.045000,113.752000 by desk, device (步行街散场)
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to patrol 500 m around 23.045000,113.752000 (v1 issued, device)
cancel-order 铁骑0012 because 已散场
  08:00:00 desk
    铁骑0012: standing order cancelled (已散场)
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
# A post that nobody knows, a zone that nobody drew, a place in the past.
order 铁骑0012 hold 无名岗
  08:00:00 desk
    refused NO_SUCH_POST: post 无名岗 is not on the roster
order 铁骑0012 patrol 深圳
  08:00:00 desk
    refused UNKNOWN_ZONE: zone 深圳 is not in the policy
order 铁骑0012 go 莞城 until 07:00
  08:00:00 desk
    refused TIME_PASSED: the end of the order must lie in the future
