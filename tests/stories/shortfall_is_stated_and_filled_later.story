under layered
# 警力不足时说明缺口，有人空出来立即补上。 A shortfall is stated, and filled the moment a unit frees up.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 武装车 patrol of 莞城 armed at 莞城+3000
report 盗窃 at 莞城+3000
report 两抢 at 莞城
show #2
武装车 acks
武装车 signs-in for #1
武装车 departs for #1
duty 铁骑0013 rider of 莞城 at 莞城+1200
wait 5s
武装车 finishes for #1
wait 5s
show #2
---
under layered
# 警力不足时说明缺口，有人空出来立即补上。 A shortfall is stated, and filled the moment a unit frees up.
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 武装车 patrol of 莞城 armed at 莞城+3000
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 盗窃 at 莞城+3000
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    武装车@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 2 available
      武装车 0 m 0 s chosen
      铁骑0012 2100 m 210 s farther
report 两抢 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    r2 filed for #2: criminal.robbery by voice_110
    武装车@#1 ended: preempted (2026-1123-0002)
    武装车@#2 offered by policy, 3000 m 375 s, until 08:00:20, device
      两抢圈层处置 step 2: 0 available, 1 on_dispatch
      武装车 3000 m 375 s chosen, taken off another incident
    铁骑0012@#2 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 short
      铁骑0012 900 m 90 s chosen
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      两抢圈层处置: 1 available, 1 short
      铁骑0012 900 m 90 s chosen
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      武装车 0 m 0 s on_dispatch
      铁骑0012 2100 m 210 s on_dispatch
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2, notes 0
    武装车@#2 offered for step 2, 0 odd, order v1 not delivered; 
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
武装车 acks
  08:00:00 武装车
    武装车@#2: order v1 delivered
武装车 signs-in for #1
  08:00:00 武装车
    武装车@#1: signed_in noted ! after_end
武装车 departs for #1
  08:00:00 武装车
    武装车@#1: departed noted ! after_end
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
wait 5s
  08:00:05 patrold
    铁骑0013@#2 offered by policy, 1200 m 120 s, until 08:00:20, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s chosen
武装车 finishes for #1
  08:00:05 武装车
    武装车@#1: finished noted ! after_end
wait 5s
  08:00:08 patrold
    武装车@#2: sign_in warning, tell_desk
    !3 ALARM clock_warning about #2 武装车@#2 武装车 in 莞城 (sign_in)
    铁骑0012@#2: sign_in warning, tell_desk
    !4 ALARM clock_warning about #2 铁骑0012@#2 铁骑0012 in 莞城 (sign_in)
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    武装车@#2 offered for step 2, 0 odd, order v1 delivered 08:00:00; 
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
