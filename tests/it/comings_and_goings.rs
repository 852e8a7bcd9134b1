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
