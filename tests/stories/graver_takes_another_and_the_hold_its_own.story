under reserved
# 两车同时空出，重的得近的，等的得所等的。 Two riders come free at once: the accident gets the one that is nearer to it, the fight the
# one that it waits for by name, and the theft nobody, for the third is the last of its town.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
duty 铁骑0014 rider of 莞城 at 莞城+1500
report 交通事故 at 莞城 flags injured,trapped
report 交通事故 at 莞城+900 flags injured,trapped
report 交通事故 at 莞城+1500 flags injured,trapped
铁骑0012 acks
铁骑0013 acks
铁骑0014 acks
report 打架 at 莞城+200
hold #4 for 铁骑0012 within 1h because 熟悉当事人
report 盗窃 at 莞城+100
report 交通事故 at 莞城+1000 flags injured,trapped
close-all #1,#2,#3
show #4
queue
---
under reserved
# 两车同时空出，重的得近的，等的得所等的。 Two riders come free at once: the accident gets the one that is nearer to it, the fight the
# one that it waits for by name, and the theft nobody, for the third is the last of its town.
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
duty 铁骑0014 rider of 莞城 at 莞城+1500
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 交通事故 at 莞城 flags injured,trapped
  08:00:00 desk
    #1 2026-1123-0001 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: traffic.accident by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 3 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
      铁骑0014 1500 m 150 s farther
report 交通事故 at 莞城+900 flags injured,trapped
  08:00:00 desk
    #2 2026-1123-0002 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: traffic.accident by voice_110
    铁骑0013@#2 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 2 available, 1 on_dispatch
      铁骑0013 0 m 0 s chosen
      铁骑0014 600 m 60 s farther
      铁骑0012 900 m 90 s on_dispatch
report 交通事故 at 莞城+1500 flags injured,trapped
  08:00:00 desk
    #3 2026-1123-0003 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: traffic.accident by voice_110
    铁骑0014@#3 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 1 available, 2 on_dispatch
      铁骑0014 0 m 0 s chosen
      铁骑0013 600 m 60 s on_dispatch
      铁骑0012 1500 m 150 s on_dispatch
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#2: order v1 delivered
铁骑0014 acks
  08:00:00 铁骑0014
    铁骑0014@#3: order v1 delivered
report 打架 at 莞城+200
  08:00:00 desk
    #4 2026-1123-0004 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: order.fight by voice_110
    !1 ALARM shortfall about #4 in 莞城 (1 units of step 1)
    #4 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 3 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s on_dispatch
      铁骑0014 1300 m 130 s on_dispatch
hold #4 for 铁骑0012 within 1h because 熟悉当事人
  08:00:00 desk
    #4 waits for 铁骑0012 until 09:00:00 (熟悉当事人)
report 盗窃 at 莞城+100
  08:00:00 desk
    #5 2026-1123-0005 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r5 filed for #5: criminal.theft by voice_110
    #5 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 800 m 80 s on_dispatch
      铁骑0014 1400 m 140 s on_dispatch
report 交通事故 at 莞城+1000 flags injured,trapped
  08:00:00 desk
    #6 2026-1123-0006 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r6 filed for #6: traffic.accident by voice_110
    !2 ALARM shortfall about #6 in 莞城 (1 units of step 1)
    #6 waits: no_unit_available
      一级警情: 0 available, 1 short, 3 on_dispatch
      铁骑0013 100 m 10 s on_dispatch
      铁骑0014 500 m 50 s on_dispatch
      铁骑0012 1000 m 100 s on_dispatch
close-all #1,#2,#3
  08:00:00 desk
    铁骑0012@#1 ended: stood_down
    #1 closed: Handled
    铁骑0013@#2 ended: stood_down
    #2 closed: Handled
    铁骑0014@#3 ended: stood_down
    #3 closed: Handled
  08:00:00 patrold
    铁骑0013@#6 offered by policy, 100 m 10 s, until 08:00:20, device
      一级警情: 3 available
      铁骑0013 100 m 10 s chosen
      铁骑0014 500 m 50 s farther
      铁骑0012 1000 m 100 s needed_elsewhere
    铁骑0012@#4 offered by the desk, 200 m 20 s, until 08:00:30, device
      it was held for this unit: 0 available
      铁骑0012 200 m 20 s chosen
    #4 is held no more
show #4
  #4 responding, level 2, missing 0, reports r4, notes 0
    铁骑0012@#4 offered, 0 odd, order v1 not delivered; 
queue
  #5 level 3 since 08:00:00
