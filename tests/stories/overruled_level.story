# A theft becomes a robbery: a second unit goes, the first stays.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
铁骑0012 signs-in
classify #1 because 什么也没说
classify #1 type 两抢 because 事主被打伤
show #1
classify #1 level 4 type 两抢 because 其实不严重
show #1
---
# A theft becomes a robbery: a second unit goes, the first stays.
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
classify #1 because 什么也没说
  08:00:00 desk
    refused EMPTY: classification must not be empty
classify #1 type 两抢 because 事主被打伤
  08:00:00 desk
    #1 is now criminal.robbery level 1 police_dispatch by word: 事主被打伤, needs 2
    #1: every order anew
  08:00:00 patrold
    铁骑0013@#1 offered by policy, 800 m 80 s, until 08:00:15, device
      两抢双警力: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 800 m 80 s chosen
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 signed_in, 0 odd, order v2 not delivered; signed in 08:00:00
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
classify #1 level 4 type 两抢 because 其实不严重
  08:00:00 desk
    #1 is now criminal.robbery level 4 police_dispatch by word: 其实不严重, needs 1
    #1: every order anew
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    铁骑0012@#1 signed_in, 0 odd, order v3 not delivered; signed in 08:00:00
    铁骑0013@#1 offered, 0 odd, order v2 not delivered; 
