# 外语来电: a caller who needs an interpreter, in a town that is full of them, does not wait behind lost purses.
duty 铁骑0012 rider of 虎门 at 虎门
report 求助 at 虎门+100 flags foreign_language saying please help me
close #1 because 办结
report 求助 at 莞城 flags foreign_language
close #2 because 办结
# 报警人不便说话
report 求助 at 虎门+100 flags cannot_speak
---
# 外语来电: a caller who needs an interpreter, in a town that is full of them, does not wait behind lost purses.
duty 铁骑0012 rider of 虎门 at 虎门
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 求助 at 虎门+100 flags foreign_language saying please help me
  08:00:00 desk
    #1 2026-1123-0001 opened: help level 2 police_dispatch by rule 虎门的外籍求助 [flag foreign_language; in 虎门], 虎门, needs 1, clock from 08:00:00
    r1 filed for #1: help by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
close #1 because 办结
  08:00:00 desk
    铁骑0012@#1 ended: stood_down (办结)
    #1 closed: Handled
report 求助 at 莞城 flags foreign_language
  08:00:00 desk
    #2 2026-1123-0002 opened: help level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: help by voice_110
    铁骑0012@#2 offered by policy, 26763 m 2676 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 26763 m 2676 s chosen
close #2 because 办结
  08:00:00 desk
    铁骑0012@#2 ended: stood_down (办结)
    #2 closed: Handled
# 报警人不便说话
report 求助 at 虎门+100 flags cannot_speak
  08:00:00 desk
    #3 2026-1123-0003 opened: help level 2 police_dispatch by rule 虎门的外籍求助 [flag cannot_speak; in 虎门], 虎门, needs 1, clock from 08:00:00
    r3 filed for #3: help by voice_110
    铁骑0012@#3 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
