//! Callers as they come: a role, a scope, and whether a scene's own things lie in it.

use patrold::access::table::ROLES;
use patrold::domain::actor::Role;
use tonic::metadata::{AsciiMetadataKey, MetadataValue};

use super::scene::{ELSEWHERE, HERE, Scene};

/// Somebody who calls.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) role: Role,
    metadata: Vec<(&'static str, String)>,
    /// Whether the scope is the whole city.
    pub(super) whole_city: bool,
    /// Whether what a scene is about lies in the scope.
    pub(super) inside: bool,
}

impl Caller {
    pub(super) fn new(role: Role, metadata: &[(&'static str, &str)], inside: bool) -> Self {
        let mut all = vec![("patrold-role", role.as_str().to_owned())];
        all.extend(metadata.iter().map(|(key, value)| (*key, (*value).to_owned())));
        Self { role, metadata: all, whole_city: metadata.is_empty(), inside }
    }

    /// Writes into a request who calls.
    pub(super) fn sign<T>(&self, message: T) -> tonic::Request<T> {
        let mut request = tonic::Request::new(message);
        for (key, value) in &self.metadata {
            let key = AsciiMetadataKey::from_static(key);
            let value = MetadataValue::try_from(value.as_bytes()).expect("no control characters");
            request.metadata_mut().insert(key, value);
        }
        request
    }

    /// Every role with every kind of scope: those outside first, since those inside change things.
    pub(super) fn all(scene: &Scene) -> Vec<Self> {
        let mut callers = Vec::new();
        for role in ROLES {
            match role {
                Role::Unit | Role::Gateway => {
                    callers.push(Self::new(role, &[("patrold-units", &scene.foreign_unit)], false));
                    callers.push(Self::new(role, &[("patrold-units", &scene.own_units.join(","))], true));
                }
                Role::Partner => {
                    callers.push(Self::new(role, &[("patrold-partner", "mediators")], false));
                    callers.push(Self::new(role, &[("patrold-partner", "fire-brigade")], true));
                }
                Role::Dispatcher | Role::Supervisor | Role::Auditor | Role::Administrator | Role::Daemon => {
                    callers.push(Self::new(role, &[("patrold-zones", ELSEWHERE)], false));
                    callers.push(Self::new(role, &[("patrold-zones", HERE), ("patrold-tiers", "town,village")], true));
                    callers.push(Self::new(role, &[], true));
                }
            }
        }
        callers.sort_by_key(|caller| caller.inside);
        callers
    }
}
