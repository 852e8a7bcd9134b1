# 交接: the desk that has it is responsible until the other one says that it takes it.
report 打架 at 莞城 desk 莞城席
hand #1 to 东城席
hand #1 to 东城席
show #1
take-over #1 at 南城席
take-over #1 at 东城席
show #1
alarms
---
# 交接: the desk that has it is responsible until the other one says that it takes it.
report 打架 at 莞城 desk 莞城席
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    !1 ALARM shortfall about #1 in 莞城 (1 units of step 1)
    #1 waits: no_unit_available
      打架斗殴: 0 available, 1 short
hand #1 to 东城席
  08:00:00 desk
    #1 offered to desk 东城席
    !2 ALARM hand_over_offered about #1 in 莞城 (东城席)
hand #1 to 东城席
  nothing changes
show #1
  #1 waiting (no_unit_available), level 2, missing 1, reports r1, desk 莞城席, notes 0
take-over #1 at 南城席
  08:00:00 desk
    refused NOTHING_PENDING: incident #1 has no hand-over to this desk that waits for an answer
take-over #1 at 东城席
  08:00:00 desk
    #1 handed over to 东城席
show #1
  #1 waiting (no_unit_available), level 2, missing 1, reports r1, desk 东城席, notes 0
alarms
  shortfall in 莞城: 1 (!1)
