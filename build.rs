//! Compiles every `.proto` below `proto/`, in sorted order and without `protoc`.
//!
//! `OUT_DIR` receives one Rust file a package, which the room that owns it includes, and `patrol_v1_descriptors.bin`
//! for reflection. Storage messages (`patrol.journal.v1`) are left out of the latter: no client can ask for them.

use std::error::Error;
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

    let descriptors = protox::compile(&files, [PROTO_ROOT])?;
    let mut reflected = descriptors.clone();
    reflected.file.retain(|file| file.package() != STORAGE_PACKAGE);
    for file in &mut reflected.file {
        file.source_code_info = None;
    }
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out_dir.join("patrol_v1_descriptors.bin"), reflected.encode_to_vec())?;

    // Without transport helpers: `UnitService.Connect` would clash with the generated client's own `connect`. Clients are
    // made over a channel (`UnitServiceClient::new`).
    tonic_prost_build::configure().build_transport(false).compile_fds(descriptors)?;
    Ok(())
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
