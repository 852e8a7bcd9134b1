//! What the rim asks besides commands and the board: who would go, and what place an address speaks of.

use super::handle::Handle;
use crate::domain::classification::Classification;
use crate::domain::dispatch::Explanation;
use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::geo::Point;
use crate::domain::ids::{IncidentId, Sequence, TypeCode, UnitId};
use crate::domain::report::{MatchedPlace, ReportSource};
use crate::domain::text::Text;
use crate::engine::decide::recommend;
use crate::policy::rules::ClassifyInput;

/// Who would be sent, and why.
#[derive(Clone, Debug)]
pub struct Recommended {
    /// The units, best first.
    pub units: Vec<UnitId>,
    /// Why these, step by step of the plan; empty when the policy sends nobody or the place is unknown.
    pub explanations: Vec<Explanation>,
    /// What the incident is taken to be.
    pub classification: Classification,
    /// The state that it rests on.
    pub as_of: Sequence,
}

/// What is known of a report that is being taken.
#[derive(Clone, Debug)]
pub struct ToldSoFar {
    /// Through which door it comes.
    pub source: ReportSource,
    /// Its type; it may be unknown.
    pub type_code: TypeCode,
    /// What was ticked.
    pub flags: Few<ReportFlag>,
    /// The policy's keywords in what was told.
    pub keywords: Few<Text>,
    /// Where, when that is known.
    pub at: Option<Point>,
}

impl Handle {
    /// Who would be sent to an incident that there is; none when it is not in memory.
    #[must_use]
    pub fn recommend_for(&self, incident: IncidentId) -> Option<Recommended> {
        let view = self.read();
        let incident = view.incident(incident)?;
        Some(self.recommended(&view, incident.at, incident.classification.clone(), &incident.tried))
    }

    /// What a report that is being taken would be classified as were it filed now, and who would be sent; none without an
    /// active policy.
    #[must_use]
    pub fn recommend_to(&self, told: &ToldSoFar) -> Option<Recommended> {
        let view = self.read();
        let call = ClassifyInput {
            flags: &told.flags,
            keywords: &told.keywords,
            place: told.at,
            ..ClassifyInput::bare(&told.type_code, told.source, self.now())
        };
        let classification = view.policy()?.classify(&call);
        Some(self.recommended(&view, told.at, classification, &Few::new()))
    }

    fn recommended(
        &self,
        view: &super::board::View,
        at: Option<Point>,
        classification: Classification,
        tried: &Few<UnitId>,
    ) -> Recommended {
        let found = at.and_then(|at| recommend(view, self.now(), at, &classification, tried, self.map()));
        let (chosen, explanations) = found.map(|found| (found.chosen, found.explanations)).unwrap_or_default();
        Recommended {
            units: chosen.into_iter().map(|chosen| chosen.unit).collect(),
            explanations,
            classification,
            as_of: view.sequence(),
        }
    }

    /// The place of the operator's gazetteer that an address speaks of.
    #[must_use]
    pub fn find_place(&self, address: &str) -> Option<MatchedPlace> {
        let policy = self.read().policy().cloned()?;
        let found = policy.gazetteer().find(address)?;
        Some(MatchedPlace { name: found.name.clone(), at: found.at })
    }

    /// The keywords of the active policy that stand in what was told.
    #[must_use]
    pub fn keywords_in(&self, narrative: &str) -> Few<Text> {
        let policy = self.read().policy().cloned();
        policy.map(|policy| policy.keywords().found_in(narrative)).unwrap_or_default()
    }
}
