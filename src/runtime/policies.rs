//! Proposed policies: from whatever a supervisor gives to the bytes that could be activated, and what would come of it.

use std::sync::Arc;

use super::handle::Handle;
use crate::domain::classification::{PolicyBundle, PolicyHash};
use crate::domain::command::Envelope;
use crate::domain::rejection::Rejection;
use crate::engine::decide;
use crate::policy::Policy;
use crate::policy::diff::PolicyDiff;
use crate::policy::faults::Faults;
use crate::policy::fleet;
use crate::policy::source::PolicySource;

/// A policy as somebody proposes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposedPolicy {
    /// A whole bundle.
    Bundle(Vec<u8>),
    /// Some parts; those that are absent are taken from the active policy.
    Parts {
        /// The rules.
        policy_toml: Option<String>,
        /// The zones of jurisdiction.
        zones_geojson: Option<String>,
        /// The known places.
        gazetteer_csv: Option<String>,
    },
    /// One that was active before and is kept.
    Kept(Arc<[u8]>),
}

impl Handle {
    /// A policy that can be gone back to; 0 is the active one.
    #[must_use]
    pub fn kept_policy(&self, revision: u64) -> Option<PolicyBundle> {
        let view = self.read();
        if revision == 0 { view.policy_bundle().cloned() } else { view.kept_policy(revision).cloned() }
    }

    /// The bundle's bytes of a proposed policy, checked by itself and against the roster, and the hash that names it. It may
    /// take long: call it where blocking is allowed.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn check_proposed(&self, proposed: ProposedPolicy) -> Result<(Arc<[u8]>, PolicyHash), Faults> {
        let source = self.source_of(proposed)?;
        let policy = Policy::parse(&source)?;
        let view = self.read();
        fleet::unmet_by_roster(&policy, view.units().values().map(|unit| &unit.profile))
            .or((policy.bundle(0).bytes, policy.hash()))
    }

    /// The bundle's bytes of a policy to rehearse, checked by itself: which fleet there was, the record says.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn check_to_rehearse(&self, proposed: ProposedPolicy) -> Result<Arc<[u8]>, Faults> {
        Ok(Policy::parse(&self.source_of(proposed)?)?.bundle(0).bytes)
    }

    /// What a proposed policy has otherwise than another; a policy with faults can be compared, too.
    ///
    /// # Errors
    /// When a bundle cannot be read.
    pub fn compare_policies(&self, before: ProposedPolicy, after: ProposedPolicy) -> Result<PolicyDiff, Faults> {
        Ok(PolicyDiff::between(&self.source_of(before)?, &self.source_of(after)?))
    }

    /// What the engine would say to a command now, on committed knowledge. Nothing is changed.
    ///
    /// # Errors
    /// The refusal that the command would get.
    pub fn dry_run(&self, envelope: &Envelope) -> Result<(), Rejection> {
        decide(&self.read(), self.now(), envelope, self.map()).map(drop)
    }

    /// The parts of a proposed policy, not yet checked.
    ///
    /// # Errors
    /// When a bundle cannot be read.
    pub fn source_of(&self, proposed: ProposedPolicy) -> Result<PolicySource, Faults> {
        match proposed {
            ProposedPolicy::Bundle(bytes) => PolicySource::from_bytes(&bytes),
            ProposedPolicy::Kept(bytes) => PolicySource::from_bytes(&bytes),
            ProposedPolicy::Parts { policy_toml, zones_geojson, gazetteer_csv } => {
                let active = self.kept_policy(0).map(|bundle| bundle.bytes);
                let base = active.map_or_else(|| Ok(PolicySource::built_in()), |it| PolicySource::from_bytes(&it))?;
                Ok(PolicySource {
                    policy_toml: policy_toml.unwrap_or(base.policy_toml),
                    zones_geojson: zones_geojson.or(base.zones_geojson),
                    gazetteer_csv: gazetteer_csv.or(base.gazetteer_csv),
                })
            }
        }
    }
}
