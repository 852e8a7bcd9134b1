//! How entries become bytes and bytes become entries again.

#[expect(unreachable_pub, reason = "generated; nothing outside the codec sees it")]
mod message {
    tonic::include_proto!("patrol.journal.v1");
}
