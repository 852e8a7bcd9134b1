//! What a whole job costs in memory: a report is filed, the nearest rider is found, claimed and offered, and says that
//! it has finished, under a policy of a hundred rules. No disk, no network; beside it the plain baseline, a scan of all
//! riders for the nearest free one.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use patrold::domain::actor::Actor;
use patrold::domain::answer::Answer;
use patrold::domain::command::{AdvanceDispatch, Command, Envelope, FileReport};
use patrold::domain::dispatch::Step;
use patrold::domain::geo::{Datum, Point};
use patrold::domain::ids::{CommandId, ForceId, PersonId, PostId, TypeCode, UnitId};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind};
use patrold::domain::position::{Fix, FixVerdict};
use patrold::domain::report::{Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use patrold::domain::roster::Roster;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{CheckIn, Crew, CrewMember, Post, Rank, Tier, UnitKind, UnitProfile};
use patrold::engine::{EngineLimits, State};
use patrold::policy::source::PolicySource;
use patrold::runtime::map::TrackerMap;
use patrold::runtime::sequencer::{Sequencer, SequencerLimits, Submission, own};
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracker::table::Tracker;
use patrold::travel::straight_line::{SpeedsMps, StraightLine};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

/// The daemon's own allocator: with the system's, a city in which a tenth was seen looked twice as slow as one without.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Units of one import, of which a larger one is refused.
const IMPORTED_AT_ONCE: usize = 50_000;
/// The rules of the policy, those that are built in among them.
const RULES: usize = 100;
const NOON: EngineTime = EngineTime::from_unix_seconds(1_795_406_400);

/// A city as large as Dongguan.
fn place(random: &mut StdRng) -> Point {
    Point::new(random.random_range(22.65..23.15), random.random_range(113.52..114.25)).expect("a point")
}

struct City {
    sequencer: Sequencer,
    map: TrackerMap,
    random: StdRng,
    ids: u64,
    finished: Option<Answer>,
}

impl City {
    /// Riders who have checked in at their posts.
    ///
    /// The cells are of about two riders, as the configuration advises for each size of a force.
    fn new(units: usize) -> Self {
        let count = f64::from(u32::try_from(units).expect("a force"));
        let cell_size_m = (2.0 * 55_000.0 * 75_000.0 / count).sqrt().clamp(100.0, 5_000.0);
        let settings = TrackerSettings { cell_size_m, units_max: units, ..TrackerSettings::default() };
        let tracker = Tracker::new(TrackerLimits::new(settings).expect("limits"));
        let travel = StraightLine::new(1.35, SpeedsMps::default()).expect("a model");
        let sequencer = Sequencer::new(State::new(EngineLimits::default()), SequencerLimits::default());
        let map = TrackerMap::new(tracker, travel);
        let mut city = Self { sequencer, map, random: StdRng::seed_from_u64(7), ids: 0, finished: None };
        let bytes = policy().to_bytes().expect("a policy").into();
        city.run(Command::ActivatePolicy { bytes, expected: None, reason: Text::default() });
        let names: Vec<_> = (0..units).map(|number| format!("R{number}")).collect();
        for names in names.chunks(IMPORTED_AT_ONCE) {
            let posts =
                names.iter().map(|name| Post { id: PostId::new(name).expect("a post"), at: place(&mut city.random) });
            let posts = posts.collect();
            let units = names.iter().map(|name| rider(name)).collect();
            city.run(Command::ImportRoster(Roster { units, posts, gateways: Vec::new() }));
        }
        for name in &names {
            let unit = UnitId::new(name).expect("a callsign");
            city.run(Command::StartDuty { unit, check_in: check_in(name) });
        }
        city
    }

    /// A tenth of the riders leaves its posts and says where it is; the others cost a minute more than their way.
    fn see_a_tenth(&mut self) {
        let units: Vec<_> = self.sequencer.state().units().keys().step_by(10).cloned().collect();
        for unit in units {
            let at = place(&mut self.random);
            let fix = Fix {
                unit,
                at,
                taken_at: NOON,
                received_at: NOON,
                order: None,
                accuracy_m: None,
                speed_mps: None,
                heading_deg: None,
                device_time: None,
            };
            assert_eq!(self.map.tracker().record(&fix), FixVerdict::Accepted, "nothing was known of it");
        }
    }

    fn run(&mut self, command: Command) -> Answer {
        let ids = &mut self.ids;
        let mut make_id = || {
            *ids += 1 << 8;
            CommandId::from_uuid(Uuid::from_u64_pair(0x7000, 0x8000_0000_0000_0000 | *ids))
        };
        let made = own(NOON, command, make_id());
        let envelope = Envelope { actor: Actor { principal: Text::truncated("desk"), ..Actor::daemon() }, ..made };
        let decided = self.sequencer.step(NOON, [Submission { envelope, reply: () }], &self.map, &mut make_id);
        let outcome = decided.replies.into_iter().next().expect("an answer").outcome;
        outcome.expect("not refused").as_ref().clone()
    }

    /// The job: two commands.
    fn report_and_finish(&mut self, at: Point) {
        let answer = self.run(Command::FileReport(Box::new(accident(at))));
        let (dispatch, unit) = answer.made().dispatches.first().cloned().expect("somebody is sent");
        self.run(Command::AdvanceDispatch(AdvanceDispatch {
            dispatch,
            unit,
            step: Step::Finished,
            reason: Text::default(),
            feedback: None,
            activity: Some(ActivityKind::Accident),
            then: None,
        }));
        self.finished = Some(answer);
    }

    /// Beside the measurement: the incident leaves memory, and a rested rider relieves whoever has finished, so that the
    /// city stays the same. Time stands still here, so that in the end everybody would have just finished something and
    /// cost a minute more, which no city is like.
    fn clear(&mut self) -> Point {
        if let Some(answer) = self.finished.take() {
            if let Some(opened) = answer.made().incident {
                let disposition = Disposition {
                    kind: DispositionKind::Handled,
                    activity: ActivityKind::Accident,
                    remark: Text::default(),
                };
                self.run(Command::CloseIncident { incident: opened.id, disposition });
                self.run(Command::RetireIncidents { incidents: vec![opened.id] });
            }
            for (_, unit) in &answer.made().dispatches {
                self.run(Command::EndDuty { unit: unit.clone(), relief: None, overtime_until: None });
                self.run(Command::StartDuty { unit: unit.clone(), check_in: check_in(unit.as_str()) });
            }
        }
        place(&mut self.random)
    }
}

/// The built-in policy with more rules ahead of its own, none of which is for an accident.
fn policy() -> PolicySource {
    let built_in = PolicySource::built_in();
    let mut more = String::new();
    for number in built_in.policy_toml.matches("[[rule]]").count()..RULES {
        write!(
            more,
            "[[rule]]\nname = \"rule {number}\"\nlevel = 2\nhandling = \"police_dispatch\"\n\
             when.types = [\"criminal\", \"order\"]\nwhen.keywords = [\"词{number}\"]\n"
        )
        .expect("text grows");
    }
    let (before, after) = built_in.policy_toml.split_once("[[rule]]").expect("rules");
    PolicySource { policy_toml: format!("{before}{more}[[rule]]{after}"), ..built_in }
}

fn rider(name: &str) -> UnitProfile {
    UnitProfile {
        id: UnitId::new(name).expect("a callsign"),
        tier: Tier::City,
        force: ForceId::new("iron-riders").expect("a force"),
        kind: UnitKind::Motorcycle,
        home_zone: None,
        post: Some(PostId::new(name).expect("a post")),
        capabilities: patrold::domain::few::Few::new(),
        parent: None,
    }
}

fn check_in(name: &str) -> CheckIn {
    let member = CrewMember { person: PersonId::new(name).expect("a person"), rank: Rank::Officer };
    CheckIn {
        crew: Crew::new(vec![member]).expect("a crew"),
        vehicle: None,
        device: None,
        armed: false,
        radio_group: Text::default(),
        shift_ends_at: None,
    }
}

fn accident(at: Point) -> FileReport {
    let content = ReportContent {
        source: ReportSource::Voice122,
        type_code: TypeCode::new("traffic.accident-damage").expect("a code"),
        place: ReportPlace { manual: Some(GivenPlace { at, datum: Datum::Wgs84 }), ..ReportPlace::default() },
        caller: Caller::default(),
        narrative: None,
        call: None,
        occurred_at: None,
        found_by: None,
        activity: None,
        flags: patrold::domain::few::Few::new(),
        keywords: patrold::domain::few::Few::new(),
        caller_cancels: false,
    };
    FileReport { content, incident: None, desk: None, finder_attends: false, training: false }
}

fn decide(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decide");
    group.sample_size(30);
    for units in [1_251, 13_000, 100_000, 1_000_000] {
        let city = RefCell::new(City::new(units));
        group.bench_function(format!("report and finish, {units} units"), |bencher| {
            bencher.iter_batched(
                || city.borrow_mut().clear(),
                |at| city.borrow_mut().report_and_finish(at),
                BatchSize::PerIteration,
            );
        });
        city.borrow_mut().see_a_tenth();
        group.bench_function(format!("report and finish, {units} units, a tenth seen"), |bencher| {
            bencher.iter_batched(
                || city.borrow_mut().clear(),
                |at| city.borrow_mut().report_and_finish(at),
                BatchSize::PerIteration,
            );
        });
        // A scan of a million is no baseline that anybody waits for.
        if units > 100_000 {
            continue;
        }
        let mut random = StdRng::seed_from_u64(7);
        let mut riders: Vec<_> = (0..units).map(|_| (place(&mut random), true)).collect();
        group.bench_function(format!("baseline: scan, {units} units"), |bencher| {
            bencher.iter_batched(
                || place(&mut random),
                |at| {
                    let nearest = scan(black_box(&riders), at).expect("somebody is free");
                    let (_, free) = riders.get_mut(nearest).expect("one of them");
                    *black_box(&mut *free) = false;
                    *black_box(free) = true;
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

/// The nearest free rider by the great circle.
fn scan(riders: &[(Point, bool)], at: Point) -> Option<usize> {
    let free = riders.iter().enumerate().filter(|(_, (_, free))| *free);
    free.min_by_key(|(_, (position, _))| position.distance_to(at)).map(|(index, _)| index)
}

criterion_group!(benches, decide);
criterion_main!(benches);
