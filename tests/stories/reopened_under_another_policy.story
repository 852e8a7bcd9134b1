under layered
# 重开的警情按现行预案重新计划。 What is reopened is planned by the policy in force.
report 两抢 at 莞城
close #1
policy \n[[plan.step]]\nunits = 1\ntiers = ["town"]\nkinds = ["car", "van"]\nofficers_min = 1\narmed = true\noffer_timeout_ms = 15_000\nthen = [{ after_ms = 60_000, tiers = ["city"] }]\n => # because x
reopen #1 because 又来
duty 武装车1 patrol of 莞城 armed at 莞城+300
duty 铁骑01 rider of 莞城 at 莞城+200
duty 铁骑02 rider of 莞城 at 莞城+200
wait 1200s
show #1
alarms
---
under layered
# 重开的警情按现行预案重新计划。 What is reopened is planned by the policy in force.
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    !2 ALARM shortfall about #1 in 莞城 (2 units of step 1)
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 2 short
close #1
  08:00:00 desk
    #1 closed: Handled
policy \n[[plan.step]]\nunits = 1\ntiers = ["town"]\nkinds = ["car", "van"]\nofficers_min = 1\narmed = true\noffer_timeout_ms = 15_000\nthen = [{ after_ms = 60_000, tiers = ["city"] }]\n => # because x
  08:00:00 指挥长
    policy revision 2 took effect (x)
reopen #1 because 又来
  08:00:00 desk
    #1 reopened (又来)
    #1 needs 2 now (policy)
  08:00:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (2 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 0 available, 2 short
duty 武装车1 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车1 (town-patrol)
  08:00:00 武装车1
    武装车1 on duty with 武装车1乙 武装车1甲
  08:00:00 武装车1
    武装车1 connected
duty 铁骑01 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
duty 铁骑02 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 patrold
    铁骑01@#1 offered by policy, 200 m 20 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 short
      铁骑01 200 m 20 s chosen
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
wait 1200s
  08:00:05 patrold
    铁骑02@#1 offered by policy, 200 m 20 s, until 08:00:20, device
      两抢圈层处置: 1 available, 1 on_dispatch
      铁骑01 200 m 20 s on_dispatch
      铁骑02 200 m 20 s chosen
  08:00:08 patrold
    铁骑01@#1: sign_in warning, tell_desk
    !4 ALARM clock_warning about #1 铁骑01@#1 铁骑01 in 莞城 (sign_in)
  08:00:13 patrold
    铁骑02@#1: sign_in warning, tell_desk
    !5 ALARM clock_warning about #1 铁骑02@#1 铁骑02 in 莞城 (sign_in)
  08:00:15 patrold
    铁骑01@#1 ended: offer_expired
    铁骑01@#1: order undelivered, use your voice
  08:00:15 patrold
    !6 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢圈层处置: 1 available, 1 short, 1 on_dispatch
      铁骑01 200 m 20 s already_tried
      铁骑02 200 m 20 s on_dispatch
  08:00:20 patrold
    铁骑02@#1 ended: offer_expired
    铁骑02@#1: order undelivered, use your voice
show #1
  #1 waiting (no_unit_available), level 1, missing 2, reports r1, notes 0
    铁骑01@#1 offer_expired, 0 odd, order v2 by voice; 
    铁骑02@#1 offer_expired, 0 odd, order v2 by voice; 
alarms
  shortfall in 莞城: 1 (!6)
