//! patrold: a police patrol command-and-dispatch daemon.

pub mod api;
pub mod city;
pub mod domain;
pub mod policy;
pub mod journal;
pub mod tracker;
pub mod tracks;
pub mod travel;
pub mod vault;
