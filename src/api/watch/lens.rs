//! What one watcher is told of each change: what it may see after it, and that what it saw before is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::eyes::Eyes;
use super::super::lens::{Lens, ShownUnit};
use super::super::names;
use super::super::proto;
use super::super::to_proto::{self, Detail};
use crate::domain::actor::{Actor, Scope};
use crate::domain::audience::{Audience, Turn};
use crate::domain::dispatch::Dispatch;
use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, UnitId};
use crate::domain::incident::Incident;
use crate::domain::unit::Unit;
use crate::runtime::board::View;
use crate::runtime::feed::Change;
use crate::runtime::sights::Turns;

/// How many units of an imported roster one change tells: those who watch it list the units again.
const ROSTER_UNITS_MAX: usize = 200;

/// One watcher's eyes.
#[derive(Debug)]
pub(super) struct WatchLens {
    actor: Actor,
    /// The units that it sees, when that is not all of them.
    units: Option<BTreeSet<UnitId>>,
    /// Units that have come into sight and whose place was not yet shown.
    entered: BTreeSet<UnitId>,
    /// Units that have gone out of sight and whose place may still be shown.
    left: BTreeSet<UnitId>,
}

/// What the watcher has been granted is another than when it began: it must begin again.
#[derive(Debug)]
pub(super) struct GrantChanged;

impl WatchLens {
    /// The eyes of an actor on the board as it is.
    pub(super) fn of(view: &View, actor: &Actor) -> Self {
        let actor = Lens::of(view, actor).actor().clone();
        let mut lens = Self { actor, units: None, entered: BTreeSet::new(), left: BTreeSet::new() };
        lens.look_again(view);
        lens
    }

    /// Takes the units that are in sight now for those that were.
    pub(super) fn look_again(&mut self, view: &View) {
        let lens = Lens::of(view, &self.actor);
        let seen = || view.units().values().filter(|unit| lens.sees_unit(unit)).map(|unit| unit.profile.id.clone());
        self.units = (self.actor.scope != Scope::City).then(|| seen().collect());
    }

    /// The watcher, with what it was granted when it began.
    pub(super) const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whether a unit's place is shown.
    pub(super) fn sees_place_of(&self, unit: &UnitId) -> bool {
        self.units.as_ref().is_none_or(|units| units.contains(unit))
    }

    /// The units that have come into sight since the last look, and those that have gone out of it.
    pub(super) fn turned(&mut self) -> (BTreeSet<UnitId>, BTreeSet<UnitId>) {
        (std::mem::take(&mut self.entered), std::mem::take(&mut self.left))
    }

    /// A change as the watcher may see it. One of which it may see nothing still carries its number, so that the watcher
    /// knows how far it is.
    pub(super) fn tell(&mut self, change: &Change, eyes: &Eyes) -> Result<proto::WatchChange, GrantChanged> {
        let roster = change.entry.events.iter().any(|event| matches!(event, Event::RosterImported(_)));
        if roster && self.units.is_some() {
            return Err(GrantChanged);
        }
        self.follow(change);
        let sights = &change.sights;
        let told = change.entry.events.iter().zip(&sights.events).filter(|(_, turn)| self.concerns(turn));
        let events: Vec<_> = told.filter_map(|(event, _)| eyes.event(event)).collect();
        let mut units: Vec<_> = self.units(change).map(|unit| self.tell_unit(change, unit, eyes)).collect();
        if roster {
            units.truncate(ROSTER_UNITS_MAX);
        }
        let retired = change.retired.iter().filter(|id| sights.incidents.get(*id).is_some_and(|it| self.saw(it)));
        let gone = sights.incidents.iter().filter(|(id, turn)| self.lost(turn) && !change.retired.contains(*id));
        let message = proto::WatchChange {
            events,
            incidents: self.incidents(change).map(|it| self.tell_incident(change, it, eyes)).collect(),
            dispatches: self.dispatches(change).map(|it| eyes.dispatch(it, Detail::Basic)).collect(),
            units,
            retired_incidents: retired.copied().map(names::incident).collect(),
            gone_incidents: gone.map(|(id, _)| names::incident(*id)).collect(),
            gone_dispatches: lost(&sights.dispatches, |turn| self.lost(turn)).copied().map(names::dispatch).collect(),
            gone_units: lost(&sights.units, |turn| self.lost(turn)).map(names::unit).collect(),
            ..proto::WatchChange::default()
        };
        let nothing = message == proto::WatchChange::default();
        Ok(proto::WatchChange {
            sequence: change.entry.sequence.get(),
            record_time: Some(to_proto::time(change.entry.recorded_at)),
            actor: if nothing { String::new() } else { change.entry.actor.to_string() },
            ..message
        })
    }

    /// Keeps up with which units are in sight.
    fn follow(&mut self, change: &Change) {
        let Some(seen) = &mut self.units else { return };
        for (unit, turn) in change.sights.units.iter() {
            if turn.shows(&self.actor) {
                if seen.insert(unit.clone()) {
                    self.entered.insert(unit.clone());
                    self.left.remove(unit);
                }
            } else if seen.remove(unit) {
                self.left.insert(unit.clone());
                self.entered.remove(unit);
            }
        }
    }

