# A tense evening: the commander raises the city's posture and lets it down again. Each move stands in the record with
# its reason; nobody moves it without one, to a level that the policy does not have, or without the right to.
actor 铁骑台 dispatcher
at 18:00
posture enhanced because 国庆烟花晚会，人群聚集
# Being told to stay is no move.
posture enhanced because 再次确认
posture highest because 谣言
posture routine
as 铁骑台: posture routine because 想下班
at 23:30
posture routine because 人群散去
---
# A tense evening: the commander raises the city's posture and lets it down again. Each move stands in the record with
# its reason; nobody moves it without one, to a level that the policy does not have, or without the right to.
actor 铁骑台 dispatcher
at 18:00
posture enhanced because 国庆烟花晚会，人群聚集
  18:00:00 指挥长
    duty level enhanced after routine (国庆烟花晚会，人群聚集)
# Being told to stay is no move.
posture enhanced because 再次确认
  nothing changes
posture highest because 谣言
  18:00:00 指挥长
    refused UNKNOWN_DUTY_LEVEL: no duty level highest: the policy has routine, enhanced
posture routine
  18:00:00 指挥长
    refused REASON_MISSING: a reason is required: another duty level
as 铁骑台: posture routine because 想下班
  18:00:00 铁骑台
    refused ROLE_FORBIDDEN: role dispatcher may not set_duty_level
at 23:30
posture routine because 人群散去
  23:30:00 指挥长
    duty level routine after enhanced (人群散去)
