duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+100
铁骑0012 signs-in
close #1
reopen #1
reopen #1 because 报警人说人又回来了
reopen #1 because 再开一次
show #1
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
close #1
  08:00:00 desk
    铁骑0012@#1 ended: stood_down
    #1 closed: Handled
reopen #1
  08:00:00 desk
    refused REASON_MISSING: a reason is required: reopening an incident
reopen #1 because 报警人说人又回来了
  08:00:00 desk
    #1 reopened (报警人说人又回来了)
  08:00:00 patrold
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
reopen #1 because 再开一次
  08:00:00 desk
    refused INCIDENT_NOT_CLOSED: incident #1 is not closed
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 stood_down, 0 odd, order v2 not delivered; signed in 08:00:00
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
