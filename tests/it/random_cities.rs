//! Hundreds of random cities live through hundreds of random commands each, one by one or several in one step; the world
//! and its oracle watch every entry.
//!
//! What is promised: nobody is on two dispatches; the nearest permitted unit goes, and its explanation says so again;
//! no lower level gets a unit that a waiting higher one's plan permits; nobody waits whose plan permits a free unit;
//! the same question gets the same events; a refusal changes nothing; a replay knows every answer; numbers of a local
//! day have no gaps.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::actor::Actor;
use patrold::domain::answer::Answer;
use patrold::domain::area::{Area, Circle};
use patrold::domain::candidate::PassReason;
use patrold::domain::classification::{Handling, Level};
use patrold::domain::command::{
    AdvanceDispatch, Command, Envelope, FileReport, Readiness, RequestDigest, RequestKey, RequestTag, SplitUnit,
};
use patrold::domain::desk::DeskCommand;
use patrold::domain::dispatch::{DispatchState, Step};
use patrold::domain::event::{Entry, Event};
use patrold::domain::few::Few;
use patrold::domain::flag::ReportFlag;
use patrold::domain::geo::{Datum, Distance, Point};
use patrold::domain::ids::{DispatchId, IncidentId, PersonId, ReportId, RequestId, TypeCode, UnitId};
use patrold::domain::incident::{
    ActivityKind, ArchivedIncident, Disposition, DispositionKind, IncidentNumber, LocalDay,
};
use patrold::domain::order::OrderTask;
use patrold::domain::planned_event::EventPlan;
use patrold::domain::report::{Caller, GivenPlace, ReportAmendment, ReportContent, ReportPlace, ReportSource};
use patrold::domain::text::Text;
use patrold::domain::unit::{UnavailableReason, UnitKind};
use patrold::engine::State;
use patrold::engine::requests::Known;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::world::city::{PATROLS, TOWNS, roster_of, unit};
use crate::world::{Answered, World, check_in, dispatcher, uuid_v7};

const CITIES: u64 = 200;
const COMMANDS: usize = 120;

const TYPES: [&str; 8] = [
    "criminal.robbery",
    "criminal.firearm",
    "criminal.theft",
    "order.fight",
    "traffic.accident",
    "dispute",
    "other.invalid",
    "none.such",
];

#[test]
fn random_cities_keep_every_promise() {
    let mut lived = Lived::default();
    for seed in 0..CITIES {
        let mut city = City::founded(seed);
        for _ in 0..COMMANDS {
            city.live();
        }
        city.remember();
        lived.count(&city);
    }
    println!("{lived:?}");
    // A city in which nothing happens proves nothing.
    let rare = [lived.preempted, lived.backed_up, lived.targets_missed, lived.reserved, lived.crossed];
    assert!(rare.iter().all(|count| *count >= 5), "{lived:?}");
    assert!(lived.clocks_ran_out > 100 && lived.weighed > 100, "{lived:?}");
    assert!(lived.chosen > 2_000 && lived.waited > 400 && lived.refused > 1_000 && lived.accepted > 5_000, "{lived:?}");
}

/// What happened in all cities together.
#[derive(Debug, Default)]
struct Lived {
    accepted: usize,
    refused: usize,
    chosen: usize,
    waited: usize,
    preempted: usize,
    backed_up: usize,
    clocks_ran_out: usize,
    targets_missed: usize,
    reserved: usize,
    weighed: usize,
    crossed: usize,
}

