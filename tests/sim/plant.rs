//! Mistakes that a daemon could make, planted on purpose: a simulator that does not find them proves nothing. They wrap
//! the real pieces; nothing of them is in the product.

use std::sync::Arc;

use patrold::domain::classification::Level;
use patrold::domain::command::{Command, Envelope, Readiness, RequestDigest};
use patrold::domain::dispatch::{ChosenBy, Step};
use patrold::domain::event::Event;
use patrold::domain::incident::IncidentState;
use patrold::engine::State;

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plant {
    /// The disk says that it has synced, and has not.
    SkipSync,
    /// Names in a directory are never synced.
    SkipDirectorySync,
    /// A failed sync is tried again, and the second one's success believed.
    RetryFailedSync,
    /// Clients are answered when their commands are decided.
    AnswerBeforeSync,
    /// Watchers are shown what is decided.
    ShowBeforeSync,
    /// A dispatcher's own choice is checked against the committed state, not against the deciding one.
    NoRecheckAtClaim,
    /// A unit counts as free when it has departed.
    FreedTooEarly,
    /// The queue is served by age alone.
    QueueByAge,
    /// Nobody serves the queue when a unit becomes free.
    QueueForgotten,
    /// Every fifth request's name is not journaled.
    ForgetRequest,
    /// A request's body is not compared.
    IgnoreBody,
    /// Time is the wall clock's.
    ClockGoesBack,
    /// A late status revives an ended dispatch.
    LateStatusRevives,
    /// An explanation says less than was considered.
    ExplainLess,
    /// The last entry is applied twice after a crash.
    ApplyTwice,
    /// The last entry of the record is lost at recovery.
    LoseLastEntry,
    /// The older snapshot is taken with the newer one's tail.
    StaleSnapshot,
    /// A watcher is resumed one change late.
    ResumeLate,
    /// A watcher that has fallen behind is not told.
    NeverResync,
    /// A watcher's resumed stream begins with a change that it had.
    ResumeEarly,
    /// A change that brings an incident back from the records does not tell of its dispatches.
    TellLess,
}

impl Plant {
    /// Those that must be found.
    pub(crate) const ALL: [Self; 21] = [
        Self::SkipSync,
        Self::SkipDirectorySync,
        Self::RetryFailedSync,
        Self::AnswerBeforeSync,
        Self::ShowBeforeSync,
        Self::NoRecheckAtClaim,
        Self::FreedTooEarly,
        Self::QueueByAge,
        Self::QueueForgotten,
        Self::ForgetRequest,
        Self::IgnoreBody,
        Self::ClockGoesBack,
        Self::LateStatusRevives,
        Self::ExplainLess,
        Self::ApplyTwice,
        Self::LoseLastEntry,
        Self::StaleSnapshot,
        Self::ResumeLate,
        Self::NeverResync,
        Self::ResumeEarly,
        Self::TellLess,
    ];

    /// As it is written in `PATROLD_SIM_PLANT`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SkipSync => "skip-sync",
            Self::SkipDirectorySync => "skip-directory-sync",
            Self::RetryFailedSync => "retry-failed-sync",
            Self::AnswerBeforeSync => "answer-before-sync",
            Self::ShowBeforeSync => "show-before-sync",
            Self::NoRecheckAtClaim => "no-recheck-at-claim",
            Self::FreedTooEarly => "freed-too-early",
            Self::QueueByAge => "queue-by-age",
            Self::QueueForgotten => "queue-forgotten",
            Self::ForgetRequest => "forget-request",
            Self::IgnoreBody => "ignore-body",
            Self::ClockGoesBack => "clock-goes-back",
            Self::LateStatusRevives => "late-status-revives",
            Self::ExplainLess => "explain-less",
            Self::ApplyTwice => "apply-twice",
            Self::LoseLastEntry => "lose-last-entry",
            Self::StaleSnapshot => "stale-snapshot",
            Self::ResumeLate => "resume-late",
            Self::NeverResync => "never-resync",
            Self::ResumeEarly => "resume-early",
            Self::TellLess => "tell-less",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plant| plant.name() == name)
    }

    /// Whether it sits where commands are decided.
    pub(crate) const fn is_in_the_sequencer(self) -> bool {
        matches!(
            self,
            Self::NoRecheckAtClaim
                | Self::FreedTooEarly
                | Self::QueueByAge
                | Self::QueueForgotten
                | Self::ForgetRequest
                | Self::IgnoreBody
                | Self::ClockGoesBack
                | Self::LateStatusRevives
                | Self::ExplainLess
        )
    }

    /// Spoils a command before it is decided.
    pub(crate) fn spoil_envelope(self, envelope: &mut Envelope) {
        if let (Self::IgnoreBody, Some(tag)) = (self, &mut envelope.request) {
            tag.digest = RequestDigest([0; 16]);
        }
    }

    /// Spoils what was decided before it is applied.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other mistakes are made elsewhere")]
    pub(crate) fn spoil_events(self, state: &State, command: &Command, events: &mut Vec<Event>) {
        match self {
            Self::FreedTooEarly => free_who_departed(state, events),
            Self::QueueByAge => serve_the_oldest(state, events),
            Self::LateStatusRevives => revive(command, events),
            Self::ExplainLess => events.iter_mut().for_each(explain_less),
            _ => {}
        }
    }
}

fn free_who_departed(state: &State, events: &mut Vec<Event>) {
    let departed = events.iter().find_map(|event| {
        let Event::DispatchAdvanced { dispatch, step: Step::Departed, .. } = event else { return None };
        state.dispatch(*dispatch)
    });
    if let Some(dispatch) = departed {
        events.push(Event::AvailabilitySet { unit: dispatch.unit.clone(), readiness: Readiness::Available });
    }
}

/// Whoever was chosen for a graver incident goes to the oldest that waits.
fn serve_the_oldest(state: &State, events: &mut [Event]) {
    let oldest = state.queue().iter().map(|(level, since, id)| (*since, *level, *id)).min();
    let Some((_, level, oldest)) = oldest else { return };
    for event in events {
        let Event::DispatchOpened(dispatch) = event else { continue };
        let served = state.incident(dispatch.incident).map_or(Level::One, |incident| incident.classification.level);
        let waits = state.incident(oldest).is_some_and(|incident| incident.state == IncidentState::Waiting);
        if dispatch.chosen_by == ChosenBy::Policy && served < level && waits {
            Arc::make_mut(dispatch).incident = oldest;
            return;
        }
    }
}

fn revive(command: &Command, events: &mut [Event]) {
    let Command::AdvanceDispatch(advance) = command else { return };
    for event in events {
        if let Event::StatusNoted { dispatch, step, anomaly } = event
            && *dispatch == advance.dispatch
        {
            *event =
                Event::DispatchAdvanced { dispatch: *dispatch, step: *step, anomaly: Some(*anomaly), feedback: None };
        }
    }
}

fn explain_less(event: &mut Event) {
    if let Event::DispatchOpened(dispatch) = event
        && let Some(explanation) = &dispatch.explanation
        && explanation.available > 1
    {
        let mut less = explanation.as_ref().clone();
        less.available -= 1;
        Arc::make_mut(dispatch).explanation = Some(less.into());
    }
}
