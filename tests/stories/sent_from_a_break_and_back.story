# Who is out of service and does not go when a person asks is out of service as before; who went and finished is free.
duty 巡逻21 patrol of 莞城 at 莞城+200
巡逻21 out Break
report 盗窃 at 莞城+100
send 巡逻21 to #1 because 就在门口
巡逻21 declines 正在吃饭
show 巡逻21
send 巡逻21 to #1 because 再问一次
巡逻21 signs-in
巡逻21 arrives
巡逻21 finishes
show 巡逻21
---
# Who is out of service and does not go when a person asks is out of service as before; who went and finished is free.
duty 巡逻21 patrol of 莞城 at 莞城+200
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
  08:00:00 巡逻21
    巡逻21 connected
巡逻21 out Break
  08:00:00 巡逻21
    巡逻21 out of service: Break
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 unavailable
      巡逻21 100 m 12 s unavailable
send 巡逻21 to #1 because 就在门口
  08:00:00 desk
    巡逻21@#1 offered by the desk, 100 m 12 s, until 08:01:00, device
      就在门口: 0 available
      巡逻21 100 m 12 s chosen
巡逻21 declines 正在吃饭
  08:00:00 巡逻21
    巡逻21@#1 ended: declined
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short, 1 unavailable
      巡逻21 100 m 12 s unavailable
show 巡逻21
  巡逻21 out of service (Break), connected, with 巡逻21乙 巡逻21甲
send 巡逻21 to #1 because 再问一次
  08:00:00 desk
    巡逻21@#1 offered by the desk, 100 m 12 s, until 08:01:00, device
      再问一次: 0 available
      巡逻21 100 m 12 s chosen
巡逻21 signs-in
  08:00:00 巡逻21
    巡逻21@#1: signed_in
巡逻21 arrives
  08:00:00 巡逻21
    巡逻21@#1: arrived ! skipped_steps
巡逻21 finishes
  08:00:00 巡逻21
    巡逻21@#1 ended: finished
show 巡逻21
  巡逻21 available, connected, with 巡逻21乙 巡逻21甲
