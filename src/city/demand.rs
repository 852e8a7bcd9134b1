//! The city's reports: an endless stream in the order of time.
//!
//! Arrivals are a Poisson process whose rate follows the hours of [`rhythm`](super::rhythm), drawn by thinning: waiting
//! times at the rate of the heaviest hour, of which the lighter hours keep their share. Each report draws its category,
//! then either tells again of an event of that category which others saw and reported in the last minutes, or of a new
//! one. So the number of a day's reports is plainly Poisson and the mix is exact, duplicates or not.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::InvalidCity;
use super::chance::{Chance, span};
use super::mix::{Category, TypeShare};
use super::plane::Spot;
use super::rhythm::{DAY_WEIGHT, HOUR_WEIGHT_MAX, hour_weight};
use super::zones::{Zone, Zones};
use crate::domain::few::Few;
use crate::domain::geo::{Datum, Point};
use crate::domain::ids::{TypeCode, ZoneId};
use crate::domain::report::{CallRecord, Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// Dongguan's calls on a usual day (`domain.md`).
pub const REPORTS_PER_DAY: u32 = 9_000;

/// For how long an event goes on being reported.
const EVENT_SEEN_FOR: Duration = Duration::from_mins(8);
/// The most events that are kept for being reported again.
const RECENT_EVENTS_MAX: usize = 512;
/// How far the places lie apart that two callers name for one event.
const SAME_EVENT_SPREAD_M: f64 = 40.0;
/// Hot spots of one zone, and how far events scatter around them.
const HOT_SPOTS: u32 = 7;
const HOT_SPOT_SPREAD_M: f64 = 350.0;
const HOT_SPOT_SHARE: f64 = 0.7;
/// Valid reports that name an address and no position.
const ADDRESS_ONLY_SHARE: f64 = 0.12;

/// One report that is about to be filed.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// When the desk, the app or the sensor files it: since local midnight of day 0.
    pub at: Duration,
    /// Its number in the stream, from 1.
    pub number: u64,
    /// The event of the world that it tells of, from 1: equal for duplicates. The daemon is not told.
    pub event: u64,
    /// Where it happens in truth. The daemon is not told.
    pub scene: Point,
    /// The zone of the scene.
    pub zone: ZoneId,
    /// What it is counted as.
    pub category: Category,
    /// What it says.
    pub content: DemandContent,
}

/// What a report says, in the clear; every person, number and address in it is invented and looks so.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandContent {
    /// Through which door it comes.
    pub source: ReportSource,
    /// What kind of event it tells of.
    pub type_code: TypeCode,
    /// The position that the network, the app or the sensor gave, on WGS-84.
    pub automatic: Option<Point>,
    /// The position that a person set, on WGS-84.
    pub manual: Option<Point>,
    /// The address as it was told.
    pub address: Option<String>,
    /// The caller's name.
    pub caller_name: Option<String>,
    /// The caller's number: eleven digits that begin with 000, as no real number does.
    pub caller_phone: Option<String>,
    /// What was told.
    pub narrative: Option<String>,
    /// The telephone call, for voice.
    pub call: Option<DemandCall>,
}

/// How long before filing a call rang and was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemandCall {
    /// From the ring to the filing.
    pub rang_before: Duration,
    /// From the answer to the filing.
    pub answered_before: Duration,
}

impl Demand {
    /// The domain's report without its sealed fields: address, caller and narrative are left for the caller to seal.
    ///
    /// # Errors
    /// When the call's name is no text, which does not happen.
    pub fn to_report(&self, midnight: EngineTime) -> Result<ReportContent, InvalidCity> {
        let given = |point: Option<Point>| point.map(|at| GivenPlace { at, datum: Datum::Wgs84 });
        let filed_at = midnight + self.at;
        let call = self.content.call.map(|call| {
            Ok::<_, InvalidCity>(CallRecord {
                call_id: Text::new(format!("call-{}", self.number))?,
                rang_at: Some(filed_at - call.rang_before),
                answered_at: Some(filed_at - call.answered_before),
                ..CallRecord::default()
            })
        });
        Ok(ReportContent {
            source: self.content.source,
            type_code: self.content.type_code.clone(),
            place: ReportPlace {
                automatic: given(self.content.automatic),
                manual: given(self.content.manual),
                ..ReportPlace::default()
            },
            caller: Caller::default(),
            narrative: None,
            call: call.transpose()?.map(Box::new),
            occurred_at: None,
            found_by: None,
            activity: None,
            flags: Few::new(),
            keywords: Few::new(),
            caller_cancels: false,
        })
    }
}

