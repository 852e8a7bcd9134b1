//! Who sees and orders what: units lent to another town, and incidents that only named people see.

use clap::Subcommand;
use jiff::Timestamp;

use super::super::failure::Failure;
use super::super::remote::{Remote, written};
use super::super::words::read_time;
use super::args::WriteArgs;
use super::find::{incident_name, unit_name};
use super::writes::{Stamp, stamped};
use crate::api::proto::{
    EndLoanRequest, LendUnitRequest, LiftRestrictionRequest, RestrictIncidentRequest, WriteReceipt,
};

/// What changes who sees and orders what.
#[derive(Debug, Subcommand)]
pub(super) enum SightWrite {
    /// Lend a unit to another town for a while.
    Lend {
        /// The callsign.
        unit: String,
        /// The zone of the town that it works for.
        zone: String,
        /// Until when, such as 2026-11-23T12:00:00+08:00.
        #[arg(long, value_name = "TIME", value_parser = read_time)]
        until: Timestamp,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// End a loan before its time.
    EndLoan {
        /// The callsign.
        unit: String,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Let only named people see an incident. You are always one of them.
    Restrict {
        /// Number or name of the incident.
        incident: String,
        /// A principal who may see it; once for each.
        #[arg(long = "to", value_name = "PRINCIPAL")]
        people: Vec<String>,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Let everybody in whose scope an incident lies see it again.
    Lift {
        /// Number or name of the incident.
        incident: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// Changes who sees and orders what.
pub(super) async fn write(remote: &Remote, ask: SightWrite) -> Result<WriteReceipt, Failure> {
    let mut client = remote.dispatch();
    match ask {
        SightWrite::Lend { unit, zone, until, reason, write } => {
            let stamp = Stamp::new(&write);
            let (unit, end_time) = (unit_name(&unit), Some(super::writes::timestamp(until)));
            let request = stamped!(stamp, LendUnitRequest { unit, zone, end_time, reason });
            written(stamp.id, client.lend_unit(request)).await
        }
        SightWrite::EndLoan { unit, reason, write } => {
            let stamp = Stamp::new(&write);
            let unit = unit_name(&unit);
            let request = stamped!(stamp, EndLoanRequest { unit, reason });
            written(stamp.id, client.end_loan(request)).await
        }
        SightWrite::Restrict { incident, people, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, RestrictIncidentRequest { incident, people, reason });
            written(stamp.id, client.restrict_incident(request)).await
        }
        SightWrite::Lift { incident, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, LiftRestrictionRequest { incident, reason });
            written(stamp.id, client.lift_restriction(request)).await
        }
    }
}
