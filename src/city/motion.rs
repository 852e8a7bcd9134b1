//! How a unit moves and behaves: a state machine that is stepped with the time.
//!
//! ```text
//! Patrolling ──drive_to──► Driving ──on arrival──► OnScene ──after a while──► Finished ──release──► Patrolling
//! ```
//!
//! Whoever simulates a unit steps its mover, sends the points as fixes, asks `respond` when an order comes, and tells
//! the daemon of each new phase. Movement is straight from place to place at a speed of the unit's kind that varies
//! from leg to leg. No speed comes near 50 m/s, beyond which a fix is implausible.

use std::sync::Arc;
use std::time::Duration;

use super::chance::{Chance, span};
use super::fleet::{Patrol, Roam};
use super::mix::Category;
use super::plane::Spot;
use super::zones::Zones;
use crate::domain::geo::Point;
use crate::domain::ids::ZoneId;
use crate::domain::unit::UnitKind;

/// No unit is ever faster, in metres a second.
pub const SPEED_MAX_MPS: f64 = 30.0;

/// Orders that are signed in for, declined and not answered at all, in thousandths.
const SIGNED_IN: u32 = 955;
const SIGNED_IN_OR_DECLINED: u32 = 985;

/// What a unit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// On patrol, moving or standing.
    Patrolling,
    /// On the way to a scene.
    Driving,
    /// At the scene.
    OnScene,
    /// Done at the scene, waiting to be released.
    Finished,
}

/// What a unit does about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// It signs in after this time and goes.
    SignIn {
        /// From the order to the signing-in.
        after: Duration,
    },
    /// It declines after this time.
    Decline {
        /// From the order to the refusal.
        after: Duration,
    },
    /// It does not answer.
    Silence,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Standing { until: Duration },
    Strolling { to: Spot, speed_mps: f64 },
    Driving { to: Spot, speed_mps: f64, category: Category },
    OnScene { until: Duration },
    Finished,
}

/// One unit on the move.
#[derive(Clone, Debug)]
pub struct Mover {
    zones: Arc<Zones>,
    kind: UnitKind,
    roam: Roam,
    home: Option<ZoneId>,
    post: Spot,
    chance: Chance,
    now: Duration,
    at: Spot,
    state: State,
}

impl Mover {
    /// A unit that stands at its post at midnight of day 0.
    #[must_use]
    pub fn new(seed: u64, zones: Arc<Zones>, patrol: &Patrol) -> Self {
        let post = Spot::from_point(patrol.starts_at);
        let mut chance = Chance::new(seed, patrol.profile.id.as_str());
        let until = span(chance.between(0.0, 300.0));
        Self {
            zones,
            kind: patrol.profile.kind,
            roam: patrol.roam.clone(),
            home: patrol.profile.home_zone.clone(),
            post,
            chance,
            now: Duration::ZERO,
            at: post,
            state: State::Standing { until },
        }
    }

    /// Moves on to a moment, since local midnight of day 0, and says where the unit is then. A moment that has passed
    /// moves nothing. After days without a step the unit makes up for what it left out, which takes time.
    pub fn step(&mut self, now: Duration) -> Point {
        while self.now < now {
            self.advance(now);
        }
        self.at.point()
    }

    /// Where the unit is since the last step.
    #[must_use]
    pub fn at(&self) -> Point {
        self.at.point()
    }

