//! Who gets in, who does not, and how fast whoever was let in is put out again: over real sockets.
#![expect(clippy::disallowed_methods, reason = "sockets run by the machine's clock")]

mod fort;

use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use metrics_exporter_prometheus::PrometheusBuilder;
use patrold::api::limits::ApiLimits;
use patrold::api::proto::connect_request::Message as Up;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, submit_command, submit_request};
use patrold::runtime::clock::wall_now;
use rcgen::{ExtendedKeyUsagePurpose, SanType};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, HandshakeKind, RootCertStore};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Status, Streaming};
use tonic_types::StatusExt;

use crate::api_over_the_wire::{at, request_id, robbery};
use fort::{Authority, Client, DESK, Fort, Mint, PRINCIPALS, Pair, RADIO, Wish, claims};

/// In this time whoever was revoked must be out.
const CUT_OFF: Duration = Duration::from_secs(5);

/// How long something may take that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);

async fn list(client: &Client) -> Result<(), Status> {
    let units = proto::ListUnitsRequest::default();
    DispatchServiceClient::new(client.clone()).list_units(units).await.map(drop)
}

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

#[tokio::test]
async fn only_sound_tokens_are_let_in_and_refusals_are_counted_by_reason() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let _recording = metrics::set_default_local_recorder(&recorder);
    let fort = Fort::open("optional", ApiLimits::default()).await;
    let (now, mint) = (wall_now().as_unix_seconds(), &fort.mint);
    let good = mint.token(&json!({}));
    list(&fort.client(None, Some(&good)).await.expect("TLS")).await.expect("a sound token");
    let (head, tail) = good.split_once('.').expect("three parts");
    let (payload, signature) = tail.split_once('.').expect("three parts");
    let secret = EncodingKey::from_secret(mint.0.public_key_pem().as_bytes());
    let hmac = encode(&Header::new(Algorithm::HS256), &claims(&json!({})), &secret).expect("signed");
    // {"alg":"none"}
    let none = "eyJhbGciOiJub25lIn0";
    let tampered = mint.token(&json!({ "sub": "li.na" }));
    let tampered = tampered.split('.').nth(1).expect("a payload");
    let wrong = [
        ("nothing", None),
        ("expired", Some(mint.token(&json!({ "exp": now - 60 })))),
        ("not_yet_valid", Some(mint.token(&json!({ "nbf": now + 60 })))),
        ("too_long", Some(mint.token(&json!({ "exp": now + 90_000 })))),
        ("audience", Some(mint.token(&json!({ "aud": "payroll" })))),
        ("issuer", Some(mint.token(&json!({ "iss": "evil" })))),
        ("malformed", Some(mint.token(&json!({ "jti": Value::Null })))),
        ("claims", Some(mint.token(&json!({ "role": "daemon" })))),
        ("signature", Some(Mint::new().token(&json!({})))),
        ("signature", Some(format!("{head}.{payload}."))),
        ("signature", Some(format!("{head}.{tampered}.{signature}"))),
        ("algorithm", Some(format!("{none}.{payload}."))),
        ("algorithm", Some(format!("{none}.{payload}.{signature}"))),
        ("algorithm", Some(hmac)),
        ("too_large", Some(mint.token(&json!({ "more": "x".repeat(8_000) })))),
        ("malformed", Some("rubbish".to_owned())),
    ];
    for (word, token) in &wrong {
        let counted = || count(&metrics.render(), &format!("patrold_unauthenticated_total{{reason=\"{word}\"}}"));
        let before = counted();
        let client = fort.client(None, token.as_deref()).await.expect("TLS");
        let status = list(&client).await.expect_err(word);
        assert_eq!(status.code(), Code::Unauthenticated, "{word}: {status:?}");
        if let Some(token) = token {
            assert!(!format!("{status:?}").contains(token.as_str()), "{word}");
        }
        assert_eq!(counted(), before + 1, "{word} is counted");
    }
    let mut steps_down = Request::new(proto::ListUnitsRequest::default());
    steps_down.metadata_mut().insert("patrold-role", "auditor".parse().expect("ascii"));
    let client = fort.client(None, Some(&good)).await.expect("TLS");
    let status = DispatchServiceClient::new(client).list_units(steps_down).await.expect_err("not taken");
    assert_eq!(status.code(), Code::Unauthenticated);
    assert!(status.message().contains("patrold-role"), "{}", status.message());
    fort.close().await;
}

