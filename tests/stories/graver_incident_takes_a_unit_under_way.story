under layered
# 去处理纠纷途中的铁骑被抢劫警情抽调，纠纷按原等待时间回到队列。 A rider under way to a theft is taken for a robbery; the theft goes
# back into the queue with its age.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+300
report 盗窃 at 莞城+1200
report 盗窃 at 莞城+900
铁骑0013 acks
铁骑0013 signs-in
铁骑0013 departs
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 departs
铁骑0012 arrives
wait 60s
report 两抢 at 莞城
queue
show #1
show #3
wait 21s
queue
show #3
---
under layered
# 去处理纠纷途中的铁骑被抢劫警情抽调，纠纷按原等待时间回到队列。 A rider under way to a theft is taken for a robbery; the theft goes
# back into the queue with its age.
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
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 盗窃 at 莞城+1200
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0013@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 3 available
      铁骑0013 0 m 0 s chosen
      铁骑0012 300 m 30 s farther
      武装车 900 m 112 s farther
report 盗窃 at 莞城+900
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s on_dispatch
      武装车 600 m 75 s farther
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#1: departed
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#2: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#2: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#2: departed
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#2: arrived
wait 60s
report 两抢 at 莞城
  08:01:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:01:00
    !1 ALARM supervisor_informed about #3 in 莞城 (两抢圈层处置)
    r3 filed for #3: criminal.robbery by voice_110
    铁骑0013@#1 ended: preempted (2026-1123-0003)
    铁骑0013@#3 offered by policy, 1200 m 120 s, until 08:01:20, device
      两抢圈层处置: 0 available, 1 short, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s chosen, taken off another incident
    武装车@#3 offered by policy, 300 m 38 s, until 08:01:15, device
      两抢圈层处置 step 2: 1 available
      武装车 300 m 38 s chosen
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      两抢圈层处置: 0 available, 1 short, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
  08:01:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      武装车 900 m 112 s on_dispatch
queue
  #3 level 1 since 08:01:00, #1 level 3 since 08:00:00
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, notes 0
    铁骑0013@#1 preempted, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
show #3
  #3 waiting (no_unit_available), level 1, missing 1, reports r3, notes 0
    铁骑0013@#3 offered, 0 odd, order v1 not delivered; 
    武装车@#3 offered for step 2, 0 odd, order v1 not delivered; 
wait 21s
  08:01:08 patrold
    铁骑0013@#3: sign_in warning, tell_desk
    !3 ALARM clock_warning about #3 铁骑0013@#3 铁骑0013 in 莞城 (sign_in)
    武装车@#3: sign_in warning, tell_desk
    !4 ALARM clock_warning about #3 武装车@#3 武装车 in 莞城 (sign_in)
  08:01:15 patrold
    武装车@#3 ended: offer_expired
    铁骑0013@#1: order undelivered, use your voice
    铁骑0013@#3: order undelivered, use your voice
    武装车@#3: order undelivered, use your voice
  08:01:15 patrold
    武装车@#1 offered by policy, 900 m 112 s, until 08:02:15, device
      一般警情: 1 available, 2 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      武装车 900 m 112 s chosen
    #3 waits: no_unit_available, again at 08:02:00
      两抢圈层处置: 0 available, 1 short, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
  08:01:20 patrold
    铁骑0013@#3 ended: offer_expired
queue
  #3 level 1 since 08:01:00
show #3
  #3 waiting (no_unit_available), level 1, missing 3, reports r3, notes 0
    铁骑0013@#3 offer_expired, 0 odd, order v2 by voice; 
    武装车@#3 offer_expired for step 2, 0 odd, order v2 by voice; 
