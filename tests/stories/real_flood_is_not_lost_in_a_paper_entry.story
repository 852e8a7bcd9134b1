# 补录的旧警情不吞掉新的报警。 A paper entry of something long over does not swallow a new call.
duty 铁骑0012 rider of 莞城 at 莞城+100
late 07:30: report 道路水浸 at 莞城
report 道路水浸 at 莞城+50 flags trapped
queue
show #1
---
# 补录的旧警情不吞掉新的报警。 A paper entry of something long over does not swallow a new call.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
late 07:30: report 道路水浸 at 莞城
  08:00:00 desk, happened 07:30:00, entered late
    #1 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 0, clock from 07:30:00
    r1 filed for #1: disaster.flood by voice_110
report 道路水浸 at 莞城+50 flags trapped
  08:00:00 desk
    #2 2026-1123-0002 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: disaster.flood by voice_110
    铁骑0012@#2 offered by policy, 50 m 5 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 50 m 5 s chosen
queue
  nobody waits
show #1
  #1 awaiting_decision, level 3, missing 0, reports r1, notes 0
