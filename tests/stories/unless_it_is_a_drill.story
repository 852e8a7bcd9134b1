# 演习除外: the rule for knives has an exception, and the next rule that fits decides.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+300
report 打架 at 莞城 saying 校园防暴演习，有人持刀扮演歹徒
report 打架 at 莞城+100 saying 有人拿剪刀互相推搡
report 打架 at 莞城+200 saying 有人持刀
---
# 演习除外: the rule for knives has an exception, and the next rule that fits decides.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+300
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 打架 at 莞城 saying 校园防暴演习，有人持刀扮演歹徒
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s farther
report 打架 at 莞城+100 saying 有人拿剪刀互相推搡
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑0013@#2 offered by policy, 200 m 20 s, until 08:00:30, device
      打架斗殴: 1 available, 1 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s chosen
report 打架 at 莞城+200 saying 有人持刀
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 1 police_dispatch by rule 提到刀具 [keyword 持刀; keyword 刀], 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    !1 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      一级警情: 0 available, 1 short, 2 on_dispatch
      铁骑0013 100 m 10 s on_dispatch
      铁骑0012 200 m 20 s on_dispatch
