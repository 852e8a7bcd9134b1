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
        writeln!(say, "damaged snapshot {}: {}", bad.path.display(), bad.reason)?;
    }
    let limits = Config::load(None).map_or_else(|_| EngineLimits::default(), |config| config.engine());
    let mut state = State::new(limits);
    let mut matches = None;
    read(&RealDisk, journal, None, None, |record| {
        fold(&mut state, record)?;
        if let Some(snapshot) = snapshot.as_ref().filter(|snapshot| snapshot.point.sequence == state.sequence()) {
            matches = Some(state.hash()? == snapshot.state_hash);
        }
        Ok(())
    })
    .map_err(|error| failed(&error))?;
    match (&snapshot, matches) {
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
