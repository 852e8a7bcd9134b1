duty 铁骑0012 rider of 莞城 at 莞城 crew 张三,李四
duty 铁骑0013 rider of 莞城 at 莞城 crew 王五,赵六
# Nobody is in two units.
duty 铁骑0014 rider of 莞城 crew 张三
swap 铁骑0012 铁骑0013
swap 铁骑0012 铁骑0012
铁骑0012 crew 张三
split 铁骑0013 into 步巡01 taking 李四 as community carrying 手台7
split 铁骑0013 into 步巡01 taking 张三 as community
split 铁骑0013 into 步巡02 taking 张三 as community
split 铁骑0013 into 步巡02 taking 钱七 as community
show 铁骑0012
show 铁骑0013
show 步巡01
步巡01 off
duty 铁骑0014 crew 李四
---
duty 铁骑0012 rider of 莞城 at 莞城 crew 张三,李四
  08:00:00 local-administrator
    roster: 铁骑0012 (iron-riders)
  08:00:00 铁骑0012
    铁骑0012 on duty with 张三 李四
  08:00:00 铁骑0012
    铁骑0012 connected
duty 铁骑0013 rider of 莞城 at 莞城 crew 王五,赵六
  08:00:00 local-administrator
    roster: 铁骑0013 (iron-riders)
  08:00:00 铁骑0013
    铁骑0013 on duty with 王五 赵六
  08:00:00 铁骑0013
    铁骑0013 connected
# Nobody is in two units.
duty 铁骑0014 rider of 莞城 crew 张三
  08:00:00 local-administrator
    roster: 铁骑0014 (iron-riders)
  08:00:00 铁骑0014
    refused PERSON_ELSEWHERE: person 张三 is on board unit 铁骑0012: nobody is in two units
  nothing changes
swap 铁骑0012 铁骑0013
  08:00:00 desk
    铁骑0012 now with 王五 赵六
    铁骑0013 now with 张三 李四
swap 铁骑0012 铁骑0012
  08:00:00 desk
    refused UNIT_TWICE: unit 铁骑0012 is named twice
铁骑0012 crew 张三
  08:00:00 铁骑0012
    refused PERSON_ELSEWHERE: person 张三 is on board unit 铁骑0013: nobody is in two units
split 铁骑0013 into 步巡01 taking 李四 as community carrying 手台7
  08:00:00 desk
    步巡01 (foot) split from 铁骑0013 with 李四, carrying 手台7
split 铁骑0013 into 步巡01 taking 张三 as community
  08:00:00 desk
    refused UNIT_EXISTS: unit 步巡01 is on the roster already
split 铁骑0013 into 步巡02 taking 张三 as community
  08:00:00 desk
    refused EMPTY_SPLIT: a split must leave at least one person in unit 铁骑0013 and take at least one along
split 铁骑0013 into 步巡02 taking 钱七 as community
  08:00:00 desk
    refused PERSON_NOT_ON_BOARD: person 钱七 is not on board unit 铁骑0013
show 铁骑0012
  铁骑0012 available, connected, with 王五 赵六
show 铁骑0013
  铁骑0013 available, connected, with 张三
show 步巡01
  步巡01 available, voice only, with 李四
步巡01 off
  08:00:00 步巡01
    步巡01 off duty
duty 铁骑0014 crew 李四
  08:00:00 铁骑0014
    铁骑0014 on duty with 李四
  08:00:00 铁骑0014
    铁骑0014 connected
