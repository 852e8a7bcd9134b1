//! Connect: a device's stream. Positions, statuses and acknowledgements up; orders, advice and notices down.
//!
//! One task a connection. It welcomes the device with the complete present assignment of its units, is brought the
//! committed changes that concern them, and sends an order again until the device acknowledges it. A second
//! connection that speaks for a unit ends the first. When a connection ends the link of its units is marked as dropped;
//! the dispatch stays open and the engine tells the desk.

mod links;
mod registry;
mod session;
mod standing;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use uuid::Uuid;

pub use registry::Connections;

use super::edge::Edge;
use super::eyes::Eyes;
use super::faults::Faults;
use super::from_proto::Reader;
use super::identity::speak_for;
use super::lens::Lens;
use super::limits::{ApiLimits, ClientVersion};
use super::names::{self, Collection};
use super::outbox::Outbox;
use super::proto::connect_request::Message as Up;
use super::proto::{self, ConnectRequest, ConnectResponse};
use super::stamp::installation;
use super::status::Problem;
use crate::access::caller::Caller;
use crate::domain::actor::Actor;
use crate::domain::dispatch::DispatchState;
use crate::domain::ids::{DeviceId, UnitId};
use crate::domain::unit::{Activity, Unit};
use crate::runtime::board::View;
use crate::telemetry::names::DEVICE_STREAMS;
use crate::telemetry::open::Open;

/// Who speaks on a connection.
#[derive(Clone, Debug)]
pub(super) struct Speaker {
    device: DeviceId,
    installation: Uuid,
    version: ClientVersion,
    units: BTreeSet<UnitId>,
    /// Who called, with the scope of the credential.
    caller: Actor,
    actor: Arc<Actor>,
    eyes: Eyes,
}

impl Speaker {
    /// The first unit that whoever called has not been granted, as things are now.
    pub(super) fn not_granted(&self, view: &View) -> Option<&UnitId> {
        let granted = view.granted(&self.caller);
        self.units.iter().find(|unit| granted.names(unit) == Some(false))
    }
}

/// Starts serving a device.
///
/// # Errors
/// When there are too many streams.
pub fn start(
    edge: &Edge,
    connections: Arc<Connections>,
    caller: Caller,
    mut messages: Streaming<ConnectRequest>,
) -> Result<ReceiverStream<Result<ConnectResponse, Status>>, Problem> {
    let permit = edge.stream_permit(&caller.actor.principal)?;
    let (outbox, stream) = Outbox::open(edge);
    let edge = edge.clone();
    tokio::spawn(async move {
        let (_permit, _open) = (permit, Open::count(DEVICE_STREAMS));
        let first = match edge.first_message(&mut messages).await {
            Ok(Some(first)) => first,
            Ok(None) => return outbox.fail(Problem::invalid("hello", "required: the first message says who speaks")),
            Err(status) => return outbox.fail(status),
        };
        // When radios come back all at once they are welcomed one after the other; orders and the desk go on meanwhile.
        let speaker = match read_hello(&edge, &caller, first) {
            Ok(speaker) => tokio::select! {
                biased;
                () = outbox.closed() => return,
                () = edge.drained() => Err(Problem::unavailable("STOPPING", "the daemon is stopping")),
                turn = edge.overload.hello(speaker.units.len()) => turn.and_then(|()| admit(&edge, speaker)),
            },
            Err(problem) => Err(problem),
        };
        match speaker {
            Ok(speaker) => session::run(&edge, &connections, speaker, messages, &outbox).await,
            Err(problem) => {
                edge.note_refusal(&caller.actor, "Connect", None, &problem).await;
                outbox.fail(problem);
            }
        }
    });
    Ok(stream)
}

