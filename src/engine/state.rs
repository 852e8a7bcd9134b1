//! What is known: units, reports, incidents, dispatches, the queue and answered requests.
//!
//! Two states of this type live in a daemon: the deciding one, which leads, and the board, which follows the disk and
//! answers every read. Both are folds of the same [`apply`](super::apply) over the same record.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::alarms::Alarms;
use super::free::FreeUnits;
use super::index::Index;
use super::limits::EngineLimits;
use super::privacy::Privacy;
use super::requests::{Known, Requests};
use super::tape::Tape;
use crate::domain::classification::{Level, PolicyBundle, PolicyHash};
use crate::domain::command::RequestTag;
use crate::domain::disk::DiskState;
use crate::domain::dispatch::Dispatch;
use crate::domain::duty_level::DutyLevel;
use crate::domain::ids::{
    DispatchId, DutyLevelId, GatewayId, IncidentId, PlannedEventId, PostId, ReportId, Sequence, UnitId,
};
use crate::domain::incident::{Incident, IncidentNumber, LocalDay};
use crate::domain::planned_event::PlannedEvent;
use crate::domain::report::Report;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;
use crate::domain::unit::{Post, Unit};
use crate::policy::Policy;

/// A place in the queue: the gravest level first, in it the oldest, in that the lower id.
pub type QueuePlace = (Level, EngineTime, IncidentId);

/// One activation of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRevision {
    /// Its revision.
    pub revision: u64,
    /// Its hash.
    pub hash: PolicyHash,
    /// When it took effect.
    pub activated_at: EngineTime,
    /// By whose word.
    pub activated_by: Text,
    /// Why; empty for the first, and for those of records that did not ask.
    pub reason: Text,
    /// The earlier revision whose bytes it took up again, when it was a rollback.
    pub restores: Option<u64>,
}

/// The last move of the city from one duty level to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyLevelInForce {
    /// The level that it moved to.
    pub level: DutyLevelId,
    /// When.
    pub since: EngineTime,
    /// By whose word.
    pub set_by: Text,
    /// Why.
    pub reason: Text,
}

/// Everything that the engine knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State {
    pub(super) sequence: Sequence,
    pub(super) time: EngineTime,
    pub(super) epoch: u64,
    /// The newest policies by revision, the active one last.
    pub(super) bundles: BTreeMap<u64, PolicyBundle>,
    pub(super) revisions: Vec<PolicyRevision>,
    pub(super) duty_level: Option<DutyLevelInForce>,
    pub(super) posts: BTreeMap<PostId, Post>,
    pub(super) gateways: BTreeMap<GatewayId, Arc<BTreeSet<UnitId>>>,
    pub(super) units: BTreeMap<UnitId, Arc<Unit>>,
    pub(super) reports: BTreeMap<ReportId, Arc<Report>>,
    pub(super) incidents: BTreeMap<IncidentId, Arc<Incident>>,
    pub(super) dispatches: BTreeMap<DispatchId, Arc<Dispatch>>,
    pub(super) queue: BTreeSet<QueuePlace>,
    pub(super) closed: BTreeSet<(EngineTime, IncidentId)>,
    pub(super) last_number: Option<IncidentNumber>,
    pub(super) alarms: Alarms,
    /// The number of the newest exercise: exercises are counted apart.
    pub(super) last_training_number: Option<IncidentNumber>,
    /// Open incidents of which a unit is the subject: its officer needs help.
    pub(super) emergencies: BTreeMap<IncidentId, UnitId>,
    pub(super) planned_events: BTreeMap<PlannedEventId, Arc<PlannedEvent>>,
    /// The begun event that each unit is held for.
    pub(super) pools: BTreeMap<UnitId, PlannedEventId>,
    /// What was left of the disk when that was last on the record.
    pub(super) disk: DiskState,
    pub(super) privacy: Privacy,
    pub(super) requests: Requests,
    /// Who is free; recommendations ask for it, too. Derived when a snapshot is read.
    #[serde(skip)]
    pub(super) free: FreeUnits,
    /// What else follows from all this, where somebody decides.
    #[serde(skip)]
    pub(super) index: Option<Box<Index>>,
    #[serde(skip)]
    pub(super) tape: Tape,
    #[serde(skip)]
    pub(super) limits: EngineLimits,
    #[serde(skip)]
    pub(super) policy: Option<Arc<Policy>>,
}

