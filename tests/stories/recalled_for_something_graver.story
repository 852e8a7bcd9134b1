# The desk takes a rider off a theft; the robbery that waits gets it.
duty 铁骑0012 rider of 莞城 post 莞城
report 盗窃 at 莞城+100
铁骑0012 signs-in
report 打架 at 东城
recall 铁骑0012 because 打架更急
queue
show #1
---
# The desk takes a rider off a theft; the robbery that waits gets it.
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
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
report 打架 at 东城
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 东城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 东城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch
      铁骑0012 4231 m 423 s on_dispatch
recall 铁骑0012 because 打架更急
  08:00:00 desk
    铁骑0012@#1 ended: recalled (打架更急)
  08:00:00 patrold
    铁骑0012@#2 offered by policy, 4231 m 423 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 4231 m 423 s chosen
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 100 m 10 s already_tried
queue
  #1 level 3 since 08:00:00
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, notes 0
    铁骑0012@#1 recalled, 0 odd, order v2 not delivered; signed in 08:00:00
