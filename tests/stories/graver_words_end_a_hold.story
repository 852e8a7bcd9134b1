# 等某单位的警情升级，不再等。 What turns out graver waits for nobody in particular.
duty 铁骑02 rider of 莞城 at 莞城+200
report 打架 at 莞城
铁骑02 signs-in
铁骑02 arrives
report 盗窃 at 莞城+100
hold #2 for 铁骑02 within 3h because 就他熟
duty 铁骑03 rider of 莞城 at 莞城+100
amend r2 flags weapon
show #2
wait 600s
alarms
show #2
---
# 等某单位的警情升级，不再等。 What turns out graver waits for nobody in particular.
duty 铁骑02 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑02@#1 offered by policy, 200 m 20 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑02 200 m 20 s chosen
铁骑02 signs-in
  08:00:00 铁骑02
    铁骑02@#1: signed_in
铁骑02 arrives
  08:00:00 铁骑02
    铁骑02@#1: arrived ! skipped_steps
report 盗窃 at 莞城+100
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑02 100 m 10 s on_dispatch
hold #2 for 铁骑02 within 3h because 就他熟
  08:00:00 desk
    #2 waits for 铁骑02 until 11:00:00 (就他熟)
duty 铁骑03 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑03 (iron-riders)
  08:00:00 铁骑03
    铁骑03 on duty with 铁骑03乙 铁骑03甲
  08:00:00 铁骑03
    铁骑03 connected
amend r2 flags weapon
  08:00:00 desk
    r2 amended
    #2 is held no more
    #2 is now criminal.theft level 1 police_dispatch by rule 有人持械 [flag weapon], needs 1
  08:00:00 patrold
    铁骑03@#2 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 1 available, 1 on_dispatch
      铁骑03 0 m 0 s chosen
      铁骑02 100 m 10 s on_dispatch
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑03@#2 offered, 0 odd, order v1 not delivered; 
wait 600s
  08:00:15 patrold
    铁骑03@#2: order undelivered, use your voice
  08:00:20 patrold
    铁骑03@#2 ended: offer_expired
  08:00:20 patrold
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一级警情: 1 available, 1 short, 1 on_dispatch
      铁骑03 0 m 0 s already_tried
      铁骑02 100 m 10 s on_dispatch
alarms
  shortfall in 莞城: 1 (!1)
show #2
  #2 waiting (no_unit_available), level 1, missing 1, reports r2, notes 0
    铁骑03@#2 offer_expired, 0 odd, order v2 by voice; 
