//! The standing orders of the units of one connection: which were sent, and what their device must hear next.

use std::collections::BTreeMap;

use super::super::proto;
use super::super::to_proto;
use crate::domain::event::Event;
use crate::domain::ids::{OrderId, UnitId};
use crate::domain::order::{OrderState, StandingOrder};
use crate::domain::time::EngineTime;
use crate::domain::unit::Unit;
use crate::runtime::board::View;

/// What was sent, by unit: each is under one order at most.
#[derive(Debug, Default)]
pub(super) struct StandingOrders(BTreeMap<UnitId, StandingOrder>);

impl StandingOrders {
    /// What holds for a unit whose device is welcomed: it replaces everything that the device remembers.
    pub(super) fn welcome(&mut self, unit: &Unit, now: EngineTime) -> Option<proto::StandingOrder> {
        let order = order_of(unit).filter(|order| is_in_time(order, now));
        match order {
            Some(order) => self.0.insert(unit.profile.id.clone(), order.clone()),
            None => self.0.remove(&unit.profile.id),
        };
        order.map(to_proto::standing_order)
    }

    /// What a change means for a unit's device: an order that it acts on has ended, a new one or a new version holds.
    pub(super) fn news(&mut self, unit: &Unit, events: &[Event]) -> Vec<proto::StandingOrder> {
        let id = &unit.profile.id;
        let held = order_of(unit);
        let mut news = Vec::new();
        if self.0.get(id).is_some_and(|sent| held.is_none_or(|held| held.id != sent.id))
            && let Some(gone) = self.0.remove(id)
        {
            news.push(to_proto::ended_order(&gone, end_of(gone.id, events)));
        }
        let is_new = |held: &&StandingOrder| self.0.get(id).is_none_or(|sent| sent.version < held.version);
        // While a dispatch holds the unit, its device is not distracted.
        if let Some(held) = held.filter(|held| !held.suspended).filter(is_new) {
            news.push(to_proto::standing_order(held));
            self.0.insert(id.clone(), held.clone());
        }
        news
    }

    /// What was sent and not acknowledged.
    pub(super) fn again(&self, view: &View, now: EngineTime) -> Vec<proto::StandingOrder> {
        let unheard = |(unit, sent): (&UnitId, &StandingOrder)| {
            let held = order_of(view.unit(unit)?).filter(|held| held.id == sent.id)?;
            let unheard = held.delivered_at.is_none() && !held.suspended && is_in_time(held, now);
            unheard.then(|| to_proto::standing_order(held))
        };
        self.0.iter().filter_map(unheard).collect()
    }
}

fn order_of(unit: &Unit) -> Option<&StandingOrder> {
    unit.duty.as_ref().and_then(|duty| duty.order.as_deref())
}

fn is_in_time(order: &StandingOrder, now: EngineTime) -> bool {
    order.expires_at.is_none_or(|at| at > now)
}

/// How an order ended; what is not among the events went with the duty.
#[expect(clippy::wildcard_enum_match_arm, reason = "only one kind of event ends a standing order")]
fn end_of(order: OrderId, events: &[Event]) -> OrderState {
    let ended = events.iter().find_map(|event| match event {
        Event::StandingOrderEnded { order: ended, state, .. } if *ended == order => Some(*state),
        _ => None,
    });
    ended.unwrap_or(OrderState::Cancelled)
}
