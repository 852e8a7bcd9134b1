# 两起警情等同一单位，重的先得。 Two incidents are held for one unit: the graver gets it.
duty 铁骑01 rider of 莞城 at 莞城+100
report 打架 at 莞城
铁骑01 signs-in
铁骑01 arrives
report 盗窃 at 莞城+4000
hold #2 for 铁骑01 within 1h because 就他熟
report 交通事故 at 莞城+10 flags injured,trapped
hold #3 for 铁骑01 within 1h because 就他熟
show #3
铁骑01 finishes
show #3
show #2
---
# 两起警情等同一单位，重的先得。 Two incidents are held for one unit: the graver gets it.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑01@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑01 100 m 10 s chosen
铁骑01 signs-in
  08:00:00 铁骑01
    铁骑01@#1: signed_in
铁骑01 arrives
  08:00:00 铁骑01
    铁骑01@#1: arrived ! skipped_steps
report 盗窃 at 莞城+4000
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑01 3900 m 390 s on_dispatch
hold #2 for 铁骑01 within 1h because 就他熟
  08:00:00 desk
    #2 waits for 铁骑01 until 09:00:00 (就他熟)
report 交通事故 at 莞城+10 flags injured,trapped
  08:00:00 desk
    #3 2026-1123-0003 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: traffic.accident by voice_110
    !1 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      一级警情: 0 available, 1 short, 1 on_dispatch
      铁骑01 90 m 9 s on_dispatch
hold #3 for 铁骑01 within 1h because 就他熟
  08:00:00 desk
    #3 waits for 铁骑01 until 09:00:00 (就他熟)
show #3
  #3 awaiting_decision, level 1, missing 0, reports r3, notes 0
铁骑01 finishes
  08:00:00 铁骑01
    铁骑01@#1 ended: finished
  08:00:00 patrold
    铁骑01@#3 offered by the desk, 90 m 9 s, until 08:00:20, device
      it was held for this unit: 0 available
      铁骑01 90 m 9 s chosen
    #3 is held no more
show #3
  #3 responding, level 1, missing 0, reports r3, notes 0
    铁骑01@#3 offered, 0 odd, order v1 not delivered; 
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
