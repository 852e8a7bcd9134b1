//! Duty levels (等级勤务): postures of the whole city, of which one is in force at any time. A command moves the city from
//! one to another; what a level changes stands here, in the policy.
//!
//! The first level is the everyday one: a city whose supervisors never moved it is in it. A policy that names no level
//! has one, [`ROUTINE`], which changes nothing.

use crate::domain::classification::Level;
use crate::domain::duty_level::DutyLevel;
use crate::domain::ids::DutyLevelId;
use crate::domain::text::Text;

use super::section::{Section, Toml};
use super::taxonomy::non_empty;

/// The level of a policy that names none.
pub const ROUTINE: &str = "routine";

/// The most duty levels of one policy.
pub const DUTY_LEVELS_MAX: usize = 16;
/// The most units that a level may keep back or send beyond a plan.
const MORE_UNITS_MAX: usize = 20;
/// By how much thresholds may be tightened.
const CLOCKS_PERCENT: std::ops::RangeInclusive<u64> = 10..=100;

/// The keys of `extra_units`, by level.
const LEVEL_KEYS: [&str; Level::ALL.len()] = ["level_1", "level_2", "level_3", "level_4"];

/// The level of a policy that names none: it changes nothing.
fn routine() -> Option<DutyLevel> {
    Some(DutyLevel {
        id: DutyLevelId::new(ROUTINE).ok()?,
        name_zh: Text::truncated("日常勤务"),
        name_en: Text::truncated("Routine"),
        clocks_percent: 100,
        reserve_extra: 0,
        extra_units_by_level: [0; Level::ALL.len()],
        widen: false,
    })
}

/// Reads and checks the levels, the everyday one first.
pub(super) fn read(top: &Section<'_>, toml: &Toml<'_>) -> Vec<DutyLevel> {
    let sections = top.tables("duty_level", false);
    if sections.len() > DUTY_LEVELS_MAX {
        let rule = format!("a policy has at most {DUTY_LEVELS_MAX}");
        toml.fault(&top.mark().inner("duty_level"), format!("{} duty levels", sections.len()), rule);
        return Vec::new();
    }
    if sections.is_empty() {
        return routine().into_iter().collect();
    }
    let mut levels: Vec<DutyLevel> = Vec::new();
    for section in sections {
        if let Some(level) = read_level(section, toml, &levels) {
            levels.push(level);
        }
    }
    levels
}

fn read_level(section: Section<'_>, toml: &Toml<'_>, before: &[DutyLevel]) -> Option<DutyLevel> {
    let id = section.text("id", DutyLevelId::new);
    let name_zh = section.text("name_zh", non_empty);
    let name_en = section.text("name_en", non_empty);
    let clocks_percent =
        if section.has("clocks_percent") { section.integer("clocks_percent", CLOCKS_PERCENT) } else { 100 };
    let reserve_extra =
        if section.has("reserve_extra") { section.count("reserve_extra", 0..=MORE_UNITS_MAX) } else { 0 };
    let widen = section.flag("widen").unwrap_or(false);
    let extra_units = read_extra_units(&section);
    section.finish();
    let (id, mark) = id?;
    if before.iter().any(|level| level.id == id) {
        toml.fault(&mark, &id, "another duty level has this id");
    }
    Some(DutyLevel {
        id,
        name_zh: name_zh?.0,
        name_en: name_en?.0,
        clocks_percent: u32::try_from(clocks_percent).unwrap_or(100),
        reserve_extra,
        extra_units_by_level: extra_units,
        widen,
    })
}

fn read_extra_units(section: &Section<'_>) -> [usize; Level::ALL.len()] {
    if !section.has("extra_units") {
        return [0; Level::ALL.len()];
    }
    let Some(table) = section.table("extra_units") else { return [0; Level::ALL.len()] };
    let more = LEVEL_KEYS.map(|key| if table.has(key) { table.count(key, 0..=MORE_UNITS_MAX) } else { 0 });
    table.finish();
    more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;
    use crate::policy::source::PolicySource;

    fn parse(levels: &str) -> Result<Policy, String> {
        let written = PolicySource::built_in();
        let (before, rest) = written.policy_toml.split_once("[[duty_level]]").expect("the default policy has levels");
        let (_, after) = rest.split_once("# Classification rules").expect("rules follow");
        let policy_toml = format!("{before}{levels}\n# Classification rules{after}");
        Policy::parse(&PolicySource { policy_toml, ..written }).map_err(|faults| faults.to_string())
    }

    #[test]
    fn a_policy_without_levels_has_the_everyday_one() {
        let policy = parse("").expect("sound");
        let [routine] = policy.duty_levels() else { panic!("{:?}", policy.duty_levels()) };
        assert_eq!(routine.id.as_str(), ROUTINE);
        assert_eq!((routine.clocks_percent, routine.reserve_extra, routine.widen), (100, 0, false));
        assert!(Level::ALL.into_iter().all(|level| routine.extra_units(level) == 0));
    }

    #[test]
    fn dongguan_has_three_levels_each_tighter_than_the_one_before() {
        let policy = Policy::parse(&PolicySource::built_in()).expect("sound");
        let names: Vec<_> = policy.duty_levels().iter().map(|level| level.name_zh.as_str()).collect();
        assert_eq!(names, ["日常勤务", "二级加强勤务", "一级加强勤务"]);
        for pair in policy.duty_levels().windows(2) {
            assert!(pair[0].clocks_percent > pair[1].clocks_percent, "{pair:?}");
            assert!(pair[0].reserve_extra < pair[1].reserve_extra, "{pair:?}");
            assert!(pair[0].extra_units(Level::One) < pair[1].extra_units(Level::One), "{pair:?}");
        }
        let first = &policy.duty_levels()[0];
        assert_eq!(policy.duty_level(&first.id), Some(first));
    }

    #[test]
    fn every_fault_of_a_level_is_named() {
        let faults = parse(
            "[[duty_level]]\nid = \"a\"\nname_zh = \"甲\"\nname_en = \"A\"\nclocks_percent = 5\nwiden = 1\n\
             extra_units = { level_5 = 1 }\n[[duty_level]]\nid = \"a\"\nname_zh = \"乙\"\nname_en = \"\"\n\
             reserve_extra = 21\n",
        )
        .expect_err("faults");
        for words in [
            "duty_level[1].clocks_percent (got 5): it must be a whole number between 10 and 100",
            "duty_level[1].widen (got 1): it must be true or false",
            "duty_level[1].extra_units.level_5",
            "duty_level[2].id (got a): another duty level has this id",
            "duty_level[2].name_en (got \"\"): it must not be empty",
            "duty_level[2].reserve_extra (got 21)",
        ] {
            assert!(faults.contains(words), "{words}\n{faults}");
        }
    }
}
