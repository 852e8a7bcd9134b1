//! A day of the built-in city, thinned, as the real sequencer, tracker, journal and track log record it; then rehearsed.

mod day;

use std::sync::Arc;
use std::time::Duration;

use patrold::domain::command::Command;
use patrold::domain::desk::{DeskCommand, Verdict};
use patrold::domain::few::Few;
use patrold::domain::geo::{Datum, Point};
use patrold::domain::ids::TypeCode;
use patrold::domain::report::{Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use patrold::domain::sealed::{KeyDay, RetentionKind, Sealed};
use patrold::engine::EngineLimits;
use patrold::policy::Policy;
use patrold::policy::source::PolicySource;
use patrold::rehearsal::compare::Kind;
use patrold::rehearsal::history::{self, More};
use patrold::rehearsal::outside::from_outside;
use patrold::rehearsal::rebuild::activated;
use patrold::rehearsal::run::{Rehearsal, RehearsalError, Rehearse};
use patrold::rehearsal::same::Cause;
use patrold::rehearsal::simulate::SimulationLimits;
use patrold::runtime::sequencer::SequencerLimits;

use day::{Day, MIDNIGHT, SPAN, tracker_limits};

fn rehearse(day: &Day, policy: Option<PolicySource>) -> Rehearse {
    let bytes = |source: PolicySource| -> Arc<[u8]> { Policy::parse(&source).expect("a sound policy").bundle(0).bytes };
    Rehearse {
        data: day.folder().to_owned(),
        from: MIDNIGHT,
        to: MIDNIGHT + SPAN,
        proposed: policy.map(bytes),
        engine: EngineLimits::default(),
        simulation: SimulationLimits { sequencer: SequencerLimits::default(), tracker: tracker_limits() },
    }
}

fn run(asked: &Rehearse) -> Rehearsal {
    asked.run(|_| More::Yes).expect("rehearsed")
}

fn changed(from: &str, to: &str) -> PolicySource {
    let source = day::policy();
    assert!(source.policy_toml.contains(from), "{from:?} does not stand in the policy");
    PolicySource { policy_toml: source.policy_toml.replacen(from, to, 1), ..source }
}

#[test]
fn a_recorded_day_is_decided_the_same_again_and_otherwise_only_by_another_policy() {
    let day = Day::record();
    let retold = retold(&day);
    println!("{retold} commands told again as they were asked");
    assert!(retold > 800, "{retold}");

    // The policy of the time, asked again: the same, decision for decision.
    let again = run(&rehearse(&day, None)).reproduction;
    println!("{} decisions made again, {} the same; {:?}", again.decisions, again.same, day.happened());
    let once =
        ["match", "emergency", "order", "relief", "pursuit", "rest", "arrest", "verified", "call-back", "referred"];
    assert!(once.iter().all(|what| day.happened().contains(what)), "{:?}", day.happened());
    assert!(again.decisions > 300 && again.not_rerunnable == 0, "{again:?}");
    // In production a fix may race a decision, of one in a thousand at most; here nothing runs beside it.
    assert!((again.decisions - again.same) * 1_000 < again.decisions, "{:#?}", again.differently);
    assert_eq!(again.differently, []);

    // A remark is no change: the simulation comes to the same twice, and to what was recorded.
    let remark = PolicySource { policy_toml: format!("# 注\n{}", day::policy().policy_toml), ..day::policy() };
    let estimate = run(&rehearse(&day, Some(remark))).estimate.expect("an estimate");
    assert_eq!(estimate.differences, []);
    let recorded = day.units_sent();
    let same =
        recorded.iter().filter(|(id, units)| estimate.before.stories.get(id).is_some_and(|it| it.units == **units));
    let same = same.count();
    println!("{same} of {} incidents simulated as they were recorded", recorded.len());
    assert!(same * 100 >= recorded.len() * 98, "{same} of {}", recorded.len());
    let counts = estimate.after.counts;
    println!("{counts:?}\n{:#?}", estimate.after.response_times_by_level());
    assert!(counts.sent_on_fresh_fix * 10 >= counts.sent * 9, "{counts:?}");

    // A changed rule: every incident that it is about is decided otherwise, and no other is classified otherwise.
    let graver = changed(
        "[[rule]]\n",
        "[[rule]]\nname = \"事故从重\"\nwhen.types = [\"traffic.accident-damage.two\"]\nlevel = 2\nhandling = \"police_dispatch\"\n\n[[rule]]\n",
    );
    let afternoon = Rehearse { from: MIDNIGHT + SPAN / 2, ..rehearse(&day, Some(graver)) };
    let estimate = run(&afternoon).estimate.expect("an estimate");
    let about = |code: &str| code == "traffic.accident-damage.two";
    let meant: Vec<_> =
        estimate.before.stories.iter().filter(|(_, it)| about(it.classification.type_code.as_str())).collect();
    assert!(!meant.is_empty(), "the day had such calls");
    let of = |kind| estimate.differences.iter().filter(move |it| it.kind == kind).map(|it| &it.incident);
    assert_eq!(of(Kind::Classified).collect::<Vec<_>>(), meant.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    assert_eq!(of(Kind::Opened).count() + of(Kind::Planned).count(), 0, "{:#?}", estimate.differences);
    for difference in &estimate.differences {
        let (before, after) = (difference.before.as_ref().expect("told"), difference.after.as_ref().expect("told"));
        assert!(difference.kind == Kind::Units || after.classification.basis != before.classification.basis);
    }
}

/// How many commands of the day are read back from what they brought about, word for word. What a unit says of its
/// dispatch comes from its course, and some commands do the same as others.
fn retold(day: &Day) -> usize {
    let mut retold = 0;
    history::entries(day.folder(), |entry| {
        let Some(asked) = day.asked(entry.command) else {
            assert_eq!(from_outside(&entry), [], "the daemon's own: {entry:?}");
            return More::Yes;
        };
        let on_desk = |command| Command::OnDesk(Box::new(command));
        let told = from_outside(&entry);
        let same = match (asked, told.as_slice()) {
            (Command::AdvanceDispatch(_), told) => told.is_empty(),
            (Command::ActivatePolicy { .. }, told) => told.is_empty() && activated(&entry).is_some(),
            (Command::RaiseEmergency { unit, place, .. }, [Command::RaiseEmergency { unit: other, place: found, .. }]) => {
                unit == other && found.is_some() && place.is_none_or(|place| Some(place) == *found)
            }
            (Command::OnDesk(desk), told) => match (desk.as_ref(), told) {
                (DeskCommand::CloseReferral { incident, outcome }, [Command::CloseIncident { incident: closed, disposition }]) => {
                    incident == closed && disposition.remark == *outcome
                }
                (DeskCommand::VerifyIncident { incident, verdict: Verdict::Refuted, .. }, [Command::CloseIncident { incident: closed, .. }]) => {
                    incident == closed
                }
                (DeskCommand::CompleteCallBack { incident, outcome, reason, .. }, [Command::OnDesk(told)]) => {
                    // Of what kind and how grave it is now is said in full.
                    matches!(told.as_ref(), DeskCommand::CompleteCallBack { incident: id, outcome: found, reason: said, .. }
                        if (incident, outcome, reason) == (id, found, said))
                }
                (desk, told) => told == [on_desk(desk.clone())],
            },
            (asked, told) => told == std::slice::from_ref(asked),
        };
        assert!(same, "{asked:?} was told again as {told:?}, from {entry:?}");
        retold += 1;
        More::Yes
    })
    .expect("read");
    retold
}

#[test]
fn a_fix_that_comes_in_between_two_searches_is_named_as_the_cause() {
    // Both steps of the plan want the same riders, so that they are looked for one by one and then together.
    let source = day::policy();
    let towns = "tiers = [\"town\"]\noffer_timeout_ms = 15_000\nthen = [{ after_ms = 30_000, tiers = [\"village\"] }, { after_ms = 60_000, tiers = [\"city\"] }]";
    assert!(source.policy_toml.contains(towns), "the plan for robberies is another");
    let riders = "tiers = [\"city\"]\nforces = [\"iron-riders\"]\noffer_timeout_ms = 15_000";
    let source = PolicySource { policy_toml: source.policy_toml.replacen(towns, riders, 1), ..source };
    for searches in [3, 1_000] {
        let mut day = Day::begin_under(&source);
        let scene = |metres: f64| Point::new(23.02 + metres / 111_195.0, 113.75).expect("a place");
        let riders: Vec<_> = day
            .state()
            .units()
            .values()
            .filter(|unit| unit.profile.force.as_str() == "iron-riders" && unit.is_available())
            .map(|unit| unit.profile.id.clone())
            .take(4)
            .collect();
        for (unit, metres) in riders.iter().zip([100.0, 200.0, 900.0, 1_500.0]) {
            day.say_where(Duration::from_secs(10), unit, scene(metres), 1);
        }
        let content = robbery(scene(0.0));
        day.file_racing(Duration::from_secs(70), content, searches, (&riders[2], scene(10.0), 2));
        let mut asked = rehearse(&day, None);
        asked.to = MIDNIGHT + Duration::from_mins(5);
        let again = run(&asked).reproduction;
        let causes: Vec<_> = again.differently.iter().map(|it| it.cause.clone()).collect();
        let raced = if searches == 3 { vec![Cause::FixRaced { unit: riders[2].clone() }] } else { Vec::new() };
        assert_eq!(causes, raced, "{:#?}", again.differently);
        assert_eq!(again.decisions - again.same, raced.len() as u64);
    }
}

fn robbery(at: Point) -> ReportContent {
    ReportContent {
        source: ReportSource::Voice110,
        type_code: TypeCode::new("criminal.robbery.street").expect("a type"),
        place: ReportPlace { manual: Some(GivenPlace { at, datum: Datum::Wgs84 }), ..ReportPlace::default() },
        caller: Caller::default(),
        narrative: None,
        call: None,
        occurred_at: None,
        found_by: None,
        activity: None,
        flags: Few::new(),
        keywords: Few::new(),
        caller_cancels: false,
    }
}

#[test]
fn reports_whose_sealed_narratives_were_not_looked_into_are_listed() {
    let mut day = Day::begin();
    let scene = Point::new(23.02, 113.75).expect("a place");
    let sealed = Sealed::new(RetentionKind::Narrative, KeyDay(20_780), [7; 24], [9; 40]).expect("short");
    let told = ReportContent { narrative: Some(sealed), ..robbery(scene) };
    let unit = day.state().units().keys().next().cloned().expect("a unit");
    for (content, minute) in [(told, 1), (robbery(scene), 2)] {
        day.file_racing(Duration::from_mins(minute), content, 1_000, (&unit, scene, 1));
    }
    let asked = |policy| {
        let mut asked = rehearse(&day, Some(policy));
        asked.to = MIDNIGHT + Duration::from_mins(3);
        run(&asked).estimate.expect("an estimate").unread
    };
    let narrower = changed(
        "[[rule]]\n",
        "[[rule]]\nname = \"机动车\"\nwhen.types = [\"traffic.signal\"]\nlevel = 2\nhandling = \"police_dispatch\"\n\n[[rule]]\n",
    );
    assert_eq!(asked(narrower).count, 0, "it looks for no other words");
    let more = changed(
        "[[rule]]\n",
        "[[rule]]\nname = \"无人机\"\nwhen.keywords = [\"无人机\", \"黑飞\"]\nlevel = 2\nhandling = \"police_dispatch\"\n\n[[rule]]\n",
    );
    let unread = asked(more);
    assert_eq!((unread.count, unread.listed.len()), (1, 1), "one report has a narrative: {unread:?}");
    let (only, state) = (&unread.listed[0], day.state());
    assert_eq!(state.report(only.report).map(|report| report.incident), Some(only.incident));
    assert_eq!(only.to_string(), "its narrative is sealed, and was not looked into for 无人机, 黑飞");
}

#[test]
fn a_span_that_is_not_there_is_refused_with_what_is() {
    let day = Day::begin();
    let asked = rehearse(&day, None);
    let after = asked.to + Duration::from_hours(1);
    for (from, to) in
        [(asked.to, asked.from), (asked.from, asked.from + Duration::from_hours(1_000)), (asked.to, after)]
    {
        let refused = Rehearse { from, to, ..asked.clone() }.run(|_| More::Yes).expect_err("refused");
        println!("{refused}");
        let fits = match refused {
            RehearsalError::Backwards { .. } => from > to,
            RehearsalError::TooLong { .. } => to.since(from) > Duration::from_hours(900),
            RehearsalError::NotThere { first, last, .. } => first == MIDNIGHT && last < from,
            RehearsalError::Empty
            | RehearsalError::TooMany
            | RehearsalError::History(_)
            | RehearsalError::Policy(_)
            | RehearsalError::Begin(_)
            | RehearsalError::Cancelled => false,
        };
        assert!(fits, "{from} to {to}");
    }
    let gone = asked.run(|_| More::No);
    assert!(matches!(gone, Err(RehearsalError::Cancelled)), "whoever asked has gone");
}
