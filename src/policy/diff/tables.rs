//! Comparing the rules: tables of TOML, whatever keys they have.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::super::source::POLICY_PART;
use super::PolicyDiff;
use crate::domain::policy_change::{PolicyChange, PolicyChangeKind};

/// What names an entry of a list of tables, the first that is there.
const NAMES: [&str; 3] = ["name", "id", "code"];

/// Lists in which the order says nothing.
const UNORDERED: [&str; 5] = ["force", "capability", "category", "type", "subtype"];

/// The longest value that is shown, in characters.
const SHOWN_CHARS_MAX: usize = 120;

/// Where in the file a value stands: `rule`, its name, and the way from there.
#[derive(Clone, Debug, Default)]
struct Place {
    section: String,
    name: String,
    field: String,
}

impl Place {
    fn inner(&self, key: &str) -> Self {
        if self.section.is_empty() {
            return Self { section: key.to_owned(), ..Self::default() };
        }
        let field = if self.field.is_empty() { key.to_owned() } else { format!("{}.{key}", self.field) };
        Self { field, ..self.clone() }
    }

    /// An entry of a list at this place.
    fn entry(&self, name: Option<&str>, index: usize) -> Self {
        if self.field.is_empty() {
            let name = name.map_or_else(|| (index + 1).to_string(), str::to_owned);
            return Self { name, ..self.clone() };
        }
        let field = match name {
            Some(name) => format!("{} {name:?}", self.field),
            None => format!("{} {}", self.field, index + 1),
        };
        Self { field, ..self.clone() }
    }

    fn change(self, kind: PolicyChangeKind, before: String, after: String) -> PolicyChange {
        let Self { section, name, field } = self;
        PolicyChange { section, name, field, kind, before, after }
    }
}

pub(super) fn compare(diff: &mut PolicyDiff, before: &str, after: &str) {
    if before == after {
        return;
    }
    if let (Ok(before), Ok(after)) = (before.parse::<Table>(), after.parse::<Table>()) {
        return tables(diff, &Place::default(), &before, &after);
    }
    let size = |text: &str| format!("a file of {} bytes", text.len());
    let whole = Place { section: POLICY_PART.to_owned(), ..Place::default() };
    diff.push(whole.change(PolicyChangeKind::Changed, size(before), size(after)));
}

fn tables(diff: &mut PolicyDiff, at: &Place, before: &Table, after: &Table) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        values(diff, &at.inner(key), key, before.get(key), after.get(key));
    }
}

fn values(diff: &mut PolicyDiff, at: &Place, key: &str, before: Option<&Value>, after: Option<&Value>) {
    match (before, after) {
        (Some(Value::Table(before)), Some(Value::Table(after))) => tables(diff, at, before, after),
        (before, after) if is_list_of_tables(before) && is_list_of_tables(after) => {
            lists(diff, at, key, &entries(before), &entries(after));
        }
        (Some(before), Some(after)) if before == after => {}
        (Some(before), Some(after)) => {
            diff.push(at.clone().change(PolicyChangeKind::Changed, shown(before), shown(after)));
        }
        (None, Some(after)) => diff.push(at.clone().change(PolicyChangeKind::Added, String::new(), shown(after))),
        (Some(before), None) => diff.push(at.clone().change(PolicyChangeKind::Removed, shown(before), String::new())),
        (None, None) => {}
    }
}

/// Whether a value is absent or a list of nothing but tables.
fn is_list_of_tables(value: Option<&Value>) -> bool {
    value.is_none_or(|value| {
        value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_table))
    })
}

fn entries(value: Option<&Value>) -> Vec<&Table> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn name_of(entry: &Table) -> Option<&str> {
    NAMES.iter().find_map(|key| entry.get(*key).and_then(Value::as_str))
}

