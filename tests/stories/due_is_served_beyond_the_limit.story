under layered queue_served_max=1
# Only the first in the queue is looked at when somebody comes free; what is due by its own clock is looked at however
# many wait before it.
duty 巡警甲 patrol of 莞城 at 莞城
report 涉枪 at 莞城
report 纠纷 at 莞城+200
queue
wait 2m
wait 10m
---
under layered queue_served_max=1
# Only the first in the queue is looked at when somebody comes free; what is due by its own clock is looked at however
# many wait before it.
duty 巡警甲 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
report 涉枪 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.firearm level 1 police_dispatch by rule 涉枪, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.firearm by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      涉枪须携枪: 0 available, 1 short
report 纠纷 at 莞城+200
  08:00:00 desk
    #2 2026-1123-0002 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: dispute by voice_110
    #2 offered to mediators, due 08:10:00
    #2 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
queue
  #1 level 1 since 08:00:00, #2 level 4 since 08:00:00
wait 2m
  08:02:00 patrold
    巡警甲@#2 offered by policy, 200 m 25 s, until 08:04:00, device
      纠纷先社区后镇街: 1 available
      巡警甲 200 m 25 s chosen
wait 10m
  08:02:15 patrold
    巡警甲@#2: order undelivered, use your voice
  08:04:00 patrold
    巡警甲@#2 ended: offer_expired
  08:10:00 patrold
    #2: nobody there by target 1
    !2 ALARM target_missed about #2 in 莞城 (target 1)
    referral of #2 is overdue
    !3 ALARM referral_overdue about #2 in 莞城 (mediators has offered)
