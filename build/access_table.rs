// The table of who may call what (`proto/patrol/v1/access.table`): how it is read, what must hold of it, and the code that
// `src/access/table.rs` includes. The build script uses it, and a test that gives it wrong tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The roles that have a column, in the order of the columns, with the words that may stand in it beside `-` and `all`.
pub(crate) const COLUMNS: [(&str, &[&str]); 7] = [
    ("dispatcher", &["scope", "city"]),
    ("unit", &["own"]),
    ("gateway", &["granted"]),
    ("supervisor", &["scope", "city"]),
    ("partner", &["referred"]),
    ("auditor", &["scope", "city"]),
    ("administrator", &["scope", "city"]),
];

/// One call and who may make it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) service: String,
    pub(crate) rpc: String,
    pub(crate) cells: Vec<String>,
}

/// Reads a table, or says what is wrong in which line.
pub(crate) fn read(text: &str) -> Result<Vec<Row>, Vec<String>> {
    let (mut rows, mut faults) = (Vec::<Row>::new(), Vec::new());
    let (mut service, mut headed) = (None, false);
    for (line, number) in text.lines().zip(1..) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["rpc", roles @ ..] if !headed => {
                headed = true;
                if !roles.iter().eq(COLUMNS.iter().map(|(role, _)| role)) {
                    let expected: Vec<_> = COLUMNS.iter().map(|(role, _)| *role).collect();
                    faults.push(format!("line {number}: the columns must be {}", expected.join(" ")));
                }
            }
            _ if !headed => {
                faults.push(format!("line {number}: the first line must name the columns, beginning with `rpc`"));
                headed = true;
            }
            [name] if !line.starts_with(char::is_whitespace) => service = Some((*name).to_owned()),
            [rpc, cells @ ..] => match &service {
                None => faults.push(format!("line {number}: {rpc} stands below no service")),
                Some(service) => {
                    faults.extend(wrong_cells(number, rpc, cells));
                    if rows.iter().any(|row| row.service == *service && row.rpc == *rpc) {
                        faults.push(format!("line {number}: {service}/{rpc} has a row already"));
                    }
                    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
                    rows.push(Row { service: service.clone(), rpc: (*rpc).to_owned(), cells });
                }
            },
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn wrong_cells(number: i32, rpc: &str, cells: &[&str]) -> Vec<String> {
    if cells.len() != COLUMNS.len() {
        let (got, expected) = (cells.len(), COLUMNS.len());
        return vec![format!("line {number}: {rpc} has {got} cells, expected {expected}")];
    }
    let fits = |cell: &str, words: &[&str]| matches!(cell, "-" | "all") || words.contains(&cell);
    let wrong = cells.iter().zip(COLUMNS).filter(|(cell, (_, words))| !fits(cell, words));
    wrong
        .map(|(cell, (role, words))| {
            let allowed = words.join(", ");
            format!("line {number}: {rpc}: `{cell}` is no word for the role {role} (expected -, all, {allowed})")
        })
        .collect()
}

/// Compares a table with the calls that there are, each as `(service, rpc)`.
pub(crate) fn compare(rows: &[Row], calls: &[(String, String)]) -> Vec<String> {
    let in_table: BTreeSet<_> = rows.iter().map(|row| (row.service.clone(), row.rpc.clone())).collect();
    let there: BTreeSet<_> = calls.iter().cloned().collect();
    let missing = there.difference(&in_table).map(|(service, rpc)| {
        format!("{service}/{rpc} has no row: say for each role who may call it (deny by default: `-`)")
    });
    let surplus = in_table.difference(&there).map(|(service, rpc)| format!("{service}/{rpc} has a row but is no rpc"));
    missing.chain(surplus).collect()
}

/// The code that the table becomes: all rows, and the cells by the path of the call.
pub(crate) fn generate(rows: &[Row]) -> String {
    let mut code = String::new();
    let cells =
        |row: &Row| row.cells.iter().map(|cell| format!("Access::{}", variant(cell))).collect::<Vec<_>>().join(", ");
    let _ = writeln!(code, "/// Every call, in the order of the table.\npub const ROWS: &[Row] = &[");
    for row in rows {
        let Row { service, rpc, .. } = row;
        let _ = writeln!(code, "    Row {{ service: {service:?}, rpc: {rpc:?}, cells: [{}] }},", cells(row));
    }
    let _ = writeln!(code, "];\n\n/// The cells by the path of the call, in the order of the paths.");
    let _ = writeln!(code, "const BY_PATH: &[(&str, [Access; {}])] = &[", COLUMNS.len());
    let path = |row: &Row| format!("/{}/{}", row.service, row.rpc);
    let mut by_path: Vec<_> = rows.iter().collect();
    by_path.sort_by_key(|row| path(row));
    for row in by_path {
        let _ = writeln!(code, "    ({:?}, [{}]),", path(row), cells(row));
    }
    let _ = writeln!(code, "];");
    code
}

fn variant(cell: &str) -> &'static str {
    match cell {
        "all" => "All",
        "city" => "City",
        "scope" => "Scope",
        "own" => "Own",
        "granted" => "Granted",
        "referred" => "Referred",
        _ => "Nobody",
    }
}
