duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城+100
铁骑0012 signs-in
retire #1
close #1
retire #1
show #1
note #1
wait 2h
fix 铁骑0012 at 莞城
reopen #1 because 赃物找到了
show #1
wait 1m
---
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
retire #1
  nothing changes
close #1
  08:00:00 desk
    铁骑0012@#1 ended: stood_down
    #1 closed: Handled
retire #1
  08:00:00 patrold
    #1 left memory
show #1
  #1 is not in memory
note #1
  08:00:00 desk
    refused UNKNOWN_INCIDENT: incident #1 does not exist or has left memory for the records
wait 2h
fix 铁骑0012 at 莞城
reopen #1 because 赃物找到了
  10:00:00 desk
    #1 reopened from the records (赃物找到了)
  10:00:00 patrold
    铁骑0012@#1 offered by policy, 100 m 10 s, until 10:01:00, device
      一般警情: 1 available
      铁骑0012 100 m 10 s chosen
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 stood_down, 0 odd, order v2 by voice; signed in 08:00:00
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
wait 1m
  10:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
  10:01:00 patrold
    铁骑0012@#1 ended: offer_expired
  10:01:00 patrold
    #1 waits: no_unit_available
      一般警情: 1 available, 1 short
      铁骑0012 100 m 10 s already_tried