impl Lived {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only what is counted is looked at")]
    fn count(&mut self, city: &City) {
        self.accepted += city.accepted;
        self.refused += city.refused;
        for event in city.entries.iter().flat_map(|entry| &entry.events) {
            self.chosen += usize::from(matches!(event, Event::DispatchOpened(_)));
            self.waited += usize::from(matches!(event, Event::IncidentWaits { .. }));
            self.clocks_ran_out += usize::from(matches!(event, Event::ClockRanOut { .. }));
            self.targets_missed += usize::from(matches!(event, Event::TargetMissed { .. }));
            self.backed_up += usize::from(matches!(event, Event::IncidentReplanned { dispatch: Some(_), .. }));
            let explanation = match event {
                Event::DispatchOpened(dispatch) => dispatch.explanation.as_deref(),
                Event::IncidentWaits { explanation, .. } => explanation.as_deref(),
                Event::DispatchEnded { end, .. } => {
                    self.preempted += usize::from(end.state == DispatchState::Preempted);
                    None
                }
                _ => None,
            };
            let lines = || explanation.into_iter().flat_map(|explanation| &explanation.considered);
            let passed_over = |reason| lines().any(|line| line.passed_over == Some(reason));
            self.reserved += usize::from(passed_over(PassReason::Reserved));
            self.crossed += usize::from(passed_over(PassReason::NeededElsewhere));
            self.weighed += usize::from(lines().any(|line| line.passed_over.is_none() && !line.added.is_empty()));
        }
    }
}

struct City {
    world: World,
    chance: ChaCha8Rng,
    founded: State,
    entries: Vec<Arc<Entry>>,
    units: Vec<UnitId>,
    archive: BTreeMap<IncidentId, ArchivedIncident>,
    answers: Vec<(RequestTag, Arc<Answer>)>,
    accepted: usize,
    refused: usize,
}

impl City {
    fn founded(seed: u64) -> Self {
        let more: &[&str] = match seed % 5 {
            0 => &[],
            1 => &["layered"],
            2 => &["weighed"],
            3 => &["layered", "weighed"],
            _ => &["layered", "weighed", "reserved", "posted"],
        };
        // Where few are named, some of those who could go are named without being weighed for the choice.
        let named: &[&str] = if seed % 3 == 1 { &["explanation_units_max=4"] } else { &[] };
        let world = World::quick(&[more, named].concat());
        if seed % 7 == 3 {
            world.map().believe_everything();
        }
        let mut city = Self {
            founded: world.state().clone(),
            world,
            chance: ChaCha8Rng::seed_from_u64(seed),
            entries: Vec::new(),
            units: Vec::new(),
            archive: BTreeMap::new(),
            answers: Vec::new(),
            accepted: 0,
            refused: 0,
        };
        for number in 0..city.chance.random_range(2..14) {
            let (patrol, ..) = PATROLS[city.chance.random_range(0..PATROLS.len())];
            let (home, ..) = TOWNS[city.chance.random_range(0..TOWNS.len())];
            let profile = unit(&format!("U{number:02}"), patrol, Some(home), city.chance.random()).expect("a unit");
            city.units.push(profile.id.clone());
            let post = city.chance.random_bool(0.5).then(|| city.somewhere());
            city.submit(Actor::local_administrator(), Command::ImportRoster(roster_of(profile, post)));
        }
        for unit in city.units.clone() {
            let command = city.start_duty(unit.clone());
            city.submit(dispatcher("desk"), command);
            let at = city.somewhere();
            city.world.fix(&unit, at);
        }
        city
    }

    /// A coarse lattice, so that many units tie; some of it lies outside the service area.
    fn somewhere(&mut self) -> Point {
        let (north, east) = (self.chance.random_range(0..12), self.chance.random_range(0..12));
        let latitude = if self.chance.random_bool(0.03) { 22.5 } else { 22.99 + f64::from(north) * 0.004 };
        Point::new(latitude, 113.73 + f64::from(east) * 0.004).expect("on the globe")
    }

    fn live(&mut self) {
        match self.chance.random_range(0..10) {
            0..2 => {
                let seconds = if self.chance.random_bool(0.01) { 40_000 } else { self.chance.random_range(0..40) };
                let entries = self.world.wait(Duration::from_secs(seconds));
                self.entries.extend(entries);
            }
            2..4 => {
                for _ in 0..3 {
                    let (unit, at) = (self.unit(), self.somewhere());
                    self.world.fix(&unit, at);
                }
            }
            4 => {
                let asked: Vec<_> = (0..self.chance.random_range(2..7)).map(|_| self.ask()).collect();
                let envelopes: Vec<_> =
                    asked.into_iter().map(|(actor, command)| self.envelope(actor, command)).collect();
                let requests: Vec<_> = envelopes.iter().map(|envelope| envelope.request.clone()).collect();
                let (answers, entries) = self.world.submit_together(envelopes);
                self.entries.extend(entries);
                answers.into_iter().zip(requests).for_each(|(answer, request)| self.note(answer, request));
            }
            _ => {
                let (actor, command) = self.ask();
                self.submit(actor, command);
            }
        }
    }

