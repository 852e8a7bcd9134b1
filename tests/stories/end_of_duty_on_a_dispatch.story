duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城
铁骑0012 off
铁骑0012 out Break
铁骑0012 declines
铁骑0012 off
铁骑0012 off
report 盗窃 at 莞城
---
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
铁骑0012 off
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
铁骑0012 out Break
  08:00:00 铁骑0012
    refused UNIT_ON_DISPATCH: unit 铁骑0012 is on dispatch 铁骑0012@#1
铁骑0012 declines
  08:00:00 铁骑0012
    铁骑0012@#1 ended: declined
  08:00:00 patrold
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 0 m 0 s already_tried
铁骑0012 off
  08:00:00 铁骑0012
    铁骑0012 off duty
铁骑0012 off
  08:00:00 铁骑0012
    refused NOT_ON_DUTY: unit 铁骑0012 is not on duty: it must check in first
report 盗窃 at 莞城
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short
