//! `patrold backup` and `patrold restore`: a copy of the record, made and checked without stopping the daemon.
//!
//! The keys of personal data are not part of a backup, so that restoring one revives nothing that was erased; they are
//! kept elsewhere by the operator.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::config::Config;
use crate::engine::{EngineLimits, State};
use crate::journal::backup::backup;
use crate::journal::disk::RealDisk;
use crate::journal::snapshot::Snapshots;
use crate::journal::verify::{Verdict, Verified, read, verify};
use crate::runtime::recover::fold;

/// Copies the record of a data folder to a new folder and verifies the copy; the daemon may go on.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// The data folder of the daemon.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The new folder of the backup.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Verifies a backup, and puts it in place unless only asked to verify.
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The folder of the backup.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The data folder to put it into; it must hold no record.
    #[arg(long, value_name = "DIR", required_unless_present = "verify")]
    data: Option<PathBuf>,
    /// Only verify: every frame of the chain, and that a full replay gives the state of the snapshot.
    #[arg(long)]
    verify: bool,
}

/// Makes a backup.
///
/// # Errors
/// When the record cannot be read or the copy cannot be written.
pub(super) fn back_up(args: &BackupArgs, say: &mut impl Write) -> Result<(), Failure> {
    let copied = backup(&RealDisk, &args.data.join("journal"), &args.to.join("journal"))?;
    say_tally(&copied.verified, say)?;
    writeln!(say, "backed up to {} and verified; the keys of personal data are not in it", args.to.display())?;
    Ok(())
}

/// Verifies a backup and, unless only that was asked for, puts it in place.
///
/// # Errors
/// When the backup is damaged, its replay does not give its snapshot's state, or the data folder holds a record.
pub(super) fn restore(args: &RestoreArgs, say: &mut impl Write) -> Result<(), Failure> {
    let journal = args.from.join("journal");
    let verified = verify(&RealDisk, &journal, None, None).map_err(|error| Failure::Other(error.to_string()))?;
    if let Verdict::Corrupt(corruption) = &verified.verdict {
        return Err(Failure::Other(format!("the backup is damaged: {corruption}")));
    }
    say_tally(&verified, say)?;
    check_replay(&journal, &verified, say)?;
    if let Some(data) = args.data.as_ref().filter(|_| !args.verify) {
        backup(&RealDisk, &journal, &data.join("journal"))?;
        writeln!(
            say,
            "restored to {}: put the keys folder beside it before personal data can be read",
            data.display()
        )?;
    }
    Ok(())
}

fn say_tally(verified: &Verified, say: &mut impl Write) -> Result<(), Failure> {
    let tally = &verified.tally;
    writeln!(
        say,
        "{} segments, {} commit groups, {} entries, {} bytes; last entry {} of {}, chain {}",
        tally.segments, tally.groups, tally.records, tally.bytes, tally.head.sequence, tally.last_time, tally.head.hash
    )?;
    Ok(())
}

/// Replays everything from the first entry, and compares with the newest snapshot where it stands.
fn check_replay(journal: &Path, verified: &Verified, say: &mut impl Write) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Other(format!("the record cannot be replayed: {error}"));
    let Some(city) = verified.tally.city.clone() else { return Ok(()) };
    let (snapshot, passed_over) = Snapshots::new(RealDisk, journal, city).newest_good()?;
    for bad in passed_over {
        writeln!(say, "passed over the snapshot {}: {}", bad.path.display(), bad.reason)?;
    }
    let (snapshot, of_another_version): (Vec<_>, Vec<_>) =
        snapshot.into_iter().partition(|snapshot| State::is_of_this_layout(&snapshot.body));
    let snapshot = snapshot.first();
    for other in of_another_version {
        writeln!(say, "the snapshot at entry {} is of another version of patrold", other.point.sequence)?;
    }
    let limits = Config::load(None).map_or_else(|_| EngineLimits::default(), |config| config.engine());
    let mut state = State::new(limits).without_index();
    let mut matches = None;
    read(&RealDisk, journal, None, None, |record| {
        fold(&mut state, record)?;
        if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.point.sequence == state.sequence()) {
            matches = Some(state.hash()? == snapshot.state_hash);
        }
        Ok(())
    })
    .map_err(|error| failed(&error))?;
    match (snapshot, matches) {
        (Some(snapshot), Some(true)) => {
            writeln!(say, "a full replay gives the state of the snapshot at entry {}", snapshot.point.sequence)?;
        }
        (Some(snapshot), _) => {
            return Err(failed(&format!("its state at entry {} is not that of the snapshot", snapshot.point.sequence)));
        }
        (None, _) => writeln!(say, "a full replay succeeds; there is no snapshot to compare it with")?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::domain::arbitrary;
    use crate::domain::ids::{CityId, Sequence};
    use crate::domain::time::EngineTime;
    use crate::journal::Journal;
    use crate::journal::codec;
    use crate::journal::group::CommitGroup;
    use crate::journal::recovery::{OpenOptions, open};
    use crate::journal::segment::Limits;

    /// A record of one entry with a snapshot at its end, and what checking it says.
    fn checked(folder: &Path, spoil: impl FnOnce(&mut Vec<u8>, &mut [u8; 32])) -> Result<String, Failure> {
        let mut entry = arbitrary::entry().new_tree(&mut TestRunner::deterministic()).expect("an entry").current();
        entry.sequence = Sequence::new(1);
        let city = CityId::new("滨海").expect("a name");
        let limits = Limits::new(1 << 20, 1 << 19).expect("sound");
        let options = OpenOptions { city: city.clone(), limits, from: None };
        let (mut writer, _) = open(RealDisk, folder, options, |_| Ok(())).expect("a new folder");
        let mut group = CommitGroup::new(entry.sequence, EngineTime::EPOCH);
        let mut bytes = Vec::new();
        let record = codec::encode(&entry, &mut bytes);
        group.push(record.kind, record.version, EngineTime::EPOCH, &bytes).expect("fits");
        writer.append(&group).expect("taken");
        writer.sync().expect("synced");
        let mut state = State::new(EngineLimits::default());
        state.apply(&entry);
        let (mut body, mut hash) = (state.to_bytes().expect("encodes"), state.hash().expect("encodes"));
        spoil(&mut body, &mut hash);
        Snapshots::new(RealDisk, folder, city).write(writer.head(), hash, &body).expect("written");
        writer.close().expect("closed");
        let verified = verify(&RealDisk, folder, None, None).expect("read");
        let mut said = Vec::new();
        check_replay(folder, &verified, &mut said)?;
        Ok(String::from_utf8(said).expect("text"))
    }

    #[test]
    fn a_replay_is_held_against_a_snapshot_of_this_version_only() {
        let folder = || tempfile::tempdir().expect("a folder");
        let sound = checked(folder().path(), |_, _| {}).expect("sound");
        assert!(sound.contains("a full replay gives the state of the snapshot at entry 1"), "{sound}");
        let differs = checked(folder().path(), |_, hash| hash[0] ^= 1).expect_err("refused").to_string();
        assert!(differs.contains("its state at entry 1 is not that of the snapshot"), "{differs}");
        let older = checked(folder().path(), |body, _| *body = vec![1, 2, 3]).expect("sound");
        assert!(older.contains("the snapshot at entry 1 is of another version of patrold"), "{older}");
        assert!(older.contains("a full replay succeeds; there is no snapshot to compare it with"), "{older}");
    }
}
