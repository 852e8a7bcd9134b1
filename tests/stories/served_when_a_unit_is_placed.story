# 只有电台的巡逻车，没有定位: on duty with no position, it cannot be chosen until the desk places it by voice.
duty 巡逻21 patrol of 莞城 voice
report 打架 at 莞城
place 巡逻21 at 莞城+600
show #1
---
# 只有电台的巡逻车，没有定位: on duty with no position, it cannot be chosen until the desk places it by voice.
duty 巡逻21 patrol of 莞城 voice
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 no_position
place 巡逻21 at 莞城+600
  08:00:00 desk
    巡逻21 placed at 23.050396,113.752000
  08:00:00 patrold
    巡逻21@#1 offered by policy, 600 m 75 s, until 08:00:30, voice
      打架斗殴: 1 available
      巡逻21 600 m 75 s chosen
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    巡逻21@#1 offered, 0 odd, order v1 by voice; 
