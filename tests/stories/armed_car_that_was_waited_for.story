under layered
# 所等武装车到场即为该车。 Two riders are on a robbery that waits for an armed car by name: that is the car, and no second one is
# sent.
duty 武装车甲 patrol of 莞城 armed at 莞城+300
report 打架 at 莞城
武装车甲 signs-in
武装车甲 arrives
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
report 两抢 at 莞城+100
hold #2 for 武装车甲 within 1h because 熟悉现场
duty 武装车乙 patrol of 莞城 armed at 莞城+2000
武装车甲 finishes
show #2
show 武装车乙
---
under layered
# 所等武装车到场即为该车。 Two riders are on a robbery that waits for an armed car by name: that is the car, and no second one is
# sent.
duty 武装车甲 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车甲 (town-patrol)
  08:00:00 武装车甲
    武装车甲 on duty with 武装车甲乙 武装车甲甲
  08:00:00 武装车甲
    武装车甲 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    武装车甲@#1 offered by policy, 300 m 38 s, until 08:00:30, device
      打架斗殴: 1 available
      武装车甲 300 m 38 s chosen
武装车甲 signs-in
  08:00:00 武装车甲
    武装车甲@#1: signed_in
武装车甲 arrives
  08:00:00 武装车甲
    武装车甲@#1: arrived ! skipped_steps
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
report 两抢 at 莞城+100
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    r2 filed for #2: criminal.robbery by voice_110
    铁骑0012@#2 offered by policy, 800 m 80 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 800 m 80 s chosen
      铁骑0013 1100 m 110 s chosen
    铁骑0013@#2 offered by policy, 1100 m 110 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 800 m 80 s chosen
      铁骑0013 1100 m 110 s chosen
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 2)
    #2 waits: no_unit_available, again at 08:01:00
      两抢圈层处置 step 2: 0 available, 1 short, 1 on_dispatch
      武装车甲 200 m 25 s on_dispatch
hold #2 for 武装车甲 within 1h because 熟悉现场
  08:00:00 desk
    #2 waits for 武装车甲 until 09:00:00 (熟悉现场)
duty 武装车乙 patrol of 莞城 armed at 莞城+2000
  08:00:00 local-administrator
    roster: 武装车乙 (town-patrol)
  08:00:00 武装车乙
    武装车乙 on duty with 武装车乙乙 武装车乙甲
  08:00:00 武装车乙
    武装车乙 connected
武装车甲 finishes
  08:00:00 武装车甲
    武装车甲@#1 ended: finished
  08:00:00 patrold
    武装车甲@#2 offered by the desk, 200 m 25 s, until 08:00:15, device
      it was held for this unit step 2: 0 available
      武装车甲 200 m 25 s chosen
    #2 is held no more
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
    武装车甲@#2 offered for step 2, 0 odd, order v1 not delivered; 
show 武装车乙
  武装车乙 available, connected, with 武装车乙乙 武装车乙甲
