# A unit is lent for ninety days at most: beyond that it belongs where it is.
duty 铁骑0012 rider of 莞城 at 莞城
lend 铁骑0012 to 南城 until +90d08:00:01 because 支援
lend 铁骑0012 to 南城 until +90d08:00 because 支援
end-loan 铁骑0012 because 回去
lend 铁骑0012 to 南城 until +1d08:00 because 支援
---
# A unit is lent for ninety days at most: beyond that it belongs where it is.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
lend 铁骑0012 to 南城 until +90d08:00:01 because 支援
  08:00:00 desk
    refused LOAN_TOO_LONG: a unit is lent for at most 90 days: say an earlier end, and lend it again then
lend 铁骑0012 to 南城 until +90d08:00 because 支援
  08:00:00 desk
    铁骑0012 lent to 南城 until 08:00:00 (支援)
end-loan 铁骑0012 because 回去
  08:00:00 desk
    铁骑0012 is its home's alone again (回去)
lend 铁骑0012 to 南城 until +1d08:00 because 支援
  08:00:00 desk
    铁骑0012 lent to 南城 until 08:00:00 (支援)
