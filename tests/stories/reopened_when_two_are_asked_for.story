# What is reopened is planned by the policy in force: two units where one sufficed.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城+100
close #1 because 已散
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
reopen #1 because 又打起来
show #1
---
# What is reopened is planned by the policy in force: two units where one sufficed.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 100 m 10 s chosen
close #1 because 已散
  08:00:00 desk
    铁骑0012@#1 ended: stood_down (已散)
    #1 closed: Handled
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
  08:00:00 指挥长
    policy revision 2 took effect (双警处置)
reopen #1 because 又打起来
  08:00:00 desk
    #1 reopened (又打起来)
    #1 needs 2 now (policy)
  08:00:00 patrold
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available, 1 short
      铁骑0012 100 m 10 s chosen
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 1 available, 1 short
      铁骑0012 100 m 10 s chosen
show #1
  #1 waiting (no_unit_available), level 2, missing 1, reports r1, notes 0
    铁骑0012@#1 stood_down, 0 odd, order v2 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
