//! `patrold backup` and `patrold restore`: a copy of the record, made and checked without stopping the daemon.
//!
//! The keys of personal data are not part of a backup, so that restoring one revives nothing that was erased; they are
//! kept elsewhere by the operator.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::config::Config;
use crate::domain::ids::Sequence;
use crate::engine::{EngineLimits, State};
use crate::journal::backup::{backup, backup_without_snapshot};
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
    /// The configuration of the daemon that wrote it; its limits decide what a state keeps. Without one the built-in
    /// defaults hold.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
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

/// Verifies a backup and, unless only that was asked for, puts it in place. A snapshot whose state a replay does not give
/// is left behind: none is ever needed.
///
/// # Errors
/// When the backup is damaged or cannot be replayed, when the data folder holds a record, and, if only verifying was asked
/// for, when a replay does not give the snapshot's state.
pub(super) fn restore(args: &RestoreArgs, say: &mut impl Write) -> Result<(), Failure> {
    let limits = Config::load(args.config.as_deref())?.engine();
    let journal = args.from.join("journal");
    let verified = verify(&RealDisk, &journal, None, None).map_err(|error| Failure::Other(error.to_string()))?;
    if let Verdict::Corrupt(corruption) = &verified.verdict {
        return Err(Failure::Other(format!("the backup is damaged: {corruption}")));
    }
    say_tally(&verified, say)?;
    let replay = check_replay(&journal, &verified, limits, say)?;
    let data = args.data.as_ref().filter(|_| !args.verify);
    if let Replay::Differs { sequence } = replay {
        let differs = format!("the state of a full replay at entry {sequence} is not that of the snapshot there");
        let cause = "every entry is sound, so the journal is; either the limits are not those that it was written with \
                     ([requests] and [alarms]: name the daemon's configuration by --config; when they were changed on \
                     the way, none fits), or the snapshot's state is wrong";
        if data.is_none() {
            return Err(Failure::Other(format!("{differs}: {cause}. A restore leaves the snapshot behind")));
        }
        writeln!(say, "warning: {differs}: {cause}. The snapshot is left behind, the first start reads every entry")?;
    }
    if let Some(data) = data {
        let to = data.join("journal");
        match replay {
            Replay::Agrees => backup(&RealDisk, &journal, &to)?,
            Replay::Differs { .. } => backup_without_snapshot(&RealDisk, &journal, &to)?,
        };
        writeln!(
            say,
            "restored to {}: put the keys folder beside it before personal data can be read",
            data.display()
        )?;
    }
    Ok(())
}

