under layered
# 武装车路面发现两抢。 An armed car finds a robbery and attends: it is the car of the plan, and two riders are sent beside it.
duty 武装车甲 patrol of 莞城 armed at 莞城
duty 武装车乙 patrol of 莞城 armed at 莞城+300
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
as 武装车甲: report 两抢 at 莞城 found 武装车甲 attends
show #1
# What it finds may turn a fight that a rider is on into a robbery.
duty 铁骑0014 rider of 南城 at 南城
report 打架 at 南城
duty 武装车丙 patrol of 南城 armed at 南城+100
report 两抢 at 南城 found 武装车丙 attends into #2
show #2
---
under layered
# 武装车路面发现两抢。 An armed car finds a robbery and attends: it is the car of the plan, and two riders are sent beside it.
duty 武装车甲 patrol of 莞城 armed at 莞城
  08:00:00 local-administrator
    roster: 武装车甲 (town-patrol)
  08:00:00 武装车甲
    武装车甲 on duty with 武装车甲乙 武装车甲甲
  08:00:00 武装车甲
    武装车甲 connected
duty 武装车乙 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车乙 (town-patrol)
  08:00:00 武装车乙
    武装车乙 on duty with 武装车乙乙 武装车乙甲
  08:00:00 武装车乙
    武装车乙 connected
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
as 武装车甲: report 两抢 at 莞城 found 武装车甲 attends
  08:00:00 武装车甲
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by unit_on_view, found by 武装车甲
    武装车甲@#1 arrived by itself, device
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    武装车甲@#1 arrived for step 2, 0 odd, order v1 not delivered; arrived 08:00:00
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
# What it finds may turn a fight that a rider is on into a robbery.
duty 铁骑0014 rider of 南城 at 南城
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 打架 at 南城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 南城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0014@#2 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available, 3 on_dispatch
      铁骑0014 0 m 0 s chosen
      铁骑0012 4796 m 480 s on_dispatch
      武装车甲 3897 m 487 s on_dispatch
      铁骑0013 5096 m 510 s on_dispatch
      武装车乙 4197 m 525 s farther
duty 武装车丙 patrol of 南城 armed at 南城+100
  08:00:00 local-administrator
    roster: 武装车丙 (town-patrol)
  08:00:00 武装车丙
    武装车丙 on duty with 武装车丙乙 武装车丙甲
  08:00:00 武装车丙
    武装车丙 connected
report 两抢 at 南城 found 武装车丙 attends into #2
  08:00:00 desk
    r3 filed for #2: criminal.robbery by unit_on_view, found by 武装车丙
    武装车丙@#2 arrived by itself, device
    !2 ALARM supervisor_informed about #2 in 南城 (两抢圈层处置)
    #2 is now criminal.robbery level 1 police_dispatch by rule 两抢, needs 2+1
    #2: every order anew
  08:00:00 patrold
    !3 ALARM shortfall about #2 in 南城 (1 units of step 1)
    #2 waits: no_unit_available
      两抢圈层处置: 0 available, 1 short, 3 on_dispatch
      铁骑0014 0 m 0 s on_dispatch
      铁骑0012 4796 m 480 s on_dispatch
      铁骑0013 5096 m 510 s on_dispatch
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2 r3, notes 0
    铁骑0014@#2 offered, 0 odd, order v2 not delivered; 
    武装车丙@#2 arrived for step 2, 0 odd, order v2 not delivered; arrived 08:00:00
