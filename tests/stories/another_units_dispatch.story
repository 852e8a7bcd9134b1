duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
as 铁骑0013: 铁骑0012 signs-in
as 铁骑0013: 铁骑0012 arrives as 铁骑0013
show #1
---
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
as 铁骑0013: 铁骑0012 signs-in
  08:00:00 铁骑0013
    refused OUT_OF_SCOPE: unit 铁骑0012 lies outside your scope
as 铁骑0013: 铁骑0012 arrives as 铁骑0013
  08:00:00 铁骑0013
    refused DISPATCH_OF_ANOTHER: dispatch 铁骑0012@#1 is held by unit 铁骑0012, not by unit 铁骑0013
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