fn read_hello(edge: &Edge, caller: &Caller, first: ConnectRequest) -> Result<Speaker, Problem> {
    let Some(Up::Hello(hello)) = first.message else {
        return Err(Problem::invalid("hello", "required: the first message says who speaks"));
    };
    let mut reader = Reader::without_personal_data();
    let device = reader.faults.take("hello.device", DeviceId::new(&hello.device));
    let installed = installation("hello.installation", &hello.installation, &mut reader.faults);
    let version = ClientVersion::parse(&hello.client_version);
    if version.is_none() {
        reader.faults.note("hello.client_version", "invalid version: it must be three numbers such as 1.4.0");
    }
    let units = read_units(&mut reader, &hello.units, edge.limits.units_per_connection_max);
    let read = device.zip(installed).zip(version);
    let ((device, installation), version) = reader.faults.finish(read)?;
    let granted = edge.handle.read().as_granted(&caller.actor);
    let actor = speak_for(&granted, &device, &units)?;
    let eyes = edge.eyes(caller);
    Ok(Speaker { device, installation, version, units, caller: caller.actor.clone(), actor: Arc::new(actor), eyes })
}

fn read_units(reader: &mut Reader<'_>, names: &[String], units_max: usize) -> BTreeSet<UnitId> {
    let faults: &mut Faults = &mut reader.faults;
    if names.is_empty() || names.len() > units_max {
        faults.note("hello.units", format!("invalid units (got {}): 1 to {units_max} are allowed", names.len()));
        return BTreeSet::new();
    }
    names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| reader.name(&format!("hello.units[{index}]"), Collection::Units, name))
        .collect()
}

/// Lets a device in whose units are on the roster and whose app is not too old. A unit on an incident is never cut off
/// for its app's age.
fn admit(edge: &Edge, speaker: Speaker) -> Result<Speaker, Problem> {
    let view = edge.handle.read();
    if let Some(unknown) = speaker.units.iter().find(|unit| view.unit(unit).is_none()) {
        return Err(Problem::not_found(names::unit(unknown)));
    }
    // The scope of a desk is a question of the roster; a credential's own units were looked at before.
    let lens = Lens::of(&view, &speaker.caller);
    if let Some(foreign) = speaker.units.iter().find(|unit| !lens.sees_unit_named(unit)) {
        return Err(Problem::permission_denied(format!("unit {foreign} lies outside your scope")));
    }
    let on_incident = speaker.units.iter().filter_map(|id| view.unit(id)).any(|unit| unit.dispatch().is_some());
    let oldest = edge.limits.client_version_min;
    if speaker.version < oldest && !on_incident {
        return Err(Problem::precondition(
            "CLIENT_TOO_OLD",
            format!(
                "client version {} is older than {oldest}, the oldest that is accepted: update it",
                speaker.version
            ),
        ));
    }
    Ok(speaker)
}

/// How often a unit should report: often when under way, rarely when it cannot be sent.
pub(super) fn advice(limits: &ApiLimits, id: &UnitId, unit: Option<&Unit>, view: &View) -> proto::ReportAdvice {
    let activity = unit.and_then(|unit| unit.duty.as_ref()).map(|duty| &duty.activity);
    let interval = match activity {
        None | Some(Activity::Unavailable { .. }) => limits.report_interval_parked,
        Some(Activity::Available) => limits.report_interval_on_duty,
        Some(Activity::OnDispatch(dispatch)) => match view.dispatch(*dispatch).map(|dispatch| dispatch.state) {
            Some(DispatchState::Arrived) => limits.report_interval_parked,
            Some(DispatchState::Offered | DispatchState::SignedIn | DispatchState::Departed) => {
                limits.report_interval_under_way
            }
            None
            | Some(
                DispatchState::Finished
                | DispatchState::Declined
                | DispatchState::OfferExpired
                | DispatchState::Recalled
                | DispatchState::StoodDown
                | DispatchState::Preempted,
            ) => limits.report_interval_on_duty,
        },
    };
    let interval_ms = u32::try_from(interval.as_millis()).unwrap_or(u32::MAX);
    proto::ReportAdvice { unit: names::unit(id), interval_ms }
}
