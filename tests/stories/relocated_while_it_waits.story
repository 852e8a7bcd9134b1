# The reasons why nobody could be found were true of the old place; they are said anew for the new one.
duty 社区07 community of 莞城 at 莞城
duty 社区08 community of 莞城 at 莞城-2000
report 纠纷 at 虎门
relocate #1 to 长安 because 报错了镇
relocate #1 to 莞城+500 because 又报错了
show #1
---
# The reasons why nobody could be found were true of the old place; they are said anew for the new one.
duty 社区07 community of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 社区07 (community-patrol)
  08:00:00 社区07
    社区07 on duty with 社区07乙 社区07甲
  08:00:00 社区07
    社区07 connected
duty 社区08 community of 莞城 at 莞城-2000
  08:00:00 local-administrator
    roster: 社区08 (community-patrol)
  08:00:00 社区08
    社区08 on duty with 社区08乙 社区08甲
  08:00:00 社区08
    社区08 connected
report 纠纷 at 虎门
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 虎门, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 waits: no_unit_available
      邻里纠纷由社区就近处置: 2 available, 1 short
      社区08 24859 m 22373 s outside_radius
      社区07 26763 m 24087 s outside_radius
relocate #1 to 长安 because 报错了镇
  08:00:00 desk
    #1 is at 22.805000,113.800000 in 虎门 (报错了镇)
    长安 is asked to own #1 (the place has moved)
    !1 ALARM jurisdiction_proposed about #1 in 虎门 (长安)
  08:00:00 patrold
    #1 waits: no_unit_available
      邻里纠纷由社区就近处置: 2 available, 1 short
      社区08 25172 m 22654 s outside_radius
      社区07 27136 m 24422 s outside_radius
relocate #1 to 莞城+500 because 又报错了
  08:00:00 desk
    #1 is at 23.049497,113.752000 in 虎门 (又报错了)
    莞城 is asked to own #1 (the place has moved)
    !2 ALARM jurisdiction_proposed about #1 in 虎门 (莞城)
  08:00:00 patrold
    社区07@#1 offered by policy, 500 m 450 s, until 08:02:00, device
      邻里纠纷由社区就近处置: 2 available
      社区07 500 m 450 s chosen
      社区08 2500 m 2250 s farther
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    社区07@#1 offered, 0 odd, order v1 not delivered; 
