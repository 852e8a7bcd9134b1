//! What the device knows and does: every message down changes it, every word of the crew becomes a write.
//!
//! It reads no clock and no network, so the whole of it can be tried in a test. `mod.rs` carries its messages.

use std::collections::VecDeque;
use std::time::Duration;

use prost_types::Timestamp;
use rand::Rng;
use uuid::Uuid;

use super::super::remote::error_in_words;
use super::queue::Queue;
use super::typed::Typed;
use super::walk::Walk;
use super::{automat, screen};
use crate::api::proto::connect_request::Message as Up;
use crate::api::proto::connect_response::Message as Down;
use crate::api::proto::connect_write_result::Result as Told;
use crate::api::proto::{
    AcknowledgeOrderRequest, ActivityKind, AdvanceDispatchRequest, CheckIn, CompleteOrderRequest, ConnectRequest,
    ConnectResponse, ConnectWriteResult, Datum, DispatchState, EndDutyRequest, Fix, Hello, NoticeKind, OrderState,
    Position, PositionBatch, RaiseEmergencyRequest, SetAvailabilityRequest, StandingOrder, StartDutyRequest, Step,
    UnavailableReason, UnitActivity, UnitOrder, Welcome,
};
use crate::domain::time::EngineTime;

/// How often it reports before the daemon has said how often it should.
const INTERVAL: Duration = Duration::from_secs(10);
/// The most fixes that are kept in a dead spot, and sent in one batch.
const FIXES_MAX: usize = 500;

/// Who speaks.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Identity {
    /// `units/{callsign}`.
    pub(in crate::cli) unit: String,
    /// Such as `radio-4711`.
    pub(in crate::cli) device: String,
    /// Made anew at each start, since nothing is kept in flash memory.
    pub(in crate::cli) installation: Uuid,
}

/// The device.
#[derive(Debug)]
pub(in crate::cli) struct Radio {
    who: Identity,
    queue: Queue,
    /// What is declared when the unit is not on duty yet.
    check_in: Option<CheckIn>,
    on_duty: bool,
    /// The order that holds, and how far the crew has come with it.
    pub(super) task: Option<Task>,
    /// What it was ordered to do outside any incident.
    standing: Option<StandingOrder>,
    /// The order that the crew is done with: a late copy of it must not revive it.
    over: String,
    pub(super) walk: Option<Walk>,
    speed_mps: f64,
    interval: Duration,
    fixed_at: Option<EngineTime>,
    fix_number: u64,
    /// By how many microseconds the daemon's clock is ahead of the device's, as of the last welcome.
    ahead_us: i64,
    fixes: VecDeque<(EngineTime, Fix)>,
}

/// An order that holds.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// As the daemon sent it last.
    pub(super) order: UnitOrder,
    /// What the crew has said last; UNSPECIFIED while nobody has signed in.
    pub(super) said: Step,
    /// When it said so, or when the order came.
    pub(super) since: EngineTime,
}

/// What a message means for the program.
#[derive(Debug, Default)]
pub(in crate::cli) struct Heard {
    /// For the screen.
    pub(super) lines: Vec<String>,
    /// Another connection speaks for the unit: this one must not come back.
    pub(super) is_replaced: bool,
}

impl Radio {
    /// A device that has said nothing yet.
    pub(in crate::cli) fn new(who: Identity, check_in: Option<CheckIn>, walk: Option<Walk>, speed_mps: f64) -> Self {
        Self {
            who,
            queue: Queue::new(),
            check_in,
            on_duty: false,
            task: None,
            standing: None,
            over: String::new(),
            walk,
            speed_mps,
            interval: INTERVAL,
            fixed_at: None,
            fix_number: 0,
            ahead_us: 0,
            fixes: VecDeque::new(),
        }
    }

    /// The first message of every connection.
    pub(in crate::cli) fn hello(&self) -> Hello {
        Hello {
            device: self.who.device.clone(),
            installation: self.who.installation.to_string(),
            client_version: env!("CARGO_PKG_VERSION").to_owned(),
            units: vec![self.who.unit.clone()],
            status: None,
        }
    }

