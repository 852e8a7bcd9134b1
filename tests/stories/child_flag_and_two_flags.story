# 勾选: one tick for a child; two ticks together for someone who is injured and trapped.
duty 铁骑0012 rider of 莞城 at 莞城
report 求助 at 莞城
close #1 because 办结
report 求助 at 莞城 flags child
close #2 because 办结
report 交通事故 at 莞城 flags injured
close #3 because 办结
report 交通事故 at 莞城 flags injured,trapped
---
# 勾选: one tick for a child; two ticks together for someone who is injured and trapped.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 求助 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: help level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: help by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
close #1 because 办结
  08:00:00 desk
    铁骑0012@#1 ended: stood_down (办结)
    #1 closed: Handled
report 求助 at 莞城 flags child
  08:00:00 desk
    #2 2026-1123-0002 opened: help level 2 police_dispatch by rule 涉及儿童 [flag child], 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: help by voice_110
    铁骑0012@#2 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
close #2 because 办结
  08:00:00 desk
    铁骑0012@#2 ended: stood_down (办结)
    #2 closed: Handled
report 交通事故 at 莞城 flags injured
  08:00:00 desk
    #3 2026-1123-0003 opened: traffic.accident level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: traffic.accident by voice_110
    铁骑0012@#3 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
close #3 because 办结
  08:00:00 desk
    铁骑0012@#3 ended: stood_down (办结)
    #3 closed: Handled
report 交通事故 at 莞城 flags injured,trapped
  08:00:00 desk
    #4 2026-1123-0004 opened: traffic.accident level 1 police_dispatch by rule 受伤且被困 [flag injured; flag trapped], 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: traffic.accident by voice_110
    铁骑0012@#4 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 1 available
      铁骑0012 0 m 0 s chosen
