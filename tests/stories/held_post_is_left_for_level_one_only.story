# The post in front of the school is held: a theft next to it gets another, a robbery does not.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
duty 巡警03 patrol of 莞城 at 莞城+4000
order 铁骑0012 hold 铁骑0012岗 firmly because 高考护考
铁骑0012 acks order
report 盗窃 at 莞城
report 盗窃 at 莞城+50
queue
# A dispatcher may take it away from there, giving a reason.
send 铁骑0012 to #2 because 考试尚未开始
铁骑0012 acks
铁骑0012 finishes
铁骑0012 acks order
# An unknown kind of event is of level 1.
report 不明 at 莞城
show 铁骑0012
---
# The post in front of the school is held: a theft next to it gets another, a robbery does not.
duty 铁骑0012 rider of 莞城 post 莞城+100 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 巡警03 patrol of 莞城 at 莞城+4000
  08:00:00 local-administrator
    roster: 巡警03 (town-patrol)
  08:00:00 巡警03
    巡警03 on duty with 巡警03乙 巡警03甲
  08:00:00 巡警03
    巡警03 connected
order 铁骑0012 hold 铁骑0012岗 firmly because 高考护考
  08:00:00 desk
    铁骑0012 ordered to hold 铁骑0012岗, firmly by desk, device (高考护考)
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v1
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    巡警03@#1 offered by policy, 4000 m 500 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 0 m 0 s holds_post
      巡警03 4000 m 500 s chosen
report 盗窃 at 莞城+50
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 50 m 5 s holds_post
      巡警03 3950 m 494 s on_dispatch
queue
  #2 level 3 since 08:00:00
# A dispatcher may take it away from there, giving a reason.
send 铁骑0012 to #2 because 考试尚未开始
  08:00:00 desk
    铁骑0012@#2 offered by the desk, 50 m 5 s, until 08:01:00, device
      考试尚未开始: 0 available
      铁骑0012 50 m 5 s chosen
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#2: order v1 delivered
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#2 ended: finished ! skipped_steps
铁骑0012 acks order
  08:00:00 铁骑0012
    铁骑0012 has its standing order v2
# An unknown kind of event is of level 1.
report 不明 at 莞城
  08:00:00 desk
    #3 2026-1123-0003 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: 不明 by voice_110
    铁骑0012@#3 offered by policy, 0 m 0 s, until 08:00:20, device
      一级警情: 1 available, 1 on_dispatch
      铁骑0012 0 m 0 s chosen
      巡警03 4000 m 500 s on_dispatch
show 铁骑0012
  铁骑0012 铁骑0012@#3 offered, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#3 v1, to hold 铁骑0012岗 (v2 suspended, device)
