//! patrold: a police patrol command-and-dispatch daemon.

pub mod city;
pub mod domain;
pub mod travel;
pub mod tracker;
pub mod journal;
pub mod vault;
