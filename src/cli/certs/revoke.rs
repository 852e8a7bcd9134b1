//! Revoking in a pilot: a line in the operator's list, and for certificates a new revocation list of the authority.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::super::failure::Failure;
use super::authority::{Authority, Pair};
use super::files;
use crate::access::certificate::{PeerCertificate, read_serial};
use crate::access::revocations::Revocations;
use crate::runtime::clock::wall_now;

/// Where, and what.
#[derive(Debug, Args)]
pub(super) struct RevokeArgs {
    /// The folder of the pilot.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    what: What,
}

/// What is revoked: one thing.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    /// A certificate of the folder, by its file's name without the ending.
    #[arg(long, value_name = "NAME")]
    certificate: Option<String>,
    /// A certificate, by its serial number.
    #[arg(long, value_name = "HEX")]
    serial: Option<String>,
    /// A token, by its id (jti).
    #[arg(long, value_name = "ID")]
    token: Option<String>,
    /// Every token that was issued to a device.
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// A principal, with all that it has.
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
}

/// Revokes.
pub(super) fn run(args: &RevokeArgs, say: &mut impl Write) -> Result<(), Failure> {
    let entry = entry(&args.dir, &args.what)?;
    let before = files::read(&args.dir, files::REVOCATIONS)?;
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let after = format!("{before}{gap}{entry}\n");
    let revocations = Revocations::read(&after).map_err(|bad| {
        let lines: Vec<_> =
            bad.iter().map(|bad| format!("{}:{}: {}", files::REVOCATIONS, bad.line, bad.rule)).collect();
        Failure::Other(lines.join("\n"))
    })?;
    files::replace(&args.dir, files::REVOCATIONS, &after)?;
    writeln!(say, "revoked {entry}: the daemon heeds {} within seconds", files::REVOCATIONS)?;
    if entry.starts_with("serial ") {
        sign_list(&args.dir, &revocations)?;
        writeln!(say, "signed a new {}: take it to whatever else trusts this authority", files::REVOCATION_LIST)?;
    }
    Ok(())
}

fn entry(folder: &Path, what: &What) -> Result<String, Failure> {
    if let Some(name) = &what.certificate {
        let pem = files::read(folder, &format!("{name}.pem"))?;
        let unreadable = || Failure::Other(format!("{name}.pem holds no certificate of a client"));
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| unreadable())?;
        let certificate = PeerCertificate::read(&[certificate]).map_err(|_| unreadable())?;
        return Ok(format!("serial {}", certificate.serial));
    }
    if let Some(serial) = &what.serial {
        let digits = read_serial(serial).ok_or_else(|| {
            Failure::Other(format!("invalid --serial (got {serial:?}): hexadecimal digits are expected"))
        })?;
        return Ok(format!("serial {digits}"));
    }
    let named = [("token", &what.token), ("device", &what.device), ("principal", &what.principal)];
    let named = named.into_iter().find_map(|(kind, which)| which.as_ref().map(|which| format!("{kind} {which}")));
    named.ok_or_else(|| Failure::Other("say what is revoked".to_owned()))
}

/// Signs the authority's list anew, with every serial number that was revoked.
fn sign_list(folder: &Path, revocations: &Revocations) -> Result<(), Failure> {
    let pem =
        Pair { certificate: files::read(folder, files::AUTHORITY)?, key: files::read(folder, files::AUTHORITY_KEY)? };
    let serials: Vec<Vec<u8>> = revocations.serials().map(bytes).collect();
    let list = Authority::load(pem)?.revoke(&serials, wall_now())?;
    files::replace(folder, files::REVOCATION_LIST, &list)
}

/// The bytes of hexadecimal digits.
fn bytes(digits: &str) -> Vec<u8> {
    let even = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
    let pairs = even.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or("0"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_become_bytes_again() {
        assert_eq!(bytes("a1b00"), [0x0a, 0x1b, 0x00]);
        assert_eq!(bytes("ff"), [0xff]);
    }
}
