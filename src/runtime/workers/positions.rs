//! The position thread: once a minute the last fix of every unit is written down, so that a screen shows something after
//! a restart. Read back it counts as stale until the unit reports again. It is a convenience, not part of the record.

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::domain::position::Fix;
use crate::journal::damage::BoxError;
use crate::runtime::handle::Handle;

const FILE: &str = "positions";

/// Runs until the daemon stops, and writes once more then.
pub(in crate::runtime) fn run(handle: &Handle) {
    loop {
        let stopping = handle.wait_stopping(Duration::from_mins(1));
        if let Err(error) = write(&handle.shared.settings.data, &handle.tracker().last_fixes()) {
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

fn write(data: &Path, fixes: &[Fix]) -> Result<(), BoxError> {
    let temporary = data.join("positions.new");
    std::fs::write(&temporary, postcard::to_stdvec(fixes)?)?;
    Ok(std::fs::rename(temporary, data.join(FILE))?)
}