    fn ask(&mut self) -> (Actor, Command) {
        let command = self.command();
        let actor = if matches!(command, Command::RetireIncidents { .. }) {
            Actor::daemon()
        } else if matches!(command, Command::CancelEmergency { .. }) {
            Actor::local_administrator()
        } else {
            dispatcher("desk")
        };
        (actor, command)
    }

    fn envelope(&mut self, actor: Actor, command: Command) -> Envelope {
        let made = self.world.envelope(actor, command);
        let request = self.chance.random_bool(0.3).then(|| self.tag(&made));
        let entered_late = self.chance.random_bool(0.03);
        let occurred_at = entered_late.then(|| self.world.now() - Duration::from_mins(10));
        Envelope { request, entered_late, occurred_at, ..made }
    }

    fn submit(&mut self, actor: Actor, command: Command) {
        let envelope = self.envelope(actor, command);
        let request = envelope.request.clone();
        let outcome = self.world.submit(envelope);
        self.entries.extend(outcome.entries);
        self.note(outcome.answer, request);
    }

    fn note(&mut self, answer: Answered, request: Option<RequestTag>) {
        match (answer, request) {
            (Ok(answer), Some(tag)) => {
                self.accepted += 1;
                self.answers.push((tag, answer));
            }
            (Ok(_), None) => self.accepted += 1,
            (Err(_), _) => self.refused += 1,
        }
    }

    fn tag(&mut self, envelope: &Envelope) -> RequestTag {
        let id = RequestId::from_uuid(uuid_v7(self.world.now(), self.chance.random::<u32>().into()));
        let key = RequestKey::Unary { principal: envelope.actor.principal.clone(), id };
        RequestTag { key, digest: RequestDigest(self.chance.random()) }
    }

    /// A replay of the whole record knows every answer, and the numbers of every day have no gaps.
    fn remember(&mut self) {
        self.world.check();
        let mut replayed = self.founded.clone();
        for entry in &self.entries {
            replayed.apply(entry);
        }
        assert_eq!(replayed.hash().expect("encodes"), self.world.state().hash().expect("encodes"));
        let kept_since = self.world.now() - replayed.limits().requests_keep;
        for (tag, answer) in self.answers.iter().filter(|(_, answer)| answer.recorded_at >= kept_since) {
            let RequestKey::Unary { principal, .. } = &tag.key else { panic!("{tag:?} is no unary request") };
            let known = replayed.known_request(principal, tag, self.world.now());
            assert_eq!(known, Known::Answered(Arc::clone(answer)));
        }
        let mut numbers: BTreeMap<(LocalDay, bool), u32> = BTreeMap::new();
        for event in self.entries.iter().flat_map(|entry| &entry.events) {
            if let Event::IncidentOpened(incident) = event {
                let IncidentNumber { day, count, training } = incident.number;
                let last = numbers.insert((day, training), count).unwrap_or(0);
                assert_eq!(count, last + 1, "incident numbers of {day:?} have a gap");
            }
        }
    }

    fn unit(&mut self) -> UnitId {
        self.units.choose(&mut self.chance).cloned().expect("a unit")
    }

    fn incident(&mut self) -> IncidentId {
        let all: Vec<_> = self.world.state().incidents().keys().chain(self.archive.keys()).copied().collect();
        // The newest are the ones that something still happens to.
        let newest = all.len().saturating_sub(12);
        all[newest..].choose(&mut self.chance).copied().unwrap_or(IncidentId::from_uuid(uuid_v7(self.world.now(), 7)))
    }

