# Another kind of event under the same handling asks whoever takes that kind; what a partner has accepted stays with it.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator desk 莞城席
classify #1 type 邻里纠纷 level 3 handling referral because 实为噪音扰民
report 消防隐患 at 南城 via grid_administrator desk 莞城席
as 消防大队: accept #2
classify #2 type 邻里纠纷 level 3 handling referral because 实为噪音扰民
show #2
---
# Another kind of event under the same handling asks whoever takes that kind; what a partner has accepted stays with it.
actor 消防大队 partner for fire-brigade
report 消防隐患 at 莞城+200 via grid_administrator desk 莞城席
  08:00:00 desk
    #1 2026-1123-0001 opened: other.hazard level 3 referral by rule 隐患转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.hazard by grid_administrator
    #1 offered to fire-brigade, due 08:30:00
classify #1 type 邻里纠纷 level 3 handling referral because 实为噪音扰民
  08:00:00 desk
    #1 offered to referral
    #1 is now 邻里纠纷 level 3 referral by word: 实为噪音扰民, needs 0
report 消防隐患 at 南城 via grid_administrator desk 莞城席
  08:00:00 desk
    #2 2026-1123-0002 opened: other.hazard level 3 referral by rule 隐患转办, 南城, needs 0, clock from 08:00:00
    r2 filed for #2: other.hazard by grid_administrator
    #2 offered to fire-brigade, due 08:30:00
as 消防大队: accept #2
  08:00:00 消防大队
    referral of #2 accepted, due 10:00:00
classify #2 type 邻里纠纷 level 3 handling referral because 实为噪音扰民
  08:00:00 desk
    #2 is now 邻里纠纷 level 3 referral by word: 实为噪音扰民, needs 0
show #2
  #2 awaiting_decision, level 3, missing 0, reports r2, desk 莞城席, notes 0
