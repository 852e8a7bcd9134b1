//! What rules see in a report, which rules are refused, and a clerk who tries every rule on every report.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::keywords::KEYWORDS_MAX;
use super::rules::RULES_MAX;
use super::*;
use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::geo::Point;
use crate::domain::ids::TypeCode;
use crate::domain::report::ReportSource;

const HEAD: &str = r#"
day.time_zone = "Asia/Shanghai"
deadlines = { contact_lost_ms = 60000, closed_keep_min = 60 }
force = [{ id = "riders", tier = "city" }]
plan = [{ name = "all", step = [{ units = 1, tiers = ["city"], offer_timeout_ms = 30000 }] }]
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
[[taxonomy.category]]
code = "order"
name_zh = "治安"
name_en = "Order"
"#;

const REST: &str = "[[rule]]\nname = \"rest\"\nlevel = 3\nhandling = \"police_dispatch\"\n";

const ZONES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"莞城"},
    "geometry":{"type":"Polygon","coordinates":[[[113.7,23.0],[113.8,23.0],[113.8,23.1],[113.7,23.1],[113.7,23.0]]]}}]}"#;

const PLACES: &str = "name,kind,lat,lon\n东莞中学,school,23.05,113.75\n东莞站,station,23.09,113.86\n";

/// A policy with these lines between its head and its last rule.
fn policy_with(rules: &str) -> Result<Policy, Vec<String>> {
    let source = PolicySource {
        policy_toml: format!("{HEAD}{rules}{REST}"),
        zones_geojson: Some(ZONES.to_owned()),
        gazetteer_csv: Some(PLACES.to_owned()),
    };
    Policy::parse(&source).map_err(|faults| faults.to_string().lines().map(str::to_owned).collect())
}

/// One rule with this under its name, at level 1.
fn with_rule(lines: &str) -> String {
    format!("[[rule]]\nname = \"the rule\"\nlevel = 1\nhandling = \"police_dispatch\"\n{lines}\n")
}

fn code(code: &str) -> TypeCode {
    TypeCode::new(code).expect("a code")
}

fn words(words: &[&str]) -> Few<Text> {
    words.iter().map(|word| Text::truncated(word)).collect()
}

/// A moment in Dongguan: Monday, 23 November 2026, and this many minutes more.
fn monday(minutes: i64) -> EngineTime {
    EngineTime::from_unix_seconds(1_795_392_000 - 8 * 3_600 + minutes * 60)
}

/// A report about which everything but its type says something.
struct Told {
    flags: Few<ReportFlag>,
    keywords: Few<Text>,
    place: Option<(f64, f64)>,
    matched: Option<(f64, f64)>,
    minutes: i64,
}

fn told() -> Told {
    Told { flags: Few::new(), keywords: Few::new(), place: None, matched: None, minutes: 0 }
}

/// What made "the rule" fit; none when another did.
fn fitted(policy: &Policy, told: &Told) -> Option<Vec<String>> {
    let at = |place: Option<(f64, f64)>| {
        place.map(|(latitude, longitude)| Point::new(latitude, longitude).expect("a point"))
    };
    let given = policy.classify(&ClassifyInput {
        flags: &told.flags,
        keywords: &told.keywords,
        place: at(told.place),
        matched: at(told.matched),
        ..ClassifyInput::bare(&code("order"), ReportSource::App, monday(told.minutes))
    });
    let ruled = given.basis == Basis::Rule(Text::truncated("the rule"));
    ruled.then(|| given.fitted.iter().map(ToString::to_string).collect())
}

