# The desk speaks for a unit: the record names both.
duty 巡逻21 patrol of 莞城 voice
巡逻21 off
actor 二号台 dispatcher
as 二号台: duty 巡逻21 voice
as 二号台: place 巡逻21 at 莞城+300
as 二号台: 巡逻21 out Break
as 二号台: 巡逻21 back
report 打架 at 莞城
as 二号台: 巡逻21 signs-in
as 二号台: 巡逻21 arrives
as 二号台: 巡逻21 finishes
as 二号台: 巡逻21 off
place 巡逻21 at 莞城
---
# The desk speaks for a unit: the record names both.
duty 巡逻21 patrol of 莞城 voice
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
巡逻21 off
  08:00:00 巡逻21
    巡逻21 off duty
actor 二号台 dispatcher
as 二号台: duty 巡逻21 voice
  08:00:00 二号台
    巡逻21 on duty with 巡逻21乙 巡逻21甲
as 二号台: place 巡逻21 at 莞城+300
  08:00:00 二号台
    巡逻21 placed at 23.047698,113.752000
as 二号台: 巡逻21 out Break
  08:00:00 二号台
    巡逻21 out of service: Break
as 二号台: 巡逻21 back
  08:00:00 二号台
    巡逻21 available
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡逻21@#1 offered by policy, 300 m 38 s, until 08:00:30, voice
      打架斗殴: 1 available
      巡逻21 300 m 38 s chosen
as 二号台: 巡逻21 signs-in
  08:00:00 二号台
    巡逻21@#1: signed_in
as 二号台: 巡逻21 arrives
  08:00:00 二号台
    巡逻21@#1: arrived ! skipped_steps
as 二号台: 巡逻21 finishes
  08:00:00 二号台
    巡逻21@#1 ended: finished
as 二号台: 巡逻21 off
  08:00:00 二号台
    巡逻21 off duty
place 巡逻21 at 莞城
  08:00:00 desk
    refused NOT_ON_DUTY: unit 巡逻21 is not on duty: it must check in first
