//! How much a policy may hold, what its codes may look like, and whom its steps admit.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use super::source::SOURCE_BYTES_MAX;
use super::steps::{CrewNeed, ResponseStep, Stage};
use super::*;
use crate::domain::candidate::PassReason;
use crate::domain::classification::Handling;
use crate::domain::few::Few;
use crate::domain::ids::{Capability, ForceId, PersonId, TypeCode, UnitId};
use crate::domain::unit::{CheckIn, Crew, CrewMember, Duty, Rank, Tier, UnitKind, UnitProfile};

const BASE: &str = r#"
day.time_zone = "Asia/Shanghai"
deadlines = { contact_lost_ms = 60000, closed_keep_min = 60 }
travel = { detour_factor = 1.3, speed_kmh = { motorcycle = 40, car = 30, van = 30, bicycle = 15, foot = 5, boat = 20 } }
force = [{ id = "riders", tier = "city" }]
taxonomy.version = "1"
"#;
const TAXONOMY: &str = "[[taxonomy.category]]\ncode = \"criminal\"\nname_zh = \"刑事\"\nname_en = \"Crime\"\n";
const RULE: &str = "[[rule]]\nname = \"rest\"\nlevel = 3\nhandling = \"police_dispatch\"\n";
const STEP: &str = "[[plan.step]]\nunits = 1\ntiers = [\"city\"]\noffer_timeout_ms = 30000\n";

fn plan(name: &str) -> String {
    format!("[[plan]]\nname = \"{name}\"\n")
}

fn faults_of(policy_toml: String) -> Vec<String> {
    let source = PolicySource { policy_toml, ..PolicySource::default() };
    let faults = Policy::parse(&source).err();
    faults.iter().flat_map(Faults::as_slice).map(|fault| format!("{}: {}", fault.field, fault.rule)).collect()
}

/// One line for each number below a limit.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, index| {
        writeln!(text, "{}", line(index)).expect("text grows");
        text
    })
}