    fn concerns(&self, turn: &Turn) -> bool {
        // What was hidden by a restriction is not told by the end of the thing, nor the other way round.
        match (&turn.before, &turn.after) {
            (_, Some(after)) => after.includes(&self.actor),
            (Some(before), None) => before.includes(&self.actor),
            (None, None) => false,
        }
    }

    fn saw(&self, turn: &Turn) -> bool {
        turn.showed(&self.actor)
    }

    fn lost(&self, turn: &Turn) -> bool {
        turn.showed(&self.actor) && !turn.shows(&self.actor)
    }

    /// What was touched and is seen, and what came into sight though it was not touched.
    fn units<'c>(&'c self, change: &'c Change) -> impl Iterator<Item = &'c Arc<Unit>> {
        let turn = |unit: &Unit| change.sights.units.get(&unit.profile.id);
        let touched = change.units.iter().filter(move |it| turn(it).is_some_and(|turn| turn.shows(&self.actor)));
        let moved = change.sights.moved.units.iter().filter(move |it| {
            turn(it).is_some_and(|turn| self.came(turn) || (turn.shows(&self.actor) && self.renames(change, it)))
        });
        touched.chain(moved)
    }

    fn incidents<'c>(&'c self, change: &'c Change) -> impl Iterator<Item = &'c Incident> {
        let turn = |incident: &Incident| change.sights.incidents.get(&incident.id);
        let touched = change.incidents.iter().filter(move |it| turn(it).is_some_and(|turn| turn.shows(&self.actor)));
        let moved = change.sights.moved.incidents.iter();
        let moved = moved.filter(move |it| turn(it).is_some_and(|turn| self.came(turn)));
        touched.chain(moved).map(AsRef::as_ref)
    }

    fn dispatches<'c>(&'c self, change: &'c Change) -> impl Iterator<Item = &'c Dispatch> {
        let turn = |dispatch: &Dispatch| change.sights.dispatches.get(&dispatch.id);
        let touched = change.dispatches.iter().filter(move |it| turn(it).is_some_and(|turn| turn.shows(&self.actor)));
        let moved = change.sights.moved.dispatches.iter();
        let moved = moved.filter(move |it| turn(it).is_some_and(|turn| self.came(turn)));
        touched.chain(moved).map(AsRef::as_ref)
    }

    fn came(&self, turn: &Turn) -> bool {
        turn.shows(&self.actor) && !turn.showed(&self.actor)
    }

    /// Whether a unit has to be told again, since what it names has come into sight or gone out of it.
    fn renames(&self, change: &Change, unit: &Unit) -> bool {
        let dispatch = unit.dispatch().and_then(|id| change.sights.dispatches.get(&id));
        let emergency = unit.emergency.and_then(|id| change.sights.incidents.get(&id));
        let may_name = |audience: &Option<Arc<Audience>>| audience.as_ref().is_none_or(|it| self.may_know(it));
        dispatch.is_some_and(|turn| turn.showed(&self.actor) != turn.shows(&self.actor))
            || emergency.is_some_and(|turn| may_name(&turn.before) != may_name(&turn.after))
    }

    fn may_know(&self, audience: &Audience) -> bool {
        audience.may_know(&self.actor) || audience.includes(&self.actor)
    }

    fn tell_unit(&self, change: &Change, unit: &Arc<Unit>, eyes: &Eyes) -> proto::Unit {
        let dispatch = unit.dispatch().and_then(|id| change.sights.dispatches.get(&id));
        let shown = ShownUnit {
            unit: Arc::clone(unit),
            names_dispatch: dispatch.is_some_and(|turn| turn.shows(&self.actor)),
            names_emergency: unit.emergency.is_none_or(|id| self.may_name(change, id)),
        };
        shown.tell(eyes, None)
    }

    fn tell_incident(&self, change: &Change, incident: &Incident, eyes: &Eyes) -> proto::Incident {
        let told = eyes.incident(incident, Detail::Basic);
        let candidate = incident.desk_work.duplicate.as_ref().map(|proposal| proposal.candidate);
        let hidden = candidate.is_some_and(|candidate| !self.may_name(change, candidate));
        proto::Incident { duplicate: told.duplicate.filter(|_| !hidden), ..told }
    }

    /// Whether no restriction forbids to name an incident.
    fn may_name(&self, change: &Change, id: IncidentId) -> bool {
        let after = change.sights.incidents.get(&id).and_then(|turn| turn.after.as_ref());
        after.is_none_or(|audience| self.may_know(audience))
    }
}

fn lost<I: Ord>(turns: &Turns<I>, is_lost: impl Fn(&Turn) -> bool) -> impl Iterator<Item = &I> {
    turns.iter().filter(move |(_, turn)| is_lost(turn)).map(|(id, _)| id)
}
