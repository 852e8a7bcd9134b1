//! Positions for screens: the latest of each unit in a viewport, and only those that changed since the last look.

use std::sync::atomic::Ordering;

use super::area::Rectangle;
use super::presence::Presence;
use super::slot::Slot;
use super::table::Tracker;
use crate::domain::ids::UnitId;
use crate::domain::position::KnownPosition;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Tier, UnitKind};

/// A mark in the stream of changes; [`Tick::START`] lies before the first. Of this process only: never stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tick(u64);

impl Tick {
    /// Before every change.
    pub const START: Self = Self(0);
}

/// One unit as a screen shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPosition {
    /// Who.
    pub unit: UnitId,
    /// Its tier.
    pub tier: Tier,
    /// How it moves.
    pub kind: UnitKind,
    /// Whether it is free.
    pub presence: Presence,
    /// Where it is taken to be.
    pub position: KnownPosition,
    /// Speed over ground in metres a second, when a fresh fix gave one.
    pub speed_mps: Option<f32>,
    /// Course in degrees clockwise from north, when a fresh fix gave one.
    pub heading_deg: Option<f32>,
}

/// What changed since a tick.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionChanges {
    /// Units whose place or state changed and that are in the viewport, by unit id.
    pub moved: Vec<UnitPosition>,
    /// Units that changed and are not in the viewport now, by unit id: off duty, without a position, or elsewhere. A
    /// screen that never showed them ignores them. A unit that left the roster is not named.
    pub gone: Vec<UnitId>,
    /// Where to go on from.
    pub tick: Tick,
    /// Whether the limit cut the answer short: go on at once.
    pub more: bool,
}

impl Tracker {
    /// The mark behind the latest change; equal to an older mark when nothing changed in between.
    #[must_use]
    pub fn tick(&self) -> Tick {
        Tick(self.tick.load(Ordering::Acquire))
    }

    /// The units on duty in a viewport (none is everywhere), by unit id, at most `limit` of them.
    #[must_use]
    pub fn positions(&self, viewport: Option<&Rectangle>, limit: usize, now: EngineTime) -> Vec<UnitPosition> {
        let mut positions: Vec<_> =
            self.units.iter().filter_map(|row| shown(row.key(), row.value(), viewport, now)).collect();
        positions.sort_by(|one, other| one.unit.cmp(&other.unit));
        positions.truncate(limit);
        positions
    }

    /// A unit as those see it who may see where it is; none when it is off duty or its place is unknown.
    #[must_use]
    pub fn shown(&self, unit: &UnitId, now: EngineTime) -> Option<UnitPosition> {
        self.units.get(unit).and_then(|row| shown(row.key(), row.value(), None, now))
    }

    /// What changed after `since`, the latest state of each unit once, at most `limit` units, those that changed longest
    /// ago first when the limit cuts. Looks at every unit, copies only the changed ones.
    #[must_use]
    pub fn changes(&self, since: Tick, viewport: Option<&Rectangle>, limit: usize, now: EngineTime) -> PositionChanges {
        // A change takes its tick under its unit's lock: one that came before this mark is seen below.
        let mut tick = self.tick();
        if tick == since {
            return PositionChanges { moved: Vec::new(), gone: Vec::new(), tick, more: false };
        }
        let mut changed: Vec<_> = self
            .units
            .iter()
            .filter(|row| row.changed_at_tick > since.0)
            .map(|row| (row.changed_at_tick, row.key().clone(), shown(row.key(), row.value(), viewport, now)))
            .collect();
        changed.sort_by_key(|(changed_at_tick, _, _)| *changed_at_tick);
        let more = changed.len() > limit;
        if more {
            changed.truncate(limit);
            tick = Tick(changed.last().map_or(since.0, |(changed_at_tick, _, _)| *changed_at_tick));
        }
        changed.sort_by(|(_, one, _), (_, other, _)| one.cmp(other));
        let mut answer = PositionChanges { moved: Vec::new(), gone: Vec::new(), tick, more };
        for (_, unit, position) in changed {
            match position {
                Some(position) => answer.moved.push(position),
                None => answer.gone.push(unit),
            }
        }
        answer
    }
}

fn shown(unit: &UnitId, slot: &Slot, viewport: Option<&Rectangle>, now: EngineTime) -> Option<UnitPosition> {
    let place = slot.place.filter(|place| {
        slot.presence != Presence::Off && viewport.is_none_or(|viewport| viewport.contains(place.at))
    })?;
    let fix = slot.anchor.as_ref().filter(|fix| Some(fix.taken_at) == place.known_at);
    Some(UnitPosition {
        unit: unit.clone(),
        tier: slot.tier,
        kind: slot.kind,
        presence: slot.presence,
        position: place.as_known(now),
        speed_mps: fix.and_then(|fix| fix.speed_mps),
        heading_deg: fix.and_then(|fix| fix.heading_deg),
    })
}
