//! Bad input in tables: every fault of a message is named, with its field, the value and the rule.

use prost_types::Timestamp;
use uuid::Uuid;

use super::super::proto::{self, FieldViolation};
use super::super::stamp::Channel;
use super::super::to_proto;
use super::*;
use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::personal::Personal;
use crate::domain::report::ReportContent;
use crate::domain::sealed::KeyDay;
use crate::runtime::personal::Told;

const INCIDENT: &str = "incidents/01890a5d-ac96-774b-bcce-b302099a8057";
const DISPATCH: &str = "dispatches/01890a5d-ac96-774b-bcce-b302099a8058";

/// A seal that can be read again, for tests.
fn seal(kind: RetentionKind, text: &str) -> Result<Sealed, CannotSeal> {
    Sealed::new(kind, KeyDay(20_000), [0; 24], text.as_bytes()).map_err(|why| CannotSeal(why.to_string()))
}

/// A policy whose only keyword is `knife`.
fn find_keywords(narrative: &str) -> Few<Text> {
    narrative.contains("knife").then(|| Text::truncated("knife")).into_iter().collect()
}

const EDGE: Edge<'static> =
    Edge { seal: &seal, mark: &|_| (None, None), find_place: &|_| None, find_keywords: &find_keywords };

fn open(sealed: &Sealed) -> to_proto::Shown {
    let text = String::from_utf8(sealed.ciphertext().to_vec()).expect("text");
    to_proto::Shown::Told(Told::Clear(Personal::new(text)))
}

fn arrival(channel: Channel) -> Arrival {
    Arrival {
        id: CommandId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000)),
        received_at: EngineTime::from_unix_seconds(1_795_000_000),
        actor: Actor::local_administrator(),
        channel,
    }
}

fn read<R: ReadCommand>(request: &R) -> Result<Envelope, Faults> {
    read_envelope(request, arrival(Channel::Unary), EDGE)
}

fn check<R: ReadCommand + std::fmt::Debug>(request: &R, expected: &[(&str, &str)]) {
    let violations = match read(request) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.violations().to_vec(),
    };
    let got: Vec<_> =
        violations.iter().map(|FieldViolation { field, description }| (field.as_str(), description.as_str())).collect();
    assert_eq!(got, expected, "{request:?}");
}

fn at(latitude_deg: f64, longitude_deg: f64) -> proto::Position {
    proto::Position { latitude_deg, longitude_deg, datum: proto::Datum::Wgs84.into() }
}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
fn placed(position: proto::Position) -> Option<proto::PlaceInput> {
    Some(proto::PlaceInput { manual_position: Some(position), ..proto::PlaceInput::default() })
}

fn call() -> proto::FileReportRequest {
    proto::FileReportRequest {
        source: proto::ReportSource::Voice110.into(),
        type_code: "criminal.robbery.street".to_owned(),
        place: placed(at(23.02, 113.75)),
        ..proto::FileReportRequest::default()
    }
}

#[test]
fn an_on_view_report_says_which_published_figure_it_counts_for() {
    let on_view = |activity| proto::ReportOnViewRequest {
        unit: "units/R12".to_owned(),
        type_code: "traffic.accident-damage".to_owned(),
        activity,
        ..proto::ReportOnViewRequest::default()
    };
    check(
        &on_view(Some(99)),
        &[("place", "required: give a position or an address"), ("activity", "unknown value (got 99)")],
    );
}

#[test]
fn a_usual_call_is_read() {
    check(&call(), &[]);
}

