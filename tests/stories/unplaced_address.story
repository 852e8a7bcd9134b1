# 地址不详: nobody is refused for want of a place; a person places it.
duty 铁骑0012 rider of 莞城 at 莞城
report 两抢
queue
show #1
wait 20s
relocate #1 to 莞城+700 because 老张认得那个路口
show #1
---
# 地址不详: nobody is refused for want of a place; a person places it.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 两抢
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, no zone, needs 2, clock from 08:00:00
    !1 ALARM decision_needed about #1 in the city (unplaced)
    r1 filed for #1: criminal.robbery by voice_110
queue
  #1 level 1 since 08:00:00
show #1
  #1 waiting (unplaced), level 1, missing 2, reports r1, notes 0
wait 20s
relocate #1 to 莞城+700 because 老张认得那个路口
  08:00:20 desk
    #1 is at 23.051295,113.752000 in 莞城 (老张认得那个路口)
  08:00:20 patrold
    铁骑0012@#1 offered by policy, 700 m 70 s, until 08:00:35, device
      两抢双警力: 1 available, 1 short
      铁骑0012 700 m 70 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢双警力: 1 available, 1 short
      铁骑0012 700 m 70 s chosen
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
