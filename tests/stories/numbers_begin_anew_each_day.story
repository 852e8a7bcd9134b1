# The number that people say counts the local day, whatever UTC says.
report 无效
report 无效
at 23:59:59
report 无效
at +1d00:00
report 无效
report 无效
---
# The number that people say counts the local day, whatever UTC says.
report 无效
  08:00:00 desk
    #1 2026-1123-0001 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 08:00:00
    r1 filed for #1: other.invalid by voice_110
    #1 closed: Invalid
report 无效
  08:00:00 desk
    #2 2026-1123-0002 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 08:00:00
    r2 filed for #2: other.invalid by voice_110
    #2 closed: Invalid
at 23:59:59
report 无效
  23:59:59 desk
    #3 2026-1123-0003 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 23:59:59
    r3 filed for #3: other.invalid by voice_110
    #3 closed: Invalid
at +1d00:00
report 无效
  00:00:00 desk
    #4 2026-1124-0001 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 00:00:00
    r4 filed for #4: other.invalid by voice_110
    #4 closed: Invalid
report 无效
  00:00:00 desk
    #5 2026-1124-0002 opened: other.invalid level 4 record_only by rule 无效警情, no zone, needs 0, clock from 00:00:00
    r5 filed for #5: other.invalid by voice_110
    #5 closed: Invalid
