//! The roster and the policy.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::classification::{PolicyBundle, PolicyHash};
use crate::domain::event::Event;
use crate::domain::ids::DutyLevelId;
use crate::domain::rejection::Rejection;
use crate::domain::roster::{ROSTER_ROWS_MAX, Roster};
use crate::domain::text::Text;
use crate::policy::Policy;

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn import(&mut self, roster: &Roster) -> Result<(), Rejection> {
        let rows = [("units", roster.units.len()), ("posts", roster.posts.len()), ("gateways", roster.gateways.len())];
        for (what, got) in rows {
            if got > ROSTER_ROWS_MAX {
                return Err(Rejection::TooMany { what, got, max: ROSTER_ROWS_MAX });
            }
        }
        if rows.iter().all(|(_, got)| *got == 0) {
            return Err(Rejection::Empty("roster"));
        }
        let new_posts: BTreeSet<_> = roster.posts.iter().map(|post| &post.id).collect();
        let mut seen = BTreeSet::new();
        for unit in &roster.units {
            if !seen.insert(&unit.id) {
                return Err(Rejection::UnitTwice(unit.id.clone()));
            }
            if let Some(post) = unit.post.as_ref().filter(|post| !new_posts.contains(post)) {
                self.state
                    .post(post)
                    .ok_or_else(|| Rejection::UnknownPost { unit: unit.id.clone(), post: post.clone() })?;
            }
        }
        for unit in roster.gateways.iter().flat_map(|grant| &grant.units) {
            if !seen.contains(unit) {
                self.unit(unit)?;
            }
        }
        self.push(Event::RosterImported(Arc::new(roster.clone())));
        Ok(())
    }

    pub(super) fn activate(&mut self, bytes: &Arc<[u8]>, expected: u64) -> Result<(), Rejection> {
        let active = self.state.policy_bundle().map_or(0, |bundle| bundle.revision);
        if active != expected {
            return Err(Rejection::PolicyMoved { active, expected });
        }
        let bundle = PolicyBundle { revision: active + 1, hash: PolicyHash::of(bytes), bytes: Arc::clone(bytes) };
        let policy = Policy::from_bundle(&bundle).map_err(|faults| Rejection::PolicyFaults(faults.to_string()))?;
        self.push(Event::PolicyActivated(bundle));
        self.replan_all(&policy);
        Ok(())
    }

    /// The city moves to another posture of the active policy; being told to stay in its own, it stays.
    pub(super) fn set_duty_level(&mut self, to: &DutyLevelId, reason: &Text) -> Result<(), Rejection> {
        let policy = self.policy()?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("another duty level"));
        }
        if policy.duty_level(to).is_none() {
            let known: Vec<_> = policy.duty_levels().iter().map(|level| level.id.as_str()).collect();
            return Err(Rejection::UnknownDutyLevel { level: to.clone(), known: known.join(", ") });
        }
        if let Some(from) = self.state.duty_level().map(|level| level.id.clone()).filter(|from| from != to) {
            self.push(Event::DutyLevelSet { from, to: to.clone(), reason: reason.clone() });
        }
        Ok(())
    }
}
