//! What a unit's situation makes of every command about it: the whole table, as text.

use std::fmt::Write as _;
use std::time::Duration;

use patrold::domain::actor::Actor;
use patrold::domain::command::{AdvanceDispatch, Command, FileReport, Readiness, SplitUnit};
use patrold::domain::dispatch::Step;
use patrold::domain::few::Few;
use patrold::domain::geo::Datum;
use patrold::domain::ids::{DispatchId, IncidentId, OrderId, PersonId, TypeCode, UnitId};
use patrold::domain::order::OrderTask;
use patrold::domain::report::{Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use patrold::domain::text::Text;
use patrold::domain::unit::{UnavailableReason, UnitKind};

use crate::world::city::{place, roster_of, unit};
use crate::world::{MORNING, Outcome, World, check_in, dispatcher, is_refusal, uuid_v7};

const SITUATIONS: [&str; 11] = [
    "unknown",
    "off duty",
    "available",
    "ordered",
    "unavailable",
    "in need",
    "offered",
    "signed in",
    "departed",
    "on scene",
    "off an order",
];

/// A unit in a situation, beside another that is available and farther away, and an incident that sends nobody itself.
struct Scene {
    world: World,
    unit: UnitId,
    other: UnitId,
    dispatch: DispatchId,
    order: OrderId,
    standing: OrderId,
    elsewhere: IncidentId,
}

type Ask = fn(&Scene) -> Command;

/// Every command about a unit.
const COMMANDS: [(&str, Ask); 36] = [
    ("start duty", |scene| Command::StartDuty { unit: scene.unit.clone(), check_in: check_in(&["新甲", "新乙"]) }),
    ("start duty with another's crew", |scene| Command::StartDuty {
        unit: scene.unit.clone(),
        check_in: check_in(&["王五"]),
    }),
    ("end duty", |scene| Command::EndDuty { unit: scene.unit.clone(), relief: None, overtime_until: None }),
    ("be available", |scene| Command::SetAvailability { unit: scene.unit.clone(), readiness: Readiness::Available }),
    ("be unavailable", |scene| Command::SetAvailability { unit: scene.unit.clone(), readiness: out_of_service() }),
    ("change crew", |scene| Command::ChangeCrew { unit: scene.unit.clone(), check_in: check_in(&["新甲"]) }),
    ("change to another's crew", |scene| Command::ChangeCrew {
        unit: scene.unit.clone(),
        check_in: check_in(&["王五"]),
    }),
    ("swap crews", |scene| Command::SwapCrews { one: scene.unit.clone(), other: scene.other.clone() }),
    ("split", |scene| Command::SplitUnit(split(scene, "李四"))),
    ("split off a stranger", |scene| Command::SplitUnit(split(scene, "王五"))),
    ("place", |scene| Command::PlaceUnit { unit: scene.unit.clone(), at: place("东城").expect("a place") }),
    ("connect", |scene| Command::SetLinks { units: [scene.unit.clone()].into(), connected: true }),
    ("drop", |scene| Command::SetLinks { units: [scene.unit.clone()].into(), connected: false }),
    ("acknowledge order", |scene| Command::AcknowledgeOrder {
        unit: scene.unit.clone(),
        order: scene.order,
        version: 1,
    }),
    ("sign in", |scene| advance(scene, Step::SignedIn)),
    ("depart", |scene| advance(scene, Step::Departed)),
    ("arrive", |scene| advance(scene, Step::Arrived)),
    ("feed back", |scene| advance(scene, Step::Feedback)),
    ("be blocked", |scene| advance(scene, Step::Blocked)),
    ("decline", |scene| advance(scene, Step::Declined)),
    ("finish", |scene| advance(scene, Step::Finished)),
    ("attach elsewhere", |scene| Command::AttachToIncident { unit: scene.unit.clone(), incident: scene.elsewhere }),
    ("find and attend", find_and_attend),
    ("be sent", |scene| send(scene, "")),
    ("be sent with a reason", |scene| send(scene, "就近")),
    ("be recalled", |scene| Command::RecallUnit { dispatch: scene.dispatch, reason: Text::default() }),
    ("be ordered", |scene| Command::OrderUnit {
        unit: scene.unit.clone(),
        task: OrderTask::GoTo(place("东城").expect("a place")),
        must_hold: false,
        expires_at: None,
        reason: Text::default(),
    }),
    ("be ordered back", |scene| Command::OrderUnit {
        unit: scene.unit.clone(),
        task: OrderTask::Return,
        must_hold: false,
        expires_at: None,
        reason: Text::default(),
    }),
    ("acknowledge a direct order", |scene| Command::AcknowledgeOrder {
        unit: scene.unit.clone(),
        order: scene.standing,
        version: 1,
    }),
    ("carry an order out", |scene| Command::CompleteOrder { unit: scene.unit.clone(), order: scene.standing }),
    ("lose its order", |scene| Command::CancelOrder {
        unit: scene.unit.clone(),
        order: scene.standing,
        reason: Text::default(),
    }),
    ("call for help", |scene| Command::RaiseEmergency { unit: scene.unit.clone(), place: None, narrative: None }),
    ("end duty, relieved", |scene| Command::EndDuty {
        unit: scene.unit.clone(),
        relief: Some(scene.other.clone()),
        overtime_until: None,
    }),
    ("end duty, staying on", |scene| Command::EndDuty {
        unit: scene.unit.clone(),
        relief: None,
        overtime_until: Some(MORNING + Duration::from_hours(10)),
    }),
    ("finish and take somebody in", |scene| {
        let Command::AdvanceDispatch(finish) = advance(scene, Step::Finished) else { panic!("a word of the unit") };
        Command::AdvanceDispatch(AdvanceDispatch { then: Some(out_of_service()), ..finish })
    }),
    ("be imported again", |scene| {
        Command::ImportRoster(roster_of(unit(scene.unit.as_str(), "rider", None, true).expect("a unit"), None))
    }),
];

#[test]
fn every_situation_and_command_is_in_the_golden_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/unit_situations.txt");
    let mut table = String::new();
    for situation in SITUATIONS {
        for (name, ask) in COMMANDS {
            let outcome = Scene::of(situation).outcome(ask);
            writeln!(table, "{situation:<12} {name:<30} {outcome}").expect("text grows");
        }
    }
    // PATROLD_BLESS=1 writes the table anew, to be looked at before it is committed.
    if std::env::var_os("PATROLD_BLESS").is_some() {
        std::fs::write(path, &table).expect("the golden table can be written");
    }
    assert_eq!(table, std::fs::read_to_string(path).expect("the golden table can be read"));
}

