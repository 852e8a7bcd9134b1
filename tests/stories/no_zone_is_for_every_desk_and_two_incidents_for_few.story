# What concerns no zone is for every desk. What names a restricted incident beside another one is told to those alone who may know
# of both.
actor 甲 dispatcher
actor 乙 dispatcher
actor 莞城所 dispatcher zones 莞城
actor 指挥长 supervisor
hears 甲,乙,莞城所,指挥长
report 涉枪 at 22.9,113.9
report 盗窃 at 莞城+300
report 盗窃 at 莞城+900
as 指挥长: restrict #2 to 甲 because 涉密
as 甲: link r2 to #3
---
# What concerns no zone is for every desk. What names a restricted incident beside another one is told to those alone who may know
# of both.
actor 甲 dispatcher
actor 乙 dispatcher
actor 莞城所 dispatcher zones 莞城
actor 指挥长 supervisor
hears 甲,乙,莞城所,指挥长
report 涉枪 at 22.9,113.9
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.firearm level 1 police_dispatch by rule 涉枪, no zone, needs 1, clock from 08:00:00 -> 甲 乙 莞城所 指挥长
    r1 filed for #1: criminal.firearm by voice_110 -> 甲 乙 莞城所 指挥长
    !1 ALARM shortfall about #1 in the city (1 units of step 1) -> 甲 乙 莞城所 指挥长
    #1 waits: no_unit_available
      涉枪须携枪: 0 available, 1 short -> 甲 乙 莞城所 指挥长
report 盗窃 at 莞城+300
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 莞城所 指挥长
    r2 filed for #2: criminal.theft by voice_110 -> 甲 乙 莞城所 指挥长
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 莞城所 指挥长
report 盗窃 at 莞城+900
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 莞城所 指挥长
    r3 filed for #3: criminal.theft by voice_110 -> 甲 乙 莞城所 指挥长
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 莞城所 指挥长
as 指挥长: restrict #2 to 甲 because 涉密
  08:00:00 指挥长
    #2 is seen by 指挥长 甲 alone (涉密) -> 甲 指挥长
as 甲: link r2 to #3
  08:00:00 甲
    r2 moved from #2 to #3 -> 甲 指挥长
    #2 closed: Merged -> 甲 指挥长
