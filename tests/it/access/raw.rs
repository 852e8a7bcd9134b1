//! A client that knows no types: it sends bytes to a path and takes bytes, so that a walk over the descriptors can make
//! every call that there is.

use std::time::Duration;

use patrold::api::proto::{WatchResponse, watch_response};
use prost::Message;
use tokio_stream::StreamExt;
use tonic::client::Grpc;
use tonic::transport::Channel;
use tonic::{Request, Status};

use crate::raw_codec::Raw;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Makes a call and gives everything that it answers, one message behind the other: for what never ends, as much as says
/// whether it was let in and what it shows.
pub(super) async fn call(channel: &Channel, path: &str, request: Request<Vec<Vec<u8>>>) -> Result<Vec<u8>, Status> {
    let path_and_query = path.parse().expect("a path");
    let request = request.map(tokio_stream::iter);
    let mut client = Grpc::new(channel.clone());
    client.ready().await.expect("a connection");
    let answered = tokio::time::timeout(PATIENCE, async {
        let mut answers = client.streaming(request, path_and_query, Raw).await?.into_inner();
        let mut all = Vec::new();
        while let Some(answer) = answers.next().await {
            let answer = answer?;
            all.extend_from_slice(&answer);
            if is_enough(path, &answer) {
                break;
            }
        }
        Ok(all)
    });
    answered.await.unwrap_or_else(|_| panic!("{path} did not answer in time"))
}

fn is_enough(path: &str, answer: &[u8]) -> bool {
    match path {
        "/patrol.v1.DispatchService/Watch" => match WatchResponse::decode(answer).expect("a message").message {
            Some(watch_response::Message::Snapshot(part)) => part.last,
            _ => false,
        },
        "/grpc.health.v1.Health/Watch" => true,
        _ => false,
    }
}
