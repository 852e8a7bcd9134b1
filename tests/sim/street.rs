//! The street as the reference model sees it: who is on what, who waits, and who would have been free. Folded from events
//! alone, by a clerk who knows the simulation's policy by heart: an armed city unit to a firearm, anybody to anything else.

use std::collections::{BTreeMap, BTreeSet};

use patrold::domain::candidate::PassReason;
use patrold::domain::classification::Level;
use patrold::domain::command::Readiness;
use patrold::domain::dispatch::{ChosenBy, Dispatch, DispatchState, Explanation};
use patrold::domain::event::{Entry, Event, Response};
use patrold::domain::few::Few;
use patrold::domain::ids::{DispatchId, IncidentId, PlannedEventId, ReportId, UnitId};
use patrold::domain::incident::Incident;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Tier, UnitProfile};

const FIREARM: &str = "criminal.firearm";

#[derive(Clone, Debug, Default)]
pub(crate) struct Street {
    units: BTreeMap<UnitId, UnitFacts>,
    incidents: BTreeMap<IncidentId, IncidentFacts>,
    dispatches: BTreeMap<DispatchId, DispatchFacts>,
    pools: BTreeMap<PlannedEventId, BTreeSet<UnitId>>,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or do not")]
struct UnitFacts {
    tier: Tier,
    armed: bool,
    on_duty: bool,
    ready: bool,
    held: Option<DispatchId>,
    /// Must hold a post by a person's word.
    holds_post: bool,
    in_need: Option<IncidentId>,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or do not")]
struct IncidentFacts {
    level: Level,
    since: EngineTime,
    firearm: bool,
    placed: bool,
    needs: Vec<u32>,
    closed: bool,
    retired: bool,
    held_for_unit: bool,
    /// The report that may be a duplicate, while the incident is held for that.
    held_for_report: Option<ReportId>,
    tried: Few<UnitId>,
    sent: Vec<DispatchId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Live,
    Served,
    Over,
}

#[derive(Clone, Debug)]
struct DispatchFacts {
    unit: UnitId,
    incident: IncidentId,
    step: u32,
    stand: Stand,
}

impl UnitFacts {
    fn is_free(&self) -> bool {
        self.on_duty && self.ready && self.held.is_none()
    }
}

impl IncidentFacts {
    fn of(incident: &Incident) -> Self {
        let whole = || if incident.units_needed > 0 { vec![incident.units_needed] } else { Vec::new() };
        Self {
            level: incident.classification.level,
            since: incident.waiting_since,
            firearm: incident.classification.type_code.as_str() == FIREARM,
            placed: incident.at.is_some(),
            needs: if incident.needs.is_empty() { whole() } else { incident.needs.clone() },
            closed: incident.closed.is_some(),
            retired: false,
            held_for_unit: incident.desk_work.held_for.is_some(),
            held_for_report: incident
                .desk_work
                .duplicate
                .as_ref()
                .filter(|it| it.hold_until.is_some())
                .map(|it| it.report),
            tried: incident.tried.clone(),
            sent: Vec::new(),
        }
    }

    fn need(&mut self, response: &Response) {
        let whole = || if response.units_needed > 0 { vec![response.units_needed] } else { Vec::new() };
        self.needs = if response.needs.is_empty() { whole() } else { response.needs.clone() };
    }

