duty 铁骑0012 rider of 莞城 at 莞城
duty 特警01 swat of 南城 at 南城
duty 巡逻21 patrol of 莞城 at 莞城+200
巡逻21 out Fault
report 盗窃 at 莞城+100
send 特警01 to #1
# Out of service is respected without a reason, and overruled with one.
send 巡逻21 to #1
send 巡逻21 to #1 because 就在门口
send 特警01 to #1 because 再派
send 铁骑9999 to #1
send 铁骑0012,铁骑0012 to #1
show #1
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 特警01 swat of 南城 at 南城
  08:00:00 local-administrator
    roster: 特警01 (swat)
  08:00:00 特警01
    特警01 on duty with 特警01乙 特警01甲
  08:00:00 特警01
    特警01 connected
duty 巡逻21 patrol of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
  08:00:00 巡逻21
    巡逻21 connected
巡逻21 out Fault
  08:00:00 巡逻21
    巡逻21 out of service: Fault
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available, 1 unavailable
      铁骑0012 100 m 10 s chosen
      巡逻21 100 m 12 s unavailable
      特警01 3997 m 600 s farther
send 特警01 to #1
  08:00:00 desk
    特警01@#1 offered by the desk, 3997 m 600 s, until 08:01:00, device
      : 0 available
      特警01 3997 m 600 s chosen
# Out of service is respected without a reason, and overruled with one.
send 巡逻21 to #1
  08:00:00 desk
    refused UNIT_UNAVAILABLE: unit 巡逻21 is out of service
send 巡逻21 to #1 because 就在门口
  08:00:00 desk
    巡逻21@#1 offered by the desk, 100 m 12 s, until 08:01:00, device
      就在门口: 0 available
      巡逻21 100 m 12 s chosen
send 特警01 to #1 because 再派
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 特警01 is on dispatch 特警01@#1
send 铁骑9999 to #1
  08:00:00 desk
    refused UNKNOWN_UNIT: unit 铁骑9999 is not on the roster
send 铁骑0012,铁骑0012 to #1
  08:00:00 desk
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    特警01@#1 offered, 0 odd, order v1 not delivered; 
    巡逻21@#1 offered, 0 odd, order v1 not delivered; 