#[test]
fn each_condition_fits_what_it_says_and_says_what_it_fitted() {
    use ReportFlag::{Child, Injured, Weapon};
    let with = |flags: &[ReportFlag]| Told { flags: flags.iter().copied().collect(), ..told() };
    let saying = |said: &[&str]| Told { keywords: words(said), ..told() };
    let at = |latitude, longitude| Told { place: Some((latitude, longitude)), ..told() };
    let when = |minutes| Told { minutes, ..told() };
    let day = 24 * 60;
    for (lines, told, expect) in [
        ("when.flags = [\"weapon\", \"child\"]", with(&[Child, Injured]), Some(vec!["flag child"])),
        ("when.flags = [\"weapon\", \"child\"]", with(&[Injured]), None),
        ("when.all_flags = [\"weapon\", \"child\"]", with(&[Weapon, Child]), Some(vec!["flag weapon", "flag child"])),
        ("when.all_flags = [\"weapon\", \"child\"]", with(&[Weapon]), None),
        ("when.keywords = [\"持刀\", \"Knife\"]", saying(&["knife", "打架"]), Some(vec!["keyword knife"])),
        ("when.keywords = [\"持刀\", \"Knife\"]", saying(&["打架"]), None),
        ("when.sources = [\"app\"]", told(), Some(vec!["source app"])),
        ("when.sources = [\"web\"]", told(), None),
        ("when.zones = [\"莞城\"]", at(23.01, 113.71), Some(vec!["in 莞城"])),
        ("when.zones = [\"莞城\"]", at(23.2, 113.71), None),
        ("when.zones = [\"莞城\"]", told(), None),
        ("when.place_kinds = [\"school\"]", at(23.051, 113.75), Some(vec!["near school 东莞中学 (111 m)"])),
        ("when.place_kinds = [\"school\"]", at(23.052, 113.75), None),
        (
            "when.place_kinds = [\"station\", \"school\"]\nwhen.within_m = 300",
            at(23.052, 113.75),
            Some(vec!["near school 东莞中学 (222 m)"]),
        ),
        ("when.place_kinds = [\"hospital\"]", at(23.05, 113.75), None),
        ("when.hours = \"22:00-06:00\"", when(23 * 60), Some(vec!["22:00-06:00"])),
        ("when.hours = \"22:00-06:00\"", when(day + 359), Some(vec!["22:00-06:00"])),
        ("when.hours = \"22:00-06:00\"", when(360), None),
        ("when.hours = [\"07:00-08:30\", \"16:00-18:00\"]", when(990), Some(vec!["16:00-18:00"])),
        ("when.weekdays = [\"monday\"]", when(day - 1), Some(vec!["monday"])),
        ("when.weekdays = [\"monday\"]", when(day), None),
        ("when.types = [\"order\"]", told(), Some(vec![])),
        ("when.types = [\"criminal\"]", told(), None),
    ] {
        let policy = policy_with(&with_rule(lines)).expect(lines);
        let expect: Option<Vec<String>> = expect.map(|texts| texts.into_iter().map(str::to_owned).collect());
        assert_eq!(fitted(&policy, &told), expect, "{lines}");
    }
}

#[test]
fn a_key_place_that_the_address_names_counts_wherever_the_pin_was_set() {
    let policy = policy_with(&with_rule("when.place_kinds = [\"station\"]")).expect("a policy");
    let named = Told { place: Some((23.0, 113.0)), matched: Some((23.09, 113.86)), ..told() };
    assert_eq!(fitted(&policy, &named), Some(vec!["near station 东莞站 (0 m)".to_owned()]));
    let elsewhere = Told { place: Some((23.05, 113.75)), matched: named.matched, ..told() };
    assert_eq!(fitted(&policy, &elsewhere), Some(vec!["near station 东莞站 (0 m)".to_owned()]));
    // Each kind is looked for on its own, whichever was asked for before.
    let several = policy_with(&with_rule("when.place_kinds = [\"hospital\", \"station\"]")).expect("a policy");
    assert_eq!(fitted(&several, &named), Some(vec!["near station 东莞站 (0 m)".to_owned()]));
    let beside = Told { matched: Some((23.0901, 113.86)), ..named };
    assert_eq!(fitted(&policy, &beside), None, "what was matched is not a station");
}

#[test]
fn all_of_when_must_hold_and_not_all_of_unless() {
    let lines = "when.flags = [\"weapon\"]\nwhen.keywords = [\"刀\"]\nunless.keywords = [\"演习\"]\nunless.hours = \"09:00-17:00\"";
    let policy = policy_with(&with_rule(lines)).expect("a policy");
    let armed: Few<_> = [ReportFlag::Weapon].into();
    for (said, minutes, fits) in [
        (&["刀"][..], 600, true),
        (&["演习"], 600, false),
        (&["刀", "演习"], 600, false),
        (&["刀", "演习"], 1_200, true),
    ] {
        let told = Told { flags: armed.clone(), keywords: words(said), minutes, ..told() };
        assert_eq!(fitted(&policy, &told).is_some(), fits, "{said:?} at minute {minutes}");
    }
}

