# 第二个电话: the gravest of an incident's reports holds; a second call that says more sends more.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
duty 铁骑0014 rider of 莞城 at 莞城+1200
report 纠纷 at 莞城+100 saying 楼上太吵
wait 30s
report 纠纷 at 莞城+100 into #1 saying 有人砍人了
show #1
# A later call that says less changes nothing.
report 纠纷 at 莞城+100 into #1 saying 现在安静了
show #1
# A call without a type tells of the same event; it is not an unknown one.
report 盗窃 at 莞城-300
report unknown at 莞城-300 into #2 saying 我也看到了
show #2
# What was a theft was a robbery: the kind changes with the level, and a second rider goes.
report 两抢 at 莞城-300 into #2
show #2
# Linking counts the same.
report 纠纷 at 莞城+700
report 打架 at 莞城+710 flags weapon
link r8 to #3
show #3
---
# 第二个电话: the gravest of an incident's reports holds; a second call that says more sends more.
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
duty 铁骑0014 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 纠纷 at 莞城+100 saying 楼上太吵
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 waits: no_unit_available
      邻里纠纷由社区就近处置: 0 available, 1 short
wait 30s
report 纠纷 at 莞城+100 into #1 saying 有人砍人了
  08:00:30 desk
    r2 filed for #1: dispute by voice_110
    #1 is now dispute level 1 police_dispatch by rule 提到刀具 [keyword 砍人], needs 1
  08:00:30 patrold
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:50, device
      一级警情: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
      铁骑0014 1100 m 110 s farther
show #1
  #1 responding, level 1, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
# A later call that says less changes nothing.
report 纠纷 at 莞城+100 into #1 saying 现在安静了
  08:00:30 desk
    r3 filed for #1: dispute by voice_110
show #1
  #1 responding, level 1, missing 0, reports r1 r2 r3, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
# A call without a type tells of the same event; it is not an unknown one.
report 盗窃 at 莞城-300
  08:00:30 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r4 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 1200 m 120 s, until 08:01:30, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0013 1200 m 120 s chosen
      铁骑0014 1500 m 150 s farther
report unknown at 莞城-300 into #2 saying 我也看到了
  08:00:30 desk
    r5 filed for #2: unknown by voice_110
show #2
  #2 responding, level 3, missing 0, reports r4 r5, notes 0
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
# What was a theft was a robbery: the kind changes with the level, and a second rider goes.
report 两抢 at 莞城-300 into #2
  08:00:30 desk
    r6 filed for #2: criminal.robbery by voice_110
    #2 is now criminal.robbery level 1 police_dispatch by rule 两抢, needs 2
    #2: every order anew
  08:00:30 patrold
    铁骑0014@#2 offered by policy, 1500 m 150 s, until 08:00:45, device
      两抢双警力: 1 available, 2 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
      铁骑0014 1500 m 150 s chosen
show #2
  #2 responding, level 1, missing 0, reports r4 r5 r6, notes 0
    铁骑0013@#2 offered, 0 odd, order v2 not delivered; 
    铁骑0014@#2 offered, 0 odd, order v1 not delivered; 
# Linking counts the same.
report 纠纷 at 莞城+700
  08:00:30 desk
    #3 2026-1123-0003 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:30
    r7 filed for #3: dispute by voice_110
    #3 waits: no_unit_available
      邻里纠纷由社区就近处置: 0 available, 1 short
report 打架 at 莞城+710 flags weapon
  08:00:30 desk
    #4 2026-1123-0004 opened: order.fight level 1 police_dispatch by rule 有人持械 [flag weapon], 莞城, needs 1, clock from 08:00:30
    r8 filed for #4: order.fight by voice_110
    !1 ALARM shortfall about #4 in 莞城 (1 units of step 1)
    #4 waits: no_unit_available
      一级警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 190 m 19 s on_dispatch
      铁骑0014 490 m 49 s on_dispatch
      铁骑0012 710 m 71 s on_dispatch
link r8 to #3
  08:00:30 desk
    r8 moved from #4 to #3
    #3 is now order.fight level 1 police_dispatch by rule 有人持械 [flag weapon], needs 1
    #4 closed: Merged
  08:00:30 patrold
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      一级警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 200 m 20 s on_dispatch
      铁骑0014 500 m 50 s on_dispatch
      铁骑0012 700 m 70 s on_dispatch
show #3
  #3 waiting (no_unit_available), level 1, missing 1, reports r7 r8, notes 0
