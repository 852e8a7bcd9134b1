//! The API as its clients meet it: a real daemon behind a real port.

use std::time::Duration;

use patrold::api::limits::ApiLimits;
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::connect_response::Message as Down;
use patrold::api::proto::connect_write_result::Result as Told;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::submit_response::Result as Answered;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::watch_response::Message as Seen;
use patrold::api::proto::{self, submit_command, submit_request};
use patrold::api::server::Server;
use patrold::config::Config;
use patrold::domain::event::Event;
use patrold::domain::ids::UnitId;
use patrold::domain::unit::Link;
use patrold::runtime::settings::{ClockChoice, RuntimeSettings};
use patrold::runtime::start::Daemon;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request};
use tonic_types::StatusExt;

pub(crate) const GRACE: Duration = Duration::from_secs(3);

/// A daemon with its port, and a client's channel to it.
pub(crate) struct House {
    pub(crate) daemon: Daemon,
    pub(crate) server: Server,
    pub(crate) channel: Channel,
    data: tempfile::TempDir,
}

impl House {
    pub(crate) async fn open(limits: ApiLimits) -> Self {
        Self::open_with(limits, |_| {}).await
    }

    /// A house whose daemon is set otherwise than usual.
    pub(crate) async fn open_with(limits: ApiLimits, adjust: impl FnOnce(&mut RuntimeSettings)) -> Self {
        Self::open_on(ClockChoice::System { accept_jump: false }, limits, adjust).await
    }

    /// The same with a clock of the story's own.
    pub(crate) async fn open_on(
        clock: ClockChoice,
        limits: ApiLimits,
        adjust: impl FnOnce(&mut RuntimeSettings),
    ) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let config = Config::load(None).expect("the built-in configuration");
        let zones = || patrold::city::City::new(1).expect("a city").zones.to_geojson();
        let policy = config.policy_source(zones).expect("the built-in policy");
        let mut settings = config.runtime(data.path(), policy).expect("limits that hold");
        adjust(&mut settings);
        let daemon = Daemon::start(settings, clock).await.expect("it starts");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = Server::start(daemon.handle().clone(), listener, limits).await.expect("it serves");
        let channel = another_channel(&server).await;
        Self { daemon, server, channel, data }
    }

    /// Where its data lies.
    pub(crate) fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// A client of its own, with a connection of its own.
    pub(crate) async fn another(&self) -> Channel {
        another_channel(&self.server).await
    }

    pub(crate) fn desk(&self) -> DispatchServiceClient<Channel> {
        DispatchServiceClient::new(self.channel.clone())
    }

    pub(crate) fn units(&self) -> UnitServiceClient<Channel> {
        UnitServiceClient::new(self.channel.clone())
    }

    /// Two riders on duty, R1 nearer to the scene than R2.
    pub(crate) async fn with_two_riders(self) -> Self {
        let rider = |name: &str| proto::RosterUnit {
            name: name.to_owned(),
            tier: proto::Tier::City.into(),
            force: "iron-riders".to_owned(),
            kind: proto::UnitKind::Motorcycle.into(),
            ..proto::RosterUnit::default()
        };
        let roster = proto::ImportRosterRequest {
            units: vec![rider("units/R1"), rider("units/R2")],
            ..proto::ImportRosterRequest::default()
        };
        RosterServiceClient::new(self.channel.clone()).import_roster(roster).await.expect("imported");
        for (name, latitude_deg) in [("units/R1", 23.021), ("units/R2", 23.031)] {
            let start = proto::StartDutyRequest {
                unit: name.to_owned(),
                check_in: Some(check_in(name)),
                ..proto::StartDutyRequest::default()
            };
            self.units().start_duty(start).await.expect("on duty");
            let fix = proto::Fix { unit: name.to_owned(), position: at(latitude_deg), ..proto::Fix::default() };
            let batch = proto::ReportPositionBatchRequest { fixes: vec![fix] };
            let told = self.units().report_position_batch(batch).await.expect("taken").into_inner();
            let verdict = told.summary.expect("told").verdicts[0];
            assert_eq!(verdict.verdict(), proto::FixVerdict::Accepted);
        }
        self
    }

    pub(crate) async fn close(self) {
        assert!(self.server.stop(GRACE).await, "everything ended by itself");
        self.daemon.stop().await.expect("the record is sealed");
    }
}

