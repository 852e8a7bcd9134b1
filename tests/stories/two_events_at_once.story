# Two planned events hold units at the same time. When one ends its unit is free, and the other keeps its own.
duty 铁骑0012 rider of 万江 at 万江
duty 铁骑0013 rider of 万江 at 万江+100
event 龙舟赛 in 万江 from 08:30 to 12:00 units 铁骑0012
event 马拉松 in 莞城 from 08:30 to 12:00 units 铁骑0013
at 08:30
fix 铁骑0012 at 万江
fix 铁骑0013 at 万江+100
report 盗窃 at 南城
end-event 龙舟赛 because 大雨
show 铁骑0013
# One unit for two events, one after the other: the second begins when the first is over.
duty 铁骑0014 rider of 厚街 at 厚街
event 上午场 in 厚街 from 09:00 to 10:00 units 铁骑0014
event 下午场 in 厚街 from 10:00 to 11:00 units 铁骑0014
event 加场 in 厚街 from 10:30 to 11:30 units 铁骑0014
---
# Two planned events hold units at the same time. When one ends its unit is free, and the other keeps its own.
duty 铁骑0012 rider of 万江 at 万江
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 万江 at 万江+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
event 龙舟赛 in 万江 from 08:30 to 12:00 units 铁骑0012
  08:00:00 desk
    龙舟赛 planned from 08:30:00 to 12:00:00 with 铁骑0012
event 马拉松 in 莞城 from 08:30 to 12:00 units 铁骑0013
  08:00:00 desk
    马拉松 planned from 08:30:00 to 12:00:00 with 铁骑0013
at 08:30
  08:30:00 patrold
    龙舟赛 began
    马拉松 began
fix 铁骑0012 at 万江
fix 铁骑0013 at 万江+100
report 盗窃 at 南城
  08:30:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 南城, needs 1, clock from 08:30:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 2 available, 1 short
      铁骑0012 5711 m 571 s held_for_event
      铁骑0013 5789 m 579 s held_for_event
end-event 龙舟赛 because 大雨
  08:30:00 desk
    龙舟赛 ended (大雨)
  08:30:00 patrold
    铁骑0012@#1 offered by policy, 5711 m 571 s, until 08:31:00, device
      一般警情: 2 available
      铁骑0012 5711 m 571 s chosen
      铁骑0013 5789 m 579 s held_for_event
show 铁骑0013
  铁骑0013 available, connected, with 铁骑0013乙 铁骑0013甲, held for 马拉松
# One unit for two events, one after the other: the second begins when the first is over.
duty 铁骑0014 rider of 厚街 at 厚街
  08:30:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:30:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:30:00 铁骑0014
    铁骑0014 connected
event 上午场 in 厚街 from 09:00 to 10:00 units 铁骑0014
  08:30:00 desk
    上午场 planned from 09:00:00 to 10:00:00 with 铁骑0014
event 下午场 in 厚街 from 10:00 to 11:00 units 铁骑0014
  08:30:00 desk
    下午场 planned from 10:00:00 to 11:00:00 with 铁骑0014
event 加场 in 厚街 from 10:30 to 11:30 units 铁骑0014
  08:30:00 desk
    refused UNIT_IN_PLANNED_EVENT: unit 铁骑0014 is held for planned event 下午场 at that time
