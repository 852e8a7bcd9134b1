//! What supervisors change: the policy that is active, and the posture of the city.

use std::sync::Arc;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::classification::{PolicyBundle, PolicyHash};
use crate::domain::event::Event;
use crate::domain::ids::DutyLevelId;
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::policy::Policy;

impl<C: Candidates> Draft<'_, C> {
    /// A policy takes effect with the next command. The first one needs no reason: there was none before it.
    pub(super) fn activate(
        &mut self,
        bytes: &Arc<[u8]>,
        expected: Option<PolicyHash>,
        reason: &Text,
    ) -> Result<(), Rejection> {
        self.expect_policy(expected)?;
        if expected.is_some() && reason.is_empty() {
            return Err(Rejection::ReasonMissing("another policy"));
        }
        self.take_effect(bytes, reason, None)
    }

    /// The bytes of an earlier revision take effect again, as a new revision.
    pub(super) fn roll_back(
        &mut self,
        to: Option<u64>,
        expected: Option<PolicyHash>,
        reason: &Text,
    ) -> Result<(), Rejection> {
        self.expect_policy(expected)?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("another policy"));
        }
        let active = self.state.policy_bundle().ok_or(Rejection::NoPolicy)?.revision;
        let to = to.unwrap_or_else(|| active.saturating_sub(1));
        if to == 0 || to > active {
            return Err(Rejection::UnknownPolicyRevision { revision: to, newest: active });
        }
        let kept = self.state.kept_policy(to);
        let oldest = self.state.kept_policies().next().map_or(active, |bundle| bundle.revision);
        let bytes = &kept.ok_or(Rejection::PolicyNotKept { revision: to, oldest })?.bytes;
        self.take_effect(bytes, reason, Some(to))
    }

    /// The city moves to another posture of the active policy; being told to stay in its own, it stays.
    pub(super) fn set_duty_level(&mut self, to: &DutyLevelId, reason: &Text) -> Result<(), Rejection> {
        let policy = self.policy()?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("another duty level"));
        }
        if policy.duty_level(to).is_none() {
            return Err(Rejection::UnknownDutyLevel { level: to.clone(), known: known_levels(policy) });
        }
        if let Some(from) = self.state.duty_level().map(|level| level.id.clone()).filter(|from| from != to) {
            self.push(Event::DutyLevelSet { from, to: to.clone(), reason: reason.clone() });
        }
        Ok(())
    }

    /// Whoever changes the policy must have seen the one that is active.
    fn expect_policy(&self, expected: Option<PolicyHash>) -> Result<(), Rejection> {
        let active = self.state.policy_bundle().map(|bundle| bundle.hash);
        if active == expected { Ok(()) } else { Err(Rejection::PolicyMoved { active, expected }) }
    }

    /// Being told what holds already changes nothing.
    fn take_effect(&mut self, bytes: &Arc<[u8]>, reason: &Text, restores: Option<u64>) -> Result<(), Rejection> {
        let active = self.state.policy_bundle();
        let hash = PolicyHash::of(bytes);
        if active.is_some_and(|active| active.hash == hash) {
            return Ok(());
        }
        let revision = active.map_or(0, |active| active.revision) + 1;
        let bundle = PolicyBundle { revision, hash, bytes: Arc::clone(bytes), reason: reason.clone(), restores };
        let policy = Policy::from_bundle(&bundle).map_err(|faults| Rejection::PolicyFaults(faults.to_string()))?;
        // The city must not fall out of its posture because a file does not mention it.
        if let Some(level) = self.state.duty_level().map(|level| &level.id)
            && self.state.duty_level_set().is_some()
            && policy.duty_level(level).is_none()
        {
            return Err(Rejection::DutyLevelMissing { level: level.clone(), known: known_levels(&policy) });
        }
        self.push(Event::PolicyActivated(bundle));
        self.replan_all(&policy);
        Ok(())
    }
}

fn known_levels(policy: &Policy) -> String {
    policy.duty_levels().iter().map(|level| level.id.as_str()).collect::<Vec<_>>().join(", ")
}
