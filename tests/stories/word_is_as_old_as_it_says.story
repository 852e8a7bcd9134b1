# A word on where a unit is counts from when it was so: what stood on paper moves nobody now, and what is older than a fix yields to it.
duty 铁骑0012 rider of 莞城
duty 铁骑0013 rider of 莞城
at 10:00
fix 铁骑0012 at 莞城+2000
late 08:00: place 铁骑0012 at 莞城
happened 09:59: place 铁骑0012 at 莞城
report 打架 at 莞城
铁骑0012 signs-in
# The other has no place at all: paper does not give it one, what was said a minute ago does, for as long as a fix would.
late 09:59: place 铁骑0013 at 莞城+100
report 打架 at 莞城
happened 09:59: place 铁骑0013 at 莞城+100
queue
铁骑0013 declines
wait 61s
report 打架 at 莞城
---
# A word on where a unit is counts from when it was so: what stood on paper moves nobody now, and what is older than a fix yields to it.
duty 铁骑0012 rider of 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
at 10:00
fix 铁骑0012 at 莞城+2000
late 08:00: place 铁骑0012 at 莞城
  10:00:00 desk, happened 08:00:00, entered late
    铁骑0012 placed at 23.045000,113.752000
happened 09:59: place 铁骑0012 at 莞城
  10:00:00 desk, happened 09:59:00
    铁骑0012 placed at 23.045000,113.752000
report 打架 at 莞城
  10:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 10:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 2000 m 200 s, until 10:00:30, device
      打架斗殴: 1 available, 1 no_position
      铁骑0012 2000 m 200 s chosen
铁骑0012 signs-in
  10:00:00 铁骑0012
    铁骑0012@#1: signed_in
# The other has no place at all: paper does not give it one, what was said a minute ago does, for as long as a fix would.
late 09:59: place 铁骑0013 at 莞城+100
  10:00:00 desk, happened 09:59:00, entered late
    铁骑0013 placed at 23.045899,113.752000
report 打架 at 莞城
  10:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 10:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch, 1 no_position
      铁骑0012 2000 m 200 s on_dispatch
happened 09:59: place 铁骑0013 at 莞城+100
  10:00:00 desk, happened 09:59:00
    铁骑0013 placed at 23.045899,113.752000
  10:00:00 patrold
    铁骑0013@#2 offered by policy, 100 m 10 s, until 10:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0013 100 m 10 s chosen
      铁骑0012 2000 m 200 s on_dispatch
queue
  nobody waits
铁骑0013 declines
  10:00:00 铁骑0013
    铁骑0013@#2 ended: declined
  10:00:00 patrold
    !2 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short, 1 on_dispatch
      铁骑0013 100 m 10 s already_tried
      铁骑0012 2000 m 200 s on_dispatch
wait 61s
report 打架 at 莞城
  10:01:01 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 10:01:01
    r3 filed for #3: order.fight by voice_110
    !3 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch, 1 no_position
      铁骑0012 2000 m 200 s on_dispatch
