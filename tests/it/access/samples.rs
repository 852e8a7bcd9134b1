//! One request for every rpc, about the things of a scene. An rpc without one fails the walk.

use patrold::api::from_proto::{Arrival, Edge, ReadCommand, read_envelope};
use patrold::api::proto;
use patrold::api::stamp::Channel;
use patrold::domain::actor::Actor;
use patrold::domain::command::Command;
use patrold::domain::few::Few;
use patrold::domain::ids::CommandId;
use patrold::domain::sealed::{KeyDay, RetentionKind, Sealed};
use prost::Message;
use prost_types::Timestamp;

use super::scene::{ELSEWHERE, HERE, Scene, at, edition, in_an_hour, moment};
use crate::api_over_the_wire::{check_in, request_id};
use crate::world::MORNING;

/// What is sent, and what becomes of it for whoever may make the call, in whose scope its subject does not lie.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) messages: Vec<Vec<u8>>,
    /// The command that it becomes, for a write.
    pub(super) command: Option<Command>,
    pub(super) outside: Outside,
}

/// What is not in scope …
#[derive(Clone, Debug)]
pub(super) enum Outside {
    /// … may not be ordered.
    Forbidden,
    /// … is not there.
    NotFound,
    /// … does not stand in the answer, which has this word for whoever sees it.
    LeftOut(String),
    /// … is refused within the answer, with this word.
    Said(&'static str),
    /// Nothing of it lies in a scope: everybody whom the table lets in is answered.
    Nothing,
}

fn write<R: ReadCommand + Message>(request: &R) -> Sample {
    let command = Some(command_of(request));
    Sample { messages: vec![request.encode_to_vec()], command, outside: Outside::Forbidden }
}

fn ask<R: Message>(request: &R, outside: Outside) -> Sample {
    Sample { messages: vec![request.encode_to_vec()], command: None, outside }
}

/// What a write becomes behind the rim.
fn command_of<R: ReadCommand>(request: &R) -> Command {
    let arrival = Arrival {
        id: CommandId::from_uuid(uuid::Uuid::now_v7()),
        received_at: MORNING,
        actor: Actor::local_administrator(),
        channel: Channel::Unary,
    };
    let seal = |kind: RetentionKind, _: &str| Ok(Sealed::new(kind, KeyDay(0), [0; 24], vec![0]).expect("short"));
    let aids = Edge { seal: &seal, mark: &|_| (None, None), find_place: &|_| None, find_keywords: &|_| Few::new() };
    read_envelope(request, arrival, aids).expect("a sound sample").command
}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
fn place(number: u32) -> Option<proto::PlaceInput> {
    Some(proto::PlaceInput { manual_position: at(HERE, number), ..proto::PlaceInput::default() })
}

fn found(scene: &Scene) -> proto::FileReportRequest {
    proto::FileReportRequest {
        source: proto::ReportSource::UnitOnView.into(),
        type_code: "other.fugitive".to_owned(),
        place: place(scene.number + 600),
        found_by: scene.free.clone(),
        ..proto::FileReportRequest::default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
fn handled() -> Option<proto::Disposition> {
    Some(proto::Disposition {
        kind: proto::DispositionKind::Handled.into(),
        activity: proto::ActivityKind::Other.into(),
        ..proto::Disposition::default()
    })
}

fn why() -> String {
    "演练".to_owned()
}

fn id_of(name: &str) -> String {
    name.rsplit('/').next().expect("a name").to_owned()
}

macro_rules! sample {
    ($make:path, $message:ident { $($field:ident : $value:expr),* $(,)? }) => {
        $make(&proto::$message { $($field: $value,)* ..proto::$message::default() })
    };
}

/// The sample of one rpc, by its service and name; none when nobody has thought of one.
pub(super) fn of(service: &str, rpc: &str, scene: &Scene) -> Option<Sample> {
    match service {
        "patrol.v1.DispatchService" => of_dispatch(rpc, scene),
        "patrol.v1.DeskService" => of_desk(rpc, scene),
        "patrol.v1.UnitService" => of_unit(rpc, scene),
        "patrol.v1.PolicyService" => of_policy(rpc),
        "patrol.v1.RosterService" if rpc == "ImportRoster" => {
            let post = proto::RosterPost { post: "演练岗".to_owned(), position: at(HERE, scene.number) };
            let request = proto::ImportRosterRequest { posts: vec![post], ..proto::ImportRosterRequest::default() };
            Some(Sample { outside: Outside::Nothing, ..write(&request) })
        }
        "patrol.v1.RecordsService" => of_records(rpc, scene),
        "patrol.v1.PrivacyService" => of_privacy(rpc, scene),
        "grpc.health.v1.Health" => {
            Some(Sample { messages: vec![Vec::new()], command: None, outside: Outside::Nothing })
        }
        "grpc.reflection.v1.ServerReflection" | "grpc.reflection.v1alpha.ServerReflection" => {
            // list_services, field 7, of anything.
            Some(Sample { messages: vec![vec![0x3a, 0x01, b'*']], command: None, outside: Outside::Nothing })
        }
        _ => None,
    }
}

#[expect(clippy::too_many_lines, reason = "a sample for each rpc")]
fn of_dispatch(rpc: &str, scene: &Scene) -> Option<Sample> {
    let incident = scene.incident.clone();
    Some(match rpc {
        "FileReport" => write(&found(scene)),
        "AmendReport" => sample!(write, AmendReportRequest { report: scene.report.clone(), narrative: why() }),
        "GetReport" => ask(&proto::GetReportRequest { name: scene.report.clone() }, Outside::NotFound),
        "ListReports" => {
            let request = proto::ListReportsRequest { page_size: 500, ..proto::ListReportsRequest::default() };
            ask(&request, Outside::LeftOut(id_of(&scene.report)))
        }
        "LinkReport" => sample!(write, LinkReportRequest { report: scene.its_report.clone(), incident: incident }),
        "UnlinkReport" => sample!(write, UnlinkReportRequest { report: scene.second_report.clone(), reason: why() }),
        "ClassifyIncident" => sample!(
            write,
            ClassifyIncidentRequest {
                incident: scene.waiting.clone(),
                level: Some(proto::Level::Three.into()),
                reason: why(),
            }
        ),
        "RelocateIncident" => sample!(
            write,
            RelocateIncidentRequest {
                incident: scene.waiting.clone(),
                position: at(HERE, scene.number + 7),
                reason: why(),
            }
        ),
        "GetIncident" => ask(&proto::GetIncidentRequest { name: incident }, Outside::NotFound),
        "ListIncidents" => {
            let request = proto::ListIncidentsRequest { page_size: 500, ..proto::ListIncidentsRequest::default() };
            ask(&request, Outside::LeftOut(id_of(&scene.incident)))
        }
        "RecommendUnits" => {
            let request = proto::RecommendUnitsRequest { incident, ..proto::RecommendUnitsRequest::default() };
            ask(&request, Outside::NotFound)
        }
        "DispatchUnits" => {
            sample!(write, DispatchUnitsRequest { incident: incident, units: vec![scene.free.clone()], reason: why() })
        }
        "RecordDispatch" => sample!(
            write,
            RecordDispatchRequest {
                incident: incident,
                unit: scene.free.clone(),
                clocks: Some(proto::Clocks {
                    arrive_time: Some(Timestamp { seconds: 1_700_000_000, nanos: 0 }),
                    finish_time: Some(Timestamp { seconds: 1_700_000_600, nanos: 0 }),
                    ..proto::Clocks::default()
                }),
                entered_late: true,
                occur_time: Some(Timestamp { seconds: 1_700_000_000, nanos: 0 }),
            }
        ),
        "RecallUnit" => sample!(write, RecallUnitRequest { dispatch: scene.dispatch.clone(), reason: why() }),
        "AddNote" => sample!(write, AddNoteRequest { incident: incident, text: why() }),
        "HandOverIncident" => {
            sample!(write, HandOverIncidentRequest { incident: incident, desk: "三号台".to_owned() })
        }
        "CloseIncident" => {
            sample!(write, CloseIncidentRequest { incident: scene.waiting.clone(), disposition: handled() })
        }
        "ReopenIncident" => sample!(write, ReopenIncidentRequest { incident: scene.closed.clone(), reason: why() }),
        "OrderUnit" => sample!(
            write,
            OrderUnitRequest {
                unit: scene.free.clone(),
                task: proto::OrderTask::GoTo.into(),
                position: at(HERE, scene.number),
            }
        ),
        "CancelOrder" => {
            sample!(write, CancelOrderRequest { unit: scene.free.clone(), order: scene.order.clone() })
        }
        "CancelEmergency" => sample!(
            write,
            CancelEmergencyRequest { incident: scene.emergency.clone(), voice_contact: "平安".to_owned() }
        ),
        "LendUnit" => sample!(
            write,
            LendUnitRequest { unit: scene.free.clone(), zone: ELSEWHERE.to_owned(), end_time: in_an_hour() }
        ),
        "EndLoan" => sample!(write, EndLoanRequest { unit: scene.lent.clone() }),
        "RestrictIncident" => sample!(
            write,
            RestrictIncidentRequest {
                incident: scene.waiting.clone(), people: vec!["督察".to_owned()], reason: why()
            }
        ),
        "LiftRestriction" => {
            sample!(write, LiftRestrictionRequest { incident: scene.restricted.clone(), reason: why() })
        }
        "CreatePlannedEvent" => sample!(
            write,
            CreatePlannedEventRequest {
                display_name: "花市".to_owned(),
                fence: Some(proto::Area { zone: HERE.to_owned(), ..proto::Area::default() }),
                end_time: in_an_hour(),
                units: vec![scene.free.clone()],
            }
        ),
        "EndPlannedEvent" => {
            sample!(write, EndPlannedEventRequest { planned_event: scene.planned_event.clone(), reason: why() })
        }
        "ListPlannedEvents" => {
            ask(&proto::ListPlannedEventsRequest::default(), Outside::LeftOut(id_of(&scene.planned_event)))
        }
        "GetUnit" => ask(&proto::GetUnitRequest { name: scene.free.clone() }, Outside::NotFound),
        "ListUnits" => {
            let request = proto::ListUnitsRequest { page_size: 500, ..proto::ListUnitsRequest::default() };
            ask(&request, Outside::LeftOut(scene.free.clone()))
        }
        "Watch" => ask(&proto::WatchRequest::default(), Outside::LeftOut(id_of(&scene.incident))),
        "Submit" => {
            use proto::submit_request::Message as Up;
            let open = proto::SubmitOpen { session: request_id() };
            let command = proto::submit_command::Command::FileReport(found(scene));
            let command = proto::SubmitCommand { number: 1, command: Some(command) };
            let said = [Up::Open(open), Up::Command(command)];
            let said = said.map(|message| proto::SubmitRequest { message: Some(message) }.encode_to_vec());
            Sample { messages: said.into(), command: None, outside: Outside::Said("OUT_OF_SCOPE") }
        }
        _ => return None,
    })
}

fn of_desk(rpc: &str, scene: &Scene) -> Option<Sample> {
    let incident = scene.incident.clone();
    Some(match rpc {
        "GetCaller" => ask(&proto::GetCallerRequest::default(), Outside::Nothing),
        "ListAlarms" => ask(&proto::ListAlarmsRequest::default(), Outside::LeftOut(id_of(&scene.alarm))),
        "AcknowledgeAlarm" => sample!(write, AcknowledgeAlarmRequest { alarm: scene.alarm.clone() }),
        "AcknowledgeAlarmCause" => sample!(
            write,
            AcknowledgeAlarmCauseRequest {
                kind: proto::AlarmKind::UnitBlocked.into(),
                zone: HERE.to_owned(),
                until_time: Some(moment()),
            }
        ),
        "OfferReferral" => {
            sample!(write, OfferReferralRequest { incident: incident, partner: "mediators".to_owned(), reason: why() })
        }
        "AcceptReferral" => sample!(write, AcceptReferralRequest { incident: incident }),
        "RejectReferral" => sample!(write, RejectReferralRequest { incident: incident, reason: why() }),
        "CloseReferral" => sample!(write, CloseReferralRequest { incident: incident, outcome: why() }),
        "VerifyIncident" => sample!(
            write,
            VerifyIncidentRequest {
                incident: scene.to_verify.clone(),
                verdict: proto::Verdict::Refuted.into(),
                reason: why(),
            }
        ),
        "CompleteCallBack" => sample!(
            write,
            CompleteCallBackRequest {
                incident: scene.silent.clone(),
                outcome: proto::CallBackOutcome::AllWell.into(),
                reason: why(),
            }
        ),
        "DismissDuplicate" => sample!(write, DismissDuplicateRequest { incident: scene.duplicate.clone() }),
        "LinkReports" => {
            sample!(write, LinkReportsRequest { reports: vec![scene.its_report.clone()], incident: incident })
        }
        "CloseIncidents" => {
            sample!(write, CloseIncidentsRequest { incidents: vec![scene.waiting.clone()], disposition: handled() })
        }
        "AcceptHandOver" => {
            sample!(write, AcceptHandOverRequest { incident: incident, desk: "二号台".to_owned() })
        }
        "ProposeJurisdiction" => sample!(
            write,
            ProposeJurisdictionRequest { incident: scene.waiting.clone(), zone: "长安".to_owned(), reason: why() }
        ),
        "AnswerJurisdiction" => sample!(
            write,
            AnswerJurisdictionRequest { incident: scene.proposed.clone(), accepted: false, reason: why() }
        ),
        "FollowUnit" => sample!(write, FollowUnitRequest { incident: incident, unit: scene.busy.clone() }),
        "HoldForUnit" => sample!(
            write,
            HoldForUnitRequest {
                incident: scene.waiting.clone(),
                unit: scene.busy.clone(),
                within_ms: 60_000,
                reason: why(),
            }
        ),
        _ => return None,
    })
}

fn of_unit(rpc: &str, scene: &Scene) -> Option<Sample> {
    let (free, number) = (scene.free.clone(), scene.number);
    let fixes = || vec![proto::Fix { unit: free.clone(), position: at(HERE, number), ..proto::Fix::default() }];
    Some(match rpc {
        "StartDuty" => {
            sample!(write, StartDutyRequest { unit: scene.off.clone(), check_in: Some(check_in(&scene.off)) })
        }
        "EndDuty" => sample!(write, EndDutyRequest { unit: free }),
        "SetAvailability" => sample!(
            write,
            SetAvailabilityRequest {
                unit: free,
                activity: proto::UnitActivity::Unavailable.into(),
                unavailable_reason: proto::UnavailableReason::Break.into(),
            }
        ),
        "ChangeCrew" => sample!(write, ChangeCrewRequest { unit: free.clone(), check_in: Some(check_in(&free)) }),
        "SwapCrews" => sample!(write, SwapCrewsRequest { one: free, other: scene.lent.clone() }),
        "SplitUnit" => sample!(
            write,
            SplitUnitRequest {
                parent: free,
                child: format!("units/S{number}"),
                kind: proto::UnitKind::Foot.into(),
                members: vec![format!("F{number}b")],
            }
        ),
        "PlaceUnit" => sample!(write, PlaceUnitRequest { unit: free, position: at(HERE, number) }),
        "Connect" => {
            let hello = proto::Hello {
                device: format!("radio-{number}"),
                installation: request_id(),
                client_version: "9.0.0".to_owned(),
                units: vec![free],
                ..proto::Hello::default()
            };
            let message = Some(proto::connect_request::Message::Hello(hello));
            ask(&proto::ConnectRequest { message, ..proto::ConnectRequest::default() }, Outside::Forbidden)
        }
        "ReportPositions" => {
            ask(&proto::ReportPositionsRequest { fixes: fixes() }, Outside::Said("outside your scope"))
        }
        "ReportPositionBatch" => {
            ask(&proto::ReportPositionBatchRequest { fixes: fixes() }, Outside::Said("outside your scope"))
        }
        "AdvanceDispatch" => sample!(
            write,
            AdvanceDispatchRequest {
                dispatch: scene.dispatch.clone(),
                unit: scene.busy.clone(),
                step: proto::Step::SignedIn.into(),
            }
        ),
        "AcknowledgeOrder" => {
            sample!(write, AcknowledgeOrderRequest { unit: free, order: scene.order.clone(), version: 1 })
        }
        "ReportOnView" => sample!(
            write,
            ReportOnViewRequest { unit: free, type_code: "other.fugitive".to_owned(), place: place(number + 610) }
        ),
        "AttachToIncident" => sample!(write, AttachToIncidentRequest { unit: free, incident: scene.waiting.clone() }),
        "CompleteOrder" => sample!(write, CompleteOrderRequest { unit: free, order: scene.order.clone() }),
        "RaiseEmergency" => {
            sample!(write, RaiseEmergencyRequest { unit: scene.off.clone(), position: at(HERE, number + 620) })
        }
        _ => return None,
    })
}

fn of_policy(rpc: &str) -> Option<Sample> {
    let parts = || edition("第三版");
    let sample = match rpc {
        "GetPolicy" => ask(&proto::GetPolicyRequest::default(), Outside::Nothing),
        "ListPolicyRevisions" => ask(&proto::ListPolicyRevisionsRequest::default(), Outside::Nothing),
        "ValidatePolicy" => {
            let source = Some(proto::validate_policy_request::Source::Parts(parts()));
            ask(&proto::ValidatePolicyRequest { source }, Outside::Nothing)
        }
        "DiffPolicy" => {
            let source = Some(proto::policy_source::Source::Parts(parts()));
            let after = Some(proto::PolicySource { source });
            ask(&proto::DiffPolicyRequest { after, ..proto::DiffPolicyRequest::default() }, Outside::Nothing)
        }
        "ActivatePolicy" => sample!(
            write,
            ActivatePolicyRequest {
                etag: "0".repeat(64),
                source: Some(proto::activate_policy_request::Source::Parts(parts())),
                reason: why(),
            }
        ),
        "RollBackPolicy" => sample!(write, RollBackPolicyRequest { etag: "0".repeat(64), revision: 1, reason: why() }),
        "RehearsePolicy" => ask(&proto::RehearsePolicyRequest::default(), Outside::Nothing),
        "GetDutyLevel" => ask(&proto::GetDutyLevelRequest::default(), Outside::Nothing),
        "SetDutyLevel" => {
            sample!(write, SetDutyLevelRequest { duty_level: "enhanced".to_owned(), reason: why() })
        }
        _ => return None,
    };
    Some(Sample { outside: Outside::Nothing, ..sample })
}

fn of_records(rpc: &str, scene: &Scene) -> Option<Sample> {
    Some(match rpc {
        "GetTrack" => {
            let request = proto::GetTrackRequest { unit: scene.free.clone(), ..proto::GetTrackRequest::default() };
            ask(&request, Outside::NotFound)
        }
        "GetResponseTimes" => ask(&proto::GetResponseTimesRequest::default(), Outside::LeftOut(HERE.to_owned())),
        "ListAuditEntries" => ask(&proto::ListAuditEntriesRequest::default(), Outside::Nothing),
        "VerifyJournal" => ask(&proto::VerifyJournalRequest::default(), Outside::Nothing),
        _ => return None,
    })
}

fn of_privacy(rpc: &str, scene: &Scene) -> Option<Sample> {
    let (first_day, last_day) = ("2020-01-01".to_owned(), "2020-01-31".to_owned());
    let sample = match rpc {
        "ErasePersonalData" => {
            sample!(write, ErasePersonalDataRequest { name: scene.its_report.clone(), reason: why() })
        }
        "HoldPersonalData" => {
            sample!(write, HoldPersonalDataRequest { first_day: first_day, last_day: last_day, reason: why() })
        }
        "ReleasePersonalData" => {
            sample!(write, ReleasePersonalDataRequest { first_day: first_day, last_day: last_day, reason: why() })
        }
        "GetRetention" => ask(&proto::GetRetentionRequest::default(), Outside::Nothing),
        _ => return None,
    };
    Some(Sample { outside: Outside::Nothing, ..sample })
}
