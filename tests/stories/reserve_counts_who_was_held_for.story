under reserved
# The desk waits for a named car; once it goes, the other car is the last of its town and stays.
duty 巡警甲 patrol of 莞城 at 莞城
duty 巡警乙 patrol of 莞城 at 莞城+900
report 打架 at 莞城
巡警甲 acks
report 盗窃 at 莞城+300
hold #2 for 巡警甲 within 10m because 熟悉现场
report 盗窃 at 莞城+800
close #1
queue
---
under reserved
# The desk waits for a named car; once it goes, the other car is the last of its town and stays.
duty 巡警甲 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 at 莞城+900
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
    巡警甲@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available
      巡警甲 0 m 0 s chosen
      巡警乙 900 m 112 s farther
巡警甲 acks
  08:00:00 巡警甲
    巡警甲@#1: order v1 delivered
report 盗窃 at 莞城+300
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      巡警甲 300 m 38 s on_dispatch
      巡警乙 600 m 75 s reserved
hold #2 for 巡警甲 within 10m because 熟悉现场
  08:00:00 desk
    #2 waits for 巡警甲 until 08:10:00 (熟悉现场)
report 盗窃 at 莞城+800
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      巡警乙 100 m 12 s reserved
      巡警甲 800 m 100 s on_dispatch
close #1
  08:00:00 desk
    巡警甲@#1 ended: stood_down
    #1 closed: Handled
  08:00:00 patrold
    巡警甲@#2 offered by the desk, 300 m 38 s, until 08:01:00, device
      it was held for this unit: 0 available
      巡警甲 300 m 38 s chosen
    #2 is held no more
queue
  #3 level 3 since 08:00:00
