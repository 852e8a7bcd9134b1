report 盗窃 at 莞城 desk 一号台
show #1
hand #1 to 二号台
hand #1 to 二号台
show #1
close #1
hand #1 to 三号台
---
report 盗窃 at 莞城 desk 一号台
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    #1 waits: no_unit_available
      一般警情: 0 available, 1 short
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, desk 一号台, notes 0
hand #1 to 二号台
  08:00:00 desk
    #1 offered to desk 二号台
    !1 ALARM hand_over_offered about #1 in 莞城 (二号台)
hand #1 to 二号台
  nothing changes
show #1
  #1 waiting (no_unit_available), level 3, missing 1, reports r1, desk 一号台, notes 0
close #1
  08:00:00 desk
    #1 closed: Handled
hand #1 to 三号台
  08:00:00 desk
    refused INCIDENT_CLOSED: incident #1 is closed: reopen it first
