//! Where a unit was: what the track log has of it, thinned out to what a screen can show.

use std::collections::BTreeSet;

use thiserror::Error;

use super::handle::Handle;
use crate::domain::ids::UnitId;
use crate::domain::position::{Fix, FixVerdict};
use crate::domain::time::EngineTime;
use crate::tracks::log::TrackError;
use crate::tracks::reader::{TrackQuery, read};

/// How many fixes of one unit are looked at: a day of one a second.
const FIXES_MAX: usize = 86_400;

/// What is asked of one unit's track.
#[derive(Clone, Debug)]
pub struct TrackSpan {
    /// Whose.
    pub unit: UnitId,
    /// The earliest moment, included.
    pub from: EngineTime,
    /// The latest moment, included.
    pub to: EngineTime,
    /// How many points at most.
    pub points_max: usize,
}

/// Where a unit was, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// The fixes that are left of them.
    pub fixes: Vec<Fix>,
    /// How many there were.
    pub fix_count: usize,
}

/// The track log cannot be read.
#[derive(Debug, Error)]
#[error("failed to read the track log: {0}")]
pub struct TrackUnreadable(#[from] TrackError);

impl Handle {
    /// Where a unit was. Reads files: for a thread that may block.
    ///
    /// # Errors
    /// When the folder or a file of it cannot be read at all; a damaged place in it is passed over.
    pub fn trail(&self, span: &TrackSpan) -> Result<Trail, TrackUnreadable> {
        let units = BTreeSet::from([span.unit.clone()]);
        let query = TrackQuery { units: Some(&units), from: span.from, to: span.to, rows_max: FIXES_MAX };
        let rows = read(&self.settings().data.join("tracks"), &query)?.rows;
        let fixes: Vec<_> = rows.into_iter().filter(|(_, verdict)| was_there(*verdict)).map(|(fix, _)| fix).collect();
        Ok(thinned(fixes, span.points_max))
    }
}

/// Whether a fix tells where the unit was; one that came late does, too.
const fn was_there(verdict: FixVerdict) -> bool {
    match verdict {
        FixVerdict::Accepted | FixVerdict::AcceptedOutside | FixVerdict::Late => true,
        FixVerdict::Duplicate
        | FixVerdict::Implausible
        | FixVerdict::OutsideServiceArea
        | FixVerdict::Inaccurate
        | FixVerdict::NotOnDuty
        | FixVerdict::UnknownUnit => false,
    }
}

/// Evenly fewer, in the order in which they were taken; the first and the last stay.
fn thinned(mut fixes: Vec<Fix>, points_max: usize) -> Trail {
    fixes.sort_by_key(|fix| fix.taken_at);
    let fix_count = fixes.len();
    let steps = points_max.max(2) - 1;
    if fix_count > steps + 1 {
        let last = fix_count - 1;
        let mut at = 0;
        let mut kept = 0;
        fixes.retain(|_| {
            let keep = at == kept * last / steps;
            at += 1;
            kept += usize::from(keep);
            keep
        });
    }
    Trail { fixes, fix_count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geo::Point;

    fn fixes(seconds: impl Iterator<Item = i64>) -> Vec<Fix> {
        let fix = |second| {
            let at = EngineTime::from_unix_seconds(1_763_942_400 + second);
            Fix {
                unit: UnitId::new("R12").expect("a callsign"),
                at: Point::new(23.0, 113.75).expect("a point"),
                taken_at: at,
                received_at: at,
                order: None,
                accuracy_m: None,
                speed_mps: None,
                heading_deg: None,
                device_time: None,
            }
        };
        seconds.map(fix).collect()
    }

    #[test]
    fn a_trail_is_thinned_evenly_and_keeps_its_ends() {
        for (count, max) in [(0, 2), (1, 2), (2, 2), (3, 2), (10, 10), (11, 10), (3_600, 1_000), (999, 7)] {
            let all = fixes(0..count);
            let trail = thinned(all.clone(), max);
            assert_eq!(trail.fix_count, all.len());
            assert_eq!(trail.fixes.len(), all.len().min(max), "{count} fixes, {max} points");
            assert_eq!((trail.fixes.first(), trail.fixes.last()), (all.first(), all.last()), "{count}, {max}");
            let gaps = trail
                .fixes
                .windows(2)
                .map(|pair| pair[1].taken_at.as_unix_seconds() - pair[0].taken_at.as_unix_seconds());
            let (least, most) = (gaps.clone().min(), gaps.max());
            assert!(
                most.zip(least).is_none_or(|(most, least)| most - least <= 1),
                "{count}, {max}: {least:?} to {most:?}"
            );
        }
    }

    #[test]
    fn what_came_late_stands_where_it_belongs() {
        let trail = thinned(fixes([3, 1, 2].into_iter()), 10);
        assert_eq!(trail.fixes, fixes(1..4));
    }
}