/// What is limited: by which words it is refused, how many may be, and a policy with so many.
type Limited = (&'static str, usize, fn(usize) -> String);

const LIMITED: &[Limited] = &[
    ("a policy has at most 1000", 1_000, |plans| {
        let plans = lines(plans, |index| plan(&format!("p{index}")) + STEP);
        format!("{BASE}{TAXONOMY}{RULE}{plans}")
    }),
    ("a plan has at most 8", 8, |steps| format!("{BASE}{TAXONOMY}{RULE}{}{}", plan("all"), STEP.repeat(steps))),
    ("a plan has at most 4", 4, |targets| {
        let targets = lines(targets, |index| format!("[[plan.target]]\narrive_within_ms = {}", (index + 1) * 60_000));
        format!("{BASE}{TAXONOMY}{RULE}{}{STEP}{targets}", plan("all"))
    }),
    ("a policy has at most 16", 16, |levels| {
        let levels =
            lines(levels, |index| format!("[[duty_level]]\nid = \"d{index}\"\nname_zh = \"勤务\"\nname_en = \"Duty\""));
        format!("{BASE}{TAXONOMY}{RULE}{}{STEP}{levels}", plan("all"))
    }),
    ("a policy has at most 200", 200, |rules| {
        let rules = lines(rules, |index| {
            format!(
                "[[duplicate]]\nname = \"d{index}\"\ntypes = [\"criminal\"]\nwithin_m = 100\nwithin_ms = 60000\n\
                 link = \"propose\""
            )
        });
        format!("{BASE}{TAXONOMY}{RULE}{}{STEP}{rules}", plan("all"))
    }),
    ("a policy has at most 1000", 1_000, |partners| {
        let partners = lines(partners, |index| {
            format!("[[partner]]\nid = \"p{index}\"\nname_zh = \"部门\"\nname_en = \"Office\"")
        });
        format!("{BASE}{TAXONOMY}{RULE}{}{STEP}{partners}", plan("all"))
    }),
    ("at most 100 are allowed", 100, |words| {
        let words: Vec<_> = (0..words).map(|index| format!("\"w{index}\"")).collect();
        let rule = RULE.replace("rest", "told") + &format!("when.keywords = [{}]\n", words.join(", "));
        format!("{BASE}{TAXONOMY}{rule}{RULE}{}{STEP}", plan("all"))
    }),
    ("a keyword has at most 64 bytes", 64, |bytes| {
        let rule = RULE.replace("rest", "told") + &format!("when.keywords = [\"{}\"]\n", "w".repeat(bytes));
        format!("{BASE}{TAXONOMY}{rule}{RULE}{}{STEP}", plan("all"))
    }),
    ("a policy has at most 2000 different keywords", 2_000, |words| {
        let all: Vec<_> = (0..words).map(|index| format!("\"w{index}\"")).collect();
        let rules = all.chunks(100).enumerate().map(|(index, words)| {
            let rule = RULE.replace("rest", &format!("told {index}")).replace("level = 3", "level = 2");
            rule + &format!("when.keywords = [{}]\n", words.join(", "))
        });
        format!("{BASE}{TAXONOMY}{}{RULE}{}{STEP}", rules.collect::<String>(), plan("all"))
    }),
    ("a taxonomy has at most 5000 codes", 5_000, |codes| {
        let more = lines(codes - 1, |index| TAXONOMY.replace("\"criminal\"", &format!("\"c{index}\"")));
        format!("{BASE}{TAXONOMY}{more}{RULE}{}{STEP}", plan("all"))
    }),
];

#[test]
fn as_many_as_are_allowed_are_taken_and_one_more_is_refused() {
    for (rule, most, with) in LIMITED {
        let refusals = |count: usize| faults_of(with(count)).into_iter().filter(|fault| fault.contains(rule)).count();
        assert_eq!((refusals(*most), refusals(most + 1)), (0, 1), "{rule}");
    }
}

#[test]
fn the_parts_together_are_as_large_as_they_may_be() {
    let of = |bytes: usize| PolicySource { policy_toml: "#".repeat(bytes), ..PolicySource::default() };
    let around = of(0).to_bytes().expect("small").len();
    let most = SOURCE_BYTES_MAX - around;
    assert_eq!(of(most).to_bytes().expect("as large as it may be").len(), SOURCE_BYTES_MAX);
    let refused = of(most + 1).to_bytes().expect_err("a byte too many").to_string();
    assert!(refused.contains("together have at most 7340032 bytes"), "{refused}");
}

#[test]
fn codes_are_small_letters_digits_and_dashes_joined_by_dots() {
    for (code, is_sound) in
        [("c", true), ("c-1", true), ("", false), ("C", false), ("c d", false), ("刑事", false), ("c_d", false)]
    {
        let faults = faults_of(format!("{BASE}{}{RULE}{}{STEP}", TAXONOMY.replace("criminal", code), plan("all")));
        assert_eq!(faults.iter().all(|fault| !fault.contains("one segment of a-z")), is_sound, "{code:?}: {faults:?}");
    }
}

/// Whatever is given to patrols finds a plan, and the one kind of many that does not is named.
#[test]
fn the_kind_for_which_no_plan_is_made_is_named() {
    let taxonomy = lines(12, |index| TAXONOMY.replace("\"criminal\"", &format!("\"c{index}\"")));
    for left_out in [0, 5, 11] {
        let types: Vec<_> = (0..12).filter(|kind| *kind != left_out).map(|kind| format!("\"c{kind}\"")).collect();
        let some = plan("some") + &format!("types = [{}]\n", types.join(", ")) + STEP;
        let unknown = plan("unknown") + "levels = [1]\n" + STEP;
        let source =
            PolicySource { policy_toml: format!("{BASE}{taxonomy}{RULE}{some}{unknown}"), ..PolicySource::default() };
        let faults = Policy::parse(&source).expect_err("one is left out").to_string();
        assert_eq!(faults.lines().count(), 1, "{faults}");
        assert!(faults.contains(&format!("got nothing for c{left_out} at level 3")), "{faults}");
    }
}

#[test]
fn a_plan_that_is_left_with_what_nobody_knows_is_reached() {
    let known = plan("known") + "types = [\"criminal\"]\n" + STEP;
    let faults = faults_of(format!("{BASE}{TAXONOMY}{RULE}{known}{}{STEP}", plan("the rest")));
    assert_eq!(faults, Vec::<String>::new());
    let any = plan("any") + STEP;
    let faults = faults_of(format!("{BASE}{TAXONOMY}{RULE}{any}{}{STEP}", plan("the rest")));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("it is never reached, since \"any\" stands before it"), "{faults:?}");
}

