//! A day of the built-in city, thinned, as the real sequencer, tracker, journal and track log record it; then rehearsed.

mod day;

use std::sync::Arc;
use std::time::Duration;

use patrold::engine::EngineLimits;
use patrold::policy::Policy;
use patrold::policy::source::PolicySource;
use patrold::rehearsal::compare::Kind;
use patrold::rehearsal::history::More;
use patrold::rehearsal::run::{Rehearsal, RehearsalError, Rehearse};
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

    // The policy of the time, asked again: the same, decision for decision.
    let again = run(&rehearse(&day, None)).reproduction;
    println!("{} decisions made again, {} the same", again.decisions, again.same);
    assert!(again.decisions > 300 && again.not_rerunnable == 0, "{again:?}");
    assert!((again.decisions - again.same) * 1_000 <= again.decisions, "{:#?}", again.differently);

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
    let estimate = run(&rehearse(&day, Some(graver))).estimate.expect("an estimate");
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