fn count(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0, |value| value.trim().parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_certificates_of_the_authority_for_clients_in_their_time_are_let_in() {
    let fort = Fort::open("required", ApiLimits::default()).await;
    fort.replace("ca.crl", &fort.authority.revoke(&[66]));
    fort.server.reload();
    let good = fort.authority.sign(&Wish::client(DESK, 2));
    let gone = fort.authority.sign(&Wish::client(DESK, 66));
    // The reading of a file is seen by what it brings about.
    until(|| async { enters(&fort, Some(&gone)).await.is_err() }).await;
    enters(&fort, Some(&good)).await.expect("a sound certificate");
    let server_only = Wish { usage: ExtendedKeyUsagePurpose::ServerAuth, ..Wish::client(DESK, 3) };
    let nameless = Wish { names: vec![SanType::IpAddress([127, 0, 0, 1].into())], ..Wish::client(DESK, 4) };
    let wrong = [
        ("none", None),
        ("of another authority", Some(Authority::new("other").sign(&Wish::client(DESK, 5)))),
        ("of another authority with the same name", Some(Authority::new("authority").sign(&Wish::client(DESK, 5)))),
        ("expired", Some(fort.authority.sign(&Wish { years: (2020, 2021), ..Wish::client(DESK, 6) }))),
        ("not yet valid", Some(fort.authority.sign(&Wish { years: (2089, 2090), ..Wish::client(DESK, 7) }))),
        ("for servers", Some(fort.authority.sign(&server_only))),
        ("without a name", Some(fort.authority.sign(&nameless))),
        ("revoked by the authority's list", Some(gone)),
    ];
    for (what, pair) in &wrong {
        let status = enters(&fort, pair.as_ref()).await.expect_err(what);
        assert_eq!(reason(&status), "", "{what}: it gets no answer of the daemon: {status:?}");
    }
    let stranger = fort.authority.sign(&Wish::client("spiffe://dongguan/desk/9", 8));
    let status = enters(&fort, Some(&stranger)).await.expect_err("nobody knows it");
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unauthenticated, "UNAUTHENTICATED"));
    // A token does not help whoever has no certificate where one is required.
    let token = fort.mint.token(&json!({}));
    let without = async { list(&fort.client(None, Some(&token)).await?).await };
    assert!(without.await.is_err());
    fort.close().await;
}

async fn enters(fort: &Fort, pair: Option<&Pair>) -> Result<(), Status> {
    list(&fort.client(pair, None).await?).await
}

async fn until<F: Future<Output = bool>>(holds: impl Fn() -> F) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < PATIENCE, "it never came to hold");
        sleep(Duration::from_millis(50)).await;
    }
}

/// The streams of one client: a watch, a submit session and a device's connection.
struct Streams {
    watch: Streaming<proto::WatchResponse>,
    submit: Streaming<proto::SubmitResponse>,
    commands: mpsc::Sender<proto::SubmitRequest>,
    connect: Streaming<proto::ConnectResponse>,
    _up: mpsc::Sender<proto::ConnectRequest>,
}

impl Streams {
    async fn open(client: &Client) -> Self {
        let mut desk = DispatchServiceClient::new(client.clone());
        let watch = desk.watch(proto::WatchRequest::default()).await.expect("watches").into_inner();
        let (commands, messages) = mpsc::channel(16);
        let open = submit_request::Message::Open(proto::SubmitOpen { session: request_id() });
        commands.send(proto::SubmitRequest { message: Some(open) }).await.expect("sent");
        let submit = desk.submit(ReceiverStream::new(messages)).await.expect("submits").into_inner();
        let (up, messages) = mpsc::channel(16);
        let hello = proto::Hello {
            device: "radio-1".to_owned(),
            installation: request_id(),
            client_version: "1.0.0".to_owned(),
            units: vec!["units/R1".to_owned()],
            status: None,
        };
        up.send(proto::ConnectRequest { number: 0, message: Some(Up::Hello(hello)) }).await.expect("sent");
        let mut radio = UnitServiceClient::new(client.clone());
        let connect = radio.connect(ReceiverStream::new(messages)).await.expect("connects").into_inner();
        let mut streams = Self { watch, submit, commands, connect, _up: up };
        streams.report(1).await.expect("the stream works");
        streams
    }