    fn tiers(&self) -> &'static [Tier] {
        if self.firearm { &[Tier::City] } else { &Tier::ALL }
    }
}

impl Street {
    /// Folds an entry and judges what was chosen in it.
    pub(crate) fn follow(&mut self, entry: &Entry) -> Result<(), String> {
        let before = Self { units: self.units.clone(), ..Self::default() };
        for event in &entry.events {
            self.happen(event, entry.recorded_at)?;
        }
        let chosen: Vec<&Dispatch> = entry.events.iter().filter_map(by_policy).collect();
        for dispatch in &chosen {
            self.graver_first(dispatch)?;
            let explanation = dispatch.explanation.as_deref().ok_or("nobody says why a unit was chosen")?;
            before.adds_up(explanation, Some(dispatch), &self.incidents[&dispatch.incident])?;
        }
        for event in &entry.events {
            if let Event::IncidentWaits { incident, explanation: Some(explanation), .. } = event {
                before.adds_up(explanation, None, &self.incidents[incident])?;
            }
        }
        Ok(())
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "what does not move a unit or an incident is not looked at")]
    fn happen(&mut self, event: &Event, now: EngineTime) -> Result<(), String> {
        match event {
            Event::RosterImported(roster) => roster.units.iter().for_each(|profile| self.enrol(profile, false)),
            Event::DutyStarted { unit, .. } => self.unit(unit)?.begin_duty(),
            Event::DutyEnded { unit } => {
                let facts = self.unit(unit)?;
                if facts.held.is_some() {
                    return Err(format!("{unit} went off duty on a dispatch"));
                }
                facts.on_duty = false;
                facts.holds_post = false;
            }
            Event::AvailabilitySet { unit, readiness } => {
                self.unit(unit)?.ready = matches!(readiness, Readiness::Available);
            }
            Event::UnitSplit { child, .. } => self.enrol(child, true),
            Event::StandingOrderIssued(order) => self.unit(&order.unit)?.holds_post = order.must_hold,
            Event::StandingOrderEnded { unit, .. } => self.unit(unit)?.holds_post = false,
            Event::PlannedEventCreated(event) => drop(self.pools.insert(event.id, event.units.clone())),
            Event::PlannedEventEnded { event, .. } => drop(self.pools.remove(event)),
            Event::EmergencyRaised { unit, incident, .. } => self.unit(unit)?.in_need = Some(*incident),
            Event::EmergencyEnded { incident, .. } => self.end_emergency(*incident),
            Event::IncidentOpened(incident) => {
                self.incidents.insert(incident.id, IncidentFacts::of(incident));
            }
            Event::IncidentClassified { incident, classification, response, .. } => {
                self.serve_by(response);
                let facts = self.incident(*incident)?;
                facts.level = classification.level;
                facts.firearm = classification.type_code.as_str() == FIREARM;
                facts.need(response);
            }
            Event::IncidentReplanned { incident, response, .. } => {
                self.serve_by(response);
                self.incident(*incident)?.need(response);
            }
            Event::IncidentRelocated { incident, .. } => self.incident(*incident)?.placed = true,
            Event::IncidentClosed { incident, .. } => {
                self.incident(*incident)?.closed = true;
                self.end_emergency(*incident);
                let sent = &self.incidents[incident].sent;
                if let Some(id) = sent.iter().find(|id| self.dispatches[*id].is_live()) {
                    return Err(format!("incident {incident} was closed over dispatch {id}"));
                }
            }
            Event::IncidentReopened { incident, .. } => {
                let facts = self.incident(*incident)?;
                (facts.closed, facts.retired, facts.since) = (false, false, now);
            }
            Event::IncidentsRetired { incidents } => {
                for incident in incidents {
                    self.incident(*incident)?.retired = true;
                }
            }
            Event::DuplicateProposed { incident, proposal } => {
                self.incident(*incident)?.held_for_report = proposal.hold_until.map(|_| proposal.report);
            }
            Event::DuplicateDismissed { incident, .. } => self.incident(*incident)?.held_for_report = None,
            Event::ReportLinked { report, from, .. } => {
                let facts = self.incident(*from)?;
                facts.held_for_report = facts.held_for_report.filter(|held| held != report);
            }
            Event::HeldForUnit { incident, .. } => self.incident(*incident)?.held_for_unit = true,
            Event::HoldEnded { incident } => {
                let facts = self.incident(*incident)?;
                (facts.held_for_unit, facts.held_for_report) = (false, None);
            }
            Event::DispatchOpened(dispatch) => self.open(dispatch)?,
            Event::DispatchAdvanced { dispatch, .. } if !self.dispatch(*dispatch)?.is_live() => {
                return Err(format!("dispatch {dispatch} went on after its end"));
            }
            Event::DispatchEnded { dispatch, end, .. } => self.end(*dispatch, end.state)?,
            _ => {}
        }
        Ok(())
    }

