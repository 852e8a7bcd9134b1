//! The door of every call: who asks is found out once, before any service reads a message. Services take the [`Caller`]
//! from the request and never look at its headers. Whether that caller may make the call at all is the table's to say
//! ([`table`]); a call that it does not let through is read by nobody.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Method, Request, Response};
use tonic::body::Body;
use tonic::{Code, Status};
use tower::{Layer, Service};

use super::door::{Door, Leash, Peer, refusal};
use super::line::Line;
use super::overload::{Overload, Turn, commands, runs_aside};
use super::status::Problem;
use super::traffic::Traffic;
use super::witness::command_of;
use super::{leash, origin};
use crate::access::caller::Caller;
use crate::access::table::{self, Refused};
use crate::domain::actor::Actor;
use crate::domain::audit::RefusedAtRim;
use crate::domain::text::Text;
use crate::runtime::handle::Handle;

/// Puts the door before all services.
#[derive(Clone, Debug)]
pub struct GuardLayer {
    door: Arc<Door>,
    handle: Handle,
    overload: Overload,
}

impl GuardLayer {
    /// A layer with this door, which keeps to the limits.
    #[must_use]
    pub const fn new(door: Arc<Door>, handle: Handle, overload: Overload) -> Self {
        Self { door, handle, overload }
    }
}

/// The door before one service.
#[derive(Clone, Debug)]
pub struct Guard<S> {
    door: Arc<Door>,
    inner: S,
    handle: Handle,
    overload: Overload,
}

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        let (handle, overload) = (self.handle.clone(), self.overload.clone());
        Guard { door: Arc::clone(&self.door), inner, handle, overload }
    }
}

impl<S> Service<Request<Body>> for Guard<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        if !is_call(&request) {
            return Box::pin(self.inner.call(request));
        }
        let caller = match admit(&self.door, &request) {
            Ok(caller) => caller,
            Err(problem) => return Box::pin(ready(Ok(Status::from(problem).into_http()))),
        };
        let path = request.uri().path();
        if let Err(refused) = table::admit(path, &caller.actor) {
            let turned_away = turn_away(self.handle.clone(), path.to_owned(), caller.actor, refused);
            return Box::pin(async move { Ok(Status::from(turned_away.await).into_http()) });
        }
        let traffic = Traffic::of(path);
        let aside_for = runs_aside(traffic).then(|| caller.actor.clone());
        let line = request.extensions().get::<Line<Peer>>().filter(|_| commands(path)).cloned();
        let leashes = self.door.leash(path, &caller).zip(self.door.leash(path, &caller));
        request.extensions_mut().insert(caller);
        let answering: Self::Future = match leashes {
            None => Box::pin(self.inner.call(request)),
            Some((up, down)) => Box::pin(on_leash(self.inner.call(request.map(|body| leash::request(body, up))), down)),
        };
        if let Some(line) = line {
            return Box::pin(vouch(line, answering));
        }
        let Some(actor) = aside_for else { return answering };
        let (handle, overload) = (self.handle.clone(), self.overload.clone());
        Box::pin(async move {
            match enter(&handle, &overload, traffic, &actor.principal).await {
                Ok(turn) => aside(&overload, answering, turn).await,
                Err(problem) => {
                    handle.count_refused(&actor);
                    Ok(Status::from(problem).into_http())
                }
            }
        })
    }
}

/// A line on which commands are carried out is read at once, whatever it brings. One that brings what cannot be read as a
/// command waits its turn like any other, though it names a command's method.
async fn vouch<P, E>(
    line: Line<P>,
    answering: impl Future<Output = Result<Response<Body>, E>> + Send,
) -> Result<Response<Body>, E> {
    let answer = answering.await;
    match answer.as_ref().map(|response| Status::from_header_map(response.headers())) {
        Ok(None) => line.carries_commands(true),
        Ok(Some(status)) if is_unreadable(status.code()) => line.carries_commands(false),
        Ok(Some(_)) | Err(_) => {}
    }
    answer
}

