under weighed
# 刚处理完的先歇一歇，忙得多的后派。 Whoever has just finished rests; whoever had more to do goes later.
duty 巡警甲 patrol of 莞城 at 莞城+100
duty 巡警乙 patrol of 莞城 at 莞城+700
report 打架 at 莞城
巡警甲 acks
巡警甲 signs-in
巡警甲 departs
巡警甲 arrives
巡警甲 finishes
close #1
report 打架 at 莞城
---
under weighed
# 刚处理完的先歇一歇，忙得多的后派。 Whoever has just finished rests; whoever had more to do goes later.
duty 巡警甲 patrol of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 at 莞城+700
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警甲 100 m 12 s chosen
      巡警乙 700 m 88 s farther
巡警甲 acks
  08:00:00 巡警甲
    巡警甲@#1: order v1 delivered
巡警甲 signs-in
  08:00:00 巡警甲
    巡警甲@#1: signed_in
巡警甲 departs
  08:00:00 巡警甲
    巡警甲@#1: departed
巡警甲 arrives
  08:00:00 巡警甲
    巡警甲@#1: arrived
巡警甲 finishes
  08:00:00 巡警甲
    巡警甲@#1 ended: finished
close #1
  08:00:00 desk
    #1 closed: Handled
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    巡警乙@#2 offered by policy, 700 m 88 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警乙 700 m 88 s chosen
      巡警甲 100 m 12 s farther + rest 90 s + workload 10 s
