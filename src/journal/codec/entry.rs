//! The entry itself: its cause, its times, and its events, each with kind and version.

use super::error::{DecodeError, FieldError, FieldProblem};
use super::event;
use super::message;
use super::storable::{
    Storable, load_list, load_message, load_optional, load_plain, store_field, store_list, stored_enum, stored_struct,
};
use crate::domain::actor::{Actor, Role, Scope};
use crate::domain::audit::Asked;
use crate::domain::command::{RequestKey, RequestTag};
use crate::domain::event::Entry;
use crate::domain::ids::Sequence;

stored_enum!(Role { Dispatcher, Unit, Gateway, Supervisor, Auditor, Administrator, Daemon, Partner });
stored_struct!(Actor => Actor { principal => plain(principal), role => plain(role), scope => message(scope) });
stored_struct!(RequestTag => RequestTag { key => message(key), digest => plain(digest) });

pub(super) fn store(entry: &Entry) -> message::Entry {
    let Entry {
        sequence: _in_the_frame,
        recorded_at,
        occurred_at,
        entered_late,
        command,
        actor,
        request,
        asked: Asked { command: asked_command, received_at },
        events,
    } = entry;
    message::Entry {
        recorded_at_us: recorded_at.store(),
        occurred_at_us: store_field!(optional occurred_at),
        entered_late: *entered_late,
        command: command.store(),
        actor: Some(actor.store()),
        request: store_field!(optional request),
        events: events.iter().map(event::store).collect(),
        asked_command: asked_command.store(),
        received_at_us: store_field!(optional received_at),
    }
}

pub(super) fn load(sequence: Sequence, stored: message::Entry) -> Result<Entry, DecodeError> {
    let message::Entry {
        recorded_at_us,
        occurred_at_us,
        entered_late,
        command,
        actor,
        request,
        events,
        asked_command,
        received_at_us,
    } = stored;
    let head = || {
        Ok(Entry {
            sequence,
            recorded_at: load_plain("recorded_at_us", recorded_at_us)?,
            occurred_at: load_optional("occurred_at_us", occurred_at_us)?,
            entered_late,
            command: load_plain("command", command)?,
            actor: load_message("actor", actor)?,
            request: load_optional("request", request)?,
            asked: Asked {
                command: load_plain("asked_command", asked_command)?,
                received_at: load_optional("received_at_us", received_at_us)?,
            },
            events: Vec::with_capacity(events.len()),
        })
    };
    let mut entry = head().map_err(|error: FieldError| error.in_entry(sequence))?;
    for (index, stored) in events.into_iter().enumerate() {
        let (kind, version) = (stored.kind, stored.version);
        entry.events.push(event::load(stored).map_err(|refusal| match refusal {
            event::Refusal::Unknown => DecodeError::UnknownEvent { sequence, kind, version },
            event::Refusal::Field(error) => error.within(format_args!("events[{index}]")).in_entry(sequence),
        })?);
    }
    Ok(entry)
}

impl Storable for Scope {
    type Stored = message::Scope;

    fn store(&self) -> message::Scope {
        use message::scope::{City, Scope as Stored, Units, Zones};
        let scope = match self {
            Self::City => Stored::City(City {}),
            Self::Zones { zones, tiers } => Stored::Zones(Zones { zones: store_list(zones), tiers: store_list(tiers) }),
            Self::Units(units) => Stored::Units(Units { units: store_list(units) }),
            Self::Partner(partner) => Stored::Partner(partner.store()),
        };
        message::Scope { scope: Some(scope) }
    }

    fn load(stored: message::Scope) -> Result<Self, FieldError> {
        use message::scope::{City, Scope as Stored, Units, Zones};
        match stored.scope {
            Some(Stored::City(City {})) => Ok(Self::City),
            Some(Stored::Zones(Zones { zones, tiers })) => {
                Ok(Self::Zones { zones: load_list("zones", zones)?, tiers: load_list("tiers", tiers)? })
            }
            Some(Stored::Units(Units { units })) => load_list("units", units).map(Self::Units),
            Some(Stored::Partner(partner)) => load_plain("partner", partner).map(Self::Partner),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}

impl Storable for RequestKey {
    type Stored = message::RequestKey;

    fn store(&self) -> message::RequestKey {
        use message::request_key::{Device, Key, Submit, Unary};
        let key = match self {
            Self::Unary { principal, id } => Key::Unary(Unary { principal: principal.store(), id: id.store() }),
            Self::Submit { principal, session, number } => {
                Key::Submit(Submit { principal: principal.store(), session: session.store(), number: *number })
            }
            Self::Device { device, installation, number } => {
                Key::Device(Device { device: device.store(), installation: installation.store(), number: *number })
            }
        };
        message::RequestKey { key: Some(key) }
    }

    fn load(stored: message::RequestKey) -> Result<Self, FieldError> {
        use message::request_key::{Device, Key, Submit, Unary};
        match stored.key {
            Some(Key::Unary(Unary { principal, id })) => {
                Ok(Self::Unary { principal: load_plain("principal", principal)?, id: load_plain("id", id)? })
            }
            Some(Key::Submit(Submit { principal, session, number })) => Ok(Self::Submit {
                principal: load_plain("principal", principal)?,
                session: load_plain("session", session)?,
                number,
            }),
            Some(Key::Device(Device { device, installation, number })) => Ok(Self::Device {
                device: load_plain("device", device)?,
                installation: load_plain("installation", installation)?,
                number,
            }),
            None => Err(FieldProblem::Missing.into()),
        }
    }
}
