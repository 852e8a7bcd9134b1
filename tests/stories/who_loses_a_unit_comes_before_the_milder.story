under layered
# 一级警情抽走处理盗窃的车时，同一时刻空出的车先给盗窃，不给后面的纠纷。 A theft loses its car to something graver at the moment at which
# another car comes free: the theft gets that one, not the quarrel that waits behind it.
report dispute at 莞城+200
wait 130s
report unheard-of at 莞城
report 盗窃 at 莞城+900
duty 巡逻车1 patrol of 莞城 at 莞城+300
duty 巡逻车2 patrol of 莞城 at 莞城+800
show #2
show #3
wait 21s
queue
show #1
show #2
show #3
---
under layered
# 一级警情抽走处理盗窃的车时，同一时刻空出的车先给盗窃，不给后面的纠纷。 A theft loses its car to something graver at the moment at which
# another car comes free: the theft gets that one, not the quarrel that waits behind it.
report dispute at 莞城+200
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
wait 130s
  08:02:00 patrold
    #1 waits: no_unit_available, again at 08:10:00
      纠纷先社区后镇街: 0 available, 1 short
report unheard-of at 莞城
  08:02:10 desk
    #2 2026-1123-0002 opened: unheard-of level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:02:10
    r2 filed for #2: unheard-of by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 0 available, 1 short
report 盗窃 at 莞城+900
  08:02:10 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:02:10
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short
duty 巡逻车1 patrol of 莞城 at 莞城+300
  08:02:10 local-administrator
    roster: 巡逻车1 (town-patrol)
  08:02:10 巡逻车1
    巡逻车1 on duty with 巡逻车1乙 巡逻车1甲
  08:02:10 巡逻车1
    巡逻车1 connected
duty 巡逻车2 patrol of 莞城 at 莞城+800
  08:02:10 local-administrator
    roster: 巡逻车2 (town-patrol)
  08:02:10 patrold
    巡逻车1@#2 offered by policy, 300 m 38 s, until 08:02:30, device
      一级警情: 1 available
      巡逻车1 300 m 38 s chosen
  08:02:10 巡逻车2
    巡逻车2 on duty with 巡逻车2乙 巡逻车2甲
  08:02:10 巡逻车2
    巡逻车2 connected
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    巡逻车1@#2 offered, 0 odd, order v1 not delivered; 
show #3
  #3 waiting (no_unit_available), level 3, missing 1, reports r3, notes 0
wait 21s
  08:02:15 patrold
    巡逻车2@#3 offered by policy, 100 m 12 s, until 08:03:15, device
      一般警情: 1 available, 1 on_dispatch
      巡逻车2 100 m 12 s chosen
      巡逻车1 600 m 75 s on_dispatch
  08:02:18 patrold
    巡逻车1@#2: sign_in warning, tell_desk
    !2 ALARM clock_warning about #2 巡逻车1@#2 巡逻车1 in 莞城 (sign_in)
  08:02:25 patrold
    巡逻车1@#2: order undelivered, use your voice
  08:02:30 patrold
    巡逻车1@#2 ended: offer_expired
    巡逻车2@#3: order undelivered, use your voice
  08:02:30 patrold
    巡逻车2@#3 ended: preempted (2026-1123-0002)
    巡逻车2@#2 offered by policy, 800 m 100 s, until 08:02:50, device
      一级警情: 1 available, 1 on_dispatch
      巡逻车1 300 m 38 s already_tried
      巡逻车2 800 m 100 s chosen, taken off another incident
    巡逻车1@#3 offered by policy, 600 m 75 s, until 08:03:30, device
      一般警情: 1 available, 1 on_dispatch
      巡逻车2 100 m 12 s on_dispatch
      巡逻车1 600 m 75 s chosen
queue
  #1 level 4 since 08:00:00
show #1
  #1 waiting (no_unit_available), level 4, missing 1, reports r1, notes 0
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    巡逻车1@#2 offer_expired, 0 odd, order v2 by voice; 
    巡逻车2@#2 offered, 0 odd, order v1 not delivered; 
show #3
  #3 responding, level 3, missing 0, reports r3, notes 0
    巡逻车2@#3 preempted, 0 odd, order v2 by voice; 
    巡逻车1@#3 offered, 0 odd, order v1 not delivered; 
