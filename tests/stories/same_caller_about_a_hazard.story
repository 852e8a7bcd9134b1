# Who calls again about something that needs nobody is not held back: there is nobody to hold.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 打架 at 莞城 phone 13800138000
铁骑0012 signs-in
report 消防隐患 at 莞城+200 phone 13800138000
show #2
report 盗窃 at 莞城+300 phone 13800138000
show #3
wait 2m
---
# Who calls again about something that needs nobody is not held back: there is nobody to hold.
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
report 打架 at 莞城 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
report 消防隐患 at 莞城+200 phone 13800138000
  08:00:00 desk
    #2 2026-1123-0002 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: other.hazard by voice_110
    #2 offered to fire-brigade, due 08:30:00
    r2 of #2 may be #1: same_caller, same caller
    !1 ALARM duplicate_proposed about #2 r2 in 莞城 (of 2026-1123-0001: same caller)
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, notes 0
report 盗窃 at 莞城+300 phone 13800138000
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    r3 of #3 may be #2: same_caller, same caller
    !2 ALARM duplicate_proposed about #3 r3 in 莞城 (of 2026-1123-0002: same caller)
    铁骑0013@#3 offered by policy, 600 m 60 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0013 600 m 60 s chosen
show #3
  #3 responding, level 3, missing 0, reports r3, notes 0
    铁骑0013@#3 offered, 0 odd, order v1 not delivered; 
wait 2m
  08:00:15 patrold
    铁骑0013@#3: order undelivered, use your voice
  08:01:00 patrold
    铁骑0013@#3 ended: offer_expired
  08:01:00 patrold
    #3 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 300 m 30 s on_dispatch
      铁骑0013 600 m 60 s already_tried
