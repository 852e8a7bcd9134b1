# A robbery and a theft each wait for a unit by name. The robbery needs another unit besides, so the one that the theft
# waits for goes to the robbery.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城
report 打架 at 莞城+5000
report 盗窃 at 莞城+900
report 两抢 at 莞城+200
hold #4 for 铁骑0012 within 10m because 熟悉现场
hold #3 for 铁骑0013 within 10m because 失主认识
wait 1m
---
# A robbery and a theft each wait for a unit by name. The robbery needs another unit besides, so the one that the theft
# waits for goes to the robbery.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
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
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
report 打架 at 莞城+5000
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 4100 m 410 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0013 4100 m 410 s chosen
      铁骑0012 5000 m 500 s on_dispatch
report 盗窃 at 莞城+900
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 900 m 90 s on_dispatch
report 两抢 at 莞城+200
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r4 filed for #4: criminal.robbery by voice_110
    !1 ALARM shortfall about #4 in 莞城 (2 units of step 1)
    #4 waits: no_unit_available
      两抢双警力: 0 available, 2 short, 2 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s on_dispatch
hold #4 for 铁骑0012 within 10m because 熟悉现场
  08:00:00 desk
    #4 waits for 铁骑0012 until 08:10:00 (熟悉现场)
hold #3 for 铁骑0013 within 10m because 失主认识
  08:00:00 desk
    #3 waits for 铁骑0013 until 08:10:00 (失主认识)
wait 1m
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
    铁骑0013@#2: order undelivered, use your voice
  08:00:30 patrold
    铁骑0012@#1 ended: offer_expired
    铁骑0013@#2 ended: offer_expired
  08:00:30 patrold
    铁骑0012@#4 offered by the desk, 200 m 20 s, until 08:00:45, device
      it was held for this unit: 0 available
      铁骑0012 200 m 20 s chosen
    #4 is held no more
    铁骑0013@#4 offered by policy, 700 m 70 s, until 08:00:45, device
      两抢双警力: 2 available
      铁骑0012 200 m 20 s needed_elsewhere
      铁骑0013 700 m 70 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 2 available, 1 short
      铁骑0012 0 m 0 s needed_elsewhere
      铁骑0013 900 m 90 s needed_elsewhere
    !3 ALARM shortfall about #2 in the city (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 2 available, 1 short
      铁骑0013 4100 m 410 s already_tried
      铁骑0012 5000 m 500 s needed_elsewhere
  08:00:45 patrold
    铁骑0012@#4 ended: offer_expired
    铁骑0013@#4 ended: offer_expired
    铁骑0012@#4: order undelivered, use your voice
    铁骑0013@#4: order undelivered, use your voice
  08:00:45 patrold
    铁骑0013@#1 offered by policy, 900 m 90 s, until 08:01:15, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s chosen
    铁骑0012@#2 offered by policy, 5000 m 500 s, until 08:01:15, device
      打架斗殴: 2 available
      铁骑0013 4100 m 410 s already_tried
      铁骑0012 5000 m 500 s chosen
    !4 ALARM shortfall about #4 in 莞城 (2 units of step 1)
    #4 waits: no_unit_available
      两抢双警力: 2 available, 2 short
      铁骑0012 200 m 20 s already_tried
      铁骑0013 700 m 70 s already_tried
  08:01:00 patrold
    铁骑0013@#1: order undelivered, use your voice
    铁骑0012@#2: order undelivered, use your voice
