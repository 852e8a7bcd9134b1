//! Events of standing orders.

use super::Moment;
use crate::domain::dispatch::Delivery;
use crate::domain::event::Event;
use crate::domain::ids::{OrderId, UnitId};
use crate::domain::order::{OrderState, StandingOrder};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Duty, Link};
use crate::engine::state::State;

/// How many ended orders of a duty are remembered, so that a late acknowledgement is known for what it is.
const PAST_ORDERS_MAX: usize = 8;

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in the parent, without one")]
    pub(super) fn apply_to_order(&mut self, moment: Moment<'_>, event: &Event) {
        match event {
            Event::StandingOrderIssued(order) => {
                self.change_order(&order.unit, |held| *held = Some(order.clone()));
            }
            Event::StandingOrderDelivered { unit, order, version } => self.change_order(unit, |held| {
                let told = held.as_mut().filter(|held| held.id == *order && held.version == *version);
                if let Some(told) = told.filter(|told| told.delivered_at.is_none()) {
                    told.delivered_at = Some(moment.recorded_at);
                    told.delivery = Delivery::Device;
                    told.state = OrderState::Acknowledged;
                }
            }),
            Event::StandingOrderUndelivered { unit, order } => self.change_order(unit, |held| {
                if let Some(held) = held.as_mut().filter(|held| held.id == *order) {
                    held.delivery = Delivery::VoiceOnly;
                }
            }),
            Event::StandingOrderEnded { unit, order, .. } => {
                self.change_order(unit, |held| *held = held.take().filter(|held| held.id != *order));
                self.remember_order(unit, *order);
            }
            _ => {}
        }
    }

    /// A dispatch holds the unit: the order waits, and the device is not asked about it.
    pub(super) fn suspend_order(&mut self, unit: &UnitId) {
        self.change_order(unit, |held| {
            if let Some(held) = held {
                held.suspended = true;
            }
        });
    }

    /// The unit is free again: the order stands as before, under a new version, of which the device is told.
    pub(super) fn resume_order(&mut self, unit: &UnitId, now: EngineTime) {
        let reachable = self.duty_of(unit).is_some_and(|duty| match duty.link {
            Link::Connected { .. } => true,
            Link::VoiceOnly | Link::Dropped { .. } | Link::Lost { .. } => false,
        });
        self.change_order(unit, |held| {
            let Some(held) = held.as_mut().filter(|held| held.suspended) else { return };
            let deliver = held.deliver_by.since(held.issued_at);
            held.suspended = false;
            held.version = held.version.saturating_add(1);
            held.issued_at = now;
            held.deliver_by = now + deliver;
            held.delivered_at = None;
            held.delivery = if reachable { Delivery::Device } else { Delivery::VoiceOnly };
            held.state = OrderState::Issued;
        });
    }

    /// Changes the order of a unit.
    pub(super) fn change_order(&mut self, unit: &UnitId, change: impl FnOnce(&mut Option<Box<StandingOrder>>)) {
        let Some(duty) = self.duty_of(unit) else { return };
        let mut order = duty.order.clone();
        change(&mut order);
        if self.duty_of(unit).is_some_and(|duty| duty.order != order) {
            self.change_duty(unit, |duty| duty.order = order);
        }
    }

    fn remember_order(&mut self, unit: &UnitId, order: OrderId) {
        self.change_duty(unit, |duty| {
            duty.past_orders.insert(0, order);
            duty.past_orders.truncate(PAST_ORDERS_MAX);
        });
    }

    pub(super) fn duty_of(&self, unit: &UnitId) -> Option<&Duty> {
        self.units.get(unit).and_then(|unit| unit.duty.as_ref())
    }
}
