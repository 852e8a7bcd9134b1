# Nobody is there to send, but somebody will be: what is said about the same flooded road is filed with it all the same.
report 道路水浸 at 莞城
report 道路水浸 at 莞城+80
show #1
duty 巡逻0101 patrol of 莞城 at 莞城
---
# Nobody is there to send, but somebody will be: what is said about the same flooded road is filed with it all the same.
report 道路水浸 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: disaster.flood level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: disaster.flood by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short
report 道路水浸 at 莞城+80
  08:00:00 desk
    r2 filed for #1: disaster.flood by voice_110
    r2 is #1 by rule 同一水浸点
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1 r2, notes 0
duty 巡逻0101 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡逻0101 (town-patrol)
  08:00:00 巡逻0101
    巡逻0101 on duty with 巡逻0101乙 巡逻0101甲
  08:00:00 巡逻0101
    巡逻0101 connected
