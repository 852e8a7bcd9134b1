//! Lists the web console's files, when they were built. Nothing is built from here: Cargo alone must do without Node.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// One entry for each file of the built console: path, kind, bytes, and whether the name says what is in it.
pub(crate) fn list(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut files = Vec::new();
    if root.is_dir() {
        collect(root, &mut files)?;
    }
    files.sort();
    let mut listed = String::from("/// The built console; empty when it was not there.\nconst FILES: &[File] = &[\n");
    for file in files {
        let name = file.strip_prefix(root)?.to_str().ok_or("a file of the console has an unreadable name")?;
        let path = format!("/{}", name.replace('\\', "/"));
        let source = file.to_str().ok_or("the console lies in a folder with an unreadable name")?;
        writeln!(listed, "    File {{")?;
        writeln!(listed, "        path: {path:?},")?;
        writeln!(listed, "        content_type: {:?},", content_type(&path))?;
        writeln!(listed, "        bytes: include_bytes!({source:?}),")?;
        // Their names end with a hash of what is in them.
        writeln!(listed, "        named_by_content: {},", path.starts_with("/assets/"))?;
        writeln!(listed, "    }},")?;
    }
    listed.push_str("];\n");
    Ok(listed)
}

fn content_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json" | "webmanifest") => "application/json",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
