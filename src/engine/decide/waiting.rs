//! Waiting: what is said of an incident that does not get what it needs, once per reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::Level;
use crate::domain::dispatch::Explanation;
use crate::domain::event::Event;
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::incident::{Incident, WaitReason};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::engine::choose::{explain, survey};
use crate::engine::joint::Placed;

impl<C: Candidates> Draft<'_, C> {
    /// Each incident that is short says so once, with the first step that is; its steps stand together.
    pub(super) fn say_who_waits(&mut self, short: &[(&Incident, &Placed<'_>, usize)], elsewhere: &BTreeSet<&UnitId>) {
        for all in short.chunk_by(|(one, ..), (other, ..)| one.id == other.id) {
            let Some((incident, placed, missing)) = all.first() else { continue };
            let stages_open = self.state.stages_open(incident);
            let so_far = self.now.since(incident.waiting_since);
            let next = all.iter().filter_map(|(_, placed, _)| placed.need.step.next_stage(so_far, stages_open)).min();
            // Whoever waits for long is not forgotten in a storm.
            let longest = placed.need.plan.wait_max.filter(|longest| *longest > so_far);
            let next = next.into_iter().chain(longest).min();
            let look_again_at = next.map(|after| incident.waiting_since + after);
            if (incident.waiting, incident.look_again_at) == (Some(WaitReason::NoUnitAvailable), look_again_at) {
                continue;
            }
            let explanation = Some(Arc::new(self.explain_shortfall(placed, *missing, elsewhere)));
            // In a storm the milder levels wait by the hundred, and the queue says so.
            let grave = incident.classification.level <= Level::Two;
            if grave && incident.waiting != Some(WaitReason::NoUnitAvailable) {
                let detail = Text::truncated(&format!("{missing} units of step {}", placed.need.index + 1));
                self.raise_alarm_saying(AlarmKind::Shortfall, AlarmSubject::incident(incident.id), detail);
            }
            self.wait::<()>(incident, WaitReason::NoUnitAvailable, explanation, look_again_at);
        }
    }

    /// Why nobody, or too few, go. Where nobody was named yet, who is near is named now.
    fn explain_shortfall(&self, placed: &Placed<'_>, missing: usize, elsewhere: &BTreeSet<&UnitId>) -> Explanation {
        let Placed { need, survey: found, chosen } = placed;
        let look = || survey(self.state, &self.claims, self.candidates, need, (need.count, true), self.now);
        let looked_now = (!found.is_named).then(look);
        let found = looked_now.as_ref().unwrap_or(found);
        Explanation {
            short: u32::try_from(missing).unwrap_or(u32::MAX),
            ..explain(self.state, need, found, chosen, elsewhere)
        }
    }

    /// Says why an incident waits, when that is news. It gives none, so that whoever finds a reason can end with it.
    pub(super) fn wait<T>(
        &mut self,
        incident: &Incident,
        reason: WaitReason,
        explanation: Option<Arc<Explanation>>,
        look_again_at: Option<EngineTime>,
    ) -> Option<T> {
        if incident.waiting != Some(reason) || incident.look_again_at != look_again_at {
            if matches!(reason, WaitReason::Unplaced | WaitReason::NoPlan) {
                self.raise_alarm_saying(
                    AlarmKind::DecisionNeeded,
                    AlarmSubject::incident(incident.id),
                    Text::truncated(reason.as_str()),
                );
            }
            self.push(Event::IncidentWaits { incident: incident.id, reason, explanation, look_again_at });
        }
        None
    }

    /// Why an incident waits from its beginning: nobody can be looked for as long as it has no place.
    pub(super) fn waits_for_place(at: Option<Point>, needed: u32) -> Option<WaitReason> {
        (needed > 0 && at.is_none()).then_some(WaitReason::Unplaced)
    }
}