#[test]
fn a_rule_may_name_the_kind_of_what_is_unknown_and_then_all_rules_judge_it() {
    let rules = r#"
[[rule]]
name = "weapon"
when.flags = ["weapon"]
level = 1
handling = "police_dispatch"
[[rule]]
name = "words of robbery"
when.keywords = ["抢劫"]
type = "criminal.robbery"
level = 2
handling = "police_dispatch"
"#;
    let policy = policy_with(rules).expect("a policy");
    let classified = |of: &str, said: &[&str], flags: &[ReportFlag]| {
        let (of, keywords, flags) = (code(of), words(said), flags.iter().copied().collect());
        let bare = ClassifyInput::bare(&of, ReportSource::Voice110, EngineTime::EPOCH);
        let given = policy.classify(&ClassifyInput { keywords: &keywords, flags: &flags, ..bare });
        let Basis::Rule(rule) = given.basis else { panic!("a rule") };
        let fitted: Vec<_> = given.fitted.iter().map(ToString::to_string).collect();
        (given.type_code.to_string(), given.level.number(), rule.to_string(), fitted.join("; "))
    };
    let expect = |of: &str, level, rule: &str, fitted: &str| (of.to_owned(), level, rule.to_owned(), fitted.to_owned());
    assert_eq!(classified("unknown", &[], &[ReportFlag::Weapon]), expect("unknown", 1, UNKNOWN_TYPE, ""));
    assert_eq!(classified("order", &["抢劫"], &[]), expect("order", 2, "words of robbery", "keyword 抢劫"));
    let named = "type criminal.robbery by rule words of robbery: keyword 抢劫";
    assert_eq!(classified("unknown", &["抢劫"], &[]), expect("criminal.robbery", 2, "words of robbery", named));
    assert_eq!(
        classified("unknown", &["抢劫"], &[ReportFlag::Weapon]),
        expect("criminal.robbery", 1, "weapon", &format!("{named}; flag weapon"))
    );
}

/// What a hasty hand wrote under the name of a rule, and what is said about it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "when.flags = [\"wepon\"]",
        "policy.toml:24:15: invalid rule[1].when.flags[1] (got \"wepon\"): it must be one of weapon, injured,",
    ),
    (
        "when.flags = []",
        "policy.toml:24:14: invalid rule[1].when.flags (got an empty list): name at least one, or leave the key out",
    ),
    (
        "when.all_flags = [\"child\", \"child\"]",
        "policy.toml:24:28: invalid rule[1].when.all_flags[2] (got \"child\"): it is listed twice",
    ),
    (
        "when.zones = [\"莞城\", \"东城\"]",
        "policy.toml:24:21: invalid rule[1].when.zones[2] (got \"东城\"): no zone has this name",
    ),
    (
        "when.place_kinds = [\"road\"]",
        "policy.toml:24:21: invalid rule[1].when.place_kinds[1] (got \"road\"): it must be one of school, hospital,",
    ),
    (
        "when.within_m = 300",
        "invalid rule[1].when.within_m (got no place_kinds): say of what kind of place it is meant",
    ),
    (
        "when.place_kinds = [\"school\"]\nwhen.within_m = 10001",
        "policy.toml:25:17: invalid rule[1].when.within_m (got 10001): it must be a whole number between 0 and 10000",
    ),
    (
        "when.hours = \"22-06\"",
        "policy.toml:24:14: invalid rule[1].when.hours (got \"22-06\"): it must be two times of day such as 22:00-06:00",
    ),
    (
        "when.hours = [\"07:00-08:00\", \"09:00-09:00\"]",
        "policy.toml:24:30: invalid rule[1].when.hours[2] (got \"09:00-09:00\"): it must end at another time than it begins",
    ),
    (
        "when.weekdays = [\"mon\"]",
        "policy.toml:24:18: invalid rule[1].when.weekdays[1] (got \"mon\"): it must be one of monday, tuesday,",
    ),
    ("name_zh = \" \"", "policy.toml:24:11: invalid rule[1].name_zh (got \" \"): it must not be empty"),
    (
        "when.keywords = [\" \"]",
        "policy.toml:24:18: invalid rule[1].when.keywords[1] (got \" \"): a keyword must not be empty",
    ),
    (
        "when.keywords = [\"Gun\", \"ｇｕｎ\"]",
        "policy.toml:24:25: invalid rule[1].when.keywords[2] (got \"ｇｕｎ\"): it is listed twice",
    ),
    (
        "when.keyword = [\"gun\"]",
        "policy.toml:24:6: invalid rule[1].when.keyword (got an unknown key): no such key; did you mean keywords?",
    ),
    (
        "when.types = [\"order\"]\ntype = \"criminal\"",
        "policy.toml:25:8: invalid rule[1].type (got \"criminal\"): it is never used: \"when.types\" asks for kinds that are known already",
    ),
    (
        "when.flags = [\"child\"]\ntype = \"crime\"",
        "policy.toml:25:8: invalid rule[1].type (got \"crime\"): the taxonomy has no such code",
    ),
    ("when.flags = [\"child\"]\nunless = {}", "invalid rule[1].unless (got an empty table): it would always hold"),
    (
        "when.flags = [\"child\"]\nunless.all_flags = [\"child\"]",
        "policy.toml:20:1: invalid rule[1] (got \"the rule\"): it never fits, since its \"unless\" holds whenever its \"when\" does",
    ),
    (
        "when.types = [\"order\"]\nunless.types = [\"order\", \"criminal\"]",
        "policy.toml:20:1: invalid rule[1] (got \"the rule\"): it never fits, since its \"unless\"",
    ),
];

