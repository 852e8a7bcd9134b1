//! Whatever stands in the two files of a replay.
#![no_main]

use std::io::{Seek, Write};
use std::sync::Mutex;

use libfuzzer_sys::fuzz_target;
use tempfile::NamedTempFile;

pub use patrold::domain;

/// The product's own reader, which nobody outside of its command sees.
#[path = "../../src/cli/replay"]
mod cli {
    #[path = "recording.rs"]
    pub(crate) mod recording;

    pub(crate) fn read(path: &std::path::Path) {
        for outcome in [recording::read_fixes(path).map(drop), recording::read_demands(path).map(drop)] {
            if let Err(error) = outcome {
                assert!(error.to_string().contains("recording") || error.to_string().contains("read"));
            }
        }
    }
}

static FILE: Mutex<Option<NamedTempFile>> = Mutex::new(None);

fuzz_target!(|bytes: &[u8]| {
    let mut kept = FILE.lock().expect("one thread");
    let file = kept.get_or_insert_with(|| NamedTempFile::new().expect("a file"));
    file.as_file().set_len(0).expect("emptied");
    file.rewind().expect("at its beginning");
    file.write_all(bytes).expect("written");
    cli::read(file.path());
});
