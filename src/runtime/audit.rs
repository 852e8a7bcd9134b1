//! What auditors may do: look into the audit, and have the journal examined. And what the rim puts on the record about
//! whoever asks: refusals and reads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::clock::Stopwatch;
use super::handle::{Handle, Refusal};
use super::sequencer::own;
use crate::domain::actor::Actor;
use crate::domain::answer::Answer;
use crate::domain::audit::{Reading, RefusedAtRim};
use crate::domain::command::{Command, Envelope, RequestTag};
use crate::domain::ids::{CityId, CommandId, Sequence};
use crate::domain::time::EngineTime;
use crate::journal::audit::{EpochFile, audit};
use crate::journal::damage::ReadError;
use crate::journal::disk::RealDisk;
use crate::journal::heads::check::{Heads, read_heads};
use crate::journal::heads::key::PublicKey;
use crate::journal::verify::Verdict;
use crate::records::RecordsError;

pub use crate::journal::audit::More;
pub use crate::records::{AuditPage, AuditQuery, AuditRow, Outcome};

/// The longest rest of an examination of a living daemon's journal between two steps.
const REST_MAX: Duration = Duration::from_millis(50);

/// What is to be examined.
#[derive(Clone, Debug)]
pub struct Examine {
    /// The folder of the journal.
    pub journal: PathBuf,
    /// Whose record it must be; none for whosoever it is.
    pub city: Option<CityId>,
    /// The signed heads to compare with, and the key that signed them.
    pub heads: Option<(PathBuf, PublicKey)>,
    /// Whether a daemon is writing it: its end is then in the making.
    pub living: bool,
}

/// What an examination found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// Everything that is wrong, in words; empty when all is as the daemon wrote it.
    pub findings: Vec<String>,
    /// The first sequence that cannot be vouched for.
    pub first_bad: Option<Sequence>,
    /// The last sequence that was found sound.
    pub head: Sequence,
    /// The chain's hash there.
    pub head_hash: String,
    /// Whether the journal is closed.
    pub sealed: bool,
    /// Segments.
    pub segments: u64,
    /// Commit groups.
    pub groups: u64,
    /// Entries.
    pub entries: u64,
    /// How many signed heads there are.
    pub heads: u64,
    /// The newest signed head: up to where it vouches, and when it was exported.
    pub vouched: Option<(Sequence, EngineTime)>,
}

impl Examined {
    /// Whether everything is as the daemon wrote it.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Examine {
    /// Examines. `goes_on` is told how far it has come and says whether anybody still waits.
    ///
    /// # Errors
    /// When the disk failed, the record is another city's or of a newer format, or it was called off.
    pub fn run(&self, goes_on: impl FnMut(Sequence) -> More) -> Result<Examined, ReadError> {
        let mut examined = Examined::default();
        // Before the journal: what is exported meanwhile is of entries that this walk may not reach.
        let heads = self.heads.as_ref().map(|(path, key)| self.read_heads(path, key, &mut examined));
        let points = heads.map(|heads| heads.points).unwrap_or_default();
        let found = audit(&RealDisk, &self.journal, self.city.as_ref(), &points, goes_on)?;
        let tally = &found.verified.tally;
        examined.head = tally.head.sequence;
        examined.head_hash = tally.head.hash.to_string();
        (examined.segments, examined.groups, examined.entries) = (tally.segments, tally.groups, tally.records);
        match &found.verified.verdict {
            Verdict::Sealed => examined.sealed = true,
            Verdict::Open => {}
            Verdict::Torn { .. } if self.living => {}
            Verdict::Torn { offset, bytes, error } => {
                examined.first_bad = Some(tally.head.sequence.next());
                examined.findings.push(format!(
                    "behind the last sound frame, at byte {offset} of the last segment, stand {bytes} bytes that are no \
                     frame ({error}): the end of a write that was cut short, or what is left of one that was changed"
                ));
            }
            Verdict::Corrupt(corruption) => {
                examined.first_bad = Some(corruption.first_bad);
                examined.findings.push(corruption.to_string());
            }
        }
        let snapshots = found.bad_snapshots.iter();
        examined.findings.extend(snapshots.map(|bad| format!("{}: {}", bad.path.display(), bad.reason)));
        let epoch = match found.epoch_file {
            EpochFile::Sound => None,
            EpochFile::Missing => Some("is missing"),
            EpochFile::Damaged => Some("is damaged"),
            EpochFile::Behind => {
                Some("names an earlier epoch than the last segment: it is an old copy, or a start was cut short")
            }
        };
        examined.findings.extend(epoch.map(|what| format!("the file epoch {what}; no entry needs it")));
        Ok(examined)
    }

