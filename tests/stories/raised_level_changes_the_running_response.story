under layered
# 打架升为抢劫：已在途的算数，缺的补上。 A fight turns out to be a robbery: who is under way counts, what is missing is sent.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+3000
report 打架 at 莞城
铁骑0012 acks
铁骑0012 signs-in
classify #1 type 两抢 because 报警人说有刀抢包
show #1
---
under layered
# 打架升为抢劫：已在途的算数，缺的补上。 A fight turns out to be a robbery: who is under way counts, what is missing is sent.
duty 铁骑0012 rider of 莞城 at 莞城+100
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
duty 武装车 patrol of 莞城 armed at 莞城+3000
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1200 m 120 s farther
      武装车 3000 m 375 s farther
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
classify #1 type 两抢 because 报警人说有刀抢包
  08:00:00 desk
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    #1 is now criminal.robbery level 1 police_dispatch by word: 报警人说有刀抢包, needs 2+1
    #1: every order anew
  08:00:00 patrold
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 1200 m 120 s chosen
    武装车@#1 offered by policy, 3000 m 375 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车 3000 m 375 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 signed_in, 0 odd, order v2 not delivered; signed in 08:00:00
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    武装车@#1 offered for step 2, 0 odd, order v1 not delivered; 