impl Scene {
    fn of(situation: &str) -> Self {
        let mut world = World::quick(&[]);
        let elsewhere = report(&mut world, "other.fugitive", ReportSource::WarningPlatform);
        let nothing = uuid_v7(world.now(), 1);
        let (unit, other) = (UnitId::new("铁骑0012").expect("a unit"), UnitId::new("铁骑0013").expect("a unit"));
        let mut scene = Self {
            world,
            unit: unit.clone(),
            other: other.clone(),
            dispatch: DispatchId::from_uuid(nothing),
            order: OrderId::from_uuid(nothing),
            standing: OrderId::from_uuid(nothing),
            elsewhere,
        };
        scene.enlist(&other, &["王五", "赵六"], "莞城+900");
        if situation != "unknown" {
            scene.enlist(&unit, &["张三", "李四"], "莞城+100");
        }
        match situation {
            "off duty" => scene.must(Command::EndDuty { unit, relief: None, overtime_until: None }),
            "ordered" => scene.order_it(),
            "off an order" => {
                scene.order_it();
                let (unit, order) = (scene.unit.clone(), scene.standing);
                scene.must(Command::CompleteOrder { unit, order });
            }
            "in need" => scene.must(Command::RaiseEmergency { unit, place: None, narrative: None }),
            "unavailable" => scene.must(Command::SetAvailability { unit, readiness: out_of_service() }),
            "offered" => scene.send_it(&[]),
            "signed in" => scene.send_it(&[Step::SignedIn]),
            "departed" => scene.send_it(&[Step::SignedIn, Step::Departed]),
            "on scene" => scene.send_it(&[Step::SignedIn, Step::Departed, Step::Arrived]),
            _ => {}
        }
        scene
    }