    /// Takes a message.
    pub(in crate::cli) fn heard(&mut self, message: ConnectResponse, now: EngineTime) -> Heard {
        let mut heard = Heard::default();
        match message.message {
            Some(Down::Welcome(welcome)) => heard.lines = self.welcomed(welcome, now),
            Some(Down::Order(order)) => heard.lines = self.ordered(order, now),
            Some(Down::StandingOrder(order)) => heard.lines = self.told(order, now),
            Some(Down::WriteResult(result)) => heard.lines = self.answered(result, now),
            Some(Down::BatchResult(result)) => {
                let hold_ms = result.summary.as_ref().map_or(0, |summary| summary.retry_delay_ms);
                if hold_ms > 0 {
                    // Too many come in: the next fix counts from the end of the pause.
                    self.fixed_at = Some(now + Duration::from_millis(hold_ms.into()));
                }
                heard.lines = result.summary.as_ref().map(screen::batch).unwrap_or_default();
            }
            Some(Down::Advice(advice)) => self.interval = Duration::from_millis(advice.interval_ms.max(1).into()),
            Some(Down::Notice(notice)) => {
                heard.lines = screen::notice(&notice);
                heard.is_replaced = notice.kind == i32::from(NoticeKind::Replaced);
            }
            // Something newer than this program: not said.
            None => {}
        }
        heard
    }

    /// What holds now replaces everything that was remembered about orders.
    fn welcomed(&mut self, welcome: Welcome, now: EngineTime) -> Vec<String> {
        let mut lines = vec![format!("connected to patrold {}", welcome.daemon_version)];
        let mine = welcome.assignments.into_iter().find(|assignment| assignment.unit == self.who.unit);
        let Some(assignment) = mine else { return lines };
        self.on_duty = assignment.on_duty;
        self.ahead_us = welcome.time.map_or(0, |time| micros(time) - now.as_micros());
        if let Some(advice) = assignment.advice {
            self.interval = Duration::from_millis(advice.interval_ms.max(1).into());
        }
        match assignment.order {
            Some(order) => lines.extend(self.ordered(order, now)),
            None => self.task = None,
        }
        self.standing = None;
        lines.extend(assignment.standing_order.map(|order| self.told(order, now)).unwrap_or_default());
        if let Some(check_in) = self.check_in.take().filter(|_| !self.on_duty) {
            let unit = self.who.unit.clone();
            let write = StartDutyRequest { unit, check_in: Some(check_in), ..StartDutyRequest::default() };
            lines.extend(self.put(Up::StartDuty(write), now).err());
        }
        lines
    }

    /// Every version is acknowledged, also one that came before: the daemon asks until it knows.
    fn ordered(&mut self, order: UnitOrder, now: EngineTime) -> Vec<String> {
        let acknowledgement = Up::AcknowledgeOrder(AcknowledgeOrderRequest {
            unit: self.who.unit.clone(),
            order: order.name.clone(),
            version: order.version,
            ..AcknowledgeOrderRequest::default()
        });
        if !self.queue.holds(&acknowledgement) {
            // Without room for it the daemon sends the order again.
            let _sent_again = self.put(acknowledgement, now);
        }
        if order.name == self.over {
            return Vec::new();
        }
        let told = step_of(order.state);
        let known = self.task.as_mut().filter(|task| task.order.name == order.name);
        if let Some(task) = known.filter(|task| task.order.version >= order.version) {
            // The desk may have said meanwhile how far the crew is: what somebody has taken does not expire.
            if (task.said as i32) < (told as i32) {
                (task.said, task.since) = (told, now);
            }
            return Vec::new();
        }
        let lines = screen::order(&order);
        if is_over(order.state) {
            self.over = order.name;
            self.task = None;
            return lines;
        }
        let known = self.task.as_ref().filter(|task| task.order.name == order.name);
        let (said, since) = match known {
            Some(task) if task.said as i32 >= told as i32 => (task.said, task.since),
            _ => (told, now),
        };
        self.task = Some(Task { order, said, since });
        lines
    }

