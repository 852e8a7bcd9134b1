# Each desk is told of what is its own, or lent to it, or under way to it; the city of everything; a unit of itself.
duty 铁骑0012 rider of 莞城 at 莞城
duty 巡警甲 patrol of 莞城 at 莞城
duty 巡警乙 patrol of 南城 at 南城
actor 市局 dispatcher
actor 莞城所 dispatcher zones 莞城
actor 南城所 dispatcher zones 南城
actor 督察 auditor
actor 消防大队 partner for fire-brigade
hears 市局,莞城所,南城所,督察,消防大队,铁骑0012,巡警乙
report 打架 at 莞城+100
铁骑0012 acks
铁骑0012 departs
report 盗窃 at 南城+100
report 盗窃 at 塘厦
巡警甲 out Break
report 消防隐患 at 莞城+200 via grid_administrator
as 消防大队: accept #4
lend 巡警甲 to 南城 until 12:00 because 支援
end-loan 巡警甲 because 不用了
event 龙舟赛 in 南城 from 08:30 to 12:00 units 铁骑0012
event 马拉松 at 莞城 within 500 from 08:30 to 12:00 units 巡警乙
sees 市局
sees 莞城所
sees 南城所
sees 铁骑0012
order 巡警甲 go 莞城+300 because 巡逻
report 涉枪 at 南城
report 火灾 at 莞城+100
report 火灾 at 莞城+150
report 火灾 at 南城+150
link r8 to #6
restrict #6 to 市局 because 涉密
note #6
ack !1
alarms
at 08:30
end-event 龙舟赛 because 大雨
巡警乙 calls-for-help at 南城
posture enhanced because 春运
retire #1
as 南城所: close #1 because 不归我管
split 巡警甲 into 巡警甲二 taking 巡警甲乙 as community
swap 巡警甲 铁骑0012
close #2
wait 2m
---
# Each desk is told of what is its own, or lent to it, or under way to it; the city of everything; a unit of itself.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡警甲 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 南城 at 南城
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
actor 市局 dispatcher
actor 莞城所 dispatcher zones 莞城
actor 南城所 dispatcher zones 南城
actor 督察 auditor
actor 消防大队 partner for fire-brigade
hears 市局,莞城所,南城所,督察,消防大队,铁骑0012,巡警乙
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00 -> 市局 莞城所 督察 铁骑0012
    r1 filed for #1: order.fight by voice_110 -> 市局 莞城所 督察 铁骑0012
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 100 m 10 s chosen
      巡警甲 100 m 12 s farther
      巡警乙 3997 m 500 s farther -> 市局 莞城所 督察 铁骑0012
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered -> 市局 莞城所 督察 铁骑0012
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed ! skipped_steps -> 市局 莞城所 督察 铁骑0012
report 盗窃 at 南城+100
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 南城, needs 1, clock from 08:00:00 -> 市局 南城所 督察 巡警乙
    r2 filed for #2: criminal.theft by voice_110 -> 市局 南城所 督察 巡警乙
    巡警乙@#2 offered by policy, 100 m 12 s, until 08:01:00, device
      一般警情: 2 available, 1 on_dispatch
      巡警乙 100 m 12 s chosen
      铁骑0012 3797 m 380 s on_dispatch
      巡警甲 3797 m 475 s farther -> 市局 南城所 督察 巡警乙
report 盗窃 at 塘厦
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 塘厦, needs 1, clock from 08:00:00 -> 市局 督察
    r3 filed for #3: criminal.theft by voice_110 -> 市局 督察
    巡警甲@#3 offered by policy, 42558 m 5320 s, until 08:01:00, device
      一般警情: 1 available, 2 on_dispatch
      铁骑0012 42558 m 4256 s on_dispatch
      巡警乙 40460 m 5057 s on_dispatch
      巡警甲 42558 m 5320 s chosen -> 市局 莞城所 督察
巡警甲 out Break
  08:00:00 巡警甲
    refused UNIT_ON_DISPATCH: unit 巡警甲 is on dispatch 巡警甲@#3 -> 市局 督察
report 消防隐患 at 莞城+200 via grid_administrator
  08:00:00 desk
    #4 2026-1123-0004 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00 -> 市局 莞城所 督察 消防大队
    r4 filed for #4: other.hazard by grid_administrator -> 市局 莞城所 督察 消防大队
    #4 offered to fire-brigade, due 08:30:00 -> 市局 莞城所 督察 消防大队
as 消防大队: accept #4
  08:00:00 消防大队
    referral of #4 accepted, due 10:00:00 -> 市局 莞城所 督察 消防大队
lend 巡警甲 to 南城 until 12:00 because 支援
  08:00:00 desk
    巡警甲 lent to 南城 until 12:00:00 (支援) -> 市局 莞城所 南城所 督察