#[test]
fn names_of_duplicate_rules_are_each_given_once_and_none_is_that_of_the_same_caller() {
    let rule = |name: &str| {
        format!(
            "[[duplicate]]\nname = \"{name}\"\ntypes = [\"criminal\"]\nwithin_m = 100\nwithin_ms = 60000\n\
             link = \"propose\"\n"
        )
    };
    for (names, is_sound) in [(["a", "b"], true), (["a", "a"], false), (["a", intake::SAME_CALLER], false)] {
        let rules: String = names.map(rule).concat();
        let faults = faults_of(format!("{BASE}{TAXONOMY}{RULE}{}{STEP}{rules}", plan("all")));
        let said = faults.iter().filter(|fault| fault.ends_with("another duplicate rule has this name")).count();
        assert_eq!((said, faults.len()), if is_sound { (0, 0) } else { (1, 1) }, "{names:?}: {faults:?}");
    }
}

#[test]
fn a_policy_keeps_the_name_that_the_record_gave_it() {
    let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
    let bundle = policy.bundle(1);
    let spaced = [b" ", &bundle.bytes[..]].concat();
    let other = PolicyBundle { hash: PolicyHash::of(&spaced), bytes: spaced.into(), ..bundle.clone() };
    let read = Policy::from_bundle(&other).expect("the same parts, written otherwise");
    assert_ne!(other.hash, bundle.hash);
    assert_eq!((read.hash(), read.bundle(1)), (other.hash, other));
    let newer = String::from_utf8(bundle.bytes.to_vec()).expect("text").replace("\"format\":1", "\"format\":2");
    let refused = PolicySource::from_bytes(newer.as_bytes()).expect_err("of another layout").to_string();
    assert!(refused.contains("this version reads format 1"), "{refused}");
}

#[test]
fn the_calendar_ends_where_its_years_do() {
    let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
    assert_eq!(policy.day(EngineTime::from_micros(i64::MIN)).year, -9999);
    assert_eq!(policy.day(EngineTime::from_micros(i64::MAX)).year, 9999);
}

fn step() -> ResponseStep {
    let stage = |minutes, tier| Stage { after: Duration::from_mins(minutes), tiers: BTreeSet::from([tier]) };
    ResponseStep {
        units: 1,
        tiers: BTreeSet::from([Tier::Village]),
        later: vec![stage(2, Tier::Town), stage(10, Tier::City)],
        forces: None,
        kinds: None,
        capabilities: BTreeSet::new(),
        crew: CrewNeed::default(),
        radius: None,
        travel_time_max: None,
        offer_timeout: Duration::from_mins(1),
    }
}

#[test]
fn tiers_are_drawn_in_by_time_or_by_an_escalation() {
    use Tier::{City, Town, Village};
    let step = step();
    for (waited_s, stages_open, tiers, next_min) in [
        (0, 0, &[Village][..], Some(2)),
        (119, 0, &[Village], Some(2)),
        (120, 0, &[Town, Village], Some(10)),
        (599, 0, &[Town, Village], Some(10)),
        (600, 0, &[City, Town, Village], None),
        (0, 1, &[Town, Village], Some(10)),
        (0, 2, &[City, Town, Village], None),
        (0, usize::MAX, &[City, Town, Village], None),
    ] {
        let waited = Duration::from_secs(waited_s);
        assert_eq!(step.tiers_at(waited, stages_open), tiers.iter().copied().collect(), "{waited_s} s, {stages_open}");
        assert_eq!(
            step.next_stage(waited, stages_open),
            next_min.map(Duration::from_mins),
            "{waited_s}, {stages_open}"
        );
    }
    assert_eq!(step.all_tiers(), Tier::ALL.into_iter().collect());
}