    /// A standing order is acknowledged as any other, and shown when it is news.
    fn told(&mut self, order: StandingOrder, now: EngineTime) -> Vec<String> {
        let ended = !matches!(OrderState::try_from(order.state), Ok(OrderState::Issued | OrderState::Acknowledged));
        if ended {
            let held = self.standing.as_ref().is_some_and(|held| held.name == order.name);
            self.standing = self.standing.take().filter(|held| held.name != order.name);
            return if held { screen::standing_order(&order) } else { Vec::new() };
        }
        let acknowledgement = Up::AcknowledgeOrder(AcknowledgeOrderRequest {
            unit: self.who.unit.clone(),
            order: order.name.clone(),
            version: order.version,
            ..AcknowledgeOrderRequest::default()
        });
        if order.deliver_time.is_none() && !order.suspended && !self.queue.holds(&acknowledgement) {
            // Without room for it the daemon sends the order again.
            let _sent_again = self.put(acknowledgement, now);
        }
        let known = self.standing.as_ref().is_some_and(|held| held.name == order.name && held.version >= order.version);
        let lines = if known { Vec::new() } else { screen::standing_order(&order) };
        self.standing = Some(order);
        lines
    }

    /// The crew has done what it was ordered to.
    fn carried_out(&mut self, now: EngineTime) -> Result<String, String> {
        let Some(order) = self.standing.take() else { return Err("there is no standing order".to_owned()) };
        let (unit, order) = (self.who.unit.clone(), order.name);
        self.put(Up::CompleteOrder(CompleteOrderRequest { unit, order, ..CompleteOrderRequest::default() }), now)
    }

    /// The crew needs help, where it is now.
    fn emergency(&mut self, now: EngineTime) -> Result<String, String> {
        let datum = Datum::Wgs84.into();
        let place = self.walk.as_ref().map(Walk::at);
        let position = place.map(|(latitude_deg, longitude_deg)| Position { latitude_deg, longitude_deg, datum });
        let unit = self.who.unit.clone();
        self.put(Up::RaiseEmergency(RaiseEmergencyRequest { unit, position, ..RaiseEmergencyRequest::default() }), now)
    }

    fn answered(&mut self, result: ConnectWriteResult, now: EngineTime) -> Vec<String> {
        match result.result {
            Some(Told::Receipt(receipt)) => {
                let Some(write) = self.queue.answered(result.number) else { return Vec::new() };
                if matches!(write, Up::StartDuty(_) | Up::EndDuty(_)) {
                    self.on_duty = matches!(write, Up::StartDuty(_));
                }
                vec![screen::accepted(&what(&write), &receipt)]
            }
            Some(Told::Error(error)) if error.retry_delay_ms > 0 => {
                self.queue.later(result.number, now + Duration::from_millis(error.retry_delay_ms.into()));
                Vec::new()
            }
            Some(Told::Error(error)) => {
                let Some(write) = self.queue.answered(result.number) else { return Vec::new() };
                vec![format!("{} {}", what(&write), error_in_words(&error))]
            }
            None => Vec::new(),
        }
    }

    /// Does what the crew typed; the answer is for the screen.
    pub(super) fn typed(&mut self, typed: Typed, now: EngineTime) -> Result<String, String> {
        match typed {
            Typed::In => self.step(Step::SignedIn, "", "", now),
            Typed::Go => self.step(Step::Departed, "", "", now),
            Typed::There => self.step(Step::Arrived, "", "", now),
            Typed::Feedback(text) => self.step(Step::Feedback, "", &text, now),
            Typed::Done => self.step(Step::Finished, "", "", now),
            Typed::Decline(reason) => self.step(Step::Declined, &reason, "", now),
            Typed::Blocked => self.step(Step::Blocked, "", "", now),
            Typed::Break(reason) => self.available(UnitActivity::Unavailable, reason, now),
            Typed::Back => self.available(UnitActivity::Available, UnavailableReason::Unspecified, now),
            Typed::End => {
                let unit = self.who.unit.clone();
                self.put(Up::EndDuty(EndDutyRequest { unit, ..EndDutyRequest::default() }), now)
            }
            Typed::At(place) => {
                self.walk = Some(Walk::new(place, now));
                self.fixed_at = None;
                Ok(String::new())
            }
            Typed::Carried => self.carried_out(now),
            Typed::Emergency => self.emergency(now),
            Typed::Status => Ok(self.status()),
            Typed::Quit => Ok(String::new()),
        }
    }

