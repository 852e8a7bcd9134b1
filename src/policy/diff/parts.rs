//! Comparing zones and known places, by their names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::PolicyDiff;
use crate::domain::policy_change::{PolicyChange, PolicyChangeKind};

fn change(section: &str, name: &str, kind: PolicyChangeKind) -> PolicyChange {
    let nothing = String::new;
    let (section, name) = (section.to_owned(), name.to_owned());
    PolicyChange { section, name, field: nothing(), kind, before: nothing(), after: nothing() }
}

/// Zones by name: new ones, those that are gone, those with another outline.
pub(super) fn zones(diff: &mut PolicyDiff, before: Option<&str>, after: Option<&str>) {
    if before == after {
        return;
    }
    let (before, after) = (outlines(before), outlines(after));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for name in names {
        match (before.get(name), after.get(name)) {
            (Some(was), Some(now)) if was == now => {}
            (Some(was), Some(now)) => diff.push(PolicyChange {
                before: format!("{} corners", corners(was)),
                after: format!("{} corners", corners(now)),
                ..change("zone", name, PolicyChangeKind::Changed)
            }),
            (None, _) => diff.push(change("zone", name, PolicyChangeKind::Added)),
            (_, None) => diff.push(change("zone", name, PolicyChangeKind::Removed)),
        }
    }
}

/// The outline of every zone that can be read.
fn outlines(geojson: Option<&str>) -> BTreeMap<String, Value> {
    let whole: Option<Value> = geojson.and_then(|text| serde_json::from_str(text).ok());
    let features = whole.as_ref().and_then(|whole| whole.get("features")).and_then(Value::as_array);
    let outline = |feature: &Value| {
        let name = feature.get("properties")?.get("name")?.as_str()?.to_owned();
        Some((name, feature.get("geometry")?.clone()))
    };
    features.into_iter().flatten().filter_map(outline).collect()
}

/// How many positions a geometry has: the innermost lists.
fn corners(geometry: &Value) -> usize {
    match geometry {
        Value::Object(object) => object.values().map(corners).sum(),
        Value::Array(items) if items.iter().all(Value::is_number) => 1,
        Value::Array(items) => items.iter().map(corners).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Known places by name and zone, value by value.
pub(super) fn places(diff: &mut PolicyDiff, before: Option<&str>, after: Option<&str>) {
    if before == after {
        return;
    }
    let (before, after) = (rows(before), rows(after));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for name in names {
        match (before.get(name), after.get(name)) {
            (Some(was), Some(now)) => values(diff, name, was, now),
            (None, _) => diff.push(change("place", name, PolicyChangeKind::Added)),
            (_, None) => diff.push(change("place", name, PolicyChangeKind::Removed)),
        }
    }
}

type Row = BTreeMap<String, String>;

fn values(diff: &mut PolicyDiff, name: &str, was: &Row, now: &Row) {
    let nothing = String::new();
    for field in was.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (was.get(field).unwrap_or(&nothing), now.get(field).unwrap_or(&nothing));
        if before != after {
            let (field, before, after) = (field.clone(), before.clone(), after.clone());
            diff.push(PolicyChange { field, before, after, ..change("place", name, PolicyChangeKind::Changed) });
        }
    }
}

/// The rows that can be read, by name; where two share one, with the zone.
fn rows(csv: Option<&str>) -> BTreeMap<String, Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.unwrap_or_default().as_bytes());
    let heads: Vec<String> = reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
    let mut rows = BTreeMap::new();
    for record in reader.records().filter_map(Result::ok) {
        let row: Row = heads.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        let text = |field: &str| row.get(field).map_or("", String::as_str);
        let (name, zone) = (text("name"), text("zone"));
        let name = if zone.is_empty() { name.to_owned() } else { format!("{name} ({zone})") };
        rows.insert(name, row);
    }
    rows
}
