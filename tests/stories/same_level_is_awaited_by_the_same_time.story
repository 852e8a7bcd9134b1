under layered
# Only what turns out graver is awaited anew: another kind of quarrel is still to be met ten minutes after the call.
duty 社区甲 community of 莞城 at 莞城
report 纠纷 at 莞城+700
社区甲 acks
社区甲 signs-in
wait 5m
classify #1 type 劳资纠纷 level 4 handling police_dispatch because 拖欠工资
wait 6m
---
under layered
# Only what turns out graver is awaited anew: another kind of quarrel is still to be met ten minutes after the call.
duty 社区甲 community of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 社区甲 (community-patrol)
  08:00:00 社区甲
    社区甲 on duty with 社区甲乙 社区甲甲
  08:00:00 社区甲
    社区甲 connected
report 纠纷 at 莞城+700
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    社区甲@#1 offered by policy, 700 m 630 s, until 08:02:00, device
      纠纷先社区后镇街: 1 available
      社区甲 700 m 630 s chosen
社区甲 acks
  08:00:00 社区甲
    社区甲@#1: order v1 delivered
社区甲 signs-in
  08:00:00 社区甲
    社区甲@#1: signed_in
wait 5m
  08:05:00 patrold
    社区甲@#1: depart breach, tell_desk
    !1 ALARM clock_breach about #1 社区甲@#1 社区甲 in 莞城 (depart)
classify #1 type 劳资纠纷 level 4 handling police_dispatch because 拖欠工资
  08:05:00 desk
    #1 is now dispute.labour level 4 police_dispatch by word: 拖欠工资, needs 1
    #1: every order anew
wait 6m
  08:05:15 patrold
    社区甲@#1: order undelivered, use your voice
  08:10:00 patrold
    #1: nobody there by target 1
    !2 ALARM target_missed about #1 in 莞城 (target 1)
    referral of #1 is overdue
    !3 ALARM referral_overdue about #1 in 莞城 (mediators has offered)
