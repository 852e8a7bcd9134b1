# The desk has done itself what a partner had accepted: the partner need not have it any more.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator
as 消防大队: accept #1
close #1 because 民警已消除
# Nobody is too many where nobody is asked for, and two are not too many where two are.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+100
report 消防隐患 at 莞城+400 via grid_administrator
send 铁骑0012 to #2 because 看一眼
铁骑0013 attaches to #2
alarms
duty 铁骑0014 rider of 莞城 at 莞城+900
duty 铁骑0015 rider of 南城 voice
report 两抢 at 莞城+800
铁骑0015 attaches to #3
alarms
---
# The desk has done itself what a partner had accepted: the partner need not have it any more.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by grid_administrator
    #1 offered to fire-brigade, due 08:30:00
as 消防大队: accept #1
  08:00:00 消防大队
    referral of #1 accepted, due 10:00:00
close #1 because 民警已消除
  08:00:00 desk
    referral of #1 withdrawn (民警已消除)
    #1 closed: Handled
# Nobody is too many where nobody is asked for, and two are not too many where two are.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 消防隐患 at 莞城+400 via grid_administrator
  08:00:00 desk
    #2 2026-1123-0002 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: other.hazard by grid_administrator
    #2 offered to fire-brigade, due 08:30:00
send 铁骑0012 to #2 because 看一眼
  08:00:00 desk
    铁骑0012@#2 offered by the desk, 400 m 40 s, until 08:01:00, device
      看一眼: 0 available
      铁骑0012 400 m 40 s chosen
铁骑0013 attaches to #2
  08:00:00 铁骑0013
    铁骑0013@#2 arrived by itself, 300 m 30 s, device
alarms
  no alarms
duty 铁骑0014 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
duty 铁骑0015 rider of 南城 voice
  08:00:00 local-administrator
    roster: 铁骑0015 (iron-riders)
  08:00:00 铁骑0015
    铁骑0015 on duty with 铁骑0015乙 铁骑0015甲
report 两抢 at 莞城+800
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r3 filed for #3: criminal.robbery by voice_110
    铁骑0014@#3 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢双警力: 1 available, 1 short, 2 on_dispatch, 1 no_position
      铁骑0014 100 m 10 s chosen
      铁骑0013 700 m 70 s on_dispatch
      铁骑0012 800 m 80 s on_dispatch
    !1 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      两抢双警力: 1 available, 1 short, 2 on_dispatch, 1 no_position
      铁骑0014 100 m 10 s chosen
      铁骑0013 700 m 70 s on_dispatch
      铁骑0012 800 m 80 s on_dispatch
铁骑0015 attaches to #3
  08:00:00 铁骑0015
    铁骑0015@#3 arrived by itself, voice
alarms
  no alarms
