# 虎门台只管虎门: its own incidents, its own tiers.
actor 虎门台 dispatcher zones 虎门 tiers town,village
duty 巡逻31 patrol of 虎门 at 虎门
duty 铁骑0012 rider of 虎门 at 虎门+100
duty 巡逻21 patrol of 莞城 at 莞城
report 在逃人员 at 虎门 via warning_platform
report 在逃人员 at 莞城 via warning_platform
as 虎门台: send 巡逻31 to #1
as 虎门台: send 铁骑0012 to #1
as 虎门台: send 巡逻21 to #1
as 虎门台: close #2
as 虎门台: note #2
as 虎门台: recall 巡逻31
as 虎门台: 巡逻21 off
as 虎门台: report 盗窃 at 虎门
as 虎门台: link r3 to #2
close #2
retire #2
as 虎门台: reopen #2 because 别镇的旧案
---
# 虎门台只管虎门: its own incidents, its own tiers.
actor 虎门台 dispatcher zones 虎门 tiers town,village
duty 巡逻31 patrol of 虎门 at 虎门
  08:00:00 local-administrator
    roster: 巡逻31 (town-patrol)
  08:00:00 巡逻31
    巡逻31 on duty with 巡逻31乙 巡逻31甲
  08:00:00 巡逻31
    巡逻31 connected
duty 铁骑0012 rider of 虎门 at 虎门+100
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡逻21 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
  08:00:00 巡逻21
    巡逻21 connected
report 在逃人员 at 虎门 via warning_platform
  08:00:00 desk
    #1 2026-1123-0001 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 虎门, needs 0, clock from 08:00:00
    !1 ALARM decision_needed about #1 in 虎门 (verify_first)
    r1 filed for #1: other.fugitive by warning_platform
report 在逃人员 at 莞城 via warning_platform
  08:00:00 desk
    #2 2026-1123-0002 opened: other.fugitive level 2 verify_first by rule 预警先核实 [source warning_platform], 莞城, needs 0, clock from 08:00:00
    !2 ALARM decision_needed about #2 in 莞城 (verify_first)
    r2 filed for #2: other.fugitive by warning_platform
as 虎门台: send 巡逻31 to #1
  08:00:00 虎门台
    巡逻31@#1 offered by the desk, 0 m 0 s, until 08:01:00, device
      : 0 available
      巡逻31 0 m 0 s chosen
as 虎门台: send 铁骑0012 to #1
  08:00:00 虎门台
    refused OUT_OF_SCOPE: unit 铁骑0012 lies outside your scope
as 虎门台: send 巡逻21 to #1
  08:00:00 虎门台
    refused OUT_OF_SCOPE: unit 巡逻21 lies outside your scope
as 虎门台: close #2
  08:00:00 虎门台
    refused OUT_OF_SCOPE: incident #2 lies outside your scope
as 虎门台: note #2
  08:00:00 虎门台
    refused OUT_OF_SCOPE: incident #2 lies outside your scope
as 虎门台: recall 巡逻31
  08:00:00 虎门台
    巡逻31@#1 ended: recalled
as 虎门台: 巡逻21 off
  08:00:00 虎门台
    refused OUT_OF_SCOPE: unit 巡逻21 lies outside your scope
as 虎门台: report 盗窃 at 虎门
  08:00:00 虎门台
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 虎门, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    巡逻31@#3 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 3 available
      巡逻31 0 m 0 s chosen
      铁骑0012 100 m 10 s farther
      巡逻21 26763 m 3345 s farther
as 虎门台: link r3 to #2
  08:00:00 虎门台
    refused OUT_OF_SCOPE: incident #2 lies outside your scope
close #2
  08:00:00 desk
    #2 closed: Handled
retire #2
  08:00:00 patrold
    #2 left memory
as 虎门台: reopen #2 because 别镇的旧案
  08:00:00 虎门台
    refused OUT_OF_SCOPE: incident #2 lies outside your scope
