//! Stories: a situation from the street in a few lines, and what became of it.
//!
//! Each file in `tests/stories/` holds commands, one a line, then a line `---`, then the transcript. `PATROLD_BLESS=1`
//! writes the transcripts anew, to be looked at before they are committed. The lines are described in [`script`].

mod authority;
mod desk;
mod names;
mod ordering;
mod script;
mod telling;

use std::fs;
use std::path::{Path, PathBuf};

use script::Story;

const DIVIDER: &str = "\n---\n";

#[test]
fn every_story_goes_as_it_was_told() {
    let mut failed = Vec::new();
    let files = story_files();
    assert!(files.len() >= 30, "only {} stories were found", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("a story can be read");
        let (script, expected) = text.split_once(DIVIDER).unwrap_or((text.trim_end(), ""));
        let told = Story::tell(script);
        if std::env::var_os("PATROLD_BLESS").is_some() {
            fs::write(&file, format!("{script}{DIVIDER}{told}")).expect("a story can be written");
        } else if told != expected {
            failed.push(difference(&file, expected, &told));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn story_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the stories")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "story"))
        .collect();
    files.sort();
    files
}

/// The first line in which a story went another way.
fn difference(file: &Path, expected: &str, told: &str) -> String {
    let mut lines = expected.lines();
    for (index, line) in told.lines().enumerate() {
        let wanted = lines.next().unwrap_or("(the end)");
        if line != wanted {
            return format!(
                "{} line {} of the transcript:\n  told     {wanted}\n  happened {line}",
                file.display(),
                index + 1
            );
        }
    }
    format!("{}: the transcript goes on with {:?}", file.display(), lines.next())
}
