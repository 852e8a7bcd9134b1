# 补充警情: the caller says more, and the incident that is running becomes graver by itself. Nobody is recalled.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100 saying 店里东西被偷了
铁骑0012 departs
amend r1 flags weapon
show #1
# Nothing is lowered when the tick is taken back.
amend r1 flags none
show #1
# The caller goes on talking: the first narrative is replaced, and so are its words.
amend r1 saying 是被抢的
amend r1 at 莞城+120
---
# 补充警情: the caller says more, and the incident that is running becomes graver by itself. Nobody is recalled.
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
report 盗窃 at 莞城+100 saying 店里东西被偷了
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! skipped_steps
amend r1 flags weapon
  08:00:00 desk
    r1 amended
    #1 is now criminal.theft level 1 police_dispatch by rule 有人持械 [flag weapon], needs 1
    #1: every order anew
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v2 not delivered; departed 08:00:00
# Nothing is lowered when the tick is taken back.
amend r1 flags none
  08:00:00 desk
    r1 amended
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v2 not delivered; departed 08:00:00
# The caller goes on talking: the first narrative is replaced, and so are its words.
amend r1 saying 是被抢的
  08:00:00 desk
    r1 amended
amend r1 at 莞城+120
  08:00:00 desk
    r1 amended
    #1: every order anew
