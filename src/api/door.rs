//! The door: from a request to a caller, or to a refusal that is counted and, now and then, logged.
//!
//! Behind it is the [`Gate`]; what it trusts can be replaced while the daemon runs. Whatever is open longer than a call
//! hangs on a [leash](Door::leash) and ends as soon as what it rests on is gone.

use std::future::{Future, pending};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{Extensions, HeaderMap};
use tokio::sync::watch;
use tonic::metadata::MetadataMap;

use super::identity::{local_caller, steps_down};
use super::status::Problem;
use crate::access::caller::{Caller, Credential};
use crate::access::certificate::PeerCertificate;
use crate::access::denied::Denied;
use crate::access::gate::{Gate, Presented, Purpose, Secret, Trust};
use crate::access::tls::Tls;
use crate::domain::time::EngineTime;
use crate::runtime::clock::wall_now;
use crate::telemetry::names::{CONNECTIONS_REFUSED, UNAUTHENTICATED, WITHDRAWN};

/// The one call that an expired token still admits.
const EMERGENCY: &str = "/patrol.v1.UnitService/RaiseEmergency";

/// At least so often is looked whether something still holds: the wall clock may have been put right.
const LOOK_INTERVAL: Duration = Duration::from_secs(30);

/// At most so often.
const LOOK_PAUSE: Duration = Duration::from_millis(50);

/// How far apart two lines about refusals lie, at least.
const LOG_INTERVAL_US: i64 = 1_000_000;

/// Completes when something does not hold any more, and says why.
pub type Leash = Pin<Box<dyn Future<Output = Denied> + Send>>;

/// Who is at the other end of a connection, as its accept loop found out.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Its address.
    pub address: Option<SocketAddr>,
    /// The certificate that it showed and that was verified.
    pub certificate: Option<Arc<PeerCertificate>>,
    /// Whether somebody was admitted on it.
    admitted: Arc<AtomicBool>,
}

impl Peer {
    /// A peer on whose connection nobody was admitted yet.
    #[must_use]
    pub fn new(address: Option<SocketAddr>, certificate: Option<Arc<PeerCertificate>>) -> Self {
        Self { address, certificate, admitted: Arc::default() }
    }
}

/// The door.
#[derive(Debug)]
pub struct Door {
    gate: Gate,
    changes: watch::Sender<u64>,
    log: Sample,
}

impl Door {
    /// A door that trusts this.
    #[must_use]
    pub fn new(trust: Trust) -> Arc<Self> {
        Arc::new(Self { gate: Gate::new(trust), changes: watch::Sender::new(0), log: Sample::default() })
    }

    /// Trusts something else from now on; whatever rests on what is gone ends.
    pub fn replace(&self, trust: Trust) {
        self.gate.replace(trust);
        self.changes.send_modify(|revision| *revision += 1);
    }

    /// Whether callers may use any name for this daemon. Where none must say who it is, a browser could be led here by a
    /// foreign one.
    #[must_use]
    pub fn calls_by_name(&self) -> bool {
        self.gate.authenticates()
    }

    /// The transport as it is now.
    #[must_use]
    pub fn tls(&self) -> Option<Tls> {
        self.gate.tls()
    }

    /// Whoever sent a request.
    ///
    /// # Errors
    /// When that cannot be established.
    pub fn admit(&self, path: &str, headers: &HeaderMap, extensions: &Extensions) -> Result<Caller, Problem> {
        if !self.gate.authenticates() {
            return local_caller(&MetadataMap::from_headers(headers.clone()));
        }
        if let Some(key) = steps_down(headers) {
            return Err(Problem::unauthenticated(format!(
                "metadata {key} is not taken: your certificate or token says who you are"
            )));
        }
        let peer = extensions.get::<Peer>();
        let certificate = peer.and_then(|peer| peer.certificate.as_deref());
        let admitted = bearer(headers)
            .and_then(|token| self.gate.admit(&Presented { certificate, token }, purpose(path), wall_now()));
        if let (Ok(_), Some(peer)) = (&admitted, peer) {
            peer.admitted.store(true, Ordering::Relaxed);
        }
        admitted.map_err(|denied| {
            metrics::counter!(UNAUTHENTICATED, "reason" => denied.reason()).increment(1);
            if let Some(held_back) = self.log.next(wall_now()) {
                let address = peer.and_then(|peer| peer.address);
                tracing::warn!(reason = denied.reason(), ?address, held_back, "somebody was not admitted");
            }
            refusal(&denied)
        })
    }

    /// Completes when an admission does not hold any more; none for what ends by itself at once.
    #[must_use]
    pub fn leash(self: &Arc<Self>, path: &str, caller: &Caller) -> Option<Leash> {
        if caller.credential == Credential::Loopback || purpose(path) == Purpose::Emergency {
            return None;
        }
        let (door, caller) = (Arc::clone(self), caller.clone());
        Some(Box::pin(async move {
            let ends_at = door.gate.ends_at(&caller);
            door.until(ends_at, |now| door.gate.still_holds(&caller, now)).await
        }))
    }

