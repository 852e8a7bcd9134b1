//! What a desk does with an incident beside sending units: it refers, verifies, calls back, finds duplicates, hands over
//! and holds. Whoever received it first keeps it until somebody else has said that they take it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::classification::Level;
use super::event::Event;
use super::ids::{DeskId, IncidentId, PartnerId, ReportId, TypeCode, UnitId, ZoneId};
use super::incident::Disposition;
use super::text::Text;
use super::time::EngineTime;

/// The most referrals of one incident.
pub const REFERRALS_MAX: usize = 32;

/// The most people who may see a restricted incident.
pub const PEOPLE_MAX: usize = 64;

/// The most reports or incidents that one command links or closes.
pub const BULK_MAX: usize = 1_000;

/// What a person at the desk, or a partner, asks beside sending units.
#[derive(Clone, Debug, PartialEq)]
pub enum DeskCommand {
    /// The desk asks another partner than the policy did to take an incident.
    OfferReferral {
        /// The incident.
        incident: IncidentId,
        /// The partner.
        partner: PartnerId,
        /// Why.
        reason: Text,
    },
    /// The partner takes it.
    AcceptReferral {
        /// The incident.
        incident: IncidentId,
    },
    /// The partner does not take it, or gives it back.
    RejectReferral {
        /// The incident.
        incident: IncidentId,
        /// Why.
        reason: Text,
    },
    /// The partner has finished with it.
    CloseReferral {
        /// The incident.
        incident: IncidentId,
        /// What became of it.
        outcome: Text,
    },
    /// A person has looked at what a machine or an unsure source told.
    VerifyIncident {
        /// The incident.
        incident: IncidentId,
        /// Whether it is so.
        verdict: Verdict,
        /// Why.
        reason: Text,
    },
    /// A person has called back.
    CompleteCallBack {
        /// The incident.
        incident: IncidentId,
        /// What came of it.
        outcome: CallBackOutcome,
        /// Help is needed: of what type it is now.
        type_code: Option<TypeCode>,
        /// Help is needed: how much it matters now.
        level: Option<Level>,
        /// What was said, in a few words without personal data.
        reason: Text,
    },
    /// A person says that a report that looked like a duplicate is none.
    DismissDuplicate {
        /// The incident that the report opened.
        incident: IncidentId,
        /// Why.
        reason: Text,
    },
    /// Many reports belong to one incident.
    LinkReports {
        /// The reports.
        reports: Vec<ReportId>,
        /// The incident.
        incident: IncidentId,
    },
    /// Many incidents are over in the same way.
    CloseIncidents {
        /// The incidents.
        incidents: Vec<IncidentId>,
        /// What became of them.
        disposition: Disposition,
    },
    /// A desk takes over an incident that another one hands over.
    AcceptHandOver {
        /// The incident.
        incident: IncidentId,
        /// The desk that takes it.
        desk: DeskId,
    },
    /// Another zone should own the case.
    ProposeJurisdiction {
        /// The incident.
        incident: IncidentId,
        /// The zone.
        zone: ZoneId,
        /// Why.
        reason: Text,
    },
    /// A zone takes the case, or does not.
    AnswerJurisdiction {
        /// The incident.
        incident: IncidentId,
        /// Whether it takes it.
        accepted: bool,
        /// Why.
        reason: Text,
    },
    /// The incident is where a unit is: a pursuit.
    FollowUnit {
        /// The incident.
        incident: IncidentId,
        /// The unit; none when it follows nobody any more.
        unit: Option<UnitId>,
    },
    /// The incident waits for a unit that is busy.
    HoldForUnit {
        /// The incident.
        incident: IncidentId,
        /// The unit.
        unit: UnitId,
        /// How long at most.
        within: Duration,
        /// Why.
        reason: Text,
    },
}

impl DeskCommand {
    /// The command's name, in the record and in messages.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::OfferReferral { .. } => "offer_referral",
            Self::AcceptReferral { .. } => "accept_referral",
            Self::RejectReferral { .. } => "reject_referral",
            Self::CloseReferral { .. } => "close_referral",
            Self::VerifyIncident { .. } => "verify_incident",
            Self::CompleteCallBack { .. } => "complete_call_back",
            Self::DismissDuplicate { .. } => "dismiss_duplicate",
            Self::LinkReports { .. } => "link_reports",
            Self::CloseIncidents { .. } => "close_incidents",
            Self::AcceptHandOver { .. } => "accept_hand_over",
            Self::ProposeJurisdiction { .. } => "propose_jurisdiction",
            Self::AnswerJurisdiction { .. } => "answer_jurisdiction",
            Self::FollowUnit { .. } => "follow_unit",
            Self::HoldForUnit { .. } => "hold_for_unit",
        }
    }

    /// Whether a partner may ask it, of what was referred to it.
    #[must_use]
    pub const fn is_partners(&self) -> bool {
        match self {
            Self::AcceptReferral { .. } | Self::RejectReferral { .. } | Self::CloseReferral { .. } => true,
            Self::OfferReferral { .. }
            | Self::VerifyIncident { .. }
            | Self::CompleteCallBack { .. }
            | Self::DismissDuplicate { .. }
            | Self::LinkReports { .. }
            | Self::CloseIncidents { .. }
            | Self::AcceptHandOver { .. }
            | Self::ProposeJurisdiction { .. }
            | Self::AnswerJurisdiction { .. }
            | Self::FollowUnit { .. }
            | Self::HoldForUnit { .. } => false,
        }
    }
}

