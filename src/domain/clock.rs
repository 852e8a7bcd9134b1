//! The clocks of a dispatch as the policy watches them: when one has run too long, who is told, and what happens then.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What is being waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClockKind {
    /// Sign-in (签收), from the offer.
    SignIn,
    /// Departure (出警), from the offer.
    Depart,
    /// Arrival (到达现场), from the offer.
    Arrive,
    /// First feedback (首次反馈), from the arrival.
    Feedback,
    /// The end of handling (处理完毕), from the arrival: too long on scene.
    OnScene,
}

impl ClockKind {
    /// Every clock, in the order in which they stop.
    pub const ALL: [Self; 5] = [Self::SignIn, Self::Depart, Self::Arrive, Self::Feedback, Self::OnScene];

    /// The word used in policy files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Depart => "depart",
            Self::Arrive => "arrive",
            Self::Feedback => "feedback",
            Self::OnScene => "on_scene",
        }
    }
}

/// How late it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// It will soon be too late.
    Warning,
    /// It is too late.
    Breach,
}

impl Severity {
    /// Both, the milder first.
    pub const ALL: [Self; 2] = [Self::Warning, Self::Breach];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Breach => "breach",
        }
    }
}

/// What a clock that ran out brings about; the desk sees it in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClockAction {
    /// The desk is told.
    TellDesk,
    /// A unit that has not arrived is taken off, and the incident is offered to the next.
    ReOffer,
    /// One more unit is sent; the late one stays on it.
    BackUp,
    /// The supervisor is told.
    TellSupervisor,
}

impl ClockAction {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::TellDesk, Self::ReOffer, Self::BackUp, Self::TellSupervisor];

    /// The word used in policy files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TellDesk => "tell_desk",
            Self::ReOffer => "re_offer",
            Self::BackUp => "back_up",
            Self::TellSupervisor => "tell_supervisor",
        }
    }
}

/// One threshold of one clock of a dispatch. It is fixed when the dispatch is made, so that a replay and a change of
/// policy leave it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// What is waited for.
    pub clock: ClockKind,
    /// How late it is then.
    pub severity: Severity,
    /// How long the clock may run.
    pub after: Duration,
    /// What happens then.
    pub action: ClockAction,
    /// Whether it has happened.
    pub ran_out: bool,
}

/// The most timers of one dispatch: two thresholds for each clock.
pub const TIMERS_MAX: usize = ClockKind::ALL.len() * Severity::ALL.len();