/// An event that may be reported again.
#[derive(Clone, Debug)]
struct Event {
    number: u64,
    since: Duration,
    category: Category,
    kind: TypeShare,
    told: &'static str,
    zone: ZoneId,
    house: u32,
    scene: Spot,
}

/// The endless stream.
#[derive(Clone, Debug)]
pub struct DemandStream {
    zones: Arc<Zones>,
    hot_spots: BTreeMap<ZoneId, Vec<(Spot, u32)>>,
    codes: BTreeMap<&'static str, TypeCode>,
    chance: Chance,
    /// Mean wait at the rate of the heaviest hour.
    mean_wait_s: f64,
    clock: Duration,
    reports: u64,
    events: u64,
    recent: VecDeque<Event>,
}

impl DemandStream {
    /// The stream of a seed's city; with 0 a day it is as slow as with 1.
    ///
    /// # Errors
    /// When a type code in [`mix`](super::mix) breaks the domain's rules.
    pub fn new(seed: u64, zones: Arc<Zones>, reports_per_day: u32) -> Result<Self, InvalidCity> {
        let mut chance = Chance::new(seed, "demand");
        let hot_spots = zones.all().iter().map(|zone| (zone.id.clone(), hot_spots(zone, &mut chance))).collect();
        let mut codes = BTreeMap::new();
        for kind in Category::ALL.iter().flat_map(|category| category.types()) {
            codes.insert(kind.code, TypeCode::new(kind.code)?);
        }
        let peak_per_hour = f64::from(reports_per_day.max(1)) * f64::from(HOUR_WEIGHT_MAX) / f64::from(DAY_WEIGHT);
        Ok(Self {
            zones,
            hot_spots,
            codes,
            chance,
            mean_wait_s: 3_600.0 / peak_per_hour,
            clock: Duration::ZERO,
            reports: 0,
            events: 0,
            recent: VecDeque::new(),
        })
    }

    /// Thinning (Lewis and Shedler, 1979).
    fn next_moment(&mut self) -> Duration {
        loop {
            self.clock += span(self.chance.waiting(self.mean_wait_s));
            if self.chance.below(HOUR_WEIGHT_MAX) < hour_weight(self.clock) {
                return self.clock;
            }
        }
    }

    /// An event of the category that somebody reported just now, or a new one.
    fn event(&mut self, at: Duration) -> Option<Event> {
        self.recent.retain(|event| event.since + EVENT_SEEN_FOR > at);
        let category = *self.chance.weighted(&Category::ALL, |category| category.reports_2017())?;
        let again = self.chance.happens(category.duplicate_share());
        let same: Vec<&Event> = self.recent.iter().filter(|event| event.category == category).collect();
        if let (true, Some(event)) = (again, self.chance.pick(&same)) {
            return Some((*event).clone());
        }
        let event = self.new_event(at, category)?;
        if event.kind.is_witnessed() {
            self.recent.push_back(event.clone());
            if self.recent.len() > RECENT_EVENTS_MAX {
                self.recent.pop_front();
            }
        }
        Some(event)
    }

    fn new_event(&mut self, at: Duration, category: Category) -> Option<Event> {
        let kind = *self.chance.weighted(category.types(), |kind| kind.weight)?;
        let told = *self.chance.pick(kind.told)?;
        let house = self.chance.whole(1, 400);
        let zone = self.zones.sample(&mut self.chance)?;
        let spots = self.hot_spots.get(&zone.id).map_or(&[][..], Vec::as_slice);
        let scene = scene(zone, spots, &mut self.chance);
        self.events += 1;
        Some(Event { number: self.events, since: at, category, kind, told, zone: zone.id.clone(), house, scene })
    }

    /// A place near another that still lies in the city, or else the other itself.
    fn near(&mut self, spot: Spot, spread_m: f64) -> Spot {
        let moved = scatter(spot, spread_m, &mut self.chance);
        if self.zones.with(moved).is_some() { moved } else { spot }
    }

    fn content(&mut self, event: &Event) -> Option<DemandContent> {
        let source = match event.kind.only_from {
            Some(source) => source,
            None => self.chance.weighted(event.category.sources(), |(_, weight)| *weight)?.0,
        };
        let is_voice = matches!(source, ReportSource::Voice110 | ReportSource::Voice122);
        let is_person = !matches!(source, ReportSource::Alarm | ReportSource::WarningPlatform);
        let place = self.place(event, source);
        let person = self.chance.below(100_000_000);
        let gives_name = is_person && event.category != Category::Invalid && self.chance.happens(0.6);
        Some(DemandContent {
            source,
            type_code: self.codes.get(event.kind.code)?.clone(),
            narrative: Some(event.told.replace("{}", place.address.as_deref().unwrap_or("附近"))),
            automatic: place.automatic,
            manual: place.manual,
            address: place.address,
            caller_name: gives_name.then(|| format!("演示人员{:04}", person % 10_000)),
            caller_phone: is_person.then(|| format!("000{person:08}")),
            call: is_voice.then(|| self.call(event.category)),
        })
    }

