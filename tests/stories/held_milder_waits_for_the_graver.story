# A robbery and a theft each wait for a unit by name, and both come free at once. The robbery needs another unit besides,
# so the one that the theft waits for goes to the robbery.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城
send 铁骑0013 to #1 because 人多
report 盗窃 at 莞城+900
report 两抢 at 莞城+200
hold #3 for 铁骑0012 within 10m because 熟悉现场
hold #2 for 铁骑0013 within 10m because 失主认识
close #1
# A theft that needs nobody else lets another theft have its own.
duty 铁骑0014 rider of 南城 at 南城
duty 铁骑0015 rider of 南城 at 南城+900
report 打架 at 南城
send 铁骑0015 to #4 because 人多
report 盗窃 at 南城+100
report 盗窃 at 南城+800
hold #5 for 铁骑0014 within 10m because 熟悉现场
hold #6 for 铁骑0015 within 10m because 失主认识
close #4
---
# A robbery and a theft each wait for a unit by name, and both come free at once. The robbery needs another unit besides,
# so the one that the theft waits for goes to the robbery.
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
send 铁骑0013 to #1 because 人多
  08:00:00 desk
    铁骑0013@#1 offered by the desk, 900 m 90 s, until 08:00:30, device
      人多: 0 available
      铁骑0013 900 m 90 s chosen
report 盗窃 at 莞城+900
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 900 m 90 s on_dispatch
report 两抢 at 莞城+200
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r3 filed for #3: criminal.robbery by voice_110
    !1 ALARM shortfall about #3 in 莞城 (2 units of step 1)
    #3 waits: no_unit_available
      两抢双警力: 0 available, 2 short, 2 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s on_dispatch
hold #3 for 铁骑0012 within 10m because 熟悉现场
  08:00:00 desk
    #3 waits for 铁骑0012 until 08:10:00 (熟悉现场)
hold #2 for 铁骑0013 within 10m because 失主认识
  08:00:00 desk
    #2 waits for 铁骑0013 until 08:10:00 (失主认识)
close #1
  08:00:00 desk
    铁骑0012@#1 ended: stood_down
    铁骑0013@#1 ended: stood_down
    #1 closed: Handled
  08:00:00 patrold
    铁骑0012@#3 offered by the desk, 200 m 20 s, until 08:00:15, device
      it was held for this unit: 0 available
      铁骑0012 200 m 20 s chosen
    #3 is held no more
    铁骑0013@#3 offered by policy, 700 m 70 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 200 m 20 s needed_elsewhere
      铁骑0013 700 m 70 s chosen
# A theft that needs nobody else lets another theft have its own.
duty 铁骑0014 rider of 南城 at 南城
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
duty 铁骑0015 rider of 南城 at 南城+900
  08:00:00 local-administrator
    roster: 铁骑0015 (iron-riders)
  08:00:00 铁骑0015
    铁骑0015 on duty with 铁骑0015乙 铁骑0015甲
  08:00:00 铁骑0015
    铁骑0015 connected
report 打架 at 南城
  08:00:00 desk
    #4 2026-1123-0004 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 南城, needs 1, clock from 08:00:00
    r4 filed for #4: order.fight by voice_110
    铁骑0014@#4 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available, 2 on_dispatch
      铁骑0014 0 m 0 s chosen
      铁骑0015 900 m 90 s farther
      铁骑0012 3897 m 390 s on_dispatch
      铁骑0013 4796 m 480 s on_dispatch
send 铁骑0015 to #4 because 人多
  08:00:00 desk
    铁骑0015@#4 offered by the desk, 900 m 90 s, until 08:00:30, device
      人多: 0 available
      铁骑0015 900 m 90 s chosen
report 盗窃 at 南城+100
  08:00:00 desk
    #5 2026-1123-0005 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 南城, needs 1, clock from 08:00:00
    r5 filed for #5: criminal.theft by voice_110
    #5 waits: no_unit_available
      一般警情: 0 available, 1 short, 4 on_dispatch
      铁骑0014 100 m 10 s on_dispatch
      铁骑0015 800 m 80 s on_dispatch
      铁骑0012 3797 m 380 s on_dispatch
      铁骑0013 4696 m 470 s on_dispatch
report 盗窃 at 南城+800
  08:00:00 desk
    #6 2026-1123-0006 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 南城, needs 1, clock from 08:00:00
    r6 filed for #6: criminal.theft by voice_110
    #6 waits: no_unit_available
      一般警情: 0 available, 1 short, 4 on_dispatch
      铁骑0015 100 m 10 s on_dispatch
      铁骑0014 800 m 80 s on_dispatch
      铁骑0012 3099 m 310 s on_dispatch
      铁骑0013 3997 m 400 s on_dispatch
hold #5 for 铁骑0014 within 10m because 熟悉现场
  08:00:00 desk
    #5 waits for 铁骑0014 until 08:10:00 (熟悉现场)
hold #6 for 铁骑0015 within 10m because 失主认识
  08:00:00 desk
    #6 waits for 铁骑0015 until 08:10:00 (失主认识)
close #4
  08:00:00 desk
    铁骑0014@#4 ended: stood_down
    铁骑0015@#4 ended: stood_down
    #4 closed: Handled
  08:00:00 patrold
    铁骑0014@#5 offered by the desk, 100 m 10 s, until 08:01:00, device
      it was held for this unit: 0 available
      铁骑0014 100 m 10 s chosen
    #5 is held no more
    铁骑0015@#6 offered by the desk, 100 m 10 s, until 08:01:00, device
      it was held for this unit: 0 available
      铁骑0015 100 m 10 s chosen
    #6 is held no more
