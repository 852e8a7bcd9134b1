//! The table itself: what api tasks tell it of positions, and what the sequencer tells it of duty.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use dashmap::DashMap;
use dashmap::mapref::entry::Entry as TableEntry;
use thiserror::Error;

use super::counts::Counts;
use super::expiry::Expiry;
use super::grid::Grid;
use super::lattice::Lattice;
use super::limits::TrackerLimits;
use super::presence::Presence;
use super::slot::Slot;
use crate::domain::candidate::PassReason;
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::position::{Fix, FixVerdict, KnownPosition, PositionSource};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Tier, UnitKind};

/// Where every unit is now. Shared by reference between tasks; see the [room](super) for who may call what.
#[derive(Debug)]
pub struct Tracker {
    limits: TrackerLimits,
    pub(super) lattice: Lattice,
    /// Boxed, since up to half of the table's rows are empty.
    pub(super) units: DashMap<UnitId, Box<Slot>>,
    pub(super) grid: Grid,
    pub(super) counts: Counts,
    pub(super) expiry: Expiry,
    pub(super) tick: AtomicU64,
    /// How many units were ever enrolled: the number of the next one.
    enrolled: AtomicU64,
    /// How many units the table holds, by the sequencer's hand; to ask the table itself is to look into each of its parts.
    held: AtomicUsize,
}

/// Why the tracker did not do what the sequencer said.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TrackerRefusal {
    /// As many units as the limits allow are enrolled.
    #[error("invalid unit (got {unit}): the tracker already holds units_max = {units_max} units")]
    Full {
        /// The unit that found no room.
        unit: UnitId,
        /// The limit.
        units_max: usize,
    },
    /// The unit was never enrolled.
    #[error("invalid unit (got {0}): it is not enrolled in the tracker")]
    UnknownUnit(UnitId),
}

/// In how many parts the table is locked. Whoever goes through all units, for a watch of the city or the copy of the last
/// fixes that is written every minute, holds one part at a time, and a decision waits for no more than that: with the
/// usual four for each core a part was an eighth of all units on two cores.
const SHARDS: usize = 1_024;

impl Tracker {
    /// An empty table.
    #[must_use]
    pub fn new(limits: TrackerLimits) -> Self {
        let latitude_deg = limits.service_area().map_or(0.0, super::area::Rectangle::middle_latitude_deg);
        Self {
            lattice: Lattice::new(limits.cell_size_m(), latitude_deg),
            limits,
            units: DashMap::with_shard_amount(SHARDS),
            grid: Grid::new(),
            counts: Counts::new(),
            expiry: Expiry::new(),
            tick: AtomicU64::new(0),
            enrolled: AtomicU64::new(0),
            held: AtomicUsize::new(0),
        }
    }

    /// The limits that it was made with.
    #[must_use]
    pub const fn limits(&self) -> &TrackerLimits {
        &self.limits
    }

    /// Takes a fix and says what became of it. Called by many tasks at once. The fix is taken to be received no earlier
    /// than it was taken.
    pub fn record(&self, fix: &Fix) -> FixVerdict {
        let Some(mut row) = self.units.get_mut(&fix.unit) else { return FixVerdict::UnknownUnit };
        let (unit, slot) = row.pair_mut();
        let verdict = slot.judge(fix, &self.limits);
        match verdict {
            FixVerdict::Accepted | FixVerdict::AcceptedOutside => self.accept(unit, slot, fix),
            FixVerdict::Implausible | FixVerdict::OutsideServiceArea | FixVerdict::Inaccurate => {
                slot.evidence = Some(Box::new((fix.clone(), verdict)));
            }
            FixVerdict::Late | FixVerdict::Duplicate | FixVerdict::NotOnDuty | FixVerdict::UnknownUnit => {}
        }
        verdict
    }

