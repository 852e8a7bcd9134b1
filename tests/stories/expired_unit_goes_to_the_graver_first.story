under layered
# 同一时刻空出的单位先给更重的警情。 A unit that comes free goes to the graver incident.
policy [preemption]\nlevels = [1]\nfrom_levels = [3, 4]\nconfirm_ms = 20_000 => # because x
duty 武装车1 patrol of 莞城 armed at 莞城+300
duty 武装车2 patrol of 莞城 armed at 莞城+2000
duty 铁骑01 rider of 莞城 at 莞城+200
duty 铁骑02 rider of 莞城 at 莞城+200
report dispute at 莞城+100
wait 105s
report 两抢 at 莞城
铁骑01 signs-in
铁骑02 signs-in
wait 20s
show #1
show #2
---
under layered
# 同一时刻空出的单位先给更重的警情。 A unit that comes free goes to the graver incident.
policy [preemption]\nlevels = [1]\nfrom_levels = [3, 4]\nconfirm_ms = 20_000 => # because x
  08:00:00 指挥长
    policy revision 2 took effect (x)
duty 武装车1 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车1 (town-patrol)
  08:00:00 武装车1
    武装车1 on duty with 武装车1乙 武装车1甲
  08:00:00 武装车1
    武装车1 connected
duty 武装车2 patrol of 莞城 armed at 莞城+2000
  08:00:00 local-administrator
    roster: 武装车2 (town-patrol)
  08:00:00 武装车2
    武装车2 on duty with 武装车2乙 武装车2甲
  08:00:00 武装车2
    武装车2 connected
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
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
report dispute at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
wait 105s
report 两抢 at 莞城
  08:01:45 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:01:45
    !1 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    r2 filed for #2: criminal.robbery by voice_110
    铁骑01@#2 offered by policy, 200 m 20 s, until 08:02:00, device
      两抢圈层处置: 2 available
      铁骑01 200 m 20 s chosen
      铁骑02 200 m 20 s chosen
    铁骑02@#2 offered by policy, 200 m 20 s, until 08:02:00, device
      两抢圈层处置: 2 available
      铁骑01 200 m 20 s chosen
      铁骑02 200 m 20 s chosen
    武装车1@#2 offered by policy, 300 m 38 s, until 08:02:00, device
      两抢圈层处置 step 2: 2 available
      武装车1 300 m 38 s chosen
      武装车2 2000 m 250 s farther
铁骑01 signs-in
  08:01:45 铁骑01
    铁骑01@#2: signed_in
铁骑02 signs-in
  08:01:45 铁骑02
    铁骑02@#2: signed_in
wait 20s
  08:01:53 patrold
    武装车1@#2: sign_in warning, tell_desk
    !2 ALARM clock_warning about #2 武装车1@#2 武装车1 in 莞城 (sign_in)
  08:02:00 patrold
    武装车1@#2 ended: offer_expired
    武装车1@#2: order undelivered, use your voice
  08:02:00 patrold
    武装车2@#2 offered by policy, 2000 m 250 s, until 08:02:15, device
      两抢圈层处置 step 2: 2 available
      武装车1 300 m 38 s already_tried
      武装车2 2000 m 250 s chosen
    武装车1@#1 offered by policy, 200 m 25 s, until 08:04:00, device
      纠纷先社区后镇街: 2 available
      武装车1 200 m 25 s chosen
      武装车2 1900 m 238 s needed_elsewhere
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    武装车1@#1 offered, 0 odd, order v1 not delivered; 
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑01@#2 signed_in, 0 odd, order v1 delivered 08:01:45; signed in 08:01:45
    铁骑02@#2 signed_in, 0 odd, order v1 delivered 08:01:45; signed in 08:01:45
    武装车1@#2 offer_expired for step 2, 0 odd, order v2 by voice; 
    武装车2@#2 offered for step 2, 0 odd, order v1 not delivered; 
