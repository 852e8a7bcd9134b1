//! One unit's row in the table, and the rules by which a fix is believed. Pure: locks and cells are the table's affair.
//!
//! Fixes of one unit merge by newest, so that the order of arrival does not matter. Newest is by the device's own count
//! where both fixes carry one, else by the time that they were taken, ties by place. A sender counts or it does not; one
//! that counts now and then is merged by time in between.

use std::cmp::Ordering;
use std::time::Duration;

use super::counts::{Counted, Standing};
use super::grid::Entry;
use super::lattice::{CellKey, GridIndex, Lattice};
use super::limits::TrackerLimits;
use super::presence::Presence;
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::position::{DeviceOrder, Fix, FixVerdict, KnownPosition, PositionSource};
use crate::domain::time::EngineTime;
use crate::domain::unit::{Tier, UnitKind};

/// Where a unit is taken to be, and since when that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) at: Point,
    pub(super) source: PositionSource,
    pub(super) known_at: Option<EngineTime>,
    pub(super) outside: bool,
}

impl Place {
    pub(super) fn as_known(&self, now: EngineTime) -> KnownPosition {
        KnownPosition {
            at: self.at,
            source: self.source,
            age: self.known_at.map(|known_at| now.since(known_at)),
            outside_service_area: self.outside,
        }
    }
}

#[derive(Debug)]
pub(super) struct Slot {
    pub(super) number: u64,
    pub(super) tier: Tier,
    pub(super) kind: UnitKind,
    pub(super) post: Option<Point>,
    pub(super) presence: Presence,
    /// The last accepted fix: what later ones are merged with and measured against, fresh or not.
    pub(super) anchor: Option<Fix>,
    /// The count of the anchor's device; forgotten when the device may have changed. Time decides until the next fix.
    pub(super) order: Option<DeviceOrder>,
    /// The last word of a person about where the unit is.
    pub(super) word: Option<(Point, EngineTime)>,
    /// What the present position rests on.
    pub(super) basis: PositionSource,
    /// The present position, as the cells know it.
    pub(super) place: Option<Place>,
    /// The last fix that was refused as unbelievable.
    pub(super) evidence: Option<Box<(Fix, FixVerdict)>>,
    /// The live entry in the expiry queue.
    pub(super) armed: Option<EngineTime>,
    /// The tick of the last change that a screen would show.
    pub(super) changed_at_tick: u64,
}

impl Slot {
    pub(super) fn new(number: u64, tier: Tier, kind: UnitKind) -> Self {
        Self {
            number,
            tier,
            kind,
            post: None,
            presence: Presence::Off,
            anchor: None,
            order: None,
            word: None,
            basis: PositionSource::Post,
            place: None,
            evidence: None,
            armed: None,
            changed_at_tick: 0,
        }
    }

    /// What is to become of a fix, without doing it.
    pub(super) fn judge(&self, fix: &Fix, limits: &TrackerLimits) -> FixVerdict {
        if self.presence == Presence::Off {
            return FixVerdict::NotOnDuty;
        }
        match self.newness(fix) {
            Ordering::Less => return FixVerdict::Late,
            Ordering::Equal => return FixVerdict::Duplicate,
            Ordering::Greater => {}
        }
        if self.word.is_some_and(|(_, said_at)| self.basis == PositionSource::Voice && fix.taken_at < said_at) {
            return FixVerdict::Late;
        }
        if limits.accuracy_max_m().zip(fix.accuracy_m).is_some_and(|(limit, accuracy)| is_beyond(accuracy, limit)) {
            return FixVerdict::Inaccurate;
        }
        if limits.speed_max_mps().is_some_and(|speed| !self.could_reach(fix, speed)) {
            return FixVerdict::Implausible;
        }
        match limits.service_area().is_none_or(|area| area.contains(fix.at)) {
            true => FixVerdict::Accepted,
            false if self.presence == Presence::Engaged => FixVerdict::AcceptedOutside,
            false => FixVerdict::OutsideServiceArea,
        }
    }

