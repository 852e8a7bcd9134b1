//! Who may know whom. The same table stands in `ARCHITECTURE.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::source::{Source, sources};
use super::{EVERYTHING, ROOMS, assert_none};

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.room(), "lib.rs" | "main.rs")) {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            offences.push(format!("src/{}: the room does not stand in the table", source.path));
            continue;
        };
        for (line, path) in imports(source) {
            let own = path.first().is_some_and(|room| room == source.room());
            if !own && !allowed.iter().any(|rule| *rule == EVERYTHING || covers(rule, &path)) {
                offences.push(format!("src/{}:{line}: crate::{}", source.path, path.join("::")));
            }
        }
    }
    assert_none("imports that the table forbids", &offences);
}

#[test]
fn the_table_allows_nothing_that_nobody_needs() {
    let sources = sources();
    let mut idle = Vec::new();
    for (room, allowed) in ROOMS {
        let inside: Vec<_> = sources.iter().filter(|source| source.room() == *room).flat_map(imports).collect();
        let needless = allowed.iter().filter(|rule| **rule != EVERYTHING);
        let needless = needless.filter(|rule| !inside.iter().any(|(_, path)| covers(rule, path)));
        idle.extend(needless.map(|rule| format!("{room}: {rule}")));
    }
    assert_none("imports that the table allows without need", &idle);
}

#[test]
fn nobody_leaves_a_room_by_super() {
    let mut offences = Vec::new();
    for source in &sources() {
        let folders = source.path.split('/').count() - 1;
        let depth = if source.path.ends_with("/mod.rs") { folders } else { folders + 1 };
        let way_out = "super::".repeat(depth);
        offences.extend(source.lines_with(&way_out).iter().map(|line| format!("src/{}:{line}", source.path)));
    }
    assert_none("paths that reach the crate's root by `super`", &offences);
}

#[test]
fn the_table_in_architecture_md_is_the_same() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let written: Vec<(String, BTreeSet<String>)> = page.lines().filter_map(table_row).collect();
    let held: Vec<(String, BTreeSet<String>)> = ROOMS
        .iter()
        .map(|(room, imports)| ((*room).to_owned(), imports.iter().map(|import| (*import).to_owned()).collect()))
        .collect();
    assert_eq!(written, held, "left: ARCHITECTURE.md, right: this test");
}

/// ``| `room/` | what it holds | `a`, `b::c` |``
fn table_row(line: &str) -> Option<(String, BTreeSet<String>)> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    let [room, _, imports] = cells[..] else { return None };
    let room = room.strip_prefix('`')?.strip_suffix("/`")?;
    let imports = imports.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((room.to_owned(), imports))
}

/// Whether the rule `journal::disk` or `journal` covers what is imported.
fn covers(rule: &str, path: &[String]) -> bool {
    rule.split("::").zip(path.iter().map(String::as_str).chain(std::iter::repeat(""))).all(|(rule, name)| rule == name)
}

/// Every `crate::…` path of the code, as far as it is spelled out there, with its line.
fn imports(source: &Source) -> Vec<(usize, Vec<String>)> {
    let starts = source.code.match_indices("crate::").filter(|(at, _)| {
        let before = source.code[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    let mut found = Vec::new();
    for (at, prefix) in starts {
        let line = source.code[..at].lines().count().max(1);
        let tokens = tokens(&source.code[at + prefix.len()..]);
        found.extend(paths(&mut tokens.iter().map(String::as_str).peekable()).into_iter().map(|path| (line, path)));
    }
    found
}

/// Names, `::`, `{`, `}`, `,` and whatever else, one string each, up to the end of the statement.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut joins = false;
    for c in code.chars().take_while(|&c| c != ';') {
        let in_name = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if joins && in_name => last.push(c),
            Some(last) if c == ':' && last == ":" => last.push(c),
            _ if c.is_whitespace() => {}
            _ => tokens.push(c.to_string()),
        }
        joins = in_name;
    }
    tokens
}

/// The paths of a use tree: `a::{b, c::d}` gives `a b` and `a c d`.
fn paths<'t>(tokens: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    match tokens.next() {
        Some("{") => loop {
            match tokens.peek() {
                Some(&"}") | None => {
                    tokens.next();
                    return found;
                }
                Some(&",") => {
                    tokens.next();
                }
                Some(_) => found.extend(paths(tokens)),
            }
        },
        Some(name) if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
            let tails = if tokens.next_if_eq(&"::").is_some() { paths(tokens) } else { vec![Vec::new()] };
            if tokens.next_if_eq(&"as").is_some() {
                tokens.next();
            }
            found.extend(tails.into_iter().map(|tail| std::iter::once(name.to_owned()).chain(tail).collect()));
            found
        }
        _ => vec![Vec::new()],
    }
}

#[test]
fn a_use_tree_is_read_to_its_leaves() {
    let text = "use crate::{a::{b as x, c::d}, e::*};\nlet f = crate::g::H::new(crate::i);";
    let source = Source { path: "k/l.rs".to_owned(), text: text.to_owned(), code: text.to_owned(), test_lines: 0 };
    let found: Vec<String> =
        imports(&source).into_iter().map(|(line, path)| format!("{line} {}", path.join(" "))).collect();
    assert_eq!(found, ["1 a b", "1 a c d", "1 e", "2 g H new", "2 i"]);
    assert!(covers("a::b", &["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert!(!covers("a::b", &["a".to_owned()]));
}
