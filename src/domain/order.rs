//! Standing orders: what a unit is to do outside any incident, by a person's direct word (扁平化指挥).
//!
//! A unit holds at most one. A dispatch goes before it: while the unit is on one the order is suspended, and afterwards
//! it stands again, under a higher version, so that the device is told once more.

use serde::{Deserialize, Serialize};

use super::area::Area;
use super::dispatch::Delivery;
use super::geo::Point;
use super::ids::{OrderId, PostId, UnitId};
use super::text::Text;
use super::time::EngineTime;

/// What a unit is told to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OrderTask {
    /// Go there.
    GoTo(Point),
    /// Hold this post.
    HoldPost(PostId),
    /// Patrol this area.
    Patrol(Area),
    /// Go back to the unit's own post.
    Return,
}

/// Where a standing order is. It only moves downwards in this list; an ended one stays ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderState {
    /// It was given.
    Issued,
    /// The unit has acknowledged it.
    Acknowledged,
    /// A newer order took its place.
    Superseded,
    /// The unit has carried it out.
    Completed,
    /// The desk took it back, or the unit went off duty.
    Cancelled,
    /// Its time has passed.
    Expired,
}

impl OrderState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Issued, Self::Acknowledged, Self::Superseded, Self::Completed, Self::Cancelled, Self::Expired];

    /// Whether the unit is still to act on it.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Issued | Self::Acknowledged)
    }

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Acknowledged => "acknowledged",
            Self::Superseded => "superseded",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }
}

/// A standing order. One with a higher version replaces all lower ones; receiving one twice is harmless.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandingOrder {
    /// Its name, by which it is acknowledged.
    pub id: OrderId,
    /// Who is to act.
    pub unit: UnitId,
    /// What it is to do.
    pub task: OrderTask,
    /// Whether the unit must stay with it: then only a level 1 incident may take it away.
    pub must_hold: bool,
    /// Why, in a few words.
    pub reason: Text,
    /// Who gave it.
    pub by: Text,
    /// 1 when it is given, counted up whenever the device must be told again.
    pub version: u32,
    /// When this version was issued.
    pub issued_at: EngineTime,
    /// Until when the device should have acknowledged it; then the desk must use its voice.
    pub deliver_by: EngineTime,
    /// When it lapses; none for the rest of the duty.
    pub expires_at: Option<EngineTime>,
    /// How the unit is told.
    pub delivery: Delivery,
    /// When this version was acknowledged.
    pub delivered_at: Option<EngineTime>,
    /// Where it stands.
    pub state: OrderState,
    /// Whether a dispatch holds the unit: until that has ended, the order waits.
    pub suspended: bool,
}
