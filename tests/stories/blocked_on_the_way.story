# 路上受阻: it says so, and the desk sends another.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
铁骑0012 signs-in
铁骑0012 departs
铁骑0012 blocked because 铁路道口
show #1
send 铁骑0013 to #1 because 前车受阻
铁骑0012 departs
show #1
---
# 路上受阻: it says so, and the desk sends another.
duty 铁骑0012 rider of 莞城 at 莞城
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
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
铁骑0012 blocked because 铁路道口
  08:00:00 铁骑0012
    铁骑0012@#1: blocked
    !1 ALARM unit_blocked about #1 铁骑0012@#1 铁骑0012 in 莞城 (铁路道口)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, blocked, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
send 铁骑0013 to #1 because 前车受阻
  08:00:00 desk
    铁骑0013@#1 offered by the desk, 800 m 80 s, until 08:01:00, device
      前车受阻: 0 available
      铁骑0013 800 m 80 s chosen
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! repeated
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
