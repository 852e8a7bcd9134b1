# 地址更正: those under way are told the new place, nearer ones are proposed, nobody is recalled without a person's word.
duty 铁骑0012 rider of 莞城 at 莞城+300
duty 铁骑0021 rider of 东城 at 东城
report 打架 at 莞城
铁骑0012 signs-in
铁骑0012 departs
relocate #1 to 东城+200 because 报警人说错了路口
show #1
send 铁骑0021 to #1 because 更近
recall 铁骑0012 because 更近的已派
relocate #1 to 莞城+100 because 又更正
---
# 地址更正: those under way are told the new place, nearer ones are proposed, nobody is recalled without a person's word.
duty 铁骑0012 rider of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0021 rider of 东城 at 东城
  08:00:00 local-administrator
    roster: 铁骑0021 (iron-riders)
  08:00:00 铁骑0021
    铁骑0021 on duty with 铁骑0021乙 铁骑0021甲
  08:00:00 铁骑0021
    铁骑0021 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 300 m 30 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 300 m 30 s chosen
      铁骑0021 4231 m 423 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
relocate #1 to 东城+200 because 报警人说错了路口
  08:00:00 desk
    #1 is at 23.031799,113.790000 in 莞城 (报警人说错了路口)
    东城 is asked to own #1 (the place has moved)
    !1 ALARM jurisdiction_proposed about #1 in 莞城 (东城)
    !2 ALARM nearer_units about #1 in 莞城 (铁骑0021 before 铁骑0012)
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 0 odd, order v2 not delivered; signed in 08:00:00, departed 08:00:00
send 铁骑0021 to #1 because 更近
  08:00:00 desk
    铁骑0021@#1 offered by the desk, 200 m 20 s, until 08:00:30, device
      更近: 0 available
      铁骑0021 200 m 20 s chosen
recall 铁骑0012 because 更近的已派
  08:00:00 desk
    铁骑0012@#1 ended: recalled (更近的已派)
relocate #1 to 莞城+100 because 又更正
  08:00:00 desk
    #1 is at 23.045899,113.752000 in 莞城 (又更正)
    东城 does not own #1 (the place has moved back)
