# 校门口: a quarrel at the school gate is level 2 when pupils come and go, and level 4 at night.
duty 铁骑0012 rider of 寮步 at 寮步
duty 巡逻0101 patrol of 寮步 at 寮步+500
duty 社区0201 community of 寮步 at 寮步-400
at 16:30
fix 铁骑0012 at 寮步
fix 巡逻0101 at 寮步+500
fix 社区0201 at 寮步-400
report 纠纷 at 寮步+120 saying 家长在校门口吵起来了
close #1 because 已劝离
# Too far from the school.
report 纠纷 at 寮步+400
close #2 because 已劝离
at 21:00
fix 铁骑0012 at 寮步
fix 巡逻0101 at 寮步+500
fix 社区0201 at 寮步-400
report 纠纷 at 寮步+120 saying 校门口有人吵架
close #3 because 已劝离
# The hour counts at which it rang, not at which it is told.
report 纠纷 at 寮步+120 rang 16:40
---
# 校门口: a quarrel at the school gate is level 2 when pupils come and go, and level 4 at night.
duty 铁骑0012 rider of 寮步 at 寮步
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡逻0101 patrol of 寮步 at 寮步+500
  08:00:00 local-administrator
    roster: 巡逻0101 (town-patrol)
  08:00:00 巡逻0101
    巡逻0101 on duty with 巡逻0101乙 巡逻0101甲
  08:00:00 巡逻0101
    巡逻0101 connected
duty 社区0201 community of 寮步 at 寮步-400
  08:00:00 local-administrator
    roster: 社区0201 (community-patrol)
  08:00:00 社区0201
    社区0201 on duty with 社区0201乙 社区0201甲
  08:00:00 社区0201
    社区0201 connected
at 16:30
fix 铁骑0012 at 寮步
fix 巡逻0101 at 寮步+500
fix 社区0201 at 寮步-400
report 纠纷 at 寮步+120 saying 家长在校门口吵起来了
  16:30:00 desk
    #1 2026-1123-0001 opened: dispute level 2 police_dispatch by rule 上下学时段的校园周边 [near school 寮步中学 (120 m); 16:00-18:00; monday], 寮步, needs 1, clock from 16:30:00
    r1 filed for #1: dispute by voice_110
    铁骑0012@#1 offered by policy, 120 m 12 s, until 16:31:00, device
      一般警情: 3 available
      铁骑0012 120 m 12 s chosen
      巡逻0101 380 m 48 s farther
      社区0201 520 m 468 s farther
close #1 because 已劝离
  16:30:00 desk
    铁骑0012@#1 ended: stood_down (已劝离)
    #1 closed: Handled
# Too far from the school.
report 纠纷 at 寮步+400
  16:30:00 desk
    #2 2026-1123-0002 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 寮步, needs 1, clock from 16:30:00
    r2 filed for #2: dispute by voice_110
    巡逻0101@#2 offered by policy, 100 m 12 s, until 16:32:00, device
      邻里纠纷由社区就近处置: 2 available
      巡逻0101 100 m 12 s chosen
      社区0201 800 m 720 s farther
close #2 because 已劝离
  16:30:00 desk
    巡逻0101@#2 ended: stood_down (已劝离)
    #2 closed: Handled
at 21:00
  16:30:15 patrold
    铁骑0012@#1: order undelivered, use your voice
    巡逻0101@#2: order undelivered, use your voice
fix 铁骑0012 at 寮步
fix 巡逻0101 at 寮步+500
fix 社区0201 at 寮步-400
report 纠纷 at 寮步+120 saying 校门口有人吵架
  21:00:00 desk
    #3 2026-1123-0003 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 寮步, needs 1, clock from 21:00:00
    r3 filed for #3: dispute by voice_110
    巡逻0101@#3 offered by policy, 380 m 48 s, until 21:02:00, device
      邻里纠纷由社区就近处置: 2 available
      巡逻0101 380 m 48 s chosen
      社区0201 520 m 468 s farther
close #3 because 已劝离
  21:00:00 desk
    巡逻0101@#3 ended: stood_down (已劝离)
    #3 closed: Handled
# The hour counts at which it rang, not at which it is told.
report 纠纷 at 寮步+120 rang 16:40
  21:00:00 desk
    #4 2026-1123-0004 opened: dispute level 2 police_dispatch by rule 上下学时段的校园周边 [near school 寮步中学 (120 m); 16:00-18:00; monday], 寮步, needs 1, clock from 16:40:00
    r4 filed for #4: dispute by voice_110
    铁骑0012@#4 offered by policy, 120 m 12 s, until 21:01:00, device
      一般警情: 3 available
      铁骑0012 120 m 12 s chosen
      巡逻0101 380 m 48 s farther
      社区0201 520 m 468 s farther