    fn report(&mut self) -> ReportId {
        let all: Vec<_> = self.world.state().reports().keys().copied().collect();
        all.choose(&mut self.chance).copied().unwrap_or(ReportId::from_uuid(uuid_v7(self.world.now(), 8)))
    }

    /// A dispatch and a unit that speaks of it, mostly the one that holds it.
    fn dispatch(&mut self) -> (DispatchId, UnitId) {
        let live_only = self.chance.random_bool(0.8);
        let all = self.world.state().dispatches().values();
        let all: Vec<_> = all.filter(|dispatch| !live_only || dispatch.state.is_live()).collect();
        let found = all.choose(&mut self.chance).map(|dispatch| (dispatch.id, dispatch.unit.clone()));
        let (id, holder) =
            found.unwrap_or((DispatchId::from_uuid(uuid_v7(self.world.now(), 9)), self.units[0].clone()));
        if self.chance.random_bool(0.05) { (id, self.unit()) } else { (id, holder) }
    }

    fn reason(&mut self) -> Text {
        Text::truncated(if self.chance.random_bool(0.7) { "有理由" } else { "" })
    }

    fn given(&mut self) -> GivenPlace {
        GivenPlace { at: self.somewhere(), datum: Datum::Wgs84 }
    }

    fn start_duty(&mut self, unit: UnitId) -> Command {
        // Now and then somebody who is on board elsewhere.
        let other = if self.chance.random_bool(0.1) { self.unit() } else { unit.clone() };
        let check_in = check_in(&[&format!("{other}甲"), &format!("{unit}乙")]);
        Command::StartDuty { unit, check_in }
    }

    fn command(&mut self) -> Command {
        match self.chance.random_range(0..100) {
            0..25 => self.file_report(),
            25..55 => self.advance(),
            55..68 => self.of_unit(),
            68..72 => Command::RecallUnit { dispatch: self.dispatch().0, reason: self.reason() },
            72..80 => Command::CloseIncident { incident: self.incident(), disposition: handled() },
            80..83 => self.reopen(),
            83..86 => self.classify(),
            86..89 => {
                Command::RelocateIncident { incident: self.incident(), place: self.given(), reason: self.reason() }
            }
            89..92 => {
                let units = (0..self.chance.random_range(0..3)).map(|_| self.unit()).collect();
                let reassign = self.chance.random_bool(0.3);
                Command::DispatchUnits { incident: self.incident(), units, reason: self.reason(), reassign }
            }
            92..94 => Command::LinkReport { report: self.report(), incident: self.incident() },
            94 => Command::UnlinkReport { report: self.report(), reason: self.reason() },
            95 => {
                let (incident, unit, reason) = (self.incident(), self.unit(), self.reason());
                let within = Duration::from_secs(self.chance.random_range(20..600));
                Command::OnDesk(Box::new(DeskCommand::HoldForUnit { incident, unit, within, reason }))
            }
            96..98 => {
                let place = self.chance.random_bool(0.5).then(ReportPlace::default);
                let flags = self.chance.random_bool(0.7).then(|| self.flags());
                let amendment = Box::new(ReportAmendment { place, flags, ..ReportAmendment::default() });
                Command::AmendReport { report: self.report(), amendment }
            }
            98 => self.split(),
            _ => self.retire(),
        }
    }

    /// Most reports have none.
    fn flags(&mut self) -> Few<ReportFlag> {
        let [weapon, child] = [0.06, 0.1].map(|share| self.chance.random_bool(share));
        let flags = [(weapon, ReportFlag::Weapon), (child, ReportFlag::Child)];
        flags.into_iter().filter_map(|(ticked, flag)| ticked.then_some(flag)).collect()
    }

