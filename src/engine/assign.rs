//! Joint assignment: who goes where when several calls want the same units at the same moment.
//!
//! Rows are places to be filled, in the order of the queue; columns are units. A row is filled whenever that is possible
//! without leaving an earlier row empty. Among all ways to fill the same rows the one is taken that costs level 1 least,
//! among those the one that costs level 2 least, and so on; what is still equal is settled by distance. So joint
//! assignment is never worse for any level than serving one row after the other, which is one of the ways.
//!
//! Each row is added by a shortest augmenting path (Bellman and Ford's method over the residual graph) with costs that
//! are compared level by level. An augmenting path never empties a row that was filled before, and a matching that is
//! grown along shortest paths is cheapest for its rows at every size.

use std::collections::BTreeMap;

use crate::domain::classification::Level;

/// How many levels there are.
const LEVELS: usize = Level::ALL.len();

/// A cost, compared level by level, the gravest first; behind them the distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost([i64; LEVELS + 1]);

impl Cost {
    /// What it costs that a unit needs so many nanoseconds and so many millimetres for an incident of a level.
    #[must_use]
    pub fn new(level: Level, nanoseconds: u128, millimetres: u64) -> Self {
        let clamp = |wide: u128| i64::try_from(wide).unwrap_or(i64::MAX).min(i64::MAX >> 16);
        let time = clamp(nanoseconds);
        let [one, two, three, four] = Level::ALL.map(|other| if other == level { time } else { 0 });
        Self([one, two, three, four, clamp(u128::from(millimetres))])
    }

    fn plus(self, other: Self) -> Self {
        let mut sum = self;
        sum.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine = mine.saturating_add(theirs));
        sum
    }

    fn less(self, other: Self) -> Self {
        let mut rest = self;
        rest.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine = mine.saturating_sub(theirs));
        rest
    }
}

/// A place to be filled: the units that can fill it, by column, with the cost of each.
pub type Row = BTreeMap<usize, Cost>;

/// Fills rows with columns; the answer names a column, or none, for every row.
#[must_use]
pub fn assign(rows: &[Row]) -> Vec<Option<usize>> {
    let mut matching = Matching { rows, column_of: vec![None; rows.len()], row_of: BTreeMap::new() };
    for row in 0..rows.len() {
        matching.fill(row);
    }
    matching.column_of
}

struct Matching<'a> {
    rows: &'a [Row],
    column_of: Vec<Option<usize>>,
    row_of: BTreeMap<usize, usize>,
}

/// How cheaply a column can be reached from the row that is being filled, and from which row at last.
#[derive(Clone, Copy)]
struct Reached {
    cost: Cost,
    from: usize,
}

