under layered
# The only unit that went is late and gets back-up. The report turns out to be of a robbery, in whose plan a car serves the second
# step: there its back-up is wanted now.
duty 武装车 patrol of 莞城 armed at 莞城+2900
duty 武装车二 patrol of 莞城 armed at 莞城+9000
report 不明 at 莞城
武装车 acks
武装车 signs-in
武装车 departs
wait 5m
show #1
classify #1 type 两抢 because 抢劫
show #1
---
under layered
# The only unit that went is late and gets back-up. The report turns out to be of a robbery, in whose plan a car serves the second
# step: there its back-up is wanted now.
duty 武装车 patrol of 莞城 armed at 莞城+2900
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
duty 武装车二 patrol of 莞城 armed at 莞城+9000
  08:00:00 local-administrator
    roster: 武装车二 (town-patrol)
  08:00:00 武装车二
    武装车二 on duty with 武装车二乙 武装车二甲
  08:00:00 武装车二
    武装车二 connected
report 不明 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: 不明 by voice_110
    武装车@#1 offered by policy, 2900 m 362 s, until 08:00:20, device
      一级警情: 2 available
      武装车 2900 m 362 s chosen
      武装车二 9000 m 1125 s farther
武装车 acks
  08:00:00 武装车
    武装车@#1: order v1 delivered
武装车 signs-in
  08:00:00 武装车
    武装车@#1: signed_in
武装车 departs
  08:00:00 武装车
    武装车@#1: departed
wait 5m
  08:04:00 patrold
    武装车@#1: arrive warning, tell_desk
    !1 ALARM clock_warning about #1 武装车@#1 武装车 in 莞城 (arrive)
  08:05:00 patrold
    武装车@#1: arrive breach, back_up
    !2 ALARM clock_breach about #1 武装车@#1 武装车 in 莞城 (arrive)
    #1 needs 2 now (late by 武装车@#1)
  08:05:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      一级警情: 0 available, 1 short, 1 on_dispatch, 1 no_position
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    武装车@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
classify #1 type 两抢 because 抢劫
  08:05:00 desk
    #1 is now criminal.robbery level 1 police_dispatch by word: 抢劫, needs 2+2
    #1: every order anew
  08:05:00 patrold
    !4 ALARM shortfall about #1 in 莞城 (2 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 0 available, 2 short
show #1
  #1 waiting (no_unit_available), level 1, missing 3, reports r1, notes 0
    武装车@#1 departed for step 2, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
