//! Standing orders: a unit is told directly what to do, outside any incident.
//!
//! Orders may be refused. A unit on a dispatch is not ordered away from it: recall it, or wait until it is free.

use super::draft::Draft;
use crate::domain::area::Area;
use crate::domain::candidate::Candidates;
use crate::domain::dispatch::Delivery;
use crate::domain::event::Event;
use crate::domain::ids::{OrderId, UnitId};
use crate::domain::order::{OrderState, OrderTask, StandingOrder};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Activity, Link};

impl<'a, C: Candidates> Draft<'a, C> {
    /// The newer order takes the place of the older: a unit is under one at most.
    pub(super) fn order_unit(
        &mut self,
        unit: &UnitId,
        task: &OrderTask,
        must_hold: bool,
        expires_at: Option<EngineTime>,
        reason: &Text,
    ) -> Result<(), Rejection> {
        let duty = self.duty(unit)?;
        if let Activity::OnDispatch(dispatch) = duty.activity {
            return Err(Rejection::UnitOnDispatch { unit: unit.clone(), dispatch });
        }
        if expires_at.is_some_and(|at| at <= self.now) {
            return Err(Rejection::TimePassed("the end of the order"));
        }
        self.can_be_done(unit, task)?;
        if let Some(older) = &duty.order {
            self.end_order(older, OrderState::Superseded, &Text::default());
        }
        let delivery = match duty.link {
            Link::Connected { .. } => Delivery::Device,
            Link::VoiceOnly | Link::Dropped { .. } | Link::Lost { .. } => Delivery::VoiceOnly,
        };
        let id = OrderId::from_uuid(self.make_id());
        self.push(Event::StandingOrderIssued(Box::new(StandingOrder {
            id,
            unit: unit.clone(),
            task: task.clone(),
            must_hold,
            reason: reason.clone(),
            by: self.envelope.actor.principal.clone(),
            version: 1,
            issued_at: self.now,
            deliver_by: self.now + self.state.limits().order_deliver,
            expires_at,
            delivery,
            delivered_at: None,
            state: OrderState::Issued,
            suspended: false,
        })));
        Ok(())
    }

    pub(super) fn cancel_order(&mut self, unit: &UnitId, order: OrderId, reason: &Text) -> Result<(), Rejection> {
        let held = self.standing_order(unit, order)?;
        self.end_order(held, OrderState::Cancelled, reason);
        Ok(())
    }

    /// What a unit says of an order that was taken back meanwhile is too late, and no fault of its own.
    pub(super) fn complete_order(&mut self, unit: &UnitId, order: OrderId) -> Result<(), Rejection> {
        if self.is_past_order(unit, order) {
            return Ok(());
        }
        let held = self.standing_order(unit, order)?;
        self.end_order(held, OrderState::Completed, &Text::default());
        Ok(())
    }

    /// The device has a standing order; none when the order is not one that the unit is or was under.
    pub(super) fn acknowledge_standing(&mut self, unit: &UnitId, order: OrderId, version: u32) -> Option<()> {
        if self.is_past_order(unit, order) {
            return Some(());
        }
        let held = self.standing_order(unit, order).ok()?;
        if held.version == version && held.delivered_at.is_none() {
            self.push(Event::StandingOrderDelivered { unit: unit.clone(), order, version });
        }
        Some(())
    }

    pub(super) fn end_order(&mut self, order: &StandingOrder, state: OrderState, reason: &Text) {
        let (unit, order) = (order.unit.clone(), order.id);
        self.push(Event::StandingOrderEnded { unit, order, state, reason: reason.clone() });
    }

    fn standing_order(&self, unit: &UnitId, order: OrderId) -> Result<&'a StandingOrder, Rejection> {
        let held = self.state.unit(unit).and_then(|unit| unit.duty.as_ref()).and_then(|duty| duty.order.as_deref());
        held.filter(|held| held.id == order).ok_or_else(|| Rejection::UnknownOrder { unit: unit.clone(), order })
    }

    fn is_past_order(&self, unit: &UnitId, order: OrderId) -> bool {
        let duty = self.state.unit(unit).and_then(|unit| unit.duty.as_ref());
        duty.is_some_and(|duty| duty.past_orders.contains(&order))
    }

    fn can_be_done(&self, unit: &UnitId, task: &OrderTask) -> Result<(), Rejection> {
        match task {
            OrderTask::GoTo(_) => Ok(()),
            OrderTask::HoldPost(post) => {
                self.state.post(post).map(|_| ()).ok_or_else(|| Rejection::NoSuchPost(post.clone()))
            }
            OrderTask::Patrol(area) => self.area_exists(area),
            OrderTask::Return => {
                let post = self.unit(unit)?.profile.post.as_ref();
                post.map(|_| ()).ok_or_else(|| Rejection::NoPostOfItsOwn(unit.clone()))
            }
        }
    }

    pub(super) fn area_exists(&self, area: &Area) -> Result<(), Rejection> {
        match area {
            Area::Circle(_) => Ok(()),
            Area::Zone(zone) if self.policy()?.zones().contains(zone) => Ok(()),
            Area::Zone(zone) => Err(Rejection::UnknownZone(zone.clone())),
        }
    }
}
