//! How units acted, read from the record: how long each took to sign in, to depart, to arrive and to finish. A unit that
//! is sent in the simulation as it was then acts as it did then; any other as units usually did.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::actor::Role;
use crate::domain::command::Readiness;
use crate::domain::dispatch::{DispatchState, Step};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{DispatchId, IncidentId, UnitId};
use crate::domain::time::EngineTime;

/// What takes how long where the record has no example.
const USUAL_SIGN_IN: Duration = Duration::from_secs(20);
const USUAL_DEPARTURE: Duration = Duration::from_secs(40);
const USUAL_ON_SCENE: Duration = Duration::from_mins(20);

/// What a unit does on a dispatch, and how long after the offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It says something.
    Says(Step),
    /// It has finished and takes somebody in: it is out of service at once.
    Transports(Readiness),
    /// The desk takes it off.
    Recalled,
}

impl Act {
    /// Whether it ends the handling.
    #[must_use]
    pub const fn finishes(&self) -> bool {
        matches!(self, Self::Says(Step::Finished) | Self::Transports(_))
    }
}

/// One dispatch, as it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// What happened, each with the time since the offer, in order.
    pub acts: Vec<(Duration, Act)>,
}

impl Course {
    fn after(&self, step: Step) -> Option<Duration> {
        self.acts.iter().find(|(_, act)| *act == Act::Says(step)).map(|(after, _)| *after)
    }

    fn finished_after(&self) -> Option<Duration> {
        self.acts.iter().find(|(_, act)| act.finishes()).map(|(after, _)| *after)
    }
}

/// How units acted in a span of the record.
#[derive(Clone, Debug, Default)]
pub struct Past {
    courses: BTreeMap<(IncidentId, UnitId), Vec<Course>>,
    open: BTreeMap<DispatchId, (IncidentId, UnitId, EngineTime, usize)>,
    on_scene: BTreeMap<IncidentId, Duration>,
    /// Who takes somebody in, for which incident and since when.
    transports: BTreeMap<UnitId, (IncidentId, EngineTime)>,
    usual: [Vec<Duration>; 3],
}

impl Past {
    /// Takes an entry's word.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events say nothing of how a dispatch went")]
    pub fn take(&mut self, entry: &Entry) {
        for event in &entry.events {
            match event {
                Event::DispatchOpened(dispatch) => {
                    let courses = self.courses.entry((dispatch.incident, dispatch.unit.clone())).or_default();
                    courses.push(Course::default());
                    let place = (dispatch.incident, dispatch.unit.clone(), entry.recorded_at, courses.len() - 1);
                    self.open.insert(dispatch.id, place);
                }
                Event::DispatchAdvanced { dispatch, step, .. } => self.act(entry, *dispatch, Act::Says(*step)),
                Event::DispatchEnded { dispatch, end, .. } => {
                    // A unit that was relieved, or that went to another incident, left by that and not by recall.
                    let by_person = entry.actor.role != Role::Daemon
                        && !entry.events.iter().any(|event| matches!(event, Event::DispatchOpened(_)));
                    let act = match end.state {
                        DispatchState::Finished => Some(self.finishes(entry, *dispatch)),
                        DispatchState::Declined => Some(Act::Says(Step::Declined)),
                        DispatchState::Recalled if by_person => Some(Act::Recalled),
                        _ => None,
                    };
                    if let Some(act) = act {
                        self.act(entry, *dispatch, act);
                    }
                    self.over(*dispatch);
                }
                Event::AvailabilitySet { unit, readiness: Readiness::Available } | Event::DutyEnded { unit } => {
                    self.is_back(entry, unit);
                }
                _ => {}
            }
        }
    }

    /// How a unit finished: free at once, or taking somebody in.
    fn finishes(&mut self, entry: &Entry, dispatch: DispatchId) -> Act {
        let Some((incident, unit, ..)) = self.open.get(&dispatch) else { return Act::Says(Step::Finished) };
        let then = entry.events.iter().find_map(|event| {
            let Event::AvailabilitySet { unit: of, readiness } = event else { return None };
            (of == unit).then(|| readiness.clone())
        });
        let Some(then) = then else { return Act::Says(Step::Finished) };
        self.transports.insert(unit.clone(), (*incident, entry.recorded_at));
        Act::Transports(then)
    }

    /// Whoever would have been sent instead would have been busy for as long.
    fn is_back(&mut self, entry: &Entry, unit: &UnitId) {
        if let Some((incident, since)) = self.transports.remove(unit)
            && let Some(busy) = self.on_scene.get_mut(&incident)
        {
            *busy += entry.recorded_at.since(since);
        }
    }

    fn act(&mut self, entry: &Entry, dispatch: DispatchId, act: Act) {
        let Some((incident, unit, offered_at, index)) = self.open.get(&dispatch) else { return };
        let courses = self.courses.get_mut(&(*incident, unit.clone()));
        if let Some(course) = courses.and_then(|courses| courses.get_mut(*index)) {
            course.acts.push((entry.recorded_at.since(*offered_at), act));
        }
    }

    /// A dispatch that ended is an example of how long things take.
    fn over(&mut self, dispatch: DispatchId) {
        let Some((incident, unit, _, index)) = self.open.remove(&dispatch) else { return };
        let Some(course) = self.courses.get(&(incident, unit)).and_then(|courses| courses.get(index)) else { return };
        let (signed, departed) = (course.after(Step::SignedIn), course.after(Step::Departed));
        let on_scene = course.finished_after().zip(course.after(Step::Arrived));
        let on_scene = on_scene.map(|(finished, arrived)| finished.saturating_sub(arrived));
        let departure = departed.zip(signed).map(|(departed, signed)| departed.saturating_sub(signed));
        for (examples, example) in self.usual.iter_mut().zip([signed, departure, on_scene]) {
            examples.extend(example);
        }
        if let Some(on_scene) = on_scene {
            self.on_scene.entry(incident).or_insert(on_scene);
        }
    }

    /// Puts the examples in order; to be called once, before questions are asked.
    pub fn settle(&mut self) {
        self.usual.iter_mut().for_each(|examples| examples.sort_unstable());
    }

    /// How a unit's dispatch to an incident went, the `nth` of them from 0.
    #[must_use]
    pub fn course(&self, incident: IncidentId, unit: &UnitId, nth: usize) -> Option<&Course> {
        self.courses.get(&(incident, unit.clone()))?.get(nth)
    }

    /// How it would go for a unit that was not sent then: the usual times, the way as it is modelled, and the time that
    /// was spent on this incident's scene.
    #[must_use]
    pub fn modelled(&self, incident: IncidentId, travel_time: Duration) -> Course {
        let [sign_in, departure, on_scene] = &self.usual;
        let signed = median(sign_in).unwrap_or(USUAL_SIGN_IN);
        let departed = signed + median(departure).unwrap_or(USUAL_DEPARTURE);
        let arrived = departed + travel_time;
        let spent = self.on_scene.get(&incident).copied().or_else(|| median(on_scene)).unwrap_or(USUAL_ON_SCENE);
        let says = |after, step| (after, Act::Says(step));
        Course {
            acts: vec![
                says(signed, Step::SignedIn),
                says(departed, Step::Departed),
                says(arrived, Step::Arrived),
                says(arrived + spent, Step::Finished),
            ],
        }
    }
}

fn median(sorted: &[Duration]) -> Option<Duration> {
    sorted.get(sorted.len() / 2).copied()
}
