//! One unit: where it is, which order it holds, and what it says when.
//!
//! ```text
//! order ──► Deciding ──sign-in──► Preparing ──depart──► Driving ──arrive──► OnScene ──finish──► free
//!              ├──decline──► free                 a withdrawal at any stage ──► free
//!              └──says nothing: Silent, until the offer is withdrawn
//! ```
//! The state machine is stepped with the time and says things; whoever carries its voice (a radio, a gateway, a desk)
//! sends them. A dispatch that is over stays over, however often its order comes again.

use std::collections::BTreeSet;
use std::time::Duration;

use super::ledger::{Ledger, Over};
use super::words;
use crate::api::names;
use crate::api::proto::{self, DispatchState, Step};
use crate::api::to_proto::position;
use crate::city::City;
use crate::city::fleet::Patrol;
use crate::city::mix::Category;
use crate::city::motion::{Mover, Phase, Response};
use crate::domain::geo::Point;
use crate::domain::unit::{CheckIn, Tier};

/// How long patrols have been on the move when the shift begins: long enough to have left their posts.
const WARM_UP: Duration = Duration::from_mins(20);
/// From the sign-in to the departure.
const PREPARES: Duration = Duration::from_secs(8);
/// From the arrival to the first feedback.
const FEEDBACK_AFTER: Duration = Duration::from_secs(90);
/// How often a unit that is driving, or at the scene, looks where it stands.
const LOOKS_DRIVING: Duration = Duration::from_secs(3);
const LOOKS_ON_SCENE: Duration = Duration::from_secs(10);
/// How often a unit reports its position until the daemon has advised it.
const REPORTS_EVERY: Duration = Duration::from_secs(10);

/// One unit and the people in it.
#[derive(Clone, Debug)]
pub(super) struct Crew {
    /// `units/{callsign}`.
    pub(super) unit: String,
    /// What it declares when it checks in.
    pub(super) check_in: CheckIn,
    tier: Tier,
    mover: Mover,
    /// The time of day at which the mover's own time began.
    mover_began: Duration,
    held: Option<Held>,
    over: BTreeSet<String>,
    reports_every: Duration,
    next_fix: Duration,
    fixes: u64,
}

#[derive(Clone, Debug)]
struct Held {
    order: String,
    dispatch: String,
    target: Option<Point>,
    category: Category,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Deciding { at: Duration, says: Step },
    Silent,
    Preparing { until: Duration },
    Driving,
    OnScene { since: Duration, told: bool },
}

impl Crew {
    /// A unit that begins its shift at `start`; its first fix follows within an interval, spread by its number.
    pub(super) fn new(city: &City, patrol: &Patrol, start: Duration, number: u32) -> Self {
        let mut mover = city.mover(patrol);
        mover.step(WARM_UP);
        Self {
            unit: names::unit(&patrol.profile.id),
            check_in: patrol.check_in.clone(),
            tier: patrol.profile.tier,
            mover,
            mover_began: start.saturating_sub(WARM_UP),
            held: None,
            over: BTreeSet::new(),
            reports_every: REPORTS_EVERY,
            next_fix: start + REPORTS_EVERY.mul_f64(f64::from(number % 97) / 97.0),
            fixes: 0,
        }
    }

    /// When it next has something to do.
    pub(super) fn due(&self, now: Duration) -> Duration {
        match self.held.as_ref().map(|held| held.stage) {
            None | Some(Stage::Silent) => self.next_fix,
            Some(Stage::Deciding { at, .. }) => self.next_fix.min(at),
            Some(Stage::Preparing { until }) => self.next_fix.min(until),
            Some(Stage::Driving) => self.next_fix.min(now + LOOKS_DRIVING),
            Some(Stage::OnScene { .. }) => self.next_fix.min(now + LOOKS_ON_SCENE),
        }
    }

    /// When it next has something to say of its dispatch; none while it has no order.
    pub(super) fn due_to_speak(&self, now: Duration) -> Option<Duration> {
        self.held.as_ref().map(|held| match held.stage {
            Stage::Deciding { at, .. } => at,
            Stage::Preparing { until } => until,
            Stage::Driving => now + LOOKS_DRIVING,
            Stage::OnScene { .. } | Stage::Silent => now + LOOKS_ON_SCENE,
        })
    }

    /// An order, or a later version of one, has come. The caller acknowledges it.
    pub(super) fn take_order(&mut self, order: &proto::UnitOrder, now: Duration, notes: &mut Ledger) {
        if self.over.contains(&order.dispatch) {
            return;
        }
        if is_over(order.state()) {
            if self.held.as_ref().is_none_or(|held| held.dispatch != order.dispatch) {
                notes.received(&self.unit, &order.dispatch, &order.incident, self.tier, now);
            } else {
                self.held = None;
                self.mover.release();
            }
            notes.over(&self.unit, &order.dispatch, now, Over::Withdrawn);
            self.over.insert(order.dispatch.clone());
            return;
        }
        let target = order.position.as_ref().and_then(words::point);
        if let Some(held) = self.held.as_mut().filter(|held| held.dispatch == order.dispatch) {
            if let (Stage::Driving, Some(there)) = (held.stage, target.filter(|_| target != held.target)) {
                self.mover.drive_to(there, held.category);
            }
            held.target = target;
            return;
        }
        notes.received(&self.unit, &order.dispatch, &order.incident, self.tier, now);
        let stage = match self.mover.respond() {
            Response::SignIn { after } => Stage::Deciding { at: now + after, says: Step::SignedIn },
            Response::Decline { after } => Stage::Deciding { at: now + after, says: Step::Declined },
            Response::Silence => Stage::Silent,
        };
        self.held = Some(Held {
            order: order.name.clone(),
            dispatch: order.dispatch.clone(),
            target,
            category: words::category(&order.type_code),
            stage,
        });
    }

