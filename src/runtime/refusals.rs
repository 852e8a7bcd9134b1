//! How many refusals go on the record one by one: so many a second, and of one principal fewer, so that nobody can fill
//! the disk with them or push those of others out. The others are counted, and the count goes on the record.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::audit::{LEFT_OUT_PRINCIPALS_MAX, LeftOut, LeftOutOf};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// How many refusals go on the record one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusalLimits {
    /// In a second, of everybody.
    pub per_second_max: u32,
    /// In a second, of one principal.
    pub per_principal_max: u32,
    /// How long those that were left out are counted before the count goes on the record.
    pub count_interval: Duration,
}

impl Default for RefusalLimits {
    fn default() -> Self {
        Self { per_second_max: 100, per_principal_max: 20, count_interval: Duration::from_secs(10) }
    }
}

/// The refusals of the present second, and those that were left out since the last count.
#[derive(Clone, Debug)]
pub struct Refusals {
    limits: RefusalLimits,
    second: EngineTime,
    admitted: u32,
    by_principal: BTreeMap<Text, u32>,
    left_out: BTreeMap<Text, u64>,
    others: u64,
    since: Option<EngineTime>,
}

impl Refusals {
    /// Nobody was refused yet.
    #[must_use]
    pub const fn new(limits: RefusalLimits) -> Self {
        Self {
            limits,
            second: EngineTime::EPOCH,
            admitted: 0,
            by_principal: BTreeMap::new(),
            left_out: BTreeMap::new(),
            others: 0,
            since: None,
        }
    }

    /// Whether a refusal goes on the record by itself; if not, it is counted.
    pub fn admit(&mut self, principal: &Text, now: EngineTime) -> bool {
        if now.since(self.second) >= Duration::from_secs(1) {
            self.second = now;
            self.admitted = 0;
            self.by_principal.clear();
        }
        let own = self.by_principal.get(principal).copied().unwrap_or(0);
        if self.admitted >= self.limits.per_second_max || own >= self.limits.per_principal_max {
            self.leave_out(principal, now);
            return false;
        }
        self.admitted += 1;
        // Bounded by what a second admits.
        self.by_principal.insert(principal.clone(), own + 1);
        true
    }

    /// Counts a refusal that does not go on the record by itself.
    pub fn leave_out(&mut self, principal: &Text, now: EngineTime) {
        self.since.get_or_insert(now);
        if let Some(count) = self.left_out.get_mut(principal) {
            *count = count.saturating_add(1);
        } else if self.left_out.len() < LEFT_OUT_PRINCIPALS_MAX {
            self.left_out.insert(principal.clone(), 1);
        } else {
            self.others = self.others.saturating_add(1);
        }
    }

    /// When the count of those that were left out is due; none when there are none.
    #[must_use]
    pub fn due(&self) -> Option<EngineTime> {
        self.since.map(|since| since + self.limits.count_interval)
    }

    /// The count of those that were left out, which begins anew; none when there are none.
    pub fn take(&mut self) -> Option<LeftOut> {
        let since = self.since.take()?;
        let counted = std::mem::take(&mut self.left_out);
        let principals = counted.into_iter().map(|(principal, count)| LeftOutOf { principal, count }).collect();
        Some(LeftOut { since, principals, others: std::mem::take(&mut self.others) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: EngineTime = EngineTime::from_unix_seconds(1_800_000_000);

    fn who(number: u32) -> Text {
        Text::truncated(&format!("desk-{number}"))
    }

    #[test]
    fn one_principal_cannot_push_the_others_out_and_every_refusal_is_counted() {
        let limits = RefusalLimits { per_second_max: 10, per_principal_max: 4, ..RefusalLimits::default() };
        let mut refusals = Refusals::new(limits);
        let admitted = (0..1_000).filter(|_| refusals.admit(&who(1), NOON)).count();
        assert_eq!(admitted, 4);
        assert_eq!((0..3).filter(|_| refusals.admit(&who(2), NOON)).count(), 3, "another one is still heard");
        assert_eq!(refusals.due(), Some(NOON + limits.count_interval));
        let left_out = refusals.take().expect("some were left out");
        assert_eq!((left_out.since, left_out.total()), (NOON, 996));
        assert_eq!(left_out.principals, [LeftOutOf { principal: who(1), count: 996 }]);
        assert_eq!((refusals.take(), refusals.due()), (None, None));
        assert!(refusals.admit(&who(1), NOON + Duration::from_secs(1)), "the next second begins anew");
    }

    #[test]
    fn invented_principals_cost_bounded_memory() {
        let limits = RefusalLimits { per_second_max: 5, ..RefusalLimits::default() };
        let mut refusals = Refusals::new(limits);
        let admitted = (0..10_000).filter(|number| refusals.admit(&who(*number), NOON)).count();
        let left_out = refusals.take().expect("some were left out");
        assert_eq!((admitted, left_out.principals.len()), (5, LEFT_OUT_PRINCIPALS_MAX));
        assert_eq!(left_out.total(), 9_995);
    }
}
