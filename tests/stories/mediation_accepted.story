# 劳资纠纷: the mediators take it and settle it; a person who thinks otherwise sends a patrol instead.
actor 调解员 partner for mediators
duty 社区0007 community of 莞城 at 莞城+100
report 劳资纠纷 at 莞城+200
accept #1 because 电话告知
as 调解员: finish #1 because 双方达成协议
show #1
report 劳资纠纷 at 莞城+400
wait 1m
classify #2 handling police_dispatch because 现场有人推搡
as 调解员: accept #2
show #2
---
# 劳资纠纷: the mediators take it and settle it; a person who thinks otherwise sends a patrol instead.
actor 调解员 partner for mediators
duty 社区0007 community of 莞城 at 莞城+100
  08:00:00 local-administrator
    roster: 社区0007 (community-patrol)
  08:00:00 社区0007
    社区0007 on duty with 社区0007乙 社区0007甲
  08:00:00 社区0007
    社区0007 connected
report 劳资纠纷 at 莞城+200
  08:00:00 desk
    #1 2026-1123-0001 opened: dispute.labour level 4 mediation by rule 劳资纠纷调解, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: dispute.labour by voice_110
    #1 offered to mediators, due 08:10:00
accept #1 because 电话告知
  08:00:00 desk
    referral of #1 accepted
as 调解员: finish #1 because 双方达成协议
  08:00:00 调解员
    referral of #1 closed (双方达成协议)
    #1 closed: Mediated
show #1
  #1 closed, level 4, missing 0, reports r1, notes 0
report 劳资纠纷 at 莞城+400
  08:00:00 desk
    #2 2026-1123-0002 opened: dispute.labour level 4 mediation by rule 劳资纠纷调解, 莞城, needs 0, clock from 08:00:00
    r2 filed for #2: dispute.labour by voice_110
    #2 offered to mediators, due 08:10:00
wait 1m
classify #2 handling police_dispatch because 现场有人推搡
  08:01:00 desk
    referral of #2 withdrawn
    #2 is now dispute.labour level 4 police_dispatch by word: 现场有人推搡, needs 1
  08:01:00 patrold
    社区0007@#2 offered by policy, 300 m 270 s, until 08:03:00, device
      邻里纠纷由社区就近处置: 1 available
      社区0007 300 m 270 s chosen
as 调解员: accept #2
  08:01:00 调解员
    refused NOTHING_PENDING: incident #2 has no referral that waits for an answer
show #2
  #2 responding, level 4, missing 0, reports r2, notes 0
    社区0007@#2 offered, 0 odd, order v1 not delivered; 
