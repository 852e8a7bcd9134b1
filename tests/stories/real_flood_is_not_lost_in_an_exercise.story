# 演练旁边来了真警情：不并入演练，照常出警。 A real flood beside an exercise is no part of it.
duty 铁骑0012 rider of 莞城 at 莞城+100
report 道路水浸 at 莞城 training
report 道路水浸 at 莞城+50 flags trapped
queue
show #1
---
# 演练旁边来了真警情：不并入演练，照常出警。 A real flood beside an exercise is no part of it.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 道路水浸 at 莞城 training
  08:00:00 desk
    #1 T-2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: disaster.flood by voice_110
report 道路水浸 at 莞城+50 flags trapped
  08:00:00 desk
    #2 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: disaster.flood by voice_110
    铁骑0012@#2 offered by policy, 50 m 5 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 50 m 5 s chosen
queue
  nobody waits
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, notes 0
