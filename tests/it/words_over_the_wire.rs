//! What is told and ticked, from a client's message to the classification that it gives.

use patrold::api::limits::ApiLimits;
use patrold::api::proto;
use tonic::Code;
use tonic_types::StatusExt;

use crate::api_over_the_wire::{House, at, robbery};

fn call(type_code: &str, narrative: &str) -> proto::FileReportRequest {
    proto::FileReportRequest { type_code: type_code.to_owned(), narrative: narrative.to_owned(), ..robbery() }
}

async fn incident(house: &House, name: &str) -> (proto::Classification, Vec<proto::Report>) {
    let asked = proto::GetIncidentRequest { name: name.to_owned() };
    let found = house.desk().get_incident(asked).await.expect("found").into_inner();
    (found.incident.and_then(|incident| incident.classification).expect("classified"), found.reports)
}

fn level(classification: &proto::Classification) -> i32 {
    classification.level
}

#[tokio::test(flavor = "multi_thread")]
async fn words_name_the_type_and_their_words_are_kept_beside_the_sealed_narrative() {
    let house = House::open(ApiLimits::default()).await;
    for (told, keyword, becomes) in [
        ("喂，有人抢劫，往东跑了", "抢劫", "criminal.robbery"),
        ("Help, I was ROBBED here", "robbed", "criminal.robbery"),
        ("厨房着火了", "着火", "fire.building"),
    ] {
        let receipt = house.desk().file_report(call("", told)).await.expect("filed").into_inner();
        let opened = receipt.incident.expect("opened");
        let (class, reports) = incident(&house, &opened.name).await;
        assert_eq!((class.type_code.as_str(), level(&class)), (becomes, 1), "{told}");
        assert!(class.fitted.iter().any(|why| why.contains(&format!("keyword {keyword}"))), "{class:?}");
        assert_eq!(reports[0].keywords, [keyword.to_owned()]);
        assert_eq!(reports[0].narrative.as_ref().expect("told").text, told);
        assert_eq!(reports[0].type_code, "unknown", "a report keeps what was typed in");
    }
    house.close().await;
}