    fn status(&self) -> String {
        let duty = if self.on_duty { "on duty" } else { "off duty" };
        let task = self.task.as_ref().map_or("no order", |task| task.order.incident_number.as_str());
        format!("{duty}; {task}; {} writes wait; reports every {} s", self.queue.len(), self.interval.as_secs())
    }

    /// The crew says how its dispatch stands.
    pub(super) fn step(&mut self, step: Step, reason: &str, feedback: &str, now: EngineTime) -> Result<String, String> {
        let Some(task) = &mut self.task else { return Err("there is no order".to_owned()) };
        let write = AdvanceDispatchRequest {
            dispatch: task.order.dispatch.clone(),
            unit: self.who.unit.clone(),
            step: step.into(),
            reason: reason.to_owned(),
            feedback: feedback.to_owned(),
            activity: (step == Step::Finished).then_some(ActivityKind::Other.into()),
            ..AdvanceDispatchRequest::default()
        };
        (task.said, task.since) = (step, now);
        if matches!(step, Step::Finished | Step::Declined) {
            self.over = task.order.name.clone();
            self.task = None;
        }
        self.put(Up::AdvanceDispatch(write), now)
    }

    fn available(
        &mut self,
        activity: UnitActivity,
        reason: UnavailableReason,
        now: EngineTime,
    ) -> Result<String, String> {
        let write = SetAvailabilityRequest {
            unit: self.who.unit.clone(),
            activity: activity.into(),
            unavailable_reason: reason.into(),
            ..SetAvailabilityRequest::default()
        };
        self.put(Up::SetAvailability(write), now)
    }

    fn put(&mut self, write: Up, now: EngineTime) -> Result<String, String> {
        if self.queue.push(write, now) {
            Ok(String::new())
        } else {
            Err("too much waits for the daemon already: this was not taken".to_owned())
        }
    }

    /// Lets time pass: moves, measures when it is time, and with `auto` does what a crew would do.
    pub(in crate::cli) fn tick(
        &mut self,
        auto: Option<Duration>,
        now: EngineTime,
        chance: &mut impl Rng,
    ) -> Vec<String> {
        let mut lines = self.forget_expired(now);
        let target = self.task.as_ref().filter(|task| task.said == Step::Departed).and_then(Task::place);
        let stays = self.task.as_ref().is_some_and(|task| task.said != Step::Departed);
        if let Some(walk) = &mut self.walk {
            if stays { walk.stay(now) } else { walk.go(target, self.speed_mps, now, chance) }
        }
        self.measure(now);
        lines.extend(auto.map(|pause| automat::act(self, pause, now)).unwrap_or_default());
        lines
    }

    /// An order that nobody took must not be acted on after its time, also when no connection says so.
    fn forget_expired(&mut self, now: EngineTime) -> Vec<String> {
        let daemon_now_us = now.as_micros() + self.ahead_us;
        let is_expired = |task: &Task| {
            let untaken = task.said == Step::Unspecified;
            untaken && task.order.expire_time.is_some_and(|expire| micros(expire) <= daemon_now_us)
        };
        let Some(task) = self.task.take_if(|task| is_expired(task)) else { return Vec::new() };
        vec![format!("{} has expired: do not go", task.order.incident_number)]
    }

    fn measure(&mut self, now: EngineTime) {
        let Some(walk) = self.walk.as_ref().filter(|_| self.on_duty) else { return };
        if self.fixed_at.is_some_and(|last| now.since(last) < self.interval) {
            return;
        }
        self.fixed_at = Some(now);
        self.fix_number += 1;
        let (latitude_deg, longitude_deg) = walk.at();
        if self.fixes.len() == FIXES_MAX {
            self.fixes.pop_front();
        }
        #[expect(clippy::cast_possible_truncation, reason = "a fix has single precision here")]
        let fix = Fix {
            position: Some(Position { latitude_deg, longitude_deg, datum: Datum::Wgs84.into() }),
            boot: 1,
            sequence: self.fix_number,
            accuracy_m: Some(8.0),
            speed_mps: Some(walk.speed_mps() as f32),
            heading_deg: Some(walk.heading_deg() as f32),
            ..Fix::default()
        };
        self.fixes.push_back((now, fix));
    }

