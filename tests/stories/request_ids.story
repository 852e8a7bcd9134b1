# 重发: the same request gets the same answer and is carried out once.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
request 甲: report 盗窃 at 莞城
request 甲: report 盗窃 at 莞城
wait 1h
request 甲: report 盗窃 at 莞城
request 甲: report 打架 at 莞城
# A retry of something that changed nothing changes nothing later either.
request 乙: 铁骑0013 back
铁骑0013 out Break
request 乙: 铁骑0013 back
show 铁骑0013
request 丙 made 30h: report 盗窃 at 莞城
---
# 重发: the same request gets the same answer and is carried out once.
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
request 甲: report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
  answer: entry 8 #1 铁骑0012
request 甲: report 盗窃 at 莞城
  answer: entry 8 #1 铁骑0012
wait 1h
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
  08:01:00 patrold
    铁骑0012@#1 ended: offer_expired
  08:01:00 patrold
    铁骑0013@#1 offered by policy, 900 m 90 s, until 08:02:00, device
      一般警情: 2 available
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s chosen
  08:01:15 patrold
    铁骑0013@#1: order undelivered, use your voice
  08:02:00 patrold
    铁骑0013@#1 ended: offer_expired
  08:02:00 patrold
    #1 waits: no_unit_available
      一般警情: 2 available, 1 short
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s already_tried
request 甲: report 盗窃 at 莞城
  answer: entry 8 #1 铁骑0012
request 甲: report 打架 at 莞城
  09:00:00 desk
    refused REQUEST_REUSED: the request id was used before with another body: use a new one
# A retry of something that changed nothing changes nothing later either.
request 乙: 铁骑0013 back
  09:00:00 铁骑0013
  answer: entry 16  
铁骑0013 out Break
  09:00:00 铁骑0013
    铁骑0013 out of service: Break
request 乙: 铁骑0013 back
  answer: entry 16  
show 铁骑0013
  铁骑0013 out of service (Break), connected, with 铁骑0013乙 铁骑0013甲, to send: order of 铁骑0013@#1 v2
request 丙 made 30h: report 盗窃 at 莞城
  09:00:00 desk
    refused REQUEST_TOO_OLD: the request id was made longer ago than answers are kept: check the clock and whether it was carried out
