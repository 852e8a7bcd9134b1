# The finder is held elsewhere: what it saw is served as any other.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
铁骑0012 signs-in
as 铁骑0012: report 打架 at 莞城+200 found 铁骑0012 attends
---
# The finder is held elsewhere: what it saw is served as any other.
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
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
as 铁骑0012: report 打架 at 莞城+200 found 铁骑0012 attends
  08:00:00 铁骑0012
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by unit_on_view, found by 铁骑0012
    铁骑0013@#2 offered by policy, 700 m 70 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0013 700 m 70 s chosen
