under weighed
# Whoever is at home nowhere crosses no boundary, and neither does anybody who goes where no town is.
duty 铁骑0012 rider at 莞城+1800
duty 巡警甲 patrol of 万江 at 莞城+900
report 打架 at 莞城
铁骑0012 finishes
duty 铁骑0013 rider of 莞城 at 22.9,113.9
report 打架 at 22.905,113.9
---
under weighed
# Whoever is at home nowhere crosses no boundary, and neither does anybody who goes where no town is.
duty 铁骑0012 rider at 莞城+1800
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡警甲 patrol of 万江 at 莞城+900
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 1800 m 180 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 1800 m 180 s chosen
      巡警甲 900 m 112 s farther + boundary 120 s
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished ! skipped_steps
duty 铁骑0013 rider of 莞城 at 22.9,113.9
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 22.905,113.9
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 556 m 56 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0013 556 m 56 s chosen
      铁骑0012 23047 m 2305 s farther + rest 90 s + workload 10 s
      巡警甲 22377 m 2797 s farther
