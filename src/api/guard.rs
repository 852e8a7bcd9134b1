//! The door of every call: who asks is found out once, before any service reads a message. Services take the [`Caller`]
//! from the request and never look at its headers.

use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response};
use tonic::Status;
use tonic::body::Body;
use tonic::metadata::MetadataMap;
use tower::{Layer, Service};

use super::identity::identify;
use super::status::Problem;
use crate::access::caller::Caller;

/// Puts the door before all services.
#[derive(Clone, Debug, Default)]
pub struct GuardLayer {}

/// The door before one service.
#[derive(Clone, Debug)]
pub struct Guard<S> {
    inner: S,
}

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        Guard { inner }
    }
}

impl<S, B> Service<Request<B>> for Guard<S>
where
    S: Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        match admit(&request) {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                Box::pin(self.inner.call(request))
            }
            Err(problem) => Box::pin(ready(Ok(Status::from(problem).into_http()))),
        }
    }
}

fn admit<B>(request: &Request<B>) -> Result<Caller, Problem> {
    let metadata = MetadataMap::from_headers(request.headers().clone());
    identify(&metadata).map(Caller::local)
}

/// Who asks.
///
/// # Errors
/// When the request did not come through the door.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<&Caller, Problem> {
    let nobody = || Problem::unauthenticated("nobody said who asks");
    request.extensions().get::<Caller>().ok_or_else(nobody)
}
