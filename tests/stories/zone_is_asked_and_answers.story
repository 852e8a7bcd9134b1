# Several desks propose, take and refuse: who is asked, who may answer, and when nothing is left to answer.
duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+300
propose #1 to 莞城 because 是我们的
propose #1 to 南城 because 其实在南城
alarms
propose #1 to 火星 because 没有
zone-refuses #1 because 不是我们的
zone-takes #1
alarms
propose #1 to 东城 because 那就东城
zone-takes #1 because 收到
show #1
---
# Several desks propose, take and refuse: who is asked, who may answer, and when nothing is left to answer.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 300 m 30 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 300 m 30 s chosen
propose #1 to 莞城 because 是我们的
  nothing changes
propose #1 to 南城 because 其实在南城
  08:00:00 desk
    南城 is asked to own #1 (其实在南城)
    !1 ALARM jurisdiction_proposed about #1 in 莞城 (南城)
alarms
  jurisdiction_proposed in 莞城: 1 (!1)
propose #1 to 火星 because 没有
  08:00:00 desk
    refused UNKNOWN_ZONE: zone 火星 is not in the policy
zone-refuses #1 because 不是我们的
  08:00:00 desk
    南城 does not own #1 (不是我们的)
zone-takes #1
  08:00:00 desk
    refused NOTHING_PENDING: incident #1 has no proposed jurisdiction that waits for an answer
alarms
  no alarms
propose #1 to 东城 because 那就东城
  08:00:00 desk
    东城 is asked to own #1 (那就东城)
    !2 ALARM jurisdiction_proposed about #1 in 莞城 (东城)
zone-takes #1 because 收到
  08:00:00 desk
    东城 owns #1 (收到)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
