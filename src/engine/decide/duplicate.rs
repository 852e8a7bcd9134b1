//! Duplicates: a second report of the same event is proposed, linked by a rule that says so or by a person, and never
//! lost.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::desk::{bulk, closed_as};
use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::desk::{DuplicateBasis, DuplicateProposal};
use crate::domain::dispatch::DispatchState;
use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, ReportId};
use crate::domain::incident::{DispositionKind, Incident};
use crate::domain::rejection::Rejection;
use crate::domain::report::ReportContent;
use crate::domain::text::Text;
use crate::policy::intake::{DuplicateRule, LinkBy, SAME_CALLER};
use crate::policy::rules::ClassifyInput;

/// An open incident that a report may be about.
pub(super) struct Suspected<'a> {
    pub(super) incident: &'a Incident,
    basis: DuplicateBasis,
    pub(super) rule: Text,
    hold: Option<Duration>,
    pub(super) by_rule: bool,
}

impl<'a, C: Candidates> Draft<'a, C> {
    /// The open incident that a report may be about: first by the caller's number, then by kind, place and time. Paper
    /// entries are about what is over.
    pub(super) fn suspect(&self, content: &ReportContent) -> Result<Option<Suspected<'a>>, Rejection> {
        if self.envelope.entered_late {
            return Ok(None);
        }
        Ok(match self.same_caller(content)? {
            Some(suspected) => Some(suspected),
            None => self.near(content)?,
        })
    }

    fn same_caller(&self, content: &ReportContent) -> Result<Option<Suspected<'a>>, Rejection> {
        let Some(rule) = self.policy()?.intake().same_caller() else { return Ok(None) };
        let incident = self.incident_of_caller(content, rule.within_time);
        Ok(incident.map(|incident| Suspected {
            incident,
            basis: DuplicateBasis::SameCaller,
            rule: Text::truncated(SAME_CALLER),
            hold: rule.hold,
            by_rule: false,
        }))
    }

    fn incident_of_caller(&self, content: &ReportContent, within: Duration) -> Option<&'a Incident> {
        let state = self.state;
        let earliest = self.now - within;
        let index = state.index();
        let reports = index.nearby().from_caller(&content.caller).filter_map(|id| state.report(id));
        let incidents = reports.filter_map(|report| state.incident(report.incident)).map(AsRef::as_ref);
        let mut open = incidents
            .filter(|incident| incident.closed.is_none() && incident.opened_at >= earliest)
            .filter(|incident| !incident.calls_for_nobody());
        open.next()
    }

    fn near(&self, content: &ReportContent) -> Result<Option<Suspected<'a>>, Rejection> {
        let Some(rule) = self.policy()?.intake().duplicate_rule(&content.type_code) else { return Ok(None) };
        let Some(at) = content.place.point() else { return Ok(None) };
        let earliest = self.now - rule.within_time;
        let state = self.state;
        let index = state.index();
        let around = index.nearby().around(at, rule.within).filter_map(|id| state.incident(id)).map(AsRef::as_ref);
        let nearest = around
            .filter(|incident| incident.opened_at >= earliest && same_kind(rule, incident))
            // An exercise and a paper entry send nobody: a real report is never lost among them.
            .filter(|incident| !incident.calls_for_nobody())
            .filter_map(|incident| Some((at.distance_to(incident.at?), incident.id, incident)))
            .filter(|(distance, ..)| *distance <= rule.within)
            .min_by_key(|(distance, id, _)| (*distance, *id));
        Ok(nearest.map(|(_, _, incident)| Suspected {
            incident,
            basis: DuplicateBasis::Near,
            rule: rule.name.clone(),
            hold: rule.hold,
            // Where nobody is on it any more nor will be, a person must say whether it is the same.
            by_rule: rule.link == LinkBy::Rule && state.is_attended(incident),
        }))
    }

    /// Says that a report may be a duplicate. Its incident is served all the same, unless units are on the other one: then
    /// it is held for a moment, so that a person can look. A graver one is never held. Tells whether it is held.
    pub(super) fn propose_duplicate(&mut self, suspected: &Suspected<'_>, opened: &Incident, report: ReportId) -> bool {
        let other = suspected.incident;
        let attended = self.state.live_dispatches(other).next().is_some();
        let graver = opened.classification.level < other.classification.level;
        let hold = suspected.hold.filter(|_| attended && !graver && opened.units_needed > 0);
        let proposal = DuplicateProposal {
            report,
            candidate: other.id,
            basis: suspected.basis,
            rule: suspected.rule.clone(),
            hold_until: hold.map(|hold| self.now + hold),
        };
        self.push(Event::DuplicateProposed { incident: opened.id, proposal: Box::new(proposal) });
        let detail = Text::truncated(&format!("of {}: {}", other.number, suspected.rule));
        self.raise_alarm_saying(
            AlarmKind::DuplicateProposed,
            AlarmSubject::incident(opened.id).and_report(report),
            detail,
        );
        hold.is_some()
    }

    /// A caller takes back what was called in: it is filed with what it is about, and the desk is told. Only a person
    /// closes anything for it.
    pub(super) fn incident_cancelled(&self, content: &ReportContent) -> Option<IncidentId> {
        let days = Duration::from_hours(24);
        self.incident_of_caller(content, days).filter(|_| content.caller_cancels).map(|incident| incident.id)
    }

    pub(super) fn tell_of_cancellation(&mut self, content: &ReportContent, incident: IncidentId, report: ReportId) {
        if content.caller_cancels {
            self.raise_alarm(AlarmKind::CallerCancelled, AlarmSubject::incident(incident).and_report(report));
        }
    }

    pub(super) fn dismiss_duplicate(&mut self, id: IncidentId, reason: &Text) -> Result<(), Rejection> {
        if self.open_incident(id)?.desk_work.duplicate.is_none() {
            return Err(Rejection::NothingPending { incident: id, what: "proposed duplicate" });
        }
        self.push(Event::DuplicateDismissed { incident: id, reason: reason.clone() });
        Ok(())
    }

    /// The reports go to the incident. One that loses its last report is closed with them, and whoever is still on the
    /// way to it is stood down; with a unit on scene it is refused.
    pub(super) fn link_reports(&mut self, reports: &[ReportId], to: IncidentId) -> Result<(), Rejection> {
        self.open_incident(to)?;
        let is_training = self.incident(to)?.is_training();
        let mut left: BTreeMap<IncidentId, BTreeSet<ReportId>> = BTreeMap::new();
        for id in bulk("reports", reports)? {
            let from = self.report(id)?.incident;
            if from == to {
                return Err(Rejection::AlreadyLinked { report: id, incident: to });
            }
            if self.incident(from).is_ok_and(|from| from.is_training() != is_training) {
                return Err(Rejection::TrainingMixed(to));
            }
            let rest = match left.entry(from) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(self.incident(from)?.reports.iter().copied().collect())
                }
            };
            rest.remove(&id);
            self.push(Event::ReportLinked { report: id, from, to, reason: Text::default() });
        }
        let (target, state) = (self.incident(to)?, self.state);
        let told = reports.iter().filter_map(|id| state.report(*id));
        self.raise_by(target, target.at, told.map(|it| ClassifyInput::of_report(&it.content, it.recorded_at)))?;
        for (from, rest) in left {
            if rest.is_empty() {
                self.merge(from, to)?;
            } else if let Some(from) =
                state.incident(from).filter(|from| !from.reports.first().is_some_and(|it| rest.contains(it)))
            {
                // The units there are told what another report says from now on.
                self.reissue_orders(from);
            }
        }
        Ok(())
    }

    fn merge(&mut self, from: IncidentId, to: IncidentId) -> Result<(), Rejection> {
        let empty = self.incident(from)?;
        if empty.closed.is_some() {
            return Ok(());
        }
        self.no_open_emergency(from)?;
        if empty.desk_work.awaits_call_back() {
            return Err(Rejection::CallBackPending(from));
        }
        let live: Vec<_> = self.state.live_dispatches(empty).collect();
        if let Some(there) = live.iter().find(|dispatch| dispatch.state == DispatchState::Arrived) {
            return Err(Rejection::UnitOnScene { incident: from, unit: there.unit.clone() });
        }
        let remark = Text::truncated(&format!("merged into {}", self.incident(to)?.number));
        self.end_referral(empty, &closed_as(DispositionKind::Merged, &remark))?;
        for dispatch in live {
            self.end(dispatch.id, DispatchState::StoodDown, &remark);
        }
        self.push_closed(from, &closed_as(DispositionKind::Merged, &remark));
        Ok(())
    }
}

fn same_kind(rule: &DuplicateRule, incident: &Incident) -> bool {
    rule.types.matches(&incident.classification.type_code)
}
