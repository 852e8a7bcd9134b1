# 所等单位另有任务，改派他人并告警。 The unit that is waited for goes elsewhere: others are sent.
duty 铁骑01 rider of 莞城 at 莞城+100
report 打架 at 莞城
铁骑01 signs-in
铁骑01 arrives
report 交通事故 at 莞城+10 flags injured,trapped
hold #2 for 铁骑01 within 4h because 就他熟
duty 铁骑02 rider of 莞城 at 莞城+4000
铁骑01 finishes then Transport until 20:00
wait 3600s
show #2
alarms
---
# 所等单位另有任务，改派他人并告警。 The unit that is waited for goes elsewhere: others are sent.
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
report 交通事故 at 莞城+10 flags injured,trapped
  08:00:00 desk
    #2 2026-1123-0002 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: traffic.accident by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 0 available, 1 short, 1 on_dispatch
      铁骑01 90 m 9 s on_dispatch
hold #2 for 铁骑01 within 4h because 就他熟
  08:00:00 desk
    #2 waits for 铁骑01 until 12:00:00 (就他熟)
duty 铁骑02 rider of 莞城 at 莞城+4000
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
铁骑01 finishes then Transport until 20:00
  08:00:00 铁骑01
    铁骑01@#1 ended: finished
    #2 is held no more
    !2 ALARM hold_expired about #2 铁骑01 in 莞城
    铁骑01 out of service: Transport until 20:00:00
  08:00:00 patrold
    铁骑02@#2 offered by policy, 3990 m 399 s, until 08:00:20, device
      一级警情: 1 available, 1 unavailable
      铁骑01 90 m 9 s unavailable
      铁骑02 3990 m 399 s chosen
wait 3600s
  08:00:15 patrold
    铁骑02@#2: order undelivered, use your voice
  08:00:20 patrold
    铁骑02@#2 ended: offer_expired
  08:00:20 patrold
    !3 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 1 available, 1 short, 1 unavailable
      铁骑01 90 m 9 s unavailable
      铁骑02 3990 m 399 s already_tried
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2, notes 0
    铁骑02@#2 offer_expired, 0 odd, order v2 by voice; 
alarms
  shortfall in 莞城: 1 (!3)
  hold_expired in 莞城: 1 (!2)
