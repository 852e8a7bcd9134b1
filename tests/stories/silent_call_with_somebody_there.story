# A call-back ends what is on the record only, unless somebody is there; and it never ends what is an incident by now.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+500
report 无声电话 at 莞城+300 phone 13800138000
铁骑0012 attaches to #1
call-back #1 all_well because 民警在场
show #1
report 无声电话 at 莞城+600 phone 13900139000
classify #2 type 求助 level 3 handling police_dispatch because 邻居说有人喊
recall 铁骑0013 because 先等
call-back #2 hoax because 再拨无恙
show #2
report 无声电话 at 莞城+900 phone 13700137000
call-back #3 not_reached because 三次未接
show #3
report 无声电话 at 莞城+1200 phone 13600136000
classify #4 type 求助 level 3 handling police_dispatch because 有人喊
call-back #4 help_needed because 仍需帮助
report 无声电话 at 莞城+1500 phone 13500135000
call-back #5 help_needed because 说不清要什么
report 无声电话 at 莞城+1800 phone 13400134000
classify #6 type 求助 level 3 handling police_dispatch because 有人喊
call-back #6 help_needed type 打架 because 有人打架
---
# A call-back ends what is on the record only, unless somebody is there; and it never ends what is an incident by now.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
report 无声电话 at 莞城+300 phone 13800138000
  08:00:00 desk
    #1 2026-1123-0001 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.invalid.silent by voice_110
    #1 must be called back by 08:03:00
铁骑0012 attaches to #1
  08:00:00 铁骑0012
    铁骑0012@#1 arrived by itself, 300 m 30 s, device
call-back #1 all_well because 民警在场
  08:00:00 desk
    #1 called back: all_well (民警在场)
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    铁骑0012@#1 arrived, 0 odd, order v1 not delivered; arrived 08:00:00
report 无声电话 at 莞城+600 phone 13900139000
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid.silent by voice_110
    #2 must be called back by 08:03:00
classify #2 type 求助 level 3 handling police_dispatch because 邻居说有人喊
  08:00:00 desk
    #2 is now help level 3 police_dispatch by word: 邻居说有人喊, needs 1
  08:00:00 patrold
    铁骑0013@#2 offered by policy, 100 m 10 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0013 100 m 10 s chosen
      铁骑0012 600 m 60 s on_dispatch
recall 铁骑0013 because 先等
  08:00:00 desk
    铁骑0013@#2 ended: recalled (先等)
  08:00:00 patrold
    #2 waits: no_unit_available
      一般警情: 1 available, 1 short, 1 on_dispatch
      铁骑0013 100 m 10 s already_tried
      铁骑0012 600 m 60 s on_dispatch
call-back #2 hoax because 再拨无恙
  08:00:00 desk
    #2 called back: hoax (再拨无恙)
show #2
  #2 waiting (no_unit_available), level 3, missing 1, reports r2, notes 0
    铁骑0013@#2 recalled, 0 odd, order v2 not delivered; 
report 无声电话 at 莞城+900 phone 13700137000
  08:00:00 desk
    #3 2026-1123-0003 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r3 filed for #3: other.invalid.silent by voice_110
    #3 must be called back by 08:03:00
call-back #3 not_reached because 三次未接
  08:00:00 desk
    #3 called back: not_reached (三次未接)
    #3 closed: Invalid
show #3
  #3 closed, level 4, missing 0, reports r3, notes 0
report 无声电话 at 莞城+1200 phone 13600136000
  08:00:00 desk
    #4 2026-1123-0004 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r4 filed for #4: other.invalid.silent by voice_110
    #4 must be called back by 08:03:00
classify #4 type 求助 level 3 handling police_dispatch because 有人喊
  08:00:00 desk
    #4 is now help level 3 police_dispatch by word: 有人喊, needs 1
  08:00:00 patrold
    铁骑0013@#4 offered by policy, 700 m 70 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0013 700 m 70 s chosen
      铁骑0012 1200 m 120 s on_dispatch
call-back #4 help_needed because 仍需帮助
  08:00:00 desk
    #4 called back: help_needed (仍需帮助)
report 无声电话 at 莞城+1500 phone 13500135000
  08:00:00 desk
    #5 2026-1123-0005 opened: other.invalid.silent level 4 record_only by rule 无效警情, 莞城, needs 0, clock from 08:00:00
    r5 filed for #5: other.invalid.silent by voice_110
    #5 must be called back by 08:03:00
call-back #5 help_needed because 说不清要什么
  08:00:00 desk
    #5 called back: help_needed (说不清要什么)
    #5 is now other.invalid.silent level 4 police_dispatch by word: 说不清要什么, needs 1
  08:00:00 patrold
    !1 ALARM decision_needed about #5 in 莞城 (no_plan)
    #5 waits: no_plan
report 无声电话 at 莞城+1800 phone 13400134000
  08:00:00 desk
    #6 2026-1123-0006 opened: other.invalid.silent level 4 record_only by rule 无效警情, no zone, needs 0, clock from 08:00:00
    r6 filed for #6: other.invalid.silent by voice_110
    #6 must be called back by 08:03:00
classify #6 type 求助 level 3 handling police_dispatch because 有人喊
  08:00:00 desk
    #6 is now help level 3 police_dispatch by word: 有人喊, needs 1
  08:00:00 patrold
    #6 waits: no_unit_available
      一般警情: 0 available, 1 short, 2 on_dispatch
      铁骑0013 1300 m 130 s on_dispatch
      铁骑0012 1800 m 180 s on_dispatch
call-back #6 help_needed type 打架 because 有人打架
  08:00:00 desk
    #6 called back: help_needed (有人打架)
    #6 is now order.fight level 2 police_dispatch by word: 有人打架, needs 1
  08:00:00 patrold
    !2 ALARM shortfall about #6 in the city (1 units of step 1)
    #6 waits: no_unit_available
      打架斗殴: 0 available, 1 short, 2 on_dispatch
      铁骑0013 1300 m 130 s on_dispatch
      铁骑0012 1800 m 180 s on_dispatch