end-loan 巡警甲 because 不用了
  08:00:00 desk
    巡警甲 is its home's alone again (不用了) -> 市局 莞城所 督察
event 龙舟赛 in 南城 from 08:30 to 12:00 units 铁骑0012
  08:00:00 desk
    龙舟赛 planned from 08:30:00 to 12:00:00 with 铁骑0012 -> 市局 莞城所 南城所 督察
event 马拉松 at 莞城 within 500 from 08:30 to 12:00 units 巡警乙
  08:00:00 desk
    马拉松 planned from 08:30:00 to 12:00:00 with 巡警乙 -> 市局 莞城所 南城所 督察
sees 市局
  #1 #2 #3 #4 巡警乙 巡警甲 铁骑0012 铁骑0012@#1 巡警乙@#2 巡警甲@#3 龙舟赛 马拉松
sees 莞城所
  #1 #4 巡警甲 铁骑0012 铁骑0012@#1 巡警甲@#3 龙舟赛 马拉松
sees 南城所
  #2 巡警乙 巡警乙@#2 龙舟赛 马拉松
sees 铁骑0012
  #1 铁骑0012 铁骑0012@#1
order 巡警甲 go 莞城+300 because 巡逻
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 巡警甲 is on dispatch 巡警甲@#3 -> 市局 督察
report 涉枪 at 南城
  08:00:00 desk
    #5 2026-1123-0005 opened: criminal.firearm level 1 police_dispatch by rule 涉枪, 南城, needs 1, clock from 08:00:00 -> 市局 南城所 督察
    r5 filed for #5: criminal.firearm by voice_110 -> 市局 南城所 督察
    !1 ALARM shortfall about #5 in 南城 (1 units of step 1) -> 市局 南城所 督察
    #5 waits: no_unit_available
      涉枪须携枪: 0 available, 1 short, 1 on_dispatch
      铁骑0012 3897 m 390 s on_dispatch -> 市局 南城所 督察
report 火灾 at 莞城+100
  08:00:00 desk
    #6 2026-1123-0006 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 市局 莞城所 督察
    r6 filed for #6: fire by voice_110 -> 市局 莞城所 督察
    #6 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      巡警甲 100 m 12 s on_dispatch
      巡警乙 3997 m 500 s on_dispatch -> 市局 莞城所 督察
report 火灾 at 莞城+150
  08:00:00 desk
    #7 2026-1123-0007 opened: fire level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 市局 莞城所 督察
    r7 filed for #7: fire by voice_110 -> 市局 莞城所 督察
    r7 of #7 may be #6: near, 同一火情 -> 市局 莞城所 督察
    !2 ALARM duplicate_proposed about #7 r7 in 莞城 (of 2026-1123-0006: 同一火情) -> 市局 莞城所 督察
    #7 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      铁骑0012 150 m 15 s on_dispatch
      巡警甲 150 m 19 s on_dispatch
      巡警乙 4047 m 506 s on_dispatch -> 市局 莞城所 督察
report 火灾 at 南城+150
  08:00:00 desk
    #8 2026-1123-0008 opened: fire level 3 police_dispatch by rule 一般警情, 南城, needs 1, clock from 08:00:00 -> 市局 南城所 督察
    r8 filed for #8: fire by voice_110 -> 市局 南城所 督察
    #8 waits: no_unit_available
      一般警情: 0 available, 1 short, 3 on_dispatch
      巡警乙 150 m 19 s on_dispatch
      铁骑0012 3747 m 375 s on_dispatch
      巡警甲 3747 m 468 s on_dispatch -> 市局 南城所 督察
link r8 to #6
  08:00:00 desk
    r8 moved from #8 to #6 -> 市局 莞城所 督察
    #8 closed: Merged -> 市局 南城所 督察
restrict #6 to 市局 because 涉密
  08:00:00 desk
    refused ROLE_FORBIDDEN: role dispatcher may not restrict_incident -> 市局 督察
note #6
  08:00:00 desk
    note on #6 -> 市局 莞城所 督察
ack !1
  08:00:00 desk
    !1 acknowledged -> nobody
alarms
  duplicate_proposed in 莞城: 1 (!2)