#[test]
fn bad_places_are_named() {
    let report = |place| proto::FileReportRequest { place, ..call() };
    check(&report(None), &[("place", "required: give a position or an address")]);
    check(&report(Some(proto::PlaceInput::default())), &[("place", "required: give a position or an address")]);
    check(
        &report(placed(at(116.0, 23.0))),
        &[("place.manual_position.latitude_deg", "invalid latitude_deg (got 116): it must lie between -90 and 90")],
    );
    check(
        &report(placed(at(f64::NAN, 23.0))),
        &[("place.manual_position.latitude_deg", "invalid latitude_deg (got NaN): it must lie between -90 and 90")],
    );
    check(
        &report(placed(proto::Position { datum: 0, ..at(23.0, f64::INFINITY) })),
        &[
            ("place.manual_position.datum", "required: UNSPECIFIED is not a value"),
            (
                "place.manual_position.longitude_deg",
                "invalid longitude_deg (got inf): it must lie between -180 and 180",
            ),
        ],
    );
    let long = proto::PlaceInput { address: "路".repeat(400), ..proto::PlaceInput::default() };
    check(&report(Some(long)), &[("place.address", "invalid text (got 1200 bytes): at most 1024 bytes are allowed")]);
}

#[test]
fn every_fault_of_a_report_is_told_at_once() {
    check(
        &proto::FileReportRequest {
            caller_cancels: false,
            source: 77,
            type_code: "a code".to_owned(),
            place: None,
            caller: Some(proto::CallerInput { phone: "1".repeat(65), ..proto::CallerInput::default() }),
            narrative: "x".repeat(8_001),
            call: Some(proto::CallRecord {
                call_id: "\u{7}".to_owned(),
                ring_time: Some(Timestamp { seconds: 0, nanos: -1 }),
                ..proto::CallRecord::default()
            }),
            found_by: "R12".to_owned(),
            finder_attends: false,
            incident: DISPATCH.to_owned(),
            desk: "d".repeat(33),
            training: false,
            occur_time: None,
            entered_late: false,
            request_id: "again".to_owned(),
            flags: vec![99],
        },
        &[
            ("source", "unknown value (got 77)"),
            (
                "type_code",
                "invalid type code (got \"a code\"): control characters, white space and '/' are not allowed",
            ),
            ("place", "required: give a position or an address"),
            ("caller.phone", "invalid text (got 65 bytes): at most 64 bytes are allowed"),
            ("narrative", "invalid text (got 8001 bytes): at most 8000 bytes are allowed"),
            ("flags[0]", "unknown value (got 99)"),
            ("call.call_id", "invalid text (got a control character U+0007): only line breaks and tabs are allowed"),
            ("call.ring_time", "invalid timestamp (got 0 s and -1 ns): years 1 to 9999 are allowed"),
            ("found_by", "invalid name (got \"R12\"): expected units/{callsign}"),
            (
                "incident",
                "invalid name (got \"dispatches/01890a5d-ac96-774b-bcce-b302099a8058\"): expected incidents/{uuid}",
            ),
            ("desk", "invalid desk id (got 33 bytes): at most 32 bytes are allowed"),
            (
                "request_id",
                "invalid request id (got \"again\"): expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057",
            ),
        ],
    );
}

#[test]
fn flags_are_a_closed_set_each_named_once() {
    use proto::ReportFlag::{Child, Weapon};
    let report = |flags: &[i32]| proto::FileReportRequest { flags: flags.to_vec(), ..call() };
    check(&report(&[Weapon.into(), 0]), &[("flags[1]", "required: UNSPECIFIED is not a value")]);
    check(&report(&[13]), &[("flags[0]", "unknown value (got 13)")]);
    check(&report(&[Weapon.into(), Child.into(), Weapon.into()]), &[("flags", "a flag is named twice")]);
    let content = read_content(&report(&[Child.into(), Weapon.into()]));
    assert_eq!(content.flags, [ReportFlag::Weapon, ReportFlag::Child].into());
    assert_eq!(to_proto::report(&recorded(content), &open).flags, [1, 5]);
}

