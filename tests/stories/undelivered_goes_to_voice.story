# The device does not acknowledge: after 15 s the desk picks up the microphone.
duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+500
wait 20s
show 铁骑0012
actor 二号台 dispatcher
as 二号台: 铁骑0012 signs-in
---
# The device does not acknowledge: after 15 s the desk picks up the microphone.
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
wait 20s
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
show 铁骑0012
  铁骑0012 铁骑0012@#1 offered, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v1
actor 二号台 dispatcher
as 二号台: 铁骑0012 signs-in
  08:00:20 二号台
    铁骑0012@#1: signed_in
