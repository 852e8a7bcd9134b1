under layered
# 同一刻两件事: in the very moment in which another's offer expires it is still said who waits for too long.
report 纠纷 at 莞城
at 08:14
duty 铁骑0012 rider of 莞城 at 莞城+200
report 盗窃 at 莞城
at 08:16
alarms
---
under layered
# 同一刻两件事: in the very moment in which another's offer expires it is still said who waits for too long.
report 纠纷 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
at 08:14
  08:02:00 patrold
    #1 waits: no_unit_available, again at 08:10:00
      纠纷先社区后镇街: 0 available, 1 short
  08:10:00 patrold
    #1: nobody there by target 1
    !1 ALARM target_missed about #1 in 莞城 (target 1)
    referral of #1 is overdue
    !2 ALARM referral_overdue about #1 in 莞城 (mediators has offered)
    #1 waits: no_unit_available, again at 08:15:00
      纠纷先社区后镇街: 0 available, 1 short
duty 铁骑0012 rider of 莞城 at 莞城+200
  08:14:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:14:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:14:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城
  08:14:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:14:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 200 m 20 s, until 08:15:00, device
      一般警情: 1 available
      铁骑0012 200 m 20 s chosen
at 08:16
  08:14:15 patrold
    铁骑0012@#2: order undelivered, use your voice
  08:15:00 patrold
    铁骑0012@#2 ended: offer_expired
    !3 ALARM shortfall about #1 in 莞城 (waits for 15 min)
  08:15:00 patrold
    铁骑0012@#1 offered by policy, 200 m 20 s, until 08:17:00, device
      纠纷先社区后镇街: 1 available
      铁骑0012 200 m 20 s chosen
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 200 m 20 s already_tried
  08:15:15 patrold
    铁骑0012@#1: order undelivered, use your voice
alarms
  referral_overdue in 莞城: 1 (!2)
  target_missed in 莞城: 1 (!1)
