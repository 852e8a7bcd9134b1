//! Compiles every `.proto` below `proto/`, in sorted order and without `protoc`.
//!
//! `OUT_DIR` receives one Rust file a package, which the room that owns it includes, and `patrol_v1_descriptors.bin`
//! for reflection. Messages that carry personal data get a `Debug` that tells nothing of it. Storage messages (`patrol.journal.v1`) are left out of the latter: no client can ask for them.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use prost::Message;

const PROTO_ROOT: &str = "proto";
const STORAGE_PACKAGE: &str = "patrol.journal.v1";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
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

    // Without transport helpers: `UnitService.Connect` would clash with the generated client's own `connect`. Clients are
    // made over a channel (`UnitServiceClient::new`).
    tonic_prost_build::configure().build_transport(false).skip_debug(messages).compile_fds(descriptors)?;
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
