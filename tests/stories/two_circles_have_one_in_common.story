# Two incidents are each seen by a few. What names both is told to whoever may see both, and to nobody else.
actor 甲 dispatcher
actor 乙 dispatcher
actor 丙 dispatcher
actor 指挥长 supervisor
hears 甲,乙,丙,指挥长
report 盗窃 at 莞城+300
report 盗窃 at 莞城+900
report 盗窃 at 莞城+1200
report 盗窃 at 莞城+1500
as 指挥长: restrict #1 to 甲,乙 because 涉密
as 指挥长: restrict #2 to 乙,丙 because 涉密
as 指挥长: restrict #4 to 丙 because 涉密
as 乙: link r2 to #1
as 甲: link r3 to #1
as 指挥长: link r4 to #1
as 丙: link r4 to #1
as 丙: note #4
as 甲: classify #1 level 1 because 动刀
as 指挥长: erase #1 because 本人要求
erase #3 because 本人要求
---
# Two incidents are each seen by a few. What names both is told to whoever may see both, and to nobody else.
actor 甲 dispatcher
actor 乙 dispatcher
actor 丙 dispatcher
actor 指挥长 supervisor
hears 甲,乙,丙,指挥长
report 盗窃 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 丙 指挥长
    r1 filed for #1: criminal.theft by voice_110 -> 甲 乙 丙 指挥长
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 丙 指挥长
report 盗窃 at 莞城+900
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 丙 指挥长
    r2 filed for #2: criminal.theft by voice_110 -> 甲 乙 丙 指挥长
    #2 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 丙 指挥长
report 盗窃 at 莞城+1200
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 丙 指挥长
    r3 filed for #3: criminal.theft by voice_110 -> 甲 乙 丙 指挥长
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 丙 指挥长
report 盗窃 at 莞城+1500
  08:00:00 desk
    #4 2026-1123-0004 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00 -> 甲 乙 丙 指挥长
    r4 filed for #4: criminal.theft by voice_110 -> 甲 乙 丙 指挥长
    #4 waits: no_unit_available
      一般警情: 0 available, 1 short -> 甲 乙 丙 指挥长
as 指挥长: restrict #1 to 甲,乙 because 涉密
  08:00:00 指挥长
    #1 is seen by 乙 指挥长 甲 alone (涉密) -> 甲 乙 指挥长
as 指挥长: restrict #2 to 乙,丙 because 涉密
  08:00:00 指挥长
    #2 is seen by 丙 乙 指挥长 alone (涉密) -> 乙 丙 指挥长
as 指挥长: restrict #4 to 丙 because 涉密
  08:00:00 指挥长
    #4 is seen by 丙 指挥长 alone (涉密) -> 丙 指挥长
as 乙: link r2 to #1
  08:00:00 乙
    r2 moved from #2 to #1 -> 乙 指挥长
    #2 closed: Merged -> 乙 丙 指挥长
as 甲: link r3 to #1
  08:00:00 甲
    r3 moved from #3 to #1 -> 甲 乙 指挥长
    #3 closed: Merged -> 甲 乙 丙 指挥长
as 指挥长: link r4 to #1
  08:00:00 指挥长
    r4 moved from #4 to #1 -> 指挥长
    #4 closed: Merged -> 丙 指挥长
as 丙: link r4 to #1
  08:00:00 丙
    refused UNKNOWN_REPORT: report r4 does not exist -> 甲 乙 丙 指挥长
as 丙: note #4
  08:00:00 丙
    note on #4 -> 丙 指挥长
as 甲: classify #1 level 1 because 动刀
  08:00:00 甲
    #1 is now criminal.theft level 1 police_dispatch by word: 动刀, needs 1 -> 甲 乙 指挥长
  08:00:00 patrold
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1) -> 甲 乙 指挥长
    #1 waits: no_unit_available
      一级警情: 0 available, 1 short -> 甲 乙 指挥长
as 指挥长: erase #1 because 本人要求
  08:00:00 指挥长
    what 1 writes told about #1 is to be erased (本人要求) -> 甲 乙 指挥长
erase #3 because 本人要求
  08:00:00 指挥长
    what 1 writes told about #3 is to be erased (本人要求) -> 甲 乙 丙 指挥长