    fn file_report(&mut self) -> Command {
        let found_by = self.chance.random_bool(0.15).then(|| self.unit());
        let warned = self.chance.random_bool(0.05);
        let place = ReportPlace {
            manual: self.chance.random_bool(0.9).then(|| self.given()),
            automatic: self.chance.random_bool(0.3).then(|| self.given()),
            ..ReportPlace::default()
        };
        let code = TYPES[self.chance.random_range(0..TYPES.len())];
        let content = ReportContent {
            source: if warned { ReportSource::WarningPlatform } else { ReportSource::Voice110 },
            type_code: TypeCode::new(code).expect("a code"),
            place,
            caller: Caller::default(),
            narrative: None,
            call: None,
            occurred_at: None,
            found_by,
            activity: None,
            flags: self.flags(),
            keywords: Few::new(),
            caller_cancels: false,
        };
        let incident = self.chance.random_bool(0.1).then(|| self.incident());
        let finder_attends = self.chance.random_bool(0.12);
        Command::FileReport(Box::new(FileReport {
            content,
            incident,
            desk: None,
            finder_attends,
            training: self.chance.random_bool(0.03),
        }))
    }

    fn advance(&mut self) -> Command {
        let (dispatch, unit) = self.dispatch();
        let step = Step::ALL[self.chance.random_range(0..Step::ALL.len())];
        let activity = Some(ActivityKind::Other);
        Command::AdvanceDispatch(AdvanceDispatch {
            dispatch,
            unit,
            step,
            reason: self.reason(),
            feedback: None,
            activity,
            then: self.chance.random_bool(0.2).then(|| Readiness::Unavailable {
                reason: UnavailableReason::Transport,
                detail: Text::default(),
                expected_return_at: Some(self.world.now() + Duration::from_mins(5)),
            }),
        })
    }

    fn end_duty(&mut self, unit: UnitId) -> Command {
        let relief = self.chance.random_bool(0.3).then(|| self.unit());
        let overtime_until = self.chance.random_bool(0.2).then(|| self.world.now() + Duration::from_hours(1));
        Command::EndDuty { unit, relief, overtime_until }
    }

    /// A direct order, or a word on the one that the unit is under.
    fn ordered(&mut self, unit: UnitId) -> Command {
        let held =
            self.world.state().unit(&unit).and_then(|unit| unit.duty.as_ref()).and_then(|duty| duty.order.as_ref());
        let (order, version) = match held {
            Some(held) if self.chance.random_bool(0.6) => (held.id, held.version),
            _ => {
                let task = OrderTask::GoTo(self.somewhere());
                let expires_at = self.chance.random_bool(0.5).then(|| self.world.now() + Duration::from_mins(7));
                let must_hold = self.chance.random_bool(0.2);
                return Command::OrderUnit { unit, task, must_hold, expires_at, reason: self.reason() };
            }
        };
        match self.chance.random_range(0..3) {
            0 => Command::CancelOrder { unit, order, reason: self.reason() },
            1 => Command::CompleteOrder { unit, order },
            _ => Command::AcknowledgeOrder { unit, order, version },
        }
    }

    fn emergency(&mut self, unit: UnitId) -> Command {
        let Some(incident) = self.world.state().unit(&unit).and_then(|unit| unit.emergency) else {
            let place = self.chance.random_bool(0.7).then(|| GivenPlace { at: self.somewhere(), datum: Datum::Wgs84 });
            return Command::RaiseEmergency { unit, place, narrative: None };
        };
        Command::CancelEmergency { incident, voice_contact: self.reason() }
    }

    fn planned(&mut self, unit: UnitId) -> Command {
        if let Some(event) = self.world.state().planned_events().keys().next().copied()
            && self.chance.random_bool(0.4)
        {
            return Command::EndPlannedEvent { event, reason: self.reason() };
        }
        let from = self.world.now() + Duration::from_mins(self.chance.random_range(0..10));
        let centre = self.somewhere();
        Command::CreatePlannedEvent(Box::new(EventPlan {
            name: Text::truncated("龙舟赛"),
            fence: Area::Circle(Circle::new(centre, Distance::from_metres(3_000.0)).expect("a circle")),
            from,
            to: from + Duration::from_mins(30),
            units: [unit, self.unit()].into(),
            desk: None,
        }))
    }

