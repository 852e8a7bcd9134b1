//! The position thread: once a minute the last fix of every unit is written down, so that a screen shows something after
//! a restart. Read back it counts as stale until the unit reports again. It is a convenience, not part of the record.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::domain::position::Fix;
use crate::domain::unit::Tier;
use crate::journal::damage::BoxError;
use crate::runtime::handle::Handle;
use crate::tracker::presence::Presence;
use crate::tracker::table::Tracker;

const FILE: &str = "positions";

/// More than a fix takes as a rule.
const FIX_BYTES: usize = 96;

/// Runs until the daemon stops, and writes once more then.
pub(in crate::runtime) fn run(handle: &Handle) {
    loop {
        let stopping = handle.wait_stopping(Duration::from_mins(1));
        if let Err(error) = write(&handle.shared.settings.data, handle.tracker()) {
            tracing::warn!(%error, "failed to write the last positions");
        }
        if stopping {
            return;
        }
    }
}

/// The last fixes of the run before; none when there was no run.
///
/// # Errors
/// When the file cannot be read or is damaged.
pub(in crate::runtime) fn read(data: &Path) -> Result<Vec<Fix>, BoxError> {
    match std::fs::read(data.join(FILE)) {
        Ok(bytes) => Ok(postcard::from_bytes(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Fixes are encoded where they are, a part of the table at a time: a copy of two million would be hundreds of megabytes.
fn write(data: &Path, tracker: &Tracker) -> Result<(), BoxError> {
    let units = Tier::ALL.iter().flat_map(|tier| Presence::ALL.map(|presence| tracker.present(*tier, presence)));
    // Room for all beforehand: it must not grow, which is to be copied, while a part is locked.
    let room = usize::try_from(units.sum::<u32>())?.saturating_mul(FIX_BYTES);
    let (mut count, mut fixes, mut outcome) = (0_usize, Vec::with_capacity(room), Ok(()));
    tracker.each_last_fix(|fix| match postcard::to_io(fix, &mut fixes) {
        Ok(_) => count += 1,
        Err(error) => outcome = Err(error),
    });
    outcome?;
    let temporary = data.join("positions.new");
    let mut file = File::create(&temporary)?;
    // A list is its length and what is in it.
    file.write_all(&postcard::to_stdvec(&count)?)?;
    file.write_all(&fixes)?;
    Ok(std::fs::rename(temporary, data.join(FILE))?)
}
