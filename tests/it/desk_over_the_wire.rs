//! What the desk does beside sending units, as consoles and partners meet it: a real daemon behind a real port.

use std::time::Duration;

use patrold::api::limits::ApiLimits;
use patrold::api::proto::desk_service_client::DeskServiceClient;
use patrold::api::proto::watch_response::Message as Seen;
use patrold::api::proto::{self, AlarmKind, CallBackOutcome, DispositionKind, IncidentState, ReferralState};
use patrold::domain::actor::Actor;
use patrold::domain::command::{Command, Envelope};
use patrold::records::RecordsReader;
use tonic::transport::Channel;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{House, robbery};

/// A request of a partner.
fn of_partner<R>(partner: &'static str, message: R) -> Request<R> {
    let mut request = Request::new(message);
    for (key, value) in [("patrold-role", "partner"), ("patrold-partner", partner), ("patrold-principal", partner)] {
        request.metadata_mut().insert(key, value.parse().expect("ascii"));
    }
    request
}

impl House {
    fn desks(&self) -> DeskServiceClient<Channel> {
        DeskServiceClient::new(self.channel.clone())
    }

    async fn opened(&self, report: proto::FileReportRequest) -> String {
        let receipt = self.desk().file_report(report).await.expect("filed").into_inner();
        receipt.incident.expect("an incident").name
    }

    async fn seen(&self, name: &str) -> proto::Incident {
        let request = proto::GetIncidentRequest { name: name.to_owned() };
        self.desk().get_incident(request).await.expect("there").into_inner().incident.expect("an incident")
    }

    async fn alarms(&self) -> Vec<proto::AlarmCause> {
        self.desks().list_alarms(proto::ListAlarmsRequest::default()).await.expect("listed").into_inner().causes
    }
}

