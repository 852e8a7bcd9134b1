# Changes of policy that are refused: by somebody who saw another policy, without a reason, with faults, to a revision
# that never was, without the duty level that the city is in, by a role that may not. Nothing of it changes anything.
actor 三号台 dispatcher
policy closed_keep_min = 60 => closed_keep_min = 90 stale because 延长
policy closed_keep_min = 60 => closed_keep_min = 90
policy closed_keep_min = 60 => closed_keep_min = 0 because 错误
back because 没有更早的
back to 7 because 没有这个
as 三号台: policy closed_keep_min = 60 => closed_keep_min = 90 because 越权
policy closed_keep_min = 60 => closed_keep_min = 60 because 没有变化
posture enhanced because 大型活动
policy id = "enhanced" => id = "special" because 改名
posture routine because 活动结束
policy id = "enhanced" => id = "special" because 改名
# The city was moved to "routine", which the new policy has.
policies
back to 1 stale because 慢了一步
back to 1 because 恢复
policies
---
# Changes of policy that are refused: by somebody who saw another policy, without a reason, with faults, to a revision
# that never was, without the duty level that the city is in, by a role that may not. Nothing of it changes anything.
actor 三号台 dispatcher
policy closed_keep_min = 60 => closed_keep_min = 90 stale because 延长
  08:00:00 指挥长
    refused POLICY_MOVED: policy (hash) is active, not (hash) read it again
policy closed_keep_min = 60 => closed_keep_min = 90
  08:00:00 指挥长
    refused REASON_MISSING: a reason is required: another policy
policy closed_keep_min = 60 => closed_keep_min = 0 because 错误
  08:00:00 指挥长
    refused POLICY_FAULTS: the policy has faults: policy.toml:39:19: invalid deadlines.closed_keep_min (got 0): it must be a whole number between 1 and 10080
back because 没有更早的
  08:00:00 指挥长
    refused UNKNOWN_POLICY_REVISION: no policy revision 0: the newest is 1
back to 7 because 没有这个
  08:00:00 指挥长
    refused UNKNOWN_POLICY_REVISION: no policy revision 7: the newest is 1
as 三号台: policy closed_keep_min = 60 => closed_keep_min = 90 because 越权
  08:00:00 三号台
    refused ROLE_FORBIDDEN: role dispatcher may not activate_policy
policy closed_keep_min = 60 => closed_keep_min = 60 because 没有变化
  nothing changes
posture enhanced because 大型活动
  08:00:00 指挥长
    duty level enhanced after routine (大型活动)
policy id = "enhanced" => id = "special" because 改名
  08:00:00 指挥长
    refused DUTY_LEVEL_MISSING: the city is in duty level enhanced, which this policy lacks (it has routine, special): move the city first
posture routine because 活动结束
  08:00:00 指挥长
    duty level routine after enhanced (活动结束)
policy id = "enhanced" => id = "special" because 改名
  08:00:00 指挥长
    policy revision 2 took effect (改名)
# The city was moved to "routine", which the new policy has.
policies
  1 at 08:00:00 by patrold, kept true
  2 at 08:00:00 by 指挥长, kept true
back to 1 stale because 慢了一步
  08:00:00 指挥长
    refused POLICY_MOVED: policy (hash) is active, not (hash) read it again
back to 1 because 恢复
  08:00:00 指挥长
    policy revision 3 took effect as revision 1 was (恢复)
policies
  1 at 08:00:00 by patrold, kept true
  2 at 08:00:00 by 指挥长, kept true
  3 (revision 1 again) at 08:00:00 by 指挥长, kept true