fn unit() -> UnitProfile {
    UnitProfile {
        id: UnitId::new("巡警甲").expect("a callsign"),
        tier: Tier::Village,
        force: ForceId::new("riders").expect("a force"),
        kind: UnitKind::Car,
        home_zone: None,
        post: None,
        capabilities: Few::new(),
        parent: None,
    }
}

fn duty(officers: usize, people: usize, armed: bool) -> Duty {
    let member = |index: usize| CrewMember {
        person: PersonId::new(&format!("{index:06}")).expect("a badge number"),
        rank: if index < officers { Rank::Officer } else { Rank::Auxiliary },
    };
    let check_in = CheckIn {
        crew: Crew::new((0..people).map(member).collect()).expect("a crew"),
        vehicle: None,
        device: None,
        armed,
        radio_group: Text::default(),
        shift_ends_at: None,
    };
    Duty::new(check_in, EngineTime::EPOCH)
}

#[test]
fn a_step_admits_who_has_all_that_it_asks_for_and_says_what_another_lacks() {
    let crew =
        |officers_min, people_min, armed| ResponseStep { crew: CrewNeed { officers_min, people_min, armed }, ..step() };
    let other_force = ResponseStep { forces: Some([ForceId::new("swat").expect("a force")].into()), ..step() };
    let own_force = ResponseStep { forces: Some([unit().force].into()), ..step() };
    let on_foot = ResponseStep { kinds: Some([UnitKind::Foot].into()), ..step() };
    let by_car = ResponseStep { kinds: Some([UnitKind::Car].into()), ..step() };
    let capable = ResponseStep { capabilities: [Capability::new("armed").expect("a capability")].into(), ..step() };
    let town = ResponseStep { tiers: [Tier::Town].into(), later: Vec::new(), ..step() };
    let weak = Err(PassReason::CrewTooWeak);
    for (step, duty, expected) in [
        (step(), duty(1, 1, false), Ok(())),
        (town, duty(1, 1, false), Err(PassReason::WrongTier)),
        (other_force, duty(1, 1, false), Err(PassReason::WrongTier)),
        (own_force, duty(1, 1, false), Ok(())),
        (on_foot, duty(1, 1, false), Err(PassReason::WrongKind)),
        (by_car, duty(1, 1, false), Ok(())),
        (capable, duty(1, 1, false), Err(PassReason::LacksCapability)),
        (crew(1, 0, false), duty(1, 1, false), Ok(())),
        (crew(2, 0, false), duty(1, 4, false), weak),
        (crew(0, 2, false), duty(0, 1, false), weak),
        (crew(0, 2, false), duty(0, 2, false), Ok(())),
        (crew(2, 3, false), duty(2, 2, false), weak),
        (crew(0, 0, true), duty(1, 1, false), weak),
        (crew(0, 0, true), duty(1, 1, true), Ok(())),
        (crew(0, 0, false), duty(1, 1, true), Ok(())),
    ] {
        let tiers = step.tiers_at(Duration::ZERO, 0);
        assert_eq!(step.admits(&unit(), &duty, &tiers), expected, "{step:?}");
    }
}

