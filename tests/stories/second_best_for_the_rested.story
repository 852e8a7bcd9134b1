under weighed explanation_units_max=2
# Two riders are nearer and have just finished; the third is fresh and farther, and nobody names more than two units.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+200
report 打架 at 莞城
report 打架 at 莞城
铁骑0012 acks
铁骑0013 acks
铁骑0012 finishes
铁骑0013 finishes
duty 铁骑0014 rider of 莞城 at 莞城+600
report 打架 at 莞城
铁骑0014 acks
铁骑0014 finishes
# Rest is over to the second: whoever finished twenty minutes ago is as good as any.
wait 20m
fix 铁骑0012 at 莞城+100
fix 铁骑0013 at 莞城+200
fix 铁骑0014 at 莞城+600
report 打架 at 莞城
---
under weighed explanation_units_max=2
# Two riders are nearer and have just finished; the third is fresh and farther, and nobody names more than two units.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 200 m 20 s farther
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 200 m 20 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#2: order v1 delivered
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished ! skipped_steps
铁骑0013 finishes
  08:00:00 铁骑0013
    铁骑0013@#2 ended: finished ! skipped_steps
duty 铁骑0014 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 打架 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    铁骑0014@#3 offered by policy, 600 m 60 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0014 600 m 60 s chosen
      铁骑0012 100 m 10 s farther + rest 90 s + workload 10 s
铁骑0014 acks
  08:00:00 铁骑0014
    铁骑0014@#3: order v1 delivered
铁骑0014 finishes
  08:00:00 铁骑0014
    铁骑0014@#3 ended: finished ! skipped_steps
# Rest is over to the second: whoever finished twenty minutes ago is as good as any.
wait 20m
fix 铁骑0012 at 莞城+100
fix 铁骑0013 at 莞城+200
fix 铁骑0014 at 莞城+600
report 打架 at 莞城
  08:20:00 desk
    #4 2026-1123-0004 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:20:00
    r4 filed for #4: order.fight by voice_110
    铁骑0012@#4 offered by policy, 100 m 10 s, until 08:20:30, device
      打架斗殴: 3 available
      铁骑0012 100 m 10 s chosen + workload 10 s
      铁骑0013 200 m 20 s farther + workload 10 s
