//! How long a call may take to say what it wants, and how long its answer may lie unread.
//!
//! A service begins when its message is whole, so its own deadline does not count the time in which a client sends the
//! message in drops. And an answer that is not read stays in memory for as long as the connection lives, once for every
//! stream that the connection may have. Both are limited here, before all services.
//!
//! Streams look after themselves: they wait for their first message no longer than for a call, and cut off who reads too
//! slowly.

use std::collections::BTreeMap;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response};
use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use prost::Message;
use prost_types::FileDescriptorSet;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};

use super::limits::ApiLimits;
use super::line::Line;
use super::proto;
use crate::telemetry::names::CONNECTIONS_REFUSED;

/// A call may take so many times its deadline until its answer begins: the deadline itself counts from its message on.
const DEADLINES: u32 = 2;

/// The answer to every write: so short that it may wait.
const RECEIPT: &str = ".patrol.v1.WriteReceipt";

/// What is expected of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// It sends as long as it likes.
    ClientStreams,
    /// Its answer goes on as long as it is watched.
    ServerStreams,
    /// A short answer.
    Writes,
    /// An answer of any length.
    Reads,
}

/// Puts the limits before all services. `P` is what connections say of their peers.
#[derive(Debug)]
pub struct PatienceLayer<P> {
    manners: Arc<BTreeMap<String, Manner>>,
    answers_within: Duration,
    read_within: Duration,
    _peer: PhantomData<fn() -> P>,
}

/// The limits before one service.
#[derive(Debug)]
pub struct Patience<S, P> {
    inner: S,
    rules: PatienceLayer<P>,
}

impl<P> PatienceLayer<P> {
    /// The limits of the rim, for every method that the descriptors know.
    #[must_use]
    pub fn new(limits: &ApiLimits) -> Self {
        Self {
            manners: Arc::new(manners()),
            answers_within: limits.deadline * DEADLINES,
            read_within: limits.send_timeout,
            _peer: PhantomData,
        }
    }
}

/// Every method by its path.
fn manners() -> BTreeMap<String, Manner> {
    // They were built in with the messages; without them nothing is limited here, and reflection does not start.
    let set = FileDescriptorSet::decode(proto::DESCRIPTORS).unwrap_or_default();
    let mut manners = BTreeMap::new();
    for file in &set.file {
        for service in &file.service {
            for method in &service.method {
                let path = format!("/{}.{}/{}", file.package(), service.name(), method.name());
                let manner = match (method.client_streaming(), method.server_streaming()) {
                    (true, _) => Manner::ClientStreams,
                    (false, true) => Manner::ServerStreams,
                    (false, false) if method.output_type() == RECEIPT => Manner::Writes,
                    (false, false) => Manner::Reads,
                };
                manners.insert(path, manner);
            }
        }
    }
    manners
}

impl<P> Clone for PatienceLayer<P> {
    fn clone(&self) -> Self {
        Self { manners: Arc::clone(&self.manners), _peer: PhantomData, ..*self }
    }
}

impl<S: Clone, P> Clone for Patience<S, P> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), rules: self.rules.clone() }
    }
}

impl<S, P> Layer<S> for PatienceLayer<P> {
    type Service = Patience<S, P>;

    fn layer(&self, inner: S) -> Patience<S, P> {
        Patience { inner, rules: self.clone() }
    }
}

impl<S, P, B> Service<Request<B>> for Patience<S, P>
where
    S: Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    P: Clone + Send + Sync + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let manner = self.rules.manners.get(request.uri().path()).copied();
        let line = request.extensions().get::<Line<P>>().cloned();
        if let Some(line) = &line {
            // Whoever asks for the peer finds it where the connection alone would have put it.
            request.extensions_mut().insert(line.peer.clone());
        }
        let answer = self.inner.call(request);
        let (answers_within, read_within) = (self.rules.answers_within, self.rules.read_within);
        match manner {
            None | Some(Manner::ClientStreams) => Box::pin(answer),
            Some(Manner::ServerStreams | Manner::Writes | Manner::Reads) => Box::pin(async move {
                let Ok(answer) = tokio::time::timeout(answers_within, answer).await else {
                    return Ok(too_slow(answers_within).into_http());
                };
                let answer = answer?;
                Ok(match line.filter(|_| manner == Some(Manner::Reads)) {
                    Some(line) => answer.map(|body| Body::new(watch(body, line, read_within))),
                    None => answer,
                })
            }),
        }
    }
}

