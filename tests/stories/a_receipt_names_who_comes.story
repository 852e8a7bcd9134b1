# 先等的先派: the unit that is placed at last goes to the older one, and whoever reported the other is not told that it comes.
duty 铁骑0012 rider of 莞城
request 甲: report 盗窃 at 莞城
fix 铁骑0012 at 莞城+300
request 乙: report 盗窃 at 莞城+5000
---
# 先等的先派: the unit that is placed at last goes to the older one, and whoever reported the other is not told that it comes.
duty 铁骑0012 rider of 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
request 甲: report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 no_position
  answer: entry 5 #1 
fix 铁骑0012 at 莞城+300
request 乙: report 盗窃 at 莞城+5000
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 300 m 30 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 300 m 30 s chosen
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 4700 m 470 s needed_elsewhere
  answer: entry 6 #2 
