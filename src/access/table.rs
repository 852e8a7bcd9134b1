//! Who may call what: the table `proto/patrol/v1/access.table`, which the build has compared with the services.
//!
//! It is asked at the door, before any service reads a byte. What a call then names is judged where the state is.

use thiserror::Error;

use crate::domain::actor::{Actor, Role, Scope};

/// What a cell of the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody of this role.
    Nobody,
    /// Everybody of this role.
    All,
    /// Only whoever has the whole city in scope.
    City,
    /// As far as the caller's scope reaches.
    Scope,
    /// A unit, as far as it is about itself.
    Own,
    /// A gateway, as far as it is about the units that it was given.
    Granted,
    /// A partner, as far as it was referred to it.
    Referred,
}

/// One call and who may make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The service, such as `patrol.v1.UnitService`.
    pub service: &'static str,
    /// The call, such as `Connect`.
    pub rpc: &'static str,
    /// What holds for each of [`ROLES`].
    pub cells: [Access; 7],
}

/// The roles that have a column, in the order of the columns.
pub const ROLES: [Role; 7] =
    [Role::Dispatcher, Role::Unit, Role::Gateway, Role::Supervisor, Role::Partner, Role::Auditor, Role::Administrator];

include!(concat!(env!("OUT_DIR"), "/access_table.rs"));

/// Why a call is turned away at the door.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The table has no such call: what is not in it is refused.
    #[error("there is no call {0}")]
    Unknown(String),
    /// The role may not make it.
    #[error("role {} may not call {call}", role.as_str())]
    Role {
        /// The role.
        role: Role,
        /// The call.
        call: String,
    },
    /// The role may, though not with this scope.
    #[error("role {} may call {call} only {needed}", role.as_str())]
    Scope {
        /// The role.
        role: Role,
        /// The call.
        call: String,
        /// What scope it needs.
        needed: &'static str,
    },
}

/// What the table says of a role and a call; the path of the call is as it travels, `/package.Service/Rpc`.
#[must_use]
pub fn access(path: &str, role: Role) -> Option<Access> {
    let (_, cells) = BY_PATH.get(BY_PATH.binary_search_by_key(&path, |(path, _)| path).ok()?)?;
    let column = ROLES.iter().position(|column| *column == role);
    // The daemon calls nobody.
    Some(column.and_then(|column| cells.get(column).copied()).unwrap_or(Access::Nobody))
}

/// Lets an actor make a call, or says why not.
///
/// # Errors
/// When the table has no such call, or it is not for this role or scope.
pub fn admit(path: &str, actor: &Actor) -> Result<(), Refused> {
    let call = || path.trim_start_matches('/').to_owned();
    let role = actor.role;
    let said = access(path, role).ok_or_else(|| Refused::Unknown(call()))?;
    if said == Access::Nobody {
        Err(Refused::Role { role, call: call() })
    } else if said.fits(&actor.scope) {
        Ok(())
    } else {
        Err(Refused::Scope { role, call: call(), needed: said.needed() })
    }
}

/// The calls that an actor may make at all; what they name is judged besides.
pub fn permitted(actor: &Actor) -> impl Iterator<Item = &'static Row> {
    let column = ROLES.iter().position(|column| *column == actor.role);
    ROWS.iter().filter(move |row| column.and_then(|at| row.cells.get(at)).is_some_and(|cell| cell.fits(&actor.scope)))
}

impl Access {
    /// Whether a scope is of the kind that this cell speaks of.
    const fn fits(self, scope: &Scope) -> bool {
        match self {
            Self::Nobody => false,
            Self::All => true,
            Self::City => matches!(scope, Scope::City),
            Self::Scope => !matches!(scope, Scope::Partner(_)),
            Self::Own => matches!(scope, Scope::Units(_)),
            // A credential that names no units leaves it to the roster.
            Self::Granted => matches!(scope, Scope::Units(_) | Scope::City),
            Self::Referred => matches!(scope, Scope::Partner(_)),
        }
    }

    const fn needed(self) -> &'static str {
        match self {
            Self::Nobody => "as somebody else",
            Self::All => "as anybody",
            Self::City => "with the whole city in scope",
            Self::Scope => "with zones or the city in scope",
            Self::Own => "as a unit that is named",
            Self::Granted => "for units that it was given",
            Self::Referred => "as a partner that is named",
        }
    }

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "-",
            Self::All => "all",
            Self::City => "city",
            Self::Scope => "scope",
            Self::Own => "own",
            Self::Granted => "granted",
            Self::Referred => "referred",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UnitId;

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor { role, scope, ..Actor::local_administrator() }
    }

    #[test]
    fn what_does_not_stand_in_the_table_is_refused() {
        let anybody = Actor::local_administrator();
        assert_eq!(
            admit("/patrol.v1.UnitService/Explode", &anybody),
            Err(Refused::Unknown("patrol.v1.UnitService/Explode".to_owned()))
        );
        assert!(admit("/patrol.v1.UnitService/Connect", &anybody).is_ok());
        assert!(admit("/patrol.v1.UnitService/Connect", &Actor::daemon()).is_err(), "the daemon calls nobody");
    }

    #[test]
    fn what_is_permitted_is_what_is_admitted() {
        let units = Scope::Units([UnitId::new("R12").expect("a callsign")].into());
        for role in ROLES {
            for scope in [Scope::City, units.clone()] {
                let actor = actor(role, scope);
                let permitted: Vec<_> = permitted(&actor).map(|row| format!("/{}/{}", row.service, row.rpc)).collect();
                let paths = ROWS.iter().map(|row| format!("/{}/{}", row.service, row.rpc));
                let admitted: Vec<_> = paths.filter(|path| admit(path, &actor).is_ok()).collect();
                assert_eq!(permitted, admitted, "{actor:?}");
                assert!(permitted.len() < ROWS.len() || role == Role::Administrator, "{actor:?}");
            }
        }
    }

    #[test]
    fn a_role_with_a_scope_of_another_kind_is_told_which_it_needs() {
        let nobody = actor(Role::Unit, Scope::City);
        let why = admit("/patrol.v1.DispatchService/GetUnit", &nobody).expect_err("which unit?");
        assert_eq!(
            why.to_string(),
            "role unit may call patrol.v1.DispatchService/GetUnit only as a unit that is named"
        );
        let r12 = actor(Role::Unit, Scope::Units([UnitId::new("R12").expect("a callsign")].into()));
        assert!(admit("/patrol.v1.DispatchService/GetUnit", &r12).is_ok());
        let why = admit("/patrol.v1.PolicyService/ActivatePolicy", &r12).expect_err("not a unit's");
        assert_eq!(why.to_string(), "role unit may not call patrol.v1.PolicyService/ActivatePolicy");
    }
}
