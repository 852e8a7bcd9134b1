under layered
# A relief serves the step that the relieved served; a unit that a person sends serves the step that it fits.
actor 台 dispatcher
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+100
duty 巡警甲 patrol of 莞城 armed at 莞城+200
duty 巡警乙 patrol of 莞城 armed at 莞城+5000
report 两抢 at 莞城+100
show #1
巡警甲 acks
as 台: 巡警甲 off relieved-by 巡警乙
show #1
classify #1 type 不明 because 还不清楚
show #1
classify #1 type 两抢 because 就是两抢
show #1
# What the relieved has done already stands for the relief, from the moment on which it takes over.
duty 巡警丙 patrol of 莞城 armed at 莞城+300
duty 巡警丁 patrol of 莞城 armed at 莞城+400
巡警乙 signs-in
wait 5s
as 台: 巡警乙 off relieved-by 巡警丙
巡警丙 departs
wait 5s
as 台: 巡警丙 off relieved-by 巡警丁
show #1
---
under layered
# A relief serves the step that the relieved served; a unit that a person sends serves the step that it fits.
actor 台 dispatcher
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
duty 巡警甲 patrol of 莞城 armed at 莞城+200
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 armed at 莞城+5000
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
report 两抢 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 2+1, clock from 08:00:00
    !1 ALARM supervisor_informed about #1 in 莞城 (两抢圈层处置)
    r1 filed for #1: criminal.robbery by voice_110
    铁骑0013@#1 offered by policy, 0 m 0 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0013 0 m 0 s chosen
      铁骑0012 100 m 10 s chosen
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:15, device
      两抢圈层处置: 2 available
      铁骑0013 0 m 0 s chosen
      铁骑0012 100 m 10 s chosen
    巡警甲@#1 offered by policy, 100 m 12 s, until 08:00:15, device
      两抢圈层处置 step 2: 2 available
      巡警甲 100 m 12 s chosen
      巡警乙 4900 m 612 s farther
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    巡警甲@#1 offered for step 2, 0 odd, order v1 not delivered; 
巡警甲 acks
  08:00:00 巡警甲
    巡警甲@#1: order v1 delivered
as 台: 巡警甲 off relieved-by 巡警乙
  08:00:00 台
    巡警乙@#1 offered by the desk, 4900 m 612 s, until 08:00:15, device
    巡警甲@#1 ended: recalled (relieved by 巡警乙)
    巡警甲 off duty
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v1 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v1 not delivered; 
    巡警甲@#1 recalled for step 2, 0 odd, order v2 not delivered; 
    巡警乙@#1 offered for step 2, 0 odd, order v1 not delivered; 
classify #1 type 不明 because 还不清楚
  08:00:00 desk
    #1 is now 不明 level 1 police_dispatch by word: 还不清楚, needs 1
    #1: every order anew
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v2 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v2 not delivered; 
    巡警甲@#1 recalled for step 2, 0 odd, order v2 not delivered; 
    巡警乙@#1 offered, 0 odd, order v2 not delivered; 
classify #1 type 两抢 because 就是两抢
  08:00:00 desk
    #1 is now criminal.robbery level 1 police_dispatch by word: 就是两抢, needs 2+1
    #1: every order anew
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v3 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v3 not delivered; 
    巡警甲@#1 recalled for step 2, 0 odd, order v2 not delivered; 
    巡警乙@#1 offered for step 2, 0 odd, order v3 not delivered; 
# What the relieved has done already stands for the relief, from the moment on which it takes over.
duty 巡警丙 patrol of 莞城 armed at 莞城+300
  08:00:00 local-administrator
    roster: 巡警丙 (town-patrol)
  08:00:00 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:00:00 巡警丙
    巡警丙 connected
duty 巡警丁 patrol of 莞城 armed at 莞城+400
  08:00:00 local-administrator
    roster: 巡警丁 (town-patrol)
  08:00:00 巡警丁
    巡警丁 on duty with 巡警丁乙 巡警丁甲
  08:00:00 巡警丁
    巡警丁 connected
巡警乙 signs-in
  08:00:00 巡警乙
    巡警乙@#1: signed_in
wait 5s
as 台: 巡警乙 off relieved-by 巡警丙
  08:00:05 台
    巡警丙@#1 signed_in by the desk, 200 m 25 s, device
    巡警乙@#1 ended: recalled (relieved by 巡警丙)
    巡警乙 off duty
巡警丙 departs
  08:00:05 巡警丙
    巡警丙@#1: departed
wait 5s
  08:00:08 patrold
    铁骑0013@#1: sign_in warning, tell_desk
    !2 ALARM clock_warning about #1 铁骑0013@#1 铁骑0013 in 莞城 (sign_in)
    铁骑0012@#1: sign_in warning, tell_desk
    !3 ALARM clock_warning about #1 铁骑0012@#1 铁骑0012 in 莞城 (sign_in)
as 台: 巡警丙 off relieved-by 巡警丁
  08:00:10 台
    巡警丁@#1 departed by the desk, 300 m 38 s, device
    巡警丙@#1 ended: recalled (relieved by 巡警丁)
    巡警丙 off duty
show #1
  #1 responding, level 1, missing 0, reports r1, notes 0
    铁骑0013@#1 offered, 0 odd, order v3 not delivered; 
    铁骑0012@#1 offered, 0 odd, order v3 not delivered; 
    巡警甲@#1 recalled for step 2, 0 odd, order v2 not delivered; 
    巡警乙@#1 recalled for step 2, 0 odd, order v4 not delivered; signed in 08:00:00
    巡警丙@#1 recalled for step 2, 0 odd, order v2 not delivered; signed in 08:00:05, departed 08:00:05
    巡警丁@#1 departed for step 2, 0 odd, order v1 not delivered; departed 08:00:10
