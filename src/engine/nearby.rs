//! Open incidents by place and reports by caller: what may be the same event, found without looking at every incident.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::geo::{Distance, Point};
use crate::domain::ids::{IncidentId, ReportId};
use crate::domain::incident::Incident;
use crate::domain::report::{Caller, CallerMark, Report};

/// The edge of a cell in degrees: about a kilometre from south to north.
const CELL_DEG: f64 = 0.01;

/// One degree of latitude in metres, rounded down so that a search never looks at too little.
const DEGREE_M: f64 = 110_000.0;

type Cell = (i32, i32);

/// No id comes before these.
const FIRST_INCIDENT: IncidentId = IncidentId::from_uuid(Uuid::nil());
const FIRST_REPORT: ReportId = ReportId::from_uuid(Uuid::nil());

/// Where open incidents are and from which numbers the reports in memory came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    cells: BTreeSet<(Cell, IncidentId)>,
    callers: BTreeSet<(CallerMark, ReportId)>,
}

impl Nearby {
    /// Where these incidents are, as far as they are open, and from where these reports came.
    pub(super) fn of<'a>(
        incidents: impl Iterator<Item = &'a Incident>,
        reports: impl Iterator<Item = &'a Report>,
    ) -> Self {
        Self { cells: incidents.filter_map(cell_of).collect(), callers: reports.filter_map(caller_of).collect() }
    }

    /// Open incidents that may lie within a distance; some of them may lie beyond it.
    pub fn around(&self, at: Point, within: Distance) -> impl Iterator<Item = IncidentId> + '_ {
        let (row, column) = cell(at);
        let rows = steps(within.as_metres() / DEGREE_M);
        let shrink = at.latitude_deg().to_radians().cos().max(0.01);
        let columns = steps(within.as_metres() / (DEGREE_M * shrink));
        let found = (row - rows..=row + rows).flat_map(move |row| {
            let (from, to) = ((row, column - columns), (row, column + columns));
            self.cells.range((from, FIRST_INCIDENT)..).take_while(move |(cell, _)| *cell <= to)
        });
        found.map(|(_, incident)| *incident)
    }

    /// The reports in memory from the same number, the newest first.
    pub fn from_caller(&self, caller: &Caller) -> impl Iterator<Item = ReportId> + '_ {
        let marks = [caller.mark, caller.mark_before];
        let of_mark = |mark: CallerMark| {
            let from = self.callers.range((mark, FIRST_REPORT)..);
            from.take_while(move |(other, _)| *other == mark).map(|(_, report)| *report)
        };
        let mut found: Vec<_> = marks.into_iter().flatten().flat_map(of_mark).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.into_iter()
    }

    /// An incident has turned: what it was, and what it is.
    pub(super) fn turn(&mut self, before: Option<&Incident>, after: Option<&Incident>) {
        let (was, is) = (before.and_then(cell_of), after.and_then(cell_of));
        if was == is {
            return;
        }
        if let Some(was) = was {
            self.cells.remove(&was);
        }
        self.cells.extend(is);
    }

    pub(super) fn keep_caller(&mut self, report: &Report) {
        self.callers.extend(caller_of(report));
    }

    pub(super) fn forget_caller(&mut self, report: &Report) {
        if let Some(caller) = caller_of(report) {
            self.callers.remove(&caller);
        }
    }
}

/// Where an incident is, as long as it is open.
fn cell_of(incident: &Incident) -> Option<(Cell, IncidentId)> {
    Some((cell(incident.at.filter(|_| incident.closed.is_none())?), incident.id))
}

fn caller_of(report: &Report) -> Option<(CallerMark, ReportId)> {
    Some((report.content.caller.mark?, report.id))
}

#[expect(clippy::cast_possible_truncation, reason = "at most 18,000 cells from pole to pole")]
fn cell(at: Point) -> Cell {
    ((at.latitude_deg() / CELL_DEG).floor() as i32, (at.longitude_deg() / CELL_DEG).floor() as i32)
}

#[expect(clippy::cast_possible_truncation, reason = "a few kilometres")]
fn steps(degrees: f64) -> i32 {
    (degrees / CELL_DEG).ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_within_the_distance_is_left_out() {
        let at = |latitude, longitude| Point::new(latitude, longitude).expect("a point");
        let middle = at(23.0499, 113.7501);
        let mut nearby = Nearby::default();
        let mut expected = BTreeSet::new();
        let within = Distance::from_millimetres(2_500_000);
        for (step, number) in (-40..=40_i32).flat_map(|row| (-40..=40_i32).map(move |column| (row, column))).zip(1..) {
            let place = at(23.05 + f64::from(step.0) * 0.001, 113.75 + f64::from(step.1) * 0.001);
            let id = IncidentId::from_uuid(Uuid::from_u128(number));
            nearby.cells.insert((cell(place), id));
            if middle.distance_to(place) <= within {
                expected.insert(id);
            }
        }
        let found: BTreeSet<_> = nearby.around(middle, within).collect();
        assert!(!expected.is_empty() && expected.is_subset(&found));
        assert!(found.len() < 81 * 81, "it does not look everywhere");
    }
}
