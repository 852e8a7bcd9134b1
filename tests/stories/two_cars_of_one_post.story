under posted
# Two cars stand at one post, which keeps one of them: of two fights at once one gets a car from there, the other one from
# elsewhere.
duty 巡警甲 patrol of 莞城 post 莞城
duty 巡警乙 patrol of 莞城 stands 巡警甲岗
duty 巡警丙 patrol of 南城
report 打架 at 莞城+300
report 打架 at 莞城+400
fix 巡警丙 at 南城
wait 10s
queue
# A fight for two, elsewhere: again one of the two cars of a post may go.
duty U00 patrol of 虎门 post 虎门
duty U01 patrol of 虎门 stands U00岗
duty U07 patrol of 厚街 at 厚街
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
report 打架 at 虎门+300
---
under posted
# Two cars stand at one post, which keeps one of them: of two fights at once one gets a car from there, the other one from
# elsewhere.
duty 巡警甲 patrol of 莞城 post 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
duty 巡警乙 patrol of 莞城 stands 巡警甲岗
  08:00:00 local-administrator
    roster: 巡警乙 (town-patrol)
  08:00:00 巡警乙
    巡警乙 on duty with 巡警乙乙 巡警乙甲
  08:00:00 巡警乙
    巡警乙 connected
duty 巡警丙 patrol of 南城
  08:00:00 local-administrator
    roster: 巡警丙 (town-patrol)
  08:00:00 巡警丙
    巡警丙 on duty with 巡警丙乙 巡警丙甲
  08:00:00 巡警丙
    巡警丙 connected
report 打架 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    巡警乙@#1 offered by policy, 300 m 38 s, until 08:00:30, device
      打架斗殴: 2 available, 1 no_position
      巡警乙 300 m 38 s chosen
      巡警甲 300 m 38 s farther
report 打架 at 莞城+400
  08:00:00 desk
    #2 2026-1123-0002 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: order.fight by voice_110
    !1 ALARM shortfall about #2 in 莞城 (1 units of step 1)
    #2 waits: no_unit_available
      打架斗殴: 1 available, 1 short, 1 on_dispatch, 1 no_position
      巡警乙 400 m 50 s on_dispatch
      巡警甲 400 m 50 s reserved
fix 巡警丙 at 南城
wait 10s
  08:00:05 patrold
    巡警丙@#2 offered by policy, 4297 m 537 s, until 08:00:35, device
      打架斗殴: 2 available, 1 on_dispatch
      巡警乙 400 m 50 s on_dispatch
      巡警甲 400 m 50 s reserved
      巡警丙 4297 m 537 s chosen
queue
  nobody waits
# A fight for two, elsewhere: again one of the two cars of a post may go.
duty U00 patrol of 虎门 post 虎门
  08:00:10 local-administrator
    roster: U00 (town-patrol)
  08:00:10 U00
    U00 on duty with U00乙 U00甲
  08:00:10 U00
    U00 connected
duty U01 patrol of 虎门 stands U00岗
  08:00:10 local-administrator
    roster: U01 (town-patrol)
  08:00:10 U01
    U01 on duty with U01乙 U01甲
  08:00:10 U01
    U01 connected
duty U07 patrol of 厚街 at 厚街
  08:00:10 local-administrator
    roster: U07 (town-patrol)
  08:00:10 U07
    U07 on duty with U07乙 U07甲
  08:00:10 U07
    U07 connected
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
  08:00:10 指挥长
    policy revision 2 took effect (双警处置)
    #1 needs 2 now (policy)
    #2 needs 2 now (policy)
  08:00:10 patrold
    U00@#1 offered by policy, 27050 m 3381 s, until 08:00:40, device
      打架斗殴: 4 available, 2 on_dispatch
      巡警乙 300 m 38 s on_dispatch
      巡警甲 300 m 38 s reserved
      巡警丙 4197 m 525 s on_dispatch
      U07 14336 m 1792 s needed_elsewhere
      U00 27050 m 3381 s chosen
      U01 27050 m 3381 s farther
    U07@#2 offered by policy, 14420 m 1803 s, until 08:00:40, device
      打架斗殴: 4 available, 2 on_dispatch
      巡警乙 400 m 50 s on_dispatch
      巡警甲 400 m 50 s reserved
      巡警丙 4297 m 537 s on_dispatch
      U07 14420 m 1803 s chosen
      U00 27145 m 3393 s needed_elsewhere
      U01 27145 m 3393 s farther
report 打架 at 虎门+300
  08:00:10 desk
    #3 2026-1123-0003 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 虎门, needs 2, clock from 08:00:10
    r3 filed for #3: order.fight by voice_110
    !2 ALARM shortfall about #3 in 虎门 (2 units of step 1)
    #3 waits: no_unit_available
      打架斗殴: 2 available, 2 short, 4 on_dispatch
      U00 300 m 38 s on_dispatch
      U01 300 m 38 s reserved
      U07 13599 m 1700 s on_dispatch
      巡警丙 22721 m 2840 s on_dispatch
      巡警乙 26476 m 3310 s on_dispatch
      巡警甲 26476 m 3310 s reserved