    fn enlist(&mut self, id: &UnitId, people: &[&str], at: &str) {
        let profile = unit(id.as_str(), "rider", Some("莞城"), false).expect("a unit");
        let envelope =
            self.world.envelope(Actor::local_administrator(), Command::ImportRoster(roster_of(profile, None)));
        assert!(self.world.submit(envelope).answer.is_ok());
        self.must(Command::StartDuty { unit: id.clone(), check_in: check_in(people) });
        self.must(Command::SetLinks { units: [id.clone()].into(), connected: true });
        self.world.fix(id, place(at).expect("a place"));
    }

    fn must(&mut self, command: Command) {
        let outcome = self.world.run(command);
        assert!(outcome.answer.is_ok(), "{:?}", outcome.answer);
    }

    fn order_it(&mut self) {
        let unit = self.unit.clone();
        let task = OrderTask::GoTo(place("南城").expect("a place"));
        let order = Command::OrderUnit { unit, task, must_hold: true, expires_at: None, reason: Text::default() };
        let answer = self.world.run(order).answer.expect("may be ordered");
        self.standing = answer.made().order.expect("an order");
    }

    fn send_it(&mut self, steps: &[Step]) {
        report(&mut self.world, "criminal.theft", ReportSource::Voice110);
        let held = self.world.state().unit(&self.unit).and_then(|unit| unit.dispatch());
        self.dispatch = held.expect("the nearest was sent");
        self.order = self.world.state().dispatch(self.dispatch).expect("in memory").order.id;
        for step in steps {
            let command = advance(self, *step);
            self.must(command);
        }
    }

    /// The names of what happened, or the reason of the refusal.
    fn outcome(mut self, ask: Ask) -> String {
        let command = ask(&self);
        let import = matches!(command, Command::ImportRoster(_));
        let actor = if import { Actor::local_administrator() } else { dispatcher("desk") };
        let envelope = self.world.envelope(actor, command);
        let Outcome { answer, entries } = self.world.submit(envelope);
        self.world.check();
        if let Err(rejection) = answer {
            return format!("! {}", rejection.reason());
        }
        let entries = entries.iter().filter(|entry| !is_refusal(entry));
        let events = entries.flat_map(|entry| &entry.events).map(|event| {
            let text = format!("{event:?}");
            text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
        });
        let events: Vec<_> = events.collect();
        if events.is_empty() { "nothing changes".to_owned() } else { events.join(", ") }
    }
}

fn report(world: &mut World, code: &str, source: ReportSource) -> IncidentId {
    let answer = world.run(filing(code, source, None)).answer.expect("no report is refused");
    answer.made().incident.expect("an incident of its own").id
}

fn filing(code: &str, source: ReportSource, found_by: Option<&UnitId>) -> Command {
    let at = GivenPlace { at: place("莞城").expect("a place"), datum: Datum::Wgs84 };
    let content = ReportContent {
        source,
        type_code: TypeCode::new(code).expect("a code"),
        place: ReportPlace { manual: Some(at), ..ReportPlace::default() },
        caller: Caller::default(),
        narrative: None,
        call: None,
        occurred_at: None,
        found_by: found_by.cloned(),
        activity: None,
        flags: Few::new(),
        keywords: Few::new(),
        caller_cancels: false,
    };
    Command::FileReport(Box::new(FileReport {
        content,
        incident: None,
        desk: None,
        finder_attends: found_by.is_some(),
        training: false,
    }))
}

fn find_and_attend(scene: &Scene) -> Command {
    filing("criminal.theft", ReportSource::UnitOnView, Some(&scene.unit))
}

fn advance(scene: &Scene, step: Step) -> Command {
    Command::AdvanceDispatch(AdvanceDispatch {
        dispatch: scene.dispatch,
        unit: scene.unit.clone(),
        step,
        reason: Text::default(),
        feedback: None,
        activity: None,
        then: None,
    })
}

fn send(scene: &Scene, reason: &str) -> Command {
    let units = vec![scene.unit.clone()];
    Command::DispatchUnits { incident: scene.elsewhere, units, reason: Text::truncated(reason), reassign: false }
}

fn split(scene: &Scene, person: &str) -> SplitUnit {
    SplitUnit {
        parent: scene.unit.clone(),
        child: UnitId::new("步巡01").expect("a unit"),
        kind: UnitKind::Foot,
        members: vec![PersonId::new(person).expect("a person")],
        vehicle: None,
        device: None,
    }
}

fn out_of_service() -> Readiness {
    Readiness::Unavailable { reason: UnavailableReason::Break, detail: Text::default(), expected_return_at: None }
}
