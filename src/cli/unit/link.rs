//! One connection to the daemon: `UnitService.Connect`.
//!
//! 1. The device opens the stream and says hello: who it is, which installation, for which units it speaks.
//! 2. The daemon answers with a welcome: for each unit its complete present assignment. It replaces everything that the
//!    device remembered about orders, so nothing needs to be asked after a dead spot.
//! 3. From there both sides speak when they have something to say. Up go writes under their numbers and batches of fixes;
//!    down come orders (again and again until they are acknowledged), an answer to each write, advice how often to report
//!    positions, and notices.
//! 4. When the connection breaks, the device connects again after a pause that grows, is drawn by chance, and is never
//!    shorter than what the daemon asked for; it goes on at 1.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};
use tonic_types::StatusExt;

use super::super::remote::{Remote, RemoteArgs, in_words, retry_delay};
use crate::api::proto::connect_request::Message as Up;
use crate::api::proto::{ConnectRequest, ConnectResponse, Hello};

/// How many messages may wait on their way up.
const UP_MAX: usize = 64;

/// An open connection.
pub(in crate::cli) struct Link {
    up: mpsc::Sender<ConnectRequest>,
    down: Streaming<ConnectResponse>,
    /// Whether whoever is turned away may be let in later.
    renews: bool,
}

/// Why there is no connection, or no longer.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Broken {
    /// It broke: try again after a while.
    Lost {
        /// Why.
        why: String,
        /// How long the daemon said to stay away.
        retry_after: Option<Duration>,
    },
    /// The daemon does not want this device: trying again would not help.
    Refused(String),
}

impl Link {
    /// Connects and says hello.
    pub(in crate::cli) async fn open(remote: &RemoteArgs, hello: Hello) -> Result<Self, Broken> {
        let renews = remote.may_be_renewed();
        let remote = Remote::connect(remote).await.map_err(|failure| lost(failure.to_string()))?;
        let (up, messages) = mpsc::channel(UP_MAX);
        let first = ConnectRequest { number: 0, message: Some(Up::Hello(hello)) };
        up.send(first).await.map_err(|_| gone())?;
        let down = remote.unit().connect(ReceiverStream::new(messages)).await;
        let down = down.map_err(|status| broken(&status, renews))?;
        Ok(Self { up, down: down.into_inner(), renews })
    }

    /// Says something.
    pub(in crate::cli) async fn say(&self, message: ConnectRequest) -> Result<(), Broken> {
        self.up.send(message).await.map_err(|_| gone())
    }

    /// Waits for the next message. It may be dropped while it waits; nothing is lost.
    pub(in crate::cli) async fn hear(&mut self) -> Result<ConnectResponse, Broken> {
        match self.down.next().await {
            Some(Ok(message)) => Ok(message),
            Some(Err(status)) => Err(broken(&status, self.renews)),
            None => Err(gone()),
        }
    }
}

fn gone() -> Broken {
    lost("the connection ended".to_owned())
}

fn lost(why: String) -> Broken {
    Broken::Lost { why, retry_after: None }
}

/// What the daemon itself said no to stays so, unless it is for want of room or because it stops; or for want of a token
/// that somebody may renew.
fn broken(status: &Status, renews: bool) -> Broken {
    let words = in_words(status);
    let is_own_word = status.get_error_details().error_info().is_some();
    let passes = [Code::Unavailable, Code::ResourceExhausted, Code::Aborted, Code::Internal, Code::DeadlineExceeded];
    let renewable = renews && status.code() == Code::Unauthenticated;
    if is_own_word && !renewable && !passes.contains(&status.code()) {
        return Broken::Refused(words);
    }
    Broken::Lost { why: words, retry_after: retry_delay(status) }
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;

    #[test]
    fn only_what_the_daemon_itself_refuses_for_good_ends_the_trying() {
        let own = |code| {
            let details = ErrorDetails::with_error_info("R", "patrold", std::collections::HashMap::new());
            Status::with_error_details(code, "no", details)
        };
        assert!(matches!(broken(&own(Code::NotFound), true), Broken::Refused(_)));
        assert!(matches!(broken(&own(Code::Unavailable), false), Broken::Lost { .. }));
        assert!(matches!(broken(&own(Code::Unauthenticated), false), Broken::Refused(_)));
        assert!(matches!(broken(&own(Code::Unauthenticated), true), Broken::Lost { .. }), "a new token may come");
        assert!(matches!(broken(&Status::unknown("reset"), false), Broken::Lost { .. }));
        let mut details = ErrorDetails::with_error_info("OVERLOADED", "patrold", std::collections::HashMap::new());
        details.set_retry_info(Some(Duration::from_secs(7)));
        let busy = Status::with_error_details(Code::ResourceExhausted, "too many", details);
        let told = Some(Duration::from_secs(7));
        assert!(matches!(broken(&busy, false), Broken::Lost { retry_after, .. } if retry_after == told));
    }
}