    /// The daemon knows of no order for this unit: whatever it holds is over.
    pub(super) fn drop_order(&mut self, now: Duration, notes: &mut Ledger) {
        if let Some(held) = self.held.take() {
            notes.over(&self.unit, &held.dispatch, now, Over::Withdrawn);
            self.over.insert(held.dispatch);
            self.mover.release();
        }
    }

    /// Moves on to `now` and gives what it has to say about its dispatch, in order.
    pub(super) fn act(&mut self, now: Duration, notes: &mut Ledger) -> Option<proto::AdvanceDispatchRequest> {
        let at = self.mover.step(now.saturating_sub(self.mover_began));
        let held = self.held.as_mut()?;
        let step = match held.stage {
            Stage::Deciding { at, says } if at <= now => {
                held.stage = Stage::Preparing { until: now + PREPARES };
                says
            }
            Stage::Preparing { until } if until <= now => {
                self.mover.drive_to(held.target.unwrap_or(at), held.category);
                held.stage = Stage::Driving;
                Step::Departed
            }
            Stage::Driving if self.mover.phase() != Phase::Driving => {
                notes.arrived(&self.unit, &held.dispatch, now);
                held.stage = Stage::OnScene { since: now, told: false };
                Step::Arrived
            }
            Stage::OnScene { since, told: false } if since + FEEDBACK_AFTER <= now => {
                held.stage = Stage::OnScene { since, told: true };
                Step::Feedback
            }
            Stage::OnScene { .. } if self.mover.phase() == Phase::Finished => Step::Finished,
            Stage::Deciding { .. }
            | Stage::Silent
            | Stage::Preparing { .. }
            | Stage::Driving
            | Stage::OnScene { .. } => return None,
        };
        let said = said(&self.unit, &held.dispatch, step);
        let over = match step {
            Step::Finished => Some(Over::Finished),
            Step::Declined => Some(Over::Declined),
            Step::Unspecified | Step::SignedIn | Step::Departed | Step::Arrived | Step::Feedback | Step::Blocked => {
                None
            }
        };
        if let Some(how) = over {
            notes.over(&self.unit, &held.dispatch, now, how);
            self.over.insert(std::mem::take(&mut held.dispatch));
            self.held = None;
            self.mover.release();
        }
        Some(said)
    }

    /// Its position, when it is time to report it.
    pub(super) fn fix(&mut self, now: Duration) -> Option<proto::Fix> {
        if self.next_fix > now {
            return None;
        }
        // A unit that is late does not report twice at once.
        self.next_fix = (self.next_fix + self.reports_every).max(now + self.reports_every / 2);
        self.fixes += 1;
        let at = self.mover.step(now.saturating_sub(self.mover_began));
        Some(proto::Fix {
            unit: self.unit.clone(),
            position: Some(position(at)),
            boot: 1,
            sequence: self.fixes,
            accuracy_m: Some(8.0),
            ..proto::Fix::default()
        })
    }

    /// How often it reports from now on.
    pub(super) fn advised(&mut self, interval_ms: u32, now: Duration) {
        self.reports_every = Duration::from_millis(u64::from(interval_ms.max(1_000)));
        self.next_fix = self.next_fix.min(now + self.reports_every);
    }

    /// The order that it holds.
    pub(super) fn order(&self) -> Option<&str> {
        self.held.as_ref().map(|held| held.order.as_str())
    }
}

/// Whether a dispatch in this state wants nothing more of its unit.
pub(super) fn is_over(state: DispatchState) -> bool {
    match state {
        DispatchState::Unspecified
        | DispatchState::Offered
        | DispatchState::SignedIn
        | DispatchState::Departed
        | DispatchState::Arrived => false,
        DispatchState::Finished
        | DispatchState::Declined
        | DispatchState::OfferExpired
        | DispatchState::Recalled
        | DispatchState::StoodDown
        | DispatchState::Preempted => true,
    }
}

fn said(unit: &str, dispatch: &str, step: Step) -> proto::AdvanceDispatchRequest {
    let in_words = |words: &str, wanted: Step| if step == wanted { words.to_owned() } else { String::new() };
    proto::AdvanceDispatchRequest {
        dispatch: dispatch.to_owned(),
        unit: unit.to_owned(),
        step: step.into(),
        reason: in_words("正在处置其他事务", Step::Declined),
        feedback: in_words("已到现场，正在处置", Step::Feedback),
        activity: (step == Step::Finished).then(|| proto::ActivityKind::Other.into()),
        ..proto::AdvanceDispatchRequest::default()
    }
}
