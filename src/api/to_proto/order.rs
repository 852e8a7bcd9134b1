//! Standing orders and planned events.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{position, text, time};
use crate::domain::area::Area;
use crate::domain::order::{OrderState, OrderTask, StandingOrder};
use crate::domain::planned_event::PlannedEvent;

/// What a unit was ordered to do.
#[must_use]
pub fn standing_order(order: &StandingOrder) -> proto::StandingOrder {
    let mut message = proto::StandingOrder {
        name: names::order(order.id),
        unit: names::unit(&order.unit),
        must_hold: order.must_hold,
        reason: order.reason.to_string(),
        issuer: order.by.to_string(),
        version: order.version,
        issue_time: Some(time(order.issued_at)),
        deliver_by_time: Some(time(order.deliver_by)),
        expire_time: order.expires_at.map(time),
        delivery: order.delivery.number(),
        deliver_time: order.delivered_at.map(time),
        state: order.state.number(),
        suspended: order.suspended,
        ..proto::StandingOrder::default()
    };
    match &order.task {
        OrderTask::GoTo(at) => {
            message.set_task(proto::OrderTask::GoTo);
            message.position = Some(position(*at));
        }
        OrderTask::HoldPost(post) => {
            message.set_task(proto::OrderTask::HoldPost);
            message.post = post.to_string();
        }
        OrderTask::Patrol(within) => {
            message.set_task(proto::OrderTask::Patrol);
            message.area = Some(area(within));
        }
        OrderTask::Return => message.set_task(proto::OrderTask::Return),
    }
    message
}

/// A standing order that has ended, for the device that still acts on it.
#[must_use]
pub fn ended_order(order: &StandingOrder, state: OrderState) -> proto::StandingOrder {
    proto::StandingOrder { state: state.number(), ..standing_order(order) }
}

/// A planned event.
#[must_use]
pub fn planned_event(event: &PlannedEvent) -> proto::PlannedEvent {
    proto::PlannedEvent {
        name: event.id.to_string(),
        display_name: event.name.to_string(),
        fence: Some(area(&event.fence)),
        start_time: Some(time(event.from)),
        end_time: Some(time(event.to)),
        units: event.units.iter().map(names::unit).collect(),
        desk: text(event.desk.as_ref()),
        begun: event.begun,
    }
}

fn area(area: &Area) -> proto::Area {
    match area {
        Area::Zone(zone) => proto::Area { zone: zone.to_string(), ..proto::Area::default() },
        Area::Circle(circle) => proto::Area {
            zone: String::new(),
            centre: Some(position(circle.centre())),
            radius_m: circle.radius().as_metres(),
        },
    }
}
