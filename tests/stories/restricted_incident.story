# 涉密警情: a colleague is suspected. Only those who are named know of it; whoever is sent knows what they are sent to.
actor 指挥长 supervisor
actor 督察 dispatcher
actor 莞城台 dispatcher zones 莞城
actor 莞城领导 supervisor zones 莞城
actor 审计 auditor
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+900
report 盗窃 at 莞城
sees 莞城台
as 督察: restrict #1 to 督察 because 涉及同事
as 莞城领导: restrict #1 to 莞城领导 because 涉及同事
as 指挥长: restrict #1 to 督察
as 指挥长: restrict #1 to 督察 because 涉及同事
as 指挥长: restrict #1 to 督察 because 涉及同事
sees 莞城台
sees 审计
sees 督察
sees 铁骑0012
sees 铁骑0013
as 莞城台: note #1
as 莞城台: amend r1 at 莞城+100
as 莞城台: recall 铁骑0012
as 督察: note #1
铁骑0012 signs-in
铁骑0012 arrives
as 莞城台: report 盗窃 at 莞城+400
sees 莞城台
铁骑0012 finishes
sees 铁骑0012
as 督察: close #1
retire #1
as 莞城台: reopen #1 because 想看看
as 督察: reopen #1 because 还没完
sees 莞城台
as 督察: lift #1 because 已移交
as 指挥长: lift #1
as 指挥长: lift #1 because 已移交
as 指挥长: lift #1 because 已移交
sees 莞城台
---
# 涉密警情: a colleague is suspected. Only those who are named know of it; whoever is sent knows what they are sent to.
actor 指挥长 supervisor
actor 督察 dispatcher
actor 莞城台 dispatcher zones 莞城
actor 莞城领导 supervisor zones 莞城
actor 审计 auditor
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
report 盗窃 at 莞城
  08:00:00 desk
    #1 2026-1123-0001 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: criminal.theft by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 08:01:00, device
      一般警情: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 900 m 90 s farther
sees 莞城台
  #1 铁骑0012 铁骑0013 铁骑0012@#1
as 督察: restrict #1 to 督察 because 涉及同事
  08:00:00 督察
    refused ROLE_FORBIDDEN: role dispatcher may not restrict_incident
as 莞城领导: restrict #1 to 莞城领导 because 涉及同事
  08:00:00 莞城领导
    refused OUT_OF_SCOPE: who may see an incident lies outside your scope
as 指挥长: restrict #1 to 督察
  08:00:00 指挥长
    refused REASON_MISSING: a reason is required: why only named people may see it
as 指挥长: restrict #1 to 督察 because 涉及同事
  08:00:00 指挥长
    #1 is seen by 指挥长 督察 alone (涉及同事)
as 指挥长: restrict #1 to 督察 because 涉及同事
  nothing changes
sees 莞城台
  铁骑0012 铁骑0013
sees 审计
  铁骑0012 铁骑0013
sees 督察
  #1 铁骑0012 铁骑0013 铁骑0012@#1
sees 铁骑0012
  #1 铁骑0012 铁骑0012@#1
sees 铁骑0013
  铁骑0013
as 莞城台: note #1
  08:00:00 莞城台
    refused UNKNOWN_INCIDENT: incident #1 does not exist or has left memory for the records
as 莞城台: amend r1 at 莞城+100
  08:00:00 莞城台
    refused UNKNOWN_REPORT: report r1 does not exist
as 莞城台: recall 铁骑0012
  08:00:00 莞城台
    refused UNKNOWN_DISPATCH: dispatch 铁骑0012@#1 does not exist or has left memory for the records
as 督察: note #1
  08:00:00 督察
    note on #1
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 arrives
  08:00:00 铁骑0012
    铁骑0012@#1: arrived ! skipped_steps
as 莞城台: report 盗窃 at 莞城+400
  08:00:00 莞城台
    #2 2026-1123-0002 opened: criminal.theft level 3 police_dispatch by rule 一般警情, 莞城, needs 1, clock from 08:00:00
    r2 filed for #2: criminal.theft by voice_110
    铁骑0013@#2 offered by policy, 500 m 50 s, until 08:01:00, device
      一般警情: 1 available, 1 on_dispatch
      铁骑0012 400 m 40 s on_dispatch
      铁骑0013 500 m 50 s chosen
sees 莞城台
  #2 铁骑0012 铁骑0013 铁骑0013@#2
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished
sees 铁骑0012
  铁骑0012 铁骑0012@#1
as 督察: close #1
  08:00:00 督察
    #1 closed: Handled
retire #1
  08:00:00 patrold
    #1 left memory
as 莞城台: reopen #1 because 想看看
  08:00:00 莞城台
    refused UNKNOWN_INCIDENT: incident #1 does not exist or has left memory for the records
as 督察: reopen #1 because 还没完
  08:00:00 督察
    #1 reopened from the records (还没完)
sees 莞城台
  #2 铁骑0012 铁骑0013 铁骑0013@#2
as 督察: lift #1 because 已移交
  08:00:00 督察
    refused ROLE_FORBIDDEN: role dispatcher may not lift_restriction
as 指挥长: lift #1
  08:00:00 指挥长
    refused REASON_MISSING: a reason is required: why everybody may see it again
as 指挥长: lift #1 because 已移交
  08:00:00 指挥长
    #1 is seen by everybody again (已移交)
as 指挥长: lift #1 because 已移交
  08:00:00 指挥长
    refused NOT_RESTRICTED: incident #1 is not restricted
sees 莞城台
  #1 #2 铁骑0012 铁骑0013 铁骑0012@#1 铁骑0013@#2
