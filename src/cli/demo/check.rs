//! The checks at the end: what radios and desks wrote down against what can be read back.
//!
//! Every check says what it looked at and what it found wrong; it is passed when nothing was.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::api::proto::{IncidentState, WaitReason};

/// What the desks read back through the API when everything was over.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadBack {
    /// The incident that each report was found under.
    pub(super) reports: BTreeMap<String, String>,
    /// How each incident was found.
    pub(super) incidents: BTreeMap<String, Found>,
}

/// An incident that was read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) state: IncidentState,
    /// Why it waits.
    pub(super) wait_reason: WaitReason,
    /// How many dispatches were made for it.
    pub(super) dispatches: usize,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// What was to be shown.
    pub(super) what: &'static str,
    /// How many things were looked at.
    pub(super) looked_at: u64,
    /// What is wrong.
    pub(super) wrong: Vec<String>,
}

/// All checks.
pub(super) fn check(ledger: &Ledger, read_back: &ReadBack) -> Vec<Verdict> {
    vec![
        reports_are_there(ledger, read_back),
        incidents_are_cared_for(ledger, read_back),
        nobody_is_sent_twice(ledger),
        everyone_was_told(ledger),
        Verdict {
            what: "a retried request gets the same answer",
            looked_at: ledger.retries,
            wrong: ledger.retries_that_differed.clone(),
        },
    ]
}

/// Every acknowledged report can be read back, under the incident that its receipt named.
fn reports_are_there(ledger: &Ledger, read_back: &ReadBack) -> Verdict {
    let wrong = ledger.reports.iter().filter_map(|note| match read_back.reports.get(&note.report) {
        None => Some(format!("{} was acknowledged and cannot be read", note.report)),
        Some(incident) if *incident != note.incident => {
            Some(format!("{} was acknowledged for {} and stands under {incident}", note.report, note.incident))
        }
        Some(_) => None,
    });
    Verdict {
        what: "every acknowledged report can be read back",
        looked_at: count(ledger.reports.len()),
        wrong: wrong.collect(),
    }
}

/// Every report's incident was offered to units, awaits a decision, waits, or is closed.
fn incidents_are_cared_for(ledger: &Ledger, read_back: &ReadBack) -> Verdict {
    let incidents: std::collections::BTreeSet<_> = ledger.reports.iter().map(|note| &note.incident).collect();
    let wrong = incidents.iter().filter_map(|incident| match read_back.incidents.get(*incident) {
        None => Some(format!("{incident} cannot be read")),
        Some(found) => {
            let stands = match found.state {
                IncidentState::AwaitingDecision | IncidentState::Waiting | IncidentState::Closed => true,
                IncidentState::Responding | IncidentState::Unspecified => found.dispatches > 0,
            };
            (!stands).then(|| format!("{incident} was offered to nobody, and nobody is told that it waits"))
        }
    });
    Verdict {
        what: "its incident was offered, awaits a decision, waits or is closed",
        looked_at: count(incidents.len()),
        wrong: wrong.collect(),
    }
}

/// No unit had two orders at once: by its own notes, each was over before the next one came.
fn nobody_is_sent_twice(ledger: &Ledger) -> Verdict {
    let mut wrong = Vec::new();
    for (unit, notes) in &ledger.orders {
        for (index, one) in notes.iter().enumerate() {
            let rest = notes.iter().skip(index + 1).filter(|other| other.dispatch != one.dispatch);
            let clash = rest.into_iter().find(|other| one.over.is_none_or(|(over_at, _)| over_at > other.received_at));
            if let Some(other) = clash {
                wrong.push(format!("{unit} received {} while it held {}", other.dispatch, one.dispatch));
            }
        }
    }
    let orders = ledger.orders.values().map(Vec::len).sum();
    Verdict { what: "no unit was ever on two incidents", looked_at: count(orders), wrong }
}