#[test]
fn each_mistake_in_a_rule_is_named_with_its_place() {
    for (lines, expect) in MISTAKES {
        let faults = policy_with(&with_rule(lines)).expect_err(lines);
        assert!(faults.iter().any(|fault| fault.contains(expect)), "expected\n{expect}\ngot\n{}", faults.join("\n"));
    }
    let too_many: Vec<String> = (0..101).map(|number| format!("\"w{number}\"")).collect();
    let faults = policy_with(&with_rule(&format!("when.keywords = [{}]", too_many.join(",")))).expect_err("too many");
    assert!(faults[0].contains("rule[1].when.keywords (got 101 keywords): at most 100 are allowed"), "{faults:?}");
}

#[test]
fn mistakes_of_all_rules_are_named_in_one_pass() {
    let lines: Vec<&str> = MISTAKES.iter().take(12).map(|(lines, _)| *lines).collect();
    let rules: String = lines.iter().enumerate().fold(String::new(), |mut rules, (number, lines)| {
        write!(rules, "{}", with_rule(lines).replace("the rule", &format!("rule {number}"))).expect("text grows");
        rules
    });
    let faults = policy_with(&rules).expect_err("all of them");
    for number in 1..=lines.len() {
        assert!(faults.iter().any(|fault| fault.contains(&format!("invalid rule[{number}]"))), "{number}: {faults:#?}");
    }
}

