//! Policies as they were activated.

use super::super::proto;
use crate::domain::classification::PolicyBundle;

/// A whole policy.
#[must_use]
pub fn policy(bundle: &PolicyBundle) -> proto::Policy {
    proto::Policy { revision: bundle.revision, hash: bundle.hash.to_string(), bundle: bundle.bytes.to_vec() }
}

/// A policy in a list.
#[must_use]
pub fn policy_revision(bundle: &PolicyBundle) -> proto::PolicyRevision {
    proto::PolicyRevision {
        revision: bundle.revision,
        hash: bundle.hash.to_string(),
        bundle_bytes: bundle.bytes.len() as u64,
        activate_time: None,
    }
}