/// An address that names a known place is a place to go to; one that names none is for a person.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_looked_up_among_the_known_places() {
    let known = "name,kind,lat,lon\n第三灯杆,lamp_post,23.0213,113.7519\n";
    let house =
        House::open_with(ApiLimits::default(), |settings| settings.policy.gazetteer_csv = Some(known.to_owned())).await;
    for (address, is_known) in [("第三灯杆旁边", true), ("不知道在哪里", false)] {
        let place = proto::PlaceInput { address: address.to_owned(), ..proto::PlaceInput::default() };
        let filed = proto::FileReportRequest { place: Some(place), ..robbery() };
        let opened = house.desk().file_report(filed).await.expect("filed").into_inner().incident.expect("opened");
        let asked = proto::GetIncidentRequest { name: opened.name };
        let found = house.desk().get_incident(asked).await.expect("found").into_inner();
        let matched = found.reports[0].matched_position;
        assert_eq!(matched.map(|at| (at.latitude_deg, at.longitude_deg)), is_known.then_some((23.0213, 113.7519)));
        let incident = found.incident.expect("there");
        assert_eq!(incident.position.is_some(), is_known, "{address}");
        assert_eq!(incident.wait_reason() == proto::WaitReason::Unplaced, !is_known, "{:?}", incident.wait_reason());
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amendment_raises_the_incident_in_one_entry_and_a_person_may_overrule() {
    let house = House::open(ApiLimits::default()).await;
    let filed = house.desk().file_report(call("traffic.accident-damage", "两车追尾，没有人受伤")).await.expect("filed");
    let (report, opened) = (filed.get_ref().report.clone(), filed.into_inner().incident.expect("opened"));
    assert_eq!(opened.level, 3);
    let amend = |narrative: &str, flags: Option<&[proto::ReportFlag]>| proto::AmendReportRequest {
        report: report.clone(),
        narrative: narrative.to_owned(),
        flags: flags.map(|flags| proto::ReportFlagSet { flags: flags.iter().map(|flag| (*flag).into()).collect() }),
        ..proto::AmendReportRequest::default()
    };
    let receipt = house.desk().amend_report(amend("后座的人流血了", None)).await.expect("amended").into_inner();
    let (class, reports) = incident(&house, &opened.name).await;
    assert_eq!((level(&class), class.rule.as_str()), (1, "accident with injury, by what was told"));
    assert_eq!(class.fitted, ["keyword 流血"]);
    assert_eq!((reports[0].amendment_count, receipt.sequence > 0), (1, true));

    let overrule = proto::ClassifyIncidentRequest {
        incident: opened.name.clone(),
        level: Some(proto::Level::Three.into()),
        reason: "只是擦破皮".to_owned(),
        ..proto::ClassifyIncidentRequest::default()
    };
    house.desk().classify_incident(overrule).await.expect("overruled");
    let ticked = amend("", Some(&[proto::ReportFlag::Injured, proto::ReportFlag::Trapped]));
    house.desk().amend_report(ticked).await.expect("amended");
    let (class, reports) = incident(&house, &opened.name).await;
    assert_eq!((level(&class), class.overrule_reason.as_str()), (3, "只是擦破皮"));
    assert_eq!(reports[0].flags, [proto::ReportFlag::Injured, proto::ReportFlag::Trapped].map(i32::from));
    assert_eq!(reports[0].keywords, ["流血"], "ticks alone leave the words");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_flags_are_refused_by_name_and_change_nothing() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let weapon: i32 = proto::ReportFlag::Weapon.into();
    for (flags, field) in [(vec![weapon, 99], "flags[1]"), (vec![0], "flags[0]"), (vec![weapon, weapon], "flags")] {
        let bad = proto::FileReportRequest { flags, ..call("order.drunk", "") };
        let status = house.desk().file_report(bad).await.expect_err("refused");
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_error_details();
        assert_eq!(details.bad_request().expect("there").field_violations[0].field, field);
    }
    let listed = house.desk().list_incidents(proto::ListIncidentsRequest::default()).await.expect("listed");
    assert_eq!(listed.into_inner().incidents, []);

    let found = proto::ReportOnViewRequest {
        unit: "units/R1".to_owned(),
        type_code: "order.drunk".to_owned(),
        place: Some(proto::PlaceInput { manual_position: at(23.02), ..proto::PlaceInput::default() }),
        flags: vec![weapon],
        attends: true,
        ..proto::ReportOnViewRequest::default()
    };
    let opened = house.units().report_on_view(found).await.expect("filed").into_inner().incident.expect("opened");
    let (class, _) = incident(&house, &opened.name).await;
    assert_eq!((level(&class), class.fitted), (1, vec!["flag weapon".to_owned()]));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_report_would_be_taken_to_be_is_told_while_it_is_typed() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let asked = || proto::RecommendUnitsRequest {
        type_code: "traffic.accident-damage".to_owned(),
        position: at(23.02),
        ..proto::RecommendUnitsRequest::default()
    };
    let steps: [(proto::RecommendUnitsRequest, i32, &[&str]); 4] = [
        (asked(), 3, &[]),
        (
            proto::RecommendUnitsRequest { flags: vec![proto::ReportFlag::Injured.into()], ..asked() },
            1,
            &["flag injured"],
        ),
        (proto::RecommendUnitsRequest { narrative: "后座的人流血了".to_owned(), ..asked() }, 1, &["keyword 流血"]),
        (
            proto::RecommendUnitsRequest { narrative: "后座的人流血了".to_owned(), position: None, ..asked() },
            1,
            &["keyword 流血"],
        ),
    ];
    for (request, level, fitted) in steps {
        let placed = request.position.is_some();
        let advice = house.desk().recommend_units(request.clone()).await.expect("told").into_inner();
        let class = advice.classification.expect("classified");
        assert_eq!(
            (class.level, class.fitted.iter().map(String::as_str).collect::<Vec<_>>()),
            (level, fitted.to_vec())
        );
        assert_eq!(!advice.units.is_empty(), placed, "whom to send is told for a place: {request:?}");
        // What is filed is taken to be the same.
        let filed = proto::FileReportRequest {
            type_code: request.type_code,
            flags: request.flags,
            narrative: request.narrative,
            training: true,
            ..robbery()
        };
        let opened = house.desk().file_report(filed).await.expect("filed").into_inner().incident.expect("opened");
        assert_eq!(incident(&house, &opened.name).await.0, class);
    }
    let wrong = proto::RecommendUnitsRequest { narrative: "好".repeat(2_667), flags: vec![99], source: 99, ..asked() };
    let status = house.desk().recommend_units(wrong).await.expect_err("refused");
    let details = status.get_error_details();
    let faults = details.bad_request().expect("there").field_violations.iter();
    let told: Vec<_> = faults.map(|it| format!("{}: {}", it.field, it.description)).collect();
    assert_eq!(
        told,
        [
            "source: unknown value (got 99)",
            "flags[0]: unknown value (got 99)",
            "narrative: invalid text (got 8001 bytes): at most 8000 bytes are allowed",
        ]
    );
    house.close().await;
}
