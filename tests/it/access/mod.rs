//! Who may do what, and see what: every call, as every role, with every kind of scope, against a real daemon.

mod caller;
mod raw;
mod samples;
mod scene;
mod table;
mod walk;
mod watching;
