//! The roster.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::Draft;
use crate::domain::candidate::Candidates;
use crate::domain::event::Event;
use crate::domain::rejection::Rejection;
use crate::domain::roster::{ROSTER_ROWS_MAX, Roster};

impl<C: Candidates> Draft<'_, C> {
    pub(super) fn import(&mut self, roster: &Roster) -> Result<(), Rejection> {
        let rows = [("units", roster.units.len()), ("posts", roster.posts.len()), ("gateways", roster.gateways.len())];
        for (what, got) in rows {
            if got > ROSTER_ROWS_MAX {
                return Err(Rejection::TooMany { what, got, max: ROSTER_ROWS_MAX });
            }
        }
        if rows.iter().all(|(_, got)| *got == 0) {
            return Err(Rejection::Empty("roster"));
        }
        let new_posts: BTreeSet<_> = roster.posts.iter().map(|post| &post.id).collect();
        let mut seen = BTreeSet::new();
        for unit in &roster.units {
            if !seen.insert(&unit.id) {
                return Err(Rejection::UnitTwice(unit.id.clone()));
            }
            if let Some(post) = unit.post.as_ref().filter(|post| !new_posts.contains(post)) {
                self.state
                    .post(post)
                    .ok_or_else(|| Rejection::UnknownPost { unit: unit.id.clone(), post: post.clone() })?;
            }
        }
        for unit in roster.gateways.iter().flat_map(|grant| grant.units.iter()) {
            if !seen.contains(unit) {
                self.unit(unit)?;
            }
        }
        self.push(Event::RosterImported(Arc::new(roster.clone())));
        Ok(())
    }
}
