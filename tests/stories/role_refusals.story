actor 审计 auditor
actor 领导 supervisor
actor 网关 gateway
duty 铁骑0012 rider of 莞城 at 莞城
report 盗窃 at 莞城
as 审计: report 盗窃 at 莞城
as 审计: close #1
as 领导: 铁骑0012 off
as 领导: note #1
as 网关: close #1
as 铁骑0012: recall 铁骑0012
as 铁骑0012: send 铁骑0012 to #1
as 铁骑0012: place 铁骑0012 at 莞城
as 铁骑0012: retire #1
as 审计: duty 铁骑0013 rider of 莞城
---
actor 审计 auditor
actor 领导 supervisor
actor 网关 gateway
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 1 available
      铁骑0012 0 m 0 s chosen
as 审计: report 盗窃 at 莞城
  08:00:00 审计
    refused ROLE_FORBIDDEN: role auditor may not file_report
as 审计: close #1
  08:00:00 审计
    refused ROLE_FORBIDDEN: role auditor may not close_incident
as 领导: 铁骑0012 off
  08:00:00 领导
    refused ROLE_FORBIDDEN: role supervisor may not end_duty
as 领导: note #1
  08:00:00 领导
    note on #1
as 网关: close #1
  08:00:00 网关
    refused ROLE_FORBIDDEN: role gateway may not close_incident
as 铁骑0012: recall 铁骑0012
  08:00:00 铁骑0012
    refused ROLE_FORBIDDEN: role unit may not recall_unit
as 铁骑0012: send 铁骑0012 to #1
  08:00:00 铁骑0012
    refused ROLE_FORBIDDEN: role unit may not dispatch_units
as 铁骑0012: place 铁骑0012 at 莞城
  08:00:00 铁骑0012
    refused ROLE_FORBIDDEN: role unit may not place_unit
as 铁骑0012: retire #1
  08:00:00 铁骑0012
    refused ROLE_FORBIDDEN: role unit may not retire_incidents
as 审计: duty 铁骑0013 rider of 莞城
  08:00:00 审计
    refused ROLE_FORBIDDEN: role auditor may not import_roster
  08:00:00 审计
    refused ROLE_FORBIDDEN: role auditor may not start_duty
  08:00:00 审计
    refused ROLE_FORBIDDEN: role auditor may not set_link
