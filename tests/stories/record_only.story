# 无声、骚扰电话: counted, closed, nobody is sent, the caller is not blocked.
duty 铁骑0012 rider of 莞城 at 莞城
report 无效 at 莞城
report 无效
queue
show #1
---
# 无声、骚扰电话: counted, closed, nobody is sent, the caller is not blocked.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 无效 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: other.invalid level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.invalid by voice_110
    #1 closed: Invalid
report 无效
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid by voice_110
    #2 closed: Invalid
queue
  nobody waits
show #1
  #1 closed, level 4, missing 0, reports r1, notes 0