    /// What is said about the place: the network's guess, a point on the map, an address, or only the address.
    fn place(&mut self, event: &Event, source: ReportSource) -> ToldPlace {
        let truth = self.near(event.scene, SAME_EVENT_SPREAD_M);
        let error_m = match source {
            ReportSource::Voice110 | ReportSource::Voice122 | ReportSource::Text12110 => 150.0,
            ReportSource::App | ReportSource::Web => 15.0,
            ReportSource::Alarm
            | ReportSource::GridAdministrator
            | ReportSource::UnitOnView
            | ReportSource::WarningPlatform
            | ReportSource::Transfer12345 => 0.0,
        };
        let guess = self.near(truth, error_m);
        if event.category == Category::Invalid {
            let automatic = self.chance.happens(0.6).then(|| guess.point());
            return ToldPlace { automatic, manual: None, address: None };
        }
        let house = event.house + self.chance.below(5);
        let address = format!("{}演示路{house}号", event.zone);
        if source != ReportSource::Alarm && self.chance.happens(ADDRESS_ONLY_SHARE) {
            return ToldPlace { automatic: None, manual: None, address: Some(address) };
        }
        let manual = self.chance.happens(0.35).then(|| truth.point());
        let tells_address = manual.is_none() || self.chance.happens(0.5);
        ToldPlace { automatic: Some(guess.point()), manual, address: tells_address.then_some(address) }
    }

    fn call(&mut self, category: Category) -> DemandCall {
        let talked_s = self.chance.skewed(if category == Category::Invalid { 8.0 } else { 45.0 }, 0.5);
        let rang_s = self.chance.skewed(5.0, 0.5);
        DemandCall { rang_before: span(talked_s + rang_s), answered_before: span(talked_s) }
    }
}

impl Iterator for DemandStream {
    type Item = Demand;

    fn next(&mut self) -> Option<Demand> {
        let at = self.next_moment();
        let event = self.event(at)?;
        let content = self.content(&event)?;
        self.reports += 1;
        Some(Demand {
            at,
            number: self.reports,
            event: event.number,
            scene: event.scene.point(),
            zone: event.zone,
            category: event.category,
            content,
        })
    }
}

struct ToldPlace {
    automatic: Option<Point>,
    manual: Option<Point>,
    address: Option<String>,
}

/// The lively places of a zone with their weights: some much livelier than others.
fn hot_spots(zone: &Zone, chance: &mut Chance) -> Vec<(Spot, u32)> {
    (1..=HOT_SPOTS).map(|rank| (zone.any_spot(chance), 60 / rank)).collect()
}

fn scene(zone: &Zone, spots: &[(Spot, u32)], chance: &mut Chance) -> Spot {
    if chance.happens(HOT_SPOT_SHARE)
        && let Some((spot, _)) = chance.weighted(spots, |(_, weight)| *weight)
    {
        let scattered = scatter(*spot, HOT_SPOT_SPREAD_M, chance);
        return if zone.has(scattered) { scattered } else { *spot };
    }
    zone.any_spot(chance)
}

