# An incident that follows one unit follows another once it is told to, and stays with it when told again.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
follow #1 铁骑0012
follow #1 铁骑0012
follow #1 铁骑0013
show #1
follow #1 nobody
---
# An incident that follows one unit follows another once it is told to, and stays with it when told again.
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
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
follow #1 铁骑0012
  08:00:00 desk
    #1 follows 铁骑0012
follow #1 铁骑0012
  nothing changes
follow #1 铁骑0013
  08:00:00 desk
    #1 follows 铁骑0013
    #1 is at 23.053094,113.752000 in 莞城 (it is where 铁骑0013 is)
    !1 ALARM nearer_units about #1 in 莞城 (铁骑0013 before 铁骑0012)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
follow #1 nobody
  08:00:00 desk
    #1 follows nobody
