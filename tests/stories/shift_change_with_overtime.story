# Nobody relieves it: it stays until it is done, and that is on record.
duty 铁骑0012 rider of 莞城 at 莞城
report 打架 at 莞城+100
铁骑0012 signs-in
铁骑0012 off overtime 07:00
铁骑0012 off overtime 10:00
show 铁骑0012
铁骑0012 finishes
铁骑0012 off
show 铁骑0012
---
# Nobody relieves it: it stays until it is done, and that is on record.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
report 打架 at 莞城+100
  08:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 08:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 100 m 10 s, until 08:00:30, device
      打架斗殴: 1 available
      铁骑0012 100 m 10 s chosen
铁骑0012 signs-in
  08:00:00 铁骑0012
    铁骑0012@#1: signed_in
铁骑0012 off overtime 07:00
  08:00:00 铁骑0012
    refused TIME_PASSED: the end of the overtime must lie in the future
铁骑0012 off overtime 10:00
  08:00:00 铁骑0012
    铁骑0012 stays on until 10:00:00
show 铁骑0012
  铁骑0012 铁骑0012@#1 signed_in, connected, with 铁骑0012乙 铁骑0012甲, overtime
铁骑0012 finishes
  08:00:00 铁骑0012
    铁骑0012@#1 ended: finished ! skipped_steps
铁骑0012 off
  08:00:00 铁骑0012
    铁骑0012 off duty
show 铁骑0012
  铁骑0012 off duty