/// What the bytes of every state begin with. It is changed whenever the bytes of an equal state change.
const LAYOUT: &[u8] = b"patrold state 5\n";

/// Why a stored state could not be read back.
#[derive(Debug, thiserror::Error)]
pub enum InvalidState {
    /// The bytes are of a state as another version lays it out.
    #[error("its state is laid out as another version of patrold does it")]
    OtherLayout,
    /// The bytes are no state of this version.
    #[error("the snapshot is not one of this version: {0}")]
    Encoding(#[from] postcard::Error),
    /// The policy in it is one that this version cannot read.
    #[error("the policy in the snapshot cannot be read: {0}")]
    Policy(String),
}

impl State {
    /// An empty record.
    #[must_use]
    pub fn new(limits: EngineLimits) -> Self {
        Self { limits, index: Some(Box::default()), ..Self::default() }
    }

    /// The same for whoever decides nothing: folding costs less. It can still be asked everything.
    #[must_use]
    pub fn without_index(self) -> Self {
        Self { index: None, ..self }
    }

    /// What follows from the state and whoever decides asks for. It is at hand where somebody decides; elsewhere it is
    /// derived now, which takes as long as the state is large: no read may ask for it.
    #[must_use]
    pub fn index(&self) -> Cow<'_, Index> {
        self.index.as_deref().map_or_else(|| Cow::Owned(Index::of(self)), Cow::Borrowed)
    }

    /// Keeps at hand from now on what follows from the state.
    pub(super) fn keep_index(&mut self) {
        if self.index.is_none() {
            self.keep(Index::of(self));
        }
    }

    /// The same for whoever has derived it already, of this very state.
    pub fn keep(&mut self, index: Index) {
        self.index = Some(Box::new(index));
    }

    /// The newest entry that was folded.
    #[must_use]
    pub const fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// When it was recorded.
    #[must_use]
    pub const fn time(&self) -> EngineTime {
        self.time
    }

    /// The journal's epoch of the newest run.
    #[must_use]
    pub const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The engine's limits.
    #[must_use]
    pub const fn limits(&self) -> &EngineLimits {
        &self.limits
    }

    /// What was left of the disk when that was last on the record.
    #[must_use]
    pub const fn disk(&self) -> DiskState {
        self.disk
    }

    /// How many units an explanation names: in the reserve of the disk nobody but who was chosen or came next.
    #[must_use]
    pub const fn explanation_units_max(&self) -> usize {
        match self.disk {
            DiskState::Ample | DiskState::Low => self.limits.explanation_units_max,
            DiskState::Reserve => 1,
        }
    }

    /// The active policy.
    #[must_use]
    pub const fn policy(&self) -> Option<&Arc<Policy>> {
        self.policy.as_ref()
    }

    /// The active policy as it was journaled.
    #[must_use]
    pub fn policy_bundle(&self) -> Option<&PolicyBundle> {
        self.bundles.values().next_back()
    }

    /// A policy that can be gone back to, as it was journaled.
    #[must_use]
    pub fn kept_policy(&self, revision: u64) -> Option<&PolicyBundle> {
        self.bundles.get(&revision)
    }

    /// Every policy that can be gone back to, the oldest first; the last one is active.
    pub fn kept_policies(&self) -> impl Iterator<Item = &PolicyBundle> {
        self.bundles.values()
    }

    /// Every activation, the oldest first.
    #[must_use]
    pub fn policy_revisions(&self) -> &[PolicyRevision] {
        &self.revisions
    }

