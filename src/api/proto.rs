//! The messages, clients and servers of `proto/patrol/v1`, generated when the crate is built. A message with a field that
//! is marked as personal there (`debug_redact`) has a `Debug` that tells nothing of what is in it.

#[expect(
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes_without_reason,
    unused_qualifications,
    reason = "generated code keeps its generator's style; its comments are those of the proto files"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/patrol.v1.rs"));
    include!(concat!(env!("OUT_DIR"), "/personal.rs"));
}

pub use generated::*;

/// The descriptors of the public API as an encoded `FileDescriptorSet`, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patrol_v1_descriptors.bin"));