/// What a person found who looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// It is so: units are sent.
    Confirmed,
    /// It is not so: nobody is sent.
    Refuted,
}

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReferralState {
    /// The partner was asked; the receiving desk is responsible.
    Offered,
    /// The partner takes it.
    Accepted,
    /// The partner does not take it; the receiving desk is responsible.
    Rejected,
    /// The desk asked somebody else, or sends units itself.
    Withdrawn,
    /// The partner has finished.
    Closed,
}

impl ReferralState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Offered, Self::Accepted, Self::Rejected, Self::Withdrawn, Self::Closed];

    /// Whether something is still expected of the partner.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Accepted)
    }

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }
}

/// One partner asked to take one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// The partner.
    pub partner: PartnerId,
    /// Where it stands.
    pub state: ReferralState,
    /// When it was offered.
    pub offered_at: EngineTime,
    /// Since when it stands so.
    pub moved_at: EngineTime,
    /// By whose word.
    pub moved_by: Text,
    /// Why.
    pub reason: Text,
    /// By when the partner must have answered, or finished once it has accepted; none for no limit.
    pub due_at: Option<EngineTime>,
    /// Whether that has passed and the desk was told.
    pub is_overdue: bool,
}

/// What came of calling back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CallBackOutcome {
    /// Somebody answered and needs nothing.
    AllWell,
    /// Help is needed.
    HelpNeeded,
    /// Nobody answered, and a person decided that this is the end of it.
    NotReached,
    /// It was a hoax.
    Hoax,
}

impl CallBackOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::AllWell, Self::HelpNeeded, Self::NotReached, Self::Hoax];

    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllWell => "all_well",
            Self::HelpNeeded => "help_needed",
            Self::NotReached => "not_reached",
            Self::Hoax => "hoax",
        }
    }
}

/// A silent or dropped call that must be called back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// By when.
    pub due_at: EngineTime,
    /// Whether that has passed and the desk was told.
    pub is_overdue: bool,
    /// What came of it; none while nobody has called.
    pub outcome: Option<CallBackOutcome>,
}

/// Why two reports may be about the same event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DuplicateBasis {
    /// Of the same kind, near in space and time.
    Near,
    /// From the same number.
    SameCaller,
}

impl DuplicateBasis {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::SameCaller => "same_caller",
        }
    }
}

/// A report that may be about an incident that there was already. Only a person, or a rule that says so, links it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateProposal {
    /// The report.
    pub report: ReportId,
    /// The incident that it may be about.
    pub candidate: IncidentId,
    /// What speaks for it.
    pub basis: DuplicateBasis,
    /// The rule of the policy that proposes it.
    pub rule: Text,
    /// Until when nobody is sent because units are on the candidate; none when it is served as any other.
    pub hold_until: Option<EngineTime>,
}

/// An incident that waits for a unit that is busy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The unit.
    pub unit: UnitId,
    /// Until when at most: then it is served as any other.
    pub until: EngineTime,
}

/// An incident whose place is that of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// The unit.
    pub unit: UnitId,
    /// When it is looked at where the unit is.
    pub look_at: EngineTime,
}

/// What a desk has to do with an incident beside sending units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskWork {
    /// Every partner that was asked, in order; at most [`REFERRALS_MAX`].
    pub referrals: Vec<Referral>,
    /// The call that must be returned.
    pub call_back: Option<CallBack>,
    /// The incident that it may be the same as.
    pub duplicate: Option<DuplicateProposal>,
    /// The desk that is asked to take it over.
    pub hand_over: Option<DeskId>,
    /// The zone that is asked to own the case.
    pub jurisdiction: Option<ZoneId>,
    /// The unit whose place is its place.
    pub follows: Option<Following>,
    /// The busy unit that it waits for.
    pub held_for: Option<Hold>,
    /// The principals who may see the incident; empty when it is not restricted. At most [`PEOPLE_MAX`].
    pub seen_by: BTreeSet<Text>,
}