#[test]
fn keywords_are_found_before_the_narrative_is_sealed() {
    let report = |told: &str| proto::FileReportRequest { narrative: told.to_owned(), ..call() };
    assert_eq!(read_content(&report("he has a knife")).keywords, [Text::truncated("knife")].into());
    assert_eq!(read_content(&report("nothing")).keywords, Few::new());
    let amend = |narrative: &str, flags| proto::AmendReportRequest {
        report: INCIDENT.replace("incidents", "reports"),
        narrative: narrative.to_owned(),
        flags,
        ..proto::AmendReportRequest::default()
    };
    let amended = |request: &proto::AmendReportRequest| {
        let Command::AmendReport { amendment, .. } = read(request).expect("read").command else { panic!("amended") };
        (amendment.keywords, amendment.flags)
    };
    assert_eq!(amended(&amend("a knife", None)), (Some([Text::truncated("knife")].into()), None));
    // A narrative without them takes them away; flags alone leave them.
    assert_eq!(amended(&amend("nothing", None)), (Some(Few::new()), None));
    let none_left = Some(proto::ReportFlagSet::default());
    assert_eq!(amended(&amend("", none_left)), (None, Some(Few::new())));
}

#[test]
fn statuses_and_crews_are_read_strictly() {
    let advance = proto::AdvanceDispatchRequest {
        dispatch: DISPATCH.to_owned(),
        unit: "units/R12".to_owned(),
        step: 0,
        activity: Some(99),
        ..proto::AdvanceDispatchRequest::default()
    };
    check(&advance, &[("step", "required: UNSPECIFIED is not a value"), ("activity", "unknown value (got 99)")]);
    let member = |person: &str, rank| proto::CrewMember { person: person.to_owned(), rank };
    let duty = |crew| proto::StartDutyRequest {
        unit: "units/R12".to_owned(),
        check_in: Some(proto::CheckIn { crew, ..proto::CheckIn::default() }),
        ..proto::StartDutyRequest::default()
    };
    check(&duty(vec![]), &[("check_in.crew", "invalid crew (got 0 members): it needs 1 to 16")]);
    check(
        &duty(vec![member("044182", 1), member("", 3)]),
        &[
            ("check_in.crew[1].person", "invalid person id (got an empty name): it needs 1 to 32 bytes"),
            ("check_in.crew[1].rank", "unknown value (got 3)"),
        ],
    );
    check(
        &proto::StartDutyRequest::default(),
        &[("unit", "missing: expected units/{callsign}"), ("check_in", "required")],
    );
    let on_dispatch = proto::SetAvailabilityRequest {
        unit: "units/R12".to_owned(),
        activity: proto::UnitActivity::OnDispatch.into(),
        ..proto::SetAvailabilityRequest::default()
    };
    check(&on_dispatch, &[("activity", "ON_DISPATCH cannot be set: it comes with a dispatch")]);
}

#[test]
fn the_desk_is_told_what_is_missing() {
    check(
        &proto::AmendReportRequest { report: INCIDENT.replace("incidents", "reports"), ..Default::default() },
        &[("report", "nothing to amend: give at least one of place, caller, narrative, call and flags")],
    );
    check(
        &proto::CloseIncidentRequest { incident: INCIDENT.to_owned(), ..Default::default() },
        &[("disposition", "required")],
    );
    check(
        &proto::DispatchUnitsRequest { incident: INCIDENT.to_owned(), ..Default::default() },
        &[("units", "required: name at least one unit")],
    );
    check(
        &proto::AddNoteRequest { incident: INCIDENT.to_owned(), ..Default::default() },
        &[("text", "required: an empty note says nothing")],
    );
    check(
        &proto::AcknowledgeOrderRequest { unit: "units/R12".to_owned(), ..Default::default() },
        &[
            ("order", "missing: expected orders/{uuid}"),
            ("version", "invalid version (got 0): versions are counted from 1"),
        ],
    );
}

