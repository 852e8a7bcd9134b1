//! What every service needs: the runtime's handle, the limits, and the way of a write from message to receipt.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tonic::{Request, Response, Status, Streaming};

use super::eyes::Eyes;
use super::faults::Faults;
use super::from_proto::{Arrival, CannotSeal, Edge as Aids, ReadCommand, read_envelope};
use super::guard::caller;
use super::limits::ApiLimits;
use super::names;
use super::overload::{Overload, Share};
use super::proto::WriteReceipt;
use super::stamp::{Channel, read_stamp};
use super::status::Problem;
use super::to_proto;
use super::witness::command_of;
use crate::access::caller::Caller;
use crate::domain::actor::Actor;
use crate::domain::answer::Answer;
use crate::domain::command::{Command, Envelope};
use crate::domain::erasure::{ErasureCommand, ErasureSubject};
use crate::domain::ids::{IncidentId, ReportId, Sequence};
use crate::domain::incident::ArchivedIncident;
use crate::domain::sealed::Slip;
use crate::domain::text::Text;
use crate::runtime::handle::{Handle, Pending, Refusal};
use crate::runtime::past::{REOPENED_BYTES_MAX, reopened_bytes};

/// When to come back when the disk is nearly full: somebody must make room first.
const DISK_RETRY_DELAY: Duration = Duration::from_secs(30);

/// The services' common ground; clones share it.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The runtime.
    pub handle: Handle,
    /// The limits.
    pub limits: Arc<ApiLimits>,
    /// What is turned away when too much comes in.
    pub overload: Overload,
    streams: Arc<Semaphore>,
    watchers: Arc<Semaphore>,
    draining: watch::Receiver<bool>,
}

impl Edge {
    /// An edge of a running daemon. Streams end when `draining` becomes true.
    #[must_use]
    pub fn new(handle: Handle, limits: Arc<ApiLimits>, overload: Overload, draining: watch::Receiver<bool>) -> Self {
        let streams = Arc::new(Semaphore::new(limits.streams_max.min(Semaphore::MAX_PERMITS)));
        let watchers = Arc::new(Semaphore::new(limits.watchers_max.min(Semaphore::MAX_PERMITS)));
        Self { handle, limits, overload, streams, watchers, draining }
    }

    /// A unary write: who asks, what is asked, the outcome.
    ///
    /// # Errors
    /// Whatever is wrong, as a status with details.
    pub async fn write<R: ReadCommand>(&self, request: Request<R>) -> Result<Response<WriteReceipt>, Status> {
        let actor = caller(&request)?.actor.clone();
        let envelope = self.read(request.get_ref(), actor, Channel::Unary).await?;
        let answer = self.within_deadline(self.carry_out(envelope)).await??;
        Ok(Response::new(to_proto::receipt(&answer)))
    }

    /// Puts a command in and waits for its outcome.
    ///
    /// # Errors
    /// When it was turned away or refused, or the daemon is stopping.
    pub async fn carry_out(&self, envelope: Envelope) -> Result<Arc<Answer>, Problem> {
        Ok(self.put(envelope).await?.outcome().await?)
    }

    /// Puts a command in: within its principal's rate, into the queue of its class.
    ///
    /// # Errors
    /// When it was turned away, or the daemon is stopping.
    pub async fn put(&self, envelope: Envelope) -> Result<Pending, Problem> {
        let hint = self.handle.hint(&envelope);
        let in_time = self.overload.command(&envelope.actor.principal, hint);
        in_time.inspect_err(|_| self.handle.count_refused(&envelope.actor))?;
        Ok(self.handle.admit(envelope, hint).await?)
    }

