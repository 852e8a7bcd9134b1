under layered
# 四级警情等得太久，提醒警台。 A level 4 waits for long: the desk is told that it is being forgotten.
report 纠纷 at 莞城
at 08:14
at 08:16
alarms
---
under layered
# 四级警情等得太久，提醒警台。 A level 4 waits for long: the desk is told that it is being forgotten.
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
at 08:16
  08:15:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (waits for 15 min)
    #1 waits: no_unit_available
      纠纷先社区后镇街: 0 available, 1 short
alarms
  shortfall in 莞城: 1 (!3)
  referral_overdue in 莞城: 1 (!2)
  target_missed in 莞城: 1 (!1)
