//! Direct orders, an officer's call for help and a planned event, as consoles and radios meet them.

use patrold::api::limits::ApiLimits;
use patrold::api::proto;
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::connect_response::Message as Down;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{House, Radio, at, request_id, robbery};

fn go_there() -> proto::OrderUnitRequest {
    proto::OrderUnitRequest {
        unit: "units/R1".to_owned(),
        task: proto::OrderTask::GoTo.into(),
        position: at(23.05),
        reason: "会展中心门口".to_owned(),
        request_id: request_id(),
        ..proto::OrderUnitRequest::default()
    }
}

async fn standing(radio: &mut Radio) -> proto::StandingOrder {
    loop {
        if let Down::StandingOrder(order) = radio.next().await.expect("goes on") {
            return order;
        }
    }
}

fn received(order: &proto::StandingOrder) -> Up {
    Up::AcknowledgeOrder(proto::AcknowledgeOrderRequest {
        unit: order.unit.clone(),
        order: order.name.clone(),
        version: order.version,
        ..proto::AcknowledgeOrderRequest::default()
    })
}

async fn held_by(house: &House, unit: &str) -> Option<proto::StandingOrder> {
    let asked = proto::GetUnitRequest { name: unit.to_owned() };
    let told = house.desk().get_unit(asked).await.expect("there").into_inner();
    told.unit.expect("there").duty.expect("on duty").standing_order
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_order_is_heard_suspended_and_stands_again_after_the_dispatch() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let mut radio = Radio::connect(&house, "units/R1").await;
    assert!(radio.welcome().await.standing_order.is_none());
    let asked = go_there();
    let receipt = house.desk().order_unit(asked.clone()).await.expect("ordered").into_inner();
    let again = house.desk().order_unit(asked).await.expect("a retry").into_inner();
    assert_eq!(again, receipt, "a retry gets the same receipt");
    let told = standing(&mut radio).await;
    assert_eq!((told.name.as_str(), told.reason.as_str()), (receipt.order.as_str(), "会展中心门口"));
    radio.write(1, received(&told)).await;
    let held = held_by(&house, "units/R1").await.expect("an order");
    assert_eq!((held.state(), held.deliver_time.is_some()), (proto::OrderState::Acknowledged, true));

    let sent = house.desk().file_report(robbery()).await.expect("filed").into_inner().dispatches;
    assert_eq!(sent[0].unit, "units/R1");
    assert!(held_by(&house, "units/R1").await.expect("an order").suspended);
    let refused = house.desk().order_unit(go_there()).await.expect_err("on a dispatch");
    assert_eq!(refused.get_error_details().error_info().expect("there").reason, "UNIT_ON_DISPATCH");
    let finish = proto::AdvanceDispatchRequest {
        dispatch: sent[0].dispatch.clone(),
        unit: "units/R1".to_owned(),
        step: proto::Step::Declined.into(),
        ..proto::AdvanceDispatchRequest::default()
    };
    radio.write(2, Up::AdvanceDispatch(finish)).await;
    let told = standing(&mut radio).await;
    assert_eq!((told.name.as_str(), told.version, told.suspended), (receipt.order.as_str(), 2, false));
    drop(radio);

    // Whoever comes back is told what holds; what is taken back meanwhile is told as ended.
    let mut radio = Radio::connect(&house, "units/R1").await;
    let held = radio.welcome().await.standing_order.expect("it still stands");
    assert_eq!(held.version, 2);
    let cancel = proto::CancelOrderRequest {
        unit: "units/R1".to_owned(),
        order: receipt.order.clone(),
        ..proto::CancelOrderRequest::default()
    };
    house.desk().cancel_order(cancel).await.expect("taken back");
    let told = standing(&mut radio).await;
    assert_eq!((told.name.as_str(), told.state()), (receipt.order.as_str(), proto::OrderState::Cancelled));
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officers_call_for_help_sends_others_and_only_a_supervisor_ends_it() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let mut radio = Radio::connect(&house, "units/R1").await;
    radio.welcome().await;
    let press = proto::RaiseEmergencyRequest {
        unit: "units/R1".to_owned(),
        // A position without its datum: nobody is left without help for it.
        position: Some(proto::Position { latitude_deg: 23.021, longitude_deg: 113.75, datum: 0 }),
        narrative: "持刀嫌疑人".to_owned(),
        ..proto::RaiseEmergencyRequest::default()
    };
    let receipt = radio.write(1, Up::RaiseEmergency(press.clone())).await;
    let opened = receipt.incident.clone().expect("an incident");
    assert_eq!(opened.level(), proto::Level::One);
    let sent: Vec<_> = receipt.dispatches.iter().map(|sent| sent.unit.as_str()).collect();
    assert_eq!(sent, ["units/R2"], "the officer's own unit is not sent");
    let again = radio.write(2, Up::RaiseEmergency(press)).await;
    assert!(again.incident.is_none() && !again.report.is_empty(), "one more report on the same incident");

    let close = proto::CancelEmergencyRequest {
        incident: opened.name.clone(),
        voice_contact: "电台通话，平安".to_owned(),
        ..proto::CancelEmergencyRequest::default()
    };
    let as_role = |role: &'static str| {
        let mut request = Request::new(close.clone());
        request.metadata_mut().insert("patrold-role", role.parse().expect("ascii"));
        request
    };
    let refused = house.desk().cancel_emergency(as_role("dispatcher")).await.expect_err("not the desk");
    assert_eq!(refused.code(), Code::PermissionDenied);
    house.desk().cancel_emergency(as_role("supervisor")).await.expect("over");
    let told = house.desk().get_incident(proto::GetIncidentRequest { name: opened.name }).await.expect("there");
    assert_eq!(told.into_inner().incident.expect("there").state(), proto::IncidentState::Closed);
    drop(radio);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_event_is_listed_until_it_ends_and_a_wrong_one_names_its_fields() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let later = prost_types::Timestamp { seconds: 4_000_000_000, nanos: 0 };
    let plan = proto::CreatePlannedEventRequest {
        display_name: "龙舟赛".to_owned(),
        fence: Some(proto::Area { zone: String::new(), centre: at(23.02), radius_m: 800.0 }),
        end_time: Some(later),
        units: vec!["units/R1".to_owned()],
        desk: "龙舟赛指挥部".to_owned(),
        ..proto::CreatePlannedEventRequest::default()
    };
    let wrong = proto::CreatePlannedEventRequest {
        fence: Some(proto::Area { zone: "莞城".to_owned(), centre: at(23.02), radius_m: 800.0 }),
        end_time: None,
        ..plan.clone()
    };
    let refused = house.desk().create_planned_event(wrong).await.expect_err("refused");
    let details = refused.get_error_details();
    let fields: Vec<_> =
        details.bad_request().expect("there").field_violations.iter().map(|it| it.field.clone()).collect();
    assert_eq!(fields, ["fence", "end_time"]);
    let receipt = house.desk().create_planned_event(plan).await.expect("planned").into_inner();
    let listed = || async {
        let answer = house.desk().list_planned_events(proto::ListPlannedEventsRequest {}).await.expect("listed");
        answer.into_inner().planned_events
    };
    let events = listed().await;
    assert_eq!((events[0].name.as_str(), events[0].begun), (receipt.planned_event.as_str(), true));
    let end = proto::EndPlannedEventRequest {
        planned_event: receipt.planned_event,
        reason: "暴雨取消".to_owned(),
        ..proto::EndPlannedEventRequest::default()
    };
    house.desk().end_planned_event(end).await.expect("ended");
    assert!(listed().await.is_empty());
    house.close().await;
}
