# 更正地点: the place is corrected to the school gate at eight in the morning, and the level follows.
duty 铁骑0012 rider of 寮步 at 寮步
report 交通事故 at 寮步+900
铁骑0012 departs for #1
relocate #1 to 寮步+50 because 报警人说是校门口
show #1
# Moving it away again lowers nothing.
relocate #1 to 寮步+900 because 又改口了
show #1
---
# 更正地点: the place is corrected to the school gate at eight in the morning, and the level follows.
duty 铁骑0012 rider of 寮步 at 寮步
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 交通事故 at 寮步+900
  08:00:00 desk
    #1 2026-1123-0001 opened: traffic.accident level 3 police_dispatch by rule 一般警情, 寮步, needs 1, clock from 08:00:00
    r1 filed for #1: traffic.accident by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 900 m 90 s chosen
铁骑0012 departs for #1
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! skipped_steps
relocate #1 to 寮步+50 because 报警人说是校门口
  08:00:00 desk
    #1 is at 22.995450,113.875000 in 寮步 (报警人说是校门口)
    #1 is now traffic.accident level 2 police_dispatch by rule 上下学时段的校园周边 [near school 寮步中学 (50 m); 07:00-08:30; monday], needs 1
    #1: every order anew
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v3 not delivered; departed 08:00:00
# Moving it away again lowers nothing.
relocate #1 to 寮步+900 because 又改口了
  08:00:00 desk
    #1 is at 23.003094,113.875000 in 寮步 (又改口了)
show #1
  #1 responding, level 2, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 1 odd, order v4 not delivered; departed 08:00:00