#[test]
fn a_rule_that_an_earlier_one_hides_is_refused_with_the_name_of_that_one() {
    let pair = |earlier: &str, later: &str| {
        let rule = |name: &str, level: u8, lines: &str| {
            format!("[[rule]]\nname = \"{name}\"\nlevel = {level}\nhandling = \"police_dispatch\"\n{lines}\n")
        };
        policy_with(&format!("{}{}", rule("earlier", 1, earlier), rule("later", 2, later)))
    };
    let hidden = "(got \"later\"): it is never reached, since \"earlier\" stands before it and fits all that it would";
    let contradicts = "(got \"later\"): it contradicts \"earlier\", which stands before it with the same conditions";
    for (earlier, later, expect) in [
        ("when.flags = [\"weapon\", \"child\"]", "when.flags = [\"weapon\"]", Some(hidden)),
        ("when.flags = [\"weapon\", \"child\"]", "when.all_flags = [\"weapon\", \"crowd\"]", Some(hidden)),
        ("when.all_flags = [\"weapon\"]", "when.flags = [\"weapon\"]", Some(hidden)),
        ("when.flags = [\"weapon\"]", "when.flags = [\"weapon\", \"child\"]", None),
        ("when.keywords = [\"刀\", \"枪\"]", "when.keywords = [\"刀\"]\nwhen.types = [\"order\"]", Some(hidden)),
        ("when.keywords = [\"刀\"]", "when.keywords = [\"刀\", \"枪\"]", None),
        ("when.hours = \"20:00-08:00\"", "when.hours = \"22:00-06:00\"\nwhen.flags = [\"child\"]", Some(hidden)),
        ("when.hours = \"22:00-06:00\"", "when.hours = \"20:00-08:00\"", None),
        (
            "when.place_kinds = [\"school\", \"bank\"]",
            "when.place_kinds = [\"bank\"]\nwhen.within_m = 150",
            Some(hidden),
        ),
        ("when.place_kinds = [\"school\"]", "when.place_kinds = [\"school\"]\nwhen.within_m = 250", None),
        ("when.zones = [\"莞城\"]", "when.zones = [\"莞城\"]\nwhen.weekdays = [\"friday\"]", Some(hidden)),
        ("when.weekdays = [\"friday\"]", "when.zones = [\"莞城\"]", None),
        ("when.flags = [\"child\"]", "when.flags = [\"child\"]", Some(contradicts)),
        ("when.types = [\"order\", \"criminal\"]", "when.types = [\"criminal\", \"order\"]", Some(contradicts)),
        ("when.flags = [\"child\"]\nunless.hours = \"08:00-18:00\"", "when.flags = [\"child\"]", None),
        (
            "when.flags = [\"child\"]\nunless.hours = \"08:00-18:00\"",
            "when.flags = [\"child\"]\nunless.hours = \"07:00-19:00\"",
            Some(hidden),
        ),
        ("unless.types = [\"order\"]", "when.types = [\"criminal\"]\nwhen.flags = [\"child\"]", Some(hidden)),
        ("unless.types = [\"criminal.robbery\"]", "when.types = [\"criminal\"]\nwhen.flags = [\"child\"]", None),
        // Only the later one speaks for what is unknown.
        ("when.keywords = [\"刀\"]", "when.keywords = [\"刀\"]\nwhen.flags = [\"child\"]\ntype = \"order\"", None),
    ] {
        let faults = pair(earlier, later).err().unwrap_or_default();
        let found = faults.iter().any(|fault| expect.is_some_and(|expect| fault.contains(expect)));
        assert_eq!((found, faults.is_empty()), (expect.is_some(), expect.is_none()), "{earlier} / {later}: {faults:?}");
    }
}

#[test]
fn several_rules_together_may_hide_one() {
    let rules = with_rule("when.types = [\"criminal.robbery\"]\nunless.flags = [\"child\"]")
        .replace("the rule", "none")
        + &with_rule("when.types = [\"order\"]").replace("the rule", "one")
        + &with_rule("when.types = [\"criminal\"]\nwhen.flags = [\"child\", \"crowd\"]").replace("the rule", "two")
        + &with_rule("when.flags = [\"child\"]");
    let faults = policy_with(&rules).expect_err("hidden");
    assert!(
        faults[0].contains("(got \"the rule\"): it is never reached, since \"one\" and \"two\" stand before it"),
        "{faults:?}"
    );
}

/// A rule of a small world, written down once more for the clerk.
#[derive(Clone, Debug)]
struct Plain {
    when: Table,
    unless: Option<Table>,
    names: Option<&'static str>,
}

#[derive(Clone, Debug, Default)]
struct Table {
    types: Vec<&'static str>,
    sources: Vec<&'static str>,
    flags: Vec<&'static str>,
    all_flags: Vec<&'static str>,
    keywords: Vec<&'static str>,
    hours: Option<(&'static str, std::ops::Range<i64>)>,
}

/// A report of the small world.
#[derive(Clone, Debug)]
struct Case {
    code: &'static str,
    source: ReportSource,
    flags: Vec<ReportFlag>,
    keywords: Vec<&'static str>,
    hour: i64,
}

impl Table {
    fn holds(&self, code: &str, case: &Case) -> bool {
        let any = |wanted: &[&str], has: &dyn Fn(&str) -> bool| wanted.is_empty() || wanted.iter().any(|one| has(one));
        let flagged = |flag: &str| case.flags.iter().any(|own| own.as_str() == flag);
        any(&self.types, &|of| code == of || code.starts_with(&format!("{of}.")))
            && any(&self.sources, &|source| case.source.as_str() == source)
            && any(&self.flags, &flagged)
            && self.all_flags.iter().all(|flag| flagged(flag))
            && any(&self.keywords, &|word| case.keywords.contains(&word))
            && self.hours.as_ref().is_none_or(|(_, hours)| hours.contains(&case.hour))
    }

