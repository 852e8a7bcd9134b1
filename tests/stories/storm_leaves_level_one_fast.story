under layered reserved
# 台风夜：三、四级积压，一级照样立即出警。 A storm: levels 3 and 4 pile up, a level 1 is answered at once.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+300
report 盗窃 at 莞城
report 盗窃 at 莞城+10
report 盗窃 at 莞城+20
report 盗窃 at 莞城+30
report 纠纷 at 莞城+40
report 纠纷 at 莞城+50
report 纠纷 at 莞城+60
queue
report 两抢 at 莞城+70
queue
---
under layered reserved
# 台风夜：三、四级积压，一级照样立即出警。 A storm: levels 3 and 4 pile up, a level 1 is answered at once.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 3 available
      铁骑0012 100 m 10 s chosen
      武装车 300 m 38 s farther
      铁骑0013 1200 m 120 s farther
report 盗窃 at 莞城+10
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    武装车@#2 offered by policy, 290 m 36 s, until 08:01:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 90 m 9 s on_dispatch
      武装车 290 m 36 s chosen
      铁骑0013 1190 m 119 s farther
report 盗窃 at 莞城+20
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 1 available, 1 short, 2 on_dispatch
      铁骑0012 80 m 8 s on_dispatch
      武装车 280 m 35 s on_dispatch
      铁骑0013 1180 m 118 s reserved
report 盗窃 at 莞城+30
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: criminal.theft by voice_110
    #4 waits: no_unit_available
      一般警情: 1 available, 1 short, 2 on_dispatch
      铁骑0012 70 m 7 s on_dispatch
      武装车 270 m 34 s on_dispatch
      铁骑0013 1170 m 117 s reserved
report 纠纷 at 莞城+40
  08:00:00 desk
    #5 2026-1123-0005 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r5 filed for #5: dispute by voice_110
    #5 offered to mediators, due 08:10:00
    #5 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
report 纠纷 at 莞城+50
  08:00:00 desk
    #6 2026-1123-0006 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r6 filed for #6: dispute by voice_110
    #6 offered to mediators, due 08:10:00
    #6 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
report 纠纷 at 莞城+60
  08:00:00 desk
    #7 2026-1123-0007 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r7 filed for #7: dispute by voice_110
    #7 offered to mediators, due 08:10:00
    #7 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
queue
  #3 level 3 since 08:00:00, #4 level 3 since 08:00:00, #5 level 4 since 08:00:00, #6 level 4 since 08:00:00, #7 level 4 since 08:00:00
report 两抢 at 莞城+70
  08:00:00 desk
    #8 2026-1123-0008 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #8 in 莞城 (两抢圈层处置)
    r8 filed for #8: criminal.robbery by voice_110
    铁骑0012@#1 ended: preempted (2026-1123-0008)
    铁骑0012@#8 offered by policy, 30 m 3 s, until 08:00:20, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 30 m 3 s chosen, taken off another incident
      铁骑0013 1130 m 113 s needed_elsewhere
    武装车@#2 ended: preempted (2026-1123-0008)
    武装车@#8 offered by policy, 230 m 29 s, until 08:00:20, device
      两抢圈层处置 step 2: 0 available, 1 on_dispatch
      武装车 230 m 29 s chosen, taken off another incident
    铁骑0013@#8 offered by policy, 1130 m 113 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 30 m 3 s on_dispatch
      铁骑0013 1130 m 113 s chosen
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      武装车 300 m 38 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 90 m 9 s on_dispatch
      武装车 290 m 36 s on_dispatch
      铁骑0013 1190 m 119 s on_dispatch
queue
  #1 level 3 since 08:00:00, #2 level 3 since 08:00:00, #3 level 3 since 08:00:00, #4 level 3 since 08:00:00, #5 level 4 since 08:00:00, #6 level 4 since 08:00:00, #7 level 4 since 08:00:00
