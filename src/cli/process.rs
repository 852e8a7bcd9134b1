//! What the system tells of a process.

use std::fs;
use std::time::Duration;

/// Ticks a second in which the kernel counts CPU time. It is 100 on every Linux that patrold is built for.
const TICKS_PER_SECOND: u32 = 100;
/// A process, as the system tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Process(pub(super) u32);

impl Process {
    /// The CPU time that it has used, all threads together; none when there is no such process.
    pub(super) fn cpu(self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0)).ok()?;
        // The name may contain blanks; what follows its bracket does not.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |index: usize| fields.get(index)?.parse::<u32>().ok();
        Some(Duration::from_secs(1) * (ticks(11)? + ticks(12)?) / TICKS_PER_SECOND)
    }

    /// How many files, sockets among them, it has open.
    pub(super) fn open_files(self) -> Option<u64> {
        u64::try_from(fs::read_dir(format!("/proc/{}/fd", self.0)).ok()?.count()).ok()
    }

    /// The memory that it holds, in bytes.
    pub(super) fn memory(self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib * 1_024)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_of_by_the_system_and_none_is_not() {
        let me = Process(std::process::id());
        let before = me.open_files().expect("files");
        let held = fs::File::open("/dev/null").expect("a file");
        assert!(me.open_files().expect("files") > before || before > 3, "{held:?}");
        assert!(me.cpu().is_some() && me.memory().is_some_and(|bytes| bytes > 1 << 20));
        let nobody = Process(u32::MAX);
        assert_eq!((nobody.cpu(), nobody.memory(), nobody.open_files()), (None, None, None));
    }
}
