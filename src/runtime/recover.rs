//! From a data folder to a state: the newest good snapshot, then the record behind it. And the way back: a committed
//! view becomes the next snapshot.

use std::thread;

use thiserror::Error;

use super::board::View;
use super::refold::Refolding;
use super::settings::RuntimeSettings;
use crate::domain::ids::Sequence;
use crate::engine::state::InvalidState;
use crate::engine::{EngineLimits, State};
use crate::journal::codec::{self, RecordType};
use crate::journal::disk::Disk;
use crate::journal::group::RecordView;
use crate::journal::recovery::{OpenError, OpenOptions, Recovered, open_for};
use crate::journal::snapshot::{Snapshot, Snapshots};
use crate::journal::writer::Writer;
use crate::journal::{ChainPoint, damage::BoxError};

/// Why a record cannot be taken up.
#[derive(Debug, Error)]
pub enum RecoverError {
    /// The journal cannot be opened.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// The snapshots cannot be listed.
    #[error("failed to read the snapshots: {0}")]
    Snapshots(#[from] std::io::Error),
    /// The policy that is active in the record cannot be read by this version.
    #[error("the active policy of the record (revision {revision}) cannot be read by this version of patrold")]
    Policy {
        /// Its revision.
        revision: u64,
    },
}

/// A record that was taken up.
#[derive(Debug)]
pub struct TakenUp<D: Disk> {
    /// Where it goes on.
    pub writer: Writer<D>,
    /// What was found.
    pub recovered: Recovered,
    /// The state at its end.
    pub state: State,
    /// The snapshot that the start used; the zero point when it read everything.
    pub snapshot: ChainPoint,
}

/// Takes up the record of a folder, or begins one.
///
/// # Errors
/// When the folder is in use, the record is corrupt or of a newer version, or the disk fails.
pub fn take_up<D: Disk + Clone>(disk: &D, settings: &RuntimeSettings) -> Result<TakenUp<D>, RecoverError> {
    let folder = settings.data.join("journal");
    let (mut state, from) = from_snapshot(disk, &folder, settings)?;
    let options = OpenOptions { city: settings.city.clone(), limits: settings.journal, from };
    let (writer, recovered) = thread::scope(|scope| {
        let mut refolding = Refolding::begin(scope, &mut state);
        let opened = open_for(disk.clone(), &folder, options, &mut refolding);
        // A record that could not be decoded stops the reading at a later one.
        refolding.finish().map_err(OpenError::Read).and(opened)
    })?;
    if let (Some(bundle), None) = (state.policy_bundle(), state.policy()) {
        return Err(RecoverError::Policy { revision: bundle.revision });
    }
    Ok(TakenUp { writer, recovered, state, snapshot: from.unwrap_or_default() })
}

/// Folds one record into a state.
///
/// # Errors
/// When the record cannot be decoded.
pub fn fold(state: &mut State, record: RecordView<'_>) -> Result<(), BoxError> {
    let kind = RecordType { kind: record.kind, version: record.version };
    state.apply(&codec::decode(kind, record.sequence, record.bytes)?);
    Ok(())
}

/// Writes a committed view down as a snapshot and returns its sequence. A replay up to there gives the same hash.
///
/// # Errors
/// When the state cannot be encoded or the disk failed; the older snapshots are then still there.
pub fn write_snapshot<D: Disk + Clone>(
    disk: &D,
    settings: &RuntimeSettings,
    view: &View,
) -> Result<Sequence, BoxError> {
    let snapshots = Snapshots::new(disk.clone(), &settings.data.join("journal"), settings.city.clone());
    let bytes = view.to_bytes()?;
    snapshots.write(view.point(), State::hash_of(&bytes), &bytes)?;
    Ok(view.sequence())
}

/// The newest snapshot that this version can read and that is what it says; an empty state when there is none.
fn from_snapshot<D: Disk + Clone>(
    disk: &D,
    folder: &std::path::Path,
    settings: &RuntimeSettings,
) -> Result<(State, Option<ChainPoint>), RecoverError> {
    // Whoever decides derives from the state what it asks for.
    let empty = || State::new(settings.engine.clone()).without_index();
    let snapshots = Snapshots::new(disk.clone(), folder, settings.city.clone());
    let mut through = Sequence::new(u64::MAX);
    loop {
        let (newest, passed_over) = snapshots.newest_good_through(through)?;
        for bad in passed_over {
            tracing::warn!(path = %bad.path.display(), reason = %bad.reason, "passed over a snapshot");
        }
        let Some(snapshot) = newest else { return Ok((empty(), None)) };
        match read(&snapshot, &settings.engine) {
            Ok(state) => return Ok((state, Some(snapshot.point))),
            Err(error) => {
                tracing::warn!(sequence = %snapshot.point.sequence, %error, "passed over a snapshot");
                through = Sequence::new(snapshot.point.sequence.get().saturating_sub(1));
            }
        }
    }
}

/// Why a sound snapshot is not used.
#[derive(Debug, Error)]
enum Unusable {
    #[error(transparent)]
    State(#[from] InvalidState),
    #[error("its state is not the one that it names")]
    Hash,
}

fn read(snapshot: &Snapshot, limits: &EngineLimits) -> Result<State, Unusable> {
    let state = State::from_bytes(&snapshot.body, limits.clone())?;
    if state.hash()? == snapshot.state_hash { Ok(state) } else { Err(Unusable::Hash) }
}