    /// What the unit is doing since the last step.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self.state {
            State::Standing { .. } | State::Strolling { .. } => Phase::Patrolling,
            State::Driving { .. } => Phase::Driving,
            State::OnScene { .. } => Phase::OnScene,
            State::Finished => Phase::Finished,
        }
    }

    /// What the unit does about an order that it receives. Sign-in takes 12 s in the median and seldom a minute.
    pub fn respond(&mut self) -> Response {
        let after = span(self.chance.skewed(12.0, 0.6));
        match self.chance.below(1_000) {
            0..SIGNED_IN => Response::SignIn { after },
            SIGNED_IN..SIGNED_IN_OR_DECLINED => Response::Decline { after },
            _ => Response::Silence,
        }
    }

    /// Sets out for a scene, from wherever it is and whatever it does; the category says how long it will stay there.
    pub fn drive_to(&mut self, target: Point, category: Category) {
        let speed_mps = self.speed(urgent_mps(self.kind));
        self.state = State::Driving { to: Spot::from_point(target), speed_mps, category };
    }

    /// Goes back on patrol, whatever it does.
    pub fn release(&mut self) {
        self.state = State::Standing { until: self.now };
    }

    /// Does the next thing, at most until `end`: a state ends, or time is up. Every state that can follow itself lasts
    /// a second at least, so that this comes to an end.
    fn advance(&mut self, end: Duration) {
        match self.state {
            State::Standing { until } if until <= self.now => self.stroll(),
            State::OnScene { until } if until <= self.now => self.state = State::Finished,
            State::Standing { until } | State::OnScene { until } => self.now = until.min(end),
            State::Finished => self.now = end,
            State::Strolling { to, speed_mps } => {
                if self.travel(to, speed_mps, end) {
                    let pause_s = self.chance.skewed(120.0, 0.8).max(1.0);
                    self.state = State::Standing { until: self.now + span(pause_s) };
                }
            }
            State::Driving { to, speed_mps, category } => {
                if self.travel(to, speed_mps, end) {
                    let stay_s = self.chance.skewed(category.on_scene_median_s(), 0.5);
                    self.state = State::OnScene { until: self.now + span(stay_s) };
                }
            }
        }
    }

    /// Moves towards a place until `end`; true when it has arrived.
    fn travel(&mut self, to: Spot, speed_mps: f64, end: Duration) -> bool {
        let left_m = self.at.distance_m(to);
        let reach_m = speed_mps * end.saturating_sub(self.now).as_secs_f64();
        if reach_m < left_m {
            self.at = self.at.towards(to, reach_m / left_m);
            self.now = end;
            return false;
        }
        self.at = to;
        self.now = (self.now + span(left_m / speed_mps)).min(end);
        true
    }

    /// Chooses where to go next on patrol.
    fn stroll(&mut self) {
        let to = match self.roam {
            Roam::City if self.chance.happens(0.9) => self.around(self.at, 3_000.0),
            Roam::City => self.zones.sample(&mut self.chance).map(|zone| zone.any_spot(&mut self.chance)),
            Roam::Zone => {
                let home = self.home.as_ref().and_then(|home| self.zones.get(home));
                home.map(|zone| zone.any_spot(&mut self.chance))
            }
            Roam::Beat { radius_m } => self.around(self.post, radius_m),
        };
        let speed_mps = self.speed(patrol_mps(self.kind));
        self.state = State::Strolling { to: to.unwrap_or(self.post), speed_mps };
    }

    /// A place in the city within a radius; none when eight tries all lead over the city's edge.
    fn around(&mut self, centre: Spot, radius_m: f64) -> Option<Spot> {
        (0..8).find_map(|_| {
            let direction = self.chance.direction();
            let spot = centre.moved(direction, radius_m * self.chance.unit().sqrt());
            self.zones.with(spot).map(|_| spot)
        })
    }

    /// The speed of one leg: traffic and temper make it a third slower or faster.
    fn speed(&mut self, usual_mps: f64) -> f64 {
        (usual_mps * self.chance.between(0.67, 1.33)).min(SPEED_MAX_MPS)
    }
}

/// Usual speed on patrol, along the straight line, in metres a second.
const fn patrol_mps(kind: UnitKind) -> f64 {
    match kind {
        UnitKind::Motorcycle | UnitKind::Car => 7.0,
        UnitKind::Van => 6.0,
        UnitKind::Bicycle => 3.0,
        UnitKind::Foot => 1.2,
        UnitKind::Boat => 4.0,
    }
}

