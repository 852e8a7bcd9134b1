//! What it costs to classify a report: under ten rules, under the default policy, under a thousand and under as many rules as
//! are allowed, each asking for words, flags and hours. Beside it the plain baseline, a walk through as many rules that looks
//! for the first whose types fit; and what looking for the keywords in a narrative costs at the rim.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use patrold::domain::few::Few;
use patrold::domain::flag::ReportFlag;
use patrold::domain::geo::Point;
use patrold::domain::ids::TypeCode;
use patrold::domain::report::ReportSource;
use patrold::domain::time::EngineTime;
use patrold::policy::Policy;
use patrold::policy::rules::{ClassifyInput, RULES_MAX};
use patrold::policy::source::PolicySource;

const AFTERNOON: EngineTime = EngineTime::from_unix_seconds(1_795_422_600);

/// How many words the rules beyond the default policy's ask for, in pairs.
const WORDS: usize = 1_800;

const TOLD: &str =
    "我在虎门大道看到两个人打起来了，其中一个拿着刀，另一个手上流血，请你们快来，they are fighting and one has a knife";

/// The default policy with a school and the last so many of its own rules, and this many before them.
fn policy(own: usize, rules: usize) -> Policy {
    let mut built_in = PolicySource::built_in();
    let mut sections = built_in.policy_toml.split("[[rule]]");
    let head = sections.next().expect("what comes before the rules").to_owned();
    let sections: Vec<_> = sections.collect();
    let kept = sections.get(sections.len().saturating_sub(own)..).expect("rules");
    built_in.policy_toml = kept.iter().fold(head, |text, section| text + "[[rule]]" + section);
    let mut more = String::new();
    for number in 0..rules {
        let of = match number % 3 {
            0 => "",
            1 => "when.types = [\"criminal\", \"order\"]\n",
            _ => "when.place_kinds = [\"school\"]\n",
        };
        write!(
            more,
            "[[rule]]\nname = \"rule {number}\"\nlevel = 2\nhandling = \"police_dispatch\"\n{of}\
             when.keywords = [\"词{}\", \"词{}\"]\nwhen.hours = \"{:02}:{:02}-23:59\"\n",
            number % WORDS,
            number % WORDS + 1 + number / WORDS,
            number / 60 % 24,
            number % 59,
        )
        .expect("text grows");
    }
    let (before, after) = built_in.policy_toml.split_once("[[rule]]").expect("rules");
    Policy::parse(&PolicySource {
        policy_toml: format!("{before}{more}[[rule]]{after}"),
        zones_geojson: None,
        gazetteer_csv: Some("name,kind,lat,lon\n东莞中学,school,23.04,113.75\n".to_owned()),
    })
    .expect("a policy without fault")
}

fn classify(criterion: &mut Criterion) {
    let default = policy(RULES_MAX, 0);
    let of = |rules: usize| policy(RULES_MAX, rules - default.rules().len());
    let (thousand, most) = (of(1_000), of(RULES_MAX));
    let policies = [
        ("ten_rules", policy(10, 0)),
        ("default_rules", default),
        ("a_thousand_rules", thousand),
        ("ten_thousand_rules", most),
    ];
    for (name, policy) in policies {
        let of = TypeCode::new("order.drunk").expect("a code");
        let keywords = policy.keywords().found_in(TOLD);
        let flags: Few<ReportFlag> = [ReportFlag::Crowd].into();
        let input = ClassifyInput {
            flags: &flags,
            keywords: &keywords,
            place: Point::new(23.041, 113.75).ok(),
            ..ClassifyInput::bare(&of, ReportSource::Voice110, AFTERNOON)
        };
        criterion.bench_function(&format!("classify/{name}"), |bencher| {
            bencher.iter(|| policy.classify(black_box(&input)));
        });
        let types: Vec<_> = (0..policy.rules().len()).map(|number| format!("of.rule-{number}")).collect();
        criterion.bench_function(&format!("classify/baseline: walk, {name}"), |bencher| {
            bencher.iter(|| black_box(&types).iter().position(|type_code| type_code == of.as_str()));
        });
        criterion.bench_function(&format!("keywords_in_a_narrative/{name}"), |bencher| {
            bencher.iter(|| policy.keywords().found_in(black_box(TOLD)));
        });
    }
}

criterion_group!(benches, classify);
criterion_main!(benches);
