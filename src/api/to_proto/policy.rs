//! Policies as they were activated.

use super::super::proto;
use crate::domain::classification::PolicyBundle;

/// A whole policy.
#[must_use]
pub fn policy(bundle: &PolicyBundle) -> proto::Policy {
    proto::Policy { revision: bundle.revision, hash: bundle.hash.to_string(), bundle: bundle.bytes.to_vec() }
}
