//! Too much at once: level 1 is answered, everything else is turned away in order and told when to come back.
#![expect(clippy::disallowed_methods, reason = "sockets run by the machine's clock")]

mod disk;

use std::time::{Duration, Instant};

use patrold::api::limits::ApiLimits;
use patrold::api::overload::OverloadLimits;
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::connect_response::Message as Down;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::submit_response::Result as Answered;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, submit_command, submit_request};
use patrold::runtime::class::Class;
use patrold::runtime::handle::Refusal;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Code, Request, Status, Streaming};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{House, at, check_in, request_id, robbery};
use crate::rig;

const PATIENCE: Duration = Duration::from_secs(20);

fn limits(change: impl FnOnce(&mut OverloadLimits)) -> ApiLimits {
    let mut limits = ApiLimits::default();
    change(&mut limits.overload);
    limits
}

/// Asks under a name of its own, as a dispatcher.
fn called<T>(principal: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("patrold-principal", principal.parse().expect("ascii"));
    request.metadata_mut().insert("patrold-role", "dispatcher".parse().expect("ascii"));
    request
}

/// Asks as a gateway that speaks for the riders.
fn passed_on<T>(principal: &str, message: T) -> Request<T> {
    let mut request = called(principal, message);
    request.metadata_mut().insert("patrold-role", "gateway".parse().expect("ascii"));
    request.metadata_mut().insert("patrold-units", "R1,R2,R3".parse().expect("ascii"));
    request
}

/// The reason of a refusal for want of room; it says when to come back.
fn reason_of(status: &Status) -> String {
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    let details = status.get_error_details();
    let retry = details.retry_info().unwrap_or_else(|| panic!("it does not say when to come back: {status:?}"));
    let delay = retry.retry_delay.expect("a delay");
    assert!(delay > Duration::ZERO && delay <= Duration::from_secs(30), "{delay:?}");
    details.error_info().expect("there").reason.clone()
}

fn note(incident: &str) -> proto::AddNoteRequest {
    proto::AddNoteRequest {
        incident: incident.to_owned(),
        text: "嫌疑人往东逃跑".to_owned(),
        ..proto::AddNoteRequest::default()
    }
}

async fn incident(house: &House) -> String {
    let receipt = house.desk().file_report(robbery()).await.expect("filed").into_inner();
    receipt.incident.expect("one was opened").name
}

/// Sends notes on a stream of their own; how many were taken, and the delays of the others.
async fn send_notes(channel: Channel, incident: String, count: u64) -> (u64, Vec<u32>) {
    let open = submit_request::Message::Open(proto::SubmitOpen { session: request_id() });
    let command = |number| {
        let command = Some(submit_command::Command::AddNote(note(&incident)));
        submit_request::Message::Command(proto::SubmitCommand { number, command })
    };
    let messages: Vec<_> = std::iter::once(open).chain((1..=count).map(command)).collect();
    let messages = messages.into_iter().map(|message| proto::SubmitRequest { message: Some(message) });
    let answers = DispatchServiceClient::new(channel).submit(tokio_stream::iter(messages)).await;
    let mut answers = answers.expect("opened").into_inner();
    let (mut taken, mut delays) = (0, Vec::new());
    while let Some(answer) = answers.message().await.expect("goes on") {
        match answer.result.expect("said") {
            Answered::Receipt(_) => taken += 1,
            Answered::Error(error) => {
                assert_eq!((error.reason.as_str(), error.code), ("OVERLOADED", Code::ResourceExhausted as i32));
                delays.push(error.retry_delay_ms);
            }
        }
    }
    (taken, delays)
}

