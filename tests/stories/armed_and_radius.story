# 涉枪须携枪: the plan asks for arms; a quarrel is for those within 3 km.
duty 铁骑0012 rider of 莞城 at 莞城+100
duty 特警01 swat of 莞城 armed at 厚街
duty 社区07 community of 南城 at 南城
duty 社区08 community of 莞城 at 莞城+2500
report 涉枪 at 莞城
report 纠纷 at 莞城
report 纠纷 at 莞城
---
# 涉枪须携枪: the plan asks for arms; a quarrel is for those within 3 km.
duty 铁骑0012 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 特警01 swat of 莞城 armed at 厚街
  08:00:00 local-administrator
    roster: 特警01 (swat)
  08:00:00 特警01
    特警01 on duty with 特警01乙 特警01甲
  08:00:00 特警01
    特警01 connected
duty 社区07 community of 南城 at 南城
  08:00:00 local-administrator
    roster: 社区07 (community-patrol)
  08:00:00 社区07
    社区07 on duty with 社区07乙 社区07甲
  08:00:00 社区07
    社区07 connected
duty 社区08 community of 莞城 at 莞城+2500
  08:00:00 local-administrator
    roster: 社区08 (community-patrol)
  08:00:00 社区08
    社区08 on duty with 社区08乙 社区08甲
  08:00:00 社区08
    社区08 connected
report 涉枪 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.firearm level 1 police_dispatch by rule 涉枪, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.firearm by voice_110
    特警01@#1 offered by policy, 14087 m 2113 s, until 08:00:20, device
      涉枪须携枪: 2 available
      铁骑0012 100 m 10 s lacks_capability
      特警01 14087 m 2113 s chosen
report 纠纷 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: dispute by voice_110
    社区08@#2 offered by policy, 2500 m 2250 s, until 08:02:00, device
      邻里纠纷由社区就近处置: 2 available
      社区08 2500 m 2250 s chosen
      社区07 3897 m 3507 s outside_radius
report 纠纷 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: dispute by voice_110
    #3 waits: no_unit_available
      邻里纠纷由社区就近处置: 1 available, 1 short, 1 on_dispatch
      社区08 2500 m 2250 s on_dispatch
      社区07 3897 m 3507 s outside_radius
