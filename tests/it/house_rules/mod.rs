//! The rules of the house that neither the compiler nor clippy can hold.
//!
//! What is forbidden here is forbidden in what is compiled into the daemon; tests may do as they need.

mod imports;
mod pages;
mod source;

use std::fs;
use std::path::Path;

use source::{Source, files_below, sources};

/// In the table of rooms: no limit.
pub(crate) const EVERYTHING: &str = "everything";

/// The rooms of `src/` in reading order, and what each may import of ours. `journal::disk` allows that module alone.
pub(crate) const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("policy", &["domain"]),
    ("engine", &["domain", "policy"]),
    ("tracker", &["domain"]),
    ("travel", &["domain"]),
    ("tracks", &["domain"]),
    ("journal", &["domain"]),
    ("vault", &["domain", "journal::disk"]),
    ("records", &["domain"]),
    ("telemetry", &[]),
    (
        "runtime",
        &["domain", "policy", "engine", "tracker", "travel", "tracks", "journal", "vault", "records", "telemetry"],
    ),
    ("rehearsal", &["domain", "policy", "engine", "tracker", "tracks", "travel", "journal", "runtime"]),
    ("access", &["domain"]),
    ("api", &["domain", "access", "tracker", "runtime", "rehearsal", "telemetry"]),
    ("config", &["domain", "policy", "engine", "tracker", "tracks", "journal", "runtime", "access", "api"]),
    ("city", &["domain"]),
    ("cli", &[EVERYTHING]),
];

/// Where a word may stand: the word, the rooms or files that may say it, and why nobody else may.
const HOMES: &[(&str, &[&str], &str)] = &[
    ("Instant::now", &["runtime/clock.rs"], "time is an argument"),
    ("SystemTime::now", &["runtime/clock.rs"], "time is an argument"),
    ("Timestamp::now", &[], "time is an argument"),
    ("Zoned::now", &[], "time is an argument"),
    ("unbounded_channel", &[], "every queue has a limit"),
    ("dashmap::", &["tracker/"], "its iteration has no order and its guards deadlock"),
    ("DashMap", &["tracker/"], "its iteration has no order and its guards deadlock"),
    ("rusqlite::", &["records/"], "what is asked is SQLite, what is promised is the journal"),
    ("chacha20poly1305::", &["vault/"], "one place seals"),
    ("clap::", &["cli/", "main.rs"], "one place reads arguments"),
    ("tokio::", &["runtime/", "api/", "telemetry/", "cli/"], "the core is not async"),
    ("tonic::transport", &["api/", "cli/"], "one place speaks to the network"),
    ("tracing::", &["runtime/", "api/", "telemetry/", "cli/"], "the core says what happened by what it returns"),
    ("metrics::", &["runtime/", "api/", "telemetry/", "cli/"], "the core says what happened by what it returns"),
    (
        ".index()",
        &["engine/decide/", "engine/state.rs", "engine/invariants.rs", "runtime/sequencer.rs"],
        "where nobody decides it is derived from everything",
    ),
    (".unwrap()", &[], "an error is answered, not suffered"),
    ("todo!", &[], "what is not done is said in an issue"),
    ("unimplemented!", &[], "what is not done is said in an issue"),
    ("dbg!", &[], "left behind"),
    ("print!", &[], "the command line prints through a writer"),
    ("println!", &[], "the command line prints through a writer"),
    ("eprint!", &["main.rs"], "log lines go through tracing"),
    ("eprintln!", &["main.rs"], "log lines go through tracing"),
];

/// What a room never names, though others may.
const BANNED: &[(&str, &[&str], &str)] = &[
    ("engine/", &["HashMap", "HashSet"], "an iteration without order must never reach a decision"),
    ("policy/", &["HashMap", "HashSet"], "an iteration without order must never reach a decision"),
    ("engine/", &["std::fs", "std::thread", "std::net", "rand::"], "the engine computes and does nothing else"),
    ("policy/", &["std::thread", "std::net", "rand::"], "an evaluation computes and does nothing else"),
];

/// The most lines of a file, tests apart.
const FILE_LINES_MAX: usize = 500;

/// Files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("domain/command.rs", "everything that can be asked: one closed set, each field with its line"),
    ("domain/event.rs", "everything that can have happened: one closed set, each field with its line"),
];