    /// Completes when a connection's certificate would not be taken any more. One without a certificate must bring
    /// somebody who is admitted within `first_call`: strangers must not hold the places of others. None where nobody need
    /// say who they are.
    #[must_use]
    pub fn connection_leash(self: &Arc<Self>, peer: &Peer, first_call: Duration) -> Option<Leash> {
        let door = Arc::clone(self);
        if let Some(certificate) = peer.certificate.clone() {
            return Some(Box::pin(async move {
                door.until(Some(certificate.not_after), |now| door.gate.connection_holds(&certificate, now)).await
            }));
        }
        let admitted = Arc::clone(&peer.admitted);
        self.gate.authenticates().then(|| -> Leash {
            Box::pin(async move {
                tokio::time::sleep(first_call).await;
                if admitted.load(Ordering::Relaxed) {
                    return pending().await;
                }
                metrics::counter!(CONNECTIONS_REFUSED, "reason" => "stranger").increment(1);
                Denied::Nothing
            })
        })
    }

    /// Asks now, after every change, and when the end has come.
    async fn until(&self, ends_at: Option<EngineTime>, holds: impl Fn(EngineTime) -> Result<(), Denied>) -> Denied {
        let mut changes = self.changes.subscribe();
        loop {
            changes.mark_unchanged();
            let now = wall_now();
            if let Err(denied) = holds(now) {
                metrics::counter!(WITHDRAWN, "reason" => denied.reason()).increment(1);
                return denied;
            }
            let pause = ends_at.map_or(LOOK_INTERVAL, |end| end.since(now)).clamp(LOOK_PAUSE, LOOK_INTERVAL);
            tokio::select! {
                told = changes.changed() => if told.is_err() { return pending().await },
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}

fn purpose(path: &str) -> Purpose {
    if path == EMERGENCY { Purpose::Emergency } else { Purpose::Other }
}

/// The token of a request: one header, "Bearer" and the token.
fn bearer(headers: &HeaderMap) -> Result<Option<Secret<'_>>, Denied> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().ok().filter(|_| values.next().is_none()).ok_or(Denied::NotBearer)?;
    let (scheme, token) = text.split_once(' ').ok_or(Denied::NotBearer)?;
    let token = token.trim();
    if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() {
        Ok(Some(Secret(token)))
    } else {
        Err(Denied::NotBearer)
    }
}

/// What somebody is told who is turned away.
#[must_use]
pub fn refusal(denied: &Denied) -> Problem {
    let message = format!("not admitted: {denied}");
    if *denied == Denied::Expired {
        Problem::unauthenticated_since("CREDENTIAL_EXPIRED", message)
    } else if *denied == Denied::Revoked {
        Problem::unauthenticated_since("CREDENTIAL_REVOKED", message)
    } else if *denied == Denied::Changed {
        Problem::unauthenticated_since("ACCESS_CHANGED", message)
    } else {
        Problem::unauthenticated(message)
    }
}

/// Lets one line a second through, and counts the others.
#[derive(Debug, Default)]
struct Sample {
    next_us: AtomicI64,
    held_back: AtomicU64,
}

impl Sample {
    /// Whether a line may be written now, and how many were not since the last one.
    fn next(&self, now: EngineTime) -> Option<u64> {
        let due = self.next_us.load(Ordering::Relaxed);
        let (now, next) = (now.as_micros(), now.as_micros().saturating_add(LOG_INTERVAL_US));
        let is_due = now >= due || due.saturating_sub(now) > LOG_INTERVAL_US;
        if is_due && self.next_us.compare_exchange(due, next, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            return Some(self.held_back.swap(0, Ordering::Relaxed));
        }
        self.held_back.fetch_add(1, Ordering::Relaxed);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_token_and_nothing_else_is_read() {
        let headers = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, value.parse().expect("a header"));
            }
            headers
        };
        let read = |values: &[&str]| bearer(&headers(values)).map(|token| token.map(|it| it.0.to_owned()));
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&["Bearer a.b.c"]), Ok(Some("a.b.c".to_owned())));
        assert_eq!(read(&["bearer  a.b.c"]), Ok(Some("a.b.c".to_owned())));
        for wrong in [["Basic a.b.c"].as_slice(), &["Bearer "], &["a.b.c"], &["Bearer a.b.c", "Bearer a.b.c"]] {
            assert_eq!(read(wrong), Err(Denied::NotBearer), "{wrong:?}");
        }
    }

    #[test]
    fn a_flood_of_refusals_writes_one_line_a_second() {
        let sample = Sample::default();
        let at = |ms: i64| EngineTime::from_micros(1_000_000_000 + ms * 1_000);
        assert_eq!(sample.next(at(0)), Some(0));
        assert!((1..1_000).all(|ms| sample.next(at(ms)).is_none()));
        assert_eq!(sample.next(at(1_000)), Some(999));
        // A clock that was put back does not silence it.
        assert_eq!(sample.next(at(-900_000)), Some(0));
    }
}
