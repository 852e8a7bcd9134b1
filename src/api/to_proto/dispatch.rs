//! Dispatches, their orders and their explanations.

use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::{Detail, Open, known_position, millis, number, personal, position, time};
use crate::domain::clock::Timer;
use crate::domain::dispatch::{Clocks, Considered, Dispatch, Explanation, Order};
use crate::domain::geo::Distance;
use crate::domain::incident::Incident;
use crate::domain::report::Report;

/// A dispatch.
#[must_use]
pub fn dispatch(dispatch: &Dispatch, detail: Detail) -> proto::Dispatch {
    let explained = dispatch.explanation.as_deref().filter(|_| detail == Detail::Full);
    proto::Dispatch {
        name: names::dispatch(dispatch.id),
        incident: names::incident(dispatch.incident),
        unit: names::unit(&dispatch.unit),
        state: dispatch.state.number(),
        offer_time: Some(time(dispatch.offered_at)),
        offer_expire_time: dispatch.offer_expires_at.map(time),
        chosen_by: dispatch.chosen_by.number(),
        distance_m: dispatch.distance.map(Distance::as_metres),
        travel_time_ms: dispatch.travel_time.map(millis),
        explanation: explained.map(explanation),
        clocks: Some(clocks(&dispatch.clocks)),
        blocked: dispatch.blocked,
        backed_up: dispatch.backed_up,
        plan_step: dispatch.step,
        timers: dispatch.timers.iter().map(|timer| self::timer(dispatch, timer)).collect(),
        anomaly_count: dispatch.anomalies,
        order: Some(order(&dispatch.order)),
        end_time: dispatch.ended.as_ref().map(|(at, _)| time(*at)),
        end_reason: dispatch.ended.as_ref().map(|(_, reason)| reason.to_string()).unwrap_or_default(),
        texts_masked: false,
    }
}

/// What a unit's device is told about its dispatch. Address and narrative are those of the incident's first report.
#[must_use]
pub fn unit_order(
    dispatch: &Dispatch,
    incident: Option<&Incident>,
    report: Option<&Report>,
    open: &Open<'_>,
) -> proto::UnitOrder {
    let content = report.map(|report| &report.content);
    proto::UnitOrder {
        name: names::order(dispatch.order.id),
        version: dispatch.order.version,
        unit: names::unit(&dispatch.unit),
        dispatch: names::dispatch(dispatch.id),
        state: dispatch.state.number(),
        issue_time: Some(time(dispatch.order.issued_at)),
        expire_time: dispatch.order_expires_at().map(time),
        offer_expire_time: dispatch.offer_expires_at.map(time),
        incident: names::incident(dispatch.incident),
        incident_number: incident.map(|incident| incident.number.to_string()).unwrap_or_default(),
        level: number(incident.map(|incident| incident.classification.level)),
        type_code: incident.map(|incident| incident.classification.type_code.to_string()).unwrap_or_default(),
        position: incident.and_then(|incident| incident.at).map(position),
        address: content.and_then(|content| content.place.address.as_ref()).map(|sealed| personal(sealed, open)),
        narrative: content.and_then(|content| content.narrative.as_ref()).map(|sealed| personal(sealed, open)),
        reason: dispatch.ended.as_ref().map(|(_, reason)| reason.to_string()).unwrap_or_default(),
    }
}

/// Why these units and no others.
#[must_use]
pub fn explanation(explanation: &Explanation) -> proto::Explanation {
    proto::Explanation {
        policy_hash: explanation.policy.to_string(),
        plan: explanation.plan.to_string(),
        considered: explanation.considered.iter().map(considered).collect(),
        available_count: explanation.available,
        others: explanation
            .others
            .iter()
            .map(|(reason, count)| proto::PassCount { reason: reason.number(), count: *count })
            .collect(),
        plan_step: explanation.step,
        short_count: explanation.short,
    }
}

fn timer(dispatch: &Dispatch, timer: &Timer) -> proto::Timer {
    proto::Timer {
        clock: timer.clock.number(),
        severity: timer.severity.number(),
        after_ms: millis(timer.after),
        action: timer.action.number(),
        due_time: dispatch.due_at(timer).map(time),
        ran_out: timer.ran_out,
    }
}

fn considered(considered: &Considered) -> proto::Considered {
    proto::Considered {
        unit: names::unit(&considered.unit),
        position: Some(known_position(&considered.position)),
        distance_m: considered.distance.as_metres(),
        travel_time_ms: millis(considered.travel_time),
        passed_over: number(considered.passed_over),
        added: considered
            .added
            .iter()
            .map(|(circumstance, added)| proto::Added { circumstance: circumstance.number(), added_ms: millis(*added) })
            .collect(),
        cost_ms: millis(considered.cost()),
        taken_from: considered.taken_from.map(names::dispatch).unwrap_or_default(),
    }
}

fn clocks(clocks: &Clocks) -> proto::Clocks {
    proto::Clocks {
        sign_in_time: clocks.signed_in_at.map(time),
        depart_time: clocks.departed_at.map(time),
        arrive_time: clocks.arrived_at.map(time),
        first_feedback_time: clocks.first_feedback_at.map(time),
        finish_time: clocks.finished_at.map(time),
    }
}

fn order(order: &Order) -> proto::Order {
    proto::Order {
        name: names::order(order.id),
        version: order.version,
        issue_time: Some(time(order.issued_at)),
        deliver_by_time: Some(time(order.deliver_by)),
        expire_time: Some(time(order.expires_at)),
        delivery: order.delivery.number(),
        deliver_time: order.delivered_at.map(time),
    }
}