    /// What goes up now: fixes with their ages in one batch, and every write that was not sent yet.
    pub(in crate::cli) fn due(&mut self, now: EngineTime) -> Vec<ConnectRequest> {
        let mut due = self.queue.due(now);
        if !self.fixes.is_empty() {
            let age = |at: EngineTime| u64::try_from(now.since(at).as_millis()).unwrap_or(u64::MAX);
            let fixes = self.fixes.drain(..).map(|(at, fix)| Fix { age_ms: age(at), ..fix }).collect();
            due.push(ConnectRequest { number: 0, message: Some(Up::Positions(PositionBatch { fixes })) });
        }
        due
    }

    /// The connection is gone: what has no answer is sent again over the next one.
    pub(in crate::cli) fn connection_lost(&mut self) {
        self.queue.connection_lost();
    }

    /// How many writes nobody has answered.
    pub(super) fn unanswered(&self) -> usize {
        self.queue.len()
    }
}

impl Task {
    /// Where to go, when that is known.
    pub(super) fn place(&self) -> Option<(f64, f64)> {
        self.order.position.map(|at| (at.latitude_deg, at.longitude_deg))
    }
}

/// Whether the unit is free; a state that is not known yet is taken as going on.
fn is_over(state: i32) -> bool {
    use DispatchState::{Declined, Finished, OfferExpired, Recalled, StoodDown};
    [Finished, Declined, OfferExpired, Recalled, StoodDown].into_iter().any(|over| i32::from(over) == state)
}

/// What the crew has said when a dispatch stands so.
fn step_of(state: i32) -> Step {
    match DispatchState::try_from(state) {
        Ok(DispatchState::SignedIn) => Step::SignedIn,
        Ok(DispatchState::Departed) => Step::Departed,
        Ok(DispatchState::Arrived) => Step::Arrived,
        _ => Step::Unspecified,
    }
}

fn micros(time: Timestamp) -> i64 {
    time.seconds.saturating_mul(1_000_000).saturating_add(i64::from(time.nanos) / 1_000)
}

