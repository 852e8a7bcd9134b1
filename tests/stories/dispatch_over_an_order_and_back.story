# A dispatch goes before a standing order. Afterwards the order stands again, and the device is told once more.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
order 铁骑0012 patrol 莞城 because 商圈巡逻
铁骑0012 acks order
report 盗窃 at 莞城+300
show 铁骑0012
# On a dispatch nobody orders it elsewhere.
order 铁骑0012 go 东城
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 arrives
铁骑0012 finishes
show 铁骑0012
铁骑0012 acks order
show 铁骑0012
# This time the device does not answer: the desk must tell the crew that the order stands again.
report 盗窃 at 莞城+400
铁骑0012 declines because 送医途中
wait 20s
show 铁骑0012
---
# A dispatch goes before a standing order. Afterwards the order stands again, and the device is told once more.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
order 铁骑0012 patrol 莞城 because 商圈巡逻
  08:00:00 desk
    铁骑0012 ordered to patrol 莞城 by desk, device (商圈巡逻)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v1
report 盗窃 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 300 m 30 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 300 m 30 s chosen
show 铁骑0012
  铁骑0012 铁骑0012@#1 offered, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v1, to patrol 莞城 (v1 suspended, device)
# On a dispatch nobody orders it elsewhere.
order 铁骑0012 go 东城
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to patrol 莞城 (v2 issued, device)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v2
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to patrol 莞城 (v2 acknowledged, device)
# This time the device does not answer: the desk must tell the crew that the order stands again.
report 盗窃 at 莞城+400
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 400 m 40 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 400 m 40 s chosen
铁骑0012 declines because 送医途中
  08:00:00 铁骑0012
    铁骑0012@#2 ended: declined (送医途中)
  08:00:00 patrold
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 400 m 40 s already_tried
wait 20s
  08:00:15 patrold
    铁骑0012: standing order undelivered, use your voice
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, to patrol 莞城 (v3 issued, voice)
