//! The record as auditors meet it: who asked for what, who was refused what and why, who read what; and whether it is
//! whole.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

use patrold::api::limits::ApiLimits;
use patrold::api::proto::records_service_client::RecordsServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::verify_journal_response::Message as Found;
use patrold::api::proto::watch_response::Message as Seen;
use patrold::api::proto::{self, AuditOutcome};
use patrold::domain::disk::DiskState;
use patrold::domain::event::Event;
use patrold::journal::codec::{self, RecordType};
use patrold::journal::disk::RealDisk;
use patrold::journal::verify::read;
use patrold::runtime::clock::wall_now;
use patrold::runtime::disk::DiskLimits;
use patrold::runtime::refusals::RefusalLimits;
use patrold::runtime::settings::{ClockChoice, RuntimeSettings};
use tonic::transport::Channel;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{House, request_id, robbery};
use crate::disk_trouble::house::copy_folder;

const PHONE: &str = "13812345678";

/// A request of somebody.
fn of<R>(role: &'static str, principal: &'static str, message: R) -> Request<R> {
    let mut request = Request::new(message);
    for (key, value) in [("patrold-role", role), ("patrold-principal", principal)] {
        request.metadata_mut().insert(key, value.parse().expect("ascii"));
    }
    request
}

impl House {
    fn records(&self) -> RecordsServiceClient<Channel> {
        RecordsServiceClient::new(self.channel.clone())
    }

    async fn listed(&self, asked: proto::ListAuditEntriesRequest) -> Vec<proto::AuditEntry> {
        let answer = self.records().list_audit_entries(of("auditor", "auditor-1", asked)).await;
        answer.expect("listed").into_inner().entries
    }

    async fn examined(&self) -> proto::JournalExamination {
        let asked = of("auditor", "auditor-1", proto::VerifyJournalRequest {});
        let mut stream = self.records().verify_journal(asked).await.expect("begun").into_inner();
        while let Some(answer) = stream.message().await.expect("it goes on") {
            if let Some(Found::Examination(found)) = answer.message {
                return found;
            }
        }
        panic!("it says what it found");
    }
}

