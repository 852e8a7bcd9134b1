# An order has its time; who does not hear it is told by voice.
duty 铁骑0012 rider of 莞城 at 莞城
duty 步巡07 community of 莞城 at 莞城+200 voice
order 铁骑0012 go 莞城+800 until 08:10
order 步巡07 go 莞城+400 because 群众求助
wait 20s
铁骑0012 drops
order 铁骑0012 go 莞城+900
wait 10m
show 铁骑0012
show 步巡07
步巡07 off
---
# An order has its time; who does not hear it is told by voice.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 步巡07 community of 莞城 at 莞城+200 voice
  08:00:00 local-administrator
    roster: 步巡07 (community-patrol)
  08:00:00 步巡07
    步巡07 on duty with 步巡07乙 步巡07甲
order 铁骑0012 go 莞城+800 until 08:10
  08:00:00 desk
    铁骑0012 ordered to go to 23.052195,113.752000, until 08:10:00 by desk, device
order 步巡07 go 莞城+400 because 群众求助
  08:00:00 desk
    步巡07 ordered to go to 23.048597,113.752000 by desk, voice (群众求助)
wait 20s
  08:00:15 patrold
    铁骑0012: standing order undelivered, use your voice
铁骑0012 drops
  08:00:20 铁骑0012
    铁骑0012 dropped, alarm at 08:01:50
order 铁骑0012 go 莞城+900
  08:00:20 desk
    铁骑0012: standing order superseded
    铁骑0012 ordered to go to 23.053094,113.752000 by desk, voice
wait 10m
  08:01:50 patrold
    铁骑0012 lost
show 铁骑0012
  铁骑0012 available, lost, with 铁骑0012乙 铁骑0012甲, to go to 23.053094,113.752000 (v1 issued, voice)
show 步巡07
  步巡07 available, voice only, with 步巡07乙 步巡07甲, to go to 23.048597,113.752000 (v1 issued, voice)
步巡07 off
  08:10:20 步巡07
    步巡07: standing order cancelled (off duty)
    步巡07 off duty