impl DeskWork {
    /// The referral of which something is still expected.
    #[must_use]
    pub fn open_referral(&self) -> Option<&Referral> {
        self.referrals.last().filter(|referral| referral.state.is_open())
    }

    /// Whether a call must still be returned.
    #[must_use]
    pub fn awaits_call_back(&self) -> bool {
        self.call_back.as_ref().is_some_and(|call| call.outcome.is_none())
    }

    /// Until when the daemon sends nobody by itself; none when it may.
    #[must_use]
    pub fn held_until(&self) -> Option<EngineTime> {
        let duplicate = self.duplicate.as_ref().and_then(|proposal| proposal.hold_until);
        duplicate.max(self.held_for.as_ref().map(|hold| hold.until))
    }

    /// The incident whose desk work an event changes.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events are no work of the desk")]
    pub const fn incident_of(event: &Event) -> Option<IncidentId> {
        match event {
            Event::ReferralOffered { incident, .. }
            | Event::ReferralMoved { incident, .. }
            | Event::ReferralOverdue { incident }
            | Event::CallBackOpened { incident, .. }
            | Event::CallBackEnded { incident, .. }
            | Event::CallBackOverdue { incident }
            | Event::DuplicateProposed { incident, .. }
            | Event::DuplicateDismissed { incident, .. }
            | Event::HoldEnded { incident }
            | Event::HeldForUnit { incident, .. }
            | Event::HandOverOffered { incident, .. }
            | Event::JurisdictionProposed { incident, .. }
            | Event::JurisdictionAnswered { incident, .. }
            | Event::FollowSet { incident, .. }
            | Event::IncidentRestricted { incident, .. }
            | Event::RestrictionLifted { incident, .. } => Some(*incident),
            _ => None,
        }
    }

    /// Takes over what an event says of it. State and records both fold by this.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events are no work of the desk")]
    pub fn follow(&mut self, event: &Event, at: EngineTime, by: &Text) {
        match event {
            Event::ReferralOffered { partner, due_at, reason, .. } => {
                self.move_referral(ReferralState::Withdrawn, at, by, &Text::default(), None);
                self.referrals.push(Referral {
                    partner: partner.clone(),
                    state: ReferralState::Offered,
                    offered_at: at,
                    moved_at: at,
                    moved_by: by.clone(),
                    reason: reason.clone(),
                    due_at: *due_at,
                    is_overdue: false,
                });
            }
            Event::ReferralMoved { state, due_at, reason, .. } => self.move_referral(*state, at, by, reason, *due_at),
            Event::ReferralOverdue { .. } => {
                if let Some(referral) = self.referrals.last_mut() {
                    referral.is_overdue = true;
                }
            }
            Event::CallBackOpened { due_at, .. } => {
                self.call_back = Some(CallBack { due_at: *due_at, is_overdue: false, outcome: None });
            }
            Event::CallBackEnded { outcome, .. } => {
                if let Some(call) = &mut self.call_back {
                    call.outcome = Some(*outcome);
                }
            }
            Event::CallBackOverdue { .. } => {
                if let Some(call) = &mut self.call_back {
                    call.is_overdue = true;
                }
            }
            Event::DuplicateProposed { proposal, .. } => self.duplicate = Some(proposal.as_ref().clone()),
            Event::DuplicateDismissed { .. } => self.duplicate = None,
            Event::HoldEnded { .. } => {
                self.held_for = None;
                if let Some(proposal) = &mut self.duplicate {
                    proposal.hold_until = None;
                }
            }
            Event::HeldForUnit { hold, .. } => self.held_for = Some(hold.clone()),
            Event::HandOverOffered { desk, .. } => self.hand_over = Some(desk.clone()),
            Event::JurisdictionProposed { zone, .. } => self.jurisdiction = Some(zone.clone()),
            Event::JurisdictionAnswered { .. } => self.jurisdiction = None,
            Event::FollowSet { following, .. } => self.follows.clone_from(following),
            Event::IncidentRestricted { people, .. } => self.seen_by.clone_from(people),
            Event::RestrictionLifted { .. } => self.seen_by.clear(),
            _ => {}
        }
    }

    /// A report went to another incident: a proposal about it is answered.
    pub fn forget_report(&mut self, report: ReportId) {
        if self.duplicate.as_ref().is_some_and(|proposal| proposal.report == report) {
            self.duplicate = None;
        }
    }

    fn move_referral(
        &mut self,
        state: ReferralState,
        at: EngineTime,
        by: &Text,
        reason: &Text,
        due_at: Option<EngineTime>,
    ) {
        if let Some(referral) = self.referrals.last_mut().filter(|referral| referral.state.is_open()) {
            referral.state = state;
            referral.moved_at = at;
            referral.moved_by = by.clone();
            referral.reason = reason.clone();
            referral.due_at = due_at;
            referral.is_overdue = false;
        }
    }
}
