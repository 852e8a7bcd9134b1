//! Reserves: the last free units of a zone or a post are kept for graver incidents.
//!
//! The state counts free units by home zone, post and tier, so that asking costs a look-up whatever the city's size.

use super::claim::Claims;
use super::free::FreeUnits;
use super::state::State;
use crate::domain::classification::Level;
use crate::domain::ids::UnitId;
use crate::domain::unit::{Unit, UnitProfile};
use crate::policy::Policy;
use crate::policy::choice::{Reserve, ReserveOf};

/// Whether a reserve keeps a free unit from an incident of a level, given who was claimed by this decision already.
pub(super) fn keeps(state: &State, claims: &Claims, policy: &Policy, level: Level, unit: &Unit) -> bool {
    let reserves = &policy.choosing().reserves;
    reserves.iter().filter(|reserve| !reserve.levels.contains(&level)).any(|reserve| {
        counts(reserve, &unit.profile) && left(state, claims, reserve, &unit.profile) <= kept(state, reserve)
    })
}

/// How many units stay: the reserve's own number, and what the city's posture adds to every town.
fn kept(state: &State, reserve: &Reserve) -> usize {
    let extra = match reserve.of {
        ReserveOf::Zones(_) => state.duty_level().map_or(0, |posture| posture.reserve_extra),
        ReserveOf::Posts(_) => 0,
    };
    reserve.units.saturating_add(extra)
}

/// Whether a unit is of those that a reserve keeps.
fn counts(reserve: &Reserve, unit: &UnitProfile) -> bool {
    reserve.tiers.contains(&unit.tier)
        && match &reserve.of {
            ReserveOf::Zones(zones) => {
                unit.home_zone.as_ref().is_some_and(|zone| zones.as_ref().is_none_or(|zones| zones.contains(zone)))
            }
            ReserveOf::Posts(posts) => unit.post.as_ref().is_some_and(|post| posts.contains(post)),
        }
}

/// Whether another unit is kept by the same reserve for the same zone or post, and was free.
fn same_pool(reserve: &Reserve, unit: &UnitProfile, other: &Unit) -> bool {
    let same = match &reserve.of {
        ReserveOf::Zones(_) => unit.home_zone == other.profile.home_zone,
        ReserveOf::Posts(_) => unit.post == other.profile.post,
    };
    same && other.is_available() && counts(reserve, &other.profile)
}

/// How many units of the same zone or post are free and not taken by this decision.
fn left(state: &State, claims: &Claims, reserve: &Reserve, unit: &UnitProfile) -> usize {
    let pool = |free: &FreeUnits| -> usize {
        let tiers = reserve.tiers.iter();
        tiers
            .map(|tier| match &reserve.of {
                ReserveOf::Zones(_) => free.in_zone(unit.home_zone.as_ref(), *tier),
                ReserveOf::Posts(_) => free.at_post(unit.post.as_ref(), *tier),
            })
            .sum()
    };
    pool(&state.free).saturating_sub(pool(claims.free()))
}

/// The place of the last of these picks that would leave a reserve with too few; the picks stand in the order of the
/// queue, so the last is the one that matters least.
pub(super) fn overdrawn(state: &State, claims: &Claims, policy: &Policy, picks: &[(Level, &UnitId)]) -> Option<usize> {
    let units: Vec<_> = picks.iter().map(|(level, id)| (*level, state.unit(id))).collect();
    policy.choosing().reserves.iter().find_map(|reserve| {
        units.iter().enumerate().rev().find_map(|(index, (level, unit))| {
            let unit = unit.filter(|unit| !reserve.levels.contains(level) && counts(reserve, &unit.profile))?;
            let picked = units.iter().filter_map(|(_, unit)| *unit);
            let gone = picked.filter(|other| same_pool(reserve, &unit.profile, other)).count();
            (left(state, claims, reserve, &unit.profile).saturating_sub(gone) < kept(state, reserve)).then_some(index)
        })
    })
}

/// Whether two units are kept by the same reserve for the same zone or post.
pub(super) fn keeps_both(state: &State, policy: &Policy, unit: &UnitId, other: &UnitId) -> bool {
    let (Some(unit), Some(other)) = (state.unit(unit), state.unit(other)) else { return false };
    let reserves = &policy.choosing().reserves;
    reserves.iter().any(|reserve| counts(reserve, &unit.profile) && same_pool(reserve, &unit.profile, other))
}
