# An incident that is handed to the desk that has it stays there without a word.
report 盗窃 at 莞城+300 desk 莞城台
hand #1 to 莞城台
hand #1 to 南城台
hand #1 to 南城台
take-over #1 at 东城台
take-over #1 at 南城台
alarms
hand #1 to 南城台
show #1
---
# An incident that is handed to the desk that has it stays there without a word.
report 盗窃 at 莞城+300 desk 莞城台
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short
hand #1 to 莞城台
  nothing changes
hand #1 to 南城台
  08:00:00 desk
    #1 offered to desk 南城台
    !1 ALARM hand_over_offered about #1 in 莞城 (南城台)
hand #1 to 南城台
  nothing changes
take-over #1 at 东城台
  08:00:00 desk
    refused NOTHING_PENDING: incident #1 has no hand-over to this desk that waits for an answer
take-over #1 at 南城台
  08:00:00 desk
    #1 handed over to 南城台
alarms
  no alarms
hand #1 to 南城台
  nothing changes
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, desk 南城台, notes 0
