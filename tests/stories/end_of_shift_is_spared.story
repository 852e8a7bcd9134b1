under weighed
# 半小时内下班的尽量不派。 Whose shift ends within half an hour is spared.
duty 巡警甲 patrol of 莞城 until 08:20 at 莞城+100
duty 巡警乙 patrol of 莞城 until 18:00 at 莞城+1200
report 打架 at 莞城
report 打架 at 莞城
---
under weighed
# 半小时内下班的尽量不派。 Whose shift ends within half an hour is spared.
duty 巡警甲 patrol of 莞城 until 08:20 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 until 18:00 at 莞城+1200
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
    巡警乙@#1 offered by policy, 1200 m 150 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警乙 1200 m 150 s chosen
      巡警甲 100 m 12 s farther + shift_end 150 s
report 打架 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    巡警甲@#2 offered by policy, 100 m 12 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      巡警乙 1200 m 150 s on_dispatch
      巡警甲 100 m 12 s chosen + shift_end 150 s
