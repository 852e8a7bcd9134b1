//! A daemon somewhere else: how it is reached, by whom, and what a failed call means in words.

use std::error::Error;
use std::fmt::Write as _;
use std::future::Future;
use std::time::Duration;

use clap::Args;
use rand::Rng;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt;
use uuid::{Builder, Uuid};

use super::credentials::{CredentialArgs, TokenFile};
use super::failure::Failure;
use crate::api::identity::{PRINCIPAL_KEY, ROLE_KEY};
use crate::api::proto::desk_service_client::DeskServiceClient;
use crate::api::proto::dispatch_service_client::DispatchServiceClient;
use crate::api::proto::policy_service_client::PolicyServiceClient;
use crate::api::proto::privacy_service_client::PrivacyServiceClient;
use crate::api::proto::records_service_client::RecordsServiceClient;
use crate::api::proto::roster_service_client::RosterServiceClient;
use crate::api::proto::unit_service_client::UnitServiceClient;
use crate::api::proto::{FieldViolation, WriteError};
use crate::runtime::clock;

/// Where a daemon listens by default.
const ADDRESS: &str = "http://127.0.0.1:7443";
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the answer to a call may take, or the first sign of a stream.
const CALL_TIMEOUT: Duration = Duration::from_secs(15);
/// After how long an idle connection is probed, and how long the answer may take.
const KEEPALIVE: Duration = Duration::from_secs(10);
/// The largest answer that is taken: a page of a thousand incidents.
const ANSWER_BYTES_MAX: usize = 64 * 1_024 * 1_024;

/// Which daemon, and who asks.
#[derive(Clone, Debug, Args)]
pub(super) struct RemoteArgs {
    /// Where the daemon listens.
    #[arg(long, value_name = "URL", default_value = ADDRESS, value_parser = read_address)]
    address: Endpoint,
    /// The name under which you act, as the record will have it; a daemon that asks who you are does not take it.
    #[arg(long, global = true, value_name = "NAME", value_parser = metadata)]
    principal: Option<MetadataValue<Ascii>>,
    /// The role to step down to: dispatcher, unit, gateway, supervisor or auditor.
    #[arg(long, global = true, value_name = "ROLE", value_parser = metadata)]
    role: Option<MetadataValue<Ascii>>,
    #[command(flatten)]
    credentials: CredentialArgs,
}

impl RemoteArgs {
    /// Whether a daemon that turned us away may let us in later: the token may be a new one by then.
    pub(super) const fn may_be_renewed(&self) -> bool {
        self.credentials.may_be_renewed()
    }

    /// The way to the daemon.
    fn endpoint(&self) -> Result<Endpoint, Failure> {
        let uri = self.address.uri();
        let endpoint = match (uri.scheme_str(), uri.authority()) {
            (Some("http"), Some(authority)) if self.credentials.uses_tls() => {
                read_address(&format!("https://{authority}")).map_err(Failure::Other)?
            }
            _ => self.address.clone(),
        };
        self.credentials.secure(&endpoint)
    }
}

fn read_address(text: &str) -> Result<Endpoint, String> {
    let url = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let endpoint = Endpoint::from_shared(url).map_err(|why| chain(&why))?;
    Ok(endpoint
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(CALL_TIMEOUT)
        .http2_keep_alive_interval(KEEPALIVE)
        .keep_alive_timeout(KEEPALIVE)
        .keep_alive_while_idle(true)
        .tcp_nodelay(true))
}

fn metadata(text: &str) -> Result<MetadataValue<Ascii>, String> {
    MetadataValue::try_from(text).map_err(|_| "only printable ASCII characters can be sent".to_owned())
}

/// Writes into every call who asks.
#[derive(Clone, Debug)]
pub(super) struct Who {
    principal: Option<MetadataValue<Ascii>>,
    role: Option<MetadataValue<Ascii>>,
    token: TokenFile,
}

