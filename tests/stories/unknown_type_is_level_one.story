# What the taxonomy does not know counts as level 1.
duty 社区07 community of 莞城 at 莞城
report 外星人.来了 at 莞城
---
# What the taxonomy does not know counts as level 1.
duty 社区07 community of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 社区07 (community-patrol)
  08:00:00 社区07
    社区07 on duty with 社区07乙 社区07甲
  08:00:00 社区07
    社区07 connected
report 外星人.来了 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: 外星人.来了 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: 外星人.来了 by voice_110
    社区07@#1 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 1 available
      社区07 0 m 0 s chosen
