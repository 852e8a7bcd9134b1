//! A device's stream whose positions were put into bytes beforehand.
//!
//! On one machine the generator and the daemon share the cores. What the generator does not spend on making the same
//! message again, the daemon has for reading it. A protobuf message may be sent in pieces: the number goes ahead, the
//! positions follow as they were.

use bytes::{BufMut, Bytes};
use prost::Message;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::client::Grpc;
use tonic::codec::{BufferSettings, Codec, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::{Request, Status, Streaming};
use tonic_prost::{ProstCodec, ProstDecoder};

use crate::api::proto::connect_request::Message as Up;
use crate::api::proto::{ConnectRequest, ConnectResponse, Fix, PositionBatch};
use crate::cli::remote::Wire;

/// The method that a device connects to.
const CONNECT: &str = "/patrol.v1.UnitService/Connect";
/// How many messages may wait for the transport: what waits here is not fresh any more.
const WAITING_MAX: usize = 4;

/// A message with a number of its own in front of what was prepared.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    /// Comes back with the answer.
    pub(super) number: u64,
    /// The rest of the message, in bytes.
    pub(super) body: Bytes,
}

/// Positions, ready to be sent any number of times.
pub(super) fn prepare(fixes: Vec<Fix>) -> Bytes {
    let message = ConnectRequest { number: 0, message: Some(Up::Positions(PositionBatch { fixes })) };
    Bytes::from(message.encode_to_vec())
}

/// Opens a stream; its first message goes ahead.
///
/// # Errors
/// When the daemon does not take it.
pub(super) async fn open(
    wire: Wire,
    first: ConnectRequest,
) -> Result<(mpsc::Sender<Numbered>, Streaming<ConnectResponse>), Status> {
    let (up, messages) = mpsc::channel(WAITING_MAX);
    let hello = Numbered { number: 0, body: Bytes::from(first.encode_to_vec()) };
    up.send(hello).await.map_err(|_| Status::unavailable("the stream is closed"))?;
    let mut grpc = Grpc::new(wire);
    grpc.ready().await.map_err(|why| Status::unavailable(why.to_string()))?;
    let request = Request::new(ReceiverStream::new(messages));
    let down = grpc.streaming(request, PathAndQuery::from_static(CONNECT), Prepared).await?;
    Ok((up, down.into_inner()))
}

/// Sends what was prepared, reads what the daemon says.
#[derive(Clone, Copy, Debug)]
struct Prepared;

impl Codec for Prepared {
    type Encode = Numbered;
    type Decode = ConnectResponse;
    type Encoder = Self;
    type Decoder = ProstDecoder<ConnectResponse>;

    fn encoder(&mut self) -> Self::Encoder {
        *self
    }

    fn decoder(&mut self) -> Self::Decoder {
        ProstCodec::<ConnectRequest, ConnectResponse>::raw_decoder(BufferSettings::default())
    }
}

impl Encoder for Prepared {
    type Item = Numbered;
    type Error = Status;

    fn encode(&mut self, item: Numbered, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        let number = ConnectRequest { number: item.number, message: None };
        number.encode(buffer).map_err(|why| Status::internal(why.to_string()))?;
        buffer.put(item.body);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_prepared_positions_are_one_message() {
        let fix = Fix { unit: "units/R1".to_owned(), ..Fix::default() };
        let mut bytes = ConnectRequest { number: 4_711, message: None }.encode_to_vec();
        bytes.extend(prepare(vec![fix.clone()]));
        let read = ConnectRequest::decode(bytes.as_slice()).expect("a message");
        assert_eq!((read.number, read.message), (4_711, Some(Up::Positions(PositionBatch { fixes: vec![fix] }))));
    }
}
