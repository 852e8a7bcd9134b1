//! Who acts: every command carries its actor from the first day, also on loopback.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{PartnerId, UnitId, ZoneId};
use super::text::Text;
use super::unit::Tier;

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// At a console.
    Dispatcher,
    /// On patrol.
    Unit,
    /// Speaks for many devices.
    Gateway,
    /// Sets routing policy.
    Supervisor,
    /// Takes what is none of the police's: a department, a grid centre, a mediator, a hotline.
    Partner,
    /// Reads the record.
    Auditor,
    /// Runs the daemon.
    Administrator,
    /// The daemon itself: deadlines, start and stop.
    Daemon,
}

impl Role {
    /// The word used in the record and in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatcher => "dispatcher",
            Self::Unit => "unit",
            Self::Gateway => "gateway",
            Self::Supervisor => "supervisor",
            Self::Partner => "partner",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Daemon => "daemon",
        }
    }
}

/// Which units and incidents an actor may act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// The whole city.
    City,
    /// Some zones, and in them some tiers.
    Zones {
        /// The zones.
        zones: BTreeSet<ZoneId>,
        /// The tiers.
        tiers: BTreeSet<Tier>,
    },
    /// Named units only: a unit itself, or a gateway's.
    Units(BTreeSet<UnitId>),
    /// What was referred to one partner, and nothing else.
    Partner(PartnerId),
}

/// How many of a scope's units are named in words.
const UNITS_NAMED: usize = 8;

impl Scope {
    /// The scope in words: `city`, `zones … tiers …`, `units …` or `partner …`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::City => "city".to_owned(),
            Self::Zones { zones, tiers } => {
                let zones: Vec<_> = zones.iter().map(ToString::to_string).collect();
                let tiers: Vec<_> = tiers.iter().map(|tier| tier.as_str()).collect();
                format!("zones {} tiers {}", zones.join(","), tiers.join(","))
            }
            Self::Units(units) => {
                let named: Vec<_> = units.iter().take(UNITS_NAMED).map(ToString::to_string).collect();
                match units.len().saturating_sub(UNITS_NAMED) {
                    0 => format!("units {}", named.join(",")),
                    more => format!("units {} and {more} more", named.join(",")),
                }
            }
            Self::Partner(partner) => format!("partner {partner}"),
        }
    }
}

/// Who caused a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The authenticated name.
    pub principal: Text,
    /// What it is.
    pub role: Role,
    /// What it may act on.
    pub scope: Scope,
}

impl Actor {
    /// The daemon itself.
    #[must_use]
    pub fn daemon() -> Self {
        Self { principal: Text::truncated("patrold"), role: Role::Daemon, scope: Scope::City }
    }

    /// The named local administrator who acts on loopback without authentication.
    #[must_use]
    pub fn local_administrator() -> Self {
        Self { principal: Text::truncated("local-administrator"), role: Role::Administrator, scope: Scope::City }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.principal, self.role.as_str())
    }
}