/// Usual speed on the way to a scene, along the straight line, in metres a second: a motorcycle passes the jam.
const fn urgent_mps(kind: UnitKind) -> f64 {
    match kind {
        UnitKind::Motorcycle => 14.0,
        UnitKind::Car => 12.0,
        UnitKind::Van => 10.0,
        UnitKind::Bicycle => 4.5,
        UnitKind::Foot => 1.8,
        UnitKind::Boat => 9.0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::City;
    use super::*;

    fn movers(seed: u64, one_in: usize) -> (City, Vec<(Patrol, Mover)>) {
        let city = City::new(seed).expect("a city");
        let patrols = city.fleet.patrols.iter().step_by(one_in);
        let movers = patrols.map(|patrol| (patrol.clone(), city.mover(patrol))).collect();
        (city, movers)
    }

    #[test]
    fn no_patrol_is_faster_than_a_fix_may_be_or_leaves_its_ground() {
        let (city, movers) = movers(1, 60);
        for (patrol, mut mover) in movers {
            let (mut before, mut way_m) = (mover.at(), 0.0);
            for second in 1..3_600 {
                let here = mover.step(Duration::from_secs(second));
                assert!(before.distance_m(here) < SPEED_MAX_MPS * 1.01, "{} at {second} s", patrol.profile.id);
                let zone = city.zones.at(here).map(|zone| &zone.id);
                assert!(zone.is_some(), "{} left the city", patrol.profile.id);
                if let Roam::Beat { radius_m } = patrol.roam {
                    assert!(here.distance_m(patrol.starts_at) < radius_m * 1.01);
                }
                way_m += before.distance_m(here);
                before = here;
            }
            assert!(way_m > 100.0, "{} hardly moved in an hour: {way_m} m", patrol.profile.id);
        }
    }

    #[test]
    fn a_unit_drives_to_the_scene_stays_and_waits_to_be_released() {
        let (city, movers) = movers(2, 200);
        for (patrol, mut mover) in movers {
            let target = city.zones.at(patrol.starts_at).expect("a zone").centroid;
            let mut now = Duration::from_mins(10);
            mover.step(now);
            mover.drive_to(target, Category::Crime);
            let mut phases = vec![mover.phase()];
            while mover.phase() != Phase::Finished {
                now += Duration::from_secs(5);
                let here = mover.step(now);
                if mover.phase() != Phase::Driving {
                    assert!(here.distance_m(target) < 0.01);
                }
                phases.push(mover.phase());
                assert!(now < Duration::from_hours(24), "{} never finished", patrol.profile.id);
            }
            phases.dedup();
            assert_eq!(phases, [Phase::Driving, Phase::OnScene, Phase::Finished]);
            assert!(mover.step(now + Duration::from_hours(1)).distance_m(target) < 0.01);
            mover.release();
            assert_eq!(mover.phase(), Phase::Patrolling);
        }
    }

    #[test]
    fn how_often_a_unit_is_asked_does_not_change_where_it_is() {
        let (_, movers) = movers(3, 300);
        for (_, mut often) in movers {
            let mut seldom = often.clone();
            for second in 0..1_800 {
                often.step(Duration::from_secs(second));
            }
            let end = Duration::from_mins(30);
            let apart = often.step(end).distance_m(seldom.step(end));
            assert!(apart < 0.01, "{apart} m");
            assert_eq!(often.step(Duration::ZERO), often.at(), "the past moves nothing");
        }
    }

    #[test]
    fn most_orders_are_signed_in_for_within_a_minute() {
        let (_, mut movers) = movers(4, 1_000);
        let mut answers: BTreeMap<&str, u32> = BTreeMap::new();
        for _ in 0..10_000 {
            let answer = match movers[0].1.respond() {
                Response::SignIn { after } if after < Duration::from_mins(1) => "soon",
                Response::SignIn { .. } => "late",
                Response::Decline { .. } => "declined",
                Response::Silence => "silent",
            };
            *answers.entry(answer).or_default() += 1;
        }
        assert!(answers["soon"] > 9_300 && answers["late"] < 200, "{answers:?}");
        assert!((200..400).contains(&answers["declined"]) && (90..220).contains(&answers["silent"]), "{answers:?}");
    }
}
