under layered
# A patrol car that is moved to a robbery serves the step that still lacks a car.
duty 巡警甲 patrol of 莞城 armed at 莞城
report 盗窃 at 莞城+100
巡警甲 acks
巡警甲 arrives
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+100
report 两抢 at 莞城+300
move 巡警甲 to #2 because 更急
show #2
---
under layered
# A patrol car that is moved to a robbery serves the step that still lacks a car.
duty 巡警甲 patrol of 莞城 armed at 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:01:00, device
      一般警情: 1 available
      巡警甲 100 m 12 s chosen
巡警甲 acks
  08:00:00 巡警甲
    巡警甲@#1: order v1 delivered
巡警甲 arrives
  08:00:00 巡警甲
    巡警甲@#1: arrived ! skipped_steps
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 两抢 at 莞城+300
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    r2 filed for #2: criminal.robbery by voice_110
    铁骑0013@#2 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0013 200 m 20 s chosen
      铁骑0012 300 m 30 s chosen
    铁骑0012@#2 offered by policy, 300 m 30 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0013 200 m 20 s chosen
      铁骑0012 300 m 30 s chosen
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 2)
    #2 waits: no_unit_available, again at 08:01:00
      两抢圈层处置 step 2: 0 available, 1 short, 1 on_dispatch
      巡警甲 300 m 38 s on_dispatch
move 巡警甲 to #2 because 更急
  08:00:00 desk
    巡警甲@#1 ended: recalled (更急)
    !3 ALARM unit_left about #1 巡警甲@#1 巡警甲 in 莞城
    巡警甲@#2 offered by the desk, 300 m 38 s, until 08:00:15, device
      更急 step 2: 0 available
      巡警甲 300 m 38 s chosen, taken off another incident
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      巡警甲 100 m 12 s on_dispatch
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
    巡警甲@#2 offered for step 2, 0 odd, order v1 not delivered; 
