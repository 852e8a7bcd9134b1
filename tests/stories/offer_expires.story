# Nobody signs in within a minute: the next nearest is asked.
duty 铁骑0012 rider of 莞城 at 莞城+200
duty 铁骑0013 rider of 莞城 at 莞城+400
report 盗窃 at 莞城
铁骑0012 acks
wait 61s
铁骑0013 acks
铁骑0013 signs-in
# The device of the first is told that its order is void, until it has heard.
show 铁骑0012
铁骑0012 acks
show 铁骑0012
---
# Nobody signs in within a minute: the next nearest is asked.
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
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
wait 61s
  08:01:00 patrold
    铁骑0012@#1 ended: offer_expired
  08:01:00 patrold
    铁骑0013@#1 offered by policy, 400 m 40 s, until 08:02:00, device
      一般警情: 2 available
      铁骑0012 200 m 20 s already_tried
      铁骑0013 400 m 40 s chosen
铁骑0013 acks
  08:01:01 铁骑0013
    铁骑0013@#1: order v1 delivered
铁骑0013 signs-in
  08:01:01 铁骑0013
    铁骑0013@#1: signed_in
# The device of the first is told that its order is void, until it has heard.
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v2
铁骑0012 acks
  08:01:01 铁骑0012
    铁骑0012@#1: order v2 delivered
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
