//! A client that knows no types: it sends bytes to a path and takes bytes, so that a walk over the descriptors can make
//! every call that there is.

use std::time::Duration;

use bytes::{Buf, BufMut};
use patrold::api::proto::{WatchResponse, watch_response};
use prost::Message;
use tokio_stream::StreamExt;
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::transport::Channel;
use tonic::{Request, Status};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, Debug, Default)]
struct Bytes;

impl Codec for Bytes {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, item: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(&item);
        Ok(())
    }
}

impl Decoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut item = vec![0; buffer.remaining()];
        buffer.copy_to_slice(&mut item);
        Ok(Some(item))
    }
}

/// Makes a call and gives everything that it answers, one message behind the other: for what never ends, as much as says
/// whether it was let in and what it shows.
pub(super) async fn call(channel: &Channel, path: &str, request: Request<Vec<Vec<u8>>>) -> Result<Vec<u8>, Status> {
    let path_and_query = path.parse().expect("a path");
    let request = request.map(tokio_stream::iter);
    let mut client = Grpc::new(channel.clone());
    client.ready().await.expect("a connection");
    let answered = tokio::time::timeout(PATIENCE, async {
        let mut answers = client.streaming(request, path_and_query, Bytes).await?.into_inner();
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
