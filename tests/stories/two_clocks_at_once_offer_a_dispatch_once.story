under layered
# Neither departed nor arrived in time: both clocks run out in the same moment, and the dispatch is offered elsewhere once.
policy arrive = { warn_ms = 240_000, breach_ms = 300_000, action = "back_up" } => arrive = { warn_ms = 60_000, breach_ms = 120_000, action = "re_offer" } because 更严
duty 铁骑0012 rider of 莞城 at 莞城+900
report 不明 at 莞城
铁骑0012 acks
铁骑0012 signs-in
wait 61s
wait 60s
show #1
---
under layered
# Neither departed nor arrived in time: both clocks run out in the same moment, and the dispatch is offered elsewhere once.
policy arrive = { warn_ms = 240_000, breach_ms = 300_000, action = "back_up" } => arrive = { warn_ms = 60_000, breach_ms = 120_000, action = "re_offer" } because 更严
  08:00:00 指挥长
    policy revision 2 took effect (更严)
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 不明 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: 不明 by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:20, device
      一级警情: 1 available
      铁骑0012 900 m 90 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
wait 61s
  08:01:00 patrold
    铁骑0012@#1: depart warning, tell_desk
    !1 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (depart)
    铁骑0012@#1: arrive warning, tell_desk
wait 60s
  08:02:00 patrold
    铁骑0012@#1: depart breach, re_offer
    !2 ALARM clock_breach about #1 铁骑0012@#1 铁骑0012 in 莞城 (depart)
    铁骑0012@#1 ended: recalled (clock depart ran out)
    铁骑0012@#1: arrive breach, re_offer
  08:02:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      一级警情: 1 available, 1 short
      铁骑0012 900 m 90 s already_tried
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 recalled, 0 odd, order v2 not delivered; signed in 08:00:00
