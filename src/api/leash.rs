//! Streams on a leash: what a caller sends and what it is sent end as soon as its admission does not hold any more.
//!
//! It is done here, around every call, and not in the services: a new one cannot forget it. Both directions have a leash
//! of their own, so that a client that reads nothing cannot go on sending.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tonic::Status;
use tonic::body::Body;

use super::door::{Leash, refusal};

/// A body that ends with its leash.
struct Leashed {
    inner: Body,
    leash: Option<Leash>,
    end: End,
}

/// How a body ends when its leash has come to its end.
#[derive(Clone, Copy)]
enum End {
    /// As a broken request: the service reads no further.
    Error,
    /// With a status, as every answer does.
    Trailers,
}

/// What a caller sends, on a leash.
pub(super) fn request(inner: Body, leash: Leash) -> Body {
    Body::new(Leashed { inner, leash: Some(leash), end: End::Error })
}

/// What a caller is sent, on a leash.
pub(super) fn response(inner: Body, leash: Leash) -> Body {
    Body::new(Leashed { inner, leash: Some(leash), end: End::Trailers })
}

impl HttpBody for Leashed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = &mut *self;
        let Some(leash) = &mut this.leash else { return Poll::Ready(None) };
        if let Poll::Ready(denied) = leash.as_mut().poll(context) {
            this.leash = None;
            // Nobody is behind it any more: the service learns that its reader is gone.
            this.inner = Body::empty();
            let status = Status::from(refusal(&denied));
            return Poll::Ready(Some(match this.end {
                End::Error => Err(status),
                End::Trailers => trailers(&status),
            }));
        }
        Pin::new(&mut this.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.leash.is_none() || self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

fn trailers(status: &Status) -> Result<Frame<Bytes>, Status> {
    let mut headers = HeaderMap::new();
    status.add_header(&mut headers)?;
    Ok(Frame::trailers(headers))
}
