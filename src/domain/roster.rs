//! The roster: which units, posts and gateways there are. It enters by a journaled command, never by a side door.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ids::{GatewayId, UnitId};
use super::unit::{Post, UnitProfile};

/// The most units, posts or gateways in one import.
pub const ROSTER_ROWS_MAX: usize = 100_000;

/// What a gateway may speak for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayGrant {
    /// The gateway.
    pub gateway: GatewayId,
    /// The units that it speaks for; every fold of the record keeps the same set.
    pub units: Arc<BTreeSet<UnitId>>,
}

/// Units, posts and grants to add or replace; what is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roster {
    /// Units by callsign.
    pub units: Vec<UnitProfile>,
    /// Posts by name.
    pub posts: Vec<Post>,
    /// Gateway grants by gateway.
    pub gateways: Vec<GatewayGrant>,
}
