under layered
# 调度员亲自派的单位不被自动抽调。 A unit that a dispatcher chose is not taken by the daemon.
duty 铁骑0012 rider of 莞城 at 莞城+900
report 纠纷 at 莞城+900
send 铁骑0012 to #1 because 家属要求
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 departs
report 两抢 at 莞城
queue
---
under layered
# 调度员亲自派的单位不被自动抽调。 A unit that a dispatcher chose is not taken by the daemon.
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 纠纷 at 莞城+900
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
send 铁骑0012 to #1 because 家属要求
  08:00:00 desk
    铁骑0012@#1 offered by the desk, 0 m 0 s, until 08:02:00, device
      家属要求: 0 available
      铁骑0012 0 m 0 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
report 两抢 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    r2 filed for #2: criminal.robbery by voice_110
    !2 ALARM shortfall about #2 in 莞城 (2 units of step 1)
    #2 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 2 short, 1 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
queue
  #2 level 1 since 08:00:00