#[test]
fn words_stay_in_their_homes() {
    let sources = sources();
    let mut offences = Vec::new();
    for (word, homes, why) in HOMES {
        let strangers = sources.iter().filter(|source| !homes.iter().any(|home| source.path.starts_with(home)));
        offences.extend(strangers.flat_map(|source| found(source, word, why)));
    }
    for (place, words, why) in BANNED {
        let inside = sources.iter().filter(|source| source.path.starts_with(place));
        offences.extend(inside.flat_map(|source| words.iter().flat_map(|word| found(source, word, why))));
    }
    assert_none("words outside their homes", &offences);
}

fn found(source: &Source, word: &str, why: &str) -> Vec<String> {
    source.lines_with(word).iter().map(|line| format!("src/{}:{line}: `{word}`: {why}", source.path)).collect()
}

#[test]
fn the_domain_needs_few_crates() {
    const ALLOWED: [&str; 7] = ["coordtransform", "jiff", "serde", "sha2", "smol_str", "thiserror", "uuid"];
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let crates: Vec<String> =
        manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect();
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "domain") {
        for name in crates.iter().filter(|name| !ALLOWED.contains(&name.as_str())) {
            // `geo` alone is the crate, too: the domain's own module is `super::geo` or `crate::domain::geo`.
            let lines = source.code.lines().zip(1..);
            offences.extend(
                lines
                    .filter(|(line, _)| line.trim_start().starts_with(&format!("use {name}::")))
                    .map(|(_, number)| format!("src/{}:{number}: {name}", source.path)),
            );
        }
    }
    assert_none("crates that the domain should not need", &offences);
}

#[test]
fn the_engine_matches_every_variant() {
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "engine") {
        let lines: Vec<&str> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if line.trim_start().starts_with("_ =>") && !function_above(&lines, at).contains("wildcard_enum_match_arm")
            {
                offences.push(format!("src/{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    assert_none("matches in the engine that hide a new variant", &offences);
}

/// The attributes, the signature and the body of the function around line `at`, up to that line.
fn function_above(lines: &[&str], at: usize) -> String {
    let signature = (0..=at).rev().find(|&line| lines[line].contains("fn ")).unwrap_or(0);
    let attributes = lines[..signature].iter().rev().take_while(|line| !line.trim_end().ends_with('}')).count();
    lines[signature - attributes..=at].join("\n")
}

#[test]
fn files_hold_one_thought() {
    let mut offences = Vec::new();
    for source in &sources() {
        let lines = source.text.lines().count() - source.test_lines;
        let excused = LONG_FILES.iter().any(|(path, _)| *path == source.path);
        if excused != (lines > FILE_LINES_MAX) {
            offences.push(format!("src/{}: {lines} lines, excused: {excused}", source.path));
        }
    }
    assert_none("files that are too long, or excused without need", &offences);
}

#[test]
fn every_file_says_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_rust = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
    let mut offences = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for file in files_below(&root.join(folder), &is_rust) {
            if !fs::read_to_string(&file).unwrap().starts_with("//! ") {
                offences.push(file.display().to_string());
            }
        }
    }
    assert_none("files without module documentation", &offences);
}

#[test]
fn the_tree_knows_no_machine() {
    let machine_folders = ["work", "tmp", "home", "root"].map(|name| format!("/{name}"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_file() && name != ".git" {
            files.push(path);
        } else if [".ci", "benches", "config", "docs", "proto", "src", "tests"].contains(&name) {
            files.extend(files_below(&path, &|_| true));
        }
    }
    let mut offences = Vec::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        for (line, number) in text.lines().zip(1..) {
            if machine_folders.iter().any(|folder| names_folder(line, folder)) {
                offences.push(format!("{}:{number}: {}", file.display(), line.trim()));
            }
        }
    }
    assert_none("paths of one machine", &offences);
}

/// Whether `folder` stands in `line` as an absolute path and not as a part of another one.
fn names_folder(line: &str, folder: &str) -> bool {
    let inside_path = |c: char| c.is_alphanumeric() || "_.-}>)*".contains(c);
    line.match_indices(folder).any(|(at, _)| {
        let ahead = line[..at].ends_with(inside_path);
        let behind = line[at + folder.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        !ahead && !behind
    })
}

/// A file of the tree as text.
pub(crate) fn read(relative: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)).expect("a text of the tree")
}

/// Fails with every offence on a line of its own.
pub(crate) fn assert_none(what: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{what}:\n  {}\n", offences.join("\n  "));
}
