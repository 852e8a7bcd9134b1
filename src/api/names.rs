//! Resource names: `units/{callsign}`, `incidents/{uuid}` and their like.

use std::fmt::Display;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::ids::{AlarmId, DispatchId, IncidentId, OrderId, ReportId, UnitId};

/// A kind of thing with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// `units/{callsign}`.
    Units,
    /// `reports/{uuid}`.
    Reports,
    /// `incidents/{uuid}`.
    Incidents,
    /// `dispatches/{uuid}`.
    Dispatches,
    /// `orders/{uuid}`.
    Orders,
    /// `alarms/{uuid}`.
    Alarms,
}

impl Collection {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Units => "units/",
            Self::Reports => "reports/",
            Self::Incidents => "incidents/",
            Self::Dispatches => "dispatches/",
            Self::Orders => "orders/",
            Self::Alarms => "alarms/",
        }
    }

    const fn pattern(self) -> &'static str {
        match self {
            Self::Units => "units/{callsign}",
            Self::Reports => "reports/{uuid}",
            Self::Incidents => "incidents/{uuid}",
            Self::Dispatches => "dispatches/{uuid}",
            Self::Orders => "orders/{uuid}",
            Self::Alarms => "alarms/{uuid}",
        }
    }

    /// Reads a name of this collection.
    ///
    /// # Errors
    /// When it is empty, belongs to another collection, or its last part is no identifier of this kind.
    pub fn parse<T: FromStr<Err: Display>>(self, name: &str) -> Result<T, InvalidResourceName> {
        let pattern = self.pattern();
        if name.is_empty() {
            return Err(InvalidResourceName::Missing { pattern });
        }
        let id = name
            .strip_prefix(self.prefix())
            .ok_or_else(|| InvalidResourceName::Pattern { pattern, name: name.chars().take(64).collect() })?;
        id.parse().map_err(|why: T::Err| InvalidResourceName::Id { pattern, why: why.to_string() })
    }

    /// Writes a name of this collection.
    #[must_use]
    pub fn name(self, id: &impl Display) -> String {
        format!("{}{id}", self.prefix())
    }
}

/// Why a text is no resource name.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidResourceName {
    /// Nothing was given.
    #[error("missing: expected {pattern}")]
    Missing {
        /// What was expected.
        pattern: &'static str,
    },
    /// It does not begin as it should.
    #[error("invalid name (got {name:?}): expected {pattern}")]
    Pattern {
        /// What was expected.
        pattern: &'static str,
        /// What was given, cut to 64 characters.
        name: String,
    },
    /// Its last part is wrong.
    #[error("{why}; expected {pattern}")]
    Id {
        /// What was expected.
        pattern: &'static str,
        /// What is wrong with the identifier.
        why: String,
    },
}

/// `units/{callsign}`.
#[must_use]
pub fn unit(id: &UnitId) -> String {
    Collection::Units.name(id)
}

/// `reports/{uuid}`.
#[must_use]
pub fn report(id: ReportId) -> String {
    Collection::Reports.name(&id)
}

/// `incidents/{uuid}`.
#[must_use]
pub fn incident(id: IncidentId) -> String {
    Collection::Incidents.name(&id)
}

/// `dispatches/{uuid}`.
#[must_use]
pub fn dispatch(id: DispatchId) -> String {
    Collection::Dispatches.name(&id)
}

/// `orders/{uuid}`.
#[must_use]
pub fn order(id: OrderId) -> String {
    Collection::Orders.name(&id)
}

/// `alarms/{uuid}`.
#[must_use]
pub fn alarm(id: AlarmId) -> String {
    Collection::Alarms.name(&id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_survives_the_way_there_and_back() {
        let callsign = UnitId::new("铁骑-012").expect("a callsign");
        assert_eq!(Collection::Units.parse::<UnitId>(&unit(&callsign)), Ok(callsign));
    }

    #[test]
    fn a_wrong_name_says_what_was_expected() {
        for (name, reason) in [
            ("", "missing: expected incidents/{uuid}"),
            ("units/R12", "invalid name (got \"units/R12\"): expected incidents/{uuid}"),
            (
                "incidents/12",
                "invalid incident id (got \"12\"): expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057; \
                 expected incidents/{uuid}",
            ),
        ] {
            let error = Collection::Incidents.parse::<IncidentId>(name).expect_err("refused");
            assert_eq!(error.to_string(), reason);
        }
    }
}