    fn enrol(&mut self, profile: &UnitProfile, on_duty: bool) {
        let known = self.units.remove(&profile.id);
        let armed = profile.capabilities.iter().any(|it| it.as_str() == "armed");
        let facts = UnitFacts {
            tier: profile.tier,
            armed,
            on_duty: known.as_ref().map_or(on_duty, |it| it.on_duty),
            ready: known.as_ref().is_none_or(|it| it.ready),
            held: known.as_ref().and_then(|it| it.held),
            holds_post: known.as_ref().is_some_and(|it| it.holds_post),
            in_need: known.and_then(|it| it.in_need),
        };
        self.units.insert(profile.id.clone(), facts);
    }

    fn open(&mut self, dispatch: &Dispatch) -> Result<(), String> {
        let id = dispatch.id;
        let incident = self.incident(dispatch.incident)?;
        if incident.closed || incident.retired {
            return Err(format!("{} was sent to incident {}, which is over", dispatch.unit, dispatch.incident));
        }
        incident.sent.push(id);
        let unit = self.unit(&dispatch.unit)?;
        if let Some(held) = unit.held {
            return Err(format!("{} is on dispatches {held} and {id}", dispatch.unit));
        }
        if !unit.on_duty {
            return Err(format!("{} was sent and is not on duty", dispatch.unit));
        }
        unit.held = Some(id);
        let facts = DispatchFacts {
            unit: dispatch.unit.clone(),
            incident: dispatch.incident,
            step: dispatch.step,
            stand: Stand::Live,
        };
        match self.dispatches.insert(id, facts) {
            None => Ok(()),
            Some(_) => Err(format!("dispatch {id} was opened twice")),
        }
    }

    fn end(&mut self, id: DispatchId, state: DispatchState) -> Result<(), String> {
        let dispatch = self.dispatch(id)?;
        if !dispatch.is_live() {
            return Err(format!("dispatch {id} ended twice"));
        }
        dispatch.stand = if state == DispatchState::Finished { Stand::Served } else { Stand::Over };
        let (unit, incident) = (dispatch.unit.clone(), dispatch.incident);
        let facts = self.unit(&unit)?;
        facts.held = None;
        facts.ready |= state == DispatchState::Finished;
        if !matches!(state, DispatchState::StoodDown | DispatchState::Preempted) {
            self.incident(incident)?.tried.insert(unit);
        }
        Ok(())
    }

    fn end_emergency(&mut self, incident: IncidentId) {
        self.units.values_mut().filter(|unit| unit.in_need == Some(incident)).for_each(|unit| unit.in_need = None);
    }

    fn serve_by(&mut self, response: &Response) {
        for (id, step) in &response.serves {
            if let Some(dispatch) = self.dispatches.get_mut(id) {
                dispatch.step = *step;
            }
        }
    }

    /// Nobody who stands before it in the queue and is left short could have used the unit.
    fn graver_first(&self, dispatch: &Dispatch) -> Result<(), String> {
        let served = (dispatch.incident, &self.incidents[&dispatch.incident]);
        for (id, other) in self.waiting() {
            let before = (other.level, other.since, id) < (served.1.level, served.1.since, served.0);
            if before && id != served.0 && self.could_go(&dispatch.unit, other) {
                return Err(format!(
                    "{} went to incident {} (level {}), though {id} (level {}, since {}) waited for it",
                    dispatch.unit,
                    served.0,
                    served.1.level.number(),
                    other.level.number(),
                    other.since
                ));
            }
        }
        Ok(())
    }

    /// Nobody waits for a unit that is free and may go.
    pub(crate) fn nobody_waits_in_vain(&self) -> Result<(), String> {
        for (id, incident) in self.waiting() {
            let free = self.units.iter().find(|(unit, facts)| facts.is_free() && self.could_go(unit, incident));
            if let Some((unit, _)) = free {
                return Err(format!("incident {id} waits though {unit} is free"));
            }
        }
        Ok(())
    }

