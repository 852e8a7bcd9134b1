under layered
# Two riders are on a robbery and nobody has a car. A third rider that the desk sends stands in for the car, until one comes.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 铁骑0014 rider of 莞城 at 莞城+2000
report 两抢 at 莞城
send 铁骑0014 to #1 because 先去看看
show #1
duty 武装车 patrol of 莞城 armed at 莞城+300
show #1
---
under layered
# Two riders are on a robbery and nobody has a car. A third rider that the desk sends stands in for the car, until one comes.
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
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s farther
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 3 available
      铁骑0012 900 m 90 s chosen
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s farther
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 2)
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置 step 2: 0 available, 1 short
send 铁骑0014 to #1 because 先去看看
  08:00:00 desk
    铁骑0014@#1 offered by the desk, 2000 m 200 s, until 08:00:15, device
      先去看看 step 2: 0 available
      铁骑0014 2000 m 200 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0014@#1 offered for step 2, 0 odd, order v1 not delivered; 
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0014@#1 offered for step 2, 0 odd, order v1 not delivered; 
