under layered
# 换预案不会丢掉已要求的增援。 Back-up that was asked for survives another policy.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+200
duty 武装车1 patrol of 莞城 armed at 莞城+300
report 两抢 at 莞城
铁骑01 signs-in
铁骑02 signs-in
武装车1 signs-in
铁骑02 departs
武装车1 departs
铁骑01 departs
铁骑01 blocked because 桥断了
show #1
policy confirm_ms = 20_000 => confirm_ms = 21_000 because 小改
show #1
duty 铁骑03 rider of 莞城 at 莞城+1000
show #1
---
under layered
# 换预案不会丢掉已要求的增援。 Back-up that was asked for survives another policy.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
duty 铁骑02 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
duty 武装车1 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车1 (town-patrol)
  08:00:00 武装车1
    武装车1 on duty with 武装车1乙 武装车1甲
  08:00:00 武装车1
    武装车1 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑01@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑01 100 m 10 s chosen
      铁骑02 200 m 20 s chosen
    铁骑02@#1 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑01 100 m 10 s chosen
      铁骑02 200 m 20 s chosen
    武装车1@#1 offered by policy, 300 m 38 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车1 300 m 38 s chosen
铁骑01 signs-in
  08:00:00 铁骑01
    铁骑01@#1: signed_in
铁骑02 signs-in
  08:00:00 铁骑02
    铁骑02@#1: signed_in
武装车1 signs-in
  08:00:00 武装车1
    武装车1@#1: signed_in
铁骑02 departs
  08:00:00 铁骑02
    铁骑02@#1: departed
武装车1 departs
  08:00:00 武装车1
    武装车1@#1: departed
铁骑01 departs
  08:00:00 铁骑01
    铁骑01@#1: departed
铁骑01 blocked because 桥断了
  08:00:00 铁骑01
    铁骑01@#1: blocked
    #1 needs 3+1 now (blocked by 铁骑01@#1)
    !2 ALARM unit_blocked about #1 铁骑01@#1 铁骑01 in 莞城 (桥断了)
  08:00:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 0 available, 1 short, 2 on_dispatch
      铁骑01 100 m 10 s on_dispatch
      铁骑02 200 m 20 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑01@#1 departed, blocked, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑02@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    武装车1@#1 departed for step 2, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
policy confirm_ms = 20_000 => confirm_ms = 21_000 because 小改
  08:00:00 指挥长
    policy revision 2 took effect (小改)
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑01@#1 departed, blocked, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑02@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    武装车1@#1 departed for step 2, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
duty 铁骑03 rider of 莞城 at 莞城+1000
  08:00:00 local-administrator
    roster: 铁骑03 (iron-riders)
  08:00:00 铁骑03
    铁骑03 on duty with 铁骑03乙 铁骑03甲
  08:00:00 铁骑03
    铁骑03 connected
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑01@#1 departed, blocked, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑02@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    武装车1@#1 departed for step 2, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
