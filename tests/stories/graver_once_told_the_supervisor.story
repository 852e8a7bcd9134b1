under layered
# A supervisor is told of a robbery, and again when something turns into one, but not of every word about it.
duty 铁骑0012 rider of 莞城 at 莞城
report 两抢 at 莞城+100
alarms
ack-all supervisor_informed in 莞城
classify #1 level 1 because 已核实
alarms
report 盗窃 at 莞城+300
classify #2 type 两抢 because 原来是抢
alarms
# What turned out graver is awaited anew, from then on.
wait 1m
---
under layered
# A supervisor is told of a robbery, and again when something turns into one, but not of every word about it.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 两抢 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 1 available, 1 short
      铁骑0012 100 m 10 s chosen
    !2 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 1 available, 1 short
      铁骑0012 100 m 10 s chosen
alarms
  shortfall in 莞城: 1 (!2)
  supervisor_informed in 莞城: 1 (!1)
ack-all supervisor_informed in 莞城
  08:00:00 desk
    all supervisor_informed of 莞城 until 08:00:00 acknowledged
classify #1 level 1 because 已核实
  08:00:00 desk
    #1 is now criminal.robbery level 1 police_dispatch by word: 已核实, needs 2+1
  08:00:00 patrold
    #1 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 1 short, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
alarms
  shortfall in 莞城: 1 (!2)
report 盗窃 at 莞城+300
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
classify #2 type 两抢 because 原来是抢
  08:00:00 desk
    !3 ALARM supervisor_informed about #2 in 莞城 (两抢圈层处置)
    #2 is now criminal.robbery level 1 police_dispatch by word: 原来是抢, needs 2+1
  08:00:00 patrold
    !4 ALARM shortfall about #2 in 莞城 (2 units of step 1)
    #2 waits: no_unit_available, again at 08:01:00
      两抢圈层处置: 0 available, 2 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
alarms
  shortfall in 莞城: 2 (!2 !4)
  supervisor_informed in 莞城: 1 (!3)
# What turned out graver is awaited anew, from then on.
wait 1m
  08:00:08 patrold
    铁骑0012@#1: sign_in warning, tell_desk
    !5 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (sign_in)
  08:00:15 patrold
    铁骑0012@#1 ended: offer_expired
    铁骑0012@#1: order undelivered, use your voice
  08:00:15 patrold
    铁骑0012@#2 offered by policy, 300 m 30 s, until 08:00:30, device
      两抢圈层处置: 1 available, 1 short
      铁骑0012 300 m 30 s chosen
  08:00:23 patrold
    铁骑0012@#2: sign_in warning, tell_desk
    !6 ALARM clock_warning about #2 铁骑0012@#2 铁骑0012 in 莞城 (sign_in)
  08:00:30 patrold
    铁骑0012@#2 ended: offer_expired
    铁骑0012@#2: order undelivered, use your voice
  08:01:00 patrold
    #1: nobody there by target 1
    !7 ALARM target_missed about #1 in 莞城 (target 1)
    #2: nobody there by target 1
    !8 ALARM target_missed about #2 in 莞城 (target 1)
    #1 waits: no_unit_available
      两抢圈层处置: 1 available, 2 short
      铁骑0012 100 m 10 s already_tried
    #2 waits: no_unit_available
      两抢圈层处置: 1 available, 2 short
      铁骑0012 300 m 30 s already_tried
