under layered
# 塘厦三、四级由调度员确认，二级由人工选派；超时提醒。 In one town a person confirms, or chooses; the desk is reminded.
duty 巡警甲 patrol of 塘厦 at 塘厦+100
report 盗窃 at 塘厦
report 打架 at 塘厦+300
wait 60s
queue
send 巡警甲 to #1
queue
---
under layered
# 塘厦三、四级由调度员确认，二级由人工选派；超时提醒。 In one town a person confirms, or chooses; the desk is reminded.
duty 巡警甲 patrol of 塘厦 at 塘厦+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
report 盗窃 at 塘厦
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 塘厦, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: needs_confirmation, again at 08:01:00
      一般警情: 1 available
      巡警甲 100 m 12 s chosen
report 打架 at 塘厦+300
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 塘厦, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    #2 waits: manual, again at 08:01:00
wait 60s
  08:01:00 patrold
    #1 waits: needs_confirmation
      一般警情: 1 available
      巡警甲 100 m 12 s chosen
    !1 ALARM confirmation_overdue about #1 in 塘厦
    #2 waits: manual
    !2 ALARM confirmation_overdue about #2 in 塘厦
queue
  #2 level 2 since 08:00:00, #1 level 3 since 08:00:00
send 巡警甲 to #1
  08:01:00 desk
    巡警甲@#1 offered by the desk, 100 m 12 s, until 08:02:00, device
      : 0 available
      巡警甲 100 m 12 s chosen
queue
  #2 level 2 since 08:00:00
