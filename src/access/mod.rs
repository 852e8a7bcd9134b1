//! Who may ask: what a client presents becomes a [`caller::Caller`], or is turned away.
//!
//! Flow: [`certificate`] reads what a peer showed in its handshake and [`token`] verifies what a call carries, against the
//! [`keys`] of the issuer; [`principals`] says what a name may do, [`revocations`] what does not count any more. The
//! [`gate`] asks all of them, [`table`] says which calls a role may make. [`tls`] makes the transport's side of the same files.
//!
//! Invariants, as absences: nothing here knows of gRPC, reads a file, decides about incidents or asks a clock: time is an
//! argument; no credential is in any error, log or `Debug`; no shared secret and no unsigned token is ever a key.

mod cache;
pub mod caller;
pub mod certificate;
pub mod denied;
pub mod gate;
pub mod grant;
pub mod keys;
pub mod principals;
pub mod revocations;
pub mod table;
pub mod tls;
pub mod token;

#[cfg(test)]
mod tests;
