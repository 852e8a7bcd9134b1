# A unit beyond the border is not chosen, though it is the nearest that is known.
duty 铁骑0012 rider of 塘厦 at 22.59,114.08
duty 铁骑0013 rider of 塘厦 at 塘厦+3000
report 打架 at 22.61,114.08
report 打架 at 22.61,114.08
---
# A unit beyond the border is not chosen, though it is the nearest that is known.
duty 铁骑0012 rider of 塘厦 at 22.59,114.08
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 塘厦 at 塘厦+3000
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 22.61,114.08
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0013@#1 offered by policy, 25239 m 2524 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 2224 m 222 s outside_service_area
      铁骑0013 25239 m 2524 s chosen
report 打架 at 22.61,114.08
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in the city (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short, 1 on_dispatch
      铁骑0012 2224 m 222 s outside_service_area
      铁骑0013 25239 m 2524 s on_dispatch
