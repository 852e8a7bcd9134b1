//! A whole rehearsal: a span of a data folder, the policies of the time asked again, and a proposed one tried.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use super::compare::{Difference, differences};
use super::history::{self, HistoryError, More, RecordedPositions};
use super::outcome::Outcome;
use super::past::Past;
use super::same::{Reproduction, SamePolicy};
use super::simulate::{CannotBegin, Policies, Simulation, SimulationLimits};
use super::unread::{Reader, Unread};
use crate::domain::actor::Actor;
use crate::domain::audit::Asked;
use crate::domain::classification::{PolicyBundle, PolicyHash};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CommandId;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::{EngineLimits, State};
use crate::policy::Policy;
use crate::policy::faults::Faults;

/// The longest span of one rehearsal.
pub const SPAN_MAX: Duration = Duration::from_hours(31 * 24);

/// The most entries of one rehearsal: they are all in memory.
pub const ENTRIES_MAX: usize = 2_000_000;

/// After how many entries somebody is told of the progress, from the first on.
const TELL_EVERY: u64 = 512;

/// What is to be rehearsed.
#[derive(Clone, Debug)]
pub struct Rehearse {
    /// The data folder, a daemon's or a backup's.
    pub data: PathBuf,
    /// The beginning of the span.
    pub from: EngineTime,
    /// Its end.
    pub to: EngineTime,
    /// The proposed policy's bundle; none to ask the policies of the time only.
    pub proposed: Option<Arc<[u8]>>,
    /// The engine's limits, those of the daemon that made the record.
    pub engine: EngineLimits,
    /// The simulation's limits.
    pub simulation: SimulationLimits,
}

/// How far a rehearsal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Up to which recorded moment.
    pub at: EngineTime,
    /// In which of its passes: reading, then one simulation for each policy.
    pub pass: u32,
    /// How many passes there are.
    pub passes: u32,
}

/// What came of a rehearsal.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// How many entries the span has.
    pub entries: u64,
    /// The policy that was active at its beginning.
    pub policy: Option<PolicyHash>,
    /// What came of asking the policies of the time again.
    pub reproduction: Reproduction,
    /// What the proposed policy would have done; none when none was proposed.
    pub estimate: Option<Estimate>,
}

/// What a proposed policy would have done, beside the same simulation under the policies of the time.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// The proposed policy.
    pub policy: PolicyHash,
    /// The span under the policies of the time.
    pub before: Outcome,
    /// The span under the proposed policy.
    pub after: Outcome,
    /// Every incident that was decided otherwise.
    pub differences: Vec<Difference>,
    /// Reports that the proposed policy cannot be asked about.
    pub unread: Unread,
}

/// Why a rehearsal did not come about. Nothing was changed in any case.
#[derive(Debug, Error)]
pub enum RehearsalError {
    /// The span has no length.
    #[error("invalid span (got {from} to {to}): its end must lie after its beginning")]
    Backwards {
        /// The beginning that was asked for.
        from: EngineTime,
        /// The end.
        to: EngineTime,
    },
    /// The span is too long.
    #[error("invalid span (got {from} to {to}): at most {} hours are rehearsed at once", SPAN_MAX.as_secs() / 3_600)]
    TooLong {
        /// The beginning that was asked for.
        from: EngineTime,
        /// The end.
        to: EngineTime,
    },
    /// The span is not in the record.
    #[error("the record has nothing of {from} to {to}: it goes from {first} to {last}")]
    NotThere {
        /// The beginning that was asked for.
        from: EngineTime,
        /// The end.
        to: EngineTime,
        /// The first moment of the record.
        first: EngineTime,
        /// The last.
        last: EngineTime,
    },
    /// There is no record.
    #[error("the folder has no record")]
    Empty,
    /// More entries than are rehearsed at once.
    #[error("the span has more than {ENTRIES_MAX} entries: rehearse a shorter one")]
    TooMany,
    /// The past cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The proposed policy has faults.
    #[error("the proposed policy has faults:\n{0}")]
    Policy(Faults),
    /// The span cannot be simulated.
    #[error(transparent)]
    Begin(#[from] CannotBegin),
    /// Whoever asked has gone.
    #[error("cancelled")]
    Cancelled,
}

/// A span of the record, with the state before it.
struct Span {
    begin: State,
    entries: Vec<Entry>,
    past: Past,
    reproduction: Reproduction,
    unread: Unread,
}

impl Rehearse {
    /// Says what is wrong with a span before anything is read; `first` and `last` are the ends of the record.
    ///
    /// # Errors
    /// When it has no length, is too long, or is not in the record.
    pub fn check_span(&self, first: EngineTime, last: EngineTime) -> Result<(), RehearsalError> {
        let (from, to) = (self.from, self.to);
        if from >= to {
            Err(RehearsalError::Backwards { from, to })
        } else if to.since(from) > SPAN_MAX {
            Err(RehearsalError::TooLong { from, to })
        } else if from > last || to < first {
            Err(RehearsalError::NotThere { from, to, first, last })
        } else {
            Ok(())
        }
    }

