//! Where there is nobody to be had: what one decision has found out about the steps of plans, so that it does not look again.
//!
//! When everyone is busy, incidents wait by the hundred, and each unit that becomes free, each new report and each clock
//! that runs out makes the queue be served. Most of these incidents ask for the same few steps of the same few plans. That
//! nobody fits such a step, wherever the scene lies, is found out by one survey and holds for all that wait: a decision
//! only takes units, so whoever is not to be had does not come back before its end.

use std::collections::BTreeSet;

use super::choose::{Need, Survey};
use super::claim::Claims;
use super::state::State;
use crate::domain::classification::Level;
use crate::domain::text::Text;
use crate::domain::unit::Tier;

/// Among whom units are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those that are free.
    Free,
    /// Those that are on their way to something milder.
    Engaged,
}

/// What was asked for and is not to be had anywhere.
#[derive(Clone, Debug, Default)]
pub struct Barren {
    asked: Vec<Asked>,
}

/// All of a need on which a unit's fitness depends, but for its scene and its incident.
#[derive(Clone, Debug)]
struct Asked {
    plan: Text,
    index: usize,
    tiers: BTreeSet<Tier>,
    level: Level,
    among: Among,
}

impl Asked {
    fn is_of(&self, need: &Need<'_>, among: Among) -> bool {
        let Self { plan, index, tiers, level, among: asked_among } = self;
        (*index, *level, *asked_among) == (need.index, need.level, among)
            && *tiers == need.tiers
            && *plan == need.plan.name
    }
}

impl Barren {
    /// Takes note of a survey: that nobody could go, when that is so wherever the scene lies.
    pub fn note(&mut self, need: &Need<'_>, among: Among, survey: &Survey) {
        if survey.able.is_empty() && survey.is_whole && !survey.is_local && !self.knows(need, among) {
            let Need { plan, index, level, ref tiers, .. } = *need;
            self.asked.push(Asked { plan: plan.name.clone(), index, tiers: tiers.clone(), level, among });
        }
    }

    /// Whether it is known that nobody can go.
    #[must_use]
    pub fn knows(&self, need: &Need<'_>, among: Among) -> bool {
        self.asked.iter().any(|asked| asked.is_of(need, among))
    }
}

/// Whether any unit of the tiers that a need asks for is free and not taken by this decision.
#[must_use]
pub fn is_anybody_free(state: &State, claims: &Claims, need: &Need<'_>) -> bool {
    let free: usize = need.tiers.iter().map(|tier| state.free.in_tier(*tier)).sum();
    free > need.tiers.iter().map(|tier| claims.free().in_tier(*tier)).sum()
}
