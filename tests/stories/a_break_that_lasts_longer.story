# A unit that says again why it is out changes what the desk knows, once.
duty 铁骑0012 rider of 莞城 at 莞城
铁骑0012 out Break until 12:00
铁骑0012 out Break until 12:00
铁骑0012 out Break until 13:00
铁骑0012 out Refuelling until 13:00
show 铁骑0012
铁骑0012 back
铁骑0012 back
---
# A unit that says again why it is out changes what the desk knows, once.
duty 铁骑0012 rider of 莞城 at 莞城
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 铁骑0012乙 铁骑0012甲
  08:00:00 铁骑0012
    铁骑0012 connected
铁骑0012 out Break until 12:00
  08:00:00 铁骑0012
    铁骑0012 out of service: Break until 12:00:00
铁骑0012 out Break until 12:00
  nothing changes
铁骑0012 out Break until 13:00
  08:00:00 铁骑0012
    铁骑0012 out of service: Break until 13:00:00
铁骑0012 out Refuelling until 13:00
  08:00:00 铁骑0012
    铁骑0012 out of service: Refuelling until 13:00:00
show 铁骑0012
  铁骑0012 out of service (Refuelling), connected, with 铁骑0012乙 铁骑0012甲
铁骑0012 back
  08:00:00 铁骑0012
    铁骑0012 available
铁骑0012 back
  nothing changes