/// Whether a replay gives the state of the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replay {
    /// It does, or there is none to compare it with.
    Agrees,
    /// It does not.
    Differs { sequence: Sequence },
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
fn check_replay(
    journal: &Path,
    verified: &Verified,
    limits: EngineLimits,
    say: &mut impl Write,
) -> Result<Replay, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Other(format!("the record cannot be replayed: {error}"));
    let Some(city) = verified.tally.city.clone() else { return Ok(Replay::Agrees) };
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
        (Some(snapshot), _) => return Ok(Replay::Differs { sequence: snapshot.point.sequence }),
        (None, _) => writeln!(say, "a full replay succeeds; there is no snapshot to compare it with")?,
    }
    Ok(Replay::Agrees)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::arbitrary;
    use crate::domain::command::{RequestDigest, RequestKey, RequestTag};
    use crate::domain::event::Entry;
    use crate::domain::ids::{CityId, RequestId};
    use crate::domain::time::EngineTime;
    use crate::journal::Journal;
    use crate::journal::codec;
    use crate::journal::group::CommitGroup;
    use crate::journal::recovery::{OpenOptions, open};
    use crate::journal::segment::Limits;

    const NOON: EngineTime = EngineTime::from_unix_seconds(1_795_392_000);

    /// Two entries that answer requests, more than a day apart.
    fn entries() -> [Entry; 2] {
        [1, 2].map(|number| {
            let mut entry = arbitrary::entry().new_tree(&mut TestRunner::deterministic()).expect("an entry").current();
            entry.sequence = Sequence::new(number);
            entry.recorded_at = NOON + Duration::from_hours(30 * number);
            let ms = u64::try_from(entry.recorded_at.as_micros() / 1_000).expect("after the epoch");
            let id = uuid::Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0000 | number);
            let principal = Actor::local_administrator().principal;
            let key = RequestKey::Unary { principal, id: RequestId::from_uuid(id) };
            entry.request = Some(RequestTag { key, digest: RequestDigest([0; 16]) });
            entry
        })
    }

    /// A record with a snapshot at its end that a daemon of these limits wrote.
    fn write(journal: &Path, limits: &EngineLimits, spoil: impl FnOnce(&mut Vec<u8>, &mut [u8; 32])) {
        let city = CityId::new("滨海").expect("a name");
        let segments = Limits::new(1 << 20, 1 << 19).expect("sound");
        let options = OpenOptions { city: city.clone(), limits: segments, from: None };
        let (mut writer, _) = open(RealDisk, journal, options, |_| Ok(())).expect("a new folder");
        let mut state = State::new(limits.clone());
        for entry in entries() {
            let mut group = CommitGroup::new(entry.sequence, entry.recorded_at);
            let mut bytes = Vec::new();
            let record = codec::encode(&entry, &mut bytes);
            group.push(record.kind, record.version, entry.recorded_at, &bytes).expect("fits");
            writer.append(&group).expect("taken");
            writer.sync().expect("synced");
            state.apply(&entry);
        }
        let (mut body, mut hash) = (state.to_bytes().expect("encodes"), state.hash().expect("encodes"));
        spoil(&mut body, &mut hash);
        Snapshots::new(RealDisk, journal, city).write(writer.head(), hash, &body).expect("written");
        writer.close().expect("closed");
    }

    fn restored(args: &RestoreArgs) -> Result<String, Failure> {
        let mut said = Vec::new();
        restore(args, &mut said)?;
        Ok(String::from_utf8(said).expect("text"))
    }

    /// What checking a record says.
    fn checked(spoil: impl FnOnce(&mut Vec<u8>, &mut [u8; 32])) -> Result<String, Failure> {
        let folder = tempfile::tempdir().expect("a folder");
        write(&folder.path().join("journal"), &EngineLimits::default(), spoil);
        restored(&RestoreArgs { from: folder.path().to_owned(), data: None, verify: true, config: None })
    }

    #[test]
    fn a_replay_is_held_against_a_snapshot_of_this_version_only() {
        let sound = checked(|_, _| {}).expect("sound");
        assert!(sound.contains("a full replay gives the state of the snapshot at entry 2"), "{sound}");
        let differs = checked(|_, hash| hash[0] ^= 1).expect_err("refused").to_string();
        assert!(differs.contains("a full replay at entry 2 is not that of the snapshot"), "{differs}");
        let older = checked(|body, _| *body = vec![1, 2, 3]).expect("sound");
        assert!(older.contains("the snapshot at entry 2 is of another version of patrold"), "{older}");
        assert!(older.contains("a full replay succeeds; there is no snapshot to compare it with"), "{older}");
    }

    #[test]
    fn a_record_of_other_limits_is_restored_without_its_snapshot_and_verified_with_its_configuration() {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, data) = (folder.path().join("backup"), folder.path().join("data"));
        let limits = EngineLimits { requests_keep: Duration::from_hours(48), ..EngineLimits::default() };
        write(&from.join("journal"), &limits, |_, _| {});
        let args = |data: Option<&Path>, config: Option<&Path>| RestoreArgs {
            from: from.clone(),
            data: data.map(Path::to_owned),
            verify: data.is_none(),
            config: config.map(Path::to_owned),
        };
        let refused = restored(&args(None, None)).expect_err("it differs").to_string();
        assert!(refused.contains("--config") && refused.contains("[requests]"), "{refused}");
        let said = restored(&args(Some(&data), None)).expect("every entry is sound");
        assert!(said.contains("warning: ") && said.contains("restored to"), "{said}");
        let snapshots = |data: &Path| {
            let city = CityId::new("滨海").expect("a name");
            Snapshots::new(RealDisk, &data.join("journal"), city).newest_good().expect("listed").0.is_some()
        };
        assert!(!snapshots(&data), "the start reads every entry");
        let mut read_entries = 0;
        let count = |_: crate::journal::group::RecordView<'_>| {
            read_entries += 1;
            Ok(())
        };
        read(&RealDisk, &data.join("journal"), None, None, count).expect("sound");
        assert_eq!(read_entries, 2);

        let config = folder.path().join("patrold.toml");
        std::fs::write(&config, "[requests]\nkeep_h = 48\n").expect("written");
        restored(&args(None, Some(&config))).expect("with its own limits it agrees");
        let other = folder.path().join("other");
        restored(&args(Some(&other), Some(&config))).expect("restored");
        assert!(snapshots(&other), "it has its snapshot");
    }
}