fn too_slow(limit: Duration) -> Status {
    let message = format!("no whole message and no answer within {} ms: send it faster", limit.as_millis());
    Status::deadline_exceeded(message)
}

/// Cuts the line when the body is still there after a while.
fn watch<P: Clone + Send + Sync + 'static>(body: Body, line: Line<P>, patience: Duration) -> Watched {
    let taken = CancellationToken::new();
    let guard = taken.clone().drop_guard();
    tokio::spawn(async move {
        if tokio::time::timeout(patience, taken.cancelled()).await.is_err() {
            metrics::counter!(CONNECTIONS_REFUSED, "reason" => "unread").increment(1);
            line.cut();
        }
    });
    Watched { body, _taken: guard }
}

/// An answer on its way; when it has left, or its stream is gone, the watch ends.
struct Watched {
    body: Body,
    _taken: DropGuard,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;
    use tower::{ServiceExt, service_fn};

    use super::super::line::Severable;
    use super::*;

    const LIST: &str = "/patrol.v1.DispatchService/ListUnits";

    fn rules() -> PatienceLayer<()> {
        let short = Duration::from_millis(50);
        PatienceLayer::new(&ApiLimits { deadline: short, send_timeout: short, ..ApiLimits::default() })
    }

    /// An answer of which something is left.
    struct Unread;

    impl HttpBody for Unread {
        type Data = Bytes;
        type Error = Status;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
            Poll::Pending
        }
    }

    fn request(path: &str) -> Request<()> {
        Request::builder().uri(path).body(()).expect("a request")
    }

    #[tokio::test]
    async fn a_call_that_does_not_become_whole_is_ended_and_a_stream_of_positions_is_not() {
        let never = service_fn(|_: Request<()>| std::future::pending::<Result<Response<Body>, std::io::Error>>());
        let service = rules().layer(never);
        let ended = timeout(Duration::from_secs(5), service.clone().oneshot(request(LIST))).await;
        let ended = ended.expect("ended").expect("answered");
        let status = Status::from_header_map(ended.headers()).expect("a status");
        assert_eq!(status.code(), tonic::Code::DeadlineExceeded);
        let positions = service.oneshot(request("/patrol.v1.UnitService/ReportPositions"));
        assert!(timeout(Duration::from_millis(300), positions).await.is_err(), "it may take a day");
    }

    #[tokio::test]
    async fn an_answer_that_lies_unread_cuts_the_line_and_one_that_is_taken_does_not() {
        let answers = service_fn(|_: Request<()>| async { Ok::<_, std::io::Error>(Response::new(Body::new(Unread))) });
        for (is_read, path, is_cut) in
            [(false, LIST, true), (true, LIST, false), (false, "/patrol.v1.DispatchService/FileReport", false)]
        {
            let (near, _far) = tokio::io::duplex(64);
            let (mut severable, line) = Severable::with_line(near, ());
            let mut asked = request(path);
            asked.extensions_mut().insert(line);
            let answer = rules().layer(answers).oneshot(asked).await.expect("answered");
            let kept = (!is_read).then_some(answer);
            let waits = timeout(Duration::from_millis(500), tokio::io::AsyncReadExt::read_u8(&mut severable)).await;
            assert_eq!(waits.is_ok_and(|read| read.is_err()), is_cut, "{path}, read: {is_read}");
            drop(kept);
        }
    }

    #[test]
    fn every_method_has_its_manner() {
        let manners = manners();
        for (path, manner) in [
            ("/patrol.v1.DispatchService/FileReport", Manner::Writes),
            ("/patrol.v1.DispatchService/ListUnits", Manner::Reads),
            ("/patrol.v1.DispatchService/Watch", Manner::ServerStreams),
            ("/patrol.v1.DispatchService/Submit", Manner::ClientStreams),
            ("/patrol.v1.UnitService/ReportPositions", Manner::ClientStreams),
            ("/patrol.v1.UnitService/Connect", Manner::ClientStreams),
        ] {
            assert_eq!(manners.get(path), Some(&manner), "{path}");
        }
    }
}
