//! Referrals: whoever received an incident first keeps it until a partner has said that it takes it.

use super::desk::closed_as;
use super::draft::Draft;
use crate::domain::alarm::{AlarmKind, AlarmSubject};
use crate::domain::candidate::Candidates;
use crate::domain::classification::{Classification, Handling};
use crate::domain::desk::{REFERRALS_MAX, Referral, ReferralState};
use crate::domain::event::Event;
use crate::domain::ids::{IncidentId, PartnerId};
use crate::domain::incident::{Disposition, DispositionKind, Incident};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::policy::partners::Partner;

impl<C: Candidates> Draft<'_, C> {
    /// Asks whom the policy names, when the classification says that somebody else takes it. What was typed in after the
    /// fact asks nobody.
    pub(super) fn refer(&mut self, incident: IncidentId, classification: &Classification) -> Result<(), Rejection> {
        let Some(partner) = self.policy()?.partner(classification).filter(|_| !self.envelope.entered_late) else {
            return Ok(());
        };
        let due_at = partner.accept_within.map(|within| self.now + within);
        self.push(Event::ReferralOffered { incident, partner: partner.id, due_at, reason: Text::default() });
        Ok(())
    }

    /// Another classification asks another partner, or nobody any more. What a partner has accepted stays with it.
    pub(super) fn refer_anew(&mut self, incident: &Incident, classification: &Classification) -> Result<(), Rejection> {
        let asked = self.policy()?.partner(&incident.classification);
        let wanted = self.policy()?.partner(classification);
        let open = incident.desk_work.open_referral();
        let stands = open.is_some_and(|referral| referral.state == ReferralState::Accepted);
        let same_partner = asked.map(|partner| partner.id) == wanted.as_ref().map(|partner| partner.id.clone());
        if incident.classification.handling == classification.handling && (same_partner || stands) {
            return Ok(());
        }
        match (open, wanted) {
            (_, Some(_)) if incident.desk_work.referrals.len() < REFERRALS_MAX => {
                self.refer(incident.id, classification)
            }
            (Some(_), None | Some(_)) => {
                self.move_referral(incident.id, ReferralState::Withdrawn, None, &Text::default());
                Ok(())
            }
            (None, None | Some(_)) => Ok(()),
        }
    }

    pub(super) fn offer_referral(
        &mut self,
        id: IncidentId,
        partner: &PartnerId,
        reason: &Text,
    ) -> Result<(), Rejection> {
        let incident = self.open_incident(id)?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("choosing a partner"));
        }
        if let Some(stands) = incident.desk_work.open_referral().filter(|it| it.state == ReferralState::Accepted) {
            return Err(Rejection::ReferralStands { incident: id, partner: stands.partner.clone() });
        }
        let got = incident.desk_work.referrals.len();
        if got >= REFERRALS_MAX {
            return Err(Rejection::TooMany { what: "referrals", got, max: REFERRALS_MAX });
        }
        let known = self.known_partner(partner)?;
        let due_at = known.accept_within.map(|within| self.now + within);
        self.push(Event::ReferralOffered { incident: id, partner: known.id, due_at, reason: reason.clone() });
        Ok(())
    }

    pub(super) fn accept_referral(&mut self, id: IncidentId) -> Result<(), Rejection> {
        let referral = self.pending_referral(id)?;
        if referral.state == ReferralState::Accepted {
            return Ok(());
        }
        let due_at = self.close_by(&referral.partner);
        self.move_referral(id, ReferralState::Accepted, due_at, &Text::default());
        Ok(())
    }

    /// It stays with the desk that received it, and the desk is told.
    pub(super) fn reject_referral(&mut self, id: IncidentId, reason: &Text) -> Result<(), Rejection> {
        let referral = self.pending_referral(id)?;
        if reason.is_empty() {
            return Err(Rejection::ReasonMissing("rejecting a referral"));
        }
        let detail = Text::truncated(&format!("{}: {reason}", referral.partner));
        self.move_referral(id, ReferralState::Rejected, None, reason);
        self.raise_alarm_saying(AlarmKind::ReferralRejected, AlarmSubject::incident(id), detail);
        Ok(())
    }

    /// Only what was accepted can be finished; then the incident is over.
    pub(super) fn close_referral(&mut self, id: IncidentId, outcome: &Text) -> Result<(), Rejection> {
        let referral = self.pending_referral(id)?;
        if referral.state != ReferralState::Accepted {
            return Err(Rejection::ReferralNotAccepted(id));
        }
        let asked = self.policy()?.handling_asked(&self.incident(id)?.classification);
        let kind = match asked {
            Some(Handling::Mediation) => DispositionKind::Mediated,
            Some(
                Handling::PoliceDispatch
                | Handling::VerifyFirst
                | Handling::Referral
                | Handling::Transfer
                | Handling::RecordOnly,
            )
            | None => DispositionKind::Transferred,
        };
        self.move_referral(id, ReferralState::Closed, None, outcome);
        self.close(id, &closed_as(kind, outcome))
    }

    /// What closing an incident means for its referral: as transferred only what somebody has taken.
    pub(super) fn end_referral(&mut self, incident: &Incident, disposition: &Disposition) -> Result<(), Rejection> {
        let closed_here = |event: &Event| matches!(event, Event::ReferralMoved { incident: id, state: ReferralState::Closed, .. } if *id == incident.id);
        if self.events().iter().any(closed_here) {
            return Ok(());
        }
        let taken = incident
            .desk_work
            .referrals
            .iter()
            .any(|referral| matches!(referral.state, ReferralState::Accepted | ReferralState::Closed));
        if disposition.kind == DispositionKind::Transferred && !taken {
            return Err(Rejection::ReferralNotAccepted(incident.id));
        }
        if let Some(open) = incident.desk_work.open_referral() {
            // The desk closes on the partner's word what the partner has; what it has not, it need not have any more.
            let closed = matches!(disposition.kind, DispositionKind::Transferred | DispositionKind::Mediated)
                && open.state == ReferralState::Accepted;
            let state = if closed { ReferralState::Closed } else { ReferralState::Withdrawn };
            self.move_referral(incident.id, state, None, &disposition.remark);
        }
        Ok(())
    }

    /// A partner has not answered or finished in time: the desk is told once.
    pub(super) fn referral_is_due(&mut self, id: IncidentId) {
        let Some(incident) = self.state.incident(id) else { return };
        let Some(referral) = incident.desk_work.open_referral() else { return };
        let detail = Text::truncated(&format!("{} has {}", referral.partner, referral.state.as_str()));
        self.push(Event::ReferralOverdue { incident: id });
        self.raise_alarm_saying(AlarmKind::ReferralOverdue, AlarmSubject::incident(id), detail);
    }

    fn move_referral(&mut self, incident: IncidentId, state: ReferralState, due_at: Option<EngineTime>, reason: &Text) {
        self.push(Event::ReferralMoved { incident, state, due_at, reason: reason.clone() });
    }

    fn pending_referral(&self, id: IncidentId) -> Result<&Referral, Rejection> {
        let open = self.open_incident(id)?.desk_work.open_referral();
        open.ok_or(Rejection::NothingPending { incident: id, what: "referral" })
    }

    fn close_by(&self, partner: &PartnerId) -> Option<EngineTime> {
        let within = self.known_partner(partner).ok().and_then(|partner| partner.close_within);
        within.map(|within| self.now + within)
    }

    fn known_partner(&self, id: &PartnerId) -> Result<Partner, Rejection> {
        let named = self.policy()?.partners().iter().find(|partner| partner.id == *id).cloned();
        let unnamed = || Handling::ALL.into_iter().filter_map(Partner::unnamed).find(|partner| partner.id == *id);
        named.or_else(unnamed).ok_or_else(|| Rejection::UnknownPartner(id.clone()))
    }
}
