# 重复报警: three calls, one robbery; the third turns out to be another one.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
duty 铁骑0014 rider of 莞城 at 莞城+1500
report 打架 at 莞城
wait 20s
report 打架 at 莞城+50 into #1
wait 20s
report 盗窃 at 莞城+100
link r3 to #1
link r3 to #1
close #2 because 重复报警
show #1
unlink r3 because 是另一件事
unlink r3
show #1
show #3
---
# 重复报警: three calls, one robbery; the third turns out to be another one.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+900
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 铁骑0014 rider of 莞城 at 莞城+1500
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    铁骑0014 on duty with 铁骑0014乙 铁骑0014甲
  08:00:00 铁骑0014
    铁骑0014 connected
report 打架 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 3 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
      铁骑0014 1500 m 150 s farther
wait 20s
  08:00:15 patrold
    铁骑0012@#1: order undelivered, use your voice
report 打架 at 莞城+50 into #1
  08:00:20 desk
    r2 filed for #1: order.fight by voice_110
wait 20s
  08:00:30 patrold
    铁骑0012@#1 ended: offer_expired
  08:00:30 patrold
    铁骑0013@#1 offered by policy, 900 m 90 s, until 08:01:00, device
      打架斗殴: 3 available
      铁骑0012 0 m 0 s already_tried
      铁骑0013 900 m 90 s chosen
      铁骑0014 1500 m 150 s farther
report 盗窃 at 莞城+100
  08:00:40 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:40
    r3 filed for #2: criminal.theft by voice_110
    铁骑0012@#2 offered by policy, 100 m 10 s, until 08:01:40, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s on_dispatch
      铁骑0014 1400 m 140 s farther
link r3 to #1
  08:00:40 desk
    r3 moved from #2 to #1
    铁骑0012@#2 ended: stood_down (merged into 2026-1123-0001)
    #2 closed: Merged
link r3 to #1
  08:00:40 desk
    refused ALREADY_LINKED: report r3 is linked to incident #1 already
close #2 because 重复报警
  08:00:40 desk
    refused INCIDENT_CLOSED: incident #2 is closed: reopen it first
show #1
  #1 responding, level 2, missing 0, reports r1 r2 r3, notes 0
    铁骑0012@#1 offer_expired, 0 odd, order v2 by voice; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
unlink r3 because 是另一件事
  08:00:40 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:40
    r3 moved from #1 to #3 (是另一件事)
    铁骑0012@#3 offered by policy, 100 m 10 s, until 08:01:40, device
      一般警情: 2 available, 1 on_dispatch
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s on_dispatch
      铁骑0014 1400 m 140 s farther
unlink r3
  08:00:40 desk
    refused ONLY_REPORT: report r3 is the only one of its incident
show #1
  #1 responding, level 2, missing 0, reports r1 r2, notes 0
    铁骑0012@#1 offer_expired, 0 odd, order v2 by voice; 
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
show #3
  #3 responding, level 3, missing 0, reports r3, notes 0
    铁骑0012@#3 offered, 0 odd, order v1 not delivered; 