    fn write(&self, key: &str, text: &mut String) {
        let lists = [
            ("types", &self.types),
            ("sources", &self.sources),
            ("flags", &self.flags),
            ("all_flags", &self.all_flags),
            ("keywords", &self.keywords),
        ];
        for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(text, "{key}.{name} = {list:?}").expect("text grows");
        }
        if let Some((span, _)) = &self.hours {
            writeln!(text, "{key}.hours = {span:?}").expect("text grows");
        }
    }
}

impl Plain {
    fn fits(&self, code: &str, case: &Case) -> bool {
        self.when.holds(code, case) && !self.unless.as_ref().is_some_and(|unless| unless.holds(code, case))
    }
}

/// What the clerk does: the rule that names the kind, if one must, and the rule that decides.
fn by_hand(rules: &[Plain], case: &Case) -> (Option<usize>, Option<usize>) {
    let known = ["criminal", "criminal.robbery", "order"].contains(&case.code);
    let naming = if known { None } else { rules.iter().position(|rule| rule.names.is_some() && rule.fits("?", case)) };
    let code = if known { Some(case.code) } else { naming.and_then(|index| rules[index].names) };
    (naming, code.map(|code| rules.iter().position(|rule| rule.fits(code, case)).unwrap_or(rules.len())))
}

