# Who calls again about what is closed, or hours later, is not taken to mean the old incident.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城 phone 13800138000
close #1 because 已散
report 打架 at 莞城+100 phone 13800138000
report 盗窃 at 莞城+2000 phone 13900139000
wait 61m
report 盗窃 at 莞城+2100 phone 13900139000
report 盗窃 at 莞城+2200 phone 13900139000
---
# Who calls again about what is closed, or hours later, is not taken to mean the old incident.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
close #1 because 已散
  08:00:00 desk
    铁骑0012@#1 ended: stood_down (已散)
    #1 closed: Handled
report 打架 at 莞城+100 phone 13800138000
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0012@#2 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 100 m 10 s chosen
report 盗窃 at 莞城+2000 phone 13900139000
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 2000 m 200 s on_dispatch
wait 61m
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
    铁骑0012@#2: order undelivered, use your voice
  08:00:30 patrold
    铁骑0012@#2 ended: offer_expired
  08:00:30 patrold
    铁骑0012@#3 offered by policy, 2000 m 200 s, until 08:01:30, device
      一般警情: 1 available
      铁骑0012 2000 m 200 s chosen
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short
      铁骑0012 100 m 10 s already_tried
  08:00:45 patrold
    铁骑0012@#3: order undelivered, use your voice
  08:01:30 patrold
    铁骑0012@#3 ended: offer_expired
  08:01:30 patrold
    #3 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 2000 m 200 s already_tried
report 盗窃 at 莞城+2100 phone 13900139000
  09:01:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 09:01:00
    r4 filed for #4: criminal.theft by voice_110
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 no_position
report 盗窃 at 莞城+2200 phone 13900139000
  09:01:00 desk
    #5 2026-1123-0005 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 09:01:00
    r5 filed for #5: criminal.theft by voice_110
    r5 of #5 may be #4: same_caller, same caller
    !2 ALARM duplicate_proposed about #5 r5 in the city (of 2026-1123-0004: same caller)
    #5 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 no_position
