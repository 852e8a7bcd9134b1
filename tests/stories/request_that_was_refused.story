# A refusal is no answer that is kept: once the reason is gone the same request is carried out.
duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城
铁骑0012 arrives
request 甲: close #1
铁骑0012 finishes
request 甲: close #1
request 甲: close #1
---
# A refusal is no answer that is kept: once the reason is gone the same request is carried out.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
request 甲: close #1
  08:00:00 desk
    refused UNIT_ON_SCENE: unit 铁骑0012 is on scene of incident #1: it must finish first
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
request 甲: close #1
  08:00:00 desk
    #1 closed: Handled
  answer: entry 9  
request 甲: close #1
  answer: entry 9  
