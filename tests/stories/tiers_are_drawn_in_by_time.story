under layered
# 纠纷先社区，两分钟后镇街，十分钟后市级。 A dispute is the community's; the town is drawn in after two minutes, the city after ten.
duty 铁骑0012 rider of 莞城 at 莞城+300
duty 巡警甲 patrol of 莞城 at 莞城+500
duty 社区01 community of 莞城 at 莞城+100
社区01 out Break
report 纠纷 at 莞城
wait 60s
wait 61s
show #1
---
under layered
# 纠纷先社区，两分钟后镇街，十分钟后市级。 A dispute is the community's; the town is drawn in after two minutes, the city after ten.
duty 铁骑0012 rider of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡警甲 patrol of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 社区01 community of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 社区01 (community-patrol)
  08:00:00 社区01
    社区01 on duty with 社区01乙 社区01甲
  08:00:00 社区01
    社区01 connected
社区01 out Break
  08:00:00 社区01
    社区01 out of service: Break
report 纠纷 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short, 1 unavailable
      社区01 100 m 90 s unavailable
wait 60s
wait 61s
  08:02:00 patrold
    巡警甲@#1 offered by policy, 500 m 62 s, until 08:04:00, device
      纠纷先社区后镇街: 1 available, 1 unavailable
      巡警甲 500 m 62 s chosen
      社区01 100 m 90 s unavailable
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    巡警甲@#1 offered, 0 odd, order v1 not delivered; 
