//! Standing orders, planned events and the areas that both speak of.

use super::error::{FieldError, FieldProblem};
use super::message;
use super::storable::{Storable, load_message, load_plain, store_field, stored_enum, stored_struct};
use crate::domain::area::{Area, Circle};
use crate::domain::order::{OrderState, OrderTask, StandingOrder};
use crate::domain::planned_event::PlannedEvent;

stored_enum!(OrderState { Issued, Acknowledged, Superseded, Completed, Cancelled, Expired });

stored_struct!(StandingOrder => StandingOrder {
    id => plain(id),
    unit => plain(unit),
    task => message(task),
    must_hold => plain(must_hold),
    reason => plain(reason),
    by => plain(by),
    version => plain(version),
    issued_at => plain(issued_at_us),
    deliver_by => plain(deliver_by_us),
    expires_at => optional(expires_at_us),
    delivery => plain(delivery),
    delivered_at => optional(delivered_at_us),
    state => plain(state),
    suspended => plain(suspended),
});

stored_struct!(PlannedEvent => PlannedEvent {
    id => plain(id),
    name => plain(name),
    fence => message(fence),
    from => plain(from_us),
    to => plain(to_us),
    units => list(units),
    desk => optional(desk),
    begun => plain(begun),
});

impl Storable for OrderTask {
    type Stored = message::OrderTask;

    fn store(&self) -> message::OrderTask {
        use message::order_task::{Return, Task};
        let task = match self {
            Self::GoTo(at) => Task::GoTo(at.store()),
            Self::HoldPost(post) => Task::HoldPost(post.store()),
            Self::Patrol(area) => Task::Patrol(area.store()),
            Self::Return => Task::Return(Return {}),
        };
        message::OrderTask { task: Some(task) }
    }

    fn load(stored: message::OrderTask) -> Result<Self, FieldError> {
        use message::order_task::{Return, Task};
        match stored.task {
            Some(Task::GoTo(at)) => load_plain("go_to", at).map(Self::GoTo),
            Some(Task::HoldPost(post)) => load_plain("hold_post", post).map(Self::HoldPost),
            Some(Task::Patrol(area)) => load_plain("patrol", area).map(Self::Patrol),
            Some(Task::Return(Return {})) => Ok(Self::Return),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for Area {
    type Stored = message::Area;

    fn store(&self) -> message::Area {
        let area = match self {
            Self::Zone(zone) => message::area::Area::Zone(zone.store()),
            Self::Circle(circle) => message::area::Area::Circle(circle.store()),
        };
        message::Area { area: Some(area) }
    }

    fn load(stored: message::Area) -> Result<Self, FieldError> {
        match stored.area {
            Some(message::area::Area::Zone(zone)) => load_plain("zone", zone).map(Self::Zone),
            Some(message::area::Area::Circle(circle)) => load_plain("circle", circle).map(Self::Circle),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for Circle {
    type Stored = message::Circle;

    fn store(&self) -> message::Circle {
        let (centre, radius) = (self.centre(), self.radius());
        message::Circle { centre: store_field!(message & centre), radius_mm: radius.store() }
    }

    fn load(stored: message::Circle) -> Result<Self, FieldError> {
        let message::Circle { centre, radius_mm } = stored;
        let radius = load_plain("radius_mm", radius_mm)?;
        Self::new(load_message("centre", centre)?, radius)
            .map_err(|error| FieldError::refused(error).within("radius_mm"))
    }
}