    /// Files a report and waits for its answer.
    async fn report(&mut self, number: u64) -> Result<(), Status> {
        let command = Some(submit_command::Command::FileReport(robbery()));
        let message = submit_request::Message::Command(proto::SubmitCommand { number, command });
        let sent = self.commands.send(proto::SubmitRequest { message: Some(message) }).await;
        sent.map_err(|_| Status::cancelled("nobody takes it"))?;
        loop {
            let answer = self.submit.message().await?.ok_or_else(|| Status::cancelled("ended"))?;
            if answer.number == number {
                return Ok(());
            }
        }
    }

    /// Waits until all three have ended; tells how each did.
    async fn ends(&mut self) -> [Status; 3] {
        async fn end<T>(stream: &mut Streaming<T>) -> Status {
            loop {
                match stream.message().await {
                    Ok(Some(_)) => {}
                    Ok(None) => return Status::ok("it ended without a word"),
                    Err(status) => return status,
                }
            }
        }
        let (watch, submit, connect) = (&mut self.watch, &mut self.submit, &mut self.connect);
        [end(watch).await, end(submit).await, end(connect).await]
    }
}

/// One rider on the roster.
async fn with_rider(client: &Client) {
    let rider = proto::RosterUnit {
        name: "units/R1".to_owned(),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let roster = proto::ImportRosterRequest { units: vec![rider], ..proto::ImportRosterRequest::default() };
    RosterServiceClient::new(client.clone()).import_roster(roster).await.expect("imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_cut_off_with_all_its_streams_and_nobody_else_is() {
    let fort = Fort::open("optional", ApiLimits::default()).await;
    let stays = fort.client(None, Some(&fort.mint.token(&json!({ "jti": "t-2", "sub": "li.na" })))).await.expect("TLS");
    with_rider(&stays).await;
    let (mut seconds, lines) = (Vec::new(), ["token t-1", "device desk-3", "principal zhang.wei"]);
    for line in lines {
        fort.replace("revoked.txt", "# nobody\n");
        let token = fort.mint.token(&json!({ "device": "desk-3" }));
        let goes = fort.client(None, Some(&token)).await.expect("TLS");
        until(|| async { list(&goes).await.is_ok() }).await;
        let mut streams = Streams::open(&goes).await;
        let mut watch = DispatchServiceClient::new(stays.clone())
            .watch(proto::WatchRequest::default())
            .await
            .expect("watches")
            .into_inner();
        let revoked = Instant::now();
        fort.replace("revoked.txt", &format!("{line}\n"));
        let ends = timeout(CUT_OFF, streams.ends()).await.expect("within five seconds");
        seconds.push(revoked.elapsed().as_secs_f32());
        for end in ends {
            assert_eq!((end.code(), reason(&end).as_str()), (Code::Unauthenticated, "CREDENTIAL_REVOKED"), "{end:?}");
        }
        assert!(streams.report(2).await.is_err(), "nothing more is taken");
        let status = list(&goes).await.expect_err("not let in again");
        assert_eq!(reason(&status), "CREDENTIAL_REVOKED");
        list(&stays).await.expect("another one is not touched");
        watch.message().await.expect("goes on").expect("goes on");
    }
    println!("cut off after {seconds:.1?} s by {lines:?}");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_nothing_cannot_go_on_sending_after_a_revocation() {
    let fort = Fort::open("optional", ApiLimits::default()).await;
    let token = fort.mint.token(&json!({}));
    let client = fort.client(None, Some(&token)).await.expect("TLS");
    let (commands, messages) = mpsc::channel(1);
    let open = submit_request::Message::Open(proto::SubmitOpen { session: request_id() });
    commands.send(proto::SubmitRequest { message: Some(open) }).await.expect("sent");
    // Its answers are never read.
    let answers = DispatchServiceClient::new(client.clone()).submit(ReceiverStream::new(messages)).await;
    let _answers = answers.expect("submits").into_inner();
    let revoked = Instant::now();
    fort.replace("revoked.txt", "token t-1\n");
    let mut number = 0;
    loop {
        number += 1;
        let command = Some(submit_command::Command::FileReport(robbery()));
        let message = submit_request::Message::Command(proto::SubmitCommand { number, command });
        let sent = commands.send(proto::SubmitRequest { message: Some(message) });
        match timeout(PATIENCE, sent).await.expect("taken or refused") {
            Ok(()) => assert!(revoked.elapsed() < CUT_OFF, "it still sends"),
            Err(_) => break,
        }
        sleep(Duration::from_millis(20)).await;
    }
    println!("the sending of a client that reads nothing ended after {:.1} s", revoked.elapsed().as_secs_f32());
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_certificate_loses_its_connection_by_either_list() {
    let fort = Fort::open("required", ApiLimits::default()).await;
    let keeper = fort.authority.sign(&Wish::client(DESK, 100));
    let stays = fort.client(Some(&keeper), None).await.expect("TLS");
    with_rider(&stays).await;
    let mut seconds = Vec::new();
    for (serial, file) in [(0x0a1b, "revoked.txt"), (0x0a1c, "ca.crl")] {
        let pair = fort.authority.sign(&Wish::client(DESK, serial));
        let goes = fort.client(Some(&pair), None).await.expect("TLS");
        let mut streams = Streams::open(&goes).await;
        let revoked = Instant::now();
        let text = if file == "ca.crl" { fort.authority.revoke(&[serial]) } else { format!("serial {serial:x}\n") };
        fort.replace(file, &text);
        let ends = timeout(CUT_OFF, streams.ends()).await.expect("within five seconds");
        seconds.push(revoked.elapsed().as_secs_f32());
        assert!(ends.iter().all(|end| end.code() != Code::Ok), "{ends:?}");
        assert!(list(&goes).await.is_err(), "the connection is gone, and there is no new one");
        assert!(enters(&fort, Some(&pair)).await.is_err());
        list(&stays).await.expect("another one is not touched");
    }
    println!("cut off after {seconds:.1?} s by the operator's list and the authority's");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_obeys_a_role_that_was_withdrawn_and_an_end_that_has_come() {
    let fort = Fort::open("optional", ApiLimits::default()).await;
    let desk = fort.authority.sign(&Wish::client(DESK, 100));
    let by_certificate = fort.client(Some(&desk), None).await.expect("TLS");
    with_rider(&by_certificate).await;
    let mut streams = Streams::open(&by_certificate).await;
    let changed = Instant::now();
    fort.replace("principals.toml", &PRINCIPALS.replace("administrator", "auditor"));
    for end in timeout(CUT_OFF, streams.ends()).await.expect("within five seconds") {
        assert_eq!((end.code(), reason(&end).as_str()), (Code::Unauthenticated, "ACCESS_CHANGED"), "{end:?}");
    }
    println!("a withdrawn role took its streams along after {:.1} s", changed.elapsed().as_secs_f32());
    fort.replace("principals.toml", &PRINCIPALS.replace(DESK, "spiffe://dongguan/desk/2"));
    until(|| async { list(&by_certificate).await.is_err_and(|status| status.code() == Code::Unauthenticated) }).await;

    // Thirty seconds are let pass for clocks that differ: this one ends three seconds from now.
    let end = wall_now().as_unix_seconds() - 27;
    let short = fort.client(None, Some(&fort.mint.token(&json!({ "exp": end })))).await.expect("TLS");
    let mut watch = DispatchServiceClient::new(short.clone());
    let mut watch = watch.watch(proto::WatchRequest::default()).await.expect("watches").into_inner();
    let ended = async {
        loop {
            match watch.message().await {
                Ok(Some(_)) => {}
                Ok(None) => panic!("it ended without a word"),
                Err(status) => return status,
            }
        }
    };
    let status = timeout(CUT_OFF + Duration::from_secs(3), ended).await.expect("it ends with its token");
    assert_eq!(reason(&status), "CREDENTIAL_EXPIRED");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_whose_token_has_expired_is_heard_in_need_and_in_nothing_else() {
    let fort = Fort::open("optional", ApiLimits::default()).await;
    with_rider(&fort.client(None, Some(&fort.mint.token(&json!({})))).await.expect("TLS")).await;
    let week_ago = wall_now().as_unix_seconds() - 604_800;
    let expired =
        json!({ "exp": week_ago, "iat": week_ago - 60, "sub": "R1", "role": "unit", "city": null, "units": ["R1"] });
    let radio = fort.client(None, Some(&fort.mint.token(&expired))).await.expect("TLS");
    assert_eq!(reason(&list(&radio).await.expect_err("expired")), "CREDENTIAL_EXPIRED");
    let need = proto::RaiseEmergencyRequest { unit: "units/R1".to_owned(), position: at(23.02), ..Default::default() };
    UnitServiceClient::new(radio.clone()).raise_emergency(need.clone()).await.expect("heard");
    fort.replace("revoked.txt", "token t-1\n");
    fort.server.reload();
    let mut radio = UnitServiceClient::new(radio);
    let begun = Instant::now();
    let status = loop {
        match radio.raise_emergency(need.clone()).await {
            Ok(_) => assert!(begun.elapsed() < CUT_OFF, "revoked, and still heard"),
            Err(status) => break status,
        }
        sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(reason(&status), "CREDENTIAL_REVOKED");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_rotated_without_a_restart_and_a_broken_file_changes_nothing() {
    let fort = Fort::open("optional", ApiLimits::default()).await;
    let (old_token, radio) = (fort.mint.token(&json!({})), fort.authority.sign(&Wish::client(RADIO, 200)));
    let old = fort.client(None, Some(&old_token)).await.expect("TLS");
    let gone = fort.client(None, Some(&fort.mint.token(&json!({ "jti": "t-9" })))).await.expect("TLS");
    fort.replace("revoked.txt", "token t-9\n");
    until(|| async { list(&gone).await.is_err() }).await;

    // Every file is damaged in its own way: what was read before stands, revocations above all.
    for (name, rubbish) in [
        ("principals.toml", "[[principal]\n"),
        ("keys.pem", ""),
        ("revoked.txt", "token\n"),
        ("ca.crl", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"),
        ("server.key", "no key"),
    ] {
        let sound = std::fs::read_to_string(fort.path().join(name)).expect("there");
        fort.replace(name, rubbish);
        fort.server.reload();
        sleep(Duration::from_millis(300)).await;
        list(&old).await.expect(name);
        enters(&fort, Some(&radio)).await.expect(name);
        assert_eq!(reason(&list(&gone).await.expect_err(name)), "CREDENTIAL_REVOKED", "{name} opens nothing");
        fort.replace(name, &sound);
    }
    std::fs::remove_file(fort.path().join("revoked.txt")).expect("removed");
    fort.server.reload();
    sleep(Duration::from_millis(300)).await;
    assert!(list(&gone).await.is_err(), "a list that is gone revokes what it did");
    fort.replace("revoked.txt", "token t-9\n");

    // A new key beside the old one, then alone.
    let next = Mint::new();
    let new = fort.client(None, Some(&next.token(&json!({})))).await.expect("TLS");
    assert!(list(&new).await.is_err());
    fort.replace("keys.pem", &format!("{}{}", fort.mint.0.public_key_pem(), next.0.public_key_pem()));
    until(|| async { list(&new).await.is_ok() }).await;
    list(&old).await.expect("both hold");
    fort.replace("keys.pem", &next.0.public_key_pem());
    until(|| async { list(&old).await.is_err() }).await;
    list(&new).await.expect("the new one holds");

    // A new certificate of the server, of another authority; open connections stay.
    let other = Authority::new("other");
    let pair = other.sign_server();
    fort.replace("server.key", &pair.key);
    fort.replace("server.pem", &pair.certificate);
    let trusting = fort.endpoint_trusting(&other.pem, None);
    until(|| async { trusting.connect().await.is_ok() }).await;
    assert!(fort.endpoint(None).connect().await.is_err(), "whoever trusts only the old authority");
    list(&new).await.expect("an open connection goes on");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_never_resumed() {
    let fort = Fort::open("required", ApiLimits::default()).await;
    let pair = fort.authority.sign(&Wish::client(DESK, 300));
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(fort.authority.pem.as_bytes()).expect("a certificate")).expect("a root");
    let roots = Arc::new(roots);
    for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
        let chain = vec![CertificateDer::from_pem_slice(pair.certificate.as_bytes()).expect("a certificate")];
        let key = PrivateKeyDer::from_pem_slice(pair.key.as_bytes()).expect("a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .expect("known")
            .with_root_certificates(Arc::clone(&roots))
            .with_client_auth_cert(chain, key)
            .expect("sound");
        config.alpn_protocols = vec![b"h2".to_vec()];
        // The client remembers sessions, as clients do by default, and would resume them.
        let connector = TlsConnector::from(Arc::new(config));
        for round in 1..=3 {
            let socket = TcpStream::connect(fort.server.address()).await.expect("accepted");
            let name = ServerName::try_from("localhost").expect("a name");
            let mut stream = connector.connect(name, socket).await.expect("a handshake");
            stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.expect("sent");
            // A ticket would come with the first bytes.
            let mut bytes = [0; 64];
            assert!(timeout(PATIENCE, stream.read(&mut bytes)).await.expect("in time").expect("answered") > 0);
            let connection = stream.get_ref().1;
            assert_eq!(connection.handshake_kind(), Some(HandshakeKind::Full), "{version:?}, round {round}");
            assert_eq!(connection.alpn_protocol(), Some(b"h2".as_slice()));
        }
    }
    fort.close().await;
}

#[tokio::test]
async fn silent_half_open_and_plain_connections_are_closed_in_time() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let _recording = metrics::set_default_local_recorder(&recorder);
    let short = Duration::from_millis(400);
    let limits = ApiLimits {
        first_byte_timeout: short,
        handshake_timeout: short,
        first_call_timeout: Duration::from_secs(3),
        handshakes_in_flight_max: 2,
        ..ApiLimits::default()
    };
    let fort = Fort::open("optional", limits).await;
    let knock = async |words: &[u8]| {
        let mut socket = TcpStream::connect(fort.server.address()).await.expect("the kernel accepts");
        socket.write_all(words).await.expect("sent");
        socket
    };
    // A record that says that 512 bytes follow, and then nothing.
    let half = [22, 3, 1, 2, 0, 1, 0, 1];
    let mut sockets = Vec::new();
    for _ in 0..6 {
        sockets.push(("silent", knock(b"").await));
        sockets.push(("half open", knock(&half).await));
        sockets.push(("plain HTTP/2", knock(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await));
        sockets.push(("plain HTTP/1.1", knock(b"GET / HTTP/1.1\r\n\r\n").await));
    }
    let begun = Instant::now();
    for (what, socket) in &mut sockets {
        let closed = timeout(PATIENCE, socket.read_to_end(&mut Vec::new())).await;
        assert!(closed.is_ok(), "{what} is closed");
    }
    // Six half-open ones beside two places: all within one handshake's time, since waiting counts, too.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let told = metrics.render();
    let refused = |reason: &str| count(&told, &format!("patrold_connections_refused_total{{reason=\"{reason}\"}}"));
    assert_eq!((refused("silent"), refused("slow_handshake"), refused("not_http")), (6, 6, 12), "{told}");
    // Whoever speaks TLS and HTTP well, but is nobody, must not stay; whoever is somebody does.
    let (somebody, stranger) = (fort.mint.token(&json!({})), fort.client(None, None).await.expect("TLS"));
    let somebody = fort.client(None, Some(&somebody)).await.expect("TLS");
    list(&somebody).await.expect("the house is open to others");
    list(&stranger).await.expect_err("nobody");
    let strangers = || count(&metrics.render(), "patrold_connections_refused_total{reason=\"stranger\"}");
    until(|| async { strangers() == 1 }).await;
    list(&somebody).await.expect("still");
    assert_eq!(count(&metrics.render(), "patrold_connections "), 1, "the stranger's place is free");
    fort.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_somebody_else_cannot_ask_through_the_operators_browser() {
    let house = crate::api_over_the_wire::House::open(ApiLimits::default()).await;
    let address = house.server.address();
    let here = format!("127.0.0.1:{}", address.port());
    let rebound = format!("evil.example:{}", address.port());
    let ask = async |host: &str, origin: Option<String>| {
        let mut socket = TcpStream::connect(address).await.expect("accepted");
        let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
        let request = format!(
            "POST /patrol.v1.DispatchService/ListUnits HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Type: \
             application/grpc-web+proto\r\nX-Grpc-Web: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\n\0\0\0\0\0"
        );
        socket.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        timeout(PATIENCE, socket.read_to_end(&mut answer)).await.expect("in time").expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    };
    let is_answered = |answer: &str| answer.contains("grpc-status:0");
    assert!(is_answered(&ask(&here, Some(format!("http://{here}"))).await), "the daemon's own page");
    assert!(is_answered(&ask(&here, None).await), "no browser");
    for (host, origin) in [
        (here.as_str(), Some("http://evil.example".to_owned())),
        (&here, Some("null".to_owned())),
        (&rebound, Some(format!("http://{rebound}"))),
        (&rebound, None),
    ] {
        let answer = ask(host, origin.clone()).await;
        assert!(!is_answered(&answer) && answer.contains("grpc-status: 7"), "{host} {origin:?}: {answer}");
    }
    house.close().await;
}
