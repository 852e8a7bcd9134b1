# 同一火情的第二个报警: proposed and held for a moment, linked by a person, unlinked when it was another one after all.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
duty 铁骑0014 rider of 莞城 at 莞城+1500
report 火灾 at 莞城
wait 30s
report 火灾 at 莞城+150
show #2
link r2 to #1
show #1
unlink r2 because 是隔壁楼
show #3
report 火灾 at 莞城+1200
report 火灾 at 莞城+200
wait 61s
show #5
---
# 同一火情的第二个报警: proposed and held for a moment, linked by a person, unlinked when it was another one after all.
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
wait 30s
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
report 火灾 at 莞城+150
  08:00:30 desk
    #2 2026-1123-0002 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r2 filed for #2: fire by voice_110
    r2 of #2 may be #1: near, 同一火情, held until 08:01:30
    !1 ALARM duplicate_proposed about #2 r2 in 莞城 (of 2026-1123-0001: 同一火情)
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
link r2 to #1
  08:00:30 desk
    r2 moved from #2 to #1
    #2 closed: Merged
show #1
  #1 responding, level 3, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 by voice; 
unlink r2 because 是隔壁楼
  08:00:30 desk
    #3 2026-1123-0003 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r2 moved from #1 to #3 (是隔壁楼)
    铁骑0013@#3 offered by policy, 750 m 75 s, until 08:01:30, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 150 m 15 s on_dispatch
      铁骑0013 750 m 75 s chosen
      铁骑0014 1350 m 135 s farther
show #3
  #3 responding, level 3, missing 0, reports r2, notes 0
    铁骑0013@#3 offered, 0 odd, order v1 not delivered; 
report 火灾 at 莞城+1200
  08:00:30 desk
    #4 2026-1123-0004 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r3 filed for #4: fire by voice_110
    铁骑0014@#4 offered by policy, 300 m 30 s, until 08:01:30, device
      一般警情: 1 available, 2 on_dispatch
      铁骑0013 300 m 30 s on_dispatch
      铁骑0014 300 m 30 s chosen
      铁骑0012 1200 m 120 s on_dispatch
report 火灾 at 莞城+200
  08:00:30 desk
    #5 2026-1123-0005 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:30
    r4 filed for #5: fire by voice_110
    r4 of #5 may be #3: near, 同一火情, held until 08:01:30
    !2 ALARM duplicate_proposed about #5 r4 in 莞城 (of 2026-1123-0003: 同一火情)
wait 61s
  08:00:45 patrold
    铁骑0013@#3: order undelivered, use your voice
    铁骑0014@#4: order undelivered, use your voice
  08:01:00 patrold
    铁骑0012@#1 ended: offer_expired
  08:01:00 patrold
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short, 2 on_dispatch
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s on_dispatch
      铁骑0014 1500 m 150 s on_dispatch
  08:01:30 patrold
    铁骑0013@#3 ended: offer_expired
    铁骑0014@#4 ended: offer_expired
    #5 is held no more
  08:01:30 patrold
    铁骑0014@#1 offered by policy, 1500 m 150 s, until 08:02:30, device
      一般警情: 3 available
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s needed_elsewhere
      铁骑0014 1500 m 150 s chosen
    铁骑0012@#3 offered by policy, 150 m 15 s, until 08:02:30, device
      一般警情: 3 available
      铁骑0012 150 m 15 s chosen
      铁骑0013 750 m 75 s already_tried
      铁骑0014 1350 m 135 s needed_elsewhere
    铁骑0013@#4 offered by policy, 300 m 30 s, until 08:02:30, device
      一般警情: 3 available
      铁骑0013 300 m 30 s chosen
      铁骑0014 300 m 30 s already_tried
      铁骑0012 1200 m 120 s needed_elsewhere
    #5 waits: no_unit_available
      一般警情: 3 available, 1 short
      铁骑0012 200 m 20 s needed_elsewhere
      铁骑0013 700 m 70 s needed_elsewhere
      铁骑0014 1300 m 130 s needed_elsewhere
show #5
  #5 waiting (no_unit_available), level 3, missing 1, reports r4, notes 0
