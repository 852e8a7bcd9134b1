duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+500
铁骑0012 acks
铁骑0012 signs-in
铁骑0012 departs
show 铁骑0012
relocate #1 to 南城 because 嫌疑人往南跑了
show 铁骑0012
# The old version is harmless, the new one is what counts.
铁骑0012 acks v1
铁骑0012 acks v2
铁骑0012 acks v2
show 铁骑0012
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
show 铁骑0012
  铁骑0012 铁骑0012@#1 departed, connected, with 铁骑0012乙 铁骑0012甲
relocate #1 to 南城 because 嫌疑人往南跑了
  08:00:00 desk
    #1 is at 23.010000,113.750000 in 莞城 (嫌疑人往南跑了)
    南城 is asked to own #1 (the place has moved)
    !1 ALARM jurisdiction_proposed about #1 in 莞城 (南城)
show 铁骑0012
  铁骑0012 铁骑0012@#1 departed, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v2
# The old version is harmless, the new one is what counts.
铁骑0012 acks v1
  nothing changes
铁骑0012 acks v2
  08:00:00 铁骑0012
    铁骑0012@#1: order v2 delivered
铁骑0012 acks v2
  nothing changes
show 铁骑0012
  铁骑0012 铁骑0012@#1 departed, connected, with 铁骑0012乙 铁骑0012甲
