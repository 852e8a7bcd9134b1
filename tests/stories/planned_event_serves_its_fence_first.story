# A dragon boat race with a command post of its own: its units serve the fence; outside, level 1 only.
duty 铁骑0012 rider of 万江 post 万江 at 万江
duty 铁骑0013 rider of 万江 post 万江+100 at 万江+100
duty 巡警03 patrol of 莞城 post 莞城+5500 at 莞城+5500
event 龙舟赛 in 万江 from 08:30 to 12:00 units 铁骑0012,铁骑0013 desk 龙舟赛指挥部
# Before it begins its units are as free as any.
report 盗窃 at 莞城
铁骑0012 acks
铁骑0012 finishes
close #1
at 08:30
show 铁骑0012
# Outside the fence another goes, though it is farther.
report 盗窃 at 莞城
巡警03 acks
巡警03 finishes
# Inside it the pool goes, and the command post is responsible.
report 打架 at 万江+200
show #3
铁骑0013 acks
铁骑0013 signs-in
# Level 1 outside takes whoever is near.
report 不明 at 莞城
铁骑0012 acks
铁骑0012 finishes
# With the patrol car gone, what is outside waits until the race is over.
巡警03 off
report 盗窃 at 莞城
at 12:00
show 铁骑0013
---
# A dragon boat race with a command post of its own: its units serve the fence; outside, level 1 only.
duty 铁骑0012 rider of 万江 post 万江 at 万江
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 万江 post 万江+100 at 万江+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 巡警03 patrol of 莞城 post 莞城+5500 at 莞城+5500
  08:00:00 local-administrator
    roster: 巡警03 (town-patrol)
  08:00:00 巡警03
    巡警03 on duty with 巡警03乙 巡警03甲
  08:00:00 巡警03
    巡警03 connected
event 龙舟赛 in 万江 from 08:30 to 12:00 units 铁骑0012,铁骑0013 desk 龙舟赛指挥部
  08:00:00 desk
    龙舟赛 planned from 08:30:00 to 12:00:00 with 铁骑0012 铁骑0013
# Before it begins its units are as free as any.
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 3826 m 383 s, until 08:01:00, device
      一般警情: 3 available
      铁骑0012 3826 m 383 s chosen
      铁骑0013 3842 m 384 s farther
      巡警03 5500 m 688 s farther
铁骑0012 acks
  08:00:00 铁骑0012
    铁骑0012@#1: order v1 delivered
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished ! skipped_steps
close #1
  08:00:00 desk
    #1 closed: Handled
at 08:30
  08:30:00 patrold
    龙舟赛 began
show 铁骑0012
  铁骑0012 available, connected, with 铁骑0012乙 铁骑0012甲, held for 龙舟赛
# Outside the fence another goes, though it is farther.
report 盗窃 at 莞城
  08:30:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:30:00
    r2 filed for #2: criminal.theft by voice_110
    巡警03@#2 offered by policy, 5500 m 688 s, until 08:31:00, device
      一般警情: 3 available
      铁骑0012 3826 m 383 s held_for_event
      铁骑0013 3842 m 384 s held_for_event
      巡警03 5500 m 688 s chosen
巡警03 acks
  08:30:00 巡警03
    巡警03@#2: order v1 delivered
巡警03 finishes
  08:30:00 巡警03
    巡警03@#2 ended: finished ! skipped_steps
# Inside it the pool goes, and the command post is responsible.
report 打架 at 万江+200
  08:30:00 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 万江, needs 1, clock from 08:30:00
    r3 filed for #3: order.fight by voice_110
    铁骑0013@#3 offered by policy, 100 m 10 s, until 08:30:30, device
      打架斗殴: 3 available
      铁骑0013 100 m 10 s chosen
      铁骑0012 200 m 20 s farther
      巡警03 6069 m 759 s farther + not_in_pool 3600 s
show #3
  #3 responding, level 2, missing 0, reports r3, desk 龙舟赛指挥部, notes 0
    铁骑0013@#3 offered, 0 odd, order v1 not delivered; 
铁骑0013 acks
  08:30:00 铁骑0013
    铁骑0013@#3: order v1 delivered
铁骑0013 signs-in
  08:30:00 铁骑0013
    铁骑0013@#3: signed_in
# Level 1 outside takes whoever is near.
report 不明 at 莞城
  08:30:00 desk
    #4 2026-1123-0004 opened: 不明 level 1 police_dispatch by rule unknown type, 莞城, needs 1, clock from 08:30:00
    r4 filed for #4: 不明 by voice_110
    铁骑0012@#4 offered by policy, 3826 m 383 s, until 08:30:20, device
      一级警情: 2 available, 1 on_dispatch
      铁骑0012 3826 m 383 s chosen
      铁骑0013 3842 m 384 s on_dispatch
      巡警03 5500 m 688 s farther
铁骑0012 acks
  08:30:00 铁骑0012
    铁骑0012@#4: order v1 delivered
铁骑0012 finishes
  08:30:00 铁骑0012
    铁骑0012@#4 ended: finished ! skipped_steps
# With the patrol car gone, what is outside waits until the race is over.
巡警03 off
  08:30:00 巡警03
    巡警03 off duty
report 盗窃 at 莞城
  08:30:00 desk
    #5 2026-1123-0005 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:30:00
    r5 filed for #5: criminal.theft by voice_110
    #5 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0012 3826 m 383 s held_for_event
      铁骑0013 3842 m 384 s on_dispatch
at 12:00
  12:00:00 patrold
    龙舟赛 ended
  12:00:00 patrold
    铁骑0012@#5 offered by policy, 3826 m 383 s, until 12:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 3826 m 383 s chosen
      铁骑0013 3842 m 384 s on_dispatch
show 铁骑0013
  铁骑0013 铁骑0013@#3 signed_in, connected, with 铁骑0013乙 铁骑0013甲
