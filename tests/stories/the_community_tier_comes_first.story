under layered
# 铁骑更近，但邻里纠纷由社区队员去。 A rider is nearer, yet the neighbours' dispute is the community's.
duty 铁骑0012 rider of 莞城 at 莞城+50
duty 社区01 community of 莞城 at 莞城+600
report 纠纷 at 莞城
---
under layered
# 铁骑更近，但邻里纠纷由社区队员去。 A rider is nearer, yet the neighbours' dispute is the community's.
duty 铁骑0012 rider of 莞城 at 莞城+50
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 社区01 community of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 社区01 (community-patrol)
  08:00:00 社区01
    社区01 on duty with 社区01乙 社区01甲
  08:00:00 社区01
    社区01 connected
report 纠纷 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    社区01@#1 offered by policy, 600 m 540 s, until 08:02:00, device
      纠纷先社区后镇街: 1 available
      社区01 600 m 540 s chosen
