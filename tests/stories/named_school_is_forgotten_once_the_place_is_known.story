# The caller names the school, which nobody minds in the holidays. Once a person has found where it really is, the name counts
# no more: only the place does.
duty 铁骑0012 rider of 寮步 at 寮步
policy when.place_kinds = ["school"] => when.place_kinds = ["market"] because 放假
report 交通事故 at 寮步+900 matched 22.995,113.875
report 交通事故 at 寮步+1000 matched 22.995,113.875
back because 开学
relocate #1 to 寮步+1200 because 不在学校
show #1
relocate #2 to 寮步+50 because 就在校门口
show #2
---
# The caller names the school, which nobody minds in the holidays. Once a person has found where it really is, the name counts
# no more: only the place does.
duty 铁骑0012 rider of 寮步 at 寮步
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
policy when.place_kinds = ["school"] => when.place_kinds = ["market"] because 放假
  08:00:00 指挥长
    policy revision 2 took effect (放假)
report 交通事故 at 寮步+900 matched 22.995,113.875
  08:00:00 desk
    #1 2026-1123-0001 opened: traffic.accident level 3 police_dispatch by rule 一般警情, 寮步, needs 1, clock from 08:00:00
    r1 filed for #1: traffic.accident by voice_110
    铁骑0012@#1 offered by policy, 900 m 90 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 900 m 90 s chosen
report 交通事故 at 寮步+1000 matched 22.995,113.875
  08:00:00 desk
    #2 2026-1123-0002 opened: traffic.accident level 3 police_dispatch by rule 一般警情, 寮步, needs 1, clock from 08:00:00
    r2 filed for #2: traffic.accident by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 1000 m 100 s on_dispatch
back because 开学
  08:00:00 指挥长
    policy revision 3 took effect as revision 1 was (开学)
relocate #1 to 寮步+1200 because 不在学校
  08:00:00 desk
    #1 is at 23.005792,113.875000 in 寮步 (不在学校)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
relocate #2 to 寮步+50 because 就在校门口
  08:00:00 desk
    #2 is at 22.995450,113.875000 in 寮步 (就在校门口)
    #2 is now traffic.accident level 2 police_dispatch by rule 上下学时段的校园周边 [near school 寮步中学 (50 m); 07:00-08:30; monday], needs 1
  08:00:00 patrold
    !1 ALARM shortfall about #2 in 寮步 (1 units of step 1)
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch
      铁骑0012 50 m 5 s on_dispatch
show #2
  #2 waiting (no_unit_available), level 2, missing 1, reports r2, notes 0
