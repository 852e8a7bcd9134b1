//! Who goes where, for everything that waits at one instant of decision.
//!
//! Each need is surveyed by itself; when nobody is wanted twice and no reserve is overdrawn, everyone gets the best that
//! it found. Otherwise all needs are filled together ([`assign`]), from as many candidates as there are places to fill,
//! which is enough: at most that many can be lost to the others.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Cost, Row, assign};
use super::barren::{Among, Barren};
use super::choose::{Need, Survey, Weighed, explain, survey};
use super::claim::Claims;
use super::reserve;
use super::state::State;
use crate::domain::candidate::Candidates;
use crate::domain::classification::Level;
use crate::domain::dispatch::Explanation;
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;

/// A need with those who were found for it.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    /// What was asked for.
    pub need: Need<'a>,
    /// Who was looked at; nobody where it was known before that nobody is to be had.
    pub survey: Survey,
    /// Who goes, the best first; fewer than wanted when there are no more.
    pub chosen: Vec<Weighed>,
}

impl Placed<'_> {
    /// Why these, given who goes where in this decision.
    #[must_use]
    pub fn explain(&self, state: &State, elsewhere: &BTreeSet<&UnitId>) -> Explanation {
        explain(state, &self.need, &self.survey, &self.chosen, elsewhere)
    }
}

/// Finds units for needs, which stand in the order of the queue. Nobody is looked for where `barren` knows that nobody is
/// to be had, and it learns what is found out.
pub fn place<'a>(
    state: &State,
    claims: &Claims,
    candidates: &impl Candidates,
    needs: Vec<Need<'a>>,
    barren: &mut Barren,
    now: EngineTime,
) -> Vec<Placed<'a>> {
    let look = |need: &Need<'_>, wanted, is_named| survey(state, claims, candidates, need, (wanted, is_named), now);
    let alone = needs.into_iter().map(|need| {
        let is_barren = barren.knows(&need, Among::Free);
        let survey = if is_barren { Survey::default() } else { look(&need, need.count, !need.is_told) };
        barren.note(&need, Among::Free, &survey);
        let chosen = survey.able.iter().take(need.count).cloned().collect();
        Placed { need, survey, chosen }
    });
    let mut placed: Vec<_> = alone.collect();
    if is_contested(&placed) || overdraws(state, claims, &placed).is_some() {
        let wanted = placed.iter().map(|placed| placed.need.count).sum();
        for Placed { need, survey, .. } in
            placed.iter_mut().filter(|placed| !(placed.survey.is_whole || placed.survey.able.is_empty()))
        {
            *survey = look(need, wanted, survey.is_named);
        }
        fill(state, claims, &mut placed);
    }
    // Whoever goes, the others are named with them.
    for Placed { need, survey, .. } in placed.iter_mut().filter(|it| !(it.survey.is_named || it.chosen.is_empty())) {
        let reserved = std::mem::take(&mut survey.reserved);
        *survey = Survey { reserved, ..look(need, need.count, true) };
    }
    placed
}

/// Whether two needs want the same unit.
fn is_contested(placed: &[Placed<'_>]) -> bool {
    let mut wanted = BTreeSet::new();
    placed.iter().flat_map(|placed| &placed.chosen).any(|chosen| !wanted.insert(&chosen.candidate.unit))
}

/// The place in `placed` and the unit of a choice that a reserve forbids.
fn overdraws(state: &State, claims: &Claims, placed: &[Placed<'_>]) -> Option<(usize, UnitId)> {
    let policy = placed.first()?.need.policy;
    let picks: Vec<(usize, Level, &UnitId)> = placed
        .iter()
        .enumerate()
        .flat_map(|(index, placed)| {
            placed.chosen.iter().map(move |chosen| (index, placed.need.level, &chosen.candidate.unit))
        })
        .collect();
    let pairs: Vec<_> = picks.iter().map(|(_, level, unit)| (*level, *unit)).collect();
    let forbidden = picks.get(reserve::overdrawn(state, claims, policy, &pairs)?)?;
    Some((forbidden.0, forbidden.2.clone()))
}

/// Fills all places together, again without a choice that a reserve forbids until none does.
fn fill(state: &State, claims: &Claims, placed: &mut [Placed<'_>]) {
    let mut barred: BTreeSet<(usize, UnitId)> = BTreeSet::new();
    loop {
        assign_once(placed, &barred);
        // Each turn bars more of finitely many pairs.
        let Some((index, unit)) = overdraws(state, claims, placed) else { break };
        let Some(need) = placed.get(index) else { break };
        // Another of the same zone or post would be one too many as well, unless it is chosen already.
        let chosen: BTreeSet<_> = need.chosen.iter().map(|weighed| &weighed.candidate.unit).collect();
        let others = need.survey.able.iter().map(|weighed| &weighed.candidate.unit);
        let others = others.filter(|other| !chosen.contains(other));
        let kept = others.filter(|other| reserve::keeps_both(state, need.need.policy, &unit, other));
        let before = barred.len();
        barred.extend(kept.chain([&unit]).map(|unit| (index, unit.clone())).collect::<Vec<_>>());
        if barred.len() == before {
            break;
        }
    }
    for (index, unit) in barred {
        if let Some(placed) = placed.get_mut(index) {
            placed.survey.reserved.insert(unit);
        }
    }
}

fn assign_once(placed: &mut [Placed<'_>], barred: &BTreeSet<(usize, UnitId)>) {
    let units: BTreeSet<&UnitId> =
        placed.iter().flat_map(|placed| &placed.survey.able).map(|weighed| &weighed.candidate.unit).collect();
    let column_of: BTreeMap<&UnitId, usize> =
        units.into_iter().enumerate().map(|(index, unit)| (unit, index)).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    for (index, placed) in placed.iter().enumerate() {
        let able = placed
            .survey
            .able
            .iter()
            .filter(|weighed| barred.is_empty() || !barred.contains(&(index, weighed.candidate.unit.clone())));
        let cells = able.filter_map(|weighed| {
            let cost =
                Cost::new(placed.need.level, weighed.cost().as_nanos(), weighed.candidate.distance.as_millimetres());
            Some((*column_of.get(&weighed.candidate.unit)?, cost))
        });
        let row: Row = cells.collect();
        for _ in 0..placed.need.count {
            rows.push(row.clone());
            owners.push(index);
        }
    }
    let columns = assign(&rows);
    let mut chosen: Vec<Vec<Weighed>> = vec![Vec::new(); placed.len()];
    for (owner, column) in owners.into_iter().zip(columns) {
        let found = placed.get(owner).into_iter().flat_map(|placed| &placed.survey.able);
        let unit = found
            .into_iter()
            .find(|weighed| column.is_some() && column_of.get(&weighed.candidate.unit) == column.as_ref());
        if let (Some(list), Some(unit)) = (chosen.get_mut(owner), unit) {
            list.push(unit.clone());
        }
    }
    for (placed, mut chosen) in placed.iter_mut().zip(chosen) {
        chosen.sort_by(|one, other| one.rank().cmp(&other.rank()));
        placed.chosen = chosen;
    }
}
