//! What is written for people keeps up with the code.

use patrold::config::DEFAULT_CONFIG_TOML;
use patrold::telemetry::names;

use super::{assert_none, read};

#[test]
fn every_key_of_the_template_is_explained() {
    let lines: Vec<&str> = DEFAULT_CONFIG_TOML.lines().collect();
    let keys = lines.iter().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with('#'));
    let bare: Vec<String> = keys
        .filter(|(at, _)| *at == 0 || !lines[at - 1].starts_with("# "))
        .map(|(at, line)| format!("config/patrold.toml:{}: {line}", at + 1))
        .collect();
    assert_none("keys without a comment above them", &bare);
}

#[test]
fn every_metric_is_documented_and_no_other() {
    let page = read("docs/metrics.md");
    let documented: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `patrold_")?.split('`').next()).collect();
    let known: Vec<&str> =
        names::TABLE.iter().map(|(name, ..)| name.strip_prefix("patrold_").unwrap_or(name)).collect();
    assert_eq!(documented, known, "left: docs/metrics.md, right: telemetry::names::TABLE");
}

#[test]
fn every_metric_is_measured() {
    let constants = read("src/telemetry/names.rs");
    let constants =
        constants.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(": &str").map(|it| it.0));
    let sources = super::source::sources();
    let used = |name: &str| {
        sources.iter().any(|source| source.path != "telemetry/names.rs" && !source.lines_with(name).is_empty())
    };
    let idle: Vec<String> = constants.filter(|name| !used(name)).map(str::to_owned).collect();
    assert_none("metrics that nobody measures", &idle);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = |path: &std::path::Path| path.extension().is_some_and(|extension| extension == "md");
    let mut pages = super::source::files_below(&root.join("docs"), &markdown);
    pages.extend(["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(|page| root.join(page)));
    let mut dead = Vec::new();
    for page in pages.iter().filter(|page| page.exists()) {
        let text = std::fs::read_to_string(page).unwrap();
        let folder = page.parent().unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
        let missing = local.filter(|target| !folder.join(target.split('#').next().unwrap()).exists());
        dead.extend(missing.map(|target| format!("{}: {target}", page.display())));
        let named = text.split('`').skip(1).step_by(2).filter(|name| names_a_file(name));
        let absent = named.filter(|name| !root.join(name).exists() && !root.join("src").join(name).exists());
        dead.extend(absent.map(|name| format!("{}: {name}", page.display())));
    }
    assert_none("pages that name what is not there", &dead);
}

/// Whether `name` in prose means a file of this tree: `docs/policy.md`, or `engine/claim.rs` for one below `src/`.
fn names_a_file(name: &str) -> bool {
    const TOPS: [&str; 7] = [".ci/", "benches/", "config/", "docs/", "proto/", "src/", "tests/"];
    let in_tree = TOPS.iter().any(|top| name.starts_with(top))
        || name.rsplit_once('.').is_some_and(|(path, end)| end == "rs" && path.contains('/'));
    in_tree && !name.contains(|c: char| c.is_whitespace() || c == '*')
}
