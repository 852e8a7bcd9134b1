//! patrold: a police patrol command-and-dispatch daemon.
//!
//! The rooms in reading order; each names what it may import in `ARCHITECTURE.md`.

// The words.
pub mod domain;

// What supervisors decide, and what the daemon decides by it.
pub mod policy;

pub mod engine;

// Where units are, how long they take, where they were.
pub mod tracker;

pub mod travel;

pub mod tracks;

// What is on disk before anyone is told, and what is asked about the past.
pub mod journal;

pub mod vault;

pub mod records;

// The shell.
pub mod telemetry;

pub mod runtime;

pub mod api;

pub mod config;

// The invented city for demonstrations, load and simulation.
pub mod city;

// The command line.
pub mod cli;
