//! The same canary as a browser would sing it: gRPC-Web over HTTP/1.1, whole, broken and in the wrong clothes; and in
//! questions to reflection and health.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;

use super::nest::{Fill, Nest};
use super::{TOKEN, TOLD, contains};

/// How long an answer is read: a watch never ends by itself.
const PATIENCE: Duration = Duration::from_millis(500);

/// What came of a browser's requests.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// How many had an answer in HTTP.
    pub(super) answered: usize,
    /// How many of them in gRPC-Web.
    pub(super) in_grpc: usize,
}

/// Sends every method's message as gRPC-Web, in bytes and in text, and what is none.
pub(super) fn sing_like_a_browser(address: SocketAddr) -> Heard {
    let nest = Nest::read();
    let mut heard = Heard::default();
    let fill = Fill { told: TOLD.to_owned(), other: |_| "x".to_owned(), known: None };
    for method in nest.methods() {
        let message = nest.encode(&method.input, 0, &fill);
        let length = u32::try_from(message.len()).expect("small").to_be_bytes();
        let framed = [&[0_u8][..], &length, &message].concat();
        let path = &method.path;
        for (kind, body) in [
            ("application/grpc-web+proto", framed.clone()),
            ("application/grpc-web-text", STANDARD.encode(&framed).into_bytes()),
            ("application/grpc-web-text", TOLD.as_bytes().to_vec()),
            ("application/json", format!("{{\"narrative\": \"{TOLD}\"}}").into_bytes()),
        ] {
            let answer = ask(address, "POST", path, kind, &body);
            heard.answered += usize::from(answer.starts_with(b"HTTP/1.1 "));
            heard.in_grpc += usize::from(contains(&answer, b"grpc-status"));
            assert!(!contains(&answer, TOLD.as_bytes()) && !contains(&answer, TOKEN.as_bytes()), "{path} {kind}");
        }
    }
    for path in [format!("/{TOKEN}"), format!("/?phone={TOKEN}"), format!("/patrol.v1.DispatchService/{TOKEN}")] {
        for method in ["GET", "POST", "HEAD", "OPTIONS", "DELETE"] {
            let answer = ask(address, method, &path, "text/plain", TOLD.as_bytes());
            assert!(!contains(&answer, TOLD.as_bytes()), "{method} {path}");
        }
    }
    heard
}

fn ask(address: SocketAddr, method: &str, path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: patrold\r\ncontent-type: {kind}\r\nx-grpc-web: 1\r\nauthorization: Bearer \
         {TOKEN}\r\ncookie: session={TOKEN}\r\nreferer: http://patrold/{TOKEN}\r\nconnection: close\r\ncontent-length: \
         {}\r\n\r\n",
        body.len()
    );
    let mut wire = TcpStream::connect(address).expect("it answers");
    wire.set_read_timeout(Some(PATIENCE)).expect("set");
    let mut answer = Vec::new();
    // Who sends what is refused may find the line closed, and a watch leaves it open.
    if wire.write_all(head.as_bytes()).and_then(|()| wire.write_all(body)).is_ok() {
        drop(wire.read_to_end(&mut answer));
    }
    answer
}

/// Asks what there is by names that there are not. Whoever asks is told their own word back; nobody else hears it.
pub(super) async fn ask_for_what_there_is_not(channel: &Channel) {
    for request in [
        MessageRequest::FileByFilename(TOKEN.to_owned()),
        MessageRequest::FileContainingSymbol(TOKEN.to_owned()),
        MessageRequest::AllExtensionNumbersOfType(TOKEN.to_owned()),
        MessageRequest::ListServices(TOKEN.to_owned()),
    ] {
        let request = ServerReflectionRequest { host: TOKEN.to_owned(), message_request: Some(request) };
        let answers = ServerReflectionClient::new(channel.clone())
            .server_reflection_info(tokio_stream::iter([request]))
            .await
            .expect("reflection answers");
        drop(answers.into_inner().message().await);
    }
    let unknown = HealthCheckRequest { service: TOKEN.to_owned() };
    let refused = HealthClient::new(channel.clone()).check(unknown).await.expect_err("there is no such service");
    assert_eq!(refused.code(), tonic::Code::NotFound);
}