/// Every dispatch of a receipt reached the unit's radio, or the unit has none.
fn everyone_was_told(ledger: &Ledger) -> Verdict {
    let mut looked_at = 0;
    let mut wrong = Vec::new();
    for (dispatch, unit) in ledger.reports.iter().flat_map(|note| &note.claimed) {
        looked_at += 1;
        let received = ledger.orders.get(unit).is_some_and(|notes| notes.iter().any(|note| note.dispatch == *dispatch));
        if !received && !ledger.voice_only.contains(unit) {
            wrong.push(format!("{unit} was sent on {dispatch} and never heard of it"));
        }
    }
    Verdict { what: "every unit that a receipt names got its order", looked_at, wrong }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::ledger::{Over, ReportNote};
    use super::*;
    use crate::domain::unit::Tier;

    const SECOND: Duration = Duration::from_secs(1);

    fn quiet_evening() -> (Ledger, ReadBack) {
        let (mut ledger, mut read_back) = (Ledger::default(), ReadBack::default());
        for number in 1..=3_u32 {
            let name = |what| format!("{what}/{number}");
            ledger.reports.push(ReportNote {
                report: name("reports"),
                incident: name("incidents"),
                claimed: vec![(name("dispatches"), "units/R12".to_owned())],
            });
            let found = Found { state: IncidentState::Responding, wait_reason: WaitReason::Unspecified, dispatches: 1 };
            read_back.reports.insert(name("reports"), name("incidents"));
            read_back.incidents.insert(name("incidents"), found);
            let at = SECOND * 100 * number;
            ledger.received("units/R12", &name("dispatches"), &name("incidents"), Tier::City, at);
            if number < 3 {
                ledger.over("units/R12", &name("dispatches"), at + SECOND * 60, Over::Finished);
            }
        }
        (ledger, read_back)
    }

    fn wrong(ledger: &Ledger, read_back: &ReadBack) -> Vec<String> {
        check(ledger, read_back).into_iter().flat_map(|verdict| verdict.wrong).collect()
    }

    #[test]
    fn an_evening_in_good_order_passes() {
        let (ledger, read_back) = quiet_evening();
        assert_eq!(wrong(&ledger, &read_back), Vec::<String>::new());
    }

    #[test]
    fn a_planted_double_dispatch_is_found() {
        let (mut ledger, read_back) = quiet_evening();
        ledger.received("units/R12", "dispatches/9", "incidents/1", Tier::City, SECOND * 320);
        assert_eq!(wrong(&ledger, &read_back), ["units/R12 received dispatches/9 while it held dispatches/3"]);
    }

    #[test]
    fn an_order_that_came_before_the_last_was_over_is_found_though_it_is_over_now() {
        let (mut ledger, read_back) = quiet_evening();
        ledger.over("units/R12", "dispatches/3", SECOND * 330, Over::Withdrawn);
        ledger.received("units/R12", "dispatches/9", "incidents/1", Tier::City, SECOND * 329);
        assert_eq!(wrong(&ledger, &read_back), ["units/R12 received dispatches/9 while it held dispatches/3"]);
    }

    #[test]
    fn a_missing_report_is_found() {
        let (ledger, mut read_back) = quiet_evening();
        read_back.reports.remove("reports/2");
        assert_eq!(wrong(&ledger, &read_back), ["reports/2 was acknowledged and cannot be read"]);
    }

    #[test]
    fn a_forgotten_incident_and_an_order_that_never_came_are_found() {
        let (mut ledger, mut read_back) = quiet_evening();
        if let Some(found) = read_back.incidents.get_mut("incidents/1") {
            found.dispatches = 0;
        }
        ledger.orders.get_mut("units/R12").expect("it has orders").remove(0);
        assert_eq!(
            wrong(&ledger, &read_back),
            [
                "incidents/1 was offered to nobody, and nobody is told that it waits",
                "units/R12 was sent on dispatches/1 and never heard of it"
            ]
        );
        ledger.voice_only.insert("units/R12".to_owned());
        assert_eq!(wrong(&ledger, &read_back).len(), 1, "the desk has told it by voice");
    }
}
