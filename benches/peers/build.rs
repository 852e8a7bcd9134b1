//! Compiles the product's API into a client, and a bare echo service beside it, without `protoc`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=../../proto");
    println!("cargo:rerun-if-changed=bare");
    let services = ["dispatch", "roster", "unit"].map(|name| format!("patrol/v1/{name}.proto"));
    let mut product = protox::Compiler::new(["../../proto"])?;
    product.include_imports(true).open_files(services)?;
    // `UnitService.Connect` would clash with the generated client's own `connect`.
    let client = tonic_prost_build::configure().build_transport(false).build_server(false);
    client.compile_fds(product.file_descriptor_set())?;
    let mut echo = protox::Compiler::new(["bare"])?;
    echo.open_file("echo.proto")?;
    tonic_prost_build::configure().build_transport(false).compile_fds(echo.file_descriptor_set())?;
    Ok(())
}
