//! Planned events: a match, a fair, a march. For their time some units are held for what happens inside their fence.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::area::Area;
use super::ids::{DeskId, PlannedEventId, UnitId};
use super::text::Text;
use super::time::EngineTime;

/// The most units that one planned event may hold.
pub const POOL_UNITS_MAX: usize = 1_000;
/// The most planned events that are known at once.
pub const PLANNED_EVENTS_MAX: usize = 256;

/// What a person plans.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlan {
    /// What it is called.
    pub name: Text,
    /// Where it takes place.
    pub fence: Area,
    /// When its units are held from.
    pub from: EngineTime,
    /// When they are free again.
    pub to: EngineTime,
    /// Which units are held for it.
    pub units: BTreeSet<UnitId>,
    /// The desk of its command post: responsible for what happens inside the fence.
    pub desk: Option<DeskId>,
}

/// A planned event on the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedEvent {
    /// Its name in the record.
    pub id: PlannedEventId,
    /// What it is called.
    pub name: Text,
    /// Where it takes place.
    pub fence: Area,
    /// When its units are held from.
    pub from: EngineTime,
    /// When it ends by itself.
    pub to: EngineTime,
    /// Its pool: they serve what happens inside the fence first, and outside it level 1 only.
    pub units: BTreeSet<UnitId>,
    /// The desk of its command post.
    pub desk: Option<DeskId>,
    /// Whether it has begun.
    pub begun: bool,
}
