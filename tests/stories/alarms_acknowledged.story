# 告警: what the desk must look at stays until a person says that it was seen, and goes with its incident.
duty 铁骑0012 rider of 莞城 at 莞城+500
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城
铁骑0012 signs-in
铁骑0012 departs
铁骑0012 blocked because 东江大道封路
铁骑0012 blocked because 仍未放行
report 盗窃 at 莞城+2000
铁骑0013 signs-in
铁骑0013 drops
wait 2m
alarms
ack !2
ack !2
铁骑0012 blocked because 改道
alarms
close #2 because 报警人已离开
alarms
ack-all unit_blocked in 莞城
alarms
---
# 告警: what the desk must look at stays until a person says that it was seen, and goes with its incident.
duty 铁骑0012 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 500 m 50 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 500 m 50 s chosen
      铁骑0013 900 m 90 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0012 blocked because 东江大道封路
  08:00:00 铁骑0012
    铁骑0012@#1: blocked
    !1 ALARM unit_blocked about #1 铁骑0012@#1 铁骑0012 in 莞城 (东江大道封路)
铁骑0012 blocked because 仍未放行
  08:00:00 铁骑0012
    铁骑0012@#1: blocked
    !2 ALARM unit_blocked about #1 铁骑0012@#1 铁骑0012 in 莞城 (仍未放行)
report 盗窃 at 莞城+2000
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 1100 m 110 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0013 1100 m 110 s chosen
      铁骑0012 1500 m 150 s on_dispatch
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#2: signed_in
铁骑0013 drops
  08:00:00 铁骑0013
    铁骑0013 dropped, alarm at 08:01:30
wait 2m
  08:01:30 patrold
    铁骑0013 lost on 铁骑0013@#2
    !3 ALARM contact_lost about #2 铁骑0013@#2 铁骑0013 in 莞城
    铁骑0013 must be heard of by 08:06:30
alarms
  unit_blocked in 莞城: 1 (!2)
  contact_lost in 莞城: 1 (!3)
ack !2
  08:02:00 desk
    !2 acknowledged
ack !2
  08:02:00 desk
    refused UNKNOWN_ALARM: alarm !2 does not exist or was acknowledged
铁骑0012 blocked because 改道
  08:02:00 铁骑0012
    铁骑0012@#1: blocked
    !4 ALARM unit_blocked about #1 铁骑0012@#1 铁骑0012 in 莞城 (改道)
alarms
  unit_blocked in 莞城: 1 (!4)
  contact_lost in 莞城: 1 (!3)
close #2 because 报警人已离开
  08:02:00 desk
    铁骑0013@#2 ended: stood_down (报警人已离开)
    #2 closed: Handled
alarms
  unit_blocked in 莞城: 1 (!4)
ack-all unit_blocked in 莞城
  08:02:00 desk
    all unit_blocked of 莞城 until 08:02:00 acknowledged
alarms
  no alarms
