//! What the simulated radios and desks write down themselves: the only thing that the checks at the end believe.
//!
//! A radio notes when it received an order and when that order was over by its own word or by a withdrawal that it
//! received; a desk notes the receipts that it got. Nothing of the daemon's feed enters here.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::api::proto::{self, Level};
use crate::domain::unit::Tier;

/// Everything that was written down. Moments are spans since midnight of the demonstration's day.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// Reports that were acknowledged to a desk, in the order of their receipts.
    pub(super) reports: Vec<ReportNote>,
    /// Incidents that a receipt named when they were opened, by name.
    pub(super) incidents: BTreeMap<String, IncidentNote>,
    /// Orders by unit, in the order in which they were received.
    pub(super) orders: BTreeMap<String, Vec<OrderNote>>,
    /// Units that have no device: a desk tells them by voice.
    pub(super) voice_only: BTreeSet<String>,
    /// How many requests were sent twice on purpose.
    pub(super) retries: u64,
    /// What was answered differently the second time.
    pub(super) retries_that_differed: Vec<String>,
}

/// One acknowledged report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportNote {
    /// `reports/{uuid}`, from the receipt.
    pub(super) report: String,
    /// `incidents/{uuid}`: the one that was opened, or the one that the desk had named.
    pub(super) incident: String,
    /// The dispatches of the receipt and their units.
    pub(super) claimed: Vec<(String, String)>,
}

/// One incident that a receipt named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IncidentNote {
    /// How much it matters, by the receipt.
    pub(super) level: Level,
    /// When the caller's telephone rang.
    pub(super) rang_at: Duration,
}

/// One order, as the unit lived it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrderNote {
    /// `dispatches/{uuid}`.
    pub(super) dispatch: String,
    /// `incidents/{uuid}`.
    pub(super) incident: String,
    /// The unit's tier.
    pub(super) tier: Tier,
    /// When it came.
    pub(super) received_at: Duration,
    /// When the unit stood at the scene.
    pub(super) arrived_at: Option<Duration>,
    /// When it was over, and how.
    pub(super) over: Option<(Duration, Over)>,
}

/// How an order was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// The unit said that it was handled.
    Finished,
    /// The unit declined.
    Declined,
    /// The daemon took it back: expired, recalled or stood down.
    Withdrawn,
}

impl Ledger {
    /// A desk's receipt of a report that it had filed for `incident`, when it had named one.
    pub(super) fn acknowledged(&mut self, receipt: &proto::WriteReceipt, incident: &str, rang_at: Duration) {
        let opened = receipt.incident.as_ref();
        if let Some(opened) = opened {
            self.incidents.insert(opened.name.clone(), IncidentNote { level: opened.level(), rang_at });
        }
        self.reports.push(ReportNote {
            report: receipt.report.clone(),
            incident: opened.map_or_else(|| incident.to_owned(), |opened| opened.name.clone()),
            claimed: receipt.dispatches.iter().map(|it| (it.dispatch.clone(), it.unit.clone())).collect(),
        });
    }

    /// An order has come.
    pub(super) fn received(&mut self, unit: &str, dispatch: &str, incident: &str, tier: Tier, at: Duration) {
        self.orders.entry(unit.to_owned()).or_default().push(OrderNote {
            dispatch: dispatch.to_owned(),
            incident: incident.to_owned(),
            tier,
            received_at: at,
            arrived_at: None,
            over: None,
        });
    }

    /// The unit stands at the scene.
    pub(super) fn arrived(&mut self, unit: &str, dispatch: &str, at: Duration) {
        if let Some(note) = self.order(unit, dispatch) {
            note.arrived_at.get_or_insert(at);
        }
    }

    /// The order is over.
    pub(super) fn over(&mut self, unit: &str, dispatch: &str, at: Duration, how: Over) {
        if let Some(note) = self.order(unit, dispatch) {
            note.over.get_or_insert((at, how));
        }
    }

    /// What was answered when the same request was sent again.
    pub(super) fn retried(&mut self, what: &str, first: &proto::WriteReceipt, second: &proto::WriteReceipt) {
        self.retries += 1;
        if first != second {
            self.retries_that_differed.push(format!(
                "{what}: first receipt of change {}, second of change {}",
                first.sequence, second.sequence
            ));
        }
    }

    /// A request that was carried out was refused when it was sent again.
    pub(super) fn retry_refused(&mut self, what: &str, why: &str) {
        self.retries += 1;
        self.retries_that_differed.push(format!("{what}: accepted first, then refused: {why}"));
    }

    fn order(&mut self, unit: &str, dispatch: &str) -> Option<&mut OrderNote> {
        self.orders.get_mut(unit)?.iter_mut().rev().find(|note| note.dispatch == dispatch)
    }
}
