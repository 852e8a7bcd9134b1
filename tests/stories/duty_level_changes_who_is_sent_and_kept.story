under layered reserved
# 勤务等级升为二级加强：一级警情多派一名，每镇多留一个，时限收紧；之后恢复。 The posture rises: level 1 gets one more, every town
# keeps one more, clocks tighten; what is under way goes on as it was; then back.
duty 铁骑0012 rider of 莞城 at 莞城+900
duty 铁骑0013 rider of 莞城 at 莞城+1200
duty 铁骑0014 rider of 莞城 at 莞城+2000
duty 铁骑0015 rider of 南城 at 莞城+2500
duty 武装车 patrol of 莞城 armed at 莞城+300
duty 巡警甲 patrol of 南城 at 南城+100
duty 巡警乙 patrol of 南城 at 南城+200
report 打架 at 南城
actor 指挥长 supervisor
as 指挥长: posture enhanced because 国庆安保
report 打架 at 南城+50
report 两抢 at 莞城
wait 9s
as 指挥长: posture routine because 安保结束
queue
---
under layered reserved
# 勤务等级升为二级加强：一级警情多派一名，每镇多留一个，时限收紧；之后恢复。 The posture rises: level 1 gets one more, every town
# keeps one more, clocks tighten; what is under way goes on as it was; then back.
duty 铁骑0012 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+1200
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城+2000
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
duty 铁骑0015 rider of 南城 at 莞城+2500
  08:00:00 local-administrator
    roster: 铁骑0015 (iron-riders)
  08:00:00 铁骑0015
    铁骑0015 on duty with 铁骑0015乙 铁骑0015甲
  08:00:00 铁骑0015
    铁骑0015 connected
duty 武装车 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 武装车 (town-patrol)
  08:00:00 武装车
    武装车 on duty with 武装车乙 武装车甲
  08:00:00 武装车
    武装车 connected
duty 巡警甲 patrol of 南城 at 南城+100
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 南城 at 南城+200
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
report 打架 at 南城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 南城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:30, device
      打架斗殴: 7 available
      巡警甲 100 m 12 s chosen
      巡警乙 200 m 25 s farther
      铁骑0012 4796 m 480 s farther
      铁骑0013 5096 m 510 s farther
      武装车 4197 m 525 s farther
      铁骑0014 5895 m 590 s farther
      铁骑0015 6395 m 640 s farther
actor 指挥长 supervisor
as 指挥长: posture enhanced because 国庆安保
  08:00:00 指挥长
    duty level enhanced after routine (国庆安保)
report 打架 at 南城+50
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 南城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0012@#2 offered by policy, 4746 m 475 s, until 08:00:30, device
      打架斗殴: 6 available, 1 on_dispatch
      巡警甲 50 m 6 s on_dispatch
      巡警乙 150 m 19 s reserved
      铁骑0012 4746 m 475 s chosen
      铁骑0013 5046 m 505 s farther
      武装车 4147 m 518 s farther
      铁骑0014 5845 m 585 s farther
      铁骑0015 6345 m 635 s reserved
report 两抢 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 3+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #3 in 莞城 (两抢圈层处置)
    r3 filed for #3: criminal.robbery by voice_110
    铁骑0013@#3 offered by policy, 1200 m 120 s, until 08:00:15, device
      两抢圈层处置: 3 available, 1 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s chosen
      铁骑0015 2500 m 250 s chosen
    铁骑0014@#3 offered by policy, 2000 m 200 s, until 08:00:15, device
      两抢圈层处置: 3 available, 1 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s chosen
      铁骑0015 2500 m 250 s chosen
    铁骑0015@#3 offered by policy, 2500 m 250 s, until 08:00:15, device
      两抢圈层处置: 3 available, 1 on_dispatch
      铁骑0012 900 m 90 s on_dispatch
      铁骑0013 1200 m 120 s chosen
      铁骑0014 2000 m 200 s chosen
      铁骑0015 2500 m 250 s chosen
    武装车@#3 offered by policy, 300 m 38 s, until 08:00:15, device
      两抢圈层处置 step 2: 2 available, 1 on_dispatch
      武装车 300 m 38 s chosen
      巡警乙 3697 m 462 s crew_too_weak
      巡警甲 3797 m 475 s on_dispatch
wait 9s
  08:00:06 patrold
    铁骑0013@#3: sign_in warning, tell_desk
    !2 ALARM clock_warning about #3 铁骑0013@#3 铁骑0013 in 莞城 (sign_in)
    铁骑0014@#3: sign_in warning, tell_desk
    !3 ALARM clock_warning about #3 铁骑0014@#3 铁骑0014 in 莞城 (sign_in)
    铁骑0015@#3: sign_in warning, tell_desk
    !4 ALARM clock_warning about #3 铁骑0015@#3 铁骑0015 in 莞城 (sign_in)
    武装车@#3: sign_in warning, tell_desk
    !5 ALARM clock_warning about #3 武装车@#3 武装车 in 莞城 (sign_in)
as 指挥长: posture routine because 安保结束
  08:00:09 指挥长
    duty level routine after enhanced (安保结束)
queue
  nobody waits