    /// Reads a write into an envelope that can be submitted.
    ///
    /// # Errors
    /// Everything that is wrong with the message.
    pub async fn read<R: ReadCommand>(&self, request: &R, actor: Actor, channel: Channel) -> Result<Envelope, Problem> {
        let mut envelope = match self.read_message(request, actor.clone(), channel.clone()) {
            Ok(envelope) => envelope,
            Err(faults) => {
                let problem = Problem::from(faults);
                let stamp = read_stamp(request, &actor, channel, self.handle.now(), &mut Faults::default());
                self.note_refusal(&actor, &command_of(R::METHOD), stamp.request, &problem).await;
                return Err(problem);
            }
        };
        if let Command::ReopenIncident { incident, archived, .. } = &mut envelope.command
            && let Some(seen) = self.left_memory(*incident)
        {
            *archived = self.archived_through(*incident, seen).await?.map(Box::new);
        }
        if let Command::OnErasure(command) = &mut envelope.command
            && let ErasureCommand::Erase { subject, slips, .. } = &mut **command
        {
            *slips = self.slips_of(*subject).await?;
        }
        Ok(envelope)
    }

    fn read_message<R: ReadCommand>(&self, request: &R, actor: Actor, channel: Channel) -> Result<Envelope, Faults> {
        let handle = &self.handle;
        let arrival = Arrival { id: handle.make_command_id(), received_at: handle.now(), actor, channel };
        let sealer = handle.sealer();
        let seal = |kind, text: &str| sealer.seal(kind, text).map_err(|why| CannotSeal(why.to_string()));
        let mark = |number: &str| handle.mark_caller(number);
        let find_place = |address: &str| handle.find_place(address);
        let find_keywords = |narrative: &str| handle.keywords_in(narrative);
        let aids = Aids { seal: &seal, mark: &mark, find_place: &find_place, find_keywords: &find_keywords };
        read_envelope(request, arrival, aids)
    }

    /// A closed incident that has left memory.
    pub async fn archived(&self, incident: IncidentId) -> Option<ArchivedIncident> {
        let handle = self.handle.clone();
        tokio::task::spawn_blocking(move || handle.archived(incident)).await.ok().flatten()
    }

    /// Up to which entry an incident was looked for in memory in vain; none when it is there.
    fn left_memory(&self, incident: IncidentId) -> Option<Sequence> {
        let view = self.handle.read();
        view.incident(incident).is_none().then(|| view.sequence())
    }

    /// A closed incident that has left memory, as it must be known to be reopened: with everything up to an entry. One that
    /// the record could not hold at once stays where it is.
    async fn archived_through(
        &self,
        incident: IncidentId,
        seen: Sequence,
    ) -> Result<Option<ArchivedIncident>, Problem> {
        let handle = self.handle.clone();
        let found = tokio::task::spawn_blocking(move || handle.archived_through(incident, seen)).await;
        let found = found.map_err(|_| records_failed())?.map_err(|why| records_unavailable(&why))?;
        let bytes = found.as_ref().map_or(0, reopened_bytes);
        if bytes > REOPENED_BYTES_MAX {
            let name = names::incident(incident);
            let message = format!(
                "{name} takes {bytes} bytes with its reports, notes and dispatches: at most {REOPENED_BYTES_MAX} can be \
                 brought back; file a new report and name it there"
            );
            return Err(Problem::precondition("INCIDENT_TOO_LARGE", message));
        }
        Ok(found)
    }

    /// The incident of a report, when it has left memory with it.
    pub async fn archived_with(&self, report: ReportId) -> Option<ArchivedIncident> {
        let handle = self.handle.clone();
        tokio::task::spawn_blocking(move || handle.archived_with(report)).await.ok().flatten()
    }

    /// The slips of everything that was told about something.
    async fn slips_of(&self, subject: ErasureSubject) -> Result<BTreeSet<Slip>, Problem> {
        let name = match subject {
            ErasureSubject::Incident(id) => names::incident(id),
            ErasureSubject::Report(id) => names::report(id),
        };
        let handle = self.handle.clone();
        let found = tokio::task::spawn_blocking(move || handle.erasable(subject)).await;
        let found = found.map_err(|_| records_failed())?.map_err(|why| records_unavailable(&why))?;
        let erasable = found.ok_or_else(|| Problem::not_found(name.clone()))?;
        if let Some(day) = erasable.by_day_only.first() {
            let message = format!(
                "some of {name} was sealed before there were slips, on {day} first: it is erased with its day only"
            );
            return Err(Problem::precondition("BY_DAY_ONLY", message));
        }
        Ok(erasable.slips)
    }

