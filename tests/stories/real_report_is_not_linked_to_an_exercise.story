# 真警情不能并入演练。 A real report is not linked to an exercise.
duty 铁骑01 rider of 莞城 at 莞城+100
report 打架 at 莞城 training
report 打架 at 莞城+10
link r2 to #1
show #1
show #2
queue
---
# 真警情不能并入演练。 A real report is not linked to an exercise.
duty 铁骑01 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑01 (iron-riders)
  08:00:00 铁骑01
    铁骑01 on duty with 铁骑01乙 铁骑01甲
  08:00:00 铁骑01
    铁骑01 connected
report 打架 at 莞城 training
  08:00:00 desk
    #1 T-2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
report 打架 at 莞城+10
  08:00:00 desk
    #2 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    铁骑01@#2 offered by policy, 90 m 9 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑01 90 m 9 s chosen
link r2 to #1
  08:00:00 desk
    refused TRAINING_MIXED: incident #1 and the report are not both real or both an exercise
show #1
  #1 awaiting_decision, level 2, missing 0, reports r1, notes 0
show #2
  #2 responding, level 2, missing 0, reports r2, notes 0
    铁骑01@#2 offered, 0 odd, order v1 not delivered; 
queue
  nobody waits
