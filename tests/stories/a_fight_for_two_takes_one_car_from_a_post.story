under posted
# A fight for two: of the two cars at the nearest post only one may go, the other one comes from elsewhere.
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
duty U00 patrol of 虎门 post 虎门
duty U01 patrol of 虎门 stands U00岗
duty U07 patrol of 厚街 at 厚街
report 打架 at 虎门+300
---
under posted
# A fight for two: of the two cars at the nearest post only one may go, the other one comes from elsewhere.
policy levels = [2]\n\n[[plan.step]]\nunits = 1 => levels = [2]\n\n[[plan.step]]\nunits = 2 because 双警处置
  08:00:00 指挥长
    policy revision 2 took effect (双警处置)
duty U00 patrol of 虎门 post 虎门
  08:00:00 local-administrator
    roster: U00 (town-patrol)
  08:00:00 U00
    U00 on duty with U00乙 U00甲
  08:00:00 U00
    U00 connected
duty U01 patrol of 虎门 stands U00岗
  08:00:00 local-administrator
    roster: U01 (town-patrol)
  08:00:00 U01
    U01 on duty with U01乙 U01甲
  08:00:00 U01
    U01 connected
duty U07 patrol of 厚街 at 厚街
  08:00:00 local-administrator
    roster: U07 (town-patrol)
  08:00:00 U07
    U07 on duty with U07乙 U07甲
  08:00:00 U07
    U07 connected
report 打架 at 虎门+300
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 虎门, needs 2, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    U00@#1 offered by policy, 300 m 38 s, until 08:00:30, device
      打架斗殴: 3 available
      U00 300 m 38 s chosen
      U01 300 m 38 s reserved
      U07 13599 m 1700 s chosen
    U07@#1 offered by policy, 13599 m 1700 s, until 08:00:30, device
      打架斗殴: 3 available
      U00 300 m 38 s chosen
      U01 300 m 38 s reserved
      U07 13599 m 1700 s chosen
