//! A gRPC service that does nothing, and how long it takes to ask it.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Endpoint, Server};
use tonic::{Request, Response, Status};

use crate::sample::{Sample, Tally};
use crate::servers::Failure;

mod bare {
    #![allow(
        clippy::allow_attributes_without_reason,
        clippy::large_enum_variant,
        clippy::pedantic,
        missing_debug_implementations,
        unreachable_pub,
        unused_qualifications,
        reason = "generated"
    )]
    tonic::include_proto!("bare");
}

use bare::bare_client::BareClient;
use bare::bare_server::{Bare, BareServer};
use bare::{EchoRequest, EchoResponse};

/// About as many bytes as the job's report and its receipt have on the wire.
const REPORT_BYTES: usize = 160;
const RECEIPT_BYTES: u32 = 200;

struct Echo;

#[tonic::async_trait]
impl Bare for Echo {
    async fn echo(&self, request: Request<EchoRequest>) -> Result<Response<EchoResponse>, Status> {
        let bytes = usize::try_from(request.into_inner().answer_bytes.min(65_536)).unwrap_or(0);
        Ok(Response::new(EchoResponse { body: vec![7; bytes] }))
    }
}

/// Serves until the process ends; says its port.
pub(crate) async fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?.port());
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    Server::builder().add_service(BareServer::new(Echo)).serve_with_incoming(incoming).await?;
    Ok(())
}

/// Asks one thing at a time.
pub(crate) async fn one_by_one(port: u16, seconds: f64) -> Result<Sample, Failure> {
    let channel = Endpoint::from_shared(format!("http://127.0.0.1:{port}"))?.tcp_nodelay(true).connect().await?;
    let mut client = BareClient::new(channel);
    let request = EchoRequest { body: vec![7; REPORT_BYTES], answer_bytes: RECEIPT_BYTES };
    let (begun, mut tally) = (Instant::now(), Tally::new());
    while begun.elapsed() < Duration::from_secs_f64(seconds) {
        let asked = Instant::now();
        client.echo(request.clone()).await?;
        tally.claim(asked.elapsed());
        tally.jobs += 1;
    }
    Ok(Sample::of(begun, [tally]))
}
