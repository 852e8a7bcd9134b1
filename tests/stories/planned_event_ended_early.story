# A person ends it; nobody is held for two events at once; a wrong plan is refused.
duty 铁骑0012 rider of 万江 at 万江
event 龙舟赛 at 万江 within 800 to 12:00 units 铁骑0012
report 盗窃 at 莞城
queue
event 灯会 in 莞城 from 11:00 to 13:00 units 铁骑0012
event 灯会 in 莞城 from 12:00 to 13:00 units 铁骑0012
event 庙会 in 深圳 to 09:00 units 铁骑0012
event 庙会 in 莞城 from 12:00 to 11:00 units 铁骑0012
end-event 龙舟赛 because 暴雨取消
end-event 龙舟赛
---
# A person ends it; nobody is held for two events at once; a wrong plan is refused.
duty 铁骑0012 rider of 万江 at 万江
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
event 龙舟赛 at 万江 within 800 to 12:00 units 铁骑0012
  08:00:00 desk
    龙舟赛 planned from 08:00:00 to 12:00:00 with 铁骑0012
    龙舟赛 began
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 3826 m 383 s held_for_event
queue
  #1 level 3 since 08:00:00
event 灯会 in 莞城 from 11:00 to 13:00 units 铁骑0012
  08:00:00 desk
    refused UNIT_IN_PLANNED_EVENT: unit 铁骑0012 is held for planned event 龙舟赛 at that time
event 灯会 in 莞城 from 12:00 to 13:00 units 铁骑0012
  08:00:00 desk
    灯会 planned from 12:00:00 to 13:00:00 with 铁骑0012
event 庙会 in 深圳 to 09:00 units 铁骑0012
  08:00:00 desk
    refused UNKNOWN_ZONE: zone 深圳 is not in the policy
event 庙会 in 莞城 from 12:00 to 11:00 units 铁骑0012
  08:00:00 desk
    refused ENDS_TOO_EARLY: the event must end after it begins
end-event 龙舟赛 because 暴雨取消
  08:00:00 desk
    龙舟赛 ended (暴雨取消)
  08:00:00 patrold
    铁骑0012@#1 offered by policy, 3826 m 383 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 3826 m 383 s chosen
end-event 龙舟赛
  08:00:00 desk
    refused UNKNOWN_PLANNED_EVENT: planned event 龙舟赛 does not exist or is over
