//! Messages are handed on whole.
//!
//! A gRPC message says its length before it comes, and the transport makes room for all of it at once. Whoever says on
//! every stream there may be that much follows, and sends it in drops, would so hold a connection's streams times the
//! longest message in memory, for a few bytes each. Here what comes is gathered as it comes, and goes on when a message is
//! complete: what a peer costs is what it has sent.
//!
//! A message that is longer than any may be goes on at once: the service refuses it by its length, with its own words.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use http::Request;
use hyper::body::{Body as HttpBody, Frame};
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};

/// A flag and four bytes of length.
const HEADER_BYTES: usize = 5;

/// Services whose messages may be as long as an import.
const IMPORTS: [&str; 2] = ["/patrol.v1.PolicyService/", "/patrol.v1.RosterService/"];

/// Gathers the messages of all requests.
#[derive(Clone, Copy, Debug)]
pub struct WholeLayer {
    message_bytes_max: usize,
    import_bytes_max: usize,
}

/// The same before one service.
#[derive(Clone, Copy, Debug)]
pub struct Whole<S> {
    inner: S,
    rules: WholeLayer,
}

impl WholeLayer {
    /// For messages of at most so many bytes, as the services themselves take them.
    #[must_use]
    pub const fn new(message_bytes_max: usize, import_bytes_max: usize) -> Self {
        Self { message_bytes_max, import_bytes_max }
    }

    fn message_bytes_max(&self, path: &str) -> usize {
        let imports = IMPORTS.iter().any(|service| path.starts_with(service));
        if imports { self.import_bytes_max } else { self.message_bytes_max }
    }
}

impl<S> Layer<S> for WholeLayer {
    type Service = Whole<S>;

    fn layer(&self, inner: S) -> Whole<S> {
        Whole { inner, rules: *self }
    }
}

impl<S: Service<Request<Body>>> Service<Request<Body>> for Whole<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let message_bytes_max = self.rules.message_bytes_max(request.uri().path());
        self.inner.call(request.map(|body| Body::new(Gathered::new(body, message_bytes_max))))
    }
}

/// A body of which only whole messages are seen, until it ends.
struct Gathered {
    body: Body,
    message_bytes_max: usize,
    /// The beginning of a message.
    begun: BytesMut,
    /// What came behind the last message: trailers, for which the rest had to go first.
    last: Option<Frame<Bytes>>,
}

impl Gathered {
    fn new(body: Body, message_bytes_max: usize) -> Self {
        Self { body, message_bytes_max, begun: BytesMut::new(), last: None }
    }

    /// What may go on of what has come; nothing while a message is incomplete.
    fn take(&mut self, mut came: Bytes) -> Option<Bytes> {
        if self.begun.is_empty() {
            let whole = came.split_to(self.complete(&came));
            self.begun.extend_from_slice(&came);
            return (!whole.is_empty()).then_some(whole);
        }
        self.begun.extend_from_slice(&came);
        let whole = self.complete(&self.begun);
        (whole > 0).then(|| self.begun.split_to(whole).freeze())
    }

    /// How many bytes from the first on are whole messages, or the beginning of one that is refused for its length.
    fn complete(&self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while let Some(header) = rest.first_chunk::<HEADER_BYTES>() {
            let [_, length @ ..] = *header;
            let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
            if length > self.message_bytes_max {
                return bytes.len();
            }
            if rest.len() < HEADER_BYTES + length {
                break;
            }
            rest.advance(HEADER_BYTES + length);
        }
        bytes.len() - rest.len()
    }
}

impl HttpBody for Gathered {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if let Some(last) = self.last.take() {
            return Poll::Ready(Some(Ok(last)));
        }
        loop {
            let ended = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(came) => match self.take(came) {
                        Some(whole) => return Poll::Ready(Some(Ok(Frame::data(whole)))),
                        None => continue,
                    },
                    Err(trailers) => Some(trailers),
                },
                Some(Err(status)) => return Poll::Ready(Some(Err(status))),
                None => None,
            };
            // A message that was cut short is the service's to refuse.
            if self.begun.is_empty() {
                return Poll::Ready(ended.map(Ok));
            }
            self.last = ended;
            return Poll::Ready(Some(Ok(Frame::data(self.begun.split().freeze()))));
        }
    }

    fn is_end_stream(&self) -> bool {
        self.begun.is_empty() && self.last.is_none() && self.body.is_end_stream()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    const MAX: usize = 300;

    /// A body that comes in these pieces.
    struct Pieces(VecDeque<Bytes>);

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = Status;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
            Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
        }
    }

    fn message(bytes: &[u8]) -> Vec<u8> {
        let length = u32::try_from(bytes.len()).expect("short").to_be_bytes();
        [&[0], length.as_slice(), bytes].concat()
    }

    fn gathered(pieces: impl IntoIterator<Item = Vec<u8>>) -> Vec<Bytes> {
        let pieces = pieces.into_iter().map(Bytes::from).collect();
        let mut body = Gathered::new(Body::new(Pieces(pieces)), MAX);
        let mut seen = Vec::new();
        let mut context = Context::from_waker(std::task::Waker::noop());
        while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut context) {
            seen.push(frame.expect("sound").into_data().expect("data"));
        }
        assert!(body.begun.is_empty(), "nothing is kept back at the end");
        seen
    }

    proptest! {
        #[test]
        fn however_messages_are_cut_they_come_out_whole(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..MAX), 0..6),
            cuts in prop::collection::vec(1_usize..80, 0..60),
        ) {
            let sent: Vec<u8> = messages.iter().flat_map(|bytes| message(bytes)).collect();
            let (mut rest, mut pieces) = (sent.as_slice(), Vec::new());
            for cut in cuts {
                let (piece, behind) = rest.split_at(cut.min(rest.len()));
                pieces.push(piece.to_vec());
                rest = behind;
            }
            pieces.push(rest.to_vec());
            let seen = gathered(pieces);
            let mut borders = vec![0];
            for bytes in &messages {
                borders.push(borders.last().expect("one") + HEADER_BYTES + bytes.len());
            }
            let mut at = 0;
            for piece in &seen {
                at += piece.len();
                prop_assert!(borders.contains(&at), "{at} is inside a message");
            }
            prop_assert_eq!(seen.concat(), sent);
        }
    }

    #[test]
    fn one_that_is_too_long_goes_on_to_be_refused_and_one_that_is_cut_short_too() {
        let long = message(&[7; MAX + 1]);
        assert_eq!(gathered([long[..6].to_vec()]), [&long[..6]]);
        let short = message(&[7; MAX]);
        assert_eq!(gathered([short[..3].to_vec(), short[3..100].to_vec()]), [&short[..100]]);
    }

    #[test]
    fn imports_may_be_longer() {
        let rules = WholeLayer::new(64 << 10, 4 << 20);
        assert_eq!(rules.message_bytes_max("/patrol.v1.RosterService/ImportRoster"), 4 << 20);
        assert_eq!(rules.message_bytes_max("/patrol.v1.PolicyService/CheckPolicy"), 4 << 20);
        assert_eq!(rules.message_bytes_max("/patrol.v1.DispatchService/FileReport"), 64 << 10);
    }

    #[test]
    fn what_is_incomplete_costs_what_has_come() {
        let mut body = Gathered::new(Body::empty(), 64 << 10);
        assert_eq!(body.take(Bytes::from_static(&[0, 0, 0, 0xea, 0x60, b'a'])), None);
        assert!(body.begun.capacity() < 1_024, "60,000 bytes were announced, six came");
    }
}
