# 路面发现: the finder is on scene; a robbery needs one more.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
as 铁骑0012: report 两抢 at 莞城 found 铁骑0012 attends
show 铁骑0012
show #1
---
# 路面发现: the finder is on scene; a robbery needs one more.
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
as 铁骑0012: report 两抢 at 莞城 found 铁骑0012 attends
  08:00:00 铁骑0012
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2, clock from 08:00:00
    r1 filed for #1: criminal.robbery by unit_on_view, found by 铁骑0012
    铁骑0012@#1 arrived by itself, device
    铁骑0013@#1 offered by policy, 900 m 90 s, until 08:00:15, device
      两抢双警力: 2 available
      铁骑0012 0 m 0 s needed_elsewhere
      铁骑0013 900 m 90 s chosen
show 铁骑0012
  铁骑0012 铁骑0012@#1 arrived, connected, with 铁骑0012乙 铁骑0012甲, to send: order of 铁骑0012@#1 v1
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0012@#1 arrived, 0 odd, order v1 not delivered; arrived 08:00:00
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
