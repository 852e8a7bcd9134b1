//! What happens on the day beside calls and patrols: partners and call-backs, a match, an officer in need, orders, an
//! arrest, a relief, a pursuit.

use std::time::Duration;

use patrold::domain::area::{Area, Circle};
use patrold::domain::classification::Handling;
use patrold::domain::command::{Command, Readiness};
use patrold::domain::desk::{CallBackOutcome, DeskCommand, Verdict};
use patrold::domain::dispatch::{ChosenBy, Dispatch};
use patrold::domain::event::Event;
use patrold::domain::geo::Distance;
use patrold::domain::ids::{IncidentId, UnitId};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind};
use patrold::domain::order::OrderTask;
use patrold::domain::planned_event::EventPlan;
use patrold::domain::report::GivenPlace;
use patrold::domain::text::Text;
use patrold::domain::unit::UnavailableReason;

use super::{Day, Held, MIDNIGHT, PREPARES, Stage};

/// What happens once, from when on, and how: it says whether it could.
type Once = (&'static str, Duration, fn(&mut Day, Duration) -> bool);

/// One in so many units takes somebody in.
const ARRESTS: u64 = 5;

const fn hours(hours: u64) -> Duration {
    Duration::from_hours(hours)
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_mins(minutes)
}

fn words(words: &str) -> Text {
    Text::truncated(words)
}

fn on_desk(command: DeskCommand) -> Command {
    Command::OnDesk(Box::new(command))
}

impl Day {
    /// Does what is to be done by now, and what happens once.
    pub(super) fn happen(&mut self, now: Duration) {
        while let Some(entry) = self.to_do.first_entry().filter(|entry| entry.key().0 <= now) {
            let command = entry.remove();
            self.run(now, command);
        }
        let once: [Once; 6] = [
            ("match", hours(7), Self::plan_match),
            ("emergency", hours(9), Self::call_for_help),
            ("order", hours(11), Self::order),
            ("relief", hours(14), Self::relieve),
            ("pursuit", hours(15), Self::pursue),
            ("rest", hours(16), Self::rest),
        ];
        for (what, from, happens) in once {
            if now >= from && !self.happened.contains(what) && happens(self, now) {
                self.happened.insert(what);
            }
        }
    }

    /// Which of the day's happenings took place.
    pub(crate) fn happened(&self) -> Vec<&'static str> {
        self.happened.iter().copied().collect()
    }

    fn later(&mut self, at: Duration, command: Command) {
        self.made += 1;
        self.to_do.insert((at, self.made), command);
    }

    /// The first unit that is free.
    fn free(&self) -> Option<usize> {
        let state = self.sequencer.state();
        self.crews.iter().position(|crew| {
            crew.held.is_none()
                && state.unit(&crew.unit).is_some_and(|unit| unit.is_available() && unit.emergency.is_none())
        })
    }

    fn plan_match(&mut self, now: Duration) -> bool {
        let fence = Circle::new(self.crews[0].mover.at(), Distance::from_millimetres(2_000_000)).expect("a circle");
        let plan = EventPlan {
            name: words("中超联赛"),
            fence: Area::Circle(fence),
            from: MIDNIGHT + hours(18),
            to: MIDNIGHT + hours(21),
            units: self.crews.iter().take(3).map(|crew| crew.unit.clone()).collect(),
            desk: None,
        };
        self.run(now, Command::CreatePlannedEvent(Box::new(plan)));
        true
    }

    /// An officer presses twice: the second time the map knows where.
    fn call_for_help(&mut self, now: Duration) -> bool {
        let Some(index) = self.free() else { return false };
        let unit = self.crews[index].unit.clone();
        let place = GivenPlace { at: self.crews[index].mover.at(), datum: patrold::domain::geo::Datum::Wgs84 };
        let raise = |place| Command::RaiseEmergency { unit: unit.clone(), place, narrative: None };
        self.later(now + minutes(6), raise(None));
        self.run(now, raise(Some(place)));
        let incident = self.sequencer.state().unit(&unit).and_then(|unit| unit.emergency).expect("an emergency");
        let voice_contact = words("已控制，人员安全");
        self.later(now + minutes(40), Command::CancelEmergency { incident, voice_contact });
        true
    }

    fn order(&mut self, now: Duration) -> bool {
        let Some(index) = self.free() else { return false };
        let (unit, at) = (self.crews[index].unit.clone(), self.crews[index].mover.at());
        let (task, reason) = (OrderTask::GoTo(at), words("卡口值守"));
        self.run(now, Command::OrderUnit { unit, task, must_hold: true, expires_at: None, reason });
        true
    }

    /// A unit that prepares to depart goes off duty, and a free one goes in its place.
    fn relieve(&mut self, now: Duration) -> bool {
        let prepares = |held: &Held| matches!(held.stage, Stage::Preparing(_));
        let leaves = self.crews.iter().position(|crew| crew.held.as_ref().is_some_and(prepares));
        let Some((leaves, relief)) = leaves.zip(self.free()) else { return false };
        let (unit, relief) = (self.crews[leaves].unit.clone(), self.crews[relief].unit.clone());
        let check_in = self.crews[leaves].check_in.clone();
        self.later(now + hours(1), Command::StartDuty { unit: unit.clone(), check_in });
        self.later(now + hours(1), Command::SetLinks { units: [unit.clone()].into(), connected: true });
        self.run(now, Command::EndDuty { unit, relief: Some(relief), overtime_until: None });
        true
    }

    /// An incident is where the unit is that drives to it.
    fn pursue(&mut self, now: Duration) -> bool {
        let drives = |held: &&Held| matches!(held.stage, Stage::Driving);
        let driving =
            self.crews.iter().find_map(|crew| Some((crew.unit.clone(), crew.held.as_ref().filter(drives)?.incident)));
        let Some((unit, incident)) = driving else { return false };
        self.run(now, on_desk(DeskCommand::FollowUnit { incident, unit: Some(unit) }));
        true
    }

    fn rest(&mut self, now: Duration) -> bool {
        let Some(index) = self.free() else { return false };
        let unit = self.crews[index].unit.clone();
        let out = out_of_service(UnavailableReason::Break, now + minutes(30));
        self.later(now + minutes(30), Command::SetAvailability { unit: unit.clone(), readiness: Readiness::Available });
        self.run(now, Command::SetAvailability { unit, readiness: out });
        true
    }

    /// What a unit is from the end of handling on: one in a few takes somebody in.
    pub(super) fn after_handling(&mut self, now: Duration, unit: &UnitId) -> Option<Readiness> {
        self.finished += 1;
        if !self.finished.is_multiple_of(ARRESTS) {
            return None;
        }
        self.happened.insert("arrest");
        let back = Command::SetAvailability { unit: unit.clone(), readiness: Readiness::Available };
        self.later(now + minutes(20), back);
        Some(out_of_service(UnavailableReason::Transport, now + minutes(25)))
    }

    /// What partners, verifiers and whoever calls back do about an event.
    #[expect(clippy::wildcard_enum_match_arm, reason = "nobody does anything about the other events")]
    pub(super) fn follow_at_the_desk(&mut self, event: &Event, now: Duration) {
        self.desk_turns += 1;
        match event {
            Event::IncidentOpened(incident) if incident.classification.handling == Handling::VerifyFirst => {
                let first = self.happened.insert("verified");
                let verdict = if first { Verdict::Confirmed } else { Verdict::Refuted };
                let (incident, reason) = (incident.id, words("看了监控"));
                self.later(now + minutes(3), on_desk(DeskCommand::VerifyIncident { incident, verdict, reason }));
            }
            Event::ReferralOffered { incident, .. } => self.answer_referral(*incident, now),
            Event::CallBackOpened { incident, .. } => {
                let outcome = match self.desk_turns % 3 {
                    0 => CallBackOutcome::HelpNeeded,
                    _ => CallBackOutcome::AllWell,
                };
                self.happened.insert("call-back");
                let (incident, reason) = (*incident, words("已回拨"));
                let (type_code, level) = (None, None);
                let done = DeskCommand::CompleteCallBack { incident, outcome, type_code, level, reason };
                self.later(now + minutes(1), on_desk(done));
            }
            Event::StandingOrderIssued(order) => {
                let (unit, order, reason) = (order.unit.clone(), order.id, words("撤岗"));
                self.later(now + hours(2), Command::CancelOrder { unit, order, reason });
            }
            Event::DispatchOpened(dispatch) if dispatch.chosen_by == ChosenBy::Dispatcher => {
                self.take_over(dispatch, now);
            }
            _ => {}
        }
    }

    /// What a patrol goes to besides is closed with it.
    fn answer_referral(&mut self, incident: IncidentId, now: Duration) {
        if self.state().incident(incident).is_none_or(|found| found.units_needed > 0) {
            return self.later(now + minutes(5), on_desk(DeskCommand::AcceptReferral { incident }));
        }
        if self.desk_turns.is_multiple_of(3) {
            self.happened.insert("rejected");
            let reason = words("不属本部门");
            self.later(now + minutes(5), on_desk(DeskCommand::RejectReferral { incident, reason }));
            let (kind, activity) = (DispositionKind::Handled, ActivityKind::Other);
            let disposition = Disposition { kind, activity, remark: Text::default() };
            self.later(now + minutes(9), Command::CloseIncident { incident, disposition });
        } else {
            self.happened.insert("referred");
            self.later(now + minutes(5), on_desk(DeskCommand::AcceptReferral { incident }));
            let outcome = words("已办结");
            self.later(now + minutes(30), on_desk(DeskCommand::CloseReferral { incident, outcome }));
        }
    }

    /// A relief goes on where the other was.
    fn take_over(&mut self, dispatch: &Dispatch, now: Duration) {
        let target = self.sequencer.state().incident(dispatch.incident).and_then(|it| it.at).expect("a place");
        let crew = self.crews.iter_mut().find(|crew| crew.unit == dispatch.unit).expect("a crew");
        let stage = Stage::Preparing(now + PREPARES);
        crew.held = Some(Held { dispatch: dispatch.id, incident: dispatch.incident, target, stage });
    }
}

fn out_of_service(reason: UnavailableReason, back_at: Duration) -> Readiness {
    Readiness::Unavailable { reason, detail: Text::default(), expected_return_at: Some(MIDNIGHT + back_at) }
}
