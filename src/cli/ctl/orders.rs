//! Direct orders to units, and the end of an officer's emergency.

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::super::failure::Failure;
use super::super::remote::{Remote, read, written};
use super::super::words::read_time;
use super::args::{PlaceArgs, WriteArgs};
use super::find::{incident_name, unit_name};
use super::writes::Stamp;
use crate::api::proto::{
    Area, CancelEmergencyRequest, CancelOrderRequest, GetUnitRequest, OrderTask, OrderUnitRequest, WriteReceipt,
};

/// What a unit can be ordered to do outside any incident.
#[derive(Debug, Subcommand)]
pub(super) enum OrderAsk {
    /// Go to a place.
    Go {
        /// The callsign.
        unit: String,
        #[command(flatten)]
        place: PlaceArgs,
        #[command(flatten)]
        terms: Terms,
    },
    /// Hold a post.
    Hold {
        /// The callsign.
        unit: String,
        /// The post on the roster.
        post: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// Patrol a zone.
    Patrol {
        /// The callsign.
        unit: String,
        /// The zone of the policy.
        zone: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// Patrol around a place.
    Around {
        /// The callsign.
        unit: String,
        #[command(flatten)]
        place: PlaceArgs,
        /// How far around it, in metres.
        #[arg(long)]
        radius_m: f64,
        #[command(flatten)]
        terms: Terms,
    },
    /// Go back to its own post.
    Return {
        /// The callsign.
        unit: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// Take back the order that a unit is under.
    Cancel {
        /// The callsign.
        unit: String,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// What every order says beside its task.
#[derive(Debug, Args)]
pub(super) struct Terms {
    /// Only a level 1 incident may take the unit away from it.
    #[arg(long)]
    must_hold: bool,
    /// When it lapses, such as 2026-11-23T12:00:00+08:00; without it at the end of the duty.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    until: Option<Timestamp>,
    /// Why.
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Which emergency is over.
#[derive(Debug, Args)]
pub(super) struct CancelEmergencyArgs {
    /// Number or name of the incident.
    incident: String,
    /// What the officer said when you spoke.
    voice_contact: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Orders a unit directly.
pub(super) async fn order(remote: &Remote, ask: OrderAsk) -> Result<WriteReceipt, Failure> {
    let bare = OrderUnitRequest::default();
    let (unit, terms, request) = match ask {
        OrderAsk::Go { unit, place, terms } => {
            let position = Some(place.position());
            (unit, terms, OrderUnitRequest { task: OrderTask::GoTo.into(), position, ..bare })
        }
        OrderAsk::Hold { unit, post, terms } => {
            (unit, terms, OrderUnitRequest { task: OrderTask::HoldPost.into(), post, ..bare })
        }
        OrderAsk::Patrol { unit, zone, terms } => {
            let area = Some(Area { zone, ..Area::default() });
            (unit, terms, OrderUnitRequest { task: OrderTask::Patrol.into(), area, ..bare })
        }
        OrderAsk::Around { unit, place, radius_m, terms } => {
            let area = Some(Area { centre: Some(place.position()), radius_m, ..Area::default() });
            (unit, terms, OrderUnitRequest { task: OrderTask::Patrol.into(), area, ..bare })
        }
        OrderAsk::Return { unit, terms } => (unit, terms, OrderUnitRequest { task: OrderTask::Return.into(), ..bare }),
        OrderAsk::Cancel { unit, reason, write } => return cancel(remote, &unit, reason, &write).await,
    };
    let stamp = Stamp::new(&terms.write);
    let request = OrderUnitRequest {
        unit: unit_name(&unit),
        must_hold: terms.must_hold,
        expire_time: terms.until.map(super::writes::timestamp),
        reason: terms.reason,
        occur_time: stamp.occur_time,
        entered_late: stamp.entered_late,
        request_id: stamp.id.to_string(),
        ..request
    };
    written(stamp.id, remote.dispatch().order_unit(request)).await
}

async fn cancel(remote: &Remote, unit: &str, reason: String, write: &WriteArgs) -> Result<WriteReceipt, Failure> {
    let stamp = Stamp::new(write);
    let known = read(remote.dispatch().get_unit(GetUnitRequest { name: unit_name(unit) })).await?;
    let held = known.unit.and_then(|unit| unit.duty).and_then(|duty| duty.standing_order);
    let order = held.ok_or_else(|| Failure::Other(format!("unit {unit} is under no order")))?.name;
    let request = CancelOrderRequest {
        unit: unit_name(unit),
        order,
        reason,
        occur_time: stamp.occur_time,
        entered_late: stamp.entered_late,
        request_id: stamp.id.to_string(),
    };
    written(stamp.id, remote.dispatch().cancel_order(request)).await
}

/// Ends an emergency.
pub(super) async fn cancel_emergency(remote: &Remote, ask: CancelEmergencyArgs) -> Result<WriteReceipt, Failure> {
    let stamp = Stamp::new(&ask.write);
    let request = CancelEmergencyRequest {
        incident: incident_name(remote, &ask.incident).await?,
        voice_contact: ask.voice_contact,
        occur_time: stamp.occur_time,
        entered_late: stamp.entered_late,
        request_id: stamp.id.to_string(),
    };
    written(stamp.id, remote.dispatch().cancel_emergency(request)).await
}
