# A restricted incident is not there for a unit that was not sent to it, whatever it says about it; whoever is on it goes on.
actor 指挥长 supervisor
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城+100
as 指挥长: restrict #1 to 指挥长 because 涉密
铁骑0013 attaches to #1
as 铁骑0013: 铁骑0012 signs-in
铁骑0012 signs-in
铁骑0012 arrives
show #1
---
# A restricted incident is not there for a unit that was not sent to it, whatever it says about it; whoever is on it goes on.
actor 指挥长 supervisor
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
as 指挥长: restrict #1 to 指挥长 because 涉密
  08:00:00 指挥长
    #1 is seen by 指挥长 alone (涉密)
铁骑0013 attaches to #1
  08:00:00 铁骑0013
    refused UNKNOWN_INCIDENT: incident #1 does not exist or has left memory for the records
as 铁骑0013: 铁骑0012 signs-in
  08:00:00 铁骑0013
    refused OUT_OF_SCOPE: unit 铁骑0012 lies outside your scope
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
show #1
  #1 responding, level 3, missing 0, reports r1, notes 0
    铁骑0012@#1 arrived, 1 odd, order v1 delivered 08:00:00; signed in 08:00:00, arrived 08:00:00
