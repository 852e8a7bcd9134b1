# Whoever waits is served the moment that the post needs nobody any more.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
order 铁骑0012 hold 铁骑0012岗 firmly until 08:30 because 护考
铁骑0012 acks order
report 盗窃 at 莞城
queue
at 08:29
show 铁骑0012
at 08:30
---
# Whoever waits is served the moment that the post needs nobody any more.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
order 铁骑0012 hold 铁骑0012岗 firmly until 08:30 because 护考
  08:00:00 desk
    铁骑0012 ordered to hold 铁骑0012岗, firmly, until 08:30:00 by desk, device (护考)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v1
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 0 m 0 s holds_post
queue
  #1 level 3 since 08:00:00
at 08:29
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to hold 铁骑0012岗 (v1 acknowledged, device)
at 08:30
  08:30:00 patrold
    铁骑0012: standing order expired
  08:30:00 patrold
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:31:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