#[test]
fn a_partner_takes_what_is_of_its_handling_and_its_kinds() {
    let partners = "[[partner]]\nid = \"fire\"\nname_zh = \"消防\"\nname_en = \"Fire brigade\"\nhandlings = [\"referral\"]\n\
                    types = [\"criminal.a\"]\n";
    let taxonomy = format!("{TAXONOMY}type = [{{ code = \"criminal.a\", name_zh = \"甲\", name_en = \"A\" }}]\n");
    let policy_toml = format!("{BASE}{taxonomy}{RULE}{}{STEP}{partners}", plan("all"));
    let policy = Policy::parse(&PolicySource { policy_toml, ..PolicySource::default() }).expect("without fault");
    let [partner] = policy.partners() else { panic!("one partner") };
    for (code, handling, fits) in [
        ("criminal.a", Handling::Referral, true),
        ("criminal", Handling::Referral, false),
        ("criminal.a", Handling::Mediation, false),
    ] {
        let classified = Classification {
            handling,
            ..policy.classify(&ClassifyInput::bare(
                &TypeCode::new(code).expect("a code"),
                crate::domain::report::ReportSource::Voice110,
                EngineTime::EPOCH,
            ))
        };
        assert_eq!(partner.fits(&classified), fits, "{code} {handling:?}");
    }
}

#[test]
fn zones_and_places_are_as_many_as_they_may_be() {
    let zones = |count: usize| {
        let features: Vec<String> = (0..u32::try_from(count).expect("few"))
            .map(|index| {
                let (south, west) = (20.0 + f64::from(index / 100) * 0.02, 110.0 + f64::from(index % 100) * 0.02);
                let (north, east) = (south + 0.01, west + 0.01);
                format!(
                    "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"z{index}\"}},\"geometry\":{{\"type\":\"Polygon\",\
                     \"coordinates\":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"
                )
            })
            .collect();
        Zones::parse(&format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(",")))
    };
    assert_eq!(zones(zones::ZONES_MAX).expect("as many as may be").len(), zones::ZONES_MAX);
    let refused = zones(zones::ZONES_MAX + 1).expect_err("one too many").to_string();
    assert!(refused.contains("at most 10000 are allowed"), "{refused}");
    let places = |count: usize| {
        let rows = lines(count, |index| format!("n{index},road,22.5,113.5,"));
        Gazetteer::parse(&format!("name,kind,lat,lon,zone\n{rows}"), &Zones::default())
    };
    let most = gazetteer::ENTRIES_MAX;
    assert_eq!(places(most).expect("as many as may be").count(), most);
    let refused = places(most + 1).expect_err("one too many").to_string();
    assert!(refused.contains("at most 200000"), "{refused}");
}

#[test]
fn spans_are_read_in_their_unit() {
    let policy = Policy::parse(&PolicySource::built_in()).expect("without fault");
    let written = |key: &str| -> u64 {
        let line = DEFAULT_POLICY_TOML.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.expect(key).split('#').next().and_then(|number| number.trim().replace('_', "").parse().ok()).expect(key)
    };
    assert_eq!(policy.deadlines().closed_keep, Duration::from_mins(written("closed_keep_min")));
    assert_eq!(policy.deadlines().contact_lost, Duration::from_millis(written("contact_lost_ms")));
}

/// What a rule asks that cannot be read hides nothing: only its own mistake is named.
#[test]
fn a_rule_with_a_mistake_hides_no_other() {
    let rule = |name: &str, level: u8, flags: &str| {
        RULE.replace("rest", name).replace("level = 3", &format!("level = {level}"))
            + &format!("when.flags = {flags}\n")
    };
    let rules = rule("first", 1, "[\"weapon\", \"spaceship\"]") + &rule("second", 2, "[\"weapon\"]");
    let faults = faults_of(format!("{BASE}{TAXONOMY}{rules}{RULE}{}{STEP}", plan("all")));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("rule[1].when.flags[2]:"), "{faults:?}");
    let empty = RULE.replace("rest", "first") + "type = \"criminal\"\nwhen = {}\n";
    let faults = faults_of(format!("{BASE}{TAXONOMY}{empty}{RULE}{}{STEP}", plan("all")));
    let said = "rule[1].type: it would name the kind of whatever is unknown: \"when\" is empty";
    assert!(faults.iter().any(|fault| fault == said), "{faults:?}");
}
