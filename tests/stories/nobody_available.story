# 无警可派: it waits with the reasons, and the first that frees up goes.
duty 铁骑0012 rider of 莞城 at 莞城
duty 社区07 community of 莞城 at 莞城
report 两抢 at 莞城
queue
show #1
# Another rider checks in.
duty 铁骑0013 rider of 莞城 at 莞城+300
# It is served when the position is known: at the next look at the queue.
wait 5s
show #1
---
# 无警可派: it waits with the reasons, and the first that frees up goes.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 社区07 community of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 社区07 (community-patrol)
  08:00:00 社区07
    社区07 on duty with 社区07乙 社区07甲
  08:00:00 社区07
    社区07 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:15, device
      两抢双警力: 1 available, 1 short
      铁骑0012 0 m 0 s chosen
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      两抢双警力: 1 available, 1 short
      铁骑0012 0 m 0 s chosen
queue
  #1 level 1 since 08:00:00
show #1
  #1 waiting (no_unit_available), level 1, missing 1, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
# Another rider checks in.
duty 铁骑0013 rider of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
# It is served when the position is known: at the next look at the queue.
wait 5s
  08:00:05 patrold
    铁骑0013@#1 offered by policy, 300 m 30 s, until 08:00:20, device
      两抢双警力: 1 available, 1 on_dispatch
      铁骑0012 0 m 0 s on_dispatch
      铁骑0013 300 m 30 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
