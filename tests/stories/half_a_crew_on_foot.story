# Two get out of the van and go on foot: their unit is the van's own, and the van stays with the others.
duty 特警1 swat of 莞城 armed at 莞城 crew 张三,李四,王五,赵六 in 粤S0110
split 特警1 into 特警1乙 taking 王五,赵六 as community
show 特警1
show 特警1乙
---
# Two get out of the van and go on foot: their unit is the van's own, and the van stays with the others.
duty 特警1 swat of 莞城 armed at 莞城 crew 张三,李四,王五,赵六 in 粤S0110
  08:00:00 local-administrator
    roster: 特警1 (swat)
  08:00:00 特警1
    特警1 on duty with 张三 李四 王五 赵六 in 粤S0110
  08:00:00 特警1
    特警1 connected
split 特警1 into 特警1乙 taking 王五,赵六 as community
  08:00:00 desk
    特警1乙 (foot) split from 特警1 with 王五 赵六
show 特警1
  特警1 available, connected, with 张三 李四 in 粤S0110
show 特警1乙
  特警1乙 available, voice only, with 王五 赵六
