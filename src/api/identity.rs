//! Who asks.
//!
//! On loopback without authentication the caller is a named local administrator. Such a caller may step down and act as
//! something lesser, by metadata, so that consoles, radios and gateways appear in the record as what they are:
//! `patrold-role` (`dispatcher`, `unit`, `gateway`, `supervisor`, `partner`, `auditor`), `patrold-principal`, `patrold-units`
//! (callsigns with commas), `patrold-zones` (zones with commas), `patrold-tiers` (tiers with commas, with zones; all of
//! them without) and `patrold-partner` (with the role partner). Where callers are authenticated none of it is taken: such a
//! call is refused, so that nobody believes to act as something else than the record will say.

use std::collections::BTreeSet;

use tonic::metadata::MetadataMap;

use super::status::Problem;
use crate::access::caller::{Caller, Sight};
use crate::domain::actor::{Actor, Role, Scope};
use crate::domain::ids::{DeviceId, PartnerId, UnitId, ZoneId};
use crate::domain::text::Text;
use crate::domain::unit::Tier;

/// The metadata key of the role that a local caller steps down to. In binary metadata nothing is read.
pub const ROLE_KEY: &str = "patrold-role";

/// The metadata key of the name under which a local caller acts.
pub const PRINCIPAL_KEY: &str = "patrold-principal";

/// The metadata key of the units that a local caller limits itself to.
pub const UNITS_KEY: &str = "patrold-units";

/// The metadata key of the zones that a local caller limits itself to.
pub const ZONES_KEY: &str = "patrold-zones";

/// The metadata key of the tiers, in those zones, that a local caller limits itself to.
pub const TIERS_KEY: &str = "patrold-tiers";

/// The metadata key of the partner that a local caller limits itself to.
pub const PARTNER_KEY: &str = "patrold-partner";

/// What all keys begin with by which a caller steps down.
const KEYS: &str = "patrold-";

/// The key by which a caller tries to step down, when it does.
#[must_use]
pub fn steps_down(headers: &http::HeaderMap) -> Option<&str> {
    headers.keys().map(http::HeaderName::as_str).find(|name| name.starts_with(KEYS))
}

/// The metadata key by which a caller asks to see less than it may: `masked`.
pub const PERSONAL_DATA_KEY: &str = "patrold-personal-data";

/// Whoever calls on loopback without authentication, as it steps down.
///
/// # Errors
/// As [`identify`], or when the metadata about personal data is anything but `masked`.
pub fn local_caller(metadata: &MetadataMap) -> Result<Caller, Problem> {
    let caller = Caller::local(identify(metadata)?);
    Ok(if asks_for_masks(metadata)? { Caller { sight: Sight::Masked, ..caller } } else { caller })
}

/// Whether a caller asks that personal data be masked, though it may see it.
fn asks_for_masks(metadata: &MetadataMap) -> Result<bool, Problem> {
    match text(metadata, PERSONAL_DATA_KEY)? {
        None => Ok(false),
        Some("masked") => Ok(true),
        Some(_) => Err(unreadable(PERSONAL_DATA_KEY, "it is masked or absent")),
    }
}

/// The actor of a request.
///
/// # Errors
/// When the metadata names a role that there is not, or a principal or a callsign that cannot be one.
pub fn identify(metadata: &MetadataMap) -> Result<Actor, Problem> {
    let mut actor = Actor::local_administrator();
    if let Some(role) = text(metadata, ROLE_KEY)? {
        actor.role = role_of(role)?;
    }
    if let Some(principal) = text(metadata, PRINCIPAL_KEY)? {
        if principal.is_empty() {
            return Err(unreadable(PRINCIPAL_KEY, "it must not be empty"));
        }
        actor.principal = Text::new(principal).map_err(|why| unreadable(PRINCIPAL_KEY, &why.to_string()))?;
    }
    if let Some(units) = text(metadata, UNITS_KEY)? {
        let units: Result<BTreeSet<_>, _> = units.split(',').map(|unit| UnitId::new(unit.trim())).collect();
        actor.scope = Scope::Units(units.map_err(|why| unreadable(UNITS_KEY, &why.to_string()))?);
    }
    actor.scope = desk_scope(metadata)?.unwrap_or(actor.scope);
    if let Some(partner) = text(metadata, PARTNER_KEY)? {
        let partner = PartnerId::new(partner).map_err(|why| unreadable(PARTNER_KEY, &why.to_string()))?;
        actor.scope = Scope::Partner(partner);
    }
    // A partner sees its own and nothing else: which one it is must be said.
    if (actor.role == Role::Partner) != matches!(actor.scope, Scope::Partner(_)) {
        return Err(unreadable(PARTNER_KEY, "it goes with the role partner, and only with that one"));
    }
    Ok(actor)
}