async fn another_channel(server: &Server) -> Channel {
    let endpoint = Endpoint::from_shared(format!("http://{}", server.address())).expect("an address");
    endpoint.connect().await.expect("it answers")
}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
pub(crate) fn at(latitude_deg: f64) -> Option<proto::Position> {
    Some(proto::Position { latitude_deg, longitude_deg: 113.75, datum: proto::Datum::Wgs84.into() })
}

pub(crate) fn check_in(badge: &str) -> proto::CheckIn {
    let person = badge.replace('/', "-");
    let crew = vec![proto::CrewMember { person, rank: proto::Rank::Officer.into() }];
    proto::CheckIn { crew, ..proto::CheckIn::default() }
}

pub(crate) fn robbery() -> proto::FileReportRequest {
    proto::FileReportRequest {
        source: proto::ReportSource::Voice110.into(),
        place: Some(proto::PlaceInput { manual_position: at(23.02), ..proto::PlaceInput::default() }),
        narrative: "two men took her bag".to_owned(),
        ..proto::FileReportRequest::default()
    }
}

pub(crate) fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_answered_by_the_nearest_unit_and_its_radio_follows_it_to_the_end() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let call = proto::FileReportRequest { request_id: request_id(), ..robbery() };
    let receipt = house.desk().file_report(call.clone()).await.expect("filed").into_inner();
    assert_eq!(receipt.dispatches[0].unit, "units/R1");
    let again = house.desk().file_report(call.clone()).await.expect("a retry").into_inner();
    assert_eq!(again, receipt, "a retry gets the same receipt");
    let other = proto::FileReportRequest { narrative: "nothing after all".to_owned(), ..call };
    let status = house.desk().file_report(other).await.expect_err("the same id with another body");
    assert_eq!(status.get_error_details().error_info().expect("there").reason, "REQUEST_REUSED");

    let mut radio = Radio::connect(&house, "units/R1").await;
    let assignment = radio.welcome().await;
    let order = assignment.order.expect("the present assignment is complete");
    assert_eq!(
        (order.dispatch.as_str(), order.narrative.as_ref().map(|it| it.text.as_str())),
        (receipt.dispatches[0].dispatch.as_str(), Some("two men took her bag"),)
    );
    let acknowledge = proto::AcknowledgeOrderRequest {
        unit: "units/R1".to_owned(),
        order: order.name.clone(),
        version: order.version,
        ..proto::AcknowledgeOrderRequest::default()
    };
    radio.write(1, Up::AcknowledgeOrder(acknowledge)).await;
    for (number, step) in [(2, proto::Step::SignedIn), (3, proto::Step::Arrived), (4, proto::Step::Finished)] {
        let step = proto::AdvanceDispatchRequest {
            dispatch: order.dispatch.clone(),
            unit: "units/R1".to_owned(),
            step: step.into(),
            ..proto::AdvanceDispatchRequest::default()
        };
        radio.write(number, Up::AdvanceDispatch(step)).await;
    }
    let name = receipt.incident.expect("opened").name;
    let told = house.desk().get_incident(proto::GetIncidentRequest { name }).await.expect("there").into_inner();
    let dispatch = &told.dispatches[0];
    assert_eq!(dispatch.state(), proto::DispatchState::Finished);
    assert!(dispatch.order.as_ref().expect("there").deliver_time.is_some(), "delivered before it was signed in");
    assert_eq!(dispatch.explanation.as_ref().expect("why").considered[0].unit, "units/R1");
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_shows_what_is_and_what_changes_and_ends_when_the_daemon_stops() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let asked = proto::WatchRequest { position_interval_ms: 200, ..proto::WatchRequest::default() };
    let mut watch = house.desk().watch(asked).await.expect("watching").into_inner();
    let (mut units, mut as_of) = (0, 0);
    while let Some(message) = watch.message().await.expect("goes on") {
        if let Some(Seen::Snapshot(part)) = message.message {
            units += part.units.len();
            as_of = part.as_of_sequence;
            if part.last {
                break;
            }
        }
    }
    assert_eq!(units, 2);
    let receipt = house.desk().file_report(robbery()).await.expect("filed").into_inner();
    let (mut kinds, mut places) = (Vec::new(), 0);
    while kinds.is_empty() || places < 2 {
        match watch.message().await.expect("goes on").expect("goes on").message.expect("says something") {
            Seen::Change(change) => {
                as_of += 1;
                assert_eq!(change.sequence, as_of, "without gaps");
                if change.sequence == receipt.sequence {
                    kinds = change.events.iter().map(proto::WatchEvent::kind).collect();
                }
            }
            Seen::Positions(positions) => places += positions.positions.len(),
            Seen::Snapshot(_) | Seen::Heartbeat(_) | Seen::Resync(_) => {}
        }
    }
    let opened = proto::WatchEventKind::DispatchOpened;
    // What is unknown counts as level 1, and that plan asks for two units.
    let filed = [proto::WatchEventKind::IncidentOpened, proto::WatchEventKind::ReportFiled, opened, opened];
    assert_eq!(kinds, filed);
    let last_words = tokio::spawn(async move {
        let mut resync = false;
        while let Ok(Some(message)) = watch.message().await {
            resync |= matches!(message.message, Some(Seen::Resync(_)));
        }
        resync
    });
    house.close().await;
    assert!(last_words.await.expect("it ended"), "the screen is told to begin again");
}