#[test]
fn a_fault_in_the_roster_is_found_in_its_row() {
    let unit = proto::RosterUnit {
        name: "units/R12".to_owned(),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let import = proto::ImportRosterRequest {
        units: vec![unit.clone(), proto::RosterUnit { tier: 0, kind: 9, ..unit }],
        posts: vec![proto::RosterPost { post: "gate 4".to_owned(), position: None }],
        ..proto::ImportRosterRequest::default()
    };
    check(
        &import,
        &[
            ("units[1].tier", "required: UNSPECIFIED is not a value"),
            ("units[1].kind", "unknown value (got 9)"),
            (
                "posts[0].post",
                "invalid post id (got \"gate 4\"): control characters, white space and '/' are not allowed",
            ),
            ("posts[0].position", "required"),
        ],
    );
}

#[test]
fn a_type_that_is_not_known_yet_is_not_refused() {
    let envelope = read(&proto::FileReportRequest { type_code: String::new(), ..call() }).expect("a report");
    let Command::FileReport(filed) = envelope.command else { panic!("a report was filed") };
    assert_eq!(filed.content.type_code.as_str(), "unknown");
}

#[test]
fn in_a_stream_the_number_names_the_write() {
    let session = Uuid::from_u128(7);
    let channel = Channel::Submit { session, number: 3 };
    let named = proto::FileReportRequest { request_id: Uuid::from_u128(1).to_string(), ..call() };
    let faults = read_envelope(&named, arrival(channel.clone()), EDGE).expect_err("refused");
    assert_eq!(faults.violations()[0].field, "request_id");
    let envelope = read_envelope(&call(), arrival(channel), EDGE).expect("read");
    let key = envelope.request.expect("a retry is recognised").key;
    let principal = Actor::local_administrator().principal;
    assert_eq!(key, crate::domain::command::RequestKey::Submit { principal, session, number: 3 });
}

#[test]
fn what_cannot_be_sealed_is_not_kept() {
    let told = proto::FileReportRequest { narrative: "he has a knife".to_owned(), ..call() };
    let edge = Edge { seal: &|_, _| Err(CannotSeal("no key".to_owned())), ..EDGE };
    let faults = read_envelope(&told, arrival(Channel::Unary), edge).expect_err("not kept");
    assert_eq!((faults.violations(), faults.cannot_seal()), (&[][..], Some("no key")));
}

#[test]
fn chinese_maps_are_converted_at_the_rim() {
    let given = proto::Position { datum: proto::Datum::Gcj02.into(), ..at(23.0176, 113.7572) };
    let envelope = read(&proto::FileReportRequest { place: placed(given), ..call() }).expect("read");
    let Command::FileReport(filed) = envelope.command else { panic!("a report was filed") };
    let manual = filed.content.place.manual.expect("set by a person");
    let moved_m = manual.at.distance_m(Point::new(23.0176, 113.7572).expect("a point"));
    assert!((300.0..900.0).contains(&moved_m), "moved by {moved_m} m");
    assert_eq!(manual.datum, Datum::Gcj02);
}

#[test]
fn one_bad_fix_does_not_spoil_the_batch() {
    let fix = proto::Fix { unit: "units/R12".to_owned(), position: Some(at(23.0, 113.7)), ..proto::Fix::default() };
    let bad = [
        proto::Fix { position: Some(at(116.0, 23.0)), ..fix.clone() },
        proto::Fix { accuracy_m: Some(f32::NAN), heading_deg: Some(361.0), ..fix.clone() },
        proto::Fix { unit: String::new(), ..fix.clone() },
        proto::Fix { position: None, ..fix.clone() },
    ];
    let batch: Vec<_> = bad.into_iter().chain([fix.clone()]).collect();
    let now = EngineTime::from_unix_seconds(1_795_000_000);
    let read = read_fixes(&batch, None, now).expect("not too many");
    assert_eq!((read.fixes.len(), read.malformed_count), (1, 4));
    let fields: Vec<_> = read.violations.iter().map(|violation| violation.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "fixes[0].position.latitude_deg",
            "fixes[1].accuracy_m",
            "fixes[1].heading_deg",
            "fixes[2].unit",
            "fixes[3].position",
        ]
    );
    let r12 = UnitId::new("R12").expect("a callsign");
    let own = read_fixes(&[proto::Fix { unit: String::new(), age_ms: 4_000, ..fix }], Some(&r12), now).expect("one");
    assert_eq!((own.fixes[0].unit.as_str(), own.fixes[0].taken_at.as_unix_seconds()), ("R12", 1_794_999_996));
    assert!(read_fixes(&vec![proto::Fix::default(); FIXES_PER_BATCH_MAX + 1], None, now).is_err());
}

