# 未定类型: nobody has chosen a type yet; the words say robbery. What no rule recognises stays level 1.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+300
duty 铁骑0014 rider of 莞城 at 莞城+600
duty 铁骑0015 rider of 莞城 at 莞城+900
report unknown at 莞城 saying 我的包被抢了
report unknown at 莞城+100 saying I was robbed
report unknown at 莞城+200 saying 喂，喂
# Named by its words, judged by all rules: the tick comes first.
report unknown at 莞城+300 flags weapon saying 有人抢劫
---
# 未定类型: nobody has chosen a type yet; the words say robbery. What no rule recognises stays level 1.
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
duty 铁骑0014 rider of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
duty 铁骑0015 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0015 (iron-riders)
  08:00:00 铁骑0015
    铁骑0015 on duty with 铁骑0015乙 铁骑0015甲
  08:00:00 铁骑0015
    铁骑0015 connected
report unknown at 莞城 saying 我的包被抢了
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 话里是两抢 [type criminal.robbery by rule 话里是两抢: keyword 被抢], 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: unknown by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:15, device
      两抢双警力: 4 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s chosen
      铁骑0014 600 m 60 s farther
      铁骑0015 900 m 90 s farther
    铁骑0013@#1 offered by policy, 300 m 30 s, until 08:00:15, device
      两抢双警力: 4 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 300 m 30 s chosen
      铁骑0014 600 m 60 s farther
      铁骑0015 900 m 90 s farther
report unknown at 莞城+100 saying I was robbed
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 话里是两抢 [type criminal.robbery by rule 话里是两抢: keyword robbed], 莞城, needs 2, clock from 08:00:00
    r2 filed for #2: unknown by voice_110
    铁骑0014@#2 offered by policy, 500 m 50 s, until 08:00:15, device
      两抢双警力: 2 available, 2 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s on_dispatch
      铁骑0014 500 m 50 s chosen
      铁骑0015 800 m 80 s chosen
    铁骑0015@#2 offered by policy, 800 m 80 s, until 08:00:15, device
      两抢双警力: 2 available, 2 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 200 m 20 s on_dispatch
      铁骑0014 500 m 50 s chosen
      铁骑0015 800 m 80 s chosen
report unknown at 莞城+200 saying 喂，喂
  08:00:00 desk
    #3 2026-1123-0003 opened: unknown level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: unknown by voice_110
    !1 ALARM shortfall about #3 in 莞城 (1 units of step 1)
    #3 waits: no_unit_available
      一级警情: 0 available, 1 short, 4 on_dispatch
      铁骑0013 100 m 10 s on_dispatch
      铁骑0012 200 m 20 s on_dispatch
      铁骑0014 400 m 40 s on_dispatch
      铁骑0015 700 m 70 s on_dispatch
# Named by its words, judged by all rules: the tick comes first.
report unknown at 莞城+300 flags weapon saying 有人抢劫
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.robbery level 1 police_dispatch by rule 有人持械 [type criminal.robbery by rule 话里是两抢: keyword 抢劫; flag weapon], 莞城, needs 2, clock from 08:00:00
    r4 filed for #4: unknown by voice_110
    !2 ALARM shortfall about #4 in 莞城 (2 units of step 1)
    #4 waits: no_unit_available
      两抢双警力: 0 available, 2 short, 4 on_dispatch
      铁骑0013 0 m 0 s on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0014 300 m 30 s on_dispatch
      铁骑0015 600 m 60 s on_dispatch
