# Whoever takes somebody in is not free in between, and is missed when it does not come back.
duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+100
report 盗窃 at 莞城+200
铁骑0012 signs-in
铁骑0012 arrives
铁骑0012 finishes then Transport until 11:00 because 送看守所
show 铁骑0012
queue
close #1
at 12:00
show 铁骑0012
fix 铁骑0012 at 莞城+300
铁骑0012 back
show #2
---
# Whoever takes somebody in is not free in between, and is missed when it does not come back.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
report 盗窃 at 莞城+200
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 finishes then Transport until 11:00 because 送看守所
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished (送看守所)
    铁骑0012 out of service: Transport until 11:00:00
show 铁骑0012
  铁骑0012 out of service (Transport), connected, with 铁骑0012乙 铁骑0012甲
queue
  #2 level 3 since 08:00:00
close #1
  08:00:00 desk
    #1 closed: Handled
at 12:00
  11:00:00 patrold
    铁骑0012 is overdue
    !1 ALARM transport_overdue about 铁骑0012 in 莞城
show 铁骑0012
  铁骑0012 out of service (Transport), connected, with 铁骑0012乙 铁骑0012甲, overdue
fix 铁骑0012 at 莞城+300
铁骑0012 back
  12:00:00 铁骑0012
    铁骑0012 available
  12:00:00 patrold
    铁骑0012@#2 offered by policy, 100 m 10 s, until 12:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
show #2
  #2 responding, level 3, missing 0, reports r2, notes 0
    铁骑0012@#2 offered, 0 odd, order v1 not delivered; 
