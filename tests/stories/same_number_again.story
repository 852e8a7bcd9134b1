# 同一号码再次来电: it is proposed to be about the open incident; nobody is sent twice while a person looks, and no report is lost.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城 phone 13800138000
铁骑0012 signs-in
wait 3m
report 盗窃 at 莞城+900 phone 13800138000
show #2
report 打架 at 莞城+950 phone 13900139000
link r2 to #1
show #1
show #2
report 盗窃 at 莞城+1200 phone 13800138000
wait 2m
show #4
dismiss #4 because 是另一件事
alarms
---
# 同一号码再次来电: it is proposed to be about the open incident; nobody is sent twice while a person looks, and no report is lost.
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
report 打架 at 莞城 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
wait 3m
report 盗窃 at 莞城+900 phone 13800138000
  08:03:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:03:00
    r2 filed for #2: criminal.theft by voice_110
    r2 of #2 may be #1: same_caller, same caller, held until 08:04:00
    !1 ALARM duplicate_proposed about #2 r2 in 莞城 (of 2026-1123-0001: same caller)
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
report 打架 at 莞城+950 phone 13900139000
  08:03:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:03:00
    r3 filed for #3: order.fight by voice_110
    !2 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 1 on_dispatch, 1 no_position
link r2 to #1
  08:03:00 desk
    r2 moved from #2 to #1
    #2 closed: Merged
show #1
  #1 responding, level 2, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 signed_in, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00
show #2
  #2 closed, level 3, missing 1, reports , notes 0
report 盗窃 at 莞城+1200 phone 13800138000
  08:03:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:03:00
    r4 filed for #4: criminal.theft by voice_110
    r4 of #4 may be #1: same_caller, same caller, held until 08:04:00
    !3 ALARM duplicate_proposed about #4 r4 in 莞城 (of 2026-1123-0001: same caller)
wait 2m
  08:04:00 patrold
    #4 is held no more
  08:04:00 patrold
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch, 1 no_position
show #4
  #4 waiting (no_unit_available), level 3, missing 1, reports r4, notes 0
dismiss #4 because 是另一件事
  08:05:00 desk
    #4 is no duplicate (是另一件事)
alarms
  shortfall in 莞城: 1 (!2)
