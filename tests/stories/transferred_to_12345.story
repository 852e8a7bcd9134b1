# 非警务事项转12345: no partner of the policy fits, so the handling's own word stands for it, without a limit.
report 水电气 at 莞城+200 via transfer_12345
wait 8h
alarms
close #1 transferred because 已转12345
accept #1
close #1 transferred because 12345已受理
show #1
---
# 非警务事项转12345: no partner of the policy fits, so the handling's own word stands for it, without a limit.
report 水电气 at 莞城+200 via transfer_12345
  08:00:00 desk
    #1 2026-1123-0001 opened: other.non-police level 4 transfer by rule 非警务转办, 莞城, needs 0, clock from 08:00:00
    r1 filed for #1: other.non-police by transfer_12345
    #1 offered to transfer
wait 8h
alarms
  no alarms
close #1 transferred because 已转12345
  16:00:00 desk
    refused REFERRAL_NOT_ACCEPTED: incident #1 was not taken over by any partner: whoever received it first keeps it
accept #1
  16:00:00 desk
    referral of #1 accepted
close #1 transferred because 12345已受理
  16:00:00 desk
    referral of #1 closed (12345已受理)
    #1 closed: Transferred
show #1
  #1 closed, level 4, missing 0, reports r1, notes 0
