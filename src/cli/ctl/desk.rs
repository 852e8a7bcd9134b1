//! What a desk does beside sending units, and what a partner answers.

use clap::Subcommand;

use super::super::failure::Failure;
use super::super::remote::{Remote, written};
use super::super::words::{read_level, read_word};
use super::args::WriteArgs;
use super::find::incident_name;
use super::writes::{Stamp, stamped};
use crate::api::proto::{
    AcceptHandOverRequest, AcceptReferralRequest, AnswerJurisdictionRequest, CallBackOutcome, CloseReferralRequest,
    CompleteCallBackRequest, DismissDuplicateRequest, Level, OfferReferralRequest, RejectReferralRequest, Verdict,
    VerifyIncidentRequest, WriteReceipt,
};

/// What a desk does beside sending units.
#[derive(Debug, Subcommand)]
pub(super) enum DeskWrite {
    /// Ask another partner than the policy did to take an incident.
    Refer {
        /// Number or name of the incident.
        incident: String,
        /// The partner's id in the policy.
        partner: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that the partner takes it.
    AcceptReferral {
        /// Number or name of the incident.
        incident: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that the partner does not take it: whoever received it first keeps it.
    RejectReferral {
        /// Number or name of the incident.
        incident: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that the partner has finished; the incident is closed.
    CloseReferral {
        /// Number or name of the incident.
        incident: String,
        /// What became of it.
        #[arg(long, default_value = "")]
        outcome: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say what you found who looked; only then are units sent.
    Verify {
        /// Number or name of the incident.
        incident: String,
        /// confirmed or refuted.
        #[arg(value_parser = read_word::<Verdict>)]
        verdict: Verdict,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say what came of calling back a silent or dropped call.
    CallBack {
        /// Number or name of the incident.
        incident: String,
        /// all-well, help-needed, not-reached or hoax.
        #[arg(value_parser = read_word::<CallBackOutcome>)]
        outcome: CallBackOutcome,
        /// Help is needed: of what type it is now.
        #[arg(long = "type", value_name = "CODE", default_value = "")]
        type_code: String,
        /// Help is needed: how much it matters now, 1 to 4.
        #[arg(long, value_parser = read_level)]
        level: Option<Level>,
        /// What was said.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that a report that looked like a duplicate is none.
    DismissDuplicate {
        /// Number or name of the incident.
        incident: String,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Take over an incident that is handed over to your desk.
    TakeOver {
        /// Number or name of the incident.
        incident: String,
        /// Your desk.
        desk: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that the zone that was asked owns the case from now on.
    TakeJurisdiction {
        /// Number or name of the incident.
        incident: String,
        /// It does not.
        #[arg(long)]
        refuse: bool,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// Carries out what a desk does.
pub(super) async fn write(remote: &Remote, ask: DeskWrite) -> Result<WriteReceipt, Failure> {
    let mut client = remote.desk();
    match ask {
        DeskWrite::Refer { incident, partner, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, OfferReferralRequest { incident, partner, reason });
            written(stamp.id, client.offer_referral(request)).await
        }
        DeskWrite::AcceptReferral { incident, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, AcceptReferralRequest { incident });
            written(stamp.id, client.accept_referral(request)).await
        }
        DeskWrite::RejectReferral { incident, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, RejectReferralRequest { incident, reason });
            written(stamp.id, client.reject_referral(request)).await
        }
        DeskWrite::CloseReferral { incident, outcome, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, CloseReferralRequest { incident, outcome });
            written(stamp.id, client.close_referral(request)).await
        }
        DeskWrite::Verify { incident, verdict, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, VerifyIncidentRequest { incident, verdict: verdict.into(), reason });
            written(stamp.id, client.verify_incident(request)).await
        }
        DeskWrite::CallBack { incident, outcome, type_code, level, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let (outcome, level) = (outcome.into(), level.map(Into::into));
            let request = stamped!(stamp, CompleteCallBackRequest { incident, outcome, type_code, level, reason });
            written(stamp.id, client.complete_call_back(request)).await
        }
        DeskWrite::DismissDuplicate { incident, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, DismissDuplicateRequest { incident, reason });
            written(stamp.id, client.dismiss_duplicate(request)).await
        }
        DeskWrite::TakeOver { incident, desk, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, AcceptHandOverRequest { incident, desk });
            written(stamp.id, client.accept_hand_over(request)).await
        }
        DeskWrite::TakeJurisdiction { incident, refuse, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, AnswerJurisdictionRequest { incident, accepted: !refuse, reason });
            written(stamp.id, client.answer_jurisdiction(request)).await
        }
    }
}
