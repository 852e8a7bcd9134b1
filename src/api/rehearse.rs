//! A rehearsal for a supervisor: on a thread of its own, one at a time, ended when nobody listens any more.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::edge::Edge;
use super::faults::Faults;
use super::instant::time;
use super::proto;
use super::proto::RehearsePolicyResponse;
use super::proto::rehearse_policy_response::Message;
use super::status::Problem;
use super::to_proto;
use crate::domain::time::EngineTime;
use crate::rehearsal::history::More;
use crate::rehearsal::run::{Progress, RehearsalError, Rehearse};
use crate::rehearsal::simulate::SimulationLimits;

/// How many messages may wait for the reader; when it does not read, the rehearsal waits for it.
const QUEUE: usize = 16;

/// What a rehearsal sends.
pub type Rehearsed = ReceiverStream<Result<RehearsePolicyResponse, Status>>;

/// The right to rehearse: there is one.
#[derive(Clone, Debug)]
pub struct Stage(Arc<Semaphore>);

impl Default for Stage {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Stage {
    fn enter(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0)
            .try_acquire_owned()
            .map_err(|_| Problem::exhausted("REHEARSAL_RUNNING", "another rehearsal is running: try again later"))
    }
}

/// Reads the span that was asked for, and says what is wrong with it.
pub fn read_span(edge: &Edge, asked: &proto::RehearsePolicyRequest, faults: &mut Faults) -> Option<Rehearse> {
    let required = |faults: &mut Faults, field: &str, given: Option<prost_types::Timestamp>| {
        let read = time(faults, field, given);
        if given.is_none() {
            faults.note(field, "required");
        }
        read
    };
    let from = required(faults, "start_time", asked.start_time);
    let to = required(faults, "end_time", asked.end_time);
    let settings = edge.handle.settings();
    let rehearse = Rehearse {
        data: settings.data.clone(),
        from: from?,
        to: to?,
        proposed: None,
        engine: settings.engine.clone(),
        simulation: SimulationLimits { sequencer: settings.sequencer.clone(), tracker: settings.tracker },
    };
    let (first, last) = ends(edge);
    if let Err(why) = rehearse.check_span(first, last) {
        faults.note("start_time", why);
    }
    Some(rehearse)
}

/// The first and the last moment of the record, as far as something was decided in it.
fn ends(edge: &Edge) -> (EngineTime, EngineTime) {
    let view = edge.handle.read();
    let first = view.policy_revisions().first().map_or(view.time(), |first| first.activated_at);
    (first, view.time())
}

/// Begins a rehearsal.
///
/// # Errors
/// When another one is running.
pub fn start(edge: &Edge, stage: &Stage, asked: Rehearse) -> Result<Rehearsed, Problem> {
    let permit = stage.enter()?;
    let (sender, receiver) = mpsc::channel(QUEUE);
    let stopping = edge.handle.stopping();
    let work = move || {
        let goes_on = |progress| {
            let told = send(&sender, Message::Progress(told(progress)));
            if told && !*stopping.borrow() { More::Yes } else { More::No }
        };
        match asked.run(goes_on) {
            Ok(rehearsal) => {
                let (outcome, differences) = to_proto::rehearsal(&rehearsal);
                let messages = std::iter::once(Message::Outcome(outcome));
                let mut messages = messages.chain(differences.map(Message::Difference));
                while messages.next().is_some_and(|message| send(&sender, message)) {}
            }
            Err(error) => drop(sender.blocking_send(Err(failed(&error).into()))),
        }
        drop(permit);
    };
    let spawned = std::thread::Builder::new().name("rehearsal".to_owned()).spawn(work);
    spawned.map_err(|error| Problem::internal("REHEARSAL_FAILED", error.to_string()))?;
    Ok(ReceiverStream::new(receiver))
}

fn send(sender: &mpsc::Sender<Result<RehearsePolicyResponse, Status>>, message: Message) -> bool {
    sender.blocking_send(Ok(RehearsePolicyResponse { message: Some(message) })).is_ok()
}

fn told(progress: Progress) -> proto::RehearsalProgress {
    proto::RehearsalProgress {
        record_time: Some(to_proto::time(progress.at)),
        pass_number: progress.pass,
        pass_count: progress.passes,
    }
}

fn failed(error: &RehearsalError) -> Problem {
    match error {
        RehearsalError::Backwards { .. }
        | RehearsalError::TooLong { .. }
        | RehearsalError::NotThere { .. }
        | RehearsalError::Empty
        | RehearsalError::TooMany => Problem::invalid("start_time", &error.to_string()),
        RehearsalError::Policy(_) => Problem::invalid("proposed", &error.to_string()),
        RehearsalError::Begin(_) => Problem::precondition("REHEARSAL_CANNOT_BEGIN", error.to_string()),
        RehearsalError::Cancelled => Problem::unavailable("STOPPING", "the daemon is stopping"),
        RehearsalError::History(_) => Problem::internal("RECORD_UNREADABLE", error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rehearsal_runs_at_a_time() {
        let stage = Stage::default();
        let running = stage.enter().expect("nobody rehearses");
        let refused = stage.clone().enter().expect_err("somebody does");
        assert_eq!(refused.reason(), "REHEARSAL_RUNNING");
        drop(running);
        assert!(stage.enter().is_ok());
    }
}
