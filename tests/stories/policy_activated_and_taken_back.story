# A supervisor makes theft graver, sees that it binds too many riders, and takes it back with one command. An incident
# that is running keeps its classification and its unit; the next one is judged by what is active then.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
铁骑0012 signs-in
铁骑0012 departs
policy [[rule]]\nname = "两抢" => [[rule]]\nname = "盗窃从重"\nwhen.types = ["criminal.theft"]\nlevel = 1\nhandling = "police_dispatch"\n\n[[rule]]\nname = "两抢" because 连续入室盗窃
show #1
report 盗窃 at 莞城+800
back because 警力不足
show #2
report 盗窃 at 莞城+100
policies
---
# A supervisor makes theft graver, sees that it binds too many riders, and takes it back with one command. An incident
# that is running keeps its classification and its unit; the next one is judged by what is active then.
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
report 盗窃 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 100 m 10 s chosen
      铁骑0013 800 m 80 s farther
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 departs
  08:00:00 铁骑0012
    铁骑0012@#1: departed
policy [[rule]]\nname = "两抢" => [[rule]]\nname = "盗窃从重"\nwhen.types = ["criminal.theft"]\nlevel = 1\nhandling = "police_dispatch"\n\n[[rule]]\nname = "两抢" because 连续入室盗窃
  08:00:00 指挥长
    policy revision 2 took effect (连续入室盗窃)
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 departed, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00
report 盗窃 at 莞城+800
  08:00:00 desk
    #2 2026-1123-0002 opened: criminal.theft level 1 police_dispatch by rule 盗窃从重, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 100 m 10 s, until 08:00:20, device
      一级警情: 1 available, 1 on_dispatch
      铁骑0013 100 m 10 s chosen
      铁骑0012 800 m 80 s on_dispatch
back because 警力不足
  08:00:00 指挥长
    policy revision 3 took effect as revision 1 was (警力不足)
show #2
  #2 responding, level 1, missing 0, reports r2, notes 0
    铁骑0013@#2 offered, 0 odd, order v1 not delivered; 
report 盗窃 at 莞城+100
  08:00:00 desk
    #3 2026-1123-0003 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r3 filed for #3: criminal.theft by voice_110
    #3 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      铁骑0012 100 m 10 s on_dispatch
      铁骑0013 800 m 80 s on_dispatch
policies
  1 at 08:00:00 by patrold, kept true
  2 at 08:00:00 by 指挥长, kept true
  3 (revision 1 again) at 08:00:00 by 指挥长, kept true
