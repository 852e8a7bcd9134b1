//! Whatever bytes come as the request of any rpc, to a daemon of its own on loopback: it answers or refuses, never with an
//! internal error, and nobody panics. A body of the right shape comes from the corpus and the fuzzer's patience.
#![no_main]

use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use patrold::api::limits::ApiLimits;
use patrold::api::proto;
use patrold::api::server::Server;
use patrold::config::Config;
use patrold::policy::source::PolicySource;
use patrold::runtime::settings::ClockChoice;
use patrold::runtime::start::Daemon;
use prost::Message;
use prost_types::FileDescriptorSet;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_stream::StreamExt;
use tonic::client::Grpc;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

#[path = "../../tests/shared/raw_codec.rs"]
mod raw_codec;

use raw_codec::Raw;

/// How long a stream is listened to: some never end.
const PATIENCE: Duration = Duration::from_millis(20);

struct House {
    runtime: Runtime,
    channel: Channel,
    paths: Vec<(String, bool)>,
    _folder: tempfile::TempDir,
    _daemon: Daemon,
    _server: Server,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Runtime::new().expect("a runtime");
        let (daemon, server, channel) = runtime.block_on(async {
            let config = Config::load(None).expect("the built-in configuration");
            let settings = config.runtime(folder.path(), PolicySource::built_in()).expect("limits that hold");
            let clock = ClockChoice::System { accept_jump: false };
            let daemon = Daemon::start(settings, clock).await.expect("it starts");
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let server =
                Server::start(daemon.handle().clone(), listener, ApiLimits::default()).await.expect("it serves");
            let address = format!("http://{}", server.address());
            let channel = Channel::from_shared(address).expect("an address").connect().await.expect("it serves");
            (daemon, server, channel)
        });
        let mut paths = Vec::new();
        for file in FileDescriptorSet::decode(proto::DESCRIPTORS).expect("descriptors").file {
            for service in &file.service {
                for method in &service.method {
                    let path = format!("/{}.{}/{}", file.package(), service.name(), method.name());
                    paths.push((path, method.server_streaming()));
                }
            }
        }
        House { runtime, channel, paths, _folder: folder, _daemon: daemon, _server: server }
    })
}

async fn ask(channel: &Channel, path: &str, body: Vec<u8>, is_stream: bool) -> Result<(), Status> {
    let mut client = Grpc::new(channel.clone());
    client.ready().await.expect("a connection");
    let request = Request::new(tokio_stream::once(body));
    let path = path.parse().expect("a path");
    let asked = async {
        let mut answers = client.streaming(request, path, Raw).await?.into_inner();
        while let Some(answer) = answers.next().await {
            answer?;
        }
        Ok(())
    };
    if is_stream { tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Ok(())) } else { asked.await }
}

fuzz_target!(|input: (u8, Vec<u8>)| {
    let house = house();
    let (number, body) = input;
    let (path, is_stream) = &house.paths[usize::from(number) % house.paths.len()];
    let told = house.runtime.block_on(ask(&house.channel, path, body.clone(), *is_stream));
    if let Err(status) = told {
        let is_our_fault = matches!(status.code(), Code::Unknown | Code::DataLoss)
            // tonic says Internal of bytes that are no message.
            || (status.code() == Code::Internal && !status.message().contains("decode"));
        assert!(!is_our_fault, "{path} {body:?}: {status:?}");
    }
});