fn all() -> proto::ListAuditEntriesRequest {
    proto::ListAuditEntriesRequest::default()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_refused_what_is_on_the_record_with_role_and_reason_and_without_what_they_sent() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let filed = house.desk().file_report(of("dispatcher", "desk-1", robbery())).await.expect("filed").into_inner();
    let incident = filed.incident.expect("opened").name;

    // The engine refuses: no such unit. The role refuses: an auditor changes nothing. The rim refuses: bad input.
    let send = proto::DispatchUnitsRequest {
        incident: incident.clone(),
        units: vec!["units/铁骑-99".to_owned()],
        reason: "离得近".to_owned(),
        request_id: request_id(),
        ..proto::DispatchUnitsRequest::default()
    };
    house.desk().dispatch_units(of("dispatcher", "desk-2", send.clone())).await.expect_err("no such unit");
    let note = proto::AddNoteRequest {
        incident: incident.clone(),
        text: "改一下".to_owned(),
        ..proto::AddNoteRequest::default()
    };
    house.desk().add_note(of("auditor", "auditor-7", note)).await.expect_err("not an auditor's");
    let caller = proto::CallerInput { phone: PHONE.repeat(9), ..proto::CallerInput::default() };
    let bad = proto::FileReportRequest { caller: Some(caller), request_id: request_id(), ..robbery() };
    let named = bad.request_id.clone();
    house.desk().file_report(of("dispatcher", "desk-3", bad)).await.expect_err("too long a number");
    // And one who may not read the record asks for it.
    let status = house.records().list_audit_entries(of("dispatcher", "desk-4", all())).await.expect_err("denied");
    assert_eq!(status.code(), Code::PermissionDenied);
    house.records().verify_journal(of("unit", "R1", proto::VerifyJournalRequest {})).await.expect_err("denied");

    let refused = house.listed(proto::ListAuditEntriesRequest { refused_only: true, ..all() }).await;
    let told: Vec<_> = refused
        .iter()
        .map(|it| (it.principal.as_str(), it.role.as_str(), it.command.as_str(), it.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("desk-2", "dispatcher", "dispatch_units", "UNKNOWN_UNIT"),
            ("auditor-7", "auditor", "add_note", "ROLE_FORBIDDEN"),
            ("desk-3", "dispatcher", "file_report", "INVALID_FIELDS"),
            ("desk-4", "dispatcher", "ListAuditEntries", "ROLE_FORBIDDEN"),
            ("R1", "unit", "VerifyJournal", "ROLE_FORBIDDEN"),
        ]
    );
    assert!(refused.iter().all(|it| it.outcome() == AuditOutcome::Refused && it.scope == "city"));
    assert!(refused.iter().all(|it| it.receive_time.is_some()));
    assert_eq!(refused[0].request_id, send.request_id);
    assert_eq!(refused[0].subjects, ["units/铁骑-99", incident.as_str()]);
    assert_eq!((refused[2].request_id.as_str(), refused[2].detail.as_str()), (named.as_str(), "invalid: caller.phone"));
    assert!(!format!("{refused:?}").contains(PHONE), "what was sent is not repeated: {refused:?}");

    let about = house.listed(proto::ListAuditEntriesRequest { subject: incident.clone(), ..all() }).await;
    assert!(about.iter().any(|it| it.command == "file_report" && it.outcome() == AuditOutcome::Done), "{about:?}");
    assert!(about.iter().any(|it| it.command == "dispatch_units" && it.reason == "UNKNOWN_UNIT"), "{about:?}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_read_what_is_on_the_record_before_the_answer_and_so_is_who_read_the_record() {
    let house = House::open(ApiLimits::default()).await;
    let filed = house.desk().file_report(robbery()).await.expect("filed").into_inner();
    let (incident, report) = (filed.incident.expect("opened").name, filed.report);
    let before = house.daemon.handle().read().sequence();
    let get = proto::GetIncidentRequest { name: incident.clone() };
    house.desk().get_incident(of("dispatcher", "desk-1", get)).await.expect("there");
    assert_eq!(house.daemon.handle().read().sequence(), before.next(), "on disk before the answer came");
    let get = proto::GetReportRequest { name: report.clone() };
    house.desk().get_report(of("supervisor", "chief", get)).await.expect("there");
    let list = proto::ListReportsRequest { incident: incident.clone(), ..proto::ListReportsRequest::default() };
    house.desk().list_reports(of("dispatcher", "desk-2", list)).await.expect("listed");

    let mut watch = house
        .desk()
        .watch(of("dispatcher", "desk-5", proto::WatchRequest::default()))
        .await
        .expect("open")
        .into_inner();
    let through = loop {
        let Some(Seen::Snapshot(part)) = watch.message().await.expect("open").expect("more").message else { continue };
        if part.last {
            break part.as_of_sequence;
        }
    };
    drop(watch);

    let read = |entries: &[proto::AuditEntry]| {
        let reads = entries.iter().filter(|it| it.outcome() == AuditOutcome::Read);
        reads.map(|it| (it.principal.clone(), it.command.clone())).collect::<Vec<_>>()
    };
    let told = |principal: &str, rpc: &str| (principal.to_owned(), rpc.to_owned());
    let about = house.listed(proto::ListAuditEntriesRequest { subject: incident.clone(), ..all() }).await;
    assert_eq!(read(&about), [told("desk-1", "GetIncident"), told("desk-2", "ListReports")]);
    let about = house.listed(proto::ListAuditEntriesRequest { subject: report, ..all() }).await;
    assert_eq!(read(&about), [told("desk-1", "GetIncident"), told("chief", "GetReport")]);
    let mine = house.listed(proto::ListAuditEntriesRequest { principal: "auditor-1".to_owned(), ..all() }).await;
    assert_eq!(read(&mine), [told("auditor-1", "ListAuditEntries"), told("auditor-1", "ListAuditEntries")]);

    let of_watcher = || proto::ListAuditEntriesRequest { principal: "desk-5".to_owned(), ..all() };
    let ended = tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            let entries = house.listed(of_watcher()).await;
            if let [opened, ended] = entries.as_slice() {
                return (opened.clone(), ended.clone());
            }
        }
    });
    let (opened, ended) = ended.await.expect("the end of a watch is on the record");
    assert_eq!((opened.command.as_str(), opened.detail.as_str()), ("Watch", "from entry 0"));
    assert_eq!(ended.reason, format!("opened by {}", opened.command_id));
    let shown: u64 = ended.detail.strip_prefix("through entry ").expect("so far").parse().expect("a number");
    assert!(shown >= through, "it saw the snapshot at least: {shown}, {through}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_and_a_token_of_another_query_is_refused() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    for _ in 0..5 {
        house.desk().file_report(robbery()).await.expect("filed");
    }
    let mut request = proto::ListAuditEntriesRequest { page_size: 3, command: "file_report".to_owned(), ..all() };
    let mut pages = Vec::new();
    loop {
        let asked = of("supervisor", "chief", request.clone());
        let page = house.records().list_audit_entries(asked).await.expect("listed").into_inner();
        assert_eq!(page.as_of_chain_hash.len(), 64);
        pages.push(page.entries.iter().map(|it| it.sequence).collect::<Vec<_>>());
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
        let other = proto::ListAuditEntriesRequest { refused_only: true, ..request.clone() };
        let status = house.records().list_audit_entries(of("auditor", "auditor-1", other)).await.expect_err("refused");
        assert_eq!(status.code(), Code::InvalidArgument);
    }
    let listed = pages.concat();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2]);
    assert!(listed.is_sorted_by(|one, other| one < other), "{listed:?}");
    let newest_first =
        proto::ListAuditEntriesRequest { command: "file_report".to_owned(), newest_first: true, ..all() };
    let newest: Vec<_> = house.listed(newest_first).await.iter().map(|it| it.sequence).collect();
    assert_eq!(newest.iter().rev().copied().collect::<Vec<_>>(), listed);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_refusals_does_not_fill_the_record_and_is_counted_there() {
    let limits = RefusalLimits { per_second_max: 6, per_principal_max: 3, count_interval: Duration::from_millis(100) };
    let adjust = |settings: &mut RuntimeSettings| {
        settings.sequencer.refusals = limits;
        settings.gauge_interval = Duration::from_millis(100);
    };
    let house = House::open_with(ApiLimits::default(), adjust).await;
    let unknown = || proto::CloseIncidentRequest {
        incident: format!("incidents/{}", uuid::Uuid::now_v7()),
        disposition: Some(proto::Disposition {
            kind: proto::DispositionKind::Handled.into(),
            ..proto::Disposition::default()
        }),
        ..proto::CloseIncidentRequest::default()
    };
    for _ in 0..60 {
        house.desk().close_incident(of("dispatcher", "flood", unknown())).await.expect_err("there is none");
        house
            .desk()
            .file_report(of("dispatcher", "flood", proto::FileReportRequest::default()))
            .await
            .expect_err("bad");
    }
    let found = tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            let refused = house.listed(proto::ListAuditEntriesRequest { refused_only: true, ..all() }).await;
            let (counts, single): (Vec<_>, Vec<_>) = refused.into_iter().partition(|it| it.reason == "LEFT_OUT");
            let left_out: u64 = counts.iter().map(count_of).sum();
            if left_out + single.len() as u64 == 120 {
                return (counts.len(), single.len());
            }
        }
    });
    let (counts, single) = found.await.expect("every refusal is on the record, by itself or counted");
    assert!(counts > 0 && single < 60, "{counts} counts, {single} by themselves");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rate_or_the_disk_turns_away_is_counted_on_the_record() {
    let before = House::open(ApiLimits::default()).await;
    let incident = before.desk().file_report(robbery()).await.expect("filed").into_inner().incident.expect("opened");
    let left = tempfile::tempdir().expect("a folder");
    copy_folder(before.data(), left.path());
    before.close().await;
    let mut limits = ApiLimits::default();
    limits.overload.commands_per_second_max = 1;
    let adjust = |settings: &mut RuntimeSettings| {
        copy_folder(left.path(), &settings.data);
        settings.sequencer.refusals.count_interval = Duration::from_millis(100);
        settings.gauge_interval = Duration::from_millis(100);
        // There is never so much, so that only the reserve is left from the first look on.
        settings.disk = DiskLimits {
            warn_free_bytes: u64::MAX,
            refuse_free_bytes: u64::MAX,
            reserve_bytes: 0,
            check_interval: Duration::from_millis(20),
        };
    };
    let house = House::open_with(limits, adjust).await;
    while house.daemon.handle().disk() != DiskState::Reserve {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let note = || proto::AddNoteRequest {
        incident: incident.name.clone(),
        text: "改一下".to_owned(),
        ..proto::AddNoteRequest::default()
    };
    let mut reasons = BTreeSet::new();
    for _ in 0..6 {
        let status = house.desk().add_note(of("dispatcher", "desk-3", note())).await.expect_err("turned away");
        reasons.insert(status.get_error_details().error_info().expect("there").reason.clone());
    }
    assert_eq!(reasons, ["DISK_LOW", "RATE_LIMITED"].map(str::to_owned).into());
    // What the role or the rim refuses cannot be put on the record by itself either.
    house.desk().add_note(of("auditor", "auditor-7", note())).await.expect_err("not an auditor's");
    let asked = of("auditor", "auditor-7", all());
    house.records().list_audit_entries(asked).await.expect_err("that it was read would not be on the record");
    let bad = of("dispatcher", "desk-4", proto::FileReportRequest::default());
    house.desk().file_report(bad).await.expect_err("nothing is told");

    let wanted = [("auditor-7", 2), ("desk-3", 6), ("desk-4", 1)].map(|(who, count)| (who.to_owned(), count)).into();
    let counted = tokio::time::timeout(Duration::from_secs(10), async {
        while left_out(house.data()) != wanted {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(counted.await.is_ok(), "counted are {:?}", left_out(house.data()));
    house.close().await;
}

/// How many refusals of each principal the record says were left out.
fn left_out(data: &Path) -> BTreeMap<String, u64> {
    let mut counted = BTreeMap::new();
    read(&RealDisk, &data.join("journal"), None, None, |record| {
        let kind = RecordType { kind: record.kind, version: record.version };
        for event in codec::decode(kind, record.sequence, record.bytes)?.events {
            let Event::RefusalsLeftOut(left_out) = event else { continue };
            for of_one in left_out.principals {
                *counted.entry(of_one.principal.to_string()).or_default() += of_one.count;
            }
        }
        Ok(())
    })
    .expect("sound");
    counted
}

fn count_of(entry: &proto::AuditEntry) -> u64 {
    let counted = entry.subjects.iter().filter_map(|it| it.strip_prefix("principals/flood="));
    counted.map(|count| count.parse::<u64>().expect("a number")).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_living_journal_is_examined_and_damage_is_named_while_the_desk_goes_on() {
    let adjust = |settings: &mut RuntimeSettings| {
        settings.heads.interval = Duration::from_millis(50);
    };
    let house = House::open_with(ApiLimits::default(), adjust).await;
    let roster = proto::ImportRosterRequest::default();
    RosterServiceClient::new(house.channel.clone()).import_roster(roster).await.expect_err("it is empty");
    for _ in 0..20 {
        house.desk().file_report(robbery()).await.expect("filed");
    }
    let found = tokio::time::timeout(Duration::from_mins(1), async {
        loop {
            let found = house.examined().await;
            if found.vouched_sequence.is_some_and(|vouched| vouched >= 20) {
                return found;
            }
        }
    });
    let found = found.await.expect("heads are exported");
    assert!(found.sound && !found.sealed, "{found:?}");
    assert!(found.head_sequence >= 22 && found.entry_count == found.head_sequence && found.signed_head_count > 0);

    // A bit on the disk flips under the running daemon, in an entry that a head vouches for.
    let journal = house.daemon.handle().settings().data.join("journal");
    let segment = std::fs::read_dir(&journal).expect("there").map(|file| file.expect("listed").path());
    let segment = segment.into_iter().find(|path| path.extension().is_some_and(|it| it == "segment")).expect("one");
    let bytes = std::fs::read(&segment).expect("read");
    let at = bytes.windows(11).position(|it| it == b"file_report").expect("the name of a command");
    let file = std::fs::File::options().write(true).open(&segment).expect("open");
    file.write_all_at(&[bytes[at] ^ 1], at as u64).expect("written");
    let found = house.examined().await;
    assert!(!found.sound && found.first_bad_sequence.is_some_and(|bad| bad <= 5), "{found:?}");
    assert!(found.findings[0].contains("checksum"), "{found:?}");
    house.desk().file_report(robbery()).await.expect("the desk goes on");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn response_times_of_a_span_are_those_of_the_incidents_in_it() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let asked = || proto::GetResponseTimesRequest::default();
    let none = house.records().get_response_times(of("supervisor", "chief", asked())).await.expect("told").into_inner();
    assert_eq!(none.rows, Vec::new());

    let filed = house.desk().file_report(of("dispatcher", "desk-1", robbery())).await.expect("filed").into_inner();
    let dispatch = filed.dispatches.first().expect("sent").clone();
    for step in [proto::Step::SignedIn, proto::Step::Departed, proto::Step::Arrived, proto::Step::Feedback] {
        let word = proto::AdvanceDispatchRequest {
            dispatch: dispatch.dispatch.clone(),
            unit: dispatch.unit.clone(),
            step: step.into(),
            ..proto::AdvanceDispatchRequest::default()
        };
        house.units().advance_dispatch(of("dispatcher", "desk-1", word)).await.expect("a fact");
    }
    let exercise = proto::FileReportRequest { training: true, ..robbery() };
    house.desk().file_report(of("dispatcher", "desk-1", exercise)).await.expect("filed");
    let late = proto::FileReportRequest { entered_late: true, ..robbery() };
    house.desk().file_report(of("dispatcher", "desk-1", late)).await.expect("filed");

    let told = house.records().get_response_times(of("supervisor", "chief", asked())).await.expect("told").into_inner();
    assert_eq!(told.as_of_sequence, house.daemon.handle().read().sequence().get());
    let [row] = told.rows.as_slice() else { panic!("one town, one level: {told:?}") };
    let get = proto::GetIncidentRequest { name: filed.incident.expect("opened").name };
    let whole = house.desk().get_incident(of("dispatcher", "desk-1", get)).await.expect("there").into_inner();
    let incident = whole.incident.expect("there");
    let sent = whole.dispatches.iter().find(|it| it.name == dispatch.dispatch).expect("sent");
    let micros = |at: &Option<prost_types::Timestamp>| {
        let at = at.as_ref().expect("stopped");
        at.seconds * 1_000_000 + i64::from(at.nanos / 1_000)
    };
    let clocks = sent.clocks.as_ref().expect("its clocks");
    let took = |from: i64, to: i64| u64::try_from((to - from) / 1_000).expect("later");
    let (offered, arrived) = (micros(&sent.offer_time), micros(&clocks.arrive_time));
    let first = row.first_on_scene.as_ref().expect("figures");
    let began = micros(&incident.clock_start_time.or(incident.open_time));
    assert_eq!((first.count, first.p50_ms, first.p90_ms), (1, took(began, arrived), took(began, arrived)));
    assert_eq!((row.incident_count, row.waiting_count, row.entered_late_count), (2, 1, 1));
    assert_eq!((row.dispatch_count, row.level), (whole.dispatches.len() as u64, proto::Level::One.into()));
    let expected = [
        (proto::ClockKind::SignIn, Some(took(offered, micros(&clocks.sign_in_time)))),
        (proto::ClockKind::Depart, Some(took(offered, micros(&clocks.depart_time)))),
        (proto::ClockKind::Arrive, Some(took(offered, arrived))),
        (proto::ClockKind::Feedback, Some(took(arrived, micros(&clocks.first_feedback_time)))),
        (proto::ClockKind::OnScene, None),
    ];
    let found: Vec<_> = row
        .clocks
        .iter()
        .map(|it| (it.clock(), it.stopped.filter(|stopped| stopped.count == 1).map(|stopped| stopped.p90_ms)))
        .collect();
    assert_eq!(found, expected);

    // A span without them, a span that is too long, one that ends before it begins, a zone that cannot be.
    let second = |seconds: i64| Some(prost_types::Timestamp { seconds, nanos: 0 });
    let day = 86_400;
    let earlier = proto::GetResponseTimesRequest { start_time: second(0), end_time: second(31 * day), ..asked() };
    assert_eq!(
        house.records().get_response_times(of("auditor", "auditor-1", earlier)).await.expect("told").into_inner().rows,
        Vec::new()
    );
    let wrong = [
        (
            proto::GetResponseTimesRequest { start_time: second(0), end_time: second(31 * day + 1), ..asked() },
            "start_time: invalid time (got 1970-01-01T00:00:00Z): it must be at most 31 days before end_time, 1970-02-01T00:00:01Z",
        ),
        (
            proto::GetResponseTimesRequest { start_time: second(5), end_time: second(5), ..asked() },
            "start_time: invalid time (got 1970-01-01T00:00:05Z): it must be earlier than end_time, 1970-01-01T00:00:05Z",
        ),
    ];
    for (request, message) in wrong {
        let status = house.records().get_response_times(of("supervisor", "chief", request)).await.expect_err("refused");
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_error_details();
        let faults = details.bad_request().expect("there").field_violations.iter();
        assert_eq!(faults.map(|it| format!("{}: {}", it.field, it.description)).collect::<Vec<_>>(), [message]);
    }
    house.close().await;
}

/// How long whoever writes the records waits for the file.
const WRITER_WAITS: Duration = Duration::from_secs(5);

/// Closed incidents leave memory by the clock. A city that commits something every moment once kept them all.
#[tokio::test(flavor = "multi_thread")]
async fn closed_incidents_leave_memory_though_the_city_never_pauses() {
    // An hour, for which closed incidents are kept, is half a second.
    let clock = ClockChoice::Running { start: wall_now(), speed: 7_200.0 };
    let house = House::open_on(clock, ApiLimits::default(), |_| {}).await;
    let filed = house.desk().file_report(robbery()).await.expect("filed").into_inner();
    let (closing, going_on) = (filed.incident.expect("opened").name, house.desk().file_report(robbery()).await);
    let going_on = going_on.expect("filed").into_inner().incident.expect("opened").name;
    let disposition = proto::Disposition {
        kind: proto::DispositionKind::FalseAlarm.into(),
        activity: proto::ActivityKind::Other.into(),
        ..proto::Disposition::default()
    };
    let close = proto::CloseIncidentRequest {
        incident: closing.clone(),
        disposition: Some(disposition),
        ..proto::CloseIncidentRequest::default()
    };
    house.desk().close_incident(close).await.expect("closed");
    let closed = || house.daemon.handle().read().closed().len();
    assert_eq!(closed(), 1);
    let patience = tokio::time::Instant::now() + Duration::from_secs(30);
    while closed() > 0 {
        assert!(tokio::time::Instant::now() < patience, "it is still in memory");
        let note = proto::AddNoteRequest {
            incident: going_on.clone(),
            text: "nothing new".to_owned(),
            ..proto::AddNoteRequest::default()
        };
        house.desk().add_note(note).await.expect("noted");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Nobody waits for whoever writes the records, who waits for the file as long as somebody else holds it.
    let held = rusqlite::Connection::open(house.data().join("records.sqlite")).expect("opened");
    held.execute_batch("BEGIN IMMEDIATE").expect("held");
    let note =
        proto::AddNoteRequest { incident: going_on, text: "more".to_owned(), ..proto::AddNoteRequest::default() };
    house.desk().add_note(note).await.expect("noted");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let name = closing.clone();
    let read =
        tokio::time::timeout(WRITER_WAITS / 2, house.desk().get_incident(proto::GetIncidentRequest { name })).await;
    let read = read.expect("it does not wait").expect("from the records");
    assert_eq!(read.into_inner().incident.expect("it is there").state(), proto::IncidentState::Closed);
    let asked = proto::GetReportRequest { name: filed.report.clone() };
    let read = tokio::time::timeout(WRITER_WAITS / 2, house.desk().get_report(asked)).await.expect("it does not wait");
    drop(held);
    let report = read.expect("from the records").into_inner().report.expect("it is there");
    assert_eq!((report.name, report.incident), (filed.report, closing));
    let name = "reports/019ac9f0-0000-7000-8000-000000000000".to_owned();
    let nobodys = house.desk().get_report(proto::GetReportRequest { name }).await.expect_err("there is none");
    assert_eq!(nobodys.code(), Code::NotFound);
}
