//! What a principal may do: a role, a scope that fits it, and whether personal data is shown. The principals file and the
//! claims of a token are both checked here.

use std::collections::BTreeSet;

use thiserror::Error;

use super::caller::Sight;
use crate::domain::actor::{Role, Scope};
use crate::domain::ids::{PartnerId, UnitId, ZoneId};
use crate::domain::unit::Tier;

/// The roles that somebody can be given; nobody becomes the daemon itself.
pub const ROLES: [Role; 7] =
    [Role::Dispatcher, Role::Unit, Role::Gateway, Role::Supervisor, Role::Partner, Role::Auditor, Role::Administrator];

/// Names that the daemon itself acts under; nobody else is called so.
const RESERVED: [&str; 2] = ["patrold", "local-administrator"];

/// What a principal may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// What it may act on.
    pub scope: Scope,
    /// Whether personal data is shown.
    pub sight: Sight,
}

/// A grant as it was written, before it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantParts {
    /// The role.
    pub role: Option<Role>,
    /// The whole city.
    pub city: bool,
    /// Some zones.
    pub zones: BTreeSet<ZoneId>,
    /// Some tiers in them; none for all.
    pub tiers: BTreeSet<Tier>,
    /// Named units.
    pub units: BTreeSet<UnitId>,
    /// One partner.
    pub partner: Option<PartnerId>,
    /// Whether personal data is shown.
    pub personal_data: bool,
}

/// Why a grant does not fit together.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidGrant {
    /// No role.
    #[error("a role is required")]
    NoRole,
    /// A word that is no role, zone, tier, unit or partner.
    #[error("{0} cannot be read")]
    Unreadable(&'static str),
    /// No scope, or several.
    #[error("exactly one scope is required: city, zones, units or partner")]
    Scope,
    /// Tiers without zones.
    #[error("tiers go with zones, and only with them")]
    Tiers,
    /// A scope that the role cannot have.
    #[error("a {role} has the scope {rule}")]
    Unfit {
        /// The role.
        role: &'static str,
        /// What it needs.
        rule: &'static str,
    },
}

impl GrantParts {
    /// Checks that there is one scope and that it fits the role.
    ///
    /// # Errors
    /// When it does not.
    pub fn check(self) -> Result<Grant, InvalidGrant> {
        let role = self.role.ok_or(InvalidGrant::NoRole)?;
        if self.zones.is_empty() && !self.tiers.is_empty() {
            return Err(InvalidGrant::Tiers);
        }
        let scope = match (self.city, self.zones.is_empty(), self.units.is_empty(), self.partner) {
            (true, true, true, None) => Scope::City,
            (false, false, true, None) => {
                let tiers = if self.tiers.is_empty() { Tier::ALL.into() } else { self.tiers };
                Scope::Zones { zones: self.zones, tiers }
            }
            (false, true, false, None) => Scope::Units(self.units),
            (false, true, true, Some(partner)) => Scope::Partner(partner),
            _ => return Err(InvalidGrant::Scope),
        };
        if let Some(rule) = unfit(role, &scope) {
            return Err(InvalidGrant::Unfit { role: role.as_str(), rule });
        }
        let sight = if self.personal_data { Sight::Clear } else { Sight::Masked };
        Ok(Grant { role, scope, sight })
    }
}

/// What a role's scope must be, when this one is not it.
fn unfit(role: Role, scope: &Scope) -> Option<&'static str> {
    let (fits, needs) = match (role, scope) {
        (Role::Unit, Scope::Units(units)) => (units.len() == 1, "units, with itself alone"),
        (Role::Unit, Scope::City | Scope::Zones { .. } | Scope::Partner(_)) => (false, "units, with itself alone"),
        (Role::Gateway, scope) => (matches!(scope, Scope::Units(_)), "units"),
        (Role::Partner, scope) => (matches!(scope, Scope::Partner(_)), "partner"),
        (Role::Dispatcher | Role::Supervisor | Role::Auditor, scope) => {
            (matches!(scope, Scope::City | Scope::Zones { .. }), "city or zones")
        }
        (Role::Administrator, scope) => (matches!(scope, Scope::City), "city"),
        (Role::Daemon, _) => (false, "of nobody else"),
    };
    (!fits).then_some(needs)
}

/// The role of a word.
#[must_use]
pub fn role_of(word: &str) -> Option<Role> {
    ROLES.into_iter().find(|role| role.as_str() == word)
}

/// Whether somebody may be called so on the record.
#[must_use]
pub fn may_be_called(name: &str) -> bool {
    !name.trim().is_empty() && !RESERVED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(names: &[&str]) -> BTreeSet<UnitId> {
        names.iter().map(|name| UnitId::new(name).expect("a callsign")).collect()
    }

    #[test]
    fn a_scope_fits_its_role_or_is_refused() {
        let zones: BTreeSet<_> = [ZoneId::new("虎门").expect("a zone")].into();
        let partner = || Some(PartnerId::new("12345").expect("a partner"));
        let scopes = || {
            [
                ("city", GrantParts { city: true, ..GrantParts::default() }),
                ("zones", GrantParts { zones: zones.clone(), ..GrantParts::default() }),
                ("one unit", GrantParts { units: units(&["铁骑-1"]), ..GrantParts::default() }),
                ("units", GrantParts { units: units(&["R1", "R2"]), ..GrantParts::default() }),
                ("partner", GrantParts { partner: partner(), ..GrantParts::default() }),
                ("none", GrantParts::default()),
                ("two", GrantParts { city: true, partner: partner(), ..GrantParts::default() }),
            ]
        };
        let allowed = |role| -> Vec<&str> {
            let fits = scopes()
                .into_iter()
                .filter(|(_, parts)| GrantParts { role: Some(role), ..parts.clone() }.check().is_ok());
            fits.map(|(name, _)| name).collect()
        };
        assert_eq!(allowed(Role::Dispatcher), ["city", "zones"]);
        assert_eq!(allowed(Role::Supervisor), ["city", "zones"]);
        assert_eq!(allowed(Role::Auditor), ["city", "zones"]);
        assert_eq!(allowed(Role::Unit), ["one unit"]);
        assert_eq!(allowed(Role::Gateway), ["one unit", "units"]);
        assert_eq!(allowed(Role::Partner), ["partner"]);
        assert_eq!(allowed(Role::Administrator), ["city"]);
        assert_eq!(allowed(Role::Daemon), [""; 0]);
    }

    #[test]
    fn zones_without_tiers_mean_all_tiers_and_sight_must_be_given() {
        let zones: BTreeSet<_> = [ZoneId::new("虎门").expect("a zone")].into();
        let parts = GrantParts { role: Some(Role::Dispatcher), zones, ..GrantParts::default() };
        let grant = parts.clone().check().expect("fits");
        assert_eq!(grant.sight, Sight::Masked);
        assert!(matches!(grant.scope, Scope::Zones { tiers, .. } if tiers.len() == 3));
        let tiers_alone = GrantParts { zones: BTreeSet::new(), tiers: [Tier::City].into(), ..parts };
        assert_eq!(tiers_alone.check(), Err(InvalidGrant::Tiers));
    }

    #[test]
    fn nobody_is_called_like_the_daemon() {
        assert!(may_be_called("张伟") && !may_be_called("patrold") && !may_be_called(" "));
        assert_eq!(role_of("daemon"), None);
    }
}
