# On foot 300 m away is slower than on a motorcycle 1.2 km away: time decides, not distance.
duty 社区07 community of 莞城 at 莞城+300
duty 铁骑0012 rider of 莞城 at 莞城-1200
report 盗窃 at 莞城
---
# On foot 300 m away is slower than on a motorcycle 1.2 km away: time decides, not distance.
duty 社区07 community of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 社区07 (community-patrol)
  08:00:00 社区07
    社区07 on duty with 社区07乙 社区07甲
  08:00:00 社区07
    社区07 connected
duty 铁骑0012 rider of 莞城 at 莞城-1200
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 1200 m 120 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 1200 m 120 s chosen
      社区07 300 m 270 s farther
