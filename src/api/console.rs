//! The web console's files, on the same port as the services that it talks to.
//!
//! A browser asks for pages with GET, gRPC and gRPC-Web are always POST: so the method alone tells them apart. The files
//! are built into the program when `console/dist/site/` was there (`npm run build` in `console/`); otherwise a plain page
//! says how to. They hold no secret, so they lie before the door; everything that they show is asked for through it.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::Either;
use http::header::{self, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use tonic::body::Body;
use tower::{Layer, Service};

use super::base_map::BaseMap;

include!(concat!(env!("OUT_DIR"), "/console_files.rs"));

/// One built file: its path, what it is, its bytes, and whether its name changes with its content.
struct File {
    path: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    named_by_content: bool,
}

/// What is shown when the console was not built in.
const NOT_BUILT: &str = include_str!("console_not_built.html");

/// Whether this program has the console in it.
#[must_use]
pub const fn is_built_in() -> bool {
    !FILES.is_empty()
}

const HTML: &str = "text/html; charset=utf-8";

/// Nothing from elsewhere, nothing inline, in no frame. Workers and pictures that the map makes of its own are allowed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of every answer of the console.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Puts the console's files before the services.
#[derive(Clone, Debug)]
pub struct ConsoleLayer {
    base: Arc<BaseMap>,
}

impl ConsoleLayer {
    /// The files, with what lies under the map.
    #[must_use]
    pub const fn new(base: Arc<BaseMap>) -> Self {
        Self { base }
    }
}

/// The console's files before one service.
#[derive(Clone, Debug)]
pub struct Console<S> {
    inner: S,
    base: Arc<BaseMap>,
}

impl<S> Layer<S> for ConsoleLayer {
    type Service = Console<S>;

    fn layer(&self, inner: S) -> Console<S> {
        Console { inner, base: Arc::clone(&self.base) }
    }
}

impl<S, B> Service<Request<B>> for Console<S>
where
    S: Service<Request<B>, Response = Response<Body>, Error = Infallible>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response<Body>, Infallible>>, S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        if *request.method() == Method::GET || *request.method() == Method::HEAD {
            let head = *request.method() == Method::HEAD;
            let path = request.uri().path();
            let base = self.base.answer(path, request.headers());
            let answer = base.map_or_else(|| answer(FILES, path, head), |found| dressed(found, head));
            return Either::Left(ready(Ok(answer)));
        }
        Either::Right(self.inner.call(request))
    }
}

/// What a browser is given for a path. Every path without a dot is a view of the one page.
fn answer(files: &'static [File], path: &str, head: bool) -> Response<Body> {
    let is_view = !path.contains('.');
    let found = files.iter().find(|file| file.path == if is_view { "/index.html" } else { path });
    match found {
        Some(file) => respond(StatusCode::OK, file.content_type, file.named_by_content, file.bytes, head),
        None if is_view => respond(StatusCode::OK, HTML, false, NOT_BUILT.as_bytes(), head),
        None => respond(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", false, b"no such file\n", head),
    }
}

fn respond(
    status: StatusCode,
    content_type: &'static str,
    for_ever: bool,
    bytes: &'static [u8],
    head: bool,
) -> Response<Body> {
    let mut response = Response::new(Body::new(axum::body::Body::from(bytes)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    if for_ever {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    }
    dressed(response, head)
}

/// An answer with the headers that every answer has, without its body when only the head was asked for.
fn dressed(mut response: Response<Body>, head: bool) -> Response<Body> {
    if head {
        *response.body_mut() = Body::empty();
    }
    let headers = response.headers_mut();
    headers.extend(HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &[File] = &[
        File { path: "/index.html", content_type: HTML, bytes: b"<!doctype html>", named_by_content: false },
        File { path: "/assets/a-1f.js", content_type: "text/javascript", bytes: b"1", named_by_content: true },
    ];

    fn header(response: &Response<Body>, name: &HeaderName) -> String {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    #[test]
    fn every_view_is_the_one_page_and_is_asked_for_again_each_time() {
        for path in ["/", "/queue", "/index.html"] {
            let response = answer(BUILT, path, false);
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(header(&response, &header::CONTENT_TYPE), HTML, "{path}");
            assert_eq!(header(&response, &header::CACHE_CONTROL), "no-cache", "{path}");
        }
    }

    #[test]
    fn a_file_that_is_named_by_its_content_is_kept_by_the_browser() {
        let response = answer(BUILT, "/assets/a-1f.js", false);
        assert_eq!(header(&response, &header::CONTENT_TYPE), "text/javascript");
        assert!(header(&response, &header::CACHE_CONTROL).contains("immutable"));
    }

    #[test]
    fn nothing_is_served_but_what_was_built_in() {
        for path in ["/assets/b.js", "/../Cargo.toml", "/assets/../index.html", "/%2e%2e/index.html."] {
            assert_eq!(answer(BUILT, path, false).status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn without_built_files_the_page_says_how_to_build_them() {
        assert_eq!(answer(&[], "/", false).status(), StatusCode::OK);
        assert!(NOT_BUILT.contains("npm run build"));
        assert_eq!(answer(&[], "/assets/a-1f.js", false).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn every_answer_forbids_what_comes_from_elsewhere() {
        for path in ["/", "/nothing.js"] {
            let response = answer(BUILT, path, false);
            let policy = header(&response, &header::CONTENT_SECURITY_POLICY);
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(header(&response, &header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(header(&response, &header::REFERRER_POLICY), "no-referrer");
        }
    }
}
