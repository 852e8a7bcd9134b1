//! Makes one file of the tracker's modules, in which `std::sync` is shuttle's and the map is ours, and one for each mistake that a test must
//! find. The product's source stays as it is.

use std::fs;
use std::path::Path;

/// A mistake: its name, the file, and what stands there instead of what.
const MISTAKES: [(&str, &str, &str, &str); 5] = [
    (
        "leaves_first",
        "grid.rs",
        "        let new_key = new.as_ref().map(|(key, _)| *key);\n",
        "        let new_key = new.as_ref().map(|(key, _)| *key);\n        \
         let old = match old.filter(|old| new_key != Some(*old)) {\n            \
         Some(key) => { self.leave(key, number); None }\n            None => old,\n        };\n",
    ),
    (
        "does_not_count",
        "grid.rs",
        "                count.fetch_add(1, Ordering::SeqCst);\n",
        "                let _ = count;\n",
    ),
    (
        "lowers_first",
        "grid.rs",
        "                count.fetch_add(1, Ordering::SeqCst);\n            }\n            self.leave(old, number);\n            \
         self.layer(old.grid()).counts(old, new_key).for_each(|count| _ = count.fetch_sub(1, Ordering::SeqCst));\n",
        "                self.layer(old.grid()).counts(old, new_key).for_each(|count| _ = count.fetch_sub(1, Ordering::SeqCst));\n                \
         count.fetch_add(1, Ordering::SeqCst);\n            }\n            self.leave(old, number);\n",
    ),
    ("moves_though_held", "grid.rs", "let _moving = (new_key != old).then", "let _moving = false.then"),
    (
        "looks_once",
        "table.rs",
        "        self.lapse(unit, slot, self.expiry.advanced_to());\n    }\n\n    fn lapse",
        "    }\n\n    fn lapse",
    ),
];

fn main() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/tracker");
    println!("cargo::rerun-if-changed={}", source.display());
    let out = std::env::var("OUT_DIR").expect("cargo says where");
    let write = |name: &str, text: String| fs::write(Path::new(&out).join(name), text).expect("written");
    write("sound.rs", one_file(&source, |_, text| text));
    for (name, file, from, to) in MISTAKES {
        let spoil = |read: &str, text: String| {
            if read != file {
                return text;
            }
            assert_eq!(text.matches(from).count(), 1, "{name}: {file} has changed, and the mistake must follow");
            text.replace(from, to)
        };
        write(&format!("{name}.rs"), one_file(&source, spoil));
    }
}

/// How many counts of departures a grid has, and how many under the scheduler.
const COUNTS: (&str, &str) = ("const COUNTS: usize = 16;", "const COUNTS: usize = 2;");

/// How many counts of units in squares a grid has, and how many under the scheduler.
const SQUARES: (&str, &str) = ("= [16_384, 2_048, 256];", "= [16, 4, 1];");

/// How many parts a square has a side, as a power of two, and under the scheduler: searches come to squares soon.
const LEVEL_BITS: (&str, &str) = ("const LEVEL_BITS: usize = 3;", "const LEVEL_BITS: usize = 1;");

/// How often a walk is repeated before moves are held up, and how often under the scheduler: the last way out is taken
/// often, too.
const WALKS: (&str, &str) = ("const WALKS_MAX: u32 = 3;", "const WALKS_MAX: u32 = 1;");

/// The modules that `mod.rs` names, each in its braces; its tests stay out.
fn one_file(source: &Path, change: impl Fn(&str, String) -> String) -> String {
    let read = |name: &str| fs::read_to_string(source.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut whole = String::new();
    for line in read("mod.rs").lines() {
        let Some((visibility, name)) = line.strip_suffix(';').and_then(|line| line.split_once("mod ")) else {
            continue;
        };
        if name == "tests" {
            continue;
        }
        let file = format!("{name}.rs");
        let text = change(&file, read(&file))
            .replace("std::sync::", "shuttle::sync::")
            .replace("use dashmap::", "use crate::map::")
            // Every count is a step that the scheduler may stop at: two say as much as sixteen.
            .replace(COUNTS.0, COUNTS.1)
            .replace(SQUARES.0, SQUARES.1)
            .replace(LEVEL_BITS.0, LEVEL_BITS.1)
            .replace(WALKS.0, WALKS.1);
        assert!(name != "grid" || text.contains(COUNTS.1), "the counts of departures have another name");
        assert!(name != "grid" || text.contains(SQUARES.1), "the counts of squares have another name");
        assert!(name != "lattice" || text.contains(LEVEL_BITS.1), "the parts of squares have another name");
        assert!(name != "search" || text.contains(WALKS.1), "the number of walks has another name");
        whole.extend([visibility, "mod ", name, " {\n", &text, "}\n"]);
    }
    whole
}
