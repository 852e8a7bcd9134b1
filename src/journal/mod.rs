//! The record: what happened, on disk, in order, for ever.

pub mod codec;
