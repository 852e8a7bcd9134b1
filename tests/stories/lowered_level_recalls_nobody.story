under layered
# 降级后多出的单位由人决定是否撤回。 After the level is lowered nobody is recalled without a person's word.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 武装车 patrol of 莞城 armed at 莞城+3000
report 两抢 at 莞城
classify #1 type 打架 level 3 because 只是争吵
show #1
recall 铁骑0013 because 不需要了
show #1
---
under layered
# 降级后多出的单位由人决定是否撤回。 After the level is lowered nobody is recalled without a person's word.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 武装车 patrol of 莞城 armed at 莞城+3000
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1200 m 120 s chosen
    铁骑0013@#1 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 1200 m 120 s chosen
    武装车@#1 offered by policy, 3000 m 375 s, until 08:00:15, device
      两抢圈层处置 step 2: 1 available
      武装车 3000 m 375 s chosen
classify #1 type 打架 level 3 because 只是争吵
  08:00:00 desk
    #1 is now order.fight level 3 police_dispatch by word: 只是争吵, needs 1
    #1: every order anew
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
    铁骑0013@#1 offered, 0 odd, order v2 not delivered; 
    武装车@#1 offered, 0 odd, order v2 not delivered; 
recall 铁骑0013 because 不需要了
  08:00:00 desk
    铁骑0013@#1 ended: recalled (不需要了)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
    铁骑0013@#1 recalled, 0 odd, order v3 not delivered; 
    武装车@#1 offered, 0 odd, order v2 not delivered; 
