//! What a caller may see of personal data: the one place where sealed texts are opened.
//!
//! Whoever sees clear is decided for every text anew, so that a right that ended with a dispatch has ended:
//!
//! | who | sees in the clear |
//! |---|---|
//! | dispatcher, supervisor, administrator | what its credential lets it see ([`Sight`]) |
//! | unit, gateway | what was told about an incident while a unit of its own has a live dispatch to it |
//! | partner | what was told about an incident while its latest referral is to this partner |
//! | auditor | nothing, unless its credential says otherwise |
//!
//! Everybody else learns that there is something, never what. So do those who see no personal data at all of what people
//! type into short texts (reasons, remarks): those should hold nothing personal, and sometimes do.

use super::edge::Edge;
use super::masking;
use super::proto;
use super::to_proto::{self, Detail, Shown};
use crate::access::caller::{Caller, Sight};
use crate::domain::actor::{Actor, Role, Scope};
use crate::domain::alarm::RaisedAlarm;
use crate::domain::dispatch::Dispatch;
use crate::domain::event::Event;
use crate::domain::ids::IncidentId;
use crate::domain::incident::Incident;
use crate::domain::position::KnownPosition;
use crate::domain::report::Report;
use crate::domain::sealed::Sealed;
use crate::domain::unit::Unit;

/// The eyes of one caller.
#[derive(Clone, Debug)]
pub struct Eyes {
    edge: Edge,
    actor: Actor,
    sight: Sight,
}

impl Eyes {
    /// The eyes of whoever asks.
    #[must_use]
    pub fn of(edge: &Edge, caller: &Caller) -> Self {
        Self { edge: edge.clone(), actor: caller.actor.clone(), sight: caller.sight }
    }

    /// A report.
    #[must_use]
    pub fn report(&self, report: &Report) -> proto::Report {
        let sight = self.on(report.incident);
        let mut told = to_proto::report(report, &|sealed: &Sealed| self.open(sight, sealed));
        if sight == Sight::Masked {
            masking::report(&mut told);
        }
        told
    }

    /// An incident.
    #[must_use]
    pub fn incident(&self, incident: &Incident, detail: Detail) -> proto::Incident {
        let sight = self.on(incident.id);
        let mut told = to_proto::incident(incident, detail, &|sealed: &Sealed| self.open(sight, sealed));
        if sight == Sight::Masked {
            masking::incident(&mut told);
        }
        told
    }

    /// A dispatch.
    #[must_use]
    pub fn dispatch(&self, dispatch: &Dispatch, detail: Detail) -> proto::Dispatch {
        let mut told = to_proto::dispatch(dispatch, detail);
        if self.sight == Sight::Masked {
            masking::dispatch(&mut told);
        }
        told
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, unit: &Unit, position: Option<&KnownPosition>) -> proto::Unit {
        let mut told = to_proto::unit(unit, position);
        if self.sight == Sight::Masked {
            masking::unit(&mut told);
        }
        told
    }

    /// What happened, in a line; none for what is the record's alone.
    #[must_use]
    pub fn event(&self, event: &Event) -> Option<proto::WatchEvent> {
        let mut told = to_proto::watch_event(event)?;
        if self.sight == Sight::Masked {
            masking::event(&mut told);
        }
        Some(told)
    }

    /// An alarm.
    #[must_use]
    pub fn alarm(&self, raised: &RaisedAlarm) -> proto::Alarm {
        let mut told = to_proto::alarm(&raised.alarm, Some(raised.raised_at));
        if self.sight == Sight::Masked {
            told.detail.clear();
        }
        told
    }

    /// What a unit's device is told about its dispatch: in the clear as long as the dispatch lives. Once it is over, the
    /// device learns that there was something.
    #[must_use]
    pub fn order(&self, dispatch: &Dispatch, incident: Option<&Incident>, report: Option<&Report>) -> proto::UnitOrder {
        let sight = if dispatch.state.is_live() { self.sight } else { Sight::Masked };
        to_proto::unit_order(dispatch, incident, report, &|sealed: &Sealed| self.open(sight, sealed))
    }

    /// What this caller sees of an incident. The board must not be held meanwhile.
    fn on(&self, incident: IncidentId) -> Sight {
        let sees = match self.actor.role {
            Role::Dispatcher | Role::Supervisor | Role::Administrator | Role::Auditor | Role::Daemon => true,
            Role::Unit | Role::Gateway => self.attends(incident),
            Role::Partner => self.was_asked(incident),
        };
        if sees { self.sight } else { Sight::Masked }
    }

    fn attends(&self, incident: IncidentId) -> bool {
        let view = self.edge.handle.read();
        let mine = |dispatch: &Dispatch| match &self.actor.scope {
            Scope::Units(units) => units.contains(&dispatch.unit),
            Scope::City | Scope::Zones { .. } | Scope::Partner(_) => false,
        };
        view.incident(incident).is_some_and(|incident| view.live_dispatches(incident).any(|it| mine(it)))
    }

    fn was_asked(&self, incident: IncidentId) -> bool {
        let view = self.edge.handle.read();
        let last = view.incident(incident).and_then(|incident| incident.desk_work.referrals.last());
        matches!((last, &self.actor.scope), (Some(last), Scope::Partner(partner)) if last.partner == *partner)
    }

    /// Opens a personal text for this caller. Nothing else in the api does.
    fn open(&self, sight: Sight, sealed: &Sealed) -> Shown {
        match sight {
            Sight::Clear => Shown::Told(self.edge.handle.open(sealed)),
            Sight::Masked => Shown::Masked,
        }
    }
}
