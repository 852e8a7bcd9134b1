# 断电补录: what stood on paper counts, keeps its time, and sends nobody now.
duty 铁骑0012 rider of 莞城 at 莞城
at 10:00
late 08:30: report 两抢 at 莞城 rang 08:29
show #1
fix 铁骑0012 at 莞城
late 08:40: report 盗窃 at 莞城 found 铁骑0012 attends
show 铁骑0012
queue
wait 1m
---
# 断电补录: what stood on paper counts, keeps its time, and sends nobody now.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
at 10:00
late 08:30: report 两抢 at 莞城 rang 08:29
  10:00:00 desk, happened 08:30:00, entered late
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 0, clock from 08:29:00
    r1 filed for #1: criminal.robbery by voice_110
show #1
  #1 awaiting_decision, level 1, missing 0, reports r1, notes 0
fix 铁骑0012 at 莞城
late 08:40: report 盗窃 at 莞城 found 铁骑0012 attends
  10:00:00 desk, happened 08:40:00, entered late
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 0, clock from 08:40:00
    r2 filed for #2: criminal.theft by unit_on_view, found by 铁骑0012
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲
queue
  nobody waits
wait 1m
