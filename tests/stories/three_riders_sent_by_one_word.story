under layered
# 一次派三名铁骑。 Three riders whom the desk sends by one word serve as they would have, sent one by one: the third stands in for
# the car, which goes to a fight instead.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 铁骑0014 rider of 莞城 at 莞城+2000
report 打架 at 莞城+900
report 打架 at 莞城+1200
report 打架 at 莞城+2000
report 两抢 at 莞城
move 铁骑0012,铁骑0013,铁骑0014 to #4 because 全部过去
show #4
duty 武装车 patrol of 莞城 armed at 莞城+300
wait 5s
show #4
show 武装车
---
under layered
# 一次派三名铁骑。 Three riders whom the desk sends by one word serve as they would have, sent one by one: the third stands in for
# the car, which goes to a fight instead.
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
report 打架 at 莞城+900
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s farther
      铁骑0014 1100 m 110 s farther
report 打架 at 莞城+1200
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available, 1 on_dispatch
      铁骑0013 0 m 0 s chosen
      铁骑0012 300 m 30 s on_dispatch
      铁骑0014 800 m 80 s farther
report 打架 at 莞城+2000
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    铁骑0014@#3 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available, 2 on_dispatch
      铁骑0014 0 m 0 s chosen
      铁骑0013 800 m 80 s on_dispatch
      铁骑0012 1100 m 110 s on_dispatch
report 两抢 at 莞城
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #4 in 莞城 (两抢圈层处置)
    r4 filed for #4: criminal.robbery by voice_110
    !2 ALARM shortfall about #4 in 莞城 (2 units of step 1)
    #4 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 2 short, 3 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
      铁骑0014 2000 m 200 s on_dispatch
move 铁骑0012,铁骑0013,铁骑0014 to #4 because 全部过去
  08:00:00 desk
    铁骑0012@#1 ended: recalled (全部过去)
    !3 ALARM unit_left about #1 铁骑0012@#1 铁骑0012 in 莞城
    铁骑0012@#4 offered by the desk, 900 m 90 s, until 08:00:15, device
      全部过去: 0 available
      铁骑0012 900 m 90 s chosen, taken off another incident
    铁骑0013@#2 ended: recalled (全部过去)
    !4 ALARM unit_left about #2 铁骑0013@#2 铁骑0013 in 莞城
    铁骑0013@#4 offered by the desk, 1200 m 120 s, until 08:00:15, device
      全部过去: 0 available
      铁骑0013 1200 m 120 s chosen, taken off another incident
    铁骑0014@#3 ended: recalled (全部过去)
    !5 ALARM unit_left about #3 铁骑0014@#3 铁骑0014 in 莞城
    铁骑0014@#4 offered by the desk, 2000 m 200 s, until 08:00:15, device
      全部过去 step 2: 0 available
      铁骑0014 2000 m 200 s chosen, taken off another incident
  08:00:00 patrold
    !6 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 3 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
      铁骑0013 300 m 30 s on_dispatch
      铁骑0014 1100 m 110 s on_dispatch
    !7 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 3 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0014 800 m 80 s on_dispatch
    !8 ALARM shortfall about #3 in the city (1 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 3 on_dispatch
      铁骑0014 0 m 0 s on_dispatch
      铁骑0013 800 m 80 s on_dispatch
      铁骑0012 1100 m 110 s on_dispatch
show #4
  #4 responding, level 1, missing 0, reports r4, notes 0
    铁骑0012@#4 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#4 offered, 0 odd, order v1 not delivered; 
    铁骑0014@#4 offered for step 2, 0 odd, order v1 not delivered; 
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
wait 5s
  08:00:05 patrold
    武装车@#1 offered by policy, 600 m 75 s, until 08:00:35, device
      打架斗殴: 1 available, 3 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
      铁骑0013 300 m 30 s on_dispatch
      武装车 600 m 75 s chosen
      铁骑0014 1100 m 110 s on_dispatch
show #4
  #4 responding, level 1, missing 0, reports r4, notes 0
    铁骑0012@#4 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#4 offered, 0 odd, order v1 not delivered; 
    铁骑0014@#4 offered for step 2, 0 odd, order v1 not delivered; 
show 武装车
  武装车 武装车@#1 offered, connected, with 武装车乙 武装车甲, to send: order of 武装车@#1 v1