    /// Rehearses. `watch` is told how far it has come, and says whether to go on.
    ///
    /// # Errors
    /// When the span is not there, the record cannot be read, the policy has faults, or `watch` says no.
    pub fn run(&self, mut watch: impl FnMut(Progress) -> More) -> Result<Rehearsal, RehearsalError> {
        // A span without length is refused before a long record is read for it.
        self.check_span(self.from, self.to.max(self.from))?;
        let proposed = self.proposed.as_ref().map(parse).transpose()?;
        let passes = if proposed.is_some() { 3 } else { 1 };
        let mut tell = |pass, at| match watch(Progress { at, pass, passes }) {
            More::Yes => Ok(()),
            More::No => Err(RehearsalError::Cancelled),
        };
        let span = self.read(proposed.as_ref().map(|(policy, _)| policy), &mut |at| tell(1, at))?;
        let policy = span.begin.policy_bundle().map(|bundle| bundle.hash);
        let entries = span.entries.len() as u64;
        let estimate = match proposed {
            None => None,
            Some((_, bundle)) => {
                let before = self.simulate(&span, None, &mut |at| tell(2, at))?;
                let policy = bundle.hash;
                let after = self.simulate(&span, Some(bundle), &mut |at| tell(3, at))?;
                let differences = differences(&before, &after);
                Some(Estimate { policy, before, after, differences, unread: span.unread })
            }
        };
        Ok(Rehearsal { entries, policy, reproduction: span.reproduction, estimate })
    }

    /// Reads the record up to the end of the span, and asks the policies of the time again.
    fn read(
        &self,
        proposed: Option<&Policy>,
        tell: &mut impl FnMut(EngineTime) -> Result<(), RehearsalError>,
    ) -> Result<Span, RehearsalError> {
        let mut same = SamePolicy::new(State::new(self.engine.clone()));
        let mut reader = proposed.map(Reader::new);
        let mut begin = None;
        let (mut entries, mut past) = (Vec::new(), Past::default());
        let (mut first, mut last) = (None, EngineTime::EPOCH);
        let (mut count, mut refused) = (0_u64, None);
        history::entries(&self.data, |entry| {
            first.get_or_insert(entry.recorded_at);
            last = entry.recorded_at;
            if entry.recorded_at > self.to {
                return More::No;
            }
            count += 1;
            if count % TELL_EVERY == 1
                && let Err(error) = tell(entry.recorded_at)
            {
                refused = Some(error);
                return More::No;
            }
            past.take(&entry);
            // Before its first policy a record decides nothing.
            if entry.recorded_at < self.from || same.state().policy().is_none() {
                same.follow(&entry);
                return More::Yes;
            }
            if begin.is_none() {
                begin = Some(same.state().clone());
            }
            if entries.len() >= ENTRIES_MAX {
                refused = Some(RehearsalError::TooMany);
                return More::No;
            }
            if let Some((reader, policy)) = reader.as_mut().zip(same.state().policy()) {
                let pointed_to = |report| same.state().report(report).map(|report| report.incident);
                reader.take(&entry, policy, pointed_to);
            }
            same.take(&entry);
            entries.push(entry);
            More::Yes
        })?;
        if let Some(error) = refused {
            return Err(error);
        }
        let first = first.ok_or(RehearsalError::Empty)?;
        self.check_span(first, last)?;
        past.settle();
        let nothing = RehearsalError::NotThere { from: self.from, to: self.to, first, last };
        let unread = reader.map(Reader::finish).unwrap_or_default();
        Ok(Span { begin: begin.ok_or(nothing)?, entries, past, reproduction: same.finish(), unread })
    }

    fn simulate(
        &self,
        span: &Span,
        proposed: Option<PolicyBundle>,
        tell: &mut impl FnMut(EngineTime) -> Result<(), RehearsalError>,
    ) -> Result<Outcome, RehearsalError> {
        let mut state = span.begin.clone();
        let policies = if proposed.is_some() { Policies::AsBegun } else { Policies::AsRecorded };
        if let Some(bundle) = proposed {
            state.apply(&activation(&state, self.from, bundle));
        }
        let known_for = self.simulation.tracker.fix_age_max();
        let positions = RecordedPositions::new(&self.data, self.from, self.to, known_for);
        let mut simulation = Simulation::new(state, &span.past, positions, policies, &self.simulation)?;
        for (entry, count) in span.entries.iter().zip(1_u64..) {
            if count % TELL_EVERY == 0 {
                tell(entry.recorded_at)?;
            }
            simulation.take(entry);
        }
        simulation.advance(self.to);
        Ok(simulation.finish())
    }
}

fn parse(bytes: &Arc<[u8]>) -> Result<(Policy, PolicyBundle), RehearsalError> {
    let hash = PolicyHash::of(bytes);
    let bundle = PolicyBundle { revision: 0, hash, bytes: Arc::clone(bytes), reason: Text::default(), restores: None };
    Policy::from_bundle(&bundle).map(|policy| (policy, bundle)).map_err(RehearsalError::Policy)
}

/// The entry with which the proposed policy takes effect at the beginning of a span.
fn activation(state: &State, at: EngineTime, bundle: PolicyBundle) -> Entry {
    let revision = state.policy_bundle().map_or(1, |active| active.revision + 1);
    Entry {
        sequence: state.sequence().next(),
        recorded_at: state.time().max(at),
        occurred_at: None,
        entered_late: false,
        command: CommandId::from_uuid(uuid::Uuid::from_u128(0x5e << 120)),
        actor: Actor::daemon(),
        request: None,
        asked: Asked::default(),
        events: vec![Event::PolicyActivated(PolicyBundle { revision, ..bundle })],
    }
}
