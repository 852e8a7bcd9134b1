under reserved
# A fight that needs two: this town may give one of its two cars, the next town gives the other.
duty 巡警甲 patrol of 莞城 at 莞城+100
duty 巡警乙 patrol of 莞城 at 莞城+200
duty 巡警丙 patrol of 南城 at 南城
duty 巡警丁 patrol of 南城 at 南城
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
report 打架 at 莞城
---
under reserved
# A fight that needs two: this town may give one of its two cars, the next town gives the other.
duty 巡警甲 patrol of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
duty 巡警丙 patrol of 南城 at 南城
  08:00:00 local-administrator
    roster: 巡警丙 (town-patrol)
  08:00:00 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:00:00 巡警丙
    巡警丙 connected
duty 巡警丁 patrol of 南城 at 南城
  08:00:00 local-administrator
    roster: 巡警丁 (town-patrol)
  08:00:00 巡警丁
    巡警丁 on duty with 巡警丁乙 巡警丁甲
  08:00:00 巡警丁
    巡警丁 connected
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
  08:00:00 指挥长
    policy revision 2 took effect (双警处置)
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:30, device
      打架斗殴: 4 available
      巡警甲 100 m 12 s chosen
      巡警乙 200 m 25 s reserved
      巡警丁 3897 m 487 s chosen
      巡警丙 3897 m 487 s farther
    巡警丁@#1 offered by policy, 3897 m 487 s, until 08:00:30, device
      打架斗殴: 4 available
      巡警甲 100 m 12 s chosen
      巡警乙 200 m 25 s reserved
      巡警丁 3897 m 487 s chosen
      巡警丙 3897 m 487 s farther
