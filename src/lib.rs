//! patrold: a police patrol command-and-dispatch daemon.

pub mod domain;
pub mod journal;
pub mod vault;
