//! `patrold certs`: everything that a pilot needs to turn TLS and authentication on, made in one go.
//!
//! It is a small authority in a folder, for a trial on a few machines. A city brings its own authority and its own issuer
//! of tokens; the configuration is the same.

mod authority;
mod files;
mod pilot;
mod revoke;
mod token;

use std::io::Write;

use clap::{Args, Subcommand};

use super::failure::Failure;

/// Makes a small authority with certificates for the server, consoles, gateways and devices, a key for tokens, and the
/// configuration that uses them. Everything is new: nothing is ever overwritten.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct CertsArgs {
    #[command(flatten)]
    make: Option<pilot::MakeArgs>,
    #[command(subcommand)]
    then: Option<Then>,
}

#[derive(Debug, Subcommand)]
enum Then {
    /// Sign a token with the pilot's key, for a person at a console or a phone app.
    Token(token::TokenArgs),
    /// Revoke a certificate, a token, a device or a principal of the pilot; a running daemon heeds it within seconds.
    Revoke(revoke::RevokeArgs),
}

/// Makes, signs or revokes.
///
/// # Errors
/// When files are there already, or missing.
pub(super) fn run(args: &CertsArgs, say: &mut impl Write) -> Result<(), Failure> {
    match (&args.then, &args.make) {
        (Some(Then::Token(args)), _) => token::run(args, say),
        (Some(Then::Revoke(args)), _) => revoke::run(args, say),
        (None, Some(args)) => pilot::run(args, say),
        (None, None) => Err(Failure::Other("say where to: patrold certs --out DIR".to_owned())),
    }
}