impl Interceptor for Who {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        for (key, value) in [(PRINCIPAL_KEY, &self.principal), (ROLE_KEY, &self.role)] {
            if let Some(value) = value {
                request.metadata_mut().insert(key, value.clone());
            }
        }
        self.token.present(&mut request)?;
        Ok(request)
    }
}

/// A connection to a daemon.
#[derive(Clone, Debug)]
pub(super) struct Remote {
    channel: InterceptedService<Channel, Who>,
}

/// What the generated clients speak over.
pub(super) type Wire = InterceptedService<Channel, Who>;

impl Remote {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub(super) async fn connect(args: &RemoteArgs) -> Result<Self, Failure> {
        let endpoint = args.endpoint()?;
        let channel = endpoint.connect().await.map_err(|why| {
            Failure::Other(format!("failed to reach the daemon at {}: {}", endpoint.uri(), chain(&why)))
        })?;
        let token = args.credentials.token();
        let who = Who { principal: args.principal.clone(), role: args.role.clone(), token };
        Ok(Self { channel: InterceptedService::new(channel, who) })
    }

    /// The connection itself, for whoever makes messages of its own.
    pub(super) fn wire(&self) -> Wire {
        self.channel.clone()
    }

    /// The service of the consoles.
    pub(super) fn dispatch(&self) -> DispatchServiceClient<Wire> {
        DispatchServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of the desks.
    pub(super) fn desk(&self) -> DeskServiceClient<Wire> {
        DeskServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of the units.
    pub(super) fn unit(&self) -> UnitServiceClient<Wire> {
        UnitServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of the supervisors.
    pub(super) fn policy(&self) -> PolicyServiceClient<Wire> {
        PolicyServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of the auditors.
    pub(super) fn records(&self) -> RecordsServiceClient<Wire> {
        RecordsServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of personal data.
    pub(super) fn privacy(&self) -> PrivacyServiceClient<Wire> {
        PrivacyServiceClient::new(self.channel.clone()).max_decoding_message_size(ANSWER_BYTES_MAX)
    }

    /// The service of the roster.
    pub(super) fn roster(&self) -> RosterServiceClient<Wire> {
        RosterServiceClient::new(self.channel.clone())
    }
}

/// A new UUIDv7, for a request id.
pub(super) fn new_request_id() -> Uuid {
    let millis = u64::try_from(clock::wall_now().as_micros() / 1_000).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &rand::rng().random()).into_uuid()
}

/// The answer to a read.
///
/// # Errors
/// In words, when it was refused or did not come.
pub(super) async fn read<T>(call: impl Future<Output = Result<Response<T>, Status>>) -> Result<T, Failure> {
    call.await.map(Response::into_inner).map_err(|status| Failure::Other(in_words(&status)))
}

/// The answer to a write. When none came, the error names the id under which it can be sent again.
///
/// # Errors
/// In words, when it was refused or the answer did not come.
pub(super) async fn written<T>(
    request_id: Uuid,
    call: impl Future<Output = Result<Response<T>, Status>>,
) -> Result<T, Failure> {
    call.await.map(Response::into_inner).map_err(|status| {
        let mut words = in_words(&status);
        if is_unanswered(&status) {
            let _infallible = write!(
                words,
                "\nwhether it was carried out is not known: send the same again with --request-id {request_id}, and \
                 it is carried out once"
            );
        }
        Failure::Other(words)
    })
}

/// Whether nobody answered: then it may have been carried out or not.
fn is_unanswered(status: &Status) -> bool {
    let by_transport = [Code::Unavailable, Code::Unknown, Code::Cancelled, Code::DeadlineExceeded, Code::Internal];
    by_transport.contains(&status.code()) && status.get_error_details().error_info().is_none()
}

/// How long the daemon said to stay away; none when it did not say.
pub(super) fn retry_delay(status: &Status) -> Option<Duration> {
    status.get_error_details().retry_info().and_then(|info| info.retry_delay)
}

/// What a failed call means: the daemon's reason and what is wrong with which field, or that nobody answered.
pub(super) fn in_words(status: &Status) -> String {
    let details = status.get_error_details();
    let Some(info) = details.error_info() else {
        return match status.source() {
            Some(source) => format!("the connection to the daemon failed: {}", chain(source)),
            None => format!("the daemon answered {:?}: {}", status.code(), status.message()),
        };
    };
    let mut words = format!("the daemon refused it ({}): {}", info.reason, status.message());
    let violations = details.bad_request().map(|bad| bad.field_violations.as_slice()).unwrap_or_default();
    // A single one is all that the message says.
    if violations.len() > 1 || !status.message().contains(violations.first().map_or("", |it| &it.description)) {
        add_violations(&mut words, violations.iter().map(|it| (it.field.as_str(), it.description.as_str())));
    }
    if let Some(delay) = retry_delay(status) {
        let _infallible = write!(words, "\ntry again in {} ms", delay.as_millis());
    }
    words
}

/// Why a write of a stream was refused, in words.
pub(super) fn error_in_words(error: &WriteError) -> String {
    let mut words = format!("refused ({}): {}", error.reason, error.message);
    add_violations(&mut words, pairs(&error.field_violations));
    words
}

/// Fields and what is wrong with them.
pub(super) fn pairs(violations: &[FieldViolation]) -> impl Iterator<Item = (&str, &str)> {
    violations.iter().map(|it| (it.field.as_str(), it.description.as_str()))
}

fn add_violations<'a>(words: &mut String, violations: impl Iterator<Item = (&'a str, &'a str)>) {
    for (field, description) in violations {
        let _infallible = match field {
            "" => write!(words, "\n  {description}"),
            field => write!(words, "\n  {field}: {description}"),
        };
    }
}

/// An error with everything that caused it.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            let _infallible = write!(words, ": {more}");
        }
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;

    fn status(code: Code, message: &str, fill: impl FnOnce(&mut ErrorDetails)) -> Status {
        let mut details = ErrorDetails::new();
        fill(&mut details);
        Status::with_error_details(code, message, details)
    }

    #[test]
    fn a_refusal_is_told_with_its_reason_and_every_field() {
        let refusal = status(Code::InvalidArgument, "2 fields are wrong", |details| {
            details.set_error_info("INVALID_FIELDS", "patrold", std::collections::HashMap::new());
            details.add_bad_request_violation("place.address", "too long");
            details.add_bad_request_violation("source", "required");
        });
        assert_eq!(
            in_words(&refusal),
            "the daemon refused it (INVALID_FIELDS): 2 fields are wrong\n  place.address: too long\n  source: required"
        );
        assert!(!is_unanswered(&refusal));
    }

    #[tokio::test]
    async fn a_write_without_an_answer_names_its_request_id() {
        let id = new_request_id();
        let lost = async { Err::<Response<()>, _>(Status::unavailable("connection reset")) };
        let words = written(id, lost).await.expect_err("lost").to_string();
        assert!(words.contains(&format!("--request-id {id}")), "{words}");
        let full = async {
            Err::<Response<()>, _>(status(Code::Unavailable, "draining", |details| {
                details.set_error_info("DRAINING", "patrold", std::collections::HashMap::new());
            }))
        };
        let words = written(id, full).await.expect_err("refused").to_string();
        assert!(!words.contains("--request-id"), "the daemon itself said no: {words}");
    }

    #[test]
    fn a_request_id_is_a_uuid_of_version_7() {
        let (first, second) = (new_request_id(), new_request_id());
        assert_eq!(first.get_version_num(), 7);
        assert_ne!(first, second);
    }

    #[test]
    fn an_address_needs_no_scheme() {
        for (text, uri) in [("127.0.0.1:7443", "http://127.0.0.1:7443/"), ("http://[::1]:1", "http://[::1]:1/")] {
            assert_eq!(read_address(text).expect(text).uri().to_string(), uri);
        }
        assert!(read_address("http://a b").is_err());
    }
}
