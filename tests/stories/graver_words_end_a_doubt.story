# 疑似重复的警情升级，不再等人核对。 What may be a duplicate is held for a moment, and no longer once it turns out graver.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
duty 铁骑0014 rider of 莞城 at 莞城+1500
report 火灾 at 莞城
铁骑0012 acks
wait 30s
report 火灾 at 莞城+150
show #2
amend r2 flags weapon
show #2
# A person's word does the same.
report 火灾 at 莞城+200
classify #3 level 1 because 有人被困
show #3
---
# 疑似重复的警情升级，不再等人核对。 What may be a duplicate is held for a moment, and no longer once it turns out graver.
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
duty 铁骑0014 rider of 莞城 at 莞城+1500
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 火灾 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: fire by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 3 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
      铁骑0014 1500 m 150 s farther
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
wait 30s
report 火灾 at 莞城+150
  08:00:30 desk
    #2 2026-1123-0002 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r2 filed for #2: fire by voice_110
    r2 of #2 may be #1: near, 同一火情, held until 08:01:30
    !1 ALARM duplicate_proposed about #2 r2 in 莞城 (of 2026-1123-0001: 同一火情)
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
amend r2 flags weapon
  08:00:30 desk
    r2 amended
    #2 is held no more
    #2 is now fire level 1 police_dispatch by rule 有人持械 [flag weapon], needs 1
  08:00:30 patrold
    铁骑0013@#2 offered by policy, 750 m 75 s, until 08:00:50, device
      一级警情: 2 available, 1 on_dispatch
      铁骑0012 150 m 15 s on_dispatch
      铁骑0013 750 m 75 s chosen
      铁骑0014 1350 m 135 s farther
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
# A person's word does the same.
report 火灾 at 莞城+200
  08:00:30 desk
    #3 2026-1123-0003 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r3 filed for #3: fire by voice_110
    r3 of #3 may be #2: near, 同一火情, held until 08:01:30
    !2 ALARM duplicate_proposed about #3 r3 in 莞城 (of 2026-1123-0002: 同一火情)
classify #3 level 1 because 有人被困
  08:00:30 desk
    #3 is held no more
    #3 is now fire level 1 police_dispatch by word: 有人被困, needs 1
  08:00:30 patrold
    铁骑0014@#3 offered by policy, 1300 m 130 s, until 08:00:50, device
      一级警情: 1 available, 2 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s on_dispatch
      铁骑0014 1300 m 130 s chosen
show #3
  #3 responding, level 1, missing 0, reports r3, notes 0
    铁骑0014@#3 offered, 0 odd, order v1 not delivered; 
