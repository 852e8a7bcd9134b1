# 更正补录的警情不派人。 Correcting a paper entry sends nobody.
duty 铁骑01 rider of 莞城 at 莞城+100
late 07:30: report 两抢 at 莞城
classify #1 type 打架 because 类别写错了
---
# 更正补录的警情不派人。 Correcting a paper entry sends nobody.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
late 07:30: report 两抢 at 莞城
  08:00:00 desk, happened 07:30:00, entered late
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 0, clock from 07:30:00
    r1 filed for #1: criminal.robbery by voice_110
classify #1 type 打架 because 类别写错了
  08:00:00 desk
    #1 is now order.fight level 2 police_dispatch by word: 类别写错了, needs 0
