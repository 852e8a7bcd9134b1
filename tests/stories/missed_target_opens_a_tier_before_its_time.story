under layered
# Nobody met the quarrel within a minute: the town's patrol is asked at once, though its turn comes after two.
duty 巡警甲 patrol of 莞城 at 莞城
policy target = [{ arrive_within_ms = 600_000 }] => target = [{ arrive_within_ms = 60_000 }] because 更快
report 纠纷 at 莞城+300
wait 1m
wait 2m
---
under layered
# Nobody met the quarrel within a minute: the town's patrol is asked at once, though its turn comes after two.
duty 巡警甲 patrol of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 巡警甲 (town-patrol)
  08:00:00 巡警甲
    巡警甲 on duty with 巡警甲乙 巡警甲甲
  08:00:00 巡警甲
    巡警甲 connected
policy target = [{ arrive_within_ms = 600_000 }] => target = [{ arrive_within_ms = 60_000 }] because 更快
  08:00:00 指挥长
    policy revision 2 took effect (更快)
report 纠纷 at 莞城+300
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    #1 waits: no_unit_available, again at 08:02:00
      纠纷先社区后镇街: 0 available, 1 short
wait 1m
  08:01:00 patrold
    #1: nobody there by target 1
    !1 ALARM target_missed about #1 in 莞城 (target 1)
  08:01:00 patrold
    巡警甲@#1 offered by policy, 300 m 38 s, until 08:03:00, device
      纠纷先社区后镇街: 1 available
      巡警甲 300 m 38 s chosen
wait 2m
  08:01:15 patrold
    巡警甲@#1: order undelivered, use your voice
  08:03:00 patrold
    巡警甲@#1 ended: offer_expired
  08:03:00 patrold
    #1 waits: no_unit_available, again at 08:10:00
      纠纷先社区后镇街: 0 available, 1 short, 1 no_position
