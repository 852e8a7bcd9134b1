//! What is different between two policies, in words that a supervisor reads.
//!
//! The files are compared as written, table by table and by the names of what stands in them, so that a key of a later
//! version is compared like any other. Remarks, order of keys and layout make no difference; the order of rules and
//! plans does, since the first that fits decides.

mod parts;
mod tables;

use std::fmt;

use super::source::PolicySource;
use crate::domain::policy_change::PolicyChange;

/// The most changes that are told one by one.
pub const CHANGES_MAX: usize = 2_000;

/// The differences between two policies, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyDiff {
    /// The differences.
    pub changes: Vec<PolicyChange>,
    /// How many more there are.
    pub left_out: usize,
}

impl PolicyDiff {
    /// What the later policy has otherwise than the earlier one. Parts that cannot be read are compared as a whole.
    #[must_use]
    pub fn between(before: &PolicySource, after: &PolicySource) -> Self {
        let mut diff = Self::default();
        tables::compare(&mut diff, &before.policy_toml, &after.policy_toml);
        parts::zones(&mut diff, before.zones_geojson.as_deref(), after.zones_geojson.as_deref());
        parts::places(&mut diff, before.gazetteer_csv.as_deref(), after.gazetteer_csv.as_deref());
        diff
    }

    /// Whether there is no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn push(&mut self, change: PolicyChange) {
        if self.changes.len() < CHANGES_MAX {
            self.changes.push(change);
        } else {
            self.left_out += 1;
        }
    }
}

