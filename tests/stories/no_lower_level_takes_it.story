# A robbery waits for its second unit. The rider who has just been seen goes there, though the theft is next door.
duty 铁骑0012 rider of 莞城 post 莞城
report 两抢 at 虎门
duty 铁骑0013 rider of 莞城
show #1
fix 铁骑0013 at 莞城
report 盗窃 at 莞城
queue
---
# A robbery waits for its second unit. The rider who has just been seen goes there, though the theft is next door.
duty 铁骑0012 rider of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 两抢 at 虎门
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 虎门, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 26763 m 2676 s, until 08:00:15, device
      两抢双警力: 1 available, 1 short
      铁骑0012 26763 m 2676 s chosen
    !1 ALARM shortfall about #1 in 虎门 (1 units of step 1)
    #1 waits: no_unit_available
      两抢双警力: 1 available, 1 short
      铁骑0012 26763 m 2676 s chosen
duty 铁骑0013 rider of 莞城
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
fix 铁骑0013 at 莞城
report 盗窃 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#1 offered by policy, 26763 m 2676 s, until 08:00:15, device
      两抢双警力: 1 available, 1 on_dispatch
      铁骑0012 26763 m 2676 s on_dispatch
      铁骑0013 26763 m 2676 s chosen
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
      铁骑0013 0 m 0 s needed_elsewhere
queue
  #2 level 3 since 08:00:00
