duty 铁骑0012 rider of 莞城 at 莞城+200
duty 铁骑0013 rider of 莞城 at 莞城+400
report 盗窃 at 莞城
wait 10s
铁骑0012 declines because 车辆故障
铁骑0013 signs-in
# The one that declined is free for others, and is not asked again for this one.
show 铁骑0012
show #1
report 盗窃 at 莞城+100
---
duty 铁骑0012 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+400
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 200 m 20 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 200 m 20 s chosen
      铁骑0013 400 m 40 s farther
wait 10s
铁骑0012 declines because 车辆故障
  08:00:10 铁骑0012
    铁骑0012@#1 ended: declined (车辆故障)
  08:00:10 patrold
    铁骑0013@#1 offered by policy, 400 m 40 s, until 08:01:10, device
      一般警情: 2 available
      铁骑0012 200 m 20 s already_tried
      铁骑0013 400 m 40 s chosen
铁骑0013 signs-in
  08:00:10 铁骑0013
    铁骑0013@#1: signed_in
# The one that declined is free for others, and is not asked again for this one.
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 declined, 0 odd, order v1 delivered 08:00:10; 
    铁骑0013@#1 signed_in, 0 odd, order v1 delivered 08:00:10; signed in 08:00:10
report 盗窃 at 莞城+100
  08:00:10 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:10
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 100 m 10 s, until 08:01:10, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s chosen
      铁骑0013 300 m 30 s on_dispatch