/// Whether a call was refused for what it is, and not for what it asks.
fn is_unreadable(code: Code) -> bool {
    matches!(code, Code::InvalidArgument | Code::OutOfRange | Code::Unimplemented | Code::Internal)
}

/// Waits for a place for what is only read. Messages with positions have theirs one by one.
async fn enter(
    handle: &Handle,
    overload: &Overload,
    traffic: Traffic,
    principal: &Text,
) -> Result<Option<Turn>, Problem> {
    match traffic {
        Traffic::Query => overload.query(principal).await.map(Some),
        Traffic::Audit => {
            handle.check_disk_for_reading()?;
            overload.query(principal).await.map(Some)
        }
        Traffic::Command | Traffic::Position | Traffic::Watch | Traffic::Stream | Traffic::Plumbing => Ok(None),
    }
}

/// Answers a call on the threads beside.
async fn aside<E: Send + 'static>(
    overload: &Overload,
    answering: impl Future<Output = Result<Response<Body>, E>> + Send + 'static,
    turn: Option<Turn>,
) -> Result<Response<Body>, E> {
    let work = overload.aside().run(async move {
        let answer = answering.await;
        drop(turn);
        answer
    });
    work.await.unwrap_or_else(|| Ok(Status::from(Problem::internal("FAILED", "the call failed")).into_http()))
}

/// Puts on the record that the table let somebody not through, and says so.
async fn turn_away(handle: Handle, path: String, actor: Actor, refused: Refused) -> Problem {
    let problem = Problem::from(refused);
    let method = path.rsplit('/').next().unwrap_or_default();
    let command = if Traffic::of(&path) == Traffic::Command { command_of(method) } else { method.to_owned() };
    let noted = RefusedAtRim {
        command: Text::truncated(&command),
        reason: Text::truncated(problem.reason()),
        detail: Text::truncated(problem.message()),
        subjects: Vec::new(),
    };
    handle.record_refusal(&actor, None, noted).await;
    problem
}

/// Whether a request is a call, `/package.Service/Method`. Everything else that can be got is a page of the console: it
/// holds nothing that is secret, and whoever wants more must ask by a call.
fn is_call(request: &Request<Body>) -> bool {
    let first = request.uri().path().trim_start_matches('/').split('/').next().unwrap_or_default();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    !reads || (first.contains('.') && request.uri().path().matches('/').count() > 1)
}

fn admit(door: &Door, request: &Request<Body>) -> Result<Caller, Problem> {
    origin::check(request.uri(), request.headers(), door.calls_by_name())?;
    door.admit(request.uri().path(), request.headers(), request.extensions())
}

/// An answer that ends when its caller's admission does, while it is awaited and while it is sent.
async fn on_leash<E>(
    answer: impl Future<Output = Result<Response<Body>, E>> + Send,
    mut down: Leash,
) -> Result<Response<Body>, E> {
    tokio::select! {
        biased;
        denied = &mut down => Ok(Status::from(refusal(&denied)).into_http()),
        answer = answer => Ok(answer?.map(|body| leash::response(body, down))),
    }
}

/// Who asks.
///
/// # Errors
/// When the request did not come through the door.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<&Caller, Problem> {
    let nobody = || Problem::unauthenticated("nobody said who asks");
    request.extensions().get::<Caller>().ok_or_else(nobody)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::super::line::Severable;
    use super::*;

    #[tokio::test]
    async fn a_line_carries_commands_once_one_was_carried_out_and_no_more_once_one_cannot_be_read() {
        let (_severable, line) = Severable::with_line(tokio::io::duplex(64).0, ());
        let refused = |code| Status::new(code, "refused").into_http();
        for (answer, carries) in [
            (refused(Code::OutOfRange), false),
            (Response::new(Body::empty()), true),
            (refused(Code::FailedPrecondition), true),
            (refused(Code::InvalidArgument), false),
            (refused(Code::NotFound), false),
        ] {
            let told: Result<_, Infallible> = vouch(line.clone(), ready(Ok(answer))).await;
            assert!(told.is_ok());
            assert_eq!(line.is_for_commands(), carries);
        }
    }
}
