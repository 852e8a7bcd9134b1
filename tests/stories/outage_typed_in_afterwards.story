# 停电补录: an hour on paper is typed in afterwards, with who was there and when. It moves nobody now.
duty 铁骑0012 rider of 莞城 at 莞城
duty 铁骑0013 rider of 莞城 at 莞城+500
at 10:00
fix 铁骑0012 at 莞城
fix 铁骑0013 at 莞城+500
report 打架 at 莞城
铁骑0012 signs-in
late 08:30: report 两抢 at 莞城+200 rang 08:29
late 09:10: paper 铁骑0012 on #2 signed-in 08:31 departed 08:32 arrived 08:36 feedback 08:50 finished 09:10
late 09:05: paper 铁骑0013 on #2 arrived 08:40 finished 09:05
show #2
show 铁骑0012
show 铁骑0013
# Clocks that cannot be true are refused, and so is what happens now.
late 09:05: paper 铁骑0013 on #2 arrived 09:06 finished 09:05
late 09:05: paper 铁骑0013 on #2 arrived 08:40
late 09:05: paper 铁骑0013 on #2 finished 10:30
paper 铁骑0013 on #2 arrived 08:40 finished 09:05
late 09:15: close #2 because 嫌疑人已移交
---
# 停电补录: an hour on paper is typed in afterwards, with who was there and when. It moves nobody now.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城+500
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 铁骑0013乙 铁骑0013甲
  08:00:00 铁骑0013
    铁骑0013 connected
at 10:00
fix 铁骑0012 at 莞城
fix 铁骑0013 at 莞城+500
report 打架 at 莞城
  10:00:00 desk
    #1 2026-1123-0001 opened: order.fight level 2 police_dispatch by rule 打架斗殴, 莞城, needs 1, clock from 10:00:00
    r1 filed for #1: order.fight by voice_110
    铁骑0012@#1 offered by policy, 0 m 0 s, until 10:00:30, device
      打架斗殴: 2 available
      铁骑0012 0 m 0 s chosen
      铁骑0013 500 m 50 s farther
铁骑0012 signs-in
  10:00:00 铁骑0012
    铁骑0012@#1: signed_in
late 08:30: report 两抢 at 莞城+200 rang 08:29
  10:00:00 desk, happened 08:30:00, entered late
    #2 2026-1123-0002 opened: criminal.robbery level 1 police_dispatch by rule 两抢, 莞城, needs 0, clock from 08:29:00
    r2 filed for #2: criminal.robbery by voice_110
late 09:10: paper 铁骑0012 on #2 signed-in 08:31 departed 08:32 arrived 08:36 feedback 08:50 finished 09:10
  10:00:00 desk, happened 09:10:00, entered late
    铁骑0012@#2 was finished
late 09:05: paper 铁骑0013 on #2 arrived 08:40 finished 09:05
  10:00:00 desk, happened 09:05:00, entered late
    铁骑0013@#2 was finished
show #2
  #2 awaiting_decision, level 1, missing 0, reports r2, notes 0
    铁骑0012@#2 finished, 0 odd, order v1 delivered 08:31:00; signed in 08:31:00, departed 08:32:00, arrived 08:36:00, feedback 08:50:00, finished 09:10:00
    铁骑0013@#2 finished, 0 odd, order v1 delivered 08:40:00; arrived 08:40:00, finished 09:05:00
show 铁骑0012
  铁骑0012 铁骑0012@#1 signed_in, connected, with 铁骑0012乙 铁骑0012甲
show 铁骑0013
  铁骑0013 available, connected, with 铁骑0013乙 铁骑0013甲
# Clocks that cannot be true are refused, and so is what happens now.
late 09:05: paper 铁骑0013 on #2 arrived 09:06 finished 09:05
  10:00:00 desk, entered late
    refused CLOCKS_IMPLAUSIBLE: the clocks of the dispatch do not follow one another
late 09:05: paper 铁骑0013 on #2 arrived 08:40
  10:00:00 desk, entered late
    refused CLOCKS_IMPLAUSIBLE: the clocks of the dispatch lack the end of handling
late 09:05: paper 铁骑0013 on #2 finished 10:30
  10:00:00 desk, entered late
    refused CLOCKS_IMPLAUSIBLE: the clocks of the dispatch reach into the future
paper 铁骑0013 on #2 arrived 08:40 finished 09:05
  10:00:00 desk
    refused NOT_ENTERED_LATE: only what is entered after the fact is recorded as a whole: mark it so, or let the unit say it step by step
late 09:15: close #2 because 嫌疑人已移交
  10:00:00 desk, happened 09:15:00, entered late
    #2 closed: Handled
