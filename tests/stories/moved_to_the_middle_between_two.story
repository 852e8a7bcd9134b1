# The place moves to where one unit is as near as the other: nobody is nearer.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城+100
铁骑0012 acks
duty 铁骑0013 rider of 莞城 at 莞城+1000
relocate #1 to 莞城+500 because 记错了
relocate #1 to 莞城+600 because 又记错了
---
# The place moves to where one unit is as near as the other: nobody is nearer.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 100 m 10 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
duty 铁骑0013 rider of 莞城 at 莞城+1000
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
relocate #1 to 莞城+500 because 记错了
  08:00:00 desk
    #1 is at 23.049497,113.752000 in 莞城 (记错了)
relocate #1 to 莞城+600 because 又记错了
  08:00:00 desk
    #1 is at 23.050396,113.752000 in 莞城 (又记错了)
    !1 ALARM nearer_units about #1 in 莞城 (铁骑0013 before 铁骑0012)
