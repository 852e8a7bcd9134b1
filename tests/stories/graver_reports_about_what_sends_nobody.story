# What was given to a partner becomes police work by a graver report, and police are sent. What was typed in after the fact is
# over: a graver report about it sends nobody.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 消防隐患 at 莞城+200
report 打架 at 莞城+200 into #1
show #1
late 07:30: report 盗窃 at 南城+500
report 打架 at 南城+500 into #2
show #2
---
# What was given to a partner becomes police work by a graver report, and police are sent. What was typed in after the fact is
# over: a graver report about it sends nobody.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 消防隐患 at 莞城+200
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by voice_110
    #1 offered to fire-brigade, due 08:30:00
report 打架 at 莞城+200 into #1
  08:00:00 desk
    r2 filed for #1: order.fight by voice_110
    referral of #1 withdrawn
    #1 is now order.fight level 2 police_dispatch by rule 打架斗殴, needs 1
  08:00:00 patrold
    铁骑0012@#1 offered by policy, 200 m 20 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 200 m 20 s chosen
      铁骑0013 700 m 70 s farther
show #1
  #1 responding, level 2, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
late 07:30: report 盗窃 at 南城+500
  08:00:00 desk, happened 07:30:00, entered late
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 南城, needs 0, clock from 07:30:00
    r3 filed for #2: criminal.theft by voice_110
report 打架 at 南城+500 into #2
  08:00:00 desk
    r4 filed for #2: order.fight by voice_110
    #2 is now order.fight level 2 police_dispatch by rule 打架斗殴, needs 0
show #2
  #2 awaiting_decision, level 2, missing 0, reports r3 r4, notes 0
