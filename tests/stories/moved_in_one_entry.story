# The desk moves a rider from a theft to a fight in one entry; nobody else gets it in between, and the theft waits again.
duty 铁骑0012 rider of 莞城 post 莞城
report 盗窃 at 莞城+100
铁骑0012 departs
report 打架 at 东城
send 铁骑0012 to #2
move 铁骑0012 to #2 because 打架更急
queue
show #1
move 铁骑0012 to #2
铁骑0012 arrives
# Also from a scene, without a reason.
move 铁骑0012 to #1
show #2
duty 铁骑0013 rider of 莞城 post 莞城
# All or none: who is on it already is not moved there.
move 铁骑0012,铁骑0013 to #2
---
# The desk moves a rider from a theft to a fight in one entry; nobody else gets it in between, and the theft waits again.
duty 铁骑0012 rider of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! skipped_steps
report 打架 at 东城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 东城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 东城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
send 铁骑0012 to #2
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
move 铁骑0012 to #2 because 打架更急
  08:00:00 desk
    铁骑0012@#1 ended: recalled (打架更急)
    !2 ALARM unit_left about #1 铁骑0012@#1 铁骑0012 in 莞城
    铁骑0012@#2 offered by the desk, 4231 m 423 s, until 08:00:30, device
      打架更急: 0 available
      铁骑0012 4231 m 423 s chosen, taken off another incident
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
queue
  #1 level 3 since 08:00:00
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, notes 0
    铁骑0012@#1 recalled, 1 odd, order v2 not delivered; departed 08:00:00
move 铁骑0012 to #2
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#2
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#2: arrived ! skipped_steps
# Also from a scene, without a reason.
move 铁骑0012 to #1
  08:00:00 desk
    铁骑0012@#2 ended: recalled (2026-1123-0001)
    !3 ALARM unit_left about #2 铁骑0012@#2 铁骑0012 in 东城
    铁骑0012@#1 offered by the desk, 100 m 10 s, until 08:01:00, device
      : 0 available
      铁骑0012 100 m 10 s chosen, taken off another incident
  08:00:00 patrold
    !4 ALARM shortfall about #2 in 东城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
show #2
  #2 waiting (no_unit_available), level 2, missing 1, reports r2, notes 0
    铁骑0012@#2 recalled, 1 odd, order v2 not delivered; arrived 08:00:00
duty 铁骑0013 rider of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 patrold
    铁骑0013@#2 offered by policy, 4231 m 423 s, until 08:00:30, voice
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
      铁骑0013 4231 m 423 s chosen
  08:00:00 铁骑0013
    铁骑0013 connected
# All or none: who is on it already is not moved there.
move 铁骑0012,铁骑0013 to #2
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0013 is on dispatch 铁骑0013@#2