#[tokio::test(flavor = "multi_thread")]
async fn pipelined_commands_are_each_answered_by_their_number() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let session = request_id();
    let mut messages = vec![submit_request::Message::Open(proto::SubmitOpen { session: session.clone() })];
    messages.extend((1..=50).map(|number| {
        // Every tenth has no place at all.
        let place = robbery().place.filter(|_| number % 10 != 0);
        let command = submit_command::Command::FileReport(proto::FileReportRequest { place, ..robbery() });
        submit_request::Message::Command(proto::SubmitCommand { number, command: Some(command) })
    }));
    let submit = |messages: Vec<submit_request::Message>| {
        let mut desk = house.desk();
        async move {
            let messages = messages.into_iter().map(|message| proto::SubmitRequest { message: Some(message) });
            let mut answers = desk.submit(tokio_stream::iter(messages)).await.expect("open").into_inner();
            let mut told = Vec::new();
            while let Some(answer) = answers.message().await.expect("goes on") {
                told.push(answer);
            }
            told
        }
    };
    let mut told = submit(messages.clone()).await;
    told.sort_by_key(|answer| answer.number);
    assert_eq!(told.iter().map(|answer| answer.number).collect::<Vec<_>>(), (1..=50).collect::<Vec<_>>());
    for answer in &told {
        match answer.result.as_ref().expect("said") {
            Answered::Receipt(receipt) => assert!(answer.number % 10 != 0 && receipt.incident.is_some()),
            Answered::Error(error) => {
                assert_eq!((answer.number % 10, error.field_violations[0].field.as_str()), (0, "place"));
            }
        }
    }
    let mut again = submit(messages).await;
    again.sort_by_key(|answer| answer.number);
    assert_eq!(again, told, "the session sent again gets the same answers");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_told_and_changes_nothing() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let before = house.desk().list_units(proto::ListUnitsRequest::default()).await.expect("listed").into_inner();
    let oversized = proto::FileReportRequest { narrative: "x".repeat(100_000), ..robbery() };
    let status = house.desk().file_report(oversized).await.expect_err("too large");
    assert!(matches!(status.code(), Code::OutOfRange | Code::ResourceExhausted), "{status:?}");
    let place = Some(proto::PlaceInput { manual_position: at(116.0), ..proto::PlaceInput::default() });
    let status = house.desk().file_report(proto::FileReportRequest { place, ..robbery() }).await.expect_err("116");
    let details = status.get_error_details();
    assert_eq!(details.bad_request().expect("there").field_violations[0].field, "place.manual_position.latitude_deg");
    let unknown = proto::ListIncidentsRequest { page_token: "7".to_owned(), ..proto::ListIncidentsRequest::default() };
    let status = house.desk().list_incidents(unknown).await.expect_err("an unknown token");
    assert_eq!(status.code(), Code::InvalidArgument);
    let mut as_daemon = Request::new(proto::ListUnitsRequest::default());
    as_daemon.metadata_mut().insert("patrold-role", "daemon".parse().expect("ascii"));
    assert_eq!(house.desk().list_units(as_daemon).await.expect_err("refused").code(), Code::Unauthenticated);
    let missing = proto::GetUnitRequest { name: "units/R9".to_owned() };
    assert_eq!(house.desk().get_unit(missing).await.expect_err("not there").code(), Code::NotFound);
    let page = proto::ListUnitsRequest { page_size: 1, ..proto::ListUnitsRequest::default() };
    let first = house.desk().list_units(page.clone()).await.expect("a page").into_inner();
    let next = proto::ListUnitsRequest { page_token: first.next_page_token, ..page };
    let second = house.desk().list_units(next).await.expect("a page").into_inner();
    assert_eq!([&first.units[0], &second.units[0]].map(|unit| unit.callsign.as_str()), ["R1", "R2"]);
    assert_eq!(second.next_page_token, "");
    let timeless = |unit: &proto::Unit| proto::Unit { position: None, ..unit.clone() };
    let (now, then) = ([&first.units[..], &second.units[..]].concat(), before.units);
    let (now, then): (Vec<_>, Vec<_>) = (now.iter().map(timeless).collect(), then.iter().map(timeless).collect());
    assert_eq!(now, then, "nothing has changed");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_log_in_for_a_unit_visibly_ends_the_first() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let mut first = Radio::connect(&house, "units/R1").await;
    first.welcome().await;
    let mut second = Radio::connect(&house, "units/R1").await;
    second.welcome().await;
    let notice = loop {
        match first.next().await {
            Some(Down::Notice(notice)) => break notice,
            Some(_) => {}
            None => panic!("it ended without a word"),
        }
    };
    assert_eq!(notice.kind(), proto::NoticeKind::Replaced);
    assert!(first.next().await.is_none());
    let unit = house.desk().get_unit(proto::GetUnitRequest { name: "units/R1".to_owned() }).await.expect("there");
    let link = unit.into_inner().unit.and_then(|unit| unit.duty).expect("on duty").link;
    assert_eq!(link, i32::from(proto::LinkState::Connected));
    drop(second);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_sent_again_until_it_is_acknowledged_and_a_recall_follows_it() {
    let limits = ApiLimits { order_resend_interval: Duration::from_millis(200), ..ApiLimits::default() };
    let house = House::open(limits).await.with_two_riders().await;
    let mut radio = Radio::connect(&house, "units/R1").await;
    assert_eq!(radio.welcome().await.order, None);
    house.desk().file_report(robbery()).await.expect("filed");
    let order = radio.order().await;
    assert_eq!(radio.order().await, order, "once more, and harmless");
    let acknowledge = proto::AcknowledgeOrderRequest {
        unit: order.unit.clone(),
        order: order.name.clone(),
        version: order.version,
        ..proto::AcknowledgeOrderRequest::default()
    };
    let first = radio.write(1, Up::AcknowledgeOrder(acknowledge.clone())).await;
    let again = radio.write(1, Up::AcknowledgeOrder(acknowledge)).await;
    assert_eq!(first, again, "a write that was sent twice is carried out once");
    let recall = proto::RecallUnitRequest {
        dispatch: order.dispatch.clone(),
        reason: "nearer help has come".to_owned(),
        ..proto::RecallUnitRequest::default()
    };
    house.desk().recall_unit(recall).await.expect("recalled");
    let recalled = radio.order().await;
    assert_eq!((recalled.state(), recalled.reason.as_str()), (proto::DispatchState::Recalled, "nearer help has come",));
    assert!(
        recalled.narrative.is_some_and(|told| told.masked && told.text.is_empty()),
        "what it was told is over, too"
    );
    assert!(recalled.version > order.version);
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_socket_is_closed_and_a_chatty_stranger_too() {
    let limits = ApiLimits { first_byte_timeout: Duration::from_millis(200), ..ApiLimits::default() };
    let house = House::open(limits).await;
    for words in [&b""[..], b"EHLO patrold\r\n"] {
        let mut socket = TcpStream::connect(house.server.address()).await.expect("accepted");
        tokio::io::AsyncWriteExt::write_all(&mut socket, words).await.expect("sent");
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(Duration::from_secs(5), socket.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "it is not kept for ever");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generic_client_finds_health_and_every_service_by_reflection() {
    use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
    use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
    use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
    use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
    use tonic_reflection::pb::v1::{ServerReflectionRequest, ServiceResponse};
    let house = House::open(ApiLimits::default()).await;
    for service in ["", "patrol.v1.DispatchService", "patrol.v1.UnitService"] {
        let asked = HealthCheckRequest { service: service.to_owned() };
        let told = HealthClient::new(house.channel.clone()).check(asked).await.expect("healthy").into_inner();
        assert_eq!(told.status, 1, "{service} is serving");
    }
    let ask = |request| ServerReflectionRequest { host: String::new(), message_request: Some(request) };
    let asked = [
        ask(MessageRequest::ListServices(String::new())),
        ask(MessageRequest::FileContainingSymbol("patrol.v1.UnitService.Connect".to_owned())),
        ask(MessageRequest::FileByFilename("google/protobuf/timestamp.proto".to_owned())),
    ];
    let mut client = ServerReflectionClient::new(house.channel.clone());
    let mut told = client.server_reflection_info(tokio_stream::iter(asked)).await.expect("reflects").into_inner();
    let listed = told.message().await.expect("goes on").expect("a list").message_response;
    let Some(MessageResponse::ListServicesResponse(listed)) = listed else { panic!("not a list: {listed:?}") };
    let names: Vec<_> = listed.service.iter().map(|ServiceResponse { name }| name.as_str()).collect();
    for service in ["DispatchService", "UnitService", "PolicyService", "RosterService"] {
        assert!(names.contains(&format!("patrol.v1.{service}").as_str()), "{service} is not among {names:?}");
    }
    for _ in 0..2 {
        let file = told.message().await.expect("goes on").expect("a file").message_response;
        assert!(matches!(file, Some(MessageResponse::FileDescriptorResponse(_))), "{file:?}");
    }
    drop(told);
    house.close().await;
}

/// Python's client asks for the first version of reflection only.
#[tokio::test]
async fn an_older_generic_client_finds_the_services_too() {
    use tonic_reflection::pb::v1alpha::ServerReflectionRequest;
    use tonic_reflection::pb::v1alpha::server_reflection_client::ServerReflectionClient;
    use tonic_reflection::pb::v1alpha::server_reflection_request::MessageRequest;
    use tonic_reflection::pb::v1alpha::server_reflection_response::MessageResponse;
    let house = House::open(ApiLimits::default()).await;
    let message_request = Some(MessageRequest::FileContainingSymbol("patrol.v1.DispatchService".to_owned()));
    let asked = [ServerReflectionRequest { host: String::new(), message_request }];
    let mut client = ServerReflectionClient::new(house.channel.clone());
    let mut told = client.server_reflection_info(tokio_stream::iter(asked)).await.expect("reflects").into_inner();
    let file = told.message().await.expect("goes on").expect("a file").message_response;
    assert!(matches!(file, Some(MessageResponse::FileDescriptorResponse(_))), "{file:?}");
    drop(told);
    house.close().await;
}

/// A device with its stream.
pub(crate) struct Radio {
    up: mpsc::Sender<proto::ConnectRequest>,
    down: tonic::Streaming<proto::ConnectResponse>,
}

impl Radio {
    pub(crate) async fn connect(house: &House, unit: &str) -> Self {
        Self::connect_as(house, unit, &request_id()).await
    }

    /// The same with an installation of the story's own.
    pub(crate) async fn connect_as(house: &House, unit: &str, installation: &str) -> Self {
        let (up, messages) = mpsc::channel(16);
        let hello = proto::Hello {
            device: "radio-7".to_owned(),
            installation: installation.to_owned(),
            client_version: "1.0.0".to_owned(),
            units: vec![unit.to_owned()],
            status: None,
        };
        up.send(proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }).await.expect("open");
        let down = house.units().connect(ReceiverStream::new(messages)).await.expect("connected").into_inner();
        Self { up, down }
    }

    pub(crate) async fn next(&mut self) -> Option<Down> {
        self.down.message().await.expect("goes on").map(|message| message.message.expect("says something"))
    }

    pub(crate) async fn welcome(&mut self) -> proto::UnitAssignment {
        match self.next().await {
            Some(Down::Welcome(mut welcome)) => welcome.assignments.remove(0),
            other => panic!("a welcome comes first, not {other:?}"),
        }
    }

    pub(crate) async fn order(&mut self) -> proto::UnitOrder {
        loop {
            if let Down::Order(order) = self.next().await.expect("goes on") {
                return order;
            }
        }
    }

    /// Sends one fix and waits for what became of it.
    pub(crate) async fn verdict(&mut self, fix: proto::Fix) -> proto::FixVerdict {
        let batch = Up::Positions(proto::PositionBatch { fixes: vec![fix] });
        self.up.send(proto::ConnectRequest { number: 0, message: Some(batch) }).await.expect("open");
        loop {
            if let Down::BatchResult(result) = self.next().await.expect("goes on") {
                return result.summary.expect("told").verdicts[0].verdict();
            }
        }
    }

    /// Sends a write and waits for its receipt; orders and advice may come in between.
    pub(crate) async fn write(&mut self, number: u64, message: Up) -> proto::WriteReceipt {
        self.up.send(proto::ConnectRequest { number, message: Some(message) }).await.expect("open");
        loop {
            match self.next().await.expect("goes on") {
                Down::WriteResult(result) if result.number == number => {
                    let Some(Told::Receipt(receipt)) = result.result else { panic!("refused: {result:?}") };
                    return receipt;
                }
                Down::Welcome(_)
                | Down::Order(_)
                | Down::StandingOrder(_)
                | Down::WriteResult(_)
                | Down::BatchResult(_)
                | Down::Advice(_)
                | Down::Notice(_) => {}
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateways_units_are_marked_in_one_entry_and_none_stays_connected_when_one_is_taken_from_it() {
    let limits = ApiLimits { order_resend_interval: Duration::from_millis(200), ..ApiLimits::default() };
    let house = House::open(limits).await.with_two_riders().await;
    let handle = house.daemon.handle();
    let grant = |units: &[&str]| proto::ImportRosterRequest {
        gateways: vec![proto::RosterGateway {
            gateway: "gateway-1".to_owned(),
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        }],
        ..proto::ImportRosterRequest::default()
    };
    let mut roster = RosterServiceClient::new(house.channel.clone());
    roster.import_roster(grant(&["units/R1", "units/R2"])).await.expect("granted");
    let is_connected = |name: &str| {
        let view = handle.read();
        let unit = view.unit(&UnitId::new(name).expect("a callsign")).expect("on the roster");
        matches!(unit.duty.as_ref().expect("on duty").link, Link::Connected { .. })
    };
    let before = handle.read().sequence();
    let (up, messages) = mpsc::channel(16);
    let hello = proto::Hello {
        device: "gateway-1".to_owned(),
        installation: request_id(),
        client_version: "1.0.0".to_owned(),
        units: vec!["units/R1".to_owned(), "units/R2".to_owned()],
        status: None,
    };
    up.send(proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }).await.expect("open");
    let mut request = Request::new(ReceiverStream::new(messages));
    request.metadata_mut().insert("patrold-principal", "gateway-1".parse().expect("ascii"));
    request.metadata_mut().insert("patrold-role", "gateway".parse().expect("ascii"));
    let mut down = house.units().connect(request).await.expect("connected").into_inner();
    let welcome = down.message().await.expect("goes on").expect("says something");
    assert!(matches!(welcome.message, Some(Down::Welcome(_))), "{welcome:?}");
    assert!(is_connected("R1") && is_connected("R2"));
    let is_link = |event: &Event| matches!(event, Event::DeviceConnected { .. });
    let changes = handle.feed().after(before, 100).expect("in the ring");
    let marks: Vec<_> =
        changes.iter().map(|change| change.entry.events.iter().filter(|it| is_link(it)).count()).collect();
    assert_eq!(marks.iter().filter(|marked| **marked > 0).collect::<Vec<_>>(), [&2], "both in one entry");

    roster.import_roster(grant(&["units/R1"])).await.expect("granted");
    let ended = loop {
        match down.message().await {
            Ok(message) => assert!(message.is_some(), "it ends with a reason"),
            Err(status) => break status,
        }
    };
    assert_eq!(ended.code(), Code::PermissionDenied, "{ended:?}");
    for _ in 0..200 {
        if !is_connected("R1") && !is_connected("R2") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!is_connected("R1") && !is_connected("R2"), "nobody speaks for either any more, also not for R2");
    let dropped = |event: &Event| matches!(event, Event::DeviceDropped { .. });
    let changes = handle.feed().after(before, 100).expect("in the ring");
    let marks = changes.iter().map(|change| change.entry.events.iter().filter(|it| dropped(it)).count());
    assert_eq!(marks.filter(|marked| *marked > 0).collect::<Vec<_>>(), [2], "both in one entry");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_fixes_are_told_apart_and_move_nobody_back_in_time() {
    use proto::FixVerdict::{Accepted, Duplicate, Implausible, Late, NotOnDuty, UnknownUnit};
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let end = proto::EndDutyRequest { unit: "units/R2".to_owned(), ..proto::EndDutyRequest::default() };
    house.units().end_duty(end).await.expect("off duty");
    let fix = |unit: &str, sequence, latitude_deg| proto::Fix {
        unit: unit.to_owned(),
        position: at(latitude_deg),
        boot: 1,
        sequence,
        ..proto::Fix::default()
    };
    let tomorrow = prost_types::Timestamp { seconds: 4_000_000_000, nanos: 0 };
    let a_day_off = proto::Fix { device_time: Some(tomorrow), ..fix("units/R1", 5, 23.021) };
    for (told, verdict) in [
        (a_day_off, Accepted),
        (fix("units/R1", 4, 23.021), Late),
        (fix("units/R1", 5, 23.021), Duplicate),
        (fix("units/R1", 6, 23.4), Implausible),
        (fix("units/R2", 1, 23.031), NotOnDuty),
        (fix("units/R9", 1, 23.031), UnknownUnit),
    ] {
        let batch = proto::ReportPositionBatchRequest { fixes: vec![told.clone()] };
        let summary = house.units().report_position_batch(batch).await.expect("taken").into_inner().summary;
        let verdicts = summary.expect("told").verdicts;
        assert_eq!(verdicts.first().map(proto::FixVerdictCount::verdict), Some(verdict), "{told:?}");
    }
    let nowhere = proto::ReportPositionBatchRequest { fixes: vec![fix("units/R1", 7, f64::NAN)] };
    let summary = house.units().report_position_batch(nowhere).await.expect("taken").into_inner().summary;
    let summary = summary.expect("told");
    assert_eq!((summary.malformed_count, summary.field_violations.len()), (1, 1), "{summary:?}");
    let asked = proto::GetUnitRequest { name: "units/R1".to_owned() };
    let unit = house.desk().get_unit(asked).await.expect("there").into_inner().unit.expect("there");
    let known = unit.position.and_then(|known| known.position).expect("known");
    assert!((known.latitude_deg - 23.021).abs() < 1e-9, "{known:?}");
    house.close().await;
}
