# 途中遇警: a rider on its way joins another scene; what it has left waits again and the desk is told.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城+900
铁骑0012 signs-in
铁骑0012 departs
duty 铁骑0013 rider of 莞城 at 莞城+200
report 盗窃 at 莞城+100
铁骑0012 attaches to #2
show #1
show #2
alarms
---
# 途中遇警: a rider on its way joins another scene; what it has left waits again and the desk is told.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城+900
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 900 m 90 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
duty 铁骑0013 rider of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 100 m 10 s chosen
铁骑0012 attaches to #2
  08:00:00 铁骑0012
    铁骑0012@#1 ended: recalled (it is on scene of another incident)
    !1 ALARM unit_left about #1 铁骑0012@#1 铁骑0012 in 莞城
    !2 ALARM surplus_units about #2 in 莞城 (under way: 铁骑0013)
    铁骑0012@#2 arrived by itself, 100 m 10 s, device
  08:00:00 patrold
    !3 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 2 on_dispatch
      铁骑0013 700 m 70 s on_dispatch
      铁骑0012 900 m 90 s on_dispatch
show #1
  #1 waiting (no_unit_available), level 2, missing 1, reports r1, notes 0
    铁骑0012@#1 recalled, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
show #2
  #2 responding, level 3, missing 0, reports r2, notes 0
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
    铁骑0012@#2 arrived, 0 odd, order v1 not delivered; arrived 08:00:00
alarms
  shortfall in 莞城: 1 (!3)
  unit_left in 莞城: 1 (!1)
  surplus_units in 莞城: 1 (!2)
