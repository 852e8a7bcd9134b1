under layered
# 台风夜五十倍来电：同一水浸点归并为一起，一级警情照样最快。 A storm: what is called in about one flooded place is one incident, and
# level 1 is as fast as ever.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+300
report 道路水浸 at 莞城
report 道路水浸 at 莞城+20
report 道路水浸 at 莞城+60
report 道路水浸 at 莞城-90
report 道路水浸 at 莞城+800
report 道路水浸 at 莞城+790
queue
report 两抢 at 莞城+10
show #1
unlink r3 because 另一处
alarms
---
under layered
# 台风夜五十倍来电：同一水浸点归并为一起，一级警情照样最快。 A storm: what is called in about one flooded place is one incident, and
# level 1 is as fast as ever.
duty 铁骑0012 rider of 莞城 at 莞城+900
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
report 道路水浸 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: disaster.flood by voice_110
    武装车@#1 offered by policy, 300 m 38 s, until 08:01:00, device
      一般警情: 3 available
      武装车 300 m 38 s chosen
      铁骑0012 900 m 90 s farther
      铁骑0013 1200 m 120 s farther
report 道路水浸 at 莞城+20
  08:00:00 desk
    r2 filed for #1: disaster.flood by voice_110
    r2 is #1 by rule 同一水浸点
report 道路水浸 at 莞城+60
  08:00:00 desk
    r3 filed for #1: disaster.flood by voice_110
    r3 is #1 by rule 同一水浸点
report 道路水浸 at 莞城-90
  08:00:00 desk
    r4 filed for #1: disaster.flood by voice_110
    r4 is #1 by rule 同一水浸点
report 道路水浸 at 莞城+800
  08:00:00 desk
    #2 2026-1123-0002 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r5 filed for #2: disaster.flood by voice_110
    铁骑0012@#2 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s chosen
      铁骑0013 400 m 40 s farther
      武装车 500 m 62 s on_dispatch
report 道路水浸 at 莞城+790
  08:00:00 desk
    r6 filed for #2: disaster.flood by voice_110
    r6 is #2 by rule 同一水浸点
queue
  nobody waits
report 两抢 at 莞城+10
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #3 in 莞城 (两抢圈层处置)
    r7 filed for #3: criminal.robbery by voice_110
    铁骑0012@#2 ended: preempted (2026-1123-0003)
    铁骑0012@#3 offered by policy, 890 m 89 s, until 08:00:20, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 890 m 89 s chosen, taken off another incident
      铁骑0013 1190 m 119 s needed_elsewhere
    武装车@#1 ended: preempted (2026-1123-0003)
    武装车@#3 offered by policy, 290 m 36 s, until 08:00:20, device
      两抢圈层处置 step 2: 0 available, 1 on_dispatch
      武装车 290 m 36 s chosen, taken off another incident
    铁骑0013@#3 offered by policy, 1190 m 119 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 890 m 89 s on_dispatch
      铁骑0013 1190 m 119 s chosen
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      武装车 300 m 38 s on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 400 m 40 s on_dispatch
      武装车 500 m 62 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1 r2 r3 r4, notes 0
    武装车@#1 preempted, 0 odd, order v2 not delivered; 
unlink r3 because 另一处
  08:00:00 desk
    #4 2026-1123-0004 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 moved from #1 to #4 (另一处)
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      武装车 240 m 30 s on_dispatch
      铁骑0012 840 m 84 s on_dispatch
      铁骑0013 1140 m 114 s on_dispatch
alarms
  supervisor_informed in 莞城: 1 (!1)