    fn of_unit(&mut self) -> Command {
        let unit = self.unit();
        match self.chance.random_range(0..16) {
            0..2 => self.start_duty(unit),
            2 => self.end_duty(unit),
            3 => Command::SetAvailability {
                unit,
                readiness: Readiness::Unavailable {
                    reason: UnavailableReason::Break,
                    detail: Text::default(),
                    expected_return_at: None,
                },
            },
            4..6 => Command::SetAvailability { unit, readiness: Readiness::Available },
            6 => Command::PlaceUnit { unit, at: self.somewhere() },
            7 => Command::SetLinks { units: [unit].into(), connected: self.chance.random() },
            8 => Command::SwapCrews { one: unit, other: self.unit() },
            9 => Command::AttachToIncident { unit, incident: self.incident() },
            10 => {
                // Some of them late: the desk has used its voice by then.
                let mut its_own = self.world.state().dispatches().values().filter(|dispatch| dispatch.unit == unit);
                let Some(dispatch) = its_own.find(|dispatch| dispatch.order.delivered_at.is_none()) else {
                    return Command::EndDuty { unit, relief: None, overtime_until: None };
                };
                let order = dispatch.order;
                Command::AcknowledgeOrder { unit, order: order.id, version: order.version }
            }
            11..14 => self.ordered(unit),
            14 if self.chance.random_bool(0.6) => self.emergency(unit),
            14 => self.planned(unit),
            _ => {
                let guest = self.unit();
                Command::ChangeCrew { check_in: check_in(&[&format!("{unit}甲"), &format!("{guest}丙")]), unit }
            }
        }
    }

    fn classify(&mut self) -> Command {
        let code = TYPES[self.chance.random_range(0..TYPES.len())];
        Command::ClassifyIncident {
            incident: self.incident(),
            type_code: self.chance.random_bool(0.4).then(|| TypeCode::new(code).expect("a code")),
            level: self.chance.random_bool(0.5).then(|| Level::ALL[self.chance.random_range(0..4)]),
            handling: self.chance.random_bool(0.3).then(|| Handling::ALL[self.chance.random_range(0..6)]),
            reason: self.reason(),
        }
    }

    fn split(&mut self) -> Command {
        let parent = self.unit();
        let child = UnitId::new(&format!("U{:02}", self.units.len())).expect("a callsign");
        let person = PersonId::new(&format!("{parent}乙")).expect("a person");
        let aboard = self.world.state().index().unit_of(&person) == Some(&parent);
        let on_duty = |unit: &UnitId| self.world.state().unit(unit).and_then(|unit| unit.duty.as_ref()).cloned();
        if aboard && on_duty(&parent).is_some_and(|duty| duty.check_in.crew.members().len() > 1) {
            self.units.push(child.clone());
        }
        Command::SplitUnit(SplitUnit {
            parent,
            child,
            kind: UnitKind::Foot,
            members: vec![person],
            vehicle: None,
            device: None,
        })
    }

    fn retire(&mut self) -> Command {
        let state = self.world.state();
        let oldest: Vec<_> = state.closed().iter().map(|(_, id)| *id).take(3).collect();
        for id in &oldest {
            let incident = state.incident(*id).expect("closed, not gone");
            let reports = incident.reports.iter().filter_map(|id| Some(state.report(*id)?.as_ref().clone()));
            let dispatches = incident.dispatches.iter().filter_map(|id| Some(state.dispatch(*id)?.as_ref().clone()));
            let archived = ArchivedIncident {
                reports: reports.collect(),
                dispatches: dispatches.collect(),
                incident: incident.as_ref().clone(),
            };
            self.archive.insert(*id, archived);
        }
        Command::RetireIncidents { incidents: oldest }
    }

    fn reopen(&mut self) -> Command {
        let incident = self.incident();
        let archived = self.archive.get(&incident).cloned().map(Box::new);
        Command::ReopenIncident { incident, archived, reason: self.reason() }
    }
}

fn handled() -> Disposition {
    Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark: Text::default() }
}
