//! Fixes of devices. A batch is no unit of meaning: one that cannot be read never spoils those beside it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::faults::Faults;
use super::super::names::Collection::Units;
use super::super::proto;
use super::super::stamp::OCCURRED_AGE_MS_MAX;
use super::Reader;
use crate::domain::ids::UnitId;
use crate::domain::position::{DeviceOrder, Fix};
use crate::domain::time::EngineTime;

/// The most fixes in one message.
pub const FIXES_PER_BATCH_MAX: usize = 500;

/// The most violations that a batch's summary lists.
const VIOLATIONS_PER_BATCH_MAX: usize = 16;

/// What came of reading a batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FixesRead {
    /// The fixes that could be read, in the order given.
    pub fixes: Vec<Fix>,
    /// How many could not.
    pub malformed_count: u32,
    /// What was wrong with those, the first ones.
    pub violations: Vec<proto::FieldViolation>,
    /// How many were left aside since too many come in at once.
    pub shed_count: u32,
    /// How long to send none; zero when none were left aside.
    pub retry_after: Duration,
}

impl FixesRead {
    /// Adds what came of another batch, without its fixes.
    pub fn absorb(&mut self, other: Self) {
        self.malformed_count = self.malformed_count.saturating_add(other.malformed_count);
        self.shed_count = self.shed_count.saturating_add(other.shed_count);
        self.retry_after = self.retry_after.max(other.retry_after);
        let room = VIOLATIONS_PER_BATCH_MAX.saturating_sub(self.violations.len());
        self.violations.extend(other.violations.into_iter().take(room));
    }

    /// A batch of which nothing was read.
    #[must_use]
    pub fn shed(fixes: usize, retry_after: Duration) -> Self {
        Self { shed_count: u32::try_from(fixes).unwrap_or(u32::MAX), retry_after, ..Self::default() }
    }

    /// Leaves of each unit the newest fix only.
    pub fn keep_newest(&mut self) {
        let mut newest: BTreeMap<UnitId, usize> = BTreeMap::new();
        for (index, fix) in self.fixes.iter().enumerate() {
            let before = newest.get(&fix.unit).and_then(|before| self.fixes.get(*before));
            if before.is_none_or(|before| !before.is_newer_than(fix)) {
                newest.insert(fix.unit.clone(), index);
            }
        }
        let (before, mut index) = (self.fixes.len(), 0..);
        self.fixes.retain(|fix| newest.get(&fix.unit).copied() == index.next());
        let shed = u32::try_from(before - self.fixes.len()).unwrap_or(u32::MAX);
        self.shed_count = self.shed_count.saturating_add(shed);
    }
}

/// Reads a batch of fixes. A fix without a unit is the speaker's own, when there is only one.
///
/// # Errors
/// When the batch has more than [`FIXES_PER_BATCH_MAX`] fixes.
pub fn read_fixes(
    fixes: &[proto::Fix],
    speaker: Option<&UnitId>,
    received_at: EngineTime,
) -> Result<FixesRead, Faults> {
    let mut read = FixesRead::default();
    if fixes.len() > FIXES_PER_BATCH_MAX {
        let mut faults = Faults::default();
        let got = fixes.len();
        faults.note("fixes", format!("too many rows (got {got}): at most {FIXES_PER_BATCH_MAX} are allowed"));
        return Err(faults);
    }
    read.fixes.reserve_exact(fixes.len());
    let mut reader = Reader::without_personal_data();
    for (index, fix) in fixes.iter().enumerate() {
        let result = reader.fix(fix, speaker, received_at);
        match std::mem::take(&mut reader.faults).finish(result) {
            Ok(fix) => read.fixes.push(fix),
            Err(faults) => {
                read.malformed_count += 1;
                let room = VIOLATIONS_PER_BATCH_MAX.saturating_sub(read.violations.len());
                read.violations.extend(faults.violations().iter().take(room).map(|fault| in_row(index, fault)));
            }
        }
    }
    Ok(read)
}

/// What is wrong with a fix, named as part of its batch.
fn in_row(index: usize, fault: &proto::FieldViolation) -> proto::FieldViolation {
    let field =
        if fault.field.is_empty() { format!("fixes[{index}]") } else { format!("fixes[{index}].{}", fault.field) };
    proto::FieldViolation { field, description: fault.description.clone() }
}

impl Reader<'_> {
    /// A fix; what is wrong is named within it, so that nothing is spent on names while nothing is wrong.
    fn fix(&mut self, fix: &proto::Fix, speaker: Option<&UnitId>, received_at: EngineTime) -> Option<Fix> {
        let unit = match speaker {
            Some(speaker) if fix.unit.is_empty() => Some(speaker.clone()),
            _ => self.name("unit", Units, &fix.unit),
        };
        let place = self.required("position", fix.position.as_ref()).and_then(|at| self.place("position", at));
        if fix.age_ms > OCCURRED_AGE_MS_MAX {
            let got = fix.age_ms;
            self.faults.note("age_ms", format!("invalid age (got {got}): at most {OCCURRED_AGE_MS_MAX} is allowed"));
        }
        let order = (fix.sequence > 0).then_some(DeviceOrder { boot: fix.boot, sequence: fix.sequence });
        let accuracy_m = self.magnitude("accuracy_m", fix.accuracy_m, f32::MAX);
        let speed_mps = self.magnitude("speed_mps", fix.speed_mps, f32::MAX);
        let heading_deg = self.magnitude("heading_deg", fix.heading_deg, 360.0);
        let device_time = self.time("device_time", fix.device_time);
        Some(Fix {
            unit: unit?,
            at: place?.at,
            taken_at: received_at - Duration::from_millis(fix.age_ms),
            received_at,
            order,
            accuracy_m,
            speed_mps,
            heading_deg,
            device_time,
        })
    }

    /// A number from 0 to a limit; it may be absent.
    fn magnitude(&mut self, field: &str, number: Option<f32>, max: f32) -> Option<f32> {
        let number = number?;
        if !(0.0..=max).contains(&number) {
            self.faults.note(
                field,
                format!("invalid number (got {number}): it must be finite, not negative and at most {max}"),
            );
            return None;
        }
        Some(number)
    }
}
