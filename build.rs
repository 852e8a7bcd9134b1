//! Compiles every `.proto` below `proto/`, in sorted order and without `protoc`.
//!
//! `OUT_DIR` receives one Rust file a package, which the room that owns it includes, and `patrol_v1_descriptors.bin`
//! for reflection. Storage messages (`patrol.journal.v1`) are left out of the latter: no client can ask for them.
//! `access_table.rs` is the table of who may call what: an rpc without a row in it, or a row without an rpc, is no build.

#[path = "build/access_table.rs"]
mod access_table;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use prost::Message;
use protox::prost_reflect::prost_types::FileDescriptorSet;

const PROTO_ROOT: &str = "proto";
const STORAGE_PACKAGE: &str = "patrol.journal.v1";
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
    println!("cargo:rerun-if-changed={PROTO_ROOT}");
    let mut files = Vec::new();
    collect_protos(Path::new(PROTO_ROOT), &mut files)?;
    files.sort();

    let descriptors = protox::compile(&files, [PROTO_ROOT])?;
    let mut reflected = descriptors.clone();
    reflected.file.retain(|file| file.package() != STORAGE_PACKAGE);
    for file in &mut reflected.file {
        file.source_code_info = None;
    }
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out_dir.join("patrol_v1_descriptors.bin"), reflected.encode_to_vec())?;

    fs::write(out_dir.join("access_table.rs"), access(&reflected)?)?;

    // Without transport helpers: `UnitService.Connect` would clash with the generated client's own `connect`. Clients are
    // made over a channel (`UnitServiceClient::new`).
    tonic_prost_build::configure().build_transport(false).compile_fds(descriptors)?;
    Ok(())
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
