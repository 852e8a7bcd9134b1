under layered
# 抢劫：两名铁骑，加一辆有民警带枪的巡逻车。 A robbery: two riders, and one armed car with an officer on board.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 铁骑0014 rider of 莞城 at 莞城+2000
duty 巡警甲 patrol of 莞城 at 莞城+100
duty 辅警车 patrol of 莞城 armed auxiliaries at 莞城+200
duty 武装车 patrol of 莞城 armed at 莞城+3000
duty 特警01 swat of 莞城 armed at 莞城+50
report 两抢 at 莞城
show #1
---
under layered
# 抢劫：两名铁骑，加一辆有民警带枪的巡逻车。 A robbery: two riders, and one armed car with an officer on board.
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
duty 铁骑0014 rider of 莞城 at 莞城+2000
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
duty 巡警甲 patrol of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 辅警车 patrol of 莞城 armed auxiliaries at 莞城+200
  08:00:00 local-administrator
    roster: 辅警车 (town-patrol)
  08:00:00 辅警车
    辅警车 on duty with 辅警车乙 辅警车甲
  08:00:00 辅警车
    辅警车 connected
duty 武装车 patrol of 莞城 armed at 莞城+3000
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
duty 特警01 swat of 莞城 armed at 莞城+50
  08:00:00 local-administrator
    roster: 特警01 (swat)
  08:00:00 特警01
    特警01 on duty with 特警01乙 特警01甲
  08:00:00 特警01
    特警01 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢圈层处置: 4 available
      特警01 50 m 8 s wrong_tier
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s farther
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 4 available
      特警01 50 m 8 s wrong_tier
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s farther
    武装车@#1 offered by policy, 3000 m 375 s, until 08:00:15, device
      两抢圈层处置 step 2: 3 available
      巡警甲 100 m 12 s crew_too_weak
      辅警车 200 m 25 s crew_too_weak
      武装车 3000 m 375 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    武装车@#1 offered for step 2, 0 odd, order v1 not delivered; 
