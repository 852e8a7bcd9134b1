under layered
# 邻里纠纷：社区队员先去，同时请人民调解；调解结束即结案。 A neighbours' dispute: the community patrol goes, and mediation is offered
# beside it; when the mediator is done the incident is over.
duty 社区01 community of 莞城 at 莞城+600
report 纠纷 at 莞城
show #1
accept #1
社区01 acks
社区01 signs-in
社区01 departs
社区01 arrives
finish #1 because 双方和解
社区01 finishes
finish #1 because 双方和解
show #1
---
under layered
# 邻里纠纷：社区队员先去，同时请人民调解；调解结束即结案。 A neighbours' dispute: the community patrol goes, and mediation is offered
# beside it; when the mediator is done the incident is over.
duty 社区01 community of 莞城 at 莞城+600
  08:00:00 local-administrator
    roster: 社区01 (community-patrol)
  08:00:00 社区01
    社区01 on duty with 社区01乙 社区01甲
  08:00:00 社区01
    社区01 connected
report 纠纷 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute level 4 police_dispatch by rule 邻里纠纷, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: dispute by voice_110
    #1 offered to mediators, due 08:10:00
    社区01@#1 offered by policy, 600 m 540 s, until 08:02:00, device
      纠纷先社区后镇街: 1 available
      社区01 600 m 540 s chosen
show #1
  #1 responding, level 4, missing 0, reports r1, notes 0
    社区01@#1 offered, 0 odd, order v1 not delivered; 
accept #1
  08:00:00 desk
    referral of #1 accepted
社区01 acks
  08:00:00 社区01
    社区01@#1: order v1 delivered
社区01 signs-in
  08:00:00 社区01
    社区01@#1: signed_in
社区01 departs
  08:00:00 社区01
    社区01@#1: departed
社区01 arrives
  08:00:00 社区01
    社区01@#1: arrived
finish #1 because 双方和解
  08:00:00 desk
    refused UNIT_ON_SCENE: unit 社区01 is on scene of incident #1: it must finish first
社区01 finishes
  08:00:00 社区01
    社区01@#1 ended: finished
finish #1 because 双方和解
  08:00:00 desk
    referral of #1 closed (双方和解)
    #1 closed: Mediated
show #1
  #1 closed, level 4, missing 0, reports r1, notes 0
    社区01@#1 finished, 0 odd, order v1 delivered 08:00:00; signed in 08:00:00, departed 08:00:00, arrived 08:00:00, finished 08:00:00