impl fmt::Display for PolicyDiff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return formatter.write_str("no difference");
        }
        for (index, change) in self.changes.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            change.fmt(formatter)?;
        }
        if self.left_out > 0 {
            write!(formatter, "\n... and {} more", self.left_out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(text: &str) -> PolicySource {
        PolicySource { policy_toml: text.to_owned(), zones_geojson: None, gazetteer_csv: None }
    }

    fn told(before: &str, after: &str) -> String {
        PolicyDiff::between(&policy(before), &policy(after)).to_string()
    }

    #[test]
    fn rules_are_compared_by_name() {
        let before = "[[rule]]\nname = \"两抢\"\nlevel = 1\nwhen.types = [\"a\", \"b\"]\n\
                      [[rule]]\nname = \"盗窃\"\nlevel = 3\n[[rule]]\nname = \"其余\"\nlevel = 4\n";
        let after = "# remark\n[[rule]]\nname = \"两抢\"\nwhen.types = [\"b\", \"c\"]\nlevel = 2\nnew_key = true\n\
                     [[rule]]\nname = \"新\"\nlevel = 1\n[[rule]]\nname = \"其余\"\nlevel = 4\n";
        assert_eq!(
            told(before, after),
            "rule \"两抢\": level was 1, is now 2\n\
             rule \"两抢\": new_key is now true, was not said before\n\
             rule \"两抢\": when.types was \"a\", \"b\", is now \"b\", \"c\"\n\
             rule \"新\" is new: place 2, level = 1\n\
             rule \"盗窃\" is gone: place 2, level = 3"
        );
    }

    #[test]
    fn only_what_really_moved_is_told_to_have_moved() {
        let rules = |names: &[&str]| format!("[[rule]]\nname = \"{}\"\n", names.join("\"\n[[rule]]\nname = \""));
        let told = told(&rules(&["a", "b", "c", "d", "e"]), &rules(&["e", "a", "b", "x", "c", "d"]));
        assert_eq!(told, "rule \"e\" moved from place 5 to place 1\nrule \"x\" is new: place 4");
    }

    #[test]
    fn tables_in_tables_and_lists_without_names_are_compared() {
        let before = "[deadlines]\nclosed_keep_min = 60\n[travel.speed_kmh]\ncar = 32\n\
                      [[plan]]\nname = \"p\"\n[[plan.step]]\nunits = 2\n[[taxonomy.category]]\ncode = \"c\"\n\
                      [[taxonomy.category.type]]\ncode = \"c.t\"\nname_zh = \"旧\"\n";
        let after = "[deadlines]\nclosed_keep_min = 90\n[travel.speed_kmh]\ncar = 30\n\
                     [[plan]]\nname = \"p\"\n[[plan.step]]\nunits = 3\n[[plan.step]]\nunits = 1\n[[taxonomy.category]]\n\
                     code = \"c\"\n[[taxonomy.category.type]]\ncode = \"c.t\"\nname_zh = \"新\"\n";
        assert_eq!(
            told(before, after),
            "deadlines: closed_keep_min was 60, is now 90\n\
             plan \"p\": step 1.units was 2, is now 3\n\
             plan \"p\": step 2 is now units = 1, was not said before\n\
             taxonomy: category \"c\".type \"c.t\".name_zh was \"旧\", is now \"新\"\n\
             travel: speed_kmh.car was 32, is now 30"
        );
    }

    /// A table of each list for each of these.
    fn written(list: &str, tables: &[String]) -> String {
        tables.iter().flat_map(|table| ["[[", list, "]]\n", table, "\n"]).collect()
    }

    #[test]
    fn lists_whose_names_do_not_tell_the_entries_apart_are_compared_by_place() {
        let rules = |names: [&str; 2]| written("rule", &names.map(|name| format!("name = \"{name}\"")));
        let clocks = |ms: [u32; 2]| written("clock", &ms.map(|ms| format!("breach_ms = {ms}")));
        for (before, after, difference) in [
            (rules(["a", "b"]), rules(["a", "a"]), "rule \"2\": name was \"b\", is now \"a\""),
            (rules(["a", "a"]), rules(["a", "b"]), "rule \"2\": name was \"a\", is now \"b\""),
            (clocks([1, 2]), clocks([1, 3]), "clock \"2\": breach_ms was 2, is now 3"),
        ] {
            assert_eq!(told(&before, &after), difference);
        }
        assert_eq!(told("", "[[rule]]\nname = \"a\"\nalias = \"a\"\n"), "rule \"a\" is new: place 1, alias = \"a\"");
        assert!(PolicyDiff::between(&policy("a = 1"), &policy("a = 1")).is_empty());
        assert!(!PolicyDiff::between(&policy("a = 1"), &policy("a = 2")).is_empty());
    }

    #[test]
    fn beyond_the_limit_changes_are_only_counted() {
        for (count, left_out) in [(CHANGES_MAX, 0), (CHANGES_MAX + 3, 3)] {
            let keys: Vec<String> = (0..count).map(|key| format!("k{key:05} = 1")).collect();
            let diff = PolicyDiff::between(&policy(""), &policy(&keys.join("\n")));
            assert_eq!((diff.changes.len(), diff.left_out), (CHANGES_MAX, left_out));
            assert_eq!(diff.to_string().contains("\n... and 3 more"), left_out == 3);
            assert_eq!(diff.to_string().lines().count(), CHANGES_MAX + usize::from(left_out > 0));
        }
    }

    #[test]
    fn zones_and_places_are_compared_by_name() {
        let zone = |name: &str, corner: f64| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\
                 \"coordinates\":[[[0,0],[1,0],[{corner},1],[0,0]]]}}}}"
            )
        };
        let zones = |list: &[String]| format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", list.join(","));
        let head = "name,kind,lat,lon,zone\n";
        let before = PolicySource {
            zones_geojson: Some(zones(&[zone("莞城", 1.0), zone("虎门", 1.0), zone("万江", 3.0)])),
            gazetteer_csv: Some(format!("{head}东城路,road,23,113,\n鸿福路,road,23,113,\n")),
            ..PolicySource::default()
        };
        let after = PolicySource {
            zones_geojson: Some(zones(&[zone("万江", 3.0), zone("莞城", 2.0), zone("长安", 1.0)])),
            gazetteer_csv: Some(format!("{head}东城路,road,23.1,113,\n")),
            ..PolicySource::default()
        };
        assert_eq!(
            PolicyDiff::between(&before, &after).to_string(),
            "zone \"莞城\" is otherwise: 4 corners became 4 corners\nzone \"虎门\" is gone\nzone \"长安\" is new\n\
             place \"东城路\": lat was 23, is now 23.1\nplace \"鸿福路\" is gone"
        );
    }

    #[test]
    fn the_same_policy_has_no_difference_and_rubbish_is_compared_as_a_whole() {
        let built_in = PolicySource::built_in();
        assert!(PolicyDiff::between(&built_in, &built_in).is_empty());
        assert_eq!(told("a = 1", "b = "), "policy.toml is otherwise: a file of 5 bytes became a file of 4 bytes");
    }
}
