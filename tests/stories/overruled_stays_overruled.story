# 人工判定优先: what a person has decided, no rule raises.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城 saying 有人打架
classify #1 level 3 because 到场民警说只是争吵
amend r1 flags weapon saying 有人说看到刀
show #1
report 打架 at 莞城+20 into #1 flags weapon
show #1
---
# 人工判定优先: what a person has decided, no rule raises.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城 saying 有人打架
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 0 m 0 s chosen
classify #1 level 3 because 到场民警说只是争吵
  08:00:00 desk
    #1 is now order.fight level 3 police_dispatch by word: 到场民警说只是争吵, needs 1
    #1: every order anew
amend r1 flags weapon saying 有人说看到刀
  08:00:00 desk
    r1 amended
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
report 打架 at 莞城+20 into #1 flags weapon
  08:00:00 desk
    r2 filed for #1: order.fight by voice_110
show #1
  #1 responding, level 3, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
