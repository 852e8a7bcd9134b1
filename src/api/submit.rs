//! Submit: many commands on one stream, each decided in the order in which it came, each answered by its number.
//!
//! The stream reads on while earlier commands wait for their sync, up to a window. When the queue of level 1 is full it
//! first stops reading; only when that does not help, the command is turned away. Others are turned away at once. Classes
//! change the order between streams, never within one: see `runtime/inbox.rs`.

use std::collections::VecDeque;

use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use uuid::Uuid;

use super::edge::{Edge, receipt};
use super::faults::Faults;
use super::from_proto::ReadCommand;
use super::outbox::Outbox;
use super::proto::submit_command::Command as Asked;
use super::proto::submit_request::Message;
use super::proto::submit_response::Result as Told;
use super::proto::{SubmitCommand, SubmitRequest, SubmitResponse, WriteReceipt};
use super::stamp::{Channel, installation};
use super::status::Problem;
use crate::domain::actor::Actor;
use crate::runtime::handle::{Pending, Refusal};

/// Starts answering a stream.
///
/// # Errors
/// When there are too many streams.
pub fn start(
    edge: &Edge,
    actor: Actor,
    messages: Streaming<SubmitRequest>,
) -> Result<ReceiverStream<Result<SubmitResponse, Status>>, Problem> {
    let permit = edge.stream_permit(&actor.principal)?;
    let (outbox, stream) = Outbox::open(edge);
    let edge = edge.clone();
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(status) = run(&edge, &actor, messages, &outbox).await {
            outbox.fail(status);
        }
    });
    Ok(stream)
}

async fn run(
    edge: &Edge,
    actor: &Actor,
    mut messages: Streaming<SubmitRequest>,
    outbox: &Outbox<SubmitResponse>,
) -> Result<(), Status> {
    let session = read_open(edge.first_message(&mut messages).await?)?;
    let mut in_flight: VecDeque<(u64, Pending)> = VecDeque::new();
    let (mut open, mut stopping) = (true, false);
    while open || !in_flight.is_empty() {
        let room = in_flight.len() < edge.limits.submit_in_flight_max;
        tokio::select! {
            biased;
            // What is in flight is still answered.
            () = edge.drained(), if open => (open, stopping) = (false, true),
            () = outbox.closed() => return Ok(()),
            (number, outcome) = first(&mut in_flight) => {
                if outbox.send(told(number, receipt(outcome))).await.is_err() {
                    return Ok(());
                }
            }
            message = messages.next(), if open && room => {
                let Some(message) = message.transpose()? else {
                    open = false;
                    continue;
                };
                let Some(Message::Command(command)) = message.message else {
                    return Err(Problem::invalid("message", "required: a command, after the first message").into());
                };
                let number = command.number;
                match put(edge, actor, session, command).await {
                    Ok(pending) => in_flight.push_back((number, pending)),
                    Err(problem) => {
                        if outbox.send(told(number, Err(problem))).await.is_err() {
                            return Ok(());
                        }
                    }
                }
            }
        }
    }
    if stopping { Err(Problem::unavailable("STOPPING", "the daemon is stopping").into()) } else { Ok(()) }
}

/// The outcome of the oldest command in flight; never completes while there is none.
pub(super) async fn first(
    in_flight: &mut VecDeque<(u64, Pending)>,
) -> (u64, Result<std::sync::Arc<crate::domain::answer::Answer>, Refusal>) {
    let Some((number, pending)) = in_flight.front_mut() else { return std::future::pending().await };
    let (number, outcome) = (*number, pending.outcome().await);
    in_flight.pop_front();
    (number, outcome)
}

/// Reads a command and puts it in. While a level 1 command waits for room its stream is not read.
///
/// # Errors
/// When the message is wrong, the command is turned away, or the daemon is stopping.
pub(super) async fn put_one<R: ReadCommand>(
    edge: &Edge,
    request: &R,
    actor: &Actor,
    channel: Channel,
) -> Result<Pending, Problem> {
    let envelope = edge.read(request, actor.clone(), channel).await?;
    edge.put(envelope).await
}

async fn put(edge: &Edge, actor: &Actor, session: Uuid, command: SubmitCommand) -> Result<Pending, Problem> {
    let number = command.number;
    if number == 0 {
        return Err(Problem::invalid("number", "invalid number (got 0): commands are numbered from 1"));
    }
    let channel = Channel::Submit { session, number };
    let Some(asked) = command.command else {
        return Err(Problem::invalid("command", "required, or not known to this version"));
    };
    match asked {
        Asked::FileReport(request) => put_one(edge, &request, actor, channel).await,
        Asked::AmendReport(request) => put_one(edge, &request, actor, channel).await,
        Asked::LinkReport(request) => put_one(edge, &request, actor, channel).await,
        Asked::UnlinkReport(request) => put_one(edge, &request, actor, channel).await,
        Asked::ClassifyIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::RelocateIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::DispatchUnits(request) => put_one(edge, &request, actor, channel).await,
        Asked::RecallUnit(request) => put_one(edge, &request, actor, channel).await,
        Asked::AddNote(request) => put_one(edge, &request, actor, channel).await,
        Asked::HandOverIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::CloseIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::ReopenIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::RecordDispatch(request) => put_one(edge, &request, actor, channel).await,
        Asked::OrderUnit(request) => put_one(edge, &request, actor, channel).await,
        Asked::CancelOrder(request) => put_one(edge, &request, actor, channel).await,
        Asked::CancelEmergency(request) => put_one(edge, &request, actor, channel).await,
        Asked::LendUnit(request) => put_one(edge, &request, actor, channel).await,
        Asked::EndLoan(request) => put_one(edge, &request, actor, channel).await,
        Asked::RestrictIncident(request) => put_one(edge, &request, actor, channel).await,
        Asked::LiftRestriction(request) => put_one(edge, &request, actor, channel).await,
        Asked::CreatePlannedEvent(request) => put_one(edge, &request, actor, channel).await,
        Asked::EndPlannedEvent(request) => put_one(edge, &request, actor, channel).await,
    }
}

fn read_open(message: Option<SubmitRequest>) -> Result<Uuid, Problem> {
    let Some(Message::Open(open)) = message.and_then(|message| message.message) else {
        return Err(Problem::invalid("open", "required: the first message names the session"));
    };
    let mut faults = Faults::default();
    let session = installation("open.session", &open.session, &mut faults);
    Ok(faults.finish(session)?)
}

fn told(number: u64, outcome: Result<WriteReceipt, Problem>) -> SubmitResponse {
    let result = match outcome {
        Ok(receipt) => Told::Receipt(receipt),
        Err(problem) => Told::Error(problem.into_write_error()),
    };
    SubmitResponse { number, result: Some(result) }
}