    /// How a fix compares with the anchor: newer, older, or the same one again.
    fn newness(&self, fix: &Fix) -> Ordering {
        let Some(anchor) = &self.anchor else { return Ordering::Greater };
        let by_place = || {
            let latitude = fix.at.latitude_deg().total_cmp(&anchor.at.latitude_deg());
            latitude.then_with(|| fix.at.longitude_deg().total_cmp(&anchor.at.longitude_deg()))
        };
        match fix.order.zip(self.order) {
            // The time of a fix that is sent again differs by the jitter of the network, its count does not.
            Some((one, other)) if one == other => match by_place() {
                Ordering::Equal => Ordering::Equal,
                different @ (Ordering::Less | Ordering::Greater) => fix.taken_at.cmp(&anchor.taken_at).then(different),
            },
            Some((one, other)) => one.cmp(&other),
            None => fix.taken_at.cmp(&anchor.taken_at).then_with(by_place),
        }
    }

    /// Whether a unit at the anchor could have come to the fix in the time between them.
    fn could_reach(&self, fix: &Fix, speed_max_mps: f64) -> bool {
        self.anchor.as_ref().is_none_or(|anchor| {
            let seconds = fix.taken_at.since(anchor.taken_at).as_secs_f64();
            anchor.at.distance_to(fix.at).as_metres() <= speed_max_mps * seconds
        })
    }

    /// The last instant at which the present position is fresh; none for a post.
    pub(super) fn last_fresh_at(&self, fix_age_max: Duration) -> Option<EngineTime> {
        let known_at = match self.basis {
            PositionSource::Fix => self.anchor.as_ref().map(|fix| fix.taken_at),
            PositionSource::Voice => self.word.map(|(_, said_at)| said_at),
            PositionSource::Post => None,
        };
        known_at.map(|known_at| known_at + fix_age_max)
    }

    /// Where the unit is taken to be, by what the slot holds now.
    pub(super) fn derive_place(&self, limits: &TrackerLimits) -> Option<Place> {
        let (at, known_at) = match self.basis {
            PositionSource::Fix => self.anchor.as_ref().map(|fix| (fix.at, Some(fix.taken_at))),
            PositionSource::Voice => self.word.map(|(at, said_at)| (at, Some(said_at))),
            PositionSource::Post => self.post.map(|at| (at, None)),
        }?;
        let outside = limits.service_area().is_some_and(|area| !area.contains(at));
        Some(Place { at, source: self.basis, known_at, outside })
    }

    fn standing(&self) -> Standing {
        match self.place {
            Some(place) if place.outside => Standing::Outside,
            Some(_) => Standing::Inside,
            None => Standing::Unknown,
        }
    }

    pub(super) fn counted(&self) -> Counted {
        Counted { tier: self.tier, presence: self.presence, standing: self.standing() }
    }

    /// The cell that the unit belongs into, if it is on the map at all.
    pub(super) fn cell(&self, lattice: &Lattice) -> Option<CellKey> {
        let place = self.place.filter(|_| self.presence != Presence::Off)?;
        let seen = place.source != PositionSource::Post;
        Some(lattice.cell_of(place.at).key(GridIndex::new(self.tier, self.presence == Presence::Available, seen)))
    }

    /// What the unit's cell says of it; none when its place is unknown.
    pub(super) fn entry(&self, unit: &UnitId) -> Option<Entry> {
        let (number, tier, kind, presence) = (self.number, self.tier, self.kind, self.presence);
        self.place.map(|place| Entry { number, unit: unit.clone(), tier, kind, presence, place })
    }
}

/// Whether an accuracy circle is too large; one that is no number is.
fn is_beyond(accuracy_m: f32, limit_m: f32) -> bool {
    accuracy_m.is_nan() || accuracy_m > limit_m
}
