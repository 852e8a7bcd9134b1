# 话里有刀: a fight is level 2; a knife in what the caller says makes it level 1, in Chinese and in English.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+300
duty 铁骑0014 rider of 莞城 at 莞城+600
report 打架 at 莞城 saying 夜市有人打架
report 打架 at 莞城+100 saying 两个人打起来了，其中一个持刀
report 打架 at 莞城+200 saying Two men fighting, one has a KNIFE!
# A word is a whole word in English: nobody has a knife here.
report 打架 at 莞城+400 saying He is knifeless and drunk
show #4
---
# 话里有刀: a fight is level 2; a knife in what the caller says makes it level 1, in Chinese and in English.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 打架 at 莞城 saying 夜市有人打架
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s farther
      铁骑0014 600 m 60 s farther
report 打架 at 莞城+100 saying 两个人打起来了，其中一个持刀
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 1 police_dispatch by rule 提到刀具 [keyword 持刀; keyword 刀], 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 200 m 20 s, until 08:00:20, device
      一级警情: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s chosen
      铁骑0014 500 m 50 s farther
report 打架 at 莞城+200 saying Two men fighting, one has a KNIFE!
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 1 police_dispatch by rule 提到刀具 [keyword knife], 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    铁骑0014@#3 offered by policy, 400 m 40 s, until 08:00:20, device
      一级警情: 1 available, 2 on_dispatch
      铁骑0013 100 m 10 s on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0014 400 m 40 s chosen
# A word is a whole word in English: nobody has a knife here.
report 打架 at 莞城+400 saying He is knifeless and drunk
  08:00:00 desk
    #4 2026-1123-0004 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r4 filed for #4: order.fight by voice_110
    !1 ALARM shortfall about #4 in 莞城 (1 units of step 1)
    #4 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 3 on_dispatch
      铁骑0013 100 m 10 s on_dispatch
      铁骑0014 200 m 20 s on_dispatch
      铁骑0012 400 m 40 s on_dispatch
show #4
  #4 waiting (no_unit_available), level 2, missing 1, reports r4, notes 0
