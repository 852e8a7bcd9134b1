# A new policy asks for two units where one sufficed: what is open already gets the second.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城+100
report 盗窃 at 莞城+5000
铁骑0012 acks
铁骑0012 departs
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
show #1
# What changes nothing about it leaves it alone.
policy offer_timeout_ms = 120_000 => offer_timeout_ms = 110_000 because 更快
policy levels = [2]\n\n[[plan.step]]\nunits = 2 => levels = [2]\n\n[[plan.step]]\nunits = 1 because 恢复
show #1
---
# A new policy asks for two units where one sufficed: what is open already gets the second.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
report 盗窃 at 莞城+5000
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 4100 m 410 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0013 4100 m 410 s chosen
      铁骑0012 5000 m 500 s on_dispatch
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! skipped_steps
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
  08:00:00 指挥长
    policy revision 2 took effect (双警处置)
    #1 needs 2 now (policy)
  08:00:00 patrold
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 2 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 800 m 80 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 2, missing 1, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v1 delivered 08:00:00; departed 08:00:00
# What changes nothing about it leaves it alone.
policy offer_timeout_ms = 120_000 => offer_timeout_ms = 110_000 because 更快
  08:00:00 指挥长
    policy revision 3 took effect (更快)
policy levels = [2]\n\n[[plan.step]]\nunits = 2 => levels = [2]\n\n[[plan.step]]\nunits = 1 because 恢复
  08:00:00 指挥长
    policy revision 4 took effect (恢复)
    #1 needs 1 now (policy)
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v1 delivered 08:00:00; departed 08:00:00