at 08:30
  08:00:15 patrold
    巡警乙@#2: order undelivered, use your voice -> 市局 南城所 督察 巡警乙
    巡警甲@#3: order undelivered, use your voice -> 市局 莞城所 督察
  08:01:00 patrold
    巡警乙@#2 ended: offer_expired -> 市局 南城所 督察 巡警乙
    巡警甲@#3 ended: offer_expired -> 市局 莞城所 督察
  08:01:00 patrold
    巡警甲@#2 offered by policy, 3797 m 475 s, until 08:02:00, device
      一般警情: 2 available, 1 on_dispatch
      巡警乙 100 m 12 s already_tried
      铁骑0012 3797 m 380 s on_dispatch
      巡警甲 3797 m 475 s chosen -> 市局 莞城所 南城所 督察
    巡警乙@#3 offered by policy, 40460 m 5057 s, until 08:02:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 42558 m 4256 s on_dispatch
      巡警乙 40460 m 5057 s chosen
      巡警甲 42558 m 5320 s already_tried -> 市局 南城所 督察 巡警乙
  08:01:15 patrold
    巡警甲@#2: order undelivered, use your voice -> 市局 莞城所 南城所 督察
    巡警乙@#3: order undelivered, use your voice -> 市局 南城所 督察 巡警乙
  08:02:00 patrold
    巡警甲@#2 ended: offer_expired -> 市局 莞城所 南城所 督察
    巡警乙@#3 ended: offer_expired -> 市局 南城所 督察 巡警乙
  08:02:00 patrold
    巡警甲@#6 offered by policy, 100 m 12 s, until 08:03:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      巡警甲 100 m 12 s chosen
      巡警乙 3997 m 500 s needed_elsewhere -> 市局 莞城所 督察
    巡警乙@#7 offered by policy, 4047 m 506 s, until 08:03:00, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 150 m 15 s on_dispatch
      巡警甲 150 m 19 s needed_elsewhere
      巡警乙 4047 m 506 s chosen -> 市局 莞城所 南城所 督察 巡警乙
    #2 waits: no_unit_available
      一般警情: 2 available, 1 short, 1 on_dispatch
      巡警乙 100 m 12 s already_tried
      铁骑0012 3797 m 380 s on_dispatch
      巡警甲 3797 m 475 s already_tried -> 市局 南城所 督察
    #3 waits: no_unit_available
      一般警情: 2 available, 1 short, 1 on_dispatch
      铁骑0012 42558 m 4256 s on_dispatch
      巡警乙 40460 m 5057 s already_tried
      巡警甲 42558 m 5320 s already_tried -> 市局 督察
  08:02:15 patrold
    巡警甲@#6: order undelivered, use your voice -> 市局 莞城所 督察
    巡警乙@#7: order undelivered, use your voice -> 市局 莞城所 南城所 督察 巡警乙
  08:03:00 patrold
    巡警甲@#6 ended: offer_expired -> 市局 莞城所 督察
    巡警乙@#7 ended: offer_expired -> 市局 莞城所 南城所 督察 巡警乙
  08:03:00 patrold
    #6 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch, 2 no_position -> 市局 莞城所 督察
    #7 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 on_dispatch, 2 no_position -> 市局 莞城所 督察
  08:30:00 patrold
    龙舟赛 began -> 市局 莞城所 南城所 督察
    马拉松 began -> 市局 莞城所 南城所 督察
end-event 龙舟赛 because 大雨
  08:30:00 desk
    龙舟赛 ended (大雨) -> nobody
巡警乙 calls-for-help at 南城
  08:30:00 巡警乙
    #9 2026-1123-0009 opened: help.officer level 1 police_dispatch by rule officer emergency, 南城, needs 2, clock from 08:30:00 -> 市局 南城所 督察 巡警乙
    r9 filed for #9: help.officer by unit_on_view, found by 巡警乙 -> 市局 南城所 督察 巡警乙
    巡警乙 CALLS FOR HELP, #9, at 23.010000,113.750000 -> 市局 南城所 督察 巡警乙
    !3 ALARM officer_emergency about #9 巡警乙 in 南城 -> 市局 南城所 督察
    !4 ALARM shortfall about #9 in 南城 (2 units of step 1) -> 市局 南城所 督察
    #9 waits: no_unit_available
      民警求助全力增援: 0 available, 2 short, 1 on_dispatch, 2 no_position -> 市局 南城所 督察 巡警乙
posture enhanced because 春运
  08:30:00 指挥长
    duty level enhanced after routine (春运) -> 市局 莞城所 南城所 督察 消防大队 铁骑0012 巡警乙
retire #1
  nothing changes
as 南城所: close #1 because 不归我管
  08:30:00 南城所
    refused OUT_OF_SCOPE: incident #1 lies outside your scope -> 市局 督察
split 巡警甲 into 巡警甲二 taking 巡警甲乙 as community
  08:30:00 desk
    巡警甲二 (foot) split from 巡警甲 with 巡警甲乙 -> 市局 莞城所 督察
swap 巡警甲 铁骑0012
  08:30:00 desk
    巡警甲 now with 铁骑0012乙 铁骑0012甲 -> 市局 莞城所 督察
    铁骑0012 now with 巡警甲甲 -> 市局 莞城所 督察 铁骑0012
close #2
  08:30:00 desk
    #2 closed: Handled -> 市局 南城所 督察
wait 2m