#[tokio::test(flavor = "multi_thread")]
async fn level_1_is_answered_while_the_queue_of_everything_else_is_full() {
    let house = House::open_with(ApiLimits::default(), |settings| {
        settings.inbox_max = 32;
        settings.commit_group_other_commands_max = 8;
    })
    .await
    .with_two_riders()
    .await;
    let about = incident(&house).await;
    let mut flood = JoinSet::new();
    for _ in 0..4 {
        flood.spawn(send_notes(house.another().await, about.clone(), 500));
    }
    let (took, told) = tokio::join!(robberies(&house, 5), flood.join_all());
    let (mut taken, mut delays) = (0, Vec::new());
    for (of_one, shed) in told {
        taken += of_one;
        delays.extend(shed);
    }
    println!("{taken} notes taken, {} shed; 5 robberies beside them took {took:?}", delays.len());
    assert!(taken > 0, "both move on");
    assert!(!delays.is_empty(), "the queue was full");
    assert!(delays.iter().all(|delay| (500..=30_000).contains(delay)), "each is told when to come back");
    assert_eq!(taken + delays.len() as u64, 2_000, "each was answered once");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_of_level_1_first_lets_wait_and_only_then_turns_away() {
    let house = House::open_with(ApiLimits::default(), |settings| settings.inbox_max = 4).await;
    let handle = house.daemon.handle();
    let robbery = |number| {
        let tag = rig::tag(handle.now(), number);
        let command = rig::report(number, "criminal.robbery.street", rig::place(3));
        rig::envelope(handle.make_command_id(), handle.now(), &tag, command)
    };
    let mut pending = Vec::new();
    let busy = (1..10_000).find_map(|number| match handle.enqueue(robbery(number)) {
        Ok(put) => {
            pending.push(put);
            None
        }
        Err(refusal) => Some(refusal),
    });
    assert!(
        matches!(busy, Some(Refusal::Busy { class: Class::LevelOne, max: 4, .. })),
        "who does not wait is turned away: {busy:?}"
    );
    handle.submit(robbery(20_000)).await.expect("who waits a little is taken");
    for mut put in pending {
        put.outcome().await.expect("what was in is carried out");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_queries_is_bounded_and_commands_pass_it_by() {
    let house = House::open(limits(|limits| {
        limits.queries_at_once = 1;
        limits.queries_waiting_max = 2;
        limits.query_wait_max = Duration::from_millis(30);
    }))
    .await;
    let rider = |number| proto::RosterUnit {
        name: format!("units/Q{number:04}"),
        tier: proto::Tier::Town.into(),
        force: "town-patrol".to_owned(),
        kind: proto::UnitKind::Car.into(),
        ..proto::RosterUnit::default()
    };
    let units = (0..3_000).map(rider).collect();
    let roster = proto::ImportRosterRequest { units, ..proto::ImportRosterRequest::default() };
    RosterServiceClient::new(house.channel.clone()).import_roster(roster).await.expect("imported");
    let mut storm = JoinSet::new();
    for _ in 0..200 {
        let mut desk = DispatchServiceClient::new(house.channel.clone()).max_decoding_message_size(16 << 20);
        let asked = proto::ListUnitsRequest { page_size: 1_000, ..proto::ListUnitsRequest::default() };
        storm.spawn(async move { desk.list_units(asked).await.map(|listed| listed.into_inner().units.len()) });
    }
    let (mut answered, mut shed) = (0, 0);
    let listing = async {
        while let Some(done) = storm.join_next().await {
            match done.expect("no panic") {
                Ok(units) => {
                    assert_eq!(units, 1_000);
                    answered += 1;
                }
                Err(status) => {
                    assert_eq!(reason_of(&status), "OVERLOADED");
                    shed += 1;
                }
            }
        }
    };
    let (took, ()) = tokio::join!(robberies(&house, 5), listing);
    println!("{answered} lists answered, {shed} shed; 5 robberies beside them took {took:?}");
    assert!(answered > 0 && shed > 0, "{answered} answered, {shed} shed");
    house.close().await;
}

/// Streams positions as fast as they are taken until it is told to stop; how many were shed.
async fn flood_with_positions(channel: Channel, principal: String, mut stop: watch::Receiver<bool>) -> u32 {
    let (up, messages) = mpsc::channel(8);
    let feeding = async move {
        while up.send(proto::ReportPositionsRequest { fixes: fixes(300) }).await.is_ok() && !*stop.borrow_and_update() {
        }
    };
    let mut units = UnitServiceClient::new(channel);
    let reporting = units.report_positions(passed_on(&principal, ReceiverStream::new(messages)));
    let (told, ()) = tokio::join!(reporting, feeding);
    told.expect("summed up").into_inner().summary.expect("told").shed_count
}

/// How long each of so many level 1 reports took, the slowest last.
async fn robberies(house: &House, count: usize) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..count {
        let asked = Instant::now();
        house.desk().file_report(robbery()).await.expect("every level 1 report is answered");
        took.push(asked.elapsed());
        sleep(Duration::from_millis(5)).await;
    }
    took.sort();
    took
}

#[tokio::test(flavor = "multi_thread")]
async fn level_1_passes_a_flood_of_positions_and_queries_and_watchers_that_do_not_read() {
    let house = House::open(limits(|limits| {
        limits.position_wait_max = Duration::from_millis(20);
        limits.query_wait_max = Duration::from_millis(20);
    }))
    .await
    .with_two_riders()
    .await;
    let idle = robberies(&house, 30).await;
    let mut stalled = Vec::new();
    for _ in 0..10 {
        let channel = house.another().await;
        stalled
            .push(DispatchServiceClient::new(channel).watch(proto::WatchRequest::default()).await.expect("watching"));
    }
    let (stop, stopped) = watch::channel(false);
    let mut floods = JoinSet::new();
    for number in 0..4 {
        floods.spawn(flood_with_positions(house.another().await, format!("gw-{number}"), stopped.clone()));
    }
    let mut storm = JoinSet::new();
    for _ in 0..4 {
        let (mut desk, stopped) = (DispatchServiceClient::new(house.another().await), stopped.clone());
        storm.spawn(async move {
            let mut shed = 0_u32;
            while !*stopped.borrow() {
                let listed = desk.list_incidents(proto::ListIncidentsRequest::default()).await;
                shed += u32::from(listed.is_err_and(|status| reason_of(&status) == "OVERLOADED"));
            }
            shed
        });
    }
    let loaded = robberies(&house, 30).await;
    stop.send_replace(true);
    let (positions, queries) = (floods.join_all().await, storm.join_all().await);
    let at = |took: &[Duration], part: usize| took[(took.len() - 1) * part / 100];
    println!(
        "level 1: idle {:?} / {:?}, beside the flood {:?} / {:?} (50 % / 95 %); {} fixes and {} lists shed",
        at(&idle, 50),
        at(&idle, 95),
        at(&loaded, 50),
        at(&loaded, 95),
        positions.iter().sum::<u32>(),
        queries.iter().sum::<u32>()
    );
    assert!(positions.iter().sum::<u32>() > 0, "positions are shed first");
    drop(stalled);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_principal_has_its_rate_and_its_share_and_level_1_is_never_too_fast() {
    let house = House::open(limits(|limits| {
        limits.commands_per_second_max = 3;
        limits.queries_per_second_max = 3;
        limits.watchers_per_principal_max = 2;
        limits.streams_per_principal_max = 3;
    }))
    .await
    .with_two_riders()
    .await;
    let about = incident(&house).await;
    let mut outcomes = Vec::new();
    for _ in 0..12 {
        outcomes.push(house.desk().add_note(called("desk-1", note(&about))).await.map_err(|status| reason_of(&status)));
    }
    assert!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() >= 6, "two seconds' worth at once");
    assert_eq!(outcomes.last().expect("some").as_ref().expect_err("too fast"), "RATE_LIMITED");
    house.desk().add_note(called("desk-2", note(&about))).await.expect("another one's rate is its own");
    for _ in 0..12 {
        house.desk().file_report(called("desk-1", robbery())).await.expect("level 1 is never too fast");
    }
    let mut queries = Vec::new();
    for _ in 0..12 {
        let asked = proto::GetUnitRequest { name: "units/R1".to_owned() };
        queries.push(house.desk().get_unit(called("desk-1", asked)).await.map_err(|status| reason_of(&status)));
    }
    assert_eq!(queries.last().expect("some").as_ref().expect_err("too fast"), "RATE_LIMITED");

    let mut open = Vec::new();
    let watch = || called("desk-1", proto::WatchRequest::default());
    for _ in 0..2 {
        open.push(house.desk().watch(watch()).await.expect("its share").into_inner());
    }
    let status = house.desk().watch(watch()).await.expect_err("one too many");
    assert_eq!(reason_of(&status), "TOO_MANY_STREAMS");
    house.desk().watch(called("desk-2", proto::WatchRequest::default())).await.expect("another one's share is its own");
    open.pop();
    let again = async {
        while house.desk().watch(watch()).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, again).await.expect("what was given back can be taken again");
    drop(open);
    house.close().await;
}

fn fixes(count: usize) -> Vec<proto::Fix> {
    (0..count)
        .map(|number| proto::Fix {
            unit: "units/R1".to_owned(),
            position: at(23.02),
            sequence: 1 + number as u64,
            ..proto::Fix::default()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_beyond_the_rate_are_shed_and_the_devices_are_told_to_hold_back() {
    let house = House::open(limits(|limits| {
        limits.position_batches_per_second_max = 4;
        limits.radio_batches_per_second_max = 4;
    }))
    .await
    .with_two_riders()
    .await;
    let mut last = Ok(());
    for _ in 0..20 {
        let batch = proto::ReportPositionBatchRequest { fixes: fixes(3) };
        last = house.units().report_position_batch(passed_on("gw-1", batch)).await.map(drop);
    }
    assert_eq!(reason_of(&last.expect_err("too fast")), "RATE_LIMITED");

    let messages: Vec<_> = (0..12).map(|_| proto::ReportPositionsRequest { fixes: fixes(3) }).collect();
    let began = Instant::now();
    let told =
        house.units().report_positions(passed_on("gw-2", tokio_stream::iter(messages))).await.expect("summed up");
    let summary = told.into_inner().summary.expect("told");
    let judged: u32 = summary.verdicts.iter().map(|verdict| verdict.count).sum();
    assert_eq!(judged + summary.shed_count, 36, "each fix is accounted for");
    assert!(summary.shed_count > 0 && summary.retry_delay_ms > 0);
    assert!(began.elapsed() > Duration::from_millis(200), "the flood stood in the network meanwhile");

    let (up, mut down) = connect(house.channel.clone(), "R1").await.expect("opened");
    for number in 1..=20 {
        let batch = Up::Positions(proto::PositionBatch { fixes: fixes(3) });
        up.send(proto::ConnectRequest { number, message: Some(batch) }).await.expect("open");
    }
    let paused = proto::SetAvailabilityRequest {
        unit: "units/R1".to_owned(),
        activity: proto::UnitActivity::Unavailable.into(),
        unavailable_reason: proto::UnavailableReason::Break.into(),
        ..proto::SetAvailabilityRequest::default()
    };
    up.send(proto::ConnectRequest { number: 1, message: Some(Up::SetAvailability(paused)) }).await.expect("open");
    let (mut results, mut shed, mut written) = (0, 0, false);
    while results < 20 || !written {
        let message = timeout(PATIENCE, down.message()).await.expect("in time").expect("goes on").expect("goes on");
        match message.message.expect("says something") {
            Down::BatchResult(result) => {
                results += 1;
                shed += result.summary.expect("told").shed_count;
            }
            Down::WriteResult(_) => written = true,
            Down::Welcome(_) | Down::Advice(_) | Down::Order(_) | Down::StandingOrder(_) | Down::Notice(_) => {}
        }
    }
    assert!(shed > 0, "each batch is answered, some by having been left aside");
    house.close().await;
}

async fn connect(
    channel: Channel,
    unit: &str,
) -> Result<(mpsc::Sender<proto::ConnectRequest>, Streaming<proto::ConnectResponse>), Status> {
    let (up, messages) = mpsc::channel(64);
    let hello = proto::Hello {
        device: format!("radio-{unit}"),
        installation: request_id(),
        client_version: "1.0.0".to_owned(),
        units: vec![format!("units/{unit}")],
        status: None,
    };
    let first = proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) };
    up.send(first).await.map_err(|_| Status::aborted("closed"))?;
    let down = UnitServiceClient::new(channel).connect(ReceiverStream::new(messages)).await?.into_inner();
    Ok((up, down))
}

/// Connects until it is welcomed, as a radio does; how often it was told to come back.
async fn come_back(channel: Channel, unit: String) -> u32 {
    let mut refusals = 0;
    loop {
        let (_up, mut down) = connect(channel.clone(), &unit).await.expect("opened");
        match down.message().await {
            Ok(Some(message)) => {
                assert!(matches!(message.message, Some(Down::Welcome(_))), "the welcome comes first");
                return refusals;
            }
            Ok(None) => panic!("ended without a word"),
            Err(status) => {
                assert_eq!(reason_of(&status), "OVERLOADED");
                let details = status.get_error_details();
                sleep(details.retry_info().and_then(|info| info.retry_delay).unwrap_or_default()).await;
                refusals += 1;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn radios_that_come_back_at_once_are_welcomed_one_after_the_other_and_all_get_in() {
    const RADIOS: usize = 120;
    let house = House::open(limits(|limits| {
        limits.hellos_per_second_max = 60;
        limits.hello_wait_max = Duration::from_millis(700);
    }))
    .await;
    let rider = |number| proto::RosterUnit {
        name: format!("units/S{number:04}"),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let units = (0..RADIOS).map(rider).collect();
    let roster = proto::ImportRosterRequest { units, ..proto::ImportRosterRequest::default() };
    RosterServiceClient::new(house.channel.clone()).import_roster(roster).await.expect("imported");
    for number in 0..RADIOS {
        let unit = format!("units/S{number:04}");
        let check_in = Some(check_in(&unit));
        let start = proto::StartDutyRequest { unit, check_in, ..proto::StartDutyRequest::default() };
        house.units().start_duty(start).await.expect("on duty");
    }
    let began = Instant::now();
    let mut radios = JoinSet::new();
    for number in 0..RADIOS {
        radios.spawn(come_back(house.channel.clone(), format!("S{number:04}")));
    }
    let mut refusals = 0;
    while let Some(radio) = timeout(PATIENCE, radios.join_next()).await.expect("all are back in time") {
        refusals += radio.expect("no panic");
    }
    println!("{RADIOS} radios back in {:?}, told {refusals} times to come later", began.elapsed());
    assert!(began.elapsed() > Duration::from_millis(1_500), "at the pace that was set");
    assert!(refusals > 0, "who would have waited too long was told when to come back");
    house.close().await;
}