fn call(type_code: &str, phone: &str) -> proto::FileReportRequest {
    let caller =
        (!phone.is_empty()).then(|| proto::CallerInput { phone: phone.to_owned(), ..proto::CallerInput::default() });
    proto::FileReportRequest { type_code: type_code.to_owned(), caller, ..robbery() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_answers_what_was_referred_to_it_and_nothing_else() {
    let house = House::open(ApiLimits::default()).await;
    let hazard = house.opened(call("other.hazard.fire-safety", "")).await;
    let offered = house.seen(&hazard).await.referrals;
    assert_eq!((offered[0].partner.as_str(), offered[0].state()), ("fire-rescue", ReferralState::Offered));
    assert!(offered[0].due_time.is_some());

    let accept =
        || proto::AcceptReferralRequest { incident: hazard.clone(), ..proto::AcceptReferralRequest::default() };
    let status = house.desks().accept_referral(of_partner("hotline-12345", accept())).await.expect_err("not its own");
    assert_eq!(status.code(), Code::PermissionDenied);
    house.desks().accept_referral(of_partner("fire-rescue", accept())).await.expect("its own");
    let report = house.seen(&hazard).await.reports.remove(0);
    let ask = |partner| of_partner(partner, proto::GetReportRequest { name: report.clone() });
    let told = house.desk().get_report(ask("fire-rescue")).await.expect("there").into_inner();
    let narrative = told.report.expect("a report").narrative.expect("something was told");
    assert!(!narrative.masked && !narrative.text.is_empty());
    let status = house.desk().get_report(ask("hotline-12345")).await.expect_err("not there for others");
    assert_eq!(status.code(), Code::NotFound);
    let note = proto::AddNoteRequest {
        incident: hazard.clone(),
        text: "整改中".to_owned(),
        ..proto::AddNoteRequest::default()
    };
    let status = house.desk().add_note(of_partner("fire-rescue", note)).await.expect_err("no desk");
    assert_eq!(status.code(), Code::PermissionDenied);

    let close = proto::CloseReferralRequest {
        incident: hazard.clone(),
        outcome: "已整改".to_owned(),
        ..proto::CloseReferralRequest::default()
    };
    house.desks().close_referral(of_partner("fire-rescue", close)).await.expect("finished");
    let closed = house.seen(&hazard).await;
    assert_eq!(closed.disposition.expect("closed").kind(), DispositionKind::Transferred);
    assert_eq!(closed.referrals[0].moved_by, "fire-rescue");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_calls_again_is_recognised_and_never_told() {
    let house = House::open(ApiLimits::default()).await;
    let first = house.opened(call("order.fight", "138-0013-8000")).await;
    let again = house.opened(call("criminal.theft", "+86 13800138000")).await;
    let stranger = house.opened(call("criminal.theft", "13900139000")).await;
    let proposal = house.seen(&again).await.duplicate.expect("proposed");
    assert_eq!((proposal.candidate.as_str(), proposal.basis()), (first.as_str(), proto::DuplicateBasis::SameCaller));
    assert_eq!(house.seen(&stranger).await.duplicate, None);

    let alarms = house.alarms().await;
    let proposed = alarms.iter().find(|group| group.kind() == AlarmKind::DuplicateProposed).expect("the desk is told");
    assert_eq!(proposed.count, 1);
    assert_eq!(proposed.alarms[0].incident, again);
    let watch = proto::WatchRequest::default();
    let mut stream = house.desk().watch(watch).await.expect("watched").into_inner();
    let mut watched = Vec::new();
    while let Some(seen) = stream.message().await.expect("a message") {
        let Some(Seen::Snapshot(part)) = seen.message else { continue };
        watched.extend(part.alarms);
        if part.last {
            break;
        }
    }
    let listed: usize = alarms.iter().map(|group| group.alarms.len()).sum();
    assert_eq!(watched.len(), listed, "a screen begins with what nobody has seen");
    assert!(proposed.alarms.iter().all(|alarm| watched.contains(alarm)));

    let link = proto::LinkReportRequest {
        report: proposal.report,
        incident: first.clone(),
        ..proto::LinkReportRequest::default()
    };
    house.desk().link_report(link).await.expect("linked");
    assert_eq!(house.seen(&again).await.disposition.expect("closed").kind(), DispositionKind::Merged);
    assert_eq!(house.seen(&first).await.reports.len(), 2);
    let left = house.alarms().await;
    assert!(left.iter().all(|group| group.kind() != AlarmKind::DuplicateProposed), "it was answered");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_call_stays_open_until_a_person_has_called_back() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let silent = house.opened(call("other.invalid.silent", "13800138000")).await;
    let close = proto::CloseIncidentRequest {
        incident: silent.clone(),
        disposition: Some(proto::Disposition {
            kind: DispositionKind::Invalid.into(),
            activity: proto::ActivityKind::Other.into(),
            remark: String::new(),
        }),
        ..proto::CloseIncidentRequest::default()
    };
    let status = house.desk().close_incident(close).await.expect_err("refused");
    assert_eq!(status.code(), Code::FailedPrecondition);
    let complete = |outcome: CallBackOutcome| proto::CompleteCallBackRequest {
        incident: silent.clone(),
        outcome: outcome.into(),
        type_code: "criminal.robbery.street".to_owned(),
        reason: "低声求助".to_owned(),
        ..proto::CompleteCallBackRequest::default()
    };
    let status = house.desks().complete_call_back(complete(CallBackOutcome::Unspecified)).await.expect_err("refused");
    assert_eq!(status.code(), Code::InvalidArgument);
    house.desks().complete_call_back(complete(CallBackOutcome::HelpNeeded)).await.expect("completed");
    let helped = house.seen(&silent).await;
    assert_eq!(helped.classification.as_ref().expect("classified").level(), proto::Level::One);
    assert!(!helped.dispatches.is_empty() && helped.state() != IncidentState::Closed);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_noted_before_an_incident_left_memory_is_there_when_it_is_reopened_though_the_records_lag() {
    let house = House::open(ApiLimits::default()).await;
    let handle = house.daemon.handle();
    let name = house.opened(robbery()).await;
    let incident = *handle.read().incidents().keys().next().expect("it was opened");
    let disposition = proto::Disposition {
        kind: DispositionKind::Handled.into(),
        activity: proto::ActivityKind::Other.into(),
        ..proto::Disposition::default()
    };
    let close = proto::CloseIncidentRequest {
        incident: name.clone(),
        disposition: Some(disposition),
        ..proto::CloseIncidentRequest::default()
    };
    house.desk().close_incident(close).await.expect("closed");
    let path = house.data().join("records.sqlite");
    let records = RecordsReader::open(&path).expect("sound");
    while records.position().expect("read").sequence < handle.read().sequence() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    // Whoever writes the records has to wait, and meanwhile something is noted and the incident leaves memory.
    let holds_up = rusqlite::Connection::open(&path).expect("open");
    holds_up.execute_batch("BEGIN IMMEDIATE").expect("held");
    let note = proto::AddNoteRequest {
        incident: name.clone(),
        text: "失主来电说找到了".to_owned(),
        ..proto::AddNoteRequest::default()
    };
    house.desk().add_note(note).await.expect("acknowledged");
    let retire = Envelope {
        id: handle.make_command_id(),
        actor: Actor::daemon(),
        request: None,
        received_at: handle.now(),
        occurred_at: None,
        entered_late: false,
        command: Command::RetireIncidents { incidents: vec![incident] },
    };
    handle.submit(retire).await.expect("retired");
    assert!(handle.read().incident(incident).is_none(), "it has left memory");
    let reopen = proto::ReopenIncidentRequest {
        incident: name,
        reason: "又有人报警".to_owned(),
        ..proto::ReopenIncidentRequest::default()
    };
    let mut desk = house.desk();
    let reopening = tokio::spawn(async move { desk.reopen_incident(reopen).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    holds_up.execute_batch("COMMIT").expect("let go of");
    reopening.await.expect("no panic").expect("reopened");
    let notes = handle.read().incident(incident).expect("it is back").notes.len();
    assert_eq!(notes, 1, "what was acknowledged is there");
    drop((records, holds_up));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_desk_asks_badly_is_named_field_by_field() {
    let house = House::open(ApiLimits::default()).await;
    let hold =
        proto::HoldForUnitRequest { unit: "R1".to_owned(), within_ms: 1, ..proto::HoldForUnitRequest::default() };
    let status = house.desks().hold_for_unit(hold).await.expect_err("refused");
    let details = status.get_error_details();
    let named: Vec<_> =
        details.bad_request().expect("there").field_violations.iter().map(|it| it.field.clone()).collect();
    for field in ["incident", "unit", "within_ms"] {
        assert!(named.iter().any(|it| it == field), "{field}: {named:?}");
    }
    let many = vec!["reports/01890a5d-ac96-774b-bcce-b302099a8057".to_owned(); 1_001];
    let link = proto::LinkReportsRequest { reports: many, ..proto::LinkReportsRequest::default() };
    assert_eq!(house.desks().link_reports(link).await.expect_err("refused").code(), Code::InvalidArgument);
    let mut nobody = Request::new(proto::ListAlarmsRequest::default());
    nobody.metadata_mut().insert("patrold-role", "partner".parse().expect("ascii"));
    assert_eq!(house.desks().list_alarms(nobody).await.expect_err("refused").code(), Code::Unauthenticated);
    house.close().await;
}