fn lists(diff: &mut PolicyDiff, at: &Place, key: &str, before: &[&Table], after: &[&Table]) {
    // Where one is without a name or a name stands twice, only the place in the list can tell which is which.
    let named = |list: &[&Table]| {
        let names: BTreeSet<_> = list.iter().filter_map(|entry| name_of(entry)).collect();
        names.len() == list.len()
    };
    if !(named(before) && named(after)) {
        return by_place(diff, at, before, after);
    }
    let find = |list: &[&Table], name: Option<&str>| list.iter().position(|entry| name_of(entry) == name);
    let pairs: Vec<(usize, usize)> =
        after.iter().enumerate().filter_map(|(now, entry)| Some((find(before, name_of(entry))?, now))).collect();
    let stayed = if UNORDERED.contains(&key) { None } else { Some(longest_rise(&pairs)) };
    for (now, entry) in after.iter().enumerate() {
        let place = at.entry(name_of(entry), now);
        let Some(was) = find(before, name_of(entry)) else {
            diff.push(place.change(PolicyChangeKind::Added, String::new(), entry_shown(entry, now, key)));
            continue;
        };
        if stayed.as_ref().is_some_and(|stayed| !stayed.contains(&was)) {
            diff.push(place.clone().change(PolicyChangeKind::Moved, (was + 1).to_string(), (now + 1).to_string()));
        }
        if let Some(earlier) = before.get(was) {
            tables(diff, &place, earlier, entry);
        }
    }
    for (was, entry) in before.iter().enumerate() {
        if find(after, name_of(entry)).is_none() {
            let place = at.entry(name_of(entry), was);
            diff.push(place.change(PolicyChangeKind::Removed, entry_shown(entry, was, key), String::new()));
        }
    }
}

fn by_place(diff: &mut PolicyDiff, at: &Place, before: &[&Table], after: &[&Table]) {
    for index in 0..before.len().max(after.len()) {
        let place = at.entry(None, index);
        match (before.get(index), after.get(index)) {
            (Some(before), Some(after)) => tables(diff, &place, before, after),
            (None, Some(after)) => {
                diff.push(place.change(PolicyChangeKind::Added, String::new(), table_shown(after)));
            }
            (Some(before), None) => {
                diff.push(place.change(PolicyChangeKind::Removed, table_shown(before), String::new()));
            }
            (None, None) => {}
        }
    }
}

/// The places before of those that kept their order among each other: a longest one of the rising sequences of what
/// stood where, for the list as it is now.
fn longest_rise(pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (index, (was, _)) in pairs.iter().enumerate() {
        let reach = |earlier: &usize| best.get(*earlier).map_or(0, |(length, _)| *length);
        let ahead = (0..index).filter(|earlier| pairs.get(*earlier).is_some_and(|(before, _)| before < was));
        let link = ahead.max_by_key(|earlier| (reach(earlier), std::cmp::Reverse(*earlier)));
        let length = link.as_ref().map_or(0, reach) + 1;
        best.push((length, link));
    }
    let mut at = (0..best.len()).max_by_key(|index| (best.get(*index).map_or(0, |it| it.0), std::cmp::Reverse(*index)));
    let mut stayed = BTreeSet::new();
    while let Some(index) = at {
        stayed.extend(pairs.get(index).map(|(was, _)| *was));
        at = best.get(index).and_then(|(_, link)| *link);
    }
    stayed
}

/// An entry in a line: its place where that matters, and what stands in it besides its name.
fn entry_shown(entry: &Table, index: usize, key: &str) -> String {
    let rest: Table = entry
        .iter()
        .filter(|(key, value)| !(NAMES.contains(&key.as_str()) && value.as_str() == name_of(entry)))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let place = (!UNORDERED.contains(&key)).then(|| format!("place {}", index + 1));
    let rest = Some(table_shown(&rest)).filter(|rest| !rest.is_empty());
    place.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
}

fn table_shown(table: &Table) -> String {
    let pairs: Vec<_> = table.iter().map(|(key, value)| format!("{key} = {}", in_full(value))).collect();
    cut(&pairs.join(", "))
}

fn shown(value: &Value) -> String {
    let whole = match value {
        Value::Array(items) => items.iter().map(in_full).collect::<Vec<_>>().join(", "),
        Value::Table(table) => return table_shown(table),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            in_full(value)
        }
    };
    cut(&whole)
}

fn in_full(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(in_full).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => format!("{{{}}}", table_shown(table)),
        Value::String(text) => format!("{text:?}"),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => value.to_string(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
