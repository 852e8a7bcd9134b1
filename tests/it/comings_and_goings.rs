//! What becomes of units whose devices come and go: with the daemon, with their gateway, with another app.

use std::collections::BTreeSet;
use std::time::Duration;

use patrold::api::limits::ApiLimits;
use patrold::api::proto;
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::connect_response::Message as Down;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::domain::alarm::AlarmKind;
use patrold::domain::command::{AdvanceDispatch, Command};
use patrold::domain::dispatch::{Delivery, DispatchState, Step};
use patrold::domain::ids::UnitId;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::Link;
use patrold::runtime::handle::Handle;
use patrold::runtime::sequencer::own;
use patrold::runtime::settings::ClockChoice;
use patrold::runtime::start::Daemon;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::api_over_the_wire::{House, Radio, at, request_id, robbery};
use crate::rig;

async fn must(handle: &Handle, command: Command) {
    handle.submit(own(handle.now(), command, handle.make_command_id())).await.expect("accepted");
}

fn link(handle: &Handle, unit: &UnitId) -> Link {
    let view = handle.read();
    view.unit(unit).expect("on the roster").duty.as_ref().expect("on duty").link
}

fn is_connected(handle: &Handle, unit: &UnitId) -> bool {
    matches!(link(handle, unit), Link::Connected { .. })
}

fn step(order: &proto::UnitOrder, step: proto::Step) -> Up {
    Up::AdvanceDispatch(proto::AdvanceDispatchRequest {
        dispatch: order.dispatch.clone(),
        unit: order.unit.clone(),
        step: step.into(),
        ..proto::AdvanceDispatchRequest::default()
    })
}

/// Moves a clock that stands still and waits until what fell due by then is on the record.
async fn wait_until(handle: &Handle, time: EngineTime, is_so: impl Fn() -> bool) -> bool {
    handle.clock().advance_to(time).expect("a clock of the test's own");
    handle.nudge();
    for _ in 0..200 {
        if is_so() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    is_so()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crew_whose_radio_does_not_come_back_after_an_outage_is_missed() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = |at| Daemon::start(rig::settings(folder.path()), ClockChoice::Manual { start: at });
    let [sent, free] = [0, 1].map(rig::callsign);
    let daemon = start(rig::MORNING).await.expect("it starts");
    let handle = daemon.handle();
    must(handle, Command::ImportRoster(rig::fleet(3))).await;
    for number in 0..2 {
        must(handle, Command::StartDuty { unit: rig::callsign(number), check_in: rig::check_in(number) }).await;
    }
    must(handle, Command::SetLinks { units: [sent.clone(), free.clone()].into(), connected: true }).await;
    must(handle, rig::report(1, "criminal.robbery.street", rig::place(0))).await;
    let dispatch = handle.read().unit(&sent).expect("there").dispatch().expect("it was sent");
    // No device speaks here that could end its stream: on the record both are connected, as after a loss of power.
    daemon.stop().await.expect("sealed");

    let back_at = rig::MORNING + Duration::from_secs(10);
    let daemon = start(back_at).await.expect("it starts again");
    let handle = daemon.handle();
    let lost_at = back_at + Duration::from_secs(90);
    for unit in [&sent, &free] {
        assert_eq!(link(handle, unit), Link::Dropped { since: back_at, alarm_at: lost_at }, "nobody speaks for {unit}");
    }
    let delivery = handle.read().dispatch(dispatch).expect("there").order.delivery;
    assert_eq!(delivery, Delivery::VoiceOnly, "what the radio may not have heard is the desk's to say");
    let signs_in = AdvanceDispatch {
        dispatch,
        unit: sent.clone(),
        step: Step::SignedIn,
        reason: Text::default(),
        feedback: None,
        activity: None,
        then: None,
    };
    must(handle, Command::AdvanceDispatch(signs_in)).await;
    must(handle, Command::SetLinks { units: [free.clone()].into(), connected: true }).await;

    let is_told = || {
        let view = handle.read();
        let mut open = view.alarms().open().values();
        open.any(|it| it.alarm.kind == AlarmKind::ContactLost && it.alarm.subject.unit.as_ref() == Some(&sent))
    };
    assert!(!wait_until(handle, lost_at - Duration::from_millis(1), is_told).await);
    assert!(wait_until(handle, lost_at, is_told).await, "the desk is told of the crew that did not come back");
    assert_eq!(link(handle, &sent), Link::Lost { since: lost_at });
    assert!(is_connected(handle, &free), "who came back in time costs nothing");
    daemon.stop().await.expect("sealed");
}

/// A gateway that speaks for many: the way up, which must be kept, and the way down behind its welcome.
async fn gateway(
    house: &House,
    units: &BTreeSet<UnitId>,
) -> (mpsc::Sender<proto::ConnectRequest>, tonic::Streaming<proto::ConnectResponse>) {
    let (up, messages) = mpsc::channel(16);
    let hello = proto::Hello {
        device: "gateway-1".to_owned(),
        installation: request_id(),
        client_version: "1.0.0".to_owned(),
        units: units.iter().map(|unit| format!("units/{unit}")).collect(),
        status: None,
    };
    up.send(proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }).await.expect("open");
    let client = UnitServiceClient::new(house.another().await).max_decoding_message_size(64 << 20);
    let mut down = { client }.connect(ReceiverStream::new(messages)).await.expect("connected").into_inner();
    let welcome = down.message().await.expect("goes on").expect("says something");
    assert!(matches!(welcome.message, Some(Down::Welcome(_))), "{welcome:?}");
    (up, down)
}

