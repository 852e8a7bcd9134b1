# 事后补录: what was on paper counts, and neither sends nor raises anything now.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
late 07:30: report 盗窃 at 莞城+100 into #1 flags weapon
show #1
late 07:30: report 盗窃 at 莞城+500
amend r3 flags weapon
show #2
---
# 事后补录: what was on paper counts, and neither sends nor raises anything now.
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
late 07:30: report 盗窃 at 莞城+100 into #1 flags weapon
  08:00:00 desk, happened 07:30:00, entered late
    r2 filed for #1: criminal.theft by voice_110
show #1
  #1 responding, level 3, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
late 07:30: report 盗窃 at 莞城+500
  08:00:00 desk, happened 07:30:00, entered late
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 0, clock from 07:30:00
    r3 filed for #2: criminal.theft by voice_110
amend r3 flags weapon
  08:00:00 desk
    r3 amended
    #2 is now criminal.theft level 1 police_dispatch by rule 有人持械 [flag weapon], needs 0
show #2
  #2 awaiting_decision, level 1, missing 0, reports r3, notes 0