fn table() -> impl Strategy<Value = Table> {
    let list = |all: &[&'static str]| prop_oneof![3 => Just(Vec::new()), 1 => subsequence(all.to_vec(), 1..=all.len())];
    let hours = prop_oneof![
        3 => Just(None),
        1 => select(vec![("00:00-12:00", 0..12), ("06:00-18:00", 6..18), ("18:00-24:00", 18..24)]).prop_map(Some),
    ];
    let flags = ["weapon", "child"];
    (
        list(&["criminal", "criminal.robbery", "order"]),
        list(&["voice_110", "app"]),
        list(&flags),
        list(&flags),
        list(&["刀", "knife"]),
        hours,
    )
        .prop_map(|(types, sources, flags, all_flags, keywords, hours)| Table {
            types,
            sources,
            flags,
            all_flags,
            keywords,
            hours,
        })
}

fn is_bare(table: &Table) -> bool {
    let mut text = String::new();
    table.write("", &mut text);
    text.is_empty()
}

fn plain() -> impl Strategy<Value = Plain> {
    let unless = prop_oneof![2 => Just(None), 1 => table().prop_map(Some)];
    (table(), unless, prop_oneof![Just(None), select(vec!["order", "criminal.robbery"]).prop_map(Some)]).prop_map(
        |(when, unless, names)| {
            let unless = unless.filter(|unless| !is_bare(unless));
            // Only the last rule, which every policy here has, is for everything.
            let flags = if is_bare(&when) && unless.is_none() { vec!["weapon"] } else { when.flags.clone() };
            let when = Table { flags, ..when };
            Plain { names: names.filter(|_| when.types.is_empty() && !is_bare(&when)), unless, when }
        },
    )
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for code in ["criminal", "criminal.robbery", "order", "none.such"] {
        for source in [ReportSource::Voice110, ReportSource::App, ReportSource::Web] {
            for bits in 0..16_u8 {
                let bit = |at: u8| bits >> at & 1 == 1;
                let flags = [(bit(0), ReportFlag::Weapon), (bit(1), ReportFlag::Child)];
                let keywords = [(bit(2), "刀"), (bit(3), "knife")];
                for hour in [3, 9, 15, 20] {
                    cases.push(Case {
                        code,
                        source,
                        flags: flags.iter().filter(|(set, _)| *set).map(|(_, flag)| *flag).collect(),
                        keywords: keywords.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect(),
                        hour,
                    });
                }
            }
        }
    }
    cases
}

fn written(rules: &[Plain]) -> String {
    rules.iter().enumerate().fold(String::new(), |mut text, (index, rule)| {
        write!(text, "[[rule]]\nname = \"{index}\"\nlevel = 1\nhandling = \"police_dispatch\"\n").expect("text grows");
        rule.when.write("when", &mut text);
        if let Some(unless) = &rule.unless {
            unless.write("unless", &mut text);
        }
        if let Some(names) = rule.names {
            writeln!(text, "type = {names:?}").expect("text grows");
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The rules decide as a clerk who tries them one by one, and only rules that the clerk never uses are called
    /// unreachable.
    #[test]
    fn the_first_rule_that_fits_is_the_one_that_brute_force_finds(
        mut rules in prop::collection::vec(plain(), 1..7),
    ) {
        let cases = cases();
        let policy = loop {
            match policy_with(&written(&rules)) {
                Ok(policy) => break policy,
                Err(faults) => {
                    let index = (0..rules.len()).rev().find(|index| {
                        faults.iter().any(|fault| fault.contains(&format!("(got \"{index}\"): it ")))
                    });
                    let Some(index) = index else { return Err(TestCaseError::fail(faults.join("\n"))) };
                    for case in &cases {
                        let (naming, deciding) = by_hand(&rules, case);
                        prop_assert!(naming != Some(index) && deciding != Some(index), "{index} fits {case:?} in {rules:#?}");
                    }
                    rules.remove(index);
                }
            }
        };
        for case in &cases {
            let (of, keywords) = (code(case.code), words(&case.keywords));
            let flags = case.flags.iter().copied().collect();
            let bare = ClassifyInput::bare(&of, case.source, monday(case.hour * 60));
            let given = policy.classify(&ClassifyInput { flags: &flags, keywords: &keywords, ..bare });
            let (naming, deciding) = by_hand(&rules, case);
            let rule = match deciding {
                None => UNKNOWN_TYPE.to_owned(),
                Some(index) if index == rules.len() => "rest".to_owned(),
                Some(index) => index.to_string(),
            };
            prop_assert_eq!(&given.basis, &Basis::Rule(Text::truncated(&rule)), "{:?} in {:#?}", case, rules);
            let named = naming.and_then(|index| rules[index].names).unwrap_or(case.code);
            prop_assert_eq!(given.type_code.as_str(), named);
        }
    }
}

/// As many rules as may be, of all kinds, over a taxonomy of a thousand codes. No rule has the words of another.
fn as_many_rules_as_may_be() -> Policy {
    let mut text = HEAD.to_owned();
    for number in 0..1_000 {
        let category =
            if number % 50 == 0 { "[[taxonomy.category]]\ncode" } else { "[[taxonomy.category.type]]\ncode" };
        let of = if number % 50 == 0 { format!("c{number}") } else { format!("c{}.t{number}", number / 50 * 50) };
        writeln!(text, "{category} = \"{of}\"\nname_zh = \"类\"\nname_en = \"kind\"").expect("text grows");
    }
    for number in 0..RULES_MAX - 1 {
        let (round, place) = (number / 1_000, number % 1_000);
        let of = if number % 3 == 0 { String::new() } else { format!("when.types = [\"c{}\"]\n", place / 50 * 50) };
        let words: Vec<String> =
            [0, 1, 2, 3 + round].map(|word| format!("\"词{}\"", (place * 2 + word) % KEYWORDS_MAX)).into();
        let rule = format!("when.keywords = [{}]\n{of}unless.flags = [\"child\"]", words.join(", "));
        text += &with_rule(&rule).replace("the rule", &format!("rule {number}"));
    }
    text += REST;
    Policy::parse(&PolicySource { policy_toml: text, ..PolicySource::default() }).expect("a policy without fault")
}

#[test]
fn as_many_rules_as_may_be_are_checked_and_asked_in_reasonable_time() {
    let policy = as_many_rules_as_may_be();
    assert_eq!(policy.rules().len(), RULES_MAX);
    let said = words(&["词1999", "词2000", "词9"]);
    let of = code("c950.t951");
    let bare = ClassifyInput::bare(&of, ReportSource::App, EngineTime::EPOCH);
    let given = policy.classify(&ClassifyInput { keywords: &said, ..bare });
    assert_eq!(given.basis, Basis::Rule(Text::truncated("rule 3")));
}
