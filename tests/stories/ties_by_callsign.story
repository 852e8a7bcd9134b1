# Same place, same kind: the callsign decides, and no thread does.
duty 铁骑0099 rider of 莞城 at 莞城+500
duty 铁骑0012 rider of 莞城 at 莞城+500
duty 铁骑0050 rider of 莞城 at 莞城+500
report 两抢 at 莞城
---
# Same place, same kind: the callsign decides, and no thread does.
duty 铁骑0099 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0099 (iron-riders)
  08:00:00 铁骑0099
    铁骑0099 on duty with 铁骑0099乙 铁骑0099甲
  08:00:00 铁骑0099
    铁骑0099 connected
duty 铁骑0012 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0050 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0050 (iron-riders)
  08:00:00 铁骑0050
    铁骑0050 on duty with 铁骑0050乙 铁骑0050甲
  08:00:00 铁骑0050
    铁骑0050 connected
report 两抢 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 500 m 50 s, until 08:00:15, device
      两抢双警力: 3 available
      铁骑0012 500 m 50 s chosen
      铁骑0050 500 m 50 s chosen
      铁骑0099 500 m 50 s farther
    铁骑0050@#1 offered by policy, 500 m 50 s, until 08:00:15, device
      两抢双警力: 3 available
      铁骑0012 500 m 50 s chosen
      铁骑0050 500 m 50 s chosen
      铁骑0099 500 m 50 s farther
