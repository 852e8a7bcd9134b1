# Who waits for a unit by name goes on waiting when its kind is put right, and no longer when it turns out graver.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城
铁骑0012 acks
report 盗窃 at 莞城+300
hold #2 for 铁骑0012 within 10m because 熟悉现场
classify #2 type 求助 level 3 because 没有被偷
classify #2 level 2 because 有人受伤
show #2
---
# Who waits for a unit by name goes on waiting when its kind is put right, and no longer when it turns out graver.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
report 盗窃 at 莞城+300
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
hold #2 for 铁骑0012 within 10m because 熟悉现场
  08:00:00 desk
    #2 waits for 铁骑0012 until 08:10:00 (熟悉现场)
classify #2 type 求助 level 3 because 没有被偷
  08:00:00 desk
    #2 is now help level 3 police_dispatch by word: 没有被偷, needs 1
classify #2 level 2 because 有人受伤
  08:00:00 desk
    #2 is held no more
    #2 is now help level 2 police_dispatch by word: 有人受伤, needs 1
  08:00:00 patrold
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
show #2
  #2 waiting (no_unit_available), level 2, missing 1, reports r2, notes 0