    fn read_heads(&self, path: &Path, key: &PublicKey, examined: &mut Examined) -> Heads {
        let heads = match read_heads(path, key, self.city.as_ref()) {
            Ok(heads) => heads,
            Err(error) => {
                // A new daemon has exported none yet; whoever names a file expects it.
                if !(self.living && error.kind() == std::io::ErrorKind::NotFound) {
                    examined.findings.push(format!("the signed heads {} cannot be read: {error}", path.display()));
                }
                return Heads::default();
            }
        };
        let told = heads.faults.iter().map(|fault| format!("signed heads {}, {fault}", path.display()));
        examined.findings.extend(told);
        if heads.faults_left_out > 0 {
            examined.findings.push(format!("signed heads {}: {} more faults", path.display(), heads.faults_left_out));
        }
        examined.heads = heads.points.len() as u64;
        examined.vouched = heads.newest.as_ref().map(|head| (head.point.sequence, head.time));
        heads
    }
}

impl Handle {
    /// A page of the audit that knows everything which is committed now, if it catches up in time. It reads from disk:
    /// call it where blocking is allowed.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn audit_page(
        &self,
        query: &AuditQuery,
        after: Option<Sequence>,
        rows_max: usize,
    ) -> Result<AuditPage, RecordsError> {
        self.caught_up_records()?.page(query, after, rows_max)
    }

    /// Has the daemon's own journal examined, at half speed, so that the sequencer does not feel it. It blocks.
    ///
    /// # Errors
    /// As [`Examine::run`].
    pub fn examine_journal(&self, mut goes_on: impl FnMut(Sequence) -> More) -> Result<Examined, ReadError> {
        let (path, key) = {
            let log = self.shared.heads.lock().unwrap_or_else(PoisonError::into_inner);
            (log.path().to_owned(), log.public_key())
        };
        let settings = &self.shared.settings;
        let examine = Examine {
            journal: settings.data.join("journal"),
            city: Some(settings.city.clone()),
            heads: Some((path, key)),
            living: true,
        };
        let mut worked = Stopwatch::start();
        examine.run(|sequence| {
            std::thread::sleep(worked.elapsed().min(REST_MAX));
            worked = Stopwatch::start();
            goes_on(sequence)
        })
    }

    /// Puts on the record that the rim refused somebody something, and waits until it is on disk; when that one was
    /// refused too much already, or there is no room, it is counted there instead.
    pub async fn record_refusal(&self, actor: &Actor, request: Option<RequestTag>, refused: RefusedAtRim) {
        let now = self.now();
        let admitted = {
            let mut refusals = self.shared.refusals.lock().unwrap_or_else(PoisonError::into_inner);
            refusals.admit(&actor.principal, now)
        };
        if admitted {
            let envelope = Envelope { request, ..self.witnessed(actor, Command::RecordRefusal(Box::new(refused))) };
            // A full inbox and a full disk count it; a daemon that stops or has failed says so to whoever asks next.
            drop(self.submit(envelope).await);
        }
    }

    /// Puts on the record that somebody is about to be shown personal data. Once this returns it is on disk, and the
    /// data may leave. The command's name is what the end of a watch refers to.
    ///
    /// # Errors
    /// When it cannot be recorded: then nothing may be shown.
    pub async fn record_reading(&self, actor: &Actor, reading: Reading) -> Result<(CommandId, Arc<Answer>), Refusal> {
        let envelope = self.witnessed(actor, Command::RecordReading(Box::new(reading)));
        let id = envelope.id;
        Ok((id, self.submit(envelope).await?))
    }

    /// Puts on the record what somebody was shown, where nobody waits for it any more.
    pub fn record_reading_end(&self, actor: &Actor, reading: Reading) {
        drop(self.enqueue(self.witnessed(actor, Command::RecordReading(Box::new(reading)))));
    }

    fn witnessed(&self, actor: &Actor, command: Command) -> Envelope {
        Envelope { actor: actor.clone(), ..own(self.now(), command, self.make_command_id()) }
    }

    /// Counts a command that found no room or came too fast: what the record says of it is how many there were.
    pub fn count_refused(&self, actor: &Actor) {
        let mut refusals = self.shared.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        refusals.leave_out(&actor.principal, self.now());
    }

    /// Puts the count of the refusals that the rim left out on the record, when it is due.
    pub(super) fn record_left_out(&self, at_once: bool) {
        let now = self.now();
        let left_out = {
            let mut refusals = self.shared.refusals.lock().unwrap_or_else(PoisonError::into_inner);
            let due = refusals.due().is_some_and(|due| at_once || due <= now);
            due.then(|| refusals.take()).flatten()
        };
        if let Some(left_out) = left_out {
            metrics::counter!(crate::telemetry::names::REFUSALS_LEFT_OUT).increment(left_out.total());
            self.submit_unanswered(own(now, Command::RecordLeftOut(left_out), self.make_command_id()));
        }
    }
}
