//! The table itself: wrong ones are refused with the line and the word, and it names what is served, library services
//! included. The page that explains it has the same rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use patrold::access::table::{Access, ROLES, ROWS};
use patrold::api::proto;
use patrold::domain::actor::Role;
use prost::Message;
use prost_types::FileDescriptorSet;

#[path = "../../../build/access_table.rs"]
mod access_table;

const HEAD: &str = "rpc dispatcher unit gateway supervisor partner auditor administrator\n";

/// Every rpc that the daemon serves, as its services describe themselves.
pub(super) fn served() -> BTreeSet<(String, String)> {
    let sets = [
        proto::DESCRIPTORS,
        tonic_health::pb::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
    ];
    let mut served = BTreeSet::new();
    for set in sets {
        for file in FileDescriptorSet::decode(set).expect("descriptors").file {
            for service in &file.service {
                let name = format!("{}.{}", file.package(), service.name());
                served.extend(service.method.iter().map(|method| (name.clone(), method.name().to_owned())));
            }
        }
    }
    served
}

fn faults(table: &str, calls: &[(&str, &str)]) -> Vec<String> {
    let calls: Vec<_> = calls.iter().map(|(service, rpc)| ((*service).to_owned(), (*rpc).to_owned())).collect();
    match access_table::read(&format!("{HEAD}{table}")) {
        Ok(rows) => access_table::compare(&rows, &calls),
        Err(faults) => faults,
    }
}

#[test]
fn a_wrong_table_is_no_build() {
    let row = "a.B\n  C scope own granted scope referred scope city\n";
    assert!(faults(row, &[("a.B", "C")]).is_empty());
    assert_eq!(
        faults(row, &[("a.B", "C"), ("a.B", "D")]),
        ["a.B/D has no row: say for each role who may call it (deny by default: `-`)"]
    );
    assert_eq!(faults(row, &[]), ["a.B/C has a row but is no rpc"]);
    assert_eq!(
        faults("a.B\n  C scope yes granted scope referred scope city\n", &[("a.B", "C")]),
        ["line 3: C: `yes` is no word for the role unit (expected -, all, own)"]
    );
    assert_eq!(
        faults("a.B\n  C own own granted scope referred scope city\n", &[("a.B", "C")]),
        ["line 3: C: `own` is no word for the role dispatcher (expected -, all, scope, city)"]
    );
    assert_eq!(faults("a.B\n  C - -\n", &[("a.B", "C")]), ["line 3: C has 2 cells, expected 7"]);
    assert_eq!(
        faults(&format!("{row}{}", row.trim_start_matches("a.B\n")), &[("a.B", "C")]),
        ["line 4: a.B/C has a row already"]
    );
    assert_eq!(faults("  C - - - - - - -\n", &[]), ["line 2: C stands below no service"]);
    let columns = access_table::read("rpc unit dispatcher\n").expect_err("columns in another order");
    assert_eq!(columns, [format!("line 1: the columns must be {}", HEAD.trim().trim_start_matches("rpc "))]);
    let roles: Vec<_> = ROLES.iter().map(|role| role.as_str()).collect();
    assert_eq!(roles, access_table::COLUMNS.map(|(role, _)| role), "the roles stand in the order of the columns");
}

#[test]
fn the_code_has_what_the_table_says() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("proto/patrol/v1/access.table")).expect("the table");
    let rows = access_table::read(&text).expect("a sound table");
    let written: Vec<_> = rows.iter().map(|row| (row.service.as_str(), row.rpc.as_str(), row.cells.clone())).collect();
    let cells = |row: &patrold::access::table::Row| row.cells.map(|cell| cell.as_str().to_owned()).into();
    let held: Vec<(&str, &str, Vec<String>)> = ROWS.iter().map(|row| (row.service, row.rpc, cells(row))).collect();
    assert_eq!(written, held);
    assert!(access_table::generate(&rows).contains("pub const ROWS"));
}

/// The rows as the page has them. `PATROLD_BLESS=1` writes them there.
#[test]
fn the_page_has_the_table_as_it_is() {
    const BEGIN: &str = "<!-- the table begins -->\n";
    const END: &str = "<!-- the table ends -->";
    let mut rows = String::new();
    let mut service = "";
    for row in ROWS {
        if row.service != service {
            service = row.service;
            let roles = ROLES.map(Role::as_str).join(" | ");
            write!(rows, "\n| `{service}` | {roles} |\n|---|---|---|---|---|---|---|---|\n").expect("text grows");
        }
        let cells = row.cells.map(Access::as_str).join(" | ");
        writeln!(rows, "| {} | {cells} |", row.rpc).expect("text grows");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/access.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(BEGIN).expect("where the table begins");
    let (written, after) = rest.split_once(END).expect("where the table ends");
    if std::env::var_os("PATROLD_BLESS").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{rows}\n{END}{after}")).expect("written");
    } else {
        assert_eq!(written.trim(), rows.trim(), "left: docs/access.md, right: the table");
    }
}