    /// The posture that the city is in: the one that it was last moved to, as the active policy has it, or the policy's
    /// everyday one. None as long as no policy is active.
    #[must_use]
    pub fn duty_level(&self) -> Option<&DutyLevel> {
        let policy = self.policy.as_deref()?;
        let set = self.duty_level.as_ref().and_then(|set| policy.duty_level(&set.level));
        set.or_else(|| policy.duty_levels().first())
    }

    /// When the city was last moved to another duty level, by whom and why; none when it never was.
    #[must_use]
    pub const fn duty_level_set(&self) -> Option<&DutyLevelInForce> {
        self.duty_level.as_ref()
    }

    /// A unit on the roster.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&Arc<Unit>> {
        self.units.get(id)
    }

    /// Every unit on the roster, ordered by callsign.
    #[must_use]
    pub const fn units(&self) -> &BTreeMap<UnitId, Arc<Unit>> {
        &self.units
    }

    /// A post.
    #[must_use]
    pub fn post(&self, id: &PostId) -> Option<&Post> {
        self.posts.get(id)
    }

    /// The units that a gateway speaks for.
    #[must_use]
    pub fn gateway(&self, id: &GatewayId) -> Option<&BTreeSet<UnitId>> {
        self.gateways.get(id).map(AsRef::as_ref)
    }

    /// A report in memory.
    #[must_use]
    pub fn report(&self, id: ReportId) -> Option<&Arc<Report>> {
        self.reports.get(&id)
    }

    /// Every report in memory, the oldest first.
    #[must_use]
    pub const fn reports(&self) -> &BTreeMap<ReportId, Arc<Report>> {
        &self.reports
    }

    /// An incident in memory.
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> Option<&Arc<Incident>> {
        self.incidents.get(&id)
    }

    /// Every incident in memory, the oldest first.
    #[must_use]
    pub const fn incidents(&self) -> &BTreeMap<IncidentId, Arc<Incident>> {
        &self.incidents
    }

    /// A dispatch in memory.
    #[must_use]
    pub fn dispatch(&self, id: DispatchId) -> Option<&Arc<Dispatch>> {
        self.dispatches.get(&id)
    }

    /// Every dispatch in memory, the oldest first.
    #[must_use]
    pub const fn dispatches(&self) -> &BTreeMap<DispatchId, Arc<Dispatch>> {
        &self.dispatches
    }

    /// Incidents that wait for units, in the order in which they are served.
    #[must_use]
    pub const fn queue(&self) -> &BTreeSet<QueuePlace> {
        &self.queue
    }

    /// Closed incidents in memory, the first closed first.
    #[must_use]
    pub const fn closed(&self) -> &BTreeSet<(EngineTime, IncidentId)> {
        &self.closed
    }

    /// What nobody has acknowledged yet.
    #[must_use]
    pub const fn alarms(&self) -> &Alarms {
        &self.alarms
    }

    /// When the next deadline falls.
    #[must_use]
    pub fn next_deadline(&self) -> Option<EngineTime> {
        self.index().deadlines().next()
    }

    /// The table of answered requests.
    #[must_use]
    pub const fn requests(&self) -> &Requests {
        &self.requests
    }

    /// What is known of a principal's request at `now`.
    #[must_use]
    pub fn known_request(&self, principal: &Text, tag: &RequestTag, now: EngineTime) -> Known {
        self.requests.look_up(principal, tag, now, &self.limits, &self.index().requests)
    }

    /// The number that the next incident of a local day gets.
    #[must_use]
    pub fn next_number(&self, day: LocalDay) -> IncidentNumber {
        IncidentNumber { day, count: count_after(self.last_number, day), training: false }
    }

    /// The number that the next exercise of a local day gets.
    #[must_use]
    pub fn next_training_number(&self, day: LocalDay) -> IncidentNumber {
        IncidentNumber { day, count: count_after(self.last_training_number, day), training: true }
    }

    /// The unit whose officer needs help, when that is what an incident is about.
    #[must_use]
    pub fn emergency(&self, incident: IncidentId) -> Option<&UnitId> {
        self.emergencies.get(&incident)
    }

    /// A planned event that is not over.
    #[must_use]
    pub fn planned_event(&self, id: PlannedEventId) -> Option<&Arc<PlannedEvent>> {
        self.planned_events.get(&id)
    }

    /// Every planned event that is not over, the first created first.
    #[must_use]
    pub const fn planned_events(&self) -> &BTreeMap<PlannedEventId, Arc<PlannedEvent>> {
        &self.planned_events
    }

    /// The live dispatches of an incident, in the order of their making.
    pub fn live_dispatches<'a>(&'a self, incident: &'a Incident) -> impl Iterator<Item = &'a Arc<Dispatch>> {
        incident.dispatches.iter().filter_map(|id| self.dispatches.get(id)).filter(|dispatch| dispatch.state.is_live())
    }

    /// The dispatches that count for what an incident needs, in the order of their making.
    pub fn serving_dispatches<'a>(&'a self, incident: &'a Incident) -> impl Iterator<Item = &'a Dispatch> {
        let all = incident.dispatches.iter().filter_map(|id| self.dispatches.get(id));
        all.map(Arc::as_ref).filter(|dispatch| dispatch.state.serves())
    }

    /// How many units an incident still needs for each step of its plan. While it is held, the daemon looks for none.
    #[must_use]
    pub fn missing_by_step(&self, incident: &Incident) -> Vec<usize> {
        if incident.is_held() {
            return vec![0; incident.steps()];
        }
        incident.missing_by_step(self.serving_dispatches(incident))
    }

    /// How many units an incident still needs.
    #[must_use]
    pub fn units_missing(&self, incident: &Incident) -> usize {
        self.missing_by_step(incident).into_iter().sum()
    }

    /// How many later stages of an incident's plan are open before their time: all of them when the city's posture
    /// widens every plan.
    #[must_use]
    pub fn stages_open(&self, incident: &Incident) -> usize {
        let widened = self.duty_level().is_some_and(|posture| posture.widen);
        if widened { usize::MAX } else { usize::try_from(incident.stages_open).unwrap_or(usize::MAX) }
    }

    /// Whether somebody is on an incident or is still to be sent to it.
    #[must_use]
    pub fn is_attended(&self, incident: &Incident) -> bool {
        self.live_dispatches(incident).next().is_some() || self.units_missing(incident) > 0
    }

    /// Writes the state down; equal states give equal bytes.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidState> {
        Ok(postcard::to_extend(self, LAYOUT.to_vec())?)
    }

    /// Reads a state back.
    ///
    /// # Errors
    /// When the bytes are no state of this version, or its policy cannot be read.
    pub fn from_bytes(bytes: &[u8], limits: EngineLimits) -> Result<Self, InvalidState> {
        let mut state: Self = postcard::from_bytes(bytes.strip_prefix(LAYOUT).ok_or(InvalidState::OtherLayout)?)?;
        state.limits = limits;
        state.free = FreeUnits::of(state.units.values().map(AsRef::as_ref));
        if let Some(bundle) = state.policy_bundle() {
            let policy = Policy::from_bundle(bundle).map_err(|faults| InvalidState::Policy(faults.to_string()))?;
            state.policy = Some(Arc::new(policy));
        }
        Ok(state)
    }

    /// Whether bytes are those of a state as this version lays it out, so that equal states have equal ones.
    #[must_use]
    pub fn is_of_this_layout(bytes: &[u8]) -> bool {
        bytes.starts_with(LAYOUT)
    }

    /// The hash of the state's bytes, by which a snapshot is compared with a replay.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn hash(&self) -> Result<[u8; 32], InvalidState> {
        Ok(Self::hash_of(&self.to_bytes()?))
    }

    /// The same for whoever has the state's bytes at hand.
    #[must_use]
    pub fn hash_of(bytes: &[u8]) -> [u8; 32] {
        Sha256::digest(bytes).into()
    }
}

fn count_after(last: Option<IncidentNumber>, day: LocalDay) -> u32 {
    match last {
        Some(last) if last.day == day => last.count.saturating_add(1),
        Some(_) | None => 1,
    }
}
