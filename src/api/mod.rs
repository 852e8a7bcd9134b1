//! The rim: gRPC in, commands out, and answers back.
//!
//! Flow of a write: [`guard`] finds out who asks, [`from_proto`] reads the message into one domain command and collects
//! everything that is wrong with it, [`stamp`] names the write so that a retry is recognised, the runtime decides and
//! syncs, [`to_proto`] writes the receipt. What goes wrong leaves through [`status`].
//!
//! Invariants: no generated type goes behind this room and no rule of dispatching lives in it; personal data is sealed
//! while a message is read, so that no command ever holds it in the clear; every position leaves [`from_proto`] as
//! WGS-84; a message with any fault changes nothing.

pub mod base_map;
mod connection;
pub mod console;
pub mod desk;
pub mod dispatch;
pub mod door;
pub mod edge;
pub mod eyes;
pub mod faults;
pub mod from_proto;
pub mod guard;
pub mod identity;
mod incident_filter;
mod instant;
mod leash;
pub mod lens;
pub mod limits;
pub mod line;
pub mod listener;
mod masking;
pub mod names;
mod open_files;
mod origin;
pub mod outbox;
pub mod overload;
pub mod page;
pub mod patience;
pub mod policy;
pub mod privacy;
pub mod proto;
pub mod records;
pub mod rehearse;
pub mod reload;
pub mod roster;
pub mod server;
pub mod stamp;
pub mod status;
pub mod submit;
pub mod to_proto;
pub mod traffic;
mod twins;
pub mod unit;
pub mod unit_connect;
pub mod watch;
pub mod whole;
pub mod witness;