#[test]
fn a_report_that_was_read_is_told_as_it_was_given() {
    let request = proto::FileReportRequest {
        caller: Some(proto::CallerInput { display_name: "陈女士".to_owned(), phone: "13900000000".to_owned() }),
        narrative: "two men on a motorcycle took her bag".to_owned(),
        call: Some(proto::CallRecord {
            call_id: "c-1".to_owned(),
            ring_time: Some(Timestamp { seconds: 1_794_999_990, nanos: 250_000_000 }),
            ..proto::CallRecord::default()
        }),
        ..call()
    };
    let Command::FileReport(filed) = read(&request).expect("read").command else { panic!("a report was filed") };
    let told = to_proto::report(&recorded(filed.content), &open);
    assert_eq!(told.source, request.source);
    assert_eq!(told.type_code, request.type_code);
    assert_eq!(told.manual_position, request.place.and_then(|place| place.manual_position));
    assert_eq!(told.narrative.expect("told").text, request.narrative);
    assert_eq!(told.caller_phone.expect("told").text, "13900000000");
    assert_eq!(told.call, request.call);
    let erased = to_proto::report(&recorded(read_content(&call())), &|_| to_proto::Shown::Told(Told::Erased));
    assert_eq!(erased.narrative, None, "what was never said is not erased");
}

fn read_content(request: &proto::FileReportRequest) -> ReportContent {
    let Command::FileReport(filed) = read(request).expect("read").command else { panic!("a report was filed") };
    filed.content
}

fn recorded(content: ReportContent) -> crate::domain::report::Report {
    crate::domain::report::Report {
        id: crate::domain::ids::ReportId::from_uuid(Uuid::from_u128(1)),
        incident: IncidentId::from_uuid(Uuid::from_u128(2)),
        recorded_at: EngineTime::from_unix_seconds(1_795_000_000),
        content,
        amendments: 0,
    }
}

#[test]
fn a_unit_on_duty_is_told_as_it_checked_in() {
    use crate::domain::unit::{Duty, Tier, Unit, UnitKind, UnitProfile};
    let check_in = proto::CheckIn {
        crew: vec![proto::CrewMember { person: "044182".to_owned(), rank: proto::Rank::Officer.into() }],
        vehicle: "粤S1234警".to_owned(),
        device: "radio-7".to_owned(),
        armed: true,
        radio_group: "N-3".to_owned(),
        shift_end_time: Some(Timestamp { seconds: 1_795_030_000, nanos: 0 }),
    };
    let request = proto::StartDutyRequest {
        unit: "units/R12".to_owned(),
        check_in: Some(check_in.clone()),
        ..proto::StartDutyRequest::default()
    };
    let Command::StartDuty { unit, check_in: read } = read(&request).expect("read").command else {
        panic!("a duty was started")
    };
    let now = EngineTime::from_unix_seconds(1_795_000_000);
    let on_duty = Unit {
        profile: UnitProfile {
            id: unit,
            tier: Tier::City,
            force: "iron-riders".parse().expect("a force"),
            kind: UnitKind::Motorcycle,
            home_zone: None,
            post: None,
            capabilities: Few::default(),
            parent: None,
        },
        duty: Some(Duty::new(read, now)),
        emergency: None,
        loan: None,
    };
    let told = to_proto::unit(&on_duty, None);
    assert_eq!((told.name.as_str(), told.callsign.as_str()), ("units/R12", "R12"));
    assert_eq!(told.duty.expect("on duty").check_in, Some(check_in));
}