    /// Enrols a unit, off duty, or changes the tier, kind or post of one that is enrolled. Sequencer only.
    ///
    /// # Errors
    /// When the table holds as many units as its limits allow.
    pub fn enrol(&self, unit: &UnitId, tier: Tier, kind: UnitKind, post: Option<Point>) -> Result<(), TrackerRefusal> {
        let units_max = self.limits.units_max();
        let mut row = match self.units.entry(unit.clone()) {
            TableEntry::Occupied(row) => row.into_ref(),
            TableEntry::Vacant(_) if self.held.load(Ordering::Relaxed) >= units_max => {
                return Err(TrackerRefusal::Full { unit: unit.clone(), units_max });
            }
            TableEntry::Vacant(room) => {
                self.held.fetch_add(1, Ordering::Relaxed);
                let slot = Slot::new(self.enrolled.fetch_add(1, Ordering::Relaxed), tier, kind);
                self.counts.add(slot.counted());
                room.insert(Box::new(slot))
            }
        };
        let (unit, slot) = row.pair_mut();
        if (slot.tier, slot.kind, slot.post) != (tier, kind, post) {
            self.change(unit, slot, |slot| {
                slot.tier = tier;
                slot.kind = kind;
                slot.post = post;
            });
        }
        Ok(())
    }

    /// Says whether a unit is on duty and free. Sequencer only, after each event and before the next decision. At the
    /// start of a duty the device's count begins anew, since the unit may carry another device.
    ///
    /// # Errors
    /// When the unit is not enrolled.
    pub fn set_duty(&self, unit: &UnitId, presence: Presence) -> Result<(), TrackerRefusal> {
        self.with(unit, |unit, slot| {
            if slot.presence == Presence::Off {
                slot.order = None;
            }
            if slot.presence != presence {
                self.change(unit, slot, |slot| slot.presence = presence);
            }
        })
    }

    /// Says that the unit carries another device from now on, or that its app began anew: the count of fixes means nothing
    /// beside the old one's. Called by the sequencer, and by whoever takes in a device.
    ///
    /// # Errors
    /// When the unit is not enrolled.
    pub fn change_device(&self, unit: &UnitId) -> Result<(), TrackerRefusal> {
        self.with(unit, |_, slot| slot.order = None)
    }

    /// Puts a unit where it was at a moment by a person's word; the word ages like a fix and yields to a newer one. One that
    /// is older than what is known already, or than any fix may be, changes nothing. Sequencer only.
    ///
    /// # Errors
    /// When the unit is not enrolled.
    pub fn place(&self, unit: &UnitId, at: Point, was_at: EngineTime) -> Result<(), TrackerRefusal> {
        let is_stale = was_at + self.limits.fix_age_max() < self.expiry.advanced_to();
        self.with(unit, |unit, slot| {
            let known_at = slot.place.and_then(|place| place.known_at);
            if is_stale || known_at.is_some_and(|known_at| was_at < known_at) {
                return;
            }
            self.change(unit, slot, |slot| {
                slot.word = Some((at, was_at));
                slot.basis = PositionSource::Voice;
            });
        })
    }

    /// Removes a unit that left the roster. Sequencer only.
    pub fn forget(&self, unit: &UnitId) {
        let Some(mut row) = self.units.get_mut(unit) else { return };
        let (name, slot) = row.pair_mut();
        self.change(name, slot, |slot| slot.presence = Presence::Off);
        let counted = slot.counted();
        // Nobody but the sequencer removes units or puts them on duty, so the row cannot change before it is gone.
        drop(row);
        if self.units.remove(unit).is_some() {
            self.held.fetch_sub(1, Ordering::Relaxed);
            self.counts.subtract(counted);
        }
    }

    /// Lets every position lapse that is older than the greatest age at `now`: the unit falls back to its post, or to no
    /// position. Sequencer only, before each decision. Exactly the greatest age is still fresh.
    pub fn advance(&self, now: EngineTime) {
        for (armed_for, unit) in self.expiry.due(now) {
            let Some(mut row) = self.units.get_mut(&unit) else { continue };
            let (unit, slot) = row.pair_mut();
            if slot.armed == Some(armed_for) {
                slot.armed = None;
                self.lapse(unit, slot, now);
                self.arm(unit, slot);
            }
        }
    }

    /// Where a unit is taken to be; none when it is unknown or nothing is known of its place.
    #[must_use]
    pub fn position(&self, unit: &UnitId, now: EngineTime) -> Option<KnownPosition> {
        self.units.get(unit)?.place.map(|place| place.as_known(now))
    }

    /// The last fix of a unit that was refused as implausible, inaccurate or outside, and which of these it was.
    #[must_use]
    pub fn last_refused(&self, unit: &UnitId) -> Option<(Fix, FixVerdict)> {
        self.units.get(unit)?.evidence.as_deref().cloned()
    }