    fn waiting(&self) -> impl Iterator<Item = (IncidentId, &IncidentFacts)> {
        self.incidents.iter().map(|(id, facts)| (*id, facts)).filter(|(_, facts)| {
            let held = facts.held_for_unit || facts.held_for_report.is_some();
            !facts.closed && !facts.retired && !held && facts.placed && self.is_short(facts)
        })
    }

    fn is_short(&self, facts: &IncidentFacts) -> bool {
        let sent = facts.sent.iter().filter_map(|id| self.dispatches.get(id));
        let serving: Vec<_> = sent.filter(|it| it.stand != Stand::Over).collect();
        (0..).zip(&facts.needs).any(|(step, needed)| {
            let there = serving.iter().filter(|it| it.step == step).count();
            there < usize::try_from(*needed).unwrap_or(usize::MAX)
        })
    }

    /// Whether a unit may go to an incident, were it free. When in doubt it may not: a doubt accuses nobody.
    fn could_go(&self, id: &UnitId, incident: &IncidentFacts) -> bool {
        let Some(unit) = self.units.get(id) else { return false };
        let kept = unit.holds_post || unit.in_need.is_some() || self.pools.values().any(|pool| pool.contains(id));
        let fits = !incident.firearm || (unit.armed && unit.tier == Tier::City);
        fits && !kept && !incident.tried.contains(id)
    }

    /// What an explanation says of the street as it was before is true, and its numbers suffice to choose again.
    fn adds_up(
        &self,
        explanation: &Explanation,
        sent: Option<&Dispatch>,
        incident: &IncidentFacts,
    ) -> Result<(), String> {
        let lines = &explanation.considered;
        let names: BTreeSet<_> = lines.iter().map(|line| &line.unit).collect();
        if names.len() != lines.len() {
            return Err(format!("an explanation names a unit twice: {explanation:?}"));
        }
        let on_duty = self.units.values().filter(|unit| unit.on_duty && incident.tiers().contains(&unit.tier));
        let (free, busy): (Vec<_>, Vec<_>) = on_duty.partition(|unit| unit.is_free());
        let others: u32 = explanation.others.iter().map(|(_, count)| count).sum();
        if explanation.available as usize != free.len() || others as usize != busy.len() {
            return Err(format!("{} are free and {} busy, it says {explanation:?}", free.len(), busy.len()));
        }
        let Some(sent) = sent else { return Ok(()) };
        let able = |reason: Option<PassReason>| matches!(reason, None | Some(PassReason::Farther));
        let mut able: Vec<_> = lines.iter().filter(|line| able(line.passed_over)).collect();
        able.sort_by_key(|line| (line.cost(), line.distance, line.unit.clone()));
        let chosen = able.iter().filter(|line| line.passed_over.is_none()).count();
        let nearest = able.iter().take(chosen).all(|line| line.passed_over.is_none());
        if !nearest || !able.iter().take(chosen).any(|line| line.unit == sent.unit) {
            return Err(format!("{} was sent, and that is not what {explanation:?} says", sent.unit));
        }
        Ok(())
    }

    fn unit(&mut self, id: &UnitId) -> Result<&mut UnitFacts, String> {
        self.units.get_mut(id).ok_or_else(|| format!("unit {id} was never on a roster"))
    }

    fn incident(&mut self, id: IncidentId) -> Result<&mut IncidentFacts, String> {
        self.incidents.get_mut(&id).ok_or_else(|| format!("incident {id} was never opened"))
    }

    fn dispatch(&mut self, id: DispatchId) -> Result<&mut DispatchFacts, String> {
        self.dispatches.get_mut(&id).ok_or_else(|| format!("dispatch {id} was never opened"))
    }
}

impl UnitFacts {
    fn begin_duty(&mut self) {
        (self.on_duty, self.ready) = (true, true);
    }
}

impl DispatchFacts {
    fn is_live(&self) -> bool {
        self.stand == Stand::Live
    }
}

fn by_policy(event: &Event) -> Option<&Dispatch> {
    let Event::DispatchOpened(dispatch) = event else { return None };
    (dispatch.chosen_by == ChosenBy::Policy).then_some(dispatch)
}
