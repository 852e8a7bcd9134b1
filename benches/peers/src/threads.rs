//! Where a server's CPU time goes, thread by thread, as the system tells of it.

use std::collections::BTreeMap;
use std::fs;

/// Ticks a second in which the kernel counts CPU time. It is 100 on every Linux that patrold is built for.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU seconds by the name of the thread. Threads of one name are added up.
pub(crate) type CpuTimes = BTreeMap<String, f64>;

/// What each thread of a process has used so far.
pub(crate) fn cpu_times(pid: u32) -> CpuTimes {
    let mut times = CpuTimes::new();
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    for task in tasks {
        let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        // The name may contain blanks; what follows its bracket does not.
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let Some((_, name)) = head.split_once('(') else { continue };
        let fields: Vec<&str> = tail.split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        *times.entry(name.to_owned()).or_default() += (ticks(11) + ticks(12)) / TICKS_PER_SECOND;
    }
    times
}

/// Microseconds of CPU time for each of so many jobs, by thread, the hungriest first.
pub(crate) fn per_job(before: &CpuTimes, after: &CpuTimes, jobs: f64) -> String {
    let used = after.iter().map(|(name, time)| (name, (time - before.get(name).unwrap_or(&0.0)) * 1e6 / jobs));
    let mut used: Vec<_> = used.filter(|(_, each)| *each >= 0.05).collect();
    used.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let words = used.iter().map(|(name, each)| format!("{name} {each:.1}"));
    words.collect::<Vec<_>>().join(", ")
}
