//! For whom a thing is there: who may see a unit, an incident, a dispatch or an alarm.
//!
//! An audience is worked out from the state once, where the state is; who belongs to it is then asked for each reader,
//! without the state. What a reader is not part of does not exist for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::actor::{Actor, Scope};
use super::few::Few;
use super::ids::{PartnerId, UnitId, ZoneId};
use super::text::Text;
use super::unit::Tier;

/// Those for whom a thing is there. Whoever has the whole city in scope belongs to it, unless it is restricted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The principals who may see it; empty when it is not restricted. Units that are on it see it all the same.
    pub only: Few<Text>,
    /// Whether it is there for everybody who may ask at all.
    pub everybody: bool,
    /// Whether it is there for every desk: it belongs to no zone yet.
    pub every_desk: bool,
    /// The zones whose desks see it, whatever their tiers.
    pub zones: Few<ZoneId>,
    /// Units' homes: the desks of that zone which also have that tier see it.
    pub homes: Few<(ZoneId, Tier)>,
    /// The units that see it.
    pub units: Few<UnitId>,
    /// The partner that sees it.
    pub partner: Option<PartnerId>,
}

impl Audience {
    /// What is there for everybody who may ask at all.
    #[must_use]
    pub fn everybody() -> Self {
        Self { everybody: true, ..Self::default() }
    }

    /// What is there for every desk.
    #[must_use]
    pub fn every_desk() -> Self {
        Self { every_desk: true, ..Self::default() }
    }

    /// Whether an actor belongs to it. The actor's scope is what it has been granted at present.
    #[must_use]
    pub fn includes(&self, actor: &Actor) -> bool {
        let may_know = self.may_know(actor);
        match &actor.scope {
            Scope::City => may_know,
            Scope::Zones { zones, tiers } => may_know && (self.everybody || self.is_for_desk(zones, tiers)),
            Scope::Units(units) => self.everybody || !self.units.is_disjoint(units),
            Scope::Partner(partner) => may_know && (self.everybody || self.partner.as_ref() == Some(partner)),
        }
    }

    /// Whether no restriction keeps it from an actor.
    #[must_use]
    pub fn may_know(&self, actor: &Actor) -> bool {
        self.only.is_empty() || self.only.contains(&actor.principal)
    }

    fn is_for_desk(&self, zones: &BTreeSet<ZoneId>, tiers: &BTreeSet<Tier>) -> bool {
        self.every_desk
            || !self.zones.is_disjoint(zones)
            || self.homes.iter().any(|(zone, tier)| zones.contains(zone) && tiers.contains(tier))
    }
}

/// The audience of a thing before a change and after it; none where it was not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Before.
    pub before: Option<Arc<Audience>>,
    /// After; the same one where nothing turned.
    pub after: Option<Arc<Audience>>,
}

impl Turn {
    /// A turn, told in one piece where nothing turned.
    #[must_use]
    pub fn new(before: Option<Arc<Audience>>, after: Option<Arc<Audience>>) -> Self {
        let after = if before == after { before.clone() } else { after };
        Self { before, after }
    }

    /// Whether others see the thing after the change than before.
    #[must_use]
    pub fn turned(&self) -> bool {
        self.before != self.after
    }

    /// Whether an actor sees the thing after the change.
    #[must_use]
    pub fn shows(&self, actor: &Actor) -> bool {
        self.after.as_ref().is_some_and(|audience| audience.includes(actor))
    }

    /// Whether an actor saw the thing before the change.
    #[must_use]
    pub fn showed(&self, actor: &Actor) -> bool {
        self.before.as_ref().is_some_and(|audience| audience.includes(actor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::Role;

    fn actor(principal: &str, scope: Scope) -> Actor {
        Actor { principal: Text::truncated(principal), role: Role::Dispatcher, scope }
    }

    fn zone(name: &str) -> ZoneId {
        ZoneId::new(name).expect("a zone")
    }

    fn desk_of(name: &str) -> Actor {
        let scope = Scope::Zones { zones: [zone(name)].into(), tiers: [Tier::Town].into() };
        actor("town-desk", scope)
    }

    #[test]
    fn nobody_is_in_an_empty_audience_but_the_city() {
        let nobody = Audience::default();
        assert!(nobody.includes(&actor("city-desk", Scope::City)));
        assert!(!nobody.includes(&desk_of("莞城")));
        assert!(!nobody.includes(&actor("R12", Scope::Units([UnitId::new("R12").expect("a callsign")].into()))));
        assert!(!nobody.includes(&actor("hotline", Scope::Partner(PartnerId::new("12345").expect("a partner")))));
    }

    #[test]
    fn a_home_counts_for_its_own_tier_and_a_zone_for_all() {
        let of = |tier| Audience { homes: [(zone("莞城"), tier)].into(), ..Audience::default() };
        assert!(of(Tier::Town).includes(&desk_of("莞城")) && !of(Tier::City).includes(&desk_of("莞城")));
        let owned = Audience { zones: [zone("莞城")].into(), ..Audience::default() };
        assert!(owned.includes(&desk_of("莞城")) && !owned.includes(&desk_of("虎门")));
    }

    #[test]
    fn a_restriction_binds_the_city_too_but_not_the_unit_that_is_on_it() {
        let r12 = UnitId::new("R12").expect("a callsign");
        let restricted = Audience {
            only: [Text::truncated("王队")].into(),
            zones: [zone("莞城")].into(),
            units: [r12.clone()].into(),
            ..Audience::default()
        };
        assert!(!restricted.includes(&actor("city-desk", Scope::City)) && !restricted.includes(&desk_of("莞城")));
        assert!(restricted.includes(&actor("王队", Scope::City)));
        assert!(restricted.includes(&actor("R12", Scope::Units([r12].into()))));
        let elsewhere = Actor { principal: Text::truncated("王队"), ..desk_of("虎门") };
        assert!(!restricted.includes(&elsewhere), "a name widens no scope");
    }
}
