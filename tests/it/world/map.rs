//! The map of the tests: every unit is looked at, every time. Nothing of the tracker is in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use patrold::domain::candidate::{
    Candidate, CandidateAnswer, CandidateQuery, Candidates, Judge, Judgement, PassReason,
};
use patrold::domain::event::{Entry, Event};
use patrold::domain::geo::Point;
use patrold::domain::ids::UnitId;
use patrold::domain::position::{KnownPosition, PositionSource};
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Activity, Tier, Unit, UnitKind};
use patrold::engine::State;
use patrold::policy::settings::TravelParameters;
use patrold::runtime::map::Map;

/// How old a fix or a word may be and still say where a unit is.
pub(crate) const FIX_AGE_MAX: Duration = Duration::from_mins(2);

/// Where each unit was last seen, and what the record says of it.
#[derive(Debug, Default)]
pub(crate) struct BruteForce {
    known: RefCell<Known>,
    /// What was known before each entry that it has followed since this was asked last.
    before: RefCell<Vec<Known>>,
    looks: Cell<usize>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    units: BTreeMap<UnitId, OnMap>,
    /// Whether it offers whoever it has ever seen, on duty or not: a search is a hint, the claim is the truth.
    gullible: bool,
    travel: Option<TravelParameters>,
}

#[derive(Clone, Debug)]
struct OnMap {
    tier: Tier,
    kind: UnitKind,
    post: Option<Point>,
    busy: Option<PassReason>,
    seen: Option<(Point, EngineTime, PositionSource)>,
}

impl BruteForce {
    /// From now on it offers whoever has a place, on duty or not.
    pub(crate) fn believe_everything(&self) {
        self.known.borrow_mut().gullible = true;
    }

    /// The map as it was before each entry that it has followed since this was asked last.
    pub(crate) fn before(&self) -> Vec<Self> {
        let maps = self.before.take().into_iter();
        maps.map(|known| Self { known: RefCell::new(known), ..Self::default() }).collect()
    }

    /// How often it was asked who is near, since this was asked last.
    pub(crate) fn looks(&self) -> usize {
        self.looks.take()
    }

    /// A unit's device says where it is; nobody asks where an off-duty unit is.
    pub(crate) fn fix(&self, unit: &UnitId, at: Point, now: EngineTime) {
        if let Some(found) = self.known.borrow_mut().units.get_mut(unit).filter(|found| found.is_on_duty()) {
            found.seen = Some((at, now, PositionSource::Fix));
        }
    }
}

impl Known {
    fn candidate(&self, id: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        let unit = self.units.get(id).filter(|unit| self.gullible || unit.is_on_duty())?;
        let position = unit.position(now)?;
        let distance = position.at.distance_to(at);
        let travel = self.travel.as_ref()?;
        let seconds = distance.as_metres() * travel.detour_factor / travel.speed_mps(unit.kind);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "hours at most")]
        let travel_time = Duration::from_micros((seconds * 1e6).round() as u64);
        Some(Candidate { unit: id.clone(), tier: unit.tier, kind: unit.kind, position, distance, travel_time })
    }
}

impl OnMap {
    fn is_on_duty(&self) -> bool {
        self.busy != Some(PassReason::OffDuty)
    }

    fn position(&self, now: EngineTime) -> Option<KnownPosition> {
        let seen = self.seen.filter(|(_, when, _)| now.since(*when) <= FIX_AGE_MAX);
        let (at, source, age) = match seen {
            Some((at, when, source)) => (at, source, Some(now.since(when))),
            None => (self.post?, PositionSource::Post, None),
        };
        Some(KnownPosition { at, source, age, outside_service_area: !is_served(at) })
    }
}

/// The service area of the stories.
fn is_served(at: Point) -> bool {
    (22.6..=23.2).contains(&at.latitude_deg()) && (113.5..=114.3).contains(&at.longitude_deg())
}

impl Candidates for BruteForce {
    fn near(&self, query: &CandidateQuery<'_>, judge: &Judge<'_>) -> CandidateAnswer {
        self.looks.set(self.looks.get() + 1);
        let known = self.known.borrow();
        let mut answer = CandidateAnswer::default();
        let mut others: BTreeMap<PassReason, u32> = BTreeMap::new();
        let mut all = Vec::new();
        for (id, unit) in known.units.iter().filter(|(_, unit)| known.gullible || unit.is_on_duty()) {
            if !query.tiers.contains(&unit.tier) {
                continue;
            }
            let candidate = known.candidate(id, query.at, query.now);
            match (unit.busy, &candidate) {
                (Some(busy), _) => *others.entry(busy).or_default() += 1,
                (None, None) => *others.entry(PassReason::NoPosition).or_default() += 1,
                (None, Some(_)) => answer.available += 1,
            }
            all.extend(candidate);
        }
        all.sort_by(|one, other| one.rank(&query.weights).cmp(&other.rank(&query.weights)));
        for candidate in all {
            let reason = match judge(&candidate) {
                Judgement::Take if answer.taken.len() < query.take_max => {
                    answer.taken.push(candidate);
                    continue;
                }
                Judgement::Take => PassReason::Farther,
                Judgement::PassOver(reason) => reason,
            };
            if answer.taken.len() + answer.passed_over.len() < query.named_max {
                answer.passed_over.push((candidate, reason));
            }
        }
        answer.others = others.into_iter().collect();
        answer
    }

    fn locate(&self, unit: &UnitId, at: Point, now: EngineTime) -> Option<Candidate> {
        self.known.borrow().candidate(unit, at, now)
    }
}

impl Map for BruteForce {
    fn advance(&self, _now: EngineTime) {}

    fn follow(&self, state: &State, entry: &Entry) {
        let known = &mut *self.known.borrow_mut();
        self.before.borrow_mut().push(known.clone());
        known.travel = state.policy().map(|policy| policy.travel().clone());
        for (id, unit) in state.units() {
            let seen = known.units.get(id).and_then(|before| before.seen);
            let post = unit.profile.post.as_ref().and_then(|post| state.post(post)).map(|post| post.at);
            let busy = busy(unit);
            // Whoever goes off duty is forgotten.
            let seen = seen.filter(|_| busy != Some(PassReason::OffDuty));
            let on_map = OnMap { tier: unit.profile.tier, kind: unit.profile.kind, post, busy, seen };
            known.units.insert(id.clone(), on_map);
        }
        for event in &entry.events {
            // A word that is typed in from paper, that is too old, or that says less than what is known since, moves nobody.
            if let Event::UnitPlaced { unit, at } = event
                && !entry.entered_late
                && let Some(unit) = known.units.get_mut(unit)
            {
                let was_at = entry.occurred_at.unwrap_or(entry.recorded_at).min(entry.recorded_at);
                let is_fresh = entry.recorded_at.since(was_at) <= FIX_AGE_MAX;
                if is_fresh && unit.seen.is_none_or(|(_, seen_at, _)| seen_at <= was_at) {
                    unit.seen = Some((*at, was_at, PositionSource::Voice));
                }
            }
        }
    }
}

fn busy(unit: &Unit) -> Option<PassReason> {
    match unit.duty.as_ref().map(|duty| &duty.activity) {
        None => Some(PassReason::OffDuty),
        Some(Activity::Available) => None,
        Some(Activity::Unavailable { .. }) => Some(PassReason::Unavailable),
        Some(Activity::OnDispatch(_)) => Some(PassReason::OnDispatch),
    }
}
