# An exercise: its number says so, nobody is sent but by hand, and it stays apart from what is real.
duty 铁骑0012 rider of 莞城 at 莞城
report 两抢 at 莞城+100 training
report 盗窃 at 莞城+100
show #1
queue
# A real report is not lost in an exercise, and the other way round.
report 两抢 at 莞城+100 into #1
link r2 to #1
report 两抢 at 莞城+120 into #1 training
classify #1 level 2 because 演练科目二
铁骑0012 finishes
send 铁骑0012 to #1 because 演练
铁骑0012 arrives
铁骑0012 finishes
close #1 because 演练结束
report 两抢 at 莞城+100 training
report 盗窃 at 莞城+100
---
# An exercise: its number says so, nobody is sent but by hand, and it stays apart from what is real.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 两抢 at 莞城+100 training
  08:00:00 desk
    #1 T-2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: criminal.robbery by voice_110
report 盗窃 at 莞城+100
  08:00:00 desk
    #2 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
show #1
  #1 awaiting_decision, level 1, missing 0, reports r1, notes 0
queue
  nobody waits
# A real report is not lost in an exercise, and the other way round.
report 两抢 at 莞城+100 into #1
  08:00:00 desk
    refused TRAINING_MIXED: incident #1 and the report are not both real or both an exercise
link r2 to #1
  08:00:00 desk
    refused TRAINING_MIXED: incident #1 and the report are not both real or both an exercise
report 两抢 at 莞城+120 into #1 training
  08:00:00 desk
    r3 filed for #1: criminal.robbery by voice_110
classify #1 level 2 because 演练科目二
  08:00:00 desk
    #1 is now criminal.robbery level 2 police_dispatch by word: 演练科目二, needs 0
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#2 ended: finished ! skipped_steps
send 铁骑0012 to #1 because 演练
  08:00:00 desk
    铁骑0012@#1 offered by the desk, 100 m 10 s, until 08:01:00, device
      演练: 0 available
      铁骑0012 100 m 10 s chosen
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
close #1 because 演练结束
  08:00:00 desk
    #1 closed: Handled
report 两抢 at 莞城+100 training
  08:00:00 desk
    #3 T-2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 0, clock from 08:00:00
    r4 filed for #3: criminal.robbery by voice_110
report 盗窃 at 莞城+100
  08:00:00 desk
    #4 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r5 filed for #4: criminal.theft by voice_110
    铁骑0012@#4 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
