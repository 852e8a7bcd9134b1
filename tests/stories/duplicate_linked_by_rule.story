# 暴雨水浸: a storm's calls about the same spot are filed with it by rule; the rest is linked and closed in bulk.
duty 巡逻0101 patrol of 莞城 at 莞城
report 道路水浸 at 莞城
report 道路水浸 at 莞城+80
report 道路水浸 at 莞城+150
report 道路水浸 at 莞城+900
report 道路水浸 at 莞城+1500
report 道路水浸 at 莞城+2100
show #1
link-all r4,r5 to #1
link-all r4,r6 to #1
show #1
close-all #1,#4 because 水已退
close-all #2 because 水已退
---
# 暴雨水浸: a storm's calls about the same spot are filed with it by rule; the rest is linked and closed in bulk.
duty 巡逻0101 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡逻0101 (town-patrol)
  08:00:00 巡逻0101
    巡逻0101 on duty with 巡逻0101乙 巡逻0101甲
  08:00:00 巡逻0101
    巡逻0101 connected
report 道路水浸 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: disaster.flood by voice_110
    巡逻0101@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      巡逻0101 0 m 0 s chosen
report 道路水浸 at 莞城+80
  08:00:00 desk
    r2 filed for #1: disaster.flood by voice_110
    r2 is #1 by rule 同一水浸点
report 道路水浸 at 莞城+150
  08:00:00 desk
    r3 filed for #1: disaster.flood by voice_110
    r3 is #1 by rule 同一水浸点
report 道路水浸 at 莞城+900
  08:00:00 desk
    #2 2026-1123-0002 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r4 filed for #2: disaster.flood by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      巡逻0101 900 m 112 s on_dispatch
report 道路水浸 at 莞城+1500
  08:00:00 desk
    #3 2026-1123-0003 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r5 filed for #3: disaster.flood by voice_110
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      巡逻0101 1500 m 188 s on_dispatch
report 道路水浸 at 莞城+2100
  08:00:00 desk
    #4 2026-1123-0004 opened: disaster.flood level 3 police_dispatch by rule 一般警情, no zone, needs 1, clock from 08:00:00
    r6 filed for #4: disaster.flood by voice_110
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      巡逻0101 2100 m 262 s on_dispatch
show #1
  #1 responding, level 3, missing 0, reports r1 r2 r3, notes 0
    巡逻0101@#1 offered, 0 odd, order v1 not delivered; 
link-all r4,r5 to #1
  08:00:00 desk
    r4 moved from #2 to #1
    r5 moved from #3 to #1
    #2 closed: Merged
    #3 closed: Merged
link-all r4,r6 to #1
  08:00:00 desk
    refused ALREADY_LINKED: report r4 is linked to incident #1 already
show #1
  #1 responding, level 3, missing 0, reports r1 r2 r3 r4 r5, notes 0
    巡逻0101@#1 offered, 0 odd, order v1 not delivered; 
close-all #1,#4 because 水已退
  08:00:00 desk
    巡逻0101@#1 ended: stood_down (水已退)
    #1 closed: Handled
    #4 closed: Handled
close-all #2 because 水已退
  08:00:00 desk
    refused INCIDENT_CLOSED: incident #2 is closed: reopen it first