impl Matching<'_> {
    /// Fills one more row by the cheapest exchange that frees a column for it, if there is one.
    fn fill(&mut self, row: usize) {
        let reached = self.reach(row);
        let free = reached.iter().filter(|(column, _)| !self.row_of.contains_key(column));
        let Some(mut column) = free.min_by_key(|(column, reached)| (reached.cost, **column)).map(|(column, _)| *column)
        else {
            return;
        };
        // Walk back along the path: every row on it moves to the column that was reached from it.
        while let Some(Reached { from, .. }) = reached.get(&column) {
            let left = self.column_of.get_mut(*from).and_then(|slot| slot.replace(column));
            self.row_of.insert(column, *from);
            match left {
                Some(left) => column = left,
                None => return,
            }
        }
    }

    /// Bellman and Ford: rounds of relaxation until nothing gets cheaper.
    fn reach(&self, start: usize) -> BTreeMap<usize, Reached> {
        let mut reached: BTreeMap<usize, Reached> = BTreeMap::new();
        let mut open = vec![(start, Cost::default())];
        // A cheapest path passes no row twice, so as many rounds as there are rows suffice.
        for _ in 0..=self.rows.len() {
            let mut next: BTreeMap<usize, Cost> = BTreeMap::new();
            for (row, so_far) in open {
                let own = self.column_of.get(row).copied().flatten();
                for (column, cost) in
                    self.rows.get(row).into_iter().flatten().filter(|(column, _)| Some(**column) != own)
                {
                    let cost = so_far.plus(*cost);
                    if reached.get(column).is_some_and(|known| known.cost <= cost) {
                        continue;
                    }
                    reached.insert(*column, Reached { cost, from: row });
                    if let Some(holder) = self.row_of.get(column)
                        && let Some(given_up) = self.rows.get(*holder).and_then(|row| row.get(column))
                    {
                        next.insert(*holder, cost.less(*given_up));
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            open = next.into_iter().collect();
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the filled rows cost together.
    fn total(rows: &[Row], columns: &[Option<usize>]) -> Cost {
        rows.iter()
            .zip(columns)
            .filter_map(|(row, column)| row.get(column.as_ref()?))
            .fold(Cost::default(), |sum, cost| sum.plus(*cost))
    }

    /// Every way to fill the rows: the first by which rows are filled, then by cost.
    fn exhaustive(rows: &[Row]) -> (Vec<bool>, Cost) {
        fn go(
            rows: &[Row],
            taken: &mut Vec<usize>,
            columns: &mut Vec<Option<usize>>,
            best: &mut (Vec<bool>, Cost),
            all: &[Row],
        ) {
            let Some((row, rest)) = rows.split_first() else {
                let filled: Vec<bool> = columns.iter().map(Option::is_some).collect();
                let cost = total(all, columns);
                // An earlier row filled is worth more than any number of later ones.
                if best.0.len() < filled.len() || filled > best.0 || (filled == best.0 && cost < best.1) {
                    *best = (filled, cost);
                }
                return;
            };
            for column in row.keys() {
                if !taken.contains(column) {
                    taken.push(*column);
                    columns.push(Some(*column));
                    go(rest, taken, columns, best, all);
                    columns.pop();
                    taken.pop();
                }
            }
            columns.push(None);
            go(rest, taken, columns, best, all);
            columns.pop();
        }
        let mut best = (Vec::new(), Cost::default());
        go(rows, &mut Vec::new(), &mut Vec::new(), &mut best, rows);
        best
    }

    /// One row after the other, each the cheapest that is left.
    fn greedy(rows: &[Row]) -> Vec<Option<usize>> {
        let mut taken = std::collections::BTreeSet::new();
        rows.iter()
            .map(|row| {
                let free = row.iter().filter(|(column, _)| !taken.contains(*column));
                let column = free.min_by_key(|(column, cost)| (**cost, **column)).map(|(column, _)| *column)?;
                taken.insert(column);
                Some(column)
            })
            .collect()
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let cell = (0_usize..6, 0_u32..20, 0_u64..3);
        let row = (1_u32..=4, prop::collection::vec(cell, 0..6));
        prop::collection::vec(row, 0..6).prop_map(|mut rows| {
            // The queue's order: the gravest level first.
            rows.sort_by_key(|(level, _)| *level);
            let of_level = |(level, cells): (u32, Vec<(usize, u32, u64)>)| {
                let level = Level::from_number(level).expect("a level");
                cells.into_iter().map(|(column, time, way)| (column, Cost::new(level, time.into(), way))).collect()
            };
            rows.into_iter().map(of_level).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_is_the_exhaustive_optimum_up_to_six_by_six(rows in rows()) {
            let columns = assign(&rows);
            let filled: Vec<bool> = columns.iter().map(Option::is_some).collect();
            prop_assert_eq!((filled, total(&rows, &columns)), exhaustive(&rows));
            let mut used: Vec<_> = columns.iter().flatten().collect();
            used.sort();
            used.dedup();
            prop_assert_eq!(used.len(), columns.iter().flatten().count(), "a unit goes to two places");
        }

        #[test]
        fn it_fills_what_greedy_fills_and_costs_no_level_more(rows in rows()) {
            let (joint, greedy) = (assign(&rows), greedy(&rows));
            let filled = |columns: &[Option<usize>]| columns.iter().map(Option::is_some).collect::<Vec<_>>();
            prop_assert!(filled(&joint) >= filled(&greedy));
            if filled(&joint) == filled(&greedy) {
                prop_assert!(total(&rows, &joint) <= total(&rows, &greedy));
            }
        }
    }

    #[test]
    fn two_calls_and_two_units_are_crossed_when_that_is_cheaper_for_both_together() {
        let cost = |seconds: u32| Cost::new(Level::Three, seconds.into(), 0);
        let rows = [Row::from([(0, cost(10)), (1, cost(11))]), Row::from([(0, cost(10)), (1, cost(60))])];
        assert_eq!(assign(&rows), [Some(1), Some(0)]);
        assert_eq!(greedy(&rows), [Some(0), Some(1)]);
    }

    #[test]
    fn a_milder_call_never_makes_a_graver_one_wait_longer() {
        let rows = [
            Row::from([(0, Cost::new(Level::One, 10, 0)), (1, Cost::new(Level::One, 11, 0))]),
            Row::from([(0, Cost::new(Level::Four, 10, 0)), (1, Cost::new(Level::Four, 9_999, 0))]),
        ];
        assert_eq!(assign(&rows), [Some(0), Some(1)]);
    }
}