    /// How many units of these tiers are available, have a position, and stand inside the service area.
    #[must_use]
    pub fn available(&self, tiers: &BTreeSet<Tier>) -> u32 {
        self.counts.available(tiers)
    }

    /// How many units of a tier are enrolled with this presence, wherever they are.
    #[must_use]
    pub fn present(&self, tier: Tier, presence: Presence) -> u32 {
        self.counts.present(tier, presence)
    }

    /// How many more units of these tiers are on duty, by the reason that bars them.
    #[must_use]
    pub fn others(&self, tiers: &BTreeSet<Tier>) -> Vec<(PassReason, u32)> {
        self.counts.others(tiers)
    }

    /// Shows each unit's last accepted fix, in no order; a part of the table is locked meanwhile.
    pub fn each_last_fix(&self, mut show: impl FnMut(&Fix)) {
        self.units.iter().for_each(|row| row.anchor.iter().for_each(&mut show));
    }

    /// Takes back the fixes of a snapshot. They are merged with and measured against, but count as stale until the unit
    /// reports again. Their counts are left out: the crew may have changed its device since they were written down. A unit
    /// that has reported, or is not enrolled, is left alone. Sequencer only, at the start.
    pub fn restore(&self, fixes: Vec<Fix>) {
        for fix in fixes {
            if let Some(mut slot) = self.units.get_mut(&fix.unit)
                && slot.anchor.is_none()
            {
                slot.anchor = Some(fix);
            }
        }
    }

    fn accept(&self, unit: &UnitId, slot: &mut Slot, fix: &Fix) {
        let last_fresh_at = fix.taken_at + self.limits.fix_age_max();
        let now = fix.received_at.max(self.expiry.advanced_to());
        self.change(unit, slot, |slot| {
            // The table's own copy of the name, so that the message which brought the fix can be let go.
            slot.anchor = Some(Fix { unit: unit.clone(), ..fix.clone() });
            slot.order = fix.order;
            slot.basis = if now <= last_fresh_at { PositionSource::Fix } else { PositionSource::Post };
        });
        // The clock may have moved on between the two looks at it, with nobody left to let this fix lapse.
        self.lapse(unit, slot, self.expiry.advanced_to());
    }

    fn lapse(&self, unit: &UnitId, slot: &mut Slot, now: EngineTime) {
        if slot.last_fresh_at(self.limits.fix_age_max()).is_some_and(|last_fresh_at| last_fresh_at < now) {
            self.change(unit, slot, |slot| slot.basis = PositionSource::Post);
        }
    }

    fn with(&self, unit: &UnitId, act: impl FnOnce(&UnitId, &mut Slot)) -> Result<(), TrackerRefusal> {
        let Some(mut row) = self.units.get_mut(unit) else { return Err(TrackerRefusal::UnknownUnit(unit.clone())) };
        let (unit, slot) = row.pair_mut();
        act(unit, slot);
        Ok(())
    }

    /// Changes a unit and carries the change into cells, counts, expiry and the screens' tick. The only way in which a
    /// slot's place, presence or tier changes.
    fn change(&self, unit: &UnitId, slot: &mut Slot, act: impl FnOnce(&mut Slot)) {
        let counted = slot.counted();
        let cell = slot.cell(&self.lattice);
        act(slot);
        slot.place = slot.derive_place(&self.limits);

        let now_counted = slot.counted();
        if counted != now_counted {
            self.counts.add(now_counted);
        }
        self.grid.shift(slot.number, cell, slot.cell(&self.lattice).zip(slot.entry(unit)));
        if counted != now_counted {
            self.counts.subtract(counted);
        }
        slot.changed_at_tick = self.tick.fetch_add(1, Ordering::AcqRel) + 1;
        self.arm(unit, slot);
    }

    /// Sees to it that the unit's position comes up for expiry no later than it must.
    fn arm(&self, unit: &UnitId, slot: &mut Slot) {
        let fix_age_max = self.limits.fix_age_max();
        let Some(last_fresh_at) = slot.last_fresh_at(fix_age_max) else { return };
        let is_due_elsewhen = |armed| last_fresh_at < armed || last_fresh_at.since(armed) > fix_age_max / 2;
        if slot.armed.is_none_or(is_due_elsewhen) {
            let before = slot.armed.replace(last_fresh_at);
            self.expiry.arm(slot.number, unit, last_fresh_at, before);
        }
    }
}
