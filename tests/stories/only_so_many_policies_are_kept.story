under policies_kept_max=2
# Of three policies the last two are kept whole: to those one can go back.
policy offer_timeout_ms = 30_000 => offer_timeout_ms = 25_000 because 更快
policy offer_timeout_ms = 25_000 => offer_timeout_ms = 20_000 because 更快
policies
back to 1 because 都太快
back to 2 because 太快
policies
back to 4 because 就是它
back to 5 because 还没有
---
under policies_kept_max=2
# Of three policies the last two are kept whole: to those one can go back.
policy offer_timeout_ms = 30_000 => offer_timeout_ms = 25_000 because 更快
  08:00:00 指挥长
    policy revision 2 took effect (更快)
policy offer_timeout_ms = 25_000 => offer_timeout_ms = 20_000 because 更快
  08:00:00 指挥长
    policy revision 3 took effect (更快)
policies
  1 at 08:00:00 by patrold, kept false
  2 at 08:00:00 by 指挥长, kept true
  3 at 08:00:00 by 指挥长, kept true
back to 1 because 都太快
  08:00:00 指挥长
    refused POLICY_NOT_KEPT: policy revision 1 is not at hand: the oldest that is kept is 2; activate its file instead
back to 2 because 太快
  08:00:00 指挥长
    policy revision 4 took effect as revision 2 was (太快)
policies
  1 at 08:00:00 by patrold, kept false
  2 at 08:00:00 by 指挥长, kept false
  3 at 08:00:00 by 指挥长, kept true
  4 (revision 2 again) at 08:00:00 by 指挥长, kept true
back to 4 because 就是它
  nothing changes
back to 5 because 还没有
  08:00:00 指挥长
    refused UNKNOWN_POLICY_REVISION: no policy revision 5: the newest is 4
