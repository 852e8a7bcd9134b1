//! Compiles every `.proto` below `proto/`, in sorted order and without `protoc`.
//!
//! `OUT_DIR` receives one Rust file a package, which the room that owns it includes, and `patrol_v1_descriptors.bin`
//! for reflection. Messages that carry personal data get a `Debug` that tells nothing of it. Storage messages
//! (`patrol.journal.v1`) are left out of the descriptors: no client can ask for them. `access_table.rs` is the table of
//! who may call what: an rpc without a row in it, or a row without an rpc, is no build. `console_files.rs` lists the web
//! console's files when `console/dist/site/` has them.

#[path = "build/access_table.rs"]
mod access_table;
#[path = "build/console_files.rs"]
mod console_files;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use prost::Message;
use protox::prost_reflect::prost_types::FileDescriptorSet;

const PROTO_ROOT: &str = "proto";
const STORAGE_PACKAGE: &str = "patrol.journal.v1";
/// The folder is always there, so that Cargo can see when something comes into it.
const CONSOLE_ROOT: &str = "console/dist";
const ACCESS_TABLE: &str = "proto/patrol/v1/access.table";

/// Calls of services that come from libraries; a test compares them with the libraries' own descriptors.
const FOREIGN: [(&str, &str); 4] = [
    ("grpc.health.v1.Health", "Check"),
    ("grpc.health.v1.Health", "Watch"),
    ("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo"),
    ("grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build/access_table.rs");
    println!("cargo:rerun-if-changed=build/console_files.rs");
    println!("cargo:rerun-if-changed={CONSOLE_ROOT}");
    println!("cargo:rerun-if-changed={PROTO_ROOT}");
    let mut files = Vec::new();
    collect_protos(Path::new(PROTO_ROOT), &mut files)?;
    files.sort();

    let mut compiler = protox::Compiler::new([PROTO_ROOT])?;
    compiler.include_source_info(true).include_imports(true).open_files(&files)?;
    let descriptors = compiler.file_descriptor_set();
    let personal = personal_fields(&compiler)?;
    let mut reflected = descriptors.clone();
    reflected.file.retain(|file| file.package() != STORAGE_PACKAGE);
    for file in &mut reflected.file {
        file.source_code_info = None;
    }
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out_dir.join("patrol_v1_descriptors.bin"), reflected.encode_to_vec())?;

    let messages: BTreeSet<&str> = personal.iter().filter_map(|field| Some(field.rsplit_once('.')?.0)).collect();
    fs::write(out_dir.join("personal.rs"), redaction(&personal, &messages)?)?;
    fs::write(out_dir.join("access_table.rs"), access(&reflected)?)?;
    let console = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(CONSOLE_ROOT).join("site");
    fs::write(out_dir.join("console_files.rs"), console_files::list(&console)?)?;

    // Without transport helpers: `UnitService.Connect` would clash with the generated client's own `connect`. Clients are
    // made over a channel (`UnitServiceClient::new`).
    let code = tonic_prost_build::configure().build_transport(false).skip_debug(messages);
    // A stored record is decoded out of one piece of memory, which its ids, hashes and ciphertexts share.
    code.bytes(format!(".{STORAGE_PACKAGE}")).compile_fds(descriptors)?;
    Ok(())
}

/// The full names of the fields that are marked as personal (`debug_redact`).
fn personal_fields(compiler: &protox::Compiler) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut personal = BTreeSet::new();
    for message in compiler.descriptor_pool().all_messages() {
        for field in message.fields() {
            let options = field.options();
            let mark = options.get_field_by_name("debug_redact").ok_or("the options of fields have no debug_redact")?;
            if mark.as_bool() == Some(true) {
                personal.insert(field.full_name().to_owned());
            }
        }
    }
    Ok(personal)
}

/// `Debug` for the messages that carry personal data: it names the message and says nothing of what is in it.
fn redaction(personal: &BTreeSet<String>, messages: &BTreeSet<&str>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("/// The full names of the fields that hold personal data in the clear.\n");
    let names: Vec<_> = personal.iter().collect();
    writeln!(code, "pub const PERSONAL_FIELDS: [&str; {}] = {names:?};", names.len())?;
    for message in messages {
        let name = message.rsplit('.').next().unwrap_or_default();
        writeln!(
            code,
            "impl ::core::fmt::Debug for {name} {{\n    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> \
             ::core::fmt::Result {{\n        formatter.write_str(\"{name}(redacted)\")\n    }}\n}}"
        )?;
    }
    Ok(code)
}

/// The code of the table of who may call what, once it fits the calls that there are.
fn access(descriptors: &FileDescriptorSet) -> Result<String, Box<dyn Error>> {
    let services = descriptors.file.iter().flat_map(|file| file.service.iter().map(move |it| (file.package(), it)));
    let own = services.flat_map(|(package, service)| {
        let name = format!("{package}.{}", service.name());
        service.method.iter().map(move |method| (name.clone(), method.name().to_owned()))
    });
    let foreign = FOREIGN.iter().map(|(service, rpc)| ((*service).to_owned(), (*rpc).to_owned()));
    let calls: Vec<_> = own.chain(foreign).collect();
    let refuse = |faults: Vec<String>| format!("{ACCESS_TABLE}:\n  {}", faults.join("\n  "));
    let rows = access_table::read(&fs::read_to_string(ACCESS_TABLE)?).map_err(refuse)?;
    let faults = access_table::compare(&rows, &calls);
    if faults.is_empty() { Ok(access_table::generate(&rows)) } else { Err(refuse(faults).into()) }
}

fn collect_protos(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect_protos(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    Ok(())
}
