under layered
# 签收后两分钟不出警，改派下一单位。 Signed in and not departed after two minutes: the next unit is asked.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 铁骑0014 rider of 莞城 at 莞城+2000
duty 武装车 patrol of 莞城 armed at 莞城+300
report 两抢 at 莞城
铁骑0012 acks
铁骑0012 signs-in
铁骑0013 acks
铁骑0013 signs-in
铁骑0013 departs
武装车 acks
武装车 signs-in
武装车 departs
wait 61s
wait 60s
铁骑0012 departs for #1
show #1
---
under layered
# 签收后两分钟不出警，改派下一单位。 Signed in and not departed after two minutes: the next unit is asked.
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
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
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
    武装车@#1 offered by policy, 300 m 38 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车 300 m 38 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#1: departed
武装车 acks
  08:00:00 武装车
    武装车@#1: order v1 delivered
武装车 signs-in
  08:00:00 武装车
    武装车@#1: signed_in
武装车 departs
  08:00:00 武装车
    武装车@#1: departed
wait 61s
  08:01:00 patrold
    铁骑0012@#1: depart warning, tell_desk
    !2 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (depart)
    #1: nobody there by target 1
    !3 ALARM target_missed about #1 in 莞城 (target 1)
wait 60s
  08:02:00 patrold
    铁骑0012@#1: depart breach, re_offer
    !4 ALARM clock_breach about #1 铁骑0012@#1 铁骑0012 in 莞城 (depart)
    铁骑0012@#1 ended: recalled (clock depart ran out)
  08:02:00 patrold
    铁骑0014@#1 offered by policy, 2000 m 200 s, until 08:02:15, device
      两抢圈层处置: 2 available, 1 on_dispatch
      铁骑0012 900 m 90 s already_tried
      铁骑0013 1200 m 120 s on_dispatch
      铁骑0014 2000 m 200 s chosen
铁骑0012 departs for #1
  08:02:01 铁骑0012
    铁骑0012@#1: departed noted ! after_end
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 recalled, 1 odd, order v2 not delivered; signed in 08:00:00
    铁骑0013@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    武装车@#1 departed for step 2, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑0014@#1 offered, 0 odd, order v1 not delivered; 