    /// What whoever asks may see.
    #[must_use]
    pub fn eyes(&self, caller: &Caller) -> Eyes {
        Eyes::of(self, caller)
    }

    /// Waits for an outcome no longer than the limit. What was submitted may be carried out all the same; a retry with
    /// the same request id tells.
    ///
    /// # Errors
    /// When the time is over.
    pub async fn within_deadline<T>(&self, work: impl Future<Output = T>) -> Result<T, Status> {
        tokio::time::timeout(self.limits.deadline, work)
            .await
            .map_err(|_| Status::deadline_exceeded("no outcome in time: retry with the same request id"))
    }

    /// The first message of a stream, which says who speaks. It must come in time: a stream that says nothing would hold
    /// its place for ever, and hold up a stop.
    ///
    /// # Errors
    /// When it does not come in time, when it cannot be read, or when the daemon stops.
    pub async fn first_message<T>(&self, messages: &mut Streaming<T>) -> Result<Option<T>, Status> {
        tokio::select! {
            biased;
            () = self.drained() => Err(Problem::unavailable("STOPPING", "the daemon is stopping").into()),
            first = tokio::time::timeout(self.limits.deadline, messages.message()) => {
                first.map_err(|_| Status::deadline_exceeded("the first message did not come in time"))?
            }
        }
    }

    /// The right to hold a long-lived stream; the stream keeps it until it ends.
    ///
    /// # Errors
    /// When there are as many streams as allowed, in all or of this principal.
    pub fn stream_permit(&self, principal: &Text) -> Result<StreamPermit, Problem> {
        let own = self.overload.stream(principal)?;
        Ok(StreamPermit { _of_all: permit(&self.streams, "streams")?, _own: own })
    }

    /// The right to watch.
    ///
    /// # Errors
    /// When there are as many watchers as allowed, in all or of this principal.
    pub fn watch_permit(&self, principal: &Text) -> Result<StreamPermit, Problem> {
        let own = self.overload.watcher(principal)?;
        Ok(StreamPermit { _of_all: permit(&self.watchers, "watchers")?, _own: own })
    }

    /// Completes when the daemon stops serving.
    pub async fn drained(&self) {
        let mut draining = self.draining.clone();
        // A sender that is gone means the same.
        drop(draining.wait_for(|draining| *draining).await);
    }
}

/// The right to hold a stream, until it is dropped.
#[derive(Debug)]
pub struct StreamPermit {
    _of_all: OwnedSemaphorePermit,
    _own: Share,
}

fn permit(semaphore: &Arc<Semaphore>, what: &str) -> Result<OwnedSemaphorePermit, Problem> {
    let taken = Arc::clone(semaphore).try_acquire_owned();
    taken.map_err(|_| Problem::exhausted("TOO_MANY_STREAMS", format!("too many {what}: try again later")))
}

fn records_failed() -> Problem {
    Problem::internal("RECORDS", "the records could not be asked")
}

fn records_unavailable(why: &str) -> Problem {
    Problem::unavailable("RECORDS_UNAVAILABLE", format!("the records cannot be asked: {why}"))
}

/// The outcome of a submitted command, for streams.
///
/// # Errors
/// When it was refused.
pub fn receipt(outcome: Result<Arc<Answer>, Refusal>) -> Result<WriteReceipt, Problem> {
    Ok(to_proto::receipt(&*outcome?))
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Rejected(rejection) => rejection.into(),
            Refusal::Stopping => Self::unavailable("STOPPING", refusal.to_string()),
            Refusal::Busy { retry_after, .. } => {
                Self::exhausted("OVERLOADED", refusal.to_string()).retry_after(retry_after)
            }
            Refusal::DiskLow => Self::exhausted("DISK_LOW", refusal.to_string()).retry_after(DISK_RETRY_DELAY),
        }
    }
}

/// The problem of an incident that is neither in memory nor in the records.
#[must_use]
pub fn no_incident(incident: IncidentId) -> Problem {
    Problem::not_found(names::incident(incident))
}
