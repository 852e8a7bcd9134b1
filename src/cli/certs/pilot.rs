//! The folder of a pilot: authority, certificates, key of tokens, principals, and the configuration that uses them.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use rcgen::{KeyPair, PKCS_ED25519};

use super::super::failure::Failure;
use super::authority::{Authority, Holder, Pair, Span};
use super::{files, token};
use crate::domain::ids::UnitId;
use crate::runtime::clock::wall_now;

/// The name of the issuer of the pilot's tokens.
pub(super) const ISSUER: &str = "patrold-pilot";

/// The longest time that certificates are made for, in days.
const DAYS_MAX: u64 = 825;

/// What to make.
#[derive(Debug, Args)]
pub(super) struct MakeArgs {
    /// The folder to make; it must not be there, or be empty.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A DNS name or an address under which clients reach the daemon; several times for several.
    #[arg(long = "name", value_name = "NAME", default_values_t = ["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()])]
    names: Vec<String>,
    /// A unit to make a device's certificate for; several times for several. The gateway speaks for all of them.
    #[arg(long = "unit", value_name = "CALLSIGN", value_parser = read_unit, default_values_t = [String::from("R1"), String::from("R2")].map(Callsign))]
    units: Vec<Callsign>,
    /// For how many days the certificates are valid.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u64).range(1..=DAYS_MAX))]
    days: u64,
}

/// A callsign from the command line.
#[derive(Clone, Debug)]
struct Callsign(String);

impl std::fmt::Display for Callsign {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn read_unit(text: &str) -> Result<Callsign, String> {
    UnitId::new(text).map(|unit| Callsign(unit.as_str().to_owned())).map_err(|why| why.to_string())
}

/// A client of the pilot: its file's name, its path in the URI, and its lines in the principals file.
struct Client {
    name: String,
    uri: String,
    grant: String,
}

/// Makes the folder.
pub(super) fn run(args: &MakeArgs, say: &mut impl Write) -> Result<(), Failure> {
    let folder = args.out.as_path();
    files::make_folder(folder)?;
    let span = Span { now: wall_now(), days: args.days };
    let authority = Authority::new("patrold pilot authority", span)?;
    write_pair(folder, files::AUTHORITY, files::AUTHORITY_KEY, &authority.pem)?;
    let server = authority.sign("patrold", &Holder::Server(&args.names), span)?;
    write_pair(folder, "server.pem", "server.key", &server)?;
    let clients = clients(&args.units);
    for client in &clients {
        let pair = authority.sign(&client.name, &Holder::Client(&client.uri), span)?;
        write_pair(folder, &format!("{}.pem", client.name), &format!("{}.key", client.name), &pair)?;
    }
    files::write_new(folder, files::REVOCATION_LIST, &authority.revoke(&[], span.now)?)?;
    files::write_new(folder, files::REVOCATIONS, "# One a line: serial, token, device or principal, and which one.\n")?;
    let signs = KeyPair::generate_for(&PKCS_ED25519).map_err(|why| Failure::Other(why.to_string()))?;
    files::write_new(folder, files::TOKEN_KEY, &signs.serialize_pem())?;
    files::write_new(folder, files::TOKEN_KEYS, &token::public_keys(&signs)?)?;
    files::write_new(folder, files::PRINCIPALS, &principals(&clients))?;
    files::write_new(folder, files::CONFIG, CONFIG)?;
    tell(args, say)
}

fn write_pair(folder: &Path, certificate: &str, key: &str, pair: &Pair) -> Result<(), Failure> {
    files::write_new(folder, certificate, &pair.certificate)?;
    files::write_new(folder, key, &pair.key)
}

fn clients(units: &[Callsign]) -> Vec<Client> {
    let desk = |name: &str, role: &str| Client {
        name: name.to_owned(),
        uri: format!("spiffe://patrold.pilot/desk/{name}"),
        grant: format!("role = \"{role}\"\ncity = true\npersonal_data = true\n"),
    };
    let quoted: Vec<_> = units.iter().map(|unit| format!("{:?}", unit.0)).collect();
    let gateway = Client {
        name: "gateway-1".to_owned(),
        uri: "spiffe://patrold.pilot/gateway/1".to_owned(),
        grant: format!("role = \"gateway\"\nunits = [{}]\npersonal_data = true\n", quoted.join(", ")),
    };
    let device = |unit: &Callsign| Client {
        name: format!("unit-{unit}"),
        uri: format!("spiffe://patrold.pilot/unit/{}", percent_encoded(&unit.0)),
        grant: format!("role = \"unit\"\nunits = [{:?}]\npersonal_data = true\n", unit.0),
    };
    let desks =
        [desk("administrator", "administrator"), desk("supervisor-1", "supervisor"), desk("console-1", "dispatcher")];
    desks.into_iter().chain([gateway]).chain(units.iter().map(device)).collect()
}

/// A callsign as a part of a URI.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let _infallible = if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            write!(encoded, "{}", char::from(byte))
        } else {
            write!(encoded, "%{byte:02X}")
        };
    }
    encoded
}

fn principals(clients: &[Client]) -> String {
    let mut text =
        "# Who is known by its certificate, and what it may do. docs/operations.md says what may stand here.\n"
            .to_owned();
    for Client { name, uri, grant } in clients {
        let _infallible = write!(text, "\n[[principal]]\ncertificate = {uri:?}\nname = {name:?}\n{grant}");
    }
    text
}

/// The configuration of a pilot; what it leaves out has its default.
const CONFIG: &str = r#"# A pilot with TLS, client certificates and tokens. What is left out has its default: see config/patrold.toml.

[listen]
grpc = "0.0.0.0:7443"

[tls]
certificate_file = "server.pem"
key_file = "server.key"
client_ca_file = "ca.pem"
crl_file = "ca.crl"
# People at consoles and phone apps come with a token and no certificate.
client_certificates = "optional"

[access]
principals_file = "principals.toml"
token_keys_file = "token.jwks"
revocations_file = "revocations.txt"
token_issuer = "patrold-pilot"
"#;

fn tell(args: &MakeArgs, say: &mut impl Write) -> Result<(), Failure> {
    let folder = args.out.display();
    let host = args.names.first().map_or("localhost", String::as_str);
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    writeln!(say, "made a pilot in {folder}, valid for {} days", args.days)?;
    writeln!(say, "the daemon:   patrold serve --config {folder}/{} --data patrold-data", files::CONFIG)?;
    writeln!(
        say,
        "a console:    patrold ctl --address https://{host}:7443 --ca {folder}/ca.pem --cert {folder}/console-1.pem \
         --key {folder}/console-1.key units"
    )?;
    writeln!(say, "a person:     patrold certs token --dir {folder} --sub zhang.wei --role dispatcher --city")?;
    writeln!(say, "what is lost: patrold certs revoke --dir {folder} --certificate console-1")?;
    writeln!(
        say,
        "keep {} and {} off the daemon's machine: whoever has them can let anybody in",
        files::AUTHORITY_KEY,
        files::TOKEN_KEY
    )?;
    Ok(())
}
