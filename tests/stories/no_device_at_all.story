# Without a connection the order is for the voice from the start.
duty 巡逻21 patrol of 莞城 at 莞城 voice
report 打架 at 莞城+500
actor 二号台 dispatcher
as 二号台: 巡逻21 signs-in
as 二号台: 巡逻21 departs
as 二号台: 巡逻21 arrives
as 二号台: 巡逻21 finishes
as 二号台: 巡逻21 off
---
# Without a connection the order is for the voice from the start.
duty 巡逻21 patrol of 莞城 at 莞城 voice
  08:00:00 local-administrator
    roster: 巡逻21 (town-patrol)
  08:00:00 巡逻21
    巡逻21 on duty with 巡逻21乙 巡逻21甲
report 打架 at 莞城+500
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡逻21@#1 offered by policy, 500 m 62 s, until 08:00:30, voice
      打架斗殴: 1 available
      巡逻21 500 m 62 s chosen
actor 二号台 dispatcher
as 二号台: 巡逻21 signs-in
  08:00:00 二号台
    巡逻21@#1: signed_in
as 二号台: 巡逻21 departs
  08:00:00 二号台
    巡逻21@#1: departed
as 二号台: 巡逻21 arrives
  08:00:00 二号台
    巡逻21@#1: arrived
as 二号台: 巡逻21 finishes
  08:00:00 二号台
    巡逻21@#1 ended: finished
as 二号台: 巡逻21 off
  08:00:00 二号台
    巡逻21 off duty
