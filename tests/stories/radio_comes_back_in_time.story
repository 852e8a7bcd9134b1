duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+500
铁骑0012 drops
wait 30s
铁骑0012 connects
show 铁骑0012
wait 5m
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+500
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 500 m 50 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 500 m 50 s chosen
铁骑0012 drops
  08:00:00 铁骑0012
    铁骑0012 dropped, alarm at 08:01:30
    铁骑0012@#1: order undelivered, use your voice
wait 30s
铁骑0012 connects
  08:00:30 铁骑0012
    铁骑0012 connected
show 铁骑0012
  铁骑0012 铁骑0012@#1 offered, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v1
wait 5m
  08:01:00 patrold
    铁骑0012@#1 ended: offer_expired
  08:01:00 patrold
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 500 m 50 s already_tried