/// A write in a word or two.
fn what(write: &Up) -> String {
    match write {
        Up::AdvanceDispatch(write) => super::super::words::word::<Step>(write.step),
        Up::AcknowledgeOrder(write) => format!("received version {}", write.version),
        Up::SetAvailability(write) => super::super::words::word::<UnitActivity>(write.activity),
        Up::StartDuty(_) => "on duty".to_owned(),
        Up::EndDuty(_) => "off duty".to_owned(),
        Up::ChangeCrew(_) => "crew".to_owned(),
        Up::ReportOnView(_) => "report".to_owned(),
        Up::AttachToIncident(_) => "joined".to_owned(),
        Up::CompleteOrder(_) => "carried out".to_owned(),
        Up::RaiseEmergency(_) => "EMERGENCY".to_owned(),
        Up::Hello(_) | Up::Positions(_) | Up::DeviceStatus(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;
    use crate::api::proto::{UnitAssignment, WriteError, WriteReceipt};

    fn at(ms: i64) -> EngineTime {
        EngineTime::from_micros(ms * 1_000)
    }

    fn radio() -> Radio {
        let who =
            Identity { unit: "units/R1".to_owned(), device: "radio-1".to_owned(), installation: Uuid::from_u128(1) };
        Radio::new(who, Some(CheckIn::default()), Some(Walk::new((23.0, 113.0), at(0))), 10.0)
    }

    fn order(version: u32, state: DispatchState) -> UnitOrder {
        UnitOrder {
            name: "orders/1".to_owned(),
            version,
            unit: "units/R1".to_owned(),
            dispatch: "dispatches/1".to_owned(),
            state: state.into(),
            incident_number: "2026-1123-0001".to_owned(),
            level: 1,
            position: Some(Position { latitude_deg: 23.0, longitude_deg: 113.001, datum: 1 }),
            ..UnitOrder::default()
        }
    }

    fn down(message: Down) -> ConnectResponse {
        ConnectResponse { message: Some(message) }
    }

    fn welcome(on_duty: bool, order: Option<UnitOrder>) -> ConnectResponse {
        let assignment = UnitAssignment { unit: "units/R1".to_owned(), on_duty, order, ..UnitAssignment::default() };
        down(Down::Welcome(Welcome { assignments: vec![assignment], ..Welcome::default() }))
    }

    fn ups(radio: &mut Radio, now: EngineTime) -> Vec<(u64, String)> {
        radio.due(now).iter().map(|it| (it.number, it.message.as_ref().map(what).unwrap_or_default())).collect()
    }

    fn receipt(number: u64) -> ConnectResponse {
        let result = Some(Told::Receipt(WriteReceipt::default()));
        down(Down::WriteResult(ConnectWriteResult { number, result }))
    }

    #[test]
    fn duty_is_started_once_and_fixes_begin_with_it() {
        let (mut radio, mut chance) = (radio(), StdRng::seed_from_u64(1));
        radio.heard(welcome(false, None), at(0));
        radio.tick(None, at(100), &mut chance);
        assert_eq!(ups(&mut radio, at(100)), [(1, "on duty".to_owned())], "no fix before it is on duty");
        radio.heard(receipt(1), at(200));
        radio.tick(None, at(300), &mut chance);
        assert_eq!(ups(&mut radio, at(300)), [(0, String::new())]);
        radio.connection_lost();
        radio.heard(welcome(true, None), at(400));
        assert_eq!(ups(&mut radio, at(400)), [], "it is on duty already");
    }

    #[test]
    fn an_order_is_acknowledged_each_time_and_never_revived() {
        let mut radio = radio();
        radio.heard(welcome(true, None), at(0));
        let shown = radio.heard(down(Down::Order(order(1, DispatchState::Offered))), at(1)).lines;
        assert!(shown[0].starts_with("ORDER 2026-1123-0001 level 1"), "{shown:?}");
        assert_eq!(radio.heard(down(Down::Order(order(1, DispatchState::Offered))), at(2)).lines.len(), 0);
        assert_eq!(ups(&mut radio, at(3)), [(1, "received version 1".to_owned())], "one acknowledgement waits already");
        radio.heard(receipt(1), at(4));
        radio.typed(Typed::Done, at(5)).expect("an order to be done with");
        radio.heard(down(Down::Order(order(2, DispatchState::SignedIn))), at(6));
        assert!(radio.task.is_none(), "the crew is done with it");
        let sent: Vec<_> = ups(&mut radio, at(7)).into_iter().map(|(_, what)| what).collect();
        assert_eq!(sent, ["finished", "received version 2"]);
    }

    #[test]
    fn a_recall_frees_the_unit_and_a_welcome_without_order_too() {
        for over in [down(Down::Order(order(2, DispatchState::Recalled))), welcome(true, None)] {
            let mut radio = radio();
            radio.heard(welcome(true, Some(order(1, DispatchState::Departed))), at(0));
            assert_eq!(radio.task.as_ref().map(|task| task.said), Some(Step::Departed));
            radio.heard(over, at(1));
            assert_eq!(radio.typed(Typed::There, at(2)), Err("there is no order".to_owned()));
        }
    }

    #[test]
    fn an_order_that_nobody_took_is_not_acted_on_after_its_time() {
        let (mut radio, mut chance) = (radio(), StdRng::seed_from_u64(1));
        let time = |seconds| Some(Timestamp { seconds, nanos: 0 });
        let order = UnitOrder { expire_time: time(1_000_060), ..order(1, DispatchState::Offered) };
        let assignment =
            UnitAssignment { unit: "units/R1".to_owned(), order: Some(order), ..UnitAssignment::default() };
        let welcome = Welcome { time: time(1_000_000), assignments: vec![assignment], ..Welcome::default() };
        radio.heard(down(Down::Welcome(welcome)), at(5_000));
        radio.connection_lost();
        assert!(radio.tick(None, at(64_999), &mut chance).is_empty() && radio.task.is_some());
        assert_eq!(radio.tick(None, at(65_000), &mut chance), ["2026-1123-0001 has expired: do not go"]);
        assert!(radio.task.is_none());
    }

    #[test]
    fn an_order_for_which_the_desk_has_signed_in_does_not_expire() {
        let (mut radio, mut chance) = (radio(), StdRng::seed_from_u64(1));
        let expire_time = Some(Timestamp { seconds: 60, nanos: 0 });
        let offered = UnitOrder { expire_time, ..order(1, DispatchState::Offered) };
        radio.heard(down(Down::Order(offered)), at(0));
        let taken = down(Down::Order(order(1, DispatchState::SignedIn)));
        assert!(radio.heard(taken, at(1_000)).lines.is_empty(), "nothing new to show");
        assert_eq!(radio.task.as_ref().map(|task| task.said), Some(Step::SignedIn));
        assert!(radio.tick(None, at(65_000), &mut chance).is_empty() && radio.task.is_some());
        radio.heard(down(Down::Order(order(1, DispatchState::Offered))), at(66_000));
        assert_eq!(radio.task.as_ref().map(|task| task.said), Some(Step::SignedIn), "a late copy takes nothing back");
    }

    #[test]
    fn what_was_said_in_a_dead_spot_is_sent_afterwards() {
        let (mut radio, mut chance) = (radio(), StdRng::seed_from_u64(1));
        radio.heard(welcome(true, Some(order(1, DispatchState::SignedIn))), at(0));
        ups(&mut radio, at(0));
        radio.connection_lost();
        radio.typed(Typed::Go, at(1_000)).expect("an order");
        radio.tick(None, at(2_000), &mut chance);
        radio.tick(None, at(22_000), &mut chance);
        let due = radio.due(at(30_000));
        let numbers: Vec<_> = due.iter().map(|it| it.number).collect();
        assert_eq!(numbers, [1, 2, 0]);
        let Some(Up::AdvanceDispatch(write)) = &due[1].message else { panic!("the word of the crew") };
        assert_eq!(write.occurred_age_ms, 29_000);
        let Some(Up::Positions(batch)) = &due[2].message else { panic!("the fixes") };
        assert_eq!(batch.fixes.iter().map(|fix| fix.age_ms).collect::<Vec<_>>(), [28_000, 8_000]);
    }

    #[test]
    fn a_refusal_is_shown_and_want_of_room_is_tried_again() {
        let mut radio = radio();
        radio.heard(welcome(false, None), at(0));
        assert_eq!(ups(&mut radio, at(0)).len(), 1);
        let refuse = |retry_delay_ms| {
            let error = WriteError {
                reason: "FULL".to_owned(),
                message: "no room".to_owned(),
                retry_delay_ms,
                ..WriteError::default()
            };
            down(Down::WriteResult(ConnectWriteResult { number: 1, result: Some(Told::Error(error)) }))
        };
        assert!(radio.heard(refuse(500), at(0)).lines.is_empty());
        assert_eq!(ups(&mut radio, at(499)), []);
        assert_eq!(ups(&mut radio, at(500)), [(1, "on duty".to_owned())]);
        assert_eq!(radio.heard(refuse(0), at(600)).lines, ["on duty refused (FULL): no room"]);
        assert_eq!(radio.unanswered(), 0);
    }

    #[test]
    fn by_itself_it_goes_through_all_steps() {
        let (mut radio, mut chance) = (radio(), StdRng::seed_from_u64(1));
        radio.heard(welcome(true, Some(order(1, DispatchState::Offered))), at(0));
        let mut said = Vec::new();
        for ms in (0..60_000).step_by(200) {
            radio.tick(Some(Duration::from_secs(1)), at(ms), &mut chance);
            said.extend(ups(&mut radio, at(ms)).into_iter().map(|(_, what)| what).filter(|what| !what.is_empty()));
        }
        assert_eq!(said, ["received version 1", "signed-in", "departed", "arrived", "feedback", "finished"]);
    }
}
