duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 两抢 at 莞城+100
铁骑0012 signs-in
铁骑0013 signs-in
铁骑0012 arrives
close #1 because 误报
铁骑0012 finishes
# One is done, the other still under way: it is stood down and told so.
close #1 because 误报
show 铁骑0013
铁骑0013 arrives
close #1
report 盗窃 at 莞城 into #1
wait 20s
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 两抢 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s chosen
    铁骑0013@#1 offered by policy, 800 m 80 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0013 signs-in
  08:00:00 铁骑0013
    铁骑0013@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
close #1 because 误报
  08:00:00 desk
    refused UNIT_ON_SCENE: unit 铁骑0012 is on scene of incident #1: it must finish first
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
# One is done, the other still under way: it is stood down and told so.
close #1 because 误报
  08:00:00 desk
    铁骑0013@#1 ended: stood_down (误报)
    #1 closed: Handled
show 铁骑0013
  铁骑0013 available, connected, with 铁骑0013乙 铁骑0013甲, to send: order of 铁骑0013@#1 v2
铁骑0013 arrives
  08:00:00 铁骑0013
    铁骑0013@#1: arrived noted ! after_end
close #1
  08:00:00 desk
    refused INCIDENT_CLOSED: incident #1 is closed: reopen it first
report 盗窃 at 莞城 into #1
  08:00:00 desk
    refused INCIDENT_CLOSED: incident #1 is closed: reopen it first
wait 20s
  08:00:15 patrold
    铁骑0013@#1: order undelivered, use your voice
