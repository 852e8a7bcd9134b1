//! A source file as the rules of the house see it: code without comments and literals, and where its tests begin.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One file below `src/`.
#[derive(Debug)]
pub(crate) struct Source {
    /// Relative to `src/`, with `/`: `tracker/grid.rs`.
    pub(crate) path: String,
    /// As it stands in the file.
    pub(crate) text: String,
    /// As many lines as `text`, with comments, literals and everything that only tests compile blanked out.
    pub(crate) code: String,
    /// How many lines of `text` only tests compile.
    pub(crate) test_lines: usize,
}

impl Source {
    /// The first folder, or the name of a file that lies in `src/` itself: `tracker`, `main.rs`.
    pub(crate) fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Where `word` stands in the code as a whole word: the lines, counted from one.
    pub(crate) fn lines_with(&self, word: &str) -> Vec<usize> {
        let numbered = self.code.lines().zip(1..);
        numbered.filter(|(line, _)| contains_word(line, word)).map(|(_, number)| number).collect()
    }
}

/// Whether `line` contains `word`, and no longer name that `word` is only a part of.
fn contains_word(line: &str, word: &str) -> bool {
    let inside_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let joined_before = word.starts_with(inside_name) && line[..at].ends_with(inside_name);
        let joined_behind = word.ends_with(inside_name) && line[at + word.len()..].starts_with(inside_name);
        !joined_before && !joined_behind
    })
}

/// Every file below `src/` that is compiled into the daemon, sorted by path. Files that only tests compile are left out.
pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut only_tests = BTreeSet::new();
    for file in files_below(&root, &|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let relative = file.strip_prefix(&root).expect("it lies below src");
        let text = fs::read_to_string(&file).expect("a source is text");
        let code = without_comments_and_literals(&text);
        let (code, test_lines, test_modules) = without_tests(&code);
        only_tests.extend(test_modules.iter().map(|name| module_folder(relative).join(name)));
        sources.push(Source {
            path: relative.to_str().expect("a name in UTF-8").replace('\\', "/"),
            text,
            code,
            test_lines,
        });
    }
    sources.retain(|source| {
        let path = Path::new(&source.path);
        !only_tests.iter().any(|module| path.starts_with(module) || path == module.with_extension("rs"))
    });
    sources
}

/// Every file below `folder` that `wanted` takes, sorted.
pub(crate) fn files_below(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            files.extend(files_below(&path, wanted));
        } else if wanted(&path) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The folder in which the modules of the file `relative` lie: `a` for `a/mod.rs`, `a/b` for `a/b.rs`.
fn module_folder(relative: &Path) -> PathBuf {
    let is_folder_itself = ["mod.rs", "lib.rs", "main.rs"].iter().any(|name| relative.ends_with(name));
    if is_folder_itself {
        relative.parent().expect("a file lies in a folder").to_owned()
    } else {
        relative.with_extension("")
    }
}

/// Blanks comments, strings and characters, and keeps every line break where it is.
pub(crate) fn without_comments_and_literals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_or_comment_end(&chars, at).unwrap_or(at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal ends that begins at `at`, if one does.
fn literal_or_comment_end(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at..];
    let after_name = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match rest {
        ['/', '/', ..] => Some(rest.iter().position(|&c| c == '\n').map_or(chars.len(), |length| at + length)),
        ['/', '*', ..] => Some(at + block_comment_length(rest)),
        ['"', ..] => Some(at + string_length(rest)),
        ['r', '"' | '#', ..] if !after_name => raw_string_length(rest).map(|length| at + length),
        ['\'', '\\', _, tail @ ..] => Some(at + 3 + tail.iter().position(|&c| c == '\'').unwrap_or(0) + 1),
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => None,
    }
}

fn block_comment_length(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn string_length(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn raw_string_length(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|&&c| c == '#').count();
    let body = 1 + hashes;
    if rest.get(body) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let length = rest[body + 1..].windows(end.len()).position(|window| window == end)?;
    Some(body + 1 + length + end.len())
}

/// Blanks every item behind `#[cfg(test)]`. Returns the rest, how many lines were blanked, and the modules named there
/// that have files of their own.
fn without_tests(code: &str) -> (String, usize, Vec<String>) {
    let mut out = code.to_owned();
    let mut lines = 0;
    let mut modules = Vec::new();
    while let Some(begin) = out.find("#[cfg(test)]") {
        let end = item_end(&out, begin);
        let item = &out[begin..end];
        lines += item.lines().count();
        if let (Some(name), true) = (module_name(item), item.ends_with(';')) {
            modules.push(name);
        }
        let blank: String = item.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(begin..end, &blank);
    }
    (out, lines, modules)
}

/// Where the item ends that `begin` starts with its attribute: behind the brace that closes it, or behind its semicolon.
fn item_end(code: &str, begin: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[begin..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return begin + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return begin + at + 1,
            _ => {}
        }
    }
    code.len()
}

fn module_name(item: &str) -> Option<String> {
    let (_, behind) = item.split_once("mod ")?;
    Some(behind.trim_end_matches(';').trim().to_owned())
}

#[test]
fn a_blanked_file_keeps_its_code_and_its_lines() {
    let text = "a(\"x // \\\" y\"); // b\n/* c /* d */ e */ f('\"', '\\n', &'g str, r#\"h\"i\"#);\n#[cfg(test)]\nmod tests {\n {}\n}\nj";
    let code = without_comments_and_literals(text);
    assert_eq!(code.lines().count(), text.lines().count());
    let (code, test_lines, modules) = without_tests(&code);
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(words.join(""), "a();f(,,&'gstr,);j");
    assert_eq!((test_lines, modules.len()), (4, 0));
    let (_, _, modules) = without_tests("#[cfg(test)]\npub(crate) mod story;\nfn f() {}");
    assert_eq!(modules, ["story"]);
}
