//! Duty levels (等级勤务): postures of the whole city, of which one is in force at any time.

use super::classification::Level;
use super::ids::DutyLevelId;
use super::text::Text;

/// One posture of the city and what it changes, as a policy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyLevel {
    /// Its name in commands and in the record.
    pub id: DutyLevelId,
    /// What it is called in Chinese.
    pub name_zh: Text,
    /// What it is called in English.
    pub name_en: Text,
    /// To how many hundredths the thresholds of the five clocks shrink, 10 to 100.
    pub clocks_percent: u32,
    /// How many units more every town keeps for level 1.
    pub reserve_extra: usize,
    /// How many units more than the plan says are sent, from level 1 to level 4.
    pub extra_units_by_level: [usize; Level::ALL.len()],
    /// Whether a plan's later tiers are asked at once instead of in their turn.
    pub widen: bool,
}

impl DutyLevel {
    /// How many units more than its plan says an incident of this level gets.
    #[must_use]
    pub const fn extra_units(&self, level: Level) -> usize {
        let [one, two, three, four] = self.extra_units_by_level;
        match level {
            Level::One => one,
            Level::Two => two,
            Level::Three => three,
            Level::Four => four,
        }
    }
}
