# 真火警不因演练而等待。 A real fire does not wait for an exercise.
duty 铁骑01 rider of 莞城 at 莞城+100
duty 铁骑02 rider of 莞城 at 莞城+200
report 火灾 at 莞城 training
send 铁骑01 to #1 because 演习
report 火灾 at 莞城+50
show #2
wait 61s
---
# 真火警不因演练而等待。 A real fire does not wait for an exercise.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
duty 铁骑02 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑02 (iron-riders)
  08:00:00 铁骑02
    铁骑02 on duty with 铁骑02乙 铁骑02甲
  08:00:00 铁骑02
    铁骑02 connected
report 火灾 at 莞城 training
  08:00:00 desk
    #1 T-2026-1123-0001 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: fire by voice_110
send 铁骑01 to #1 because 演习
  08:00:00 desk
    铁骑01@#1 offered by the desk, 100 m 10 s, until 08:01:00, device
      演习: 0 available
      铁骑01 100 m 10 s chosen
report 火灾 at 莞城+50
  08:00:00 desk
    #2 2026-1123-0001 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: fire by voice_110
    铁骑02@#2 offered by policy, 150 m 15 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑01 50 m 5 s on_dispatch
      铁骑02 150 m 15 s chosen
show #2
  #2 responding, level 3, missing 0, reports r2, notes 0
    铁骑02@#2 offered, 0 odd, order v1 not delivered; 
wait 61s
  08:00:15 patrold
    铁骑01@#1: order undelivered, use your voice
    铁骑02@#2: order undelivered, use your voice
  08:01:00 patrold
    铁骑01@#1 ended: offer_expired
    铁骑02@#2 ended: offer_expired
  08:01:00 patrold
    铁骑01@#2 offered by policy, 50 m 5 s, until 08:02:00, device
      一般警情: 2 available
      铁骑01 50 m 5 s chosen
      铁骑02 150 m 15 s already_tried