/// A fleet of which everybody is on duty.
async fn with_fleet_on_duty(house: &House, count: u32) -> BTreeSet<UnitId> {
    let handle = house.daemon.handle();
    let mut roster = rig::fleet(count);
    roster.posts.clear();
    for unit in &mut roster.units {
        unit.post = None;
    }
    must(handle, Command::ImportRoster(roster)).await;
    let mut pending = Vec::new();
    for number in 0..count {
        let command = Command::StartDuty { unit: rig::callsign(number), check_in: rig::check_in(number) };
        let envelope = own(handle.now(), command, handle.make_command_id());
        let hint = handle.hint(&envelope);
        pending.push(handle.admit(envelope, hint).await.expect("room"));
    }
    for mut one in pending {
        one.outcome().await.expect("on duty");
    }
    (0..count).map(rig::callsign).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_speaks_again_before_the_end_of_a_gateway_is_marked_stays_connected() {
    let house = House::open(ApiLimits::default()).await;
    let handle = house.daemon.handle();
    let units = with_fleet_on_duty(&house, 3_000).await;
    // Marked last, of the many.
    let back: BTreeSet<_> = units.iter().skip(2_500).cloned().collect();
    for round in 0..6 {
        drop(gateway(&house, &units).await);
        tokio::time::sleep(Duration::from_millis(round * 10)).await;
        let speaks = gateway(&house, &back).await;
        let mut seen = None;
        while seen != Some(handle.read().sequence()) {
            seen = Some(handle.read().sequence());
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        let connected: BTreeSet<_> = units.iter().filter(|unit| is_connected(handle, unit)).cloned().collect();
        assert_eq!(connected.len(), 500, "in round {round}");
        assert_eq!(connected, back, "in round {round}");
        drop(speaks);
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_reconnects_long_after_the_crew_signed_in_is_told_its_dispatch() {
    let clock = ClockChoice::Manual { start: rig::MORNING };
    let house = House::open_on(clock, ApiLimits::default(), |_| {}).await.with_two_riders().await;
    let handle = house.daemon.handle();
    let mut radio = Radio::connect(&house, "units/R1").await;
    radio.welcome().await;
    let told = house.desk().file_report(robbery()).await.expect("filed").into_inner();
    let order = radio.order().await;
    assert_eq!((order.dispatch.as_str(), order.expire_time.is_some()), (told.dispatches[0].dispatch.as_str(), true));
    let received = proto::AcknowledgeOrderRequest {
        unit: order.unit.clone(),
        order: order.name.clone(),
        version: order.version,
        ..proto::AcknowledgeOrderRequest::default()
    };
    radio.write(1, Up::AcknowledgeOrder(received)).await;
    radio.write(2, step(&order, proto::Step::SignedIn)).await;
    radio.write(3, step(&order, proto::Step::Arrived)).await;
    drop(radio);
    let r1 = UnitId::new("R1").expect("a callsign");
    let later = rig::MORNING + Duration::from_mins(40);
    assert!(wait_until(handle, later, || !is_connected(handle, &r1)).await);

    let mut radio = Radio::connect(&house, "units/R1").await;
    let again = radio.welcome().await.order.expect("the complete present assignment");
    assert_eq!((again.dispatch.as_str(), again.state()), (order.dispatch.as_str(), proto::DispatchState::Arrived));
    assert_eq!(again.expire_time, None, "what a person has taken does not expire");
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crew_for_whom_the_desk_signs_in_keeps_the_order_on_its_device() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let mut radio = Radio::connect(&house, "units/R1").await;
    radio.welcome().await;
    house.desk().file_report(robbery()).await.expect("filed");
    let order = radio.order().await;
    let Up::AdvanceDispatch(by_voice) = step(&order, proto::Step::SignedIn) else { panic!("a step") };
    house.units().advance_dispatch(by_voice).await.expect("recorded");
    let again = radio.order().await;
    assert_eq!((again.state(), again.expire_time), (proto::DispatchState::SignedIn, None));
    let live = house.daemon.handle().read().dispatches().values().any(|it| it.state == DispatchState::SignedIn);
    assert!(live);
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_was_started_again_counts_from_one_and_is_believed() {
    use proto::FixVerdict::{Accepted, Late};
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let fix = |sequence| proto::Fix { position: at(23.021), boot: 1, sequence, ..proto::Fix::default() };
    let installation = request_id();
    let mut radio = Radio::connect_as(&house, "units/R1", &installation).await;
    radio.welcome().await;
    assert_eq!(radio.verdict(fix(1_000)).await, Accepted);
    drop(radio);
    let mut radio = Radio::connect_as(&house, "units/R1", &installation).await;
    radio.welcome().await;
    assert_eq!(radio.verdict(fix(999)).await, Late, "the same app goes on counting after a dead spot");
    drop(radio);
    let mut radio = Radio::connect_as(&house, "units/R1", &request_id()).await;
    radio.welcome().await;
    for sequence in 1..4 {
        tokio::time::sleep(Duration::from_millis(2)).await;
        assert_eq!(radio.verdict(fix(sequence)).await, Accepted, "another app began to count");
    }
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_typed_in_from_paper_moves_nobody_now() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let handle = house.daemon.handle();
    let place = |ago: Duration, entered_late| {
        let us = (handle.now() - ago).as_micros();
        let occur_time = prost_types::Timestamp { seconds: us / 1_000_000, nanos: 0 };
        proto::PlaceUnitRequest {
            unit: "units/R1".to_owned(),
            position: at(23.1),
            occur_time: Some(occur_time),
            entered_late,
            ..proto::PlaceUnitRequest::default()
        }
    };
    let latitude_deg = async || {
        let asked = proto::GetUnitRequest { name: "units/R1".to_owned() };
        let unit = house.desk().get_unit(asked).await.expect("there").into_inner().unit.expect("there");
        unit.position.and_then(|known| known.position).expect("known").latitude_deg
    };
    for (ago, entered_late) in [(Duration::from_hours(2), true), (Duration::from_mins(1), false)] {
        house.units().place_unit(place(ago, entered_late)).await.expect("recorded");
        let found = latitude_deg().await;
        assert!((found - 23.021).abs() < 1e-9, "a word of {ago:?} ago moved it to {found}");
    }
    let now = proto::PlaceUnitRequest { occur_time: None, ..place(Duration::ZERO, false) };
    house.units().place_unit(now).await.expect("recorded");
    assert!((latitude_deg().await - 23.1).abs() < 1e-9, "what is said now counts");
    house.close().await;
}
