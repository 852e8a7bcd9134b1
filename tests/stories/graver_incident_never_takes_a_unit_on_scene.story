under layered
# 已到现场的单位绝不抽调；等级相同的也不抽调。 A unit on scene is never taken, nor one that is on something as grave.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
report 盗窃 at 莞城+900
铁骑0012 acks
铁骑0012 arrives
report 打架 at 莞城+1200
铁骑0013 acks
铁骑0013 signs-in
铁骑0013 departs
report 两抢 at 莞城
show #3
queue
---
under layered
# 已到现场的单位绝不抽调；等级相同的也不抽调。 A unit on scene is never taken, nor one that is on something as grave.
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 盗窃 at 莞城+900
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s farther
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
report 打架 at 莞城+1200
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0013 0 m 0 s chosen
      铁骑0012 300 m 30 s on_dispatch
铁骑0013 acks
  08:00:00 铁骑0013
    铁骑0013@#2: order v1 delivered
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#2: signed_in
铁骑0013 departs
  08:00:00 铁骑0013
    铁骑0013@#2: departed
report 两抢 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #3 in 莞城 (两抢圈层处置)
    r3 filed for #3: criminal.robbery by voice_110
    !2 ALARM shortfall about #3 in 莞城 (2 units of step 1)
    #3 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 2 short, 2 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s on_dispatch
show #3
  #3 waiting (no_unit_available), level 1, missing 3, reports r3, notes 0
queue
  #3 level 1 since 08:00:00
