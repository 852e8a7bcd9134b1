//! The wire as hostile and clumsy clients use it: too many, too large, too slow, too silent, out of order.
#![expect(clippy::disallowed_methods, reason = "sockets run by the machine's clock")]

use std::time::{Duration, Instant};

use metrics_exporter_prometheus::PrometheusBuilder;
use patrold::api::limits::{ApiLimits, ClientVersion};
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::connect_response::Message as Down;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::submit_response::Result as Answered;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::watch_response::Message as Seen;
use patrold::api::proto::{self, submit_command, submit_request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Status, Streaming};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{GRACE, House, at, request_id, robbery};

/// How long something may take that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(10);

const STREAMS: usize = 2_000;
const STREAMS_PER_CONNECTION: usize = 200;
const MESSAGES_PER_STREAM: u64 = 5;
const FIXES_PER_MESSAGE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_chatty_radios_are_all_answered_and_the_desk_beside_them_too() {
    let house = House::open(ApiLimits::default()).await;
    let names: Vec<_> = (0..STREAMS).map(|number| format!("units/C{number:04}")).collect();
    let rider = |name: &String| proto::RosterUnit {
        name: name.clone(),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let roster = proto::ImportRosterRequest {
        units: names.iter().map(rider).collect(),
        ..proto::ImportRosterRequest::default()
    };
    RosterServiceClient::new(house.channel.clone()).import_roster(roster).await.expect("imported");
    let begun = Instant::now();
    let mut radios = JoinSet::new();
    for names in names.chunks(STREAMS_PER_CONNECTION) {
        let channel = house.another().await;
        for name in names {
            radios.spawn(chat(channel.clone(), name.clone()));
        }
    }
    let (mut calls, mut slowest) = (0, Duration::ZERO);
    let mut answered = 0;
    while answered < STREAMS {
        tokio::select! {
            radio = radios.join_next() => {
                radio.expect("one more").expect("no panic").expect("nobody is cut off");
                answered += 1;
            }
            () = sleep(Duration::from_millis(20)) => {
                let asked = Instant::now();
                let name = "units/C0000".to_owned();
                let told = timeout(PATIENCE, house.desk().get_unit(proto::GetUnitRequest { name })).await;
                told.expect("in time").expect("there");
                (calls, slowest) = (calls + 1, slowest.max(asked.elapsed()));
            }
        }
    }
    let (messages, took) = (STREAMS as u64 * MESSAGES_PER_STREAM, begun.elapsed());
    println!("{messages} messages on {STREAMS} streams in {took:?}; {calls} calls beside them, slowest {slowest:?}");
    assert!(calls > 0, "the desk has asked meanwhile");
    house.close().await;
}

/// Sends all its batches before it reads one answer, then reads them all.
async fn chat(channel: Channel, unit: String) -> Result<(), Status> {
    let (up, mut down) = connect(channel, hello(&unit, "1.0.0")).await?;
    for number in 1..=MESSAGES_PER_STREAM {
        let fix = proto::Fix { unit: unit.clone(), position: at(23.02), ..proto::Fix::default() };
        let batch = proto::PositionBatch { fixes: vec![fix; FIXES_PER_MESSAGE] };
        let message = proto::ConnectRequest { number, message: Some(Up::Positions(batch)) };
        up.send(message).await.map_err(|_| Status::aborted("closed by the daemon"))?;
    }
    let mut next = 1;
    while next <= MESSAGES_PER_STREAM {
        let Some(message) = down.message().await? else { return Err(Status::aborted("ended by the daemon")) };
        if let Some(Down::BatchResult(result)) = message.message {
            let counted: u32 = result.summary.iter().flat_map(|it| &it.verdicts).map(|it| it.count).sum();
            assert_eq!((result.number, counted), (next, 6), "each batch is answered once, in order, and whole");
            next += 1;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_full_house_lets_new_connections_wait_until_an_old_one_goes() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let _recording = metrics::set_default_local_recorder(&recorder);
    let limits =
        ApiLimits { connections_max: 3, first_byte_timeout: Duration::from_millis(300), ..ApiLimits::default() };
    let house = House::open(limits).await;
    let list = |channel: &Channel| {
        let mut desk = DispatchServiceClient::new(channel.clone());
        async move { desk.list_units(proto::ListUnitsRequest::default()).await }
    };
    let others = [house.another().await, house.another().await];
    for channel in &others {
        list(channel).await.expect("there is room");
    }
    // The kernel takes it; the daemon does not.
    let late = house.another().await;
    let (mut silent, mut chatty) = (knock(&house, b"").await, knock(&house, b"P").await);
    assert!(timeout(Duration::from_millis(500), list(&late)).await.is_err(), "no answer while the house is full");
    for old in [&house.channel, &others[0], &others[1]] {
        list(old).await.expect("the old ones live");
    }
    assert!(metrics.render().contains("patrold_connections 3"), "{}", metrics.render());
    drop(others);
    timeout(PATIENCE, list(&late)).await.expect("its turn has come").expect("answered");
    for (socket, what) in [(&mut silent, "a socket that says nothing"), (&mut chatty, "a socket that says one byte")] {
        let closed = timeout(PATIENCE, socket.read_to_end(&mut Vec::new())).await;
        assert!(closed.is_ok(), "{what} is closed");
    }
    let told = metrics.render();
    assert!(told.contains(r#"patrold_connections_refused_total{reason="silent"} 2"#), "{told}");
    // A byte now and then does not win time.
    let mut dripping = knock(&house, b"").await;
    let began = Instant::now();
    for byte in b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" {
        if dripping.write_all(&[*byte]).await.is_err() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(timeout(PATIENCE, dripping.read_to_end(&mut Vec::new())).await.is_ok(), "closed");
    assert!(began.elapsed() < PATIENCE);
    assert!(metrics.render().contains(r#"refused_total{reason="silent"} 3"#), "{}", metrics.render());
    house.close().await;
}

async fn knock(house: &House, words: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(house.server.address()).await.expect("the kernel accepts");
    socket.write_all(words).await.expect("sent");
    socket
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_reading_is_told_to_begin_again_and_who_reads_misses_nothing() {
    let limits = ApiLimits { send_timeout: Duration::from_millis(500), ..ApiLimits::default() };
    let house = House::open_with(limits, |settings| settings.feed_ring_entries = 200).await.with_two_riders().await;
    let (mut stalled, begun_at) = watch_live(narrow(&house).await).await;
    let (mut healthy, mut seen) = watch_live(house.another().await).await;
    // More than the flow control windows and the queue of a stream hold; never so much at once that the ring forgets
    // what the healthy one has not read yet.
    for _ in 0..12 {
        let receipts = file_reports(&house, 50).await;
        let newest = receipts.iter().map(|receipt| receipt.sequence).max().expect("some");
        while seen < newest {
            let sequence = next_change(&mut healthy).await.expect("the healthy one goes on");
            seen += 1;
            assert_eq!(sequence, seen, "every change once and in order");
        }
    }
    sleep(Duration::from_millis(700)).await;
    let (mut late, mut resync) = (begun_at, false);
    while let Some(message) = timeout(PATIENCE, stalled.message()).await.expect("not kept waiting").expect("ends well")
    {
        assert!(!resync, "nothing comes behind the last word");
        assert!(late < seen, "the test is wrong: all of it fitted into the windows");
        match message.message.expect("says something") {
            Seen::Change(change) => {
                late += 1;
                assert_eq!(change.sequence, late, "what was sent is in order");
            }
            Seen::Resync(_) => resync = true,
            Seen::Snapshot(_) | Seen::Heartbeat(_) | Seen::Positions(_) => {}
        }
    }
    println!("the stalled watcher got {} of {} changes", late - begun_at, seen - begun_at);
    assert!(resync && late < seen, "it is told to begin again");

    let mut recent = watch(house.another().await, seen - 10).await;
    for missing in seen - 9..=seen {
        assert_eq!(next_change(&mut recent).await, Some(missing), "exactly what was missed");
    }
    let more = file_reports(&house, 1).await;
    // The daemon itself may have had something to say meanwhile, such as that a clock runs.
    for new in seen + 1..=more[0].sequence {
        assert_eq!(next_change(&mut recent).await, Some(new), "and then what is new");
    }
    for unknown in [begun_at, seen + 1_000_000] {
        let first = watch(house.another().await, unknown).await.message().await.expect("goes on").expect("a message");
        let Some(Seen::Snapshot(part)) = first.message else { panic!("cannot go on from {unknown}, but: {first:?}") };
        assert!(part.first);
    }
    let restrict = proto::RestrictIncidentRequest {
        incident: more[0].incident.as_ref().expect("it opened one").name.clone(),
        reason: "涉密".to_owned(),
        ..proto::RestrictIncidentRequest::default()
    };
    house.desk().restrict_incident(restrict).await.expect("restricted");
    let first = watch(house.another().await, seen).await.message().await.expect("goes on").expect("a message");
    let begins_again = matches!(first.message, Some(Seen::Snapshot(_)));
    assert!(begins_again, "what was restricted since is not told from before: {first:?}");
    drop((stalled, healthy, recent));
    house.close().await;
}

/// A client that takes no more than 64 KiB before it reads.
async fn narrow(house: &House) -> Channel {
    let endpoint = Endpoint::from_shared(format!("http://{}", house.server.address())).expect("an address");
    endpoint.initial_stream_window_size(65_535).connect().await.expect("it answers")
}

async fn watch(channel: Channel, resume_sequence: u64) -> Streaming<proto::WatchResponse> {
    let asked = proto::WatchRequest { resume_sequence, ..proto::WatchRequest::default() };
    DispatchServiceClient::new(channel).watch(asked).await.expect("watching").into_inner()
}

/// A watch that has its whole snapshot, and the sequence of that.
async fn watch_live(channel: Channel) -> (Streaming<proto::WatchResponse>, u64) {
    let mut stream = watch(channel, 0).await;
    loop {
        let message = stream.message().await.expect("goes on").expect("goes on");
        if let Some(Seen::Snapshot(part)) = message.message
            && part.last
        {
            return (stream, part.as_of_sequence);
        }
    }
}

/// The sequence of the next change; none when the watch ends or must begin again.
async fn next_change(stream: &mut Streaming<proto::WatchResponse>) -> Option<u64> {
    loop {
        match timeout(PATIENCE, stream.message()).await.expect("in time").expect("goes on")?.message? {
            Seen::Change(change) => return Some(change.sequence),
            Seen::Resync(_) => return None,
            Seen::Snapshot(part) => panic!("a snapshot where a change was due: {part:?}"),
            Seen::Heartbeat(_) | Seen::Positions(_) => {}
        }
    }
}

async fn file_reports(house: &House, count: u64) -> Vec<proto::WriteReceipt> {
    let commands = (1..=count).map(|number| (number, robbery())).collect();
    let told = submit(house, &request_id(), commands).await.expect("goes on");
    let receipt = |(_, result)| match result {
        Answered::Receipt(receipt) => receipt,
        Answered::Error(error) => panic!("refused: {error:?}"),
    };
    told.into_iter().map(receipt).collect()
}

/// What a session is told about its commands.
async fn submit(
    house: &House,
    session: &str,
    commands: Vec<(u64, proto::FileReportRequest)>,
) -> Result<Vec<(u64, Answered)>, Status> {
    let open = submit_request::Message::Open(proto::SubmitOpen { session: session.to_owned() });
    let command = |(number, request)| {
        let command = Some(submit_command::Command::FileReport(request));
        submit_request::Message::Command(proto::SubmitCommand { number, command })
    };
    let messages: Vec<_> = std::iter::once(open)
        .chain(commands.into_iter().map(command))
        .map(|message| proto::SubmitRequest { message: Some(message) })
        .collect();
    let mut answers = house.desk().submit(tokio_stream::iter(messages)).await?.into_inner();
    let mut told = Vec::new();
    while let Some(answer) = answers.message().await? {
        told.push((answer.number, answer.result.expect("said")));
    }
    Ok(told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_numbers_as_it_likes_never_runs_a_command_twice() {
    let house = House::open_with(ApiLimits::default(), |settings| settings.engine.submit_window = 4).await;
    let session = request_id();
    let calls = |numbers: &[u64]| numbers.iter().map(|number| (*number, robbery())).collect::<Vec<_>>();
    let first = submit(&house, &session, calls(&[1, 2, 5])).await.expect("goes on");
    let other = proto::FileReportRequest { narrative: "nothing".to_owned(), ..robbery() };
    let second = vec![(2, robbery()), (2, other), (3, robbery()), (0, robbery()), (6, robbery()), (7, robbery())];
    let second = submit(&house, &session, second).await.expect("goes on");
    let told = |number: u64, answers: &[(u64, Answered)]| {
        answers.iter().filter(|it| it.0 == number).map(|it| reason(&it.1)).collect::<Vec<_>>()
    };
    assert_eq!([1, 2, 5].map(|number| told(number, &first)), [["done"], ["done"], ["done"]], "gaps are allowed");
    assert!(second.contains(&first[1]), "what was sent before gets the same receipt");
    assert_eq!(told(2, &second), ["done", "REQUEST_REUSED"]);
    assert_eq!(told(3, &second), ["REQUEST_TOO_OLD"], "a gap is not filled later: it may have been run before");
    assert_eq!(told(0, &second), ["BAD_NUMBER"]);
    assert_eq!([6, 7].map(|number| told(number, &second)), [["done"], ["done"]], "the stream goes on behind them");
    let third = submit(&house, &session, calls(&[1, 7])).await.expect("goes on");
    assert_eq!((told(1, &third), told(7, &third)), (vec!["REQUEST_TOO_OLD".to_owned()], vec!["done".to_owned()]));
    let listed = house.desk().list_incidents(proto::ListIncidentsRequest::default()).await.expect("listed");
    assert_eq!(listed.into_inner().incidents.len(), 5, "each was carried out once");
    let unnamed = submit(&house, "", calls(&[1])).await.expect_err("no session");
    assert_eq!(unnamed.code(), Code::InvalidArgument);
    house.close().await;
}

fn reason(answer: &Answered) -> String {
    match answer {
        Answered::Receipt(_) => "done".to_owned(),
        Answered::Error(error) if error.field_violations.iter().any(|it| it.field == "number") => {
            "BAD_NUMBER".to_owned()
        }
        Answered::Error(error) => error.reason.clone(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_have_limits_on_a_connection_and_in_all_and_the_connection_lives() {
    let limits = ApiLimits { streams_per_connection_max: 4, streams_max: 6, ..ApiLimits::default() };
    let house = House::open(limits).await.with_two_riders().await;
    let (crowded, other) = (house.another().await, house.another().await);
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(watch_live(crowded.clone()).await.0);
    }
    let mut fifth = Box::pin(watch_live(crowded.clone()));
    assert!(timeout(Duration::from_millis(300), &mut fifth).await.is_err(), "it waits for room on its connection");
    open.push(watch_live(other.clone()).await.0);
    open.push(watch_live(other.clone()).await.0);
    let refused = DispatchServiceClient::new(other.clone()).watch(proto::WatchRequest::default()).await;
    let refused = refused.expect_err("six streams are open");
    assert_eq!(refused.code(), Code::ResourceExhausted);
    assert_eq!(refused.get_error_details().error_info().expect("there").reason, "TOO_MANY_STREAMS");
    UnitServiceClient::new(other)
        .report_position_batch(proto::ReportPositionBatchRequest::default())
        .await
        .expect("a call is no stream");
    // One stream ends on the other connection, so that there is room in all, and one on the crowded connection.
    drop(open.pop());
    sleep(Duration::from_millis(200)).await;
    drop(open.remove(0));
    open.push(timeout(PATIENCE, fifth).await.expect("its turn has come").0);

    let oversized = proto::FileReportRequest { narrative: "x".repeat(100_000), ..robbery() };
    let status = house.desk().file_report(oversized.clone()).await.expect_err("too large");
    assert!(matches!(status.code(), Code::OutOfRange | Code::ResourceExhausted), "{status:?}");
    let status = submit(&house, &request_id(), vec![(1, oversized)]).await.expect_err("too large for a stream too");
    assert!(matches!(status.code(), Code::OutOfRange | Code::ResourceExhausted), "{status:?}");
    let told = submit(&house, &request_id(), vec![(1, robbery())]).await.expect("the connection lives");
    assert_eq!(reason(&told[0].1), "done");
    drop(open);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_does_not_keep_to_the_order_of_things_is_told_so() {
    let limits = ApiLimits {
        deadline: Duration::from_millis(500),
        client_version_min: ClientVersion([1, 2, 0]),
        ..ApiLimits::default()
    };
    let house = House::open(limits).await.with_two_riders().await;
    let ended = |request| {
        let channel = house.channel.clone();
        async move {
            let (_up, mut down) = connect(channel, request).await.expect("opened");
            timeout(PATIENCE, down.message()).await.expect("in time").expect_err("it is told why")
        }
    };
    let batch = proto::ConnectRequest { number: 1, message: Some(Up::Positions(proto::PositionBatch::default())) };
    assert_eq!(ended(batch).await.code(), Code::InvalidArgument, "no hello");
    assert_eq!(ended(hello("units/R9", "1.2.0")).await.code(), Code::NotFound, "a unit that is not on the roster");
    let old = ended(hello("units/R1", "1.1.9")).await;
    assert_eq!(old.get_error_details().error_info().expect("there").reason, "CLIENT_TOO_OLD");

    // Whoever opens a stream and says nothing does not keep it.
    let (_up, silent) = mpsc::channel::<proto::ConnectRequest>(1);
    let mut down = house.units().connect(ReceiverStream::new(silent)).await.expect("opened").into_inner();
    let status = timeout(PATIENCE, down.message()).await.expect("in time").expect_err("no hello came");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let (_up, silent) = mpsc::channel::<proto::SubmitRequest>(1);
    let mut answers = house.desk().submit(ReceiverStream::new(silent)).await.expect("opened").into_inner();
    let status = timeout(PATIENCE, answers.message()).await.expect("in time").expect_err("no session was named");
    assert_eq!(status.code(), Code::DeadlineExceeded);

    let (up, mut down) = connect(house.channel.clone(), hello("units/R1", "1.2.0")).await.expect("opened");
    assert!(matches!(heard(&mut down).await, Down::Welcome(_)));
    up.send(hello("units/R1", "1.2.0")).await.expect("open");
    up.send(proto::ConnectRequest { number: 3, message: None }).await.expect("open");
    for what in ["a second hello", "a message of an unknown kind"] {
        let Down::Notice(notice) = heard(&mut down).await else { panic!("a notice is due") };
        assert_eq!(notice.kind(), proto::NoticeKind::BadMessage, "{what}");
    }
    let batch = Up::Positions(proto::PositionBatch::default());
    up.send(proto::ConnectRequest { number: 4, message: Some(batch) }).await.expect("open");
    assert!(matches!(heard(&mut down).await, Down::BatchResult(result) if result.number == 4), "the stream goes on");

    house.desk().file_report(robbery()).await.expect("filed");
    let (_old, mut old_down) = connect(house.channel.clone(), hello("units/R1", "0.9.0")).await.expect("opened");
    let Down::Welcome(welcome) = heard(&mut old_down).await else { panic!("a unit on an incident is let in") };
    assert!(welcome.assignments[0].order.is_some(), "with its assignment");
    let Down::Notice(notice) = heard(&mut old_down).await else { panic!("a notice is due") };
    assert_eq!(notice.kind(), proto::NoticeKind::ClientTooOld);
    let replaced = loop {
        if let Down::Notice(notice) = heard(&mut down).await {
            break notice;
        }
    };
    assert_eq!(replaced.kind(), proto::NoticeKind::Replaced, "the first device is told that another speaks");
    drop((up, down, old_down));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_nobody_who_says_nothing() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let _silent_socket = knock(&house, b"").await;
    let (_watch, _) = watch_live(house.another().await).await;
    let (_up, mut radio) = connect(house.another().await, hello("units/R1", "1.0.0")).await.expect("opened");
    assert!(matches!(heard(&mut radio).await, Down::Welcome(_)));
    let (_without_hello, silent) = mpsc::channel::<proto::ConnectRequest>(1);
    let _speechless = house.units().connect(ReceiverStream::new(silent)).await.expect("opened");
    let (_without_session, silent) = mpsc::channel::<proto::SubmitRequest>(1);
    let _nameless = house.desk().submit(ReceiverStream::new(silent)).await.expect("opened");
    let began = Instant::now();
    let House { server, daemon, .. } = house;
    assert!(server.stop(GRACE).await, "everything ended by itself");
    println!("stopped in {:?} with five clients who did nothing", began.elapsed());
    daemon.stop().await.expect("the record is sealed");
    let notice = loop {
        if let Down::Notice(notice) = heard(&mut radio).await {
            break notice;
        }
    };
    assert_eq!(notice.kind(), proto::NoticeKind::Draining);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_cuts_off_whoever_does_not_read() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let (_stalled, _) = watch_live(narrow(&house).await).await;
    file_reports(&house, 400).await;
    let began = Instant::now();
    let House { server, daemon, .. } = house;
    let grace = Duration::from_millis(700);
    let by_itself = server.stop(grace).await;
    println!("stopped in {:?} with a watcher that does not read; by itself: {by_itself}", began.elapsed());
    assert!(began.elapsed() < grace + PATIENCE / 2);
    daemon.stop().await.expect("the record is sealed");
}

fn hello(unit: &str, client_version: &str) -> proto::ConnectRequest {
    let hello = proto::Hello {
        device: format!("radio-{}", unit.trim_start_matches("units/")),
        installation: request_id(),
        client_version: client_version.to_owned(),
        units: vec![unit.to_owned()],
        status: None,
    };
    proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }
}

/// A device's stream, opened with whatever it says first.
async fn connect(
    channel: Channel,
    first: proto::ConnectRequest,
) -> Result<(mpsc::Sender<proto::ConnectRequest>, Streaming<proto::ConnectResponse>), Status> {
    let (up, messages) = mpsc::channel(16);
    up.send(first).await.map_err(|_| Status::aborted("closed"))?;
    let down = UnitServiceClient::new(channel).connect(ReceiverStream::new(messages)).await?.into_inner();
    Ok((up, down))
}

/// The next message to a device; the link's marks bring advice, which may come at any time.
async fn heard(down: &mut Streaming<proto::ConnectResponse>) -> Down {
    loop {
        let message = timeout(PATIENCE, down.message()).await.expect("in time").expect("goes on").expect("goes on");
        match message.message.expect("says something") {
            Down::Advice(_) => {}
            said @ (Down::Welcome(_)
            | Down::Order(_)
            | Down::StandingOrder(_)
            | Down::WriteResult(_)
            | Down::BatchResult(_)
            | Down::Notice(_)) => {
                return said;
            }
        }
    }
}
