# More units than the plan asks for: the desk is told while somebody can still be recalled, and only where units are needed.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+500
duty 铁骑0014 rider of 莞城 at 莞城+900
report 打架 at 莞城+100
铁骑0012 acks
铁骑0012 arrives
铁骑0013 attaches to #1
alarms
report 无效 at 莞城+600
send 铁骑0014 to #2 because 看一眼
duty 铁骑0015 rider of 莞城 at 莞城+600
铁骑0015 attaches to #2
alarms
report 打架 at 莞城+800
duty 铁骑0016 rider of 莞城 at 莞城+850
duty 铁骑0017 rider of 莞城 at 莞城+880
wait 5s
铁骑0017 attaches to #3
alarms
---
# More units than the plan asks for: the desk is told while somebody can still be recalled, and only where units are needed.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 400 m 40 s farther
      铁骑0014 800 m 80 s farther
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0013 attaches to #1
  08:00:00 铁骑0013
    铁骑0013@#1 arrived by itself, 400 m 40 s, device
alarms
  no alarms
report 无效 at 莞城+600
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid by voice_110
    #2 closed: Invalid
send 铁骑0014 to #2 because 看一眼
  08:00:00 desk
    refused INCIDENT_CLOSED: incident #2 is closed: reopen it first
duty 铁骑0015 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0015 (iron-riders)
  08:00:00 铁骑0015
    铁骑0015 on duty with 铁骑0015乙 铁骑0015甲
  08:00:00 铁骑0015
    铁骑0015 connected
铁骑0015 attaches to #2
  08:00:00 铁骑0015
    refused INCIDENT_CLOSED: incident #2 is closed: reopen it first
alarms
  no alarms
report 打架 at 莞城+800
  08:00:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: order.fight by voice_110
    铁骑0014@#3 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 2 available, 2 on_dispatch
      铁骑0014 100 m 10 s chosen
      铁骑0015 200 m 20 s farther
      铁骑0013 300 m 30 s on_dispatch
      铁骑0012 800 m 80 s on_dispatch
duty 铁骑0016 rider of 莞城 at 莞城+850
  08:00:00 local-administrator
    roster: 铁骑0016 (iron-riders)
  08:00:00 铁骑0016
    铁骑0016 on duty with 铁骑0016乙 铁骑0016甲
  08:00:00 铁骑0016
    铁骑0016 connected
duty 铁骑0017 rider of 莞城 at 莞城+880
  08:00:00 local-administrator
    roster: 铁骑0017 (iron-riders)
  08:00:00 铁骑0017
    铁骑0017 on duty with 铁骑0017乙 铁骑0017甲
  08:00:00 铁骑0017
    铁骑0017 connected
wait 5s
铁骑0017 attaches to #3
  08:00:05 铁骑0017
    !1 ALARM surplus_units about #3 in 莞城 (under way: 铁骑0014)
    铁骑0017@#3 arrived by itself, 80 m 8 s, device
alarms
  surplus_units in 莞城: 1 (!1)
