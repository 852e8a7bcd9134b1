duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+500
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 departs
铁骑0012 drops
wait 60s
show 铁骑0012
# The dispatch stays open; after a minute and a half the desk is told.
wait 40s
show 铁骑0012
铁骑0012 connects
铁骑0012 arrives
show #1
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+500
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 500 m 50 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 500 m 50 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0012 drops
  08:00:00 铁骑0012
    铁骑0012 dropped, alarm at 08:01:30
wait 60s
show 铁骑0012
  铁骑0012 铁骑0012@#1 departed, dropped, with 铁骑0012乙 铁骑0012甲
# The dispatch stays open; after a minute and a half the desk is told.
wait 40s
  08:01:30 patrold
    铁骑0012 lost on 铁骑0012@#1
    !1 ALARM contact_lost about #1 铁骑0012@#1 铁骑0012 in 莞城
    铁骑0012 must be heard of by 08:06:30
show 铁骑0012
  铁骑0012 铁骑0012@#1 departed, lost, with 铁骑0012乙 铁骑0012甲
铁骑0012 connects
  08:01:40 铁骑0012
    铁骑0012 connected
铁骑0012 arrives
  08:01:40 铁骑0012
    铁骑0012@#1: arrived
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 arrived, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00, arrived 08:01:40
