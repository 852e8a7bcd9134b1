duty 铁骑0012 rider of 莞城 at 莞城
wait 60s
report 盗窃 at 莞城 rang 07:59:30
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
wait 60s
report 盗窃 at 莞城 rang 07:59:30
  08:01:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 07:59:30
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:02:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