fn scatter(spot: Spot, spread_m: f64, chance: &mut Chance) -> Spot {
    Spot { east_m: spot.east_m + spread_m * chance.bell(), north_m: spot.north_m + spread_m * chance.bell() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::rhythm::HOUR_WEIGHTS;
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn stream(seed: u64) -> DemandStream {
        DemandStream::new(seed, Arc::new(Zones::new(seed).expect("zones")), REPORTS_PER_DAY).expect("a stream")
    }

    fn days(seed: u64, days: u32) -> Vec<Demand> {
        stream(seed).take_while(|demand| demand.at < DAY * days).collect()
    }

    fn close(got: usize, expected: f64, what: &str) {
        let got = f64::from(u32::try_from(got).expect("a small count"));
        assert!((got - expected).abs() <= 5.0 * expected.sqrt(), "{what}: {got}, expected about {expected:.0}");
    }

    #[test]
    fn a_day_has_as_many_reports_as_poisson_allows() {
        let zones = Arc::new(Zones::new(0).expect("zones"));
        let mut total = 0;
        for seed in 0..50 {
            let stream = DemandStream::new(seed, Arc::clone(&zones), REPORTS_PER_DAY).expect("a stream");
            let count = stream.take_while(|demand| demand.at < DAY).count();
            close(count, 9_000.0, "one day");
            total += count;
        }
        close(total, 450_000.0, "fifty days");
    }

    #[test]
    fn the_mix_is_that_of_2017_and_the_hours_follow_the_rhythm() {
        let demands = days(42, 20);
        let total = f64::from(u32::try_from(demands.len()).expect("a small count"));
        for category in Category::ALL {
            let got = demands.iter().filter(|demand| demand.category == category).count();
            close(got, total * f64::from(category.reports_2017()) / 2_290_000.0, &format!("{category:?}"));
        }
        for (hour, weight) in (0..).zip(HOUR_WEIGHTS) {
            let got = demands.iter().filter(|demand| demand.at.as_secs() / 3_600 % 24 == hour).count();
            close(got, total * f64::from(weight) / 1_000.0, &format!("hour {hour}"));
        }
    }

    #[test]
    fn reports_come_in_order_from_inside_the_city_and_number_themselves() {
        let stream = stream(7);
        let zones = Arc::clone(&stream.zones);
        let mut before = Duration::ZERO;
        for (number, demand) in (1..).zip(stream.take(5_000)) {
            assert!(demand.at >= before && demand.number == number);
            before = demand.at;
            assert_eq!(zones.at(demand.scene).map(|zone| &zone.id), Some(&demand.zone));
            for point in [demand.content.automatic, demand.content.manual].into_iter().flatten() {
                assert!(zones.at(point).is_some(), "{point} lies in the city");
                assert!(point.distance_m(demand.scene) < 2_000.0);
            }
        }
    }

    #[test]
    fn duplicates_are_near_each_other_in_place_and_time() {
        let demands = days(3, 2);
        let mut first: BTreeMap<u64, &Demand> = BTreeMap::new();
        let mut duplicates = 0.0;
        for demand in &demands {
            let original = *first.entry(demand.event).or_insert(demand);
            if original.number != demand.number {
                duplicates += 1.0;
                assert!(demand.at <= original.at + EVENT_SEEN_FOR);
                assert_eq!((&original.content.type_code, original.scene), (&demand.content.type_code, demand.scene));
                assert_ne!(original.content.caller_phone, demand.content.caller_phone.clone().or(Some(String::new())));
            }
        }
        let share = duplicates / f64::from(u32::try_from(demands.len()).expect("a small count"));
        assert!((0.04..0.09).contains(&share), "{share} of all reports are duplicates");
    }

    #[test]
    fn every_door_is_used_and_some_know_only_an_address() {
        let demands = days(5, 3);
        let sources: BTreeSet<_> = demands.iter().map(|demand| demand.content.source).collect();
        let expected: BTreeSet<_> =
            ReportSource::ALL.into_iter().filter(|source| *source != ReportSource::UnitOnView).collect();
        assert_eq!(sources, expected, "what units find themselves is theirs to report");
        let from = |source| demands.iter().filter(|demand| demand.content.source == source).count();
        assert!(from(ReportSource::Voice110) * 2 > demands.len());
        let traffic = |demand: &&Demand| demand.category == Category::Traffic;
        let by_122 = |demand: &&Demand| demand.content.source == ReportSource::Voice122;
        assert!(demands.iter().filter(traffic).filter(by_122).count() * 2 > demands.iter().filter(traffic).count());
        let address_only = demands.iter().filter(|demand| {
            demand.content.address.is_some() && demand.content.automatic.or(demand.content.manual).is_none()
        });
        assert!(address_only.count() > demands.len() / 20);
    }

    #[test]
    fn callers_are_plainly_invented() {
        for demand in days(6, 1) {
            let content = demand.content;
            assert!(content.caller_phone.is_none_or(|phone| phone.len() == 11 && phone.starts_with("000")));
            assert!(content.caller_name.is_none_or(|name| name.starts_with("演示人员")));
            assert!(content.address.is_none_or(|address| address.contains("演示路")));
        }
    }

    #[test]
    fn a_call_rang_before_it_was_answered_before_it_was_filed() {
        let midnight = EngineTime::from_unix_seconds(1_564_588_800);
        for demand in days(8, 1) {
            let report = demand.to_report(midnight).expect("a report");
            let filed_at = midnight + demand.at;
            assert!(report.clock_starts_at(filed_at) <= filed_at);
            if let Some(call) = report.call {
                assert!(call.rang_at < call.answered_at && call.answered_at < Some(filed_at));
            }
        }
    }
}
