//! Stories of the default policy, and of files with everything wrong at once.

use super::*;
use crate::domain::classification::{Handling, Level};
use crate::domain::few::Few;
use crate::domain::ids::{ForceId, PersonId, TypeCode, UnitId};
use crate::domain::report::ReportSource;
use crate::domain::unit::{CheckIn, Crew, CrewMember, Duty, Rank, Tier, UnitKind, UnitProfile};

fn default_policy() -> Policy {
    Policy::parse(&PolicySource::built_in()).expect("the default policy is without fault")
}

/// A duty of one officer without a firearm.
fn duty() -> Duty {
    let officer = CrewMember { person: PersonId::new("044182").expect("a badge number"), rank: Rank::Officer };
    let check_in = CheckIn {
        crew: Crew::new(vec![officer]).expect("a crew"),
        vehicle: None,
        device: None,
        armed: false,
        radio_group: Text::default(),
        shift_ends_at: None,
    };
    Duty::new(check_in, EngineTime::EPOCH)
}

fn classified(policy: &Policy, code: &str, source: ReportSource) -> Classification {
    policy.classify(&ClassifyInput::bare(&TypeCode::new(code).expect("a code"), source, EngineTime::EPOCH))
}

#[test]
fn the_default_policy_is_one_that_a_reader_of_the_domain_recognises() {
    use Handling::{Mediation, PoliceDispatch, RecordOnly, Referral, Transfer, VerifyFirst};
    use ReportSource::{GridAdministrator, Transfer12345, Voice110, Voice122, WarningPlatform};
    let policy = default_policy();
    for (code, source, level, handling, rule) in [
        ("criminal.robbery.street", Voice110, Level::One, PoliceDispatch, "two robberies"),
        ("criminal.snatching", Voice110, Level::One, PoliceDispatch, "two robberies"),
        ("dispute.neighbour.noise", Voice110, Level::Four, PoliceDispatch, "dispute between neighbours or in a family"),
        ("traffic.accident-damage", Voice122, Level::Three, PoliceDispatch, "accident without injury"),
        ("other.invalid.silent", Voice110, Level::Four, RecordOnly, "silent, invalid or test call"),
        ("criminal.fugitive", WarningPlatform, Level::Two, VerifyFirst, "warning raised by a machine"),
        ("other.hazard.fire-safety", GridAdministrator, Level::Three, Referral, "hazard for a department"),
        ("other.non-police.utilities", Transfer12345, Level::Four, Transfer, "government matter"),
        ("dispute.labour", Voice110, Level::Four, Mediation, "dispute for a mediator"),
        ("criminal.brand-new", Voice110, Level::One, PoliceDispatch, "unknown type"),
    ] {
        let given = classified(&policy, code, source);
        assert_eq!((given.level, given.handling), (level, handling), "{code}");
        assert_eq!(given.basis, Basis::Rule(Text::new(rule).expect("a name")), "{code}");
        assert_eq!(given.policy, policy.hash());
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a call a line, all in one table")]
fn the_default_policy_listens_and_looks_at_what_was_ticked() {
    use crate::domain::flag::ReportFlag::{CannotSpeak, Child, ForeignLanguage, HazardousMaterial, InProgress, Weapon};
    use Handling::{PoliceDispatch, Referral, VerifyFirst};
    use ReportSource::{GridAdministrator, Voice110, Voice122, WarningPlatform};
    let policy = default_policy();
    for (code, source, told, flags, becomes, level, handling, rule) in [
        ("", Voice110, "有人抢劫，往东跑了", &[][..], "criminal.robbery", 1, PoliceDispatch, "two robberies"),
        ("", Voice110, "飞车抢夺手机", &[], "criminal.snatching", 1, PoliceDispatch, "two robberies"),
        ("", Voice110, "I was robbed!", &[], "criminal.robbery", 1, PoliceDispatch, "two robberies"),
        ("", Voice110, "伤者正在抢救", &[], "unknown", 1, PoliceDispatch, "unknown type"),
        ("", Voice110, "夜市有人打架", &[], "order.fight", 2, PoliceDispatch, "serious, or likely to become so"),
        ("", Voice110, "有人打架，有一个持刀", &[], "order.weapon", 1, PoliceDispatch, "words of a weapon"),
        ("", Voice110, "救命啊", &[], "help.rescue", 1, PoliceDispatch, "life in danger from accident or nature"),
        ("", Voice110, "楼上着火了", &[], "fire.building", 1, PoliceDispatch, "life in danger from accident or nature"),
        ("", WarningPlatform, "", &[], "criminal.fugitive", 2, VerifyFirst, "warning raised by a machine"),
        ("criminal.fugitive", WarningPlatform, "持刀", &[Weapon], "", 2, VerifyFirst, "warning raised by a machine"),
        (
            "dispute.neighbour",
            Voice110,
            "吵架",
            &[],
            "",
            4,
            PoliceDispatch,
            "dispute between neighbours or in a family",
        ),
        ("dispute.neighbour", Voice110, "打起来了", &[], "", 2, PoliceDispatch, "words of a fight"),
        ("dispute.neighbour", Voice110, "", &[Weapon], "", 1, PoliceDispatch, "weapon, as ticked"),
        ("dispute.domestic", Voice110, "家暴", &[], "", 1, PoliceDispatch, "words of violence at home"),
        ("dispute.domestic", Voice110, "", &[Child], "", 2, PoliceDispatch, "child concerned"),
        (
            "traffic.accident-damage",
            Voice122,
            "追尾，有人受伤",
            &[],
            "",
            1,
            PoliceDispatch,
            "accident with injury, by what was told",
        ),
        (
            "traffic.accident-damage",
            Voice122,
            "追尾，没有人受伤",
            &[],
            "",
            3,
            PoliceDispatch,
            "accident without injury",
        ),
        ("criminal.burglary.home", Voice110, "", &[], "", 2, PoliceDispatch, "serious, or likely to become so"),
        (
            "criminal.burglary.home",
            Voice110,
            "",
            &[InProgress],
            "",
            1,
            PoliceDispatch,
            "burglary or theft of a vehicle that is going on",
        ),
        (
            "criminal.theft.pocket",
            Voice110,
            "",
            &[InProgress],
            "",
            2,
            PoliceDispatch,
            "crime or disorder that is going on",
        ),
        (
            "other.hazard.fire-safety",
            GridAdministrator,
            "楼道堆满杂物，易着火",
            &[HazardousMaterial],
            "",
            3,
            Referral,
            "hazard for a department",
        ),
        (
            "help.lost-property",
            Voice110,
            "",
            &[ForeignLanguage],
            "",
            3,
            PoliceDispatch,
            "could wait, but the caller needs an interpreter or cannot speak",
        ),
        ("other.invalid.silent", Voice110, "", &[CannotSpeak], "", 2, PoliceDispatch, "silent, but somebody is there"),
        ("fire.rubbish", Voice110, "垃圾堆着火", &[], "", 2, PoliceDispatch, "serious, or likely to become so"),
    ] {
        let named = TypeCode::new(if code.is_empty() { "unknown" } else { code }).expect("a code");
        let (flags, keywords) = (flags.iter().copied().collect(), policy.keywords().found_in(told));
        let bare = ClassifyInput::bare(&named, source, EngineTime::EPOCH);
        let given = policy.classify(&ClassifyInput { flags: &flags, keywords: &keywords, ..bare });
        let becomes = if becomes.is_empty() { code } else { becomes };
        let basis = Basis::Rule(Text::new(rule).expect("a name"));
        assert_eq!((given.basis, given.type_code.as_str()), (basis, becomes), "{code} {told:?} {flags:?}");
        assert_eq!((given.level.number(), given.handling), (level, handling), "{code} {told:?} {flags:?}");
    }
}

#[test]
fn the_school_gate_is_watched_when_pupils_come_and_go() {
    let source = PolicySource {
        gazetteer_csv: Some("name,kind,lat,lon\n东莞中学,school,23.04,113.75\n".to_owned()),
        ..PolicySource::built_in()
    };
    let policy = Policy::parse(&source).expect("the default policy with a school");
    let quarrel = TypeCode::new("dispute.neighbour").expect("a code");
    // Monday, 23 November 2026, in Dongguan.
    let midnight = 1_795_392_000 - 8 * 3_600;
    for (day, hour, minute, north_deg, level) in
        [(0, 16, 30, 23.041, 2), (0, 21, 0, 23.041, 4), (0, 16, 30, 23.05, 4), (5, 16, 30, 23.041, 4)]
    {
        let at = EngineTime::from_unix_seconds(midnight + day * 86_400 + hour * 3_600 + minute * 60);
        let place = crate::domain::geo::Point::new(north_deg, 113.75).ok();
        let call = ClassifyInput { place, ..ClassifyInput::bare(&quarrel, ReportSource::Voice110, at) };
        assert_eq!(policy.classify(&call).level.number(), level, "day {day} {hour}:{minute} at {north_deg}");
    }
}

#[test]
fn the_default_plans_send_whom_the_domain_expects() {
    let policy = default_policy();
    for (code, units, tiers, force) in [
        ("criminal.robbery.street", 2, &[Tier::City][..], Some("iron-riders")),
        ("dispute.neighbour", 1, &[Tier::Village], None),
        ("traffic.accident-damage.two", 1, &[Tier::City], Some("iron-riders")),
        ("nobody.knows", 2, &[Tier::City, Tier::Town, Tier::Village], None),
    ] {
        let plan = policy.plan(&classified(&policy, code, ReportSource::Voice110)).expect(code);
        assert_eq!((plan.steps[0].units, &plan.steps[0].tiers), (units, &tiers.iter().copied().collect()), "{code}");
        let forces = force.map(|force| [ForceId::new(force).expect("a force")].into());
        assert_eq!(plan.steps[0].forces, forces, "{code}");
    }
}

#[test]
fn an_accident_without_injury_goes_to_riders_and_to_nobody_else() {
    let policy = default_policy();
    let plan = policy.plan(&classified(&policy, "traffic.accident-damage", ReportSource::Voice122)).expect("a plan");
    let unit = |tier, force| UnitProfile {
        id: UnitId::new("R12").expect("a callsign"),
        tier,
        force: ForceId::new(force).expect("a force"),
        kind: UnitKind::Motorcycle,
        home_zone: None,
        post: None,
        capabilities: Few::new(),
        parent: None,
    };
    let step = &plan.steps[0];
    let admits = |unit: UnitProfile| step.admits(&unit, &duty(), &step.all_tiers()).is_ok();
    assert!(admits(unit(Tier::City, "iron-riders")));
    assert!(!admits(unit(Tier::City, "swat")));
    assert!(!admits(unit(Tier::Town, "town-patrol")));
}

#[test]
fn a_policy_survives_the_record() {
    let policy = default_policy();
    let again = Policy::from_bundle(&policy.bundle(1)).expect("the record is read back");
    assert_eq!((again.hash(), again.bundle(1)), (policy.hash(), policy.bundle(1)));
    let mut forged = policy.bundle(1);
    forged.bytes = Arc::from(&b"{}"[..]);
    assert!(Policy::from_bundle(&forged).is_err());
}

#[test]
fn the_day_begins_at_midnight_in_the_city() {
    let policy = default_policy();
    for (utc_seconds, day) in [
        (1_212_188_400 - 7 * 3_600 - 1, (2008, 5, 30)), // 2008-05-30T15:59:59Z
        (1_212_188_400 - 7 * 3_600, (2008, 5, 31)),
    ] {
        let LocalDay { year, month, day: date } = policy.day(EngineTime::from_unix_seconds(utc_seconds));
        assert_eq!((year, month, date), day);
    }
    assert_eq!(policy.day(EngineTime::from_micros(i64::MAX)).year, 9999);
}

/// A small policy without fault, as a base for what goes wrong.
const SMALL: &str = r#"
day.time_zone = "Asia/Shanghai"
deadlines = { contact_lost_ms = 60000, closed_keep_min = 60 }
[[force]]
id = "riders"
tier = "city"
[[capability]]
id = "armed"
[travel]
detour_factor = 1.3
speed_kmh = { motorcycle = 40, car = 30, van = 30, bicycle = 15, foot = 5, boat = 20 }
[taxonomy]
version = "1"
[[taxonomy.category]]
code = "criminal"
name_zh = "刑事"
name_en = "Crime"
type = [{ code = "criminal.robbery", name_zh = "抢劫", name_en = "Robbery" }]
[[rule]]
name = "robbery"
when.types = ["criminal.robbery"]
level = 1
handling = "police_dispatch"
[[rule]]
name = "rest"
level = 3
handling = "police_dispatch"
[[plan]]
name = "all"
[[plan.step]]
units = 1
tiers = ["city"]
offer_timeout_ms = 30000
"#;

fn faults_of(policy_toml: &str) -> Vec<String> {
    let source = PolicySource { policy_toml: policy_toml.to_owned(), ..PolicySource::default() };
    match Policy::parse(&source) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn a_small_policy_is_enough() {
    assert_eq!(faults_of(SMALL), Vec::<String>::new());
}

/// What was, what a hasty hand made of it, and what is said about it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "units = 1",
        "units = 0",
        "policy.toml:31:9: invalid plan[1].step[1].units (got 0): it must be a whole number between 1 and 20",
    ),
    (
        "units = 1",
        "units = 21",
        "policy.toml:31:9: invalid plan[1].step[1].units (got 21): it must be a whole number between 1 and 20",
    ),
    (
        "units = 1",
        "unit = 1",
        "policy.toml:31:1: invalid plan[1].step[1].unit (got an unknown key): no such key; did you mean units?",
    ),
    (
        "units = 1",
        "units = 1\ncapabilities = [\"flying\"]",
        "policy.toml:32:17: invalid plan[1].step[1].capabilities[1] (got \"flying\"): no [[capability]] has this id",
    ),
    (
        "tiers = [\"city\"]",
        "",
        "policy.toml:30:1: invalid plan[1].step[1] (got no tiers): name at least one of city, town, village",
    ),
    (
        "tiers = [\"city\"]",
        "tiers = [\"county\"]",
        "policy.toml:32:10: invalid plan[1].step[1].tiers[1] (got \"county\"): it must be one of city, town, village",
    ),
    (
        "tiers = [\"city\"]",
        "tiers = [\"town\"]\nforces = [\"riders\"]",
        "policy.toml:33:11: invalid plan[1].step[1].forces[1] (got \"riders\"): it is of the city tier, which this step leaves out",
    ),
    (
        "offer_timeout_ms = 30000",
        "offer_timeout_ms = 0",
        "policy.toml:33:20: invalid plan[1].step[1].offer_timeout_ms (got 0): it must be a whole number between 1000 and 3600000",
    ),
    (
        "name = \"all\"",
        "name = \"all\"\nlevels = [1]",
        "policy.toml:1:1: invalid plan (got nothing for criminal at level 3): whatever the rules give to police_dispatch must find a plan",
    ),
    (
        "name = \"all\"",
        "name = \"all\"\ntypes = [\"criminal\"]",
        "policy.toml:1:1: invalid plan (got nothing for unknown type at level 1): a kind that the taxonomy does not know counts as level 1: a plan without \"types\" must be for level 1",
    ),
    (
        "name = \"rest\"",
        "name = \"rest\"\nwhen.types = [\"criminal\"]",
        "policy.toml:24:1: invalid rule[2] (got \"rest\"): the last rule must fit everything: it has no \"when\"",
    ),
    (
        "when.types = [\"criminal.robbery\"]",
        "",
        "policy.toml:24:1: invalid rule[2] (got \"rest\"): it contradicts \"robbery\", which stands before it with the same conditions and another outcome",
    ),
    (
        "when.types = [\"criminal.robbery\"]",
        "when.types = [\"criminal.rob\"]",
        "policy.toml:21:15: invalid rule[1].when.types[1] (got \"criminal.rob\"): the taxonomy has no such code",
    ),
    ("level = 3", "level = 5", "policy.toml:26:9: invalid rule[2].level (got 5): it must be a level from 1 to 4"),
    (
        "code = \"criminal.robbery\"",
        "code = \"robbery\"",
        "policy.toml:18:18: invalid taxonomy.category[1].type[1].code (got \"robbery\"): it must begin with criminal.",
    ),
    (
        "Asia/Shanghai",
        "Asia/Dongguan",
        "policy.toml:2:17: invalid day.time_zone (got \"Asia/Dongguan\"): no such zone; expected a name such as Asia/Shanghai",
    ),
    (
        "motorcycle = 40",
        "motorcycle = nan",
        "policy.toml:11:28: invalid travel.speed_kmh.motorcycle (got nan): it must be a number between 1 and 200",
    ),
    (
        "detour_factor = 1.3",
        "detour_factor = \"far\"",
        "policy.toml:10:17: invalid travel.detour_factor (got \"far\"): it must be a number between 1 and 5",
    ),
    ("[taxonomy]", "[taxonomy", "policy.toml:12:10: invalid file (got a syntax error): unclosed table, expected `]`"),
];

#[test]
fn each_mistake_is_named_with_its_place() {
    for (was, is, expect) in MISTAKES {
        assert!(SMALL.contains(was), "{was} is in the policy");
        let faults = faults_of(&SMALL.replace(was, is));
        assert!(faults.iter().any(|fault| fault == *expect), "expected\n{expect}\ngot\n{}", faults.join("\n"));
    }
}

/// What was, what another shape it is given, and what it should have been.
const SHAPES: &[(&str, &str, &str)] = &[
    ("id = \"armed\"", "id = \"armed\"\n[[capability]]\nid = \"armed\"", "another capability has this id"),
    ("tier = \"city\"", "tier = \"city\"\n[[force]]\nid = \"riders\"\ntier = \"town\"", "another force has this id"),
    ("[[capability]]", "[capability]", "it must be a list of tables, each headed [[capability]]"),
    ("tiers = [\"city\"]", "tiers = \"city\"", "it must be a list in square brackets"),
    ("name = \"rest\"", "name = 7", "(got 7): it must be a text in quotes"),
    (DEADLINES, "deadlines = true", "(got true): it must be a table"),
    (DEADLINES, "deadlines = 2008-05-31", "(got 2008-05-31): it must be a table"),
    (DEADLINES, "deadlines = [1, 2]", "(got a list of 2): it must be a table"),
];

const DEADLINES: &str = "deadlines = { contact_lost_ms = 60000, closed_keep_min = 60 }";

#[test]
fn what_has_another_shape_is_told_what_it_should_be() {
    for (was, is, expect) in SHAPES {
        assert!(SMALL.contains(was), "{was} is in the policy");
        let faults = faults_of(&SMALL.replacen(was, is, 1));
        assert!(faults.iter().any(|fault| fault.contains(expect)), "expected\n{expect}\ngot\n{}", faults.join("\n"));
    }
}

#[test]
fn officers_count_among_the_crew() {
    for (crew, is_refused) in [
        ("officers_min = 2", false),
        ("officers_min = 2\ncrew_min = 2", false),
        ("officers_min = 2\ncrew_min = 1", true),
    ] {
        let faults = faults_of(&SMALL.replace("units = 1", &format!("units = 1\n{crew}")));
        let expect = "policy.toml:30:1: invalid plan[1].step[1].crew_min (got 1): officers count among the crew, and officers_min is 2";
        assert_eq!(faults, if is_refused { vec![expect] } else { vec![] }, "{crew}");
    }
}

#[test]
fn an_emergency_is_an_officer_in_need_unless_the_policy_says_otherwise() {
    let type_of = |policy: Policy| policy.emergency().type_code.as_str().to_owned();
    let parsed = |toml: &str| {
        let source = PolicySource { policy_toml: toml.to_owned(), zones_geojson: None, gazetteer_csv: None };
        Policy::parse(&source).expect("without fault")
    };
    assert_eq!(type_of(default_policy()), "help.officer");
    assert_eq!(type_of(parsed(SMALL)), "help.officer");
    assert_eq!(parsed(SMALL).deadlines().welfare_check, None);
    assert_eq!(type_of(parsed(&format!("{SMALL}[emergency]\ntype = \"criminal.robbery\"\n"))), "criminal.robbery");
    let faults = faults_of(&format!("{SMALL}[emergency]\ntype = \"help.nobody\"\ntyp = 1\n"));
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].contains("emergency.type"), "{faults:?}");
}

#[test]
fn a_plan_that_another_hides_is_refused() {
    let twice = format!(
        "{SMALL}[[plan]]\nname = \"again\"\n[[plan.step]]\nunits = 2\ntiers = [\"city\"]\noffer_timeout_ms = 30000\n"
    );
    assert_eq!(
        faults_of(&twice),
        [
            "policy.toml:34:1: invalid plan[2] (got \"again\"): it is never reached, since \"all\" stands before it and fits all that it would"
        ]
    );
}

#[test]
fn all_mistakes_are_named_at_once() {
    let bad = SMALL
        .replace("Asia/Shanghai", "Mars/Olympus")
        .replace("units = 1", "units = 99")
        .replace("tier = \"city\"", "tier = \"moon\"")
        .replace("level = 3", "level = \"high\"")
        .replace("closed_keep_min = 60", "closed_keep_minutes = 60");
    let faults = faults_of(&bad);
    for field in
        ["day.time_zone", "step[1].units", "force[1].tier", "rule[2].level", "closed_keep_min ", "closed_keep_minutes"]
    {
        assert!(faults.iter().any(|fault| fault.contains(field)), "{field} in\n{}", faults.join("\n"));
    }
    assert!(faults_of("").len() >= 6, "an empty file lacks every table");
}