/// The actor of a device's stream: the caller, limited to the units that the device speaks for.
///
/// # Errors
/// When the caller may not speak for one of them.
pub fn speak_for(caller: &Actor, device: &DeviceId, units: &BTreeSet<UnitId>) -> Result<Actor, Problem> {
    if let Scope::Units(granted) = &caller.scope
        && let Some(unit) = units.difference(granted).next()
    {
        return Err(Problem::permission_denied(format!("unit {unit} lies outside your scope")));
    }
    let role = match caller.role {
        Role::Administrator if units.len() == 1 => Role::Unit,
        Role::Administrator => Role::Gateway,
        role @ (Role::Dispatcher
        | Role::Unit
        | Role::Gateway
        | Role::Supervisor
        | Role::Partner
        | Role::Auditor
        | Role::Daemon) => role,
    };
    let principal = match caller.role {
        Role::Administrator => Text::truncated(device.as_str()),
        Role::Dispatcher
        | Role::Unit
        | Role::Gateway
        | Role::Supervisor
        | Role::Partner
        | Role::Auditor
        | Role::Daemon => caller.principal.clone(),
    };
    Ok(Actor { principal, role, scope: Scope::Units(units.clone()) })
}

/// The scope of a town's desk.
fn desk_scope(metadata: &MetadataMap) -> Result<Option<Scope>, Problem> {
    let Some(zones) = text(metadata, ZONES_KEY)? else {
        return match text(metadata, TIERS_KEY)? {
            Some(_) => Err(unreadable(TIERS_KEY, "it goes with patrold-zones")),
            None => Ok(None),
        };
    };
    let zones: Result<BTreeSet<_>, _> = zones.split(',').map(|zone| ZoneId::new(zone.trim())).collect();
    let zones = zones.map_err(|why| unreadable(ZONES_KEY, &why.to_string()))?;
    let tier = |word: &str| Tier::ALL.into_iter().find(|tier| tier.as_str() == word.trim());
    let tiers = match text(metadata, TIERS_KEY)? {
        None => Some(Tier::ALL.into()),
        Some(words) => words.split(',').map(tier).collect(),
    };
    let tiers = tiers.ok_or_else(|| unreadable(TIERS_KEY, "a tier is city, town or village"))?;
    Ok(Some(Scope::Zones { zones, tiers }))
}

fn role_of(word: &str) -> Result<Role, Problem> {
    const STEPS_DOWN: [Role; 7] = [
        Role::Dispatcher,
        Role::Unit,
        Role::Gateway,
        Role::Supervisor,
        Role::Partner,
        Role::Auditor,
        Role::Administrator,
    ];
    STEPS_DOWN.into_iter().find(|role| role.as_str() == word).ok_or_else(|| {
        unreadable(ROLE_KEY, "it is dispatcher, unit, gateway, supervisor, partner, auditor or administrator")
    })
}

fn text<'a>(metadata: &'a MetadataMap, key: &'static str) -> Result<Option<&'a str>, Problem> {
    metadata
        .get(key)
        .map(|value| str::from_utf8(value.as_bytes()).map_err(|_| unreadable(key, "it must be UTF-8")))
        .transpose()
}

fn unreadable(key: &str, why: &str) -> Problem {
    Problem::unauthenticated(format!("invalid metadata {key}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(pairs: &[(&'static str, &'static str)]) -> MetadataMap {
        let mut metadata = MetadataMap::new();
        for (key, value) in pairs {
            metadata.insert(*key, value.parse().expect("ascii"));
        }
        metadata
    }

    #[test]
    fn without_authentication_a_named_local_administrator_acts() {
        assert_eq!(identify(&MetadataMap::new()).expect("local"), Actor::local_administrator());
    }

    #[test]
    fn a_local_caller_may_step_down() {
        let actor = identify(&metadata(&[
            ("patrold-role", "gateway"),
            ("patrold-principal", "tetra-1"),
            ("patrold-units", "R12, R13"),
        ]))
        .expect("a gateway");
        assert_eq!(actor.to_string(), "tetra-1 (gateway)");
        let device = DeviceId::new("tetra-1").expect("a device");
        let r14: BTreeSet<_> = [UnitId::new("R14").expect("a callsign")].into();
        assert!(speak_for(&actor, &device, &r14).is_err(), "R14 is not its own");
    }

    #[test]
    fn a_partner_must_say_which_one_it_is() {
        assert!(identify(&metadata(&[("patrold-role", "partner")])).is_err());
        assert!(identify(&metadata(&[("patrold-partner", "12345")])).is_err(), "an administrator is no partner");
        let actor =
            identify(&metadata(&[("patrold-role", "partner"), ("patrold-partner", "12345")])).expect("a partner");
        assert_eq!(actor.scope, Scope::Partner(PartnerId::new("12345").expect("a partner")));
    }

    #[test]
    fn nobody_becomes_the_daemon() {
        assert!(identify(&metadata(&[("patrold-role", "daemon")])).is_err());
        assert!(identify(&metadata(&[("patrold-principal", "")])).is_err());
    }

    #[test]
    fn a_device_of_the_local_administrator_is_on_record_under_its_own_name() {
        let device = DeviceId::new("radio-7").expect("a device");
        let units: BTreeSet<_> = [UnitId::new("R12").expect("a callsign")].into();
        let actor = speak_for(&Actor::local_administrator(), &device, &units).expect("may");
        assert_eq!((actor.to_string().as_str(), actor.scope), ("radio-7 (unit)", Scope::Units(units)));
    }
}
