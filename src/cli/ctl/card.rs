//! One thing with all that is known of it: an incident, a recommendation, a receipt.

use std::fmt::Write as _;

use super::super::words::{level, personal_text, word};
use super::find::bare;
use super::tables::{self, or_nothing, place, time};
use crate::api::proto::{
    ActivityKind, CallBackOutcome, ChosenBy, Classification, Delivery, Dispatch, DispositionKind, Explanation,
    GetIncidentResponse, Handling, Incident, IncidentState, PassReason, PersonalText, RecommendUnitsResponse,
    ReferralState, Report, ReportFlag, ReportSource, WaitReason, WriteReceipt,
};

/// Lines that are put together; writing into them cannot fail.
#[derive(Default)]
struct Card(String);

impl Card {
    fn line(&mut self, text: impl AsRef<str>) {
        self.0.push_str(text.as_ref());
        self.0.push('\n');
    }

    fn done(self) -> String {
        self.0.trim_end().to_owned()
    }
}

/// An incident with its reports, dispatches, explanations and notes.
pub(super) fn incident(answer: &GetIncidentResponse) -> String {
    let mut card = Card::default();
    if let Some(incident) = &answer.incident {
        head(&mut card, incident);
    }
    card.line("reports");
    for report in &answer.reports {
        add_report(&mut card, report);
    }
    if answer.dispatches.is_empty() {
        card.line("dispatches: none");
    } else {
        card.line("dispatches");
        card.line(tables::dispatches(&answer.dispatches));
    }
    for dispatch in &answer.dispatches {
        add_dispatch(&mut card, dispatch);
    }
    if let Some(incident) = &answer.incident {
        if let Some(explanation) = &incident.explanation {
            card.line("why nobody goes");
            add_explanation(&mut card, explanation);
        }
        if !incident.notes.is_empty() {
            card.line("notes");
        }
        for note in &incident.notes {
            let when = time(note.create_time.as_ref());
            card.line(format!("  {when}  {}: {}", note.author, personal(note.text.as_ref())));
        }
    }
    card.line(format!("(as of change {})", answer.as_of_sequence));
    card.done()
}

fn head(card: &mut Card, incident: &Incident) {
    let what = incident.classification.clone().unwrap_or_default();
    let state = word::<IncidentState>(incident.state);
    card.line(format!("{}  level {}  {}  {state}", incident.number, level(what.level), or_nothing(&what.type_code)));
    card.line(format!("  name      {}", incident.name));
    let start = time(incident.clock_start_time.as_ref());
    card.line(format!("  opened    {}, its clock runs from {start}", time(incident.open_time.as_ref())));
    let zone = or_nothing(&incident.jurisdiction);
    card.line(format!(
        "  place     {}  zone {zone}  desk {}",
        place(incident.position.as_ref()),
        or_nothing(&incident.desk)
    ));
    card.line(format!("  taken as  {}", taken_as(&what)));
    if incident.wait_reason != 0 {
        let since = time(incident.wait_start_time.as_ref());
        card.line(format!("  waits     {} since {since}", word::<WaitReason>(incident.wait_reason)));
    }
    if !incident.tried_units.is_empty() {
        card.line(format!("  tried     {}", callsigns(&incident.tried_units)));
    }
    for line in desk_work(incident) {
        card.line(format!("  {line}"));
    }
    if let Some(end) = &incident.disposition {
        let what = word::<DispositionKind>(end.kind);
        let figure = word::<ActivityKind>(end.activity);
        card.line(format!("  closed    {}: {what} ({figure}) {}", time(incident.close_time.as_ref()), end.remark));
    }
}

/// What the desk has to do with it beside sending units.
fn desk_work(incident: &Incident) -> Vec<String> {
    let mut lines = Vec::new();
    for referral in &incident.referrals {
        let state = word::<ReferralState>(referral.state);
        let due = referral.due_time.as_ref().map(|due| format!(", due {}", time(Some(due)))).unwrap_or_default();
        let overdue = if referral.overdue { " OVERDUE" } else { "" };
        lines.push(format!("referred  to {}: {state}{due}{overdue} {}", referral.partner, referral.reason));
    }
    if let Some(call) = &incident.call_back {
        let outcome = word::<CallBackOutcome>(call.outcome);
        let due = time(call.due_time.as_ref());
        lines.push(match (outcome.as_str(), call.overdue) {
            ("", true) => format!("call back OVERDUE since {due}"),
            ("", false) => format!("call back by {due}"),
            (outcome, _) => format!("call back {outcome}"),
        });
    }
    if let Some(proposal) = &incident.duplicate {
        lines.push(format!("duplicate of {}? ({})", proposal.candidate, proposal.rule));
    }
    for (label, what) in [
        ("to desk   ", &incident.hand_over_desk),
        ("to zone   ", &incident.proposed_jurisdiction),
        ("follows   ", &incident.followed_unit),
    ] {
        if !what.is_empty() {
            lines.push(format!("{label}{}", bare(what)));
        }
    }
    if let Some(hold) = &incident.held_for {
        lines.push(format!("held for  {} until {}", bare(&hold.unit), time(hold.until_time.as_ref())));
    }
    lines
}

fn taken_as(what: &Classification) -> String {
    let handling = word::<Handling>(what.handling);
    if !what.verified_by.is_empty() {
        format!("{handling}, by rule {}, verified by {}: {}", what.rule, what.verified_by, what.verify_reason)
    } else if what.overrule_reason.is_empty() {
        let rule = [or_nothing(&what.rule)].into_iter().chain(what.fitted.iter().cloned());
        format!("{handling}, by rule {}", rule.collect::<Vec<_>>().join("; "))
    } else {
        format!("{handling}, overruled: {}", what.overrule_reason)
    }
}

fn add_report(card: &mut Card, report: &Report) {
    let source = word::<ReportSource>(report.source);
    let mut line = format!("  {}  {source}  {}", time(report.record_time.as_ref()), or_nothing(&report.type_code));
    let caller = [personal(report.caller_display_name.as_ref()), personal(report.caller_phone.as_ref())].join(" ");
    let address = personal(report.address.as_ref());
    let flags = report.flags.iter().map(|flag| word::<ReportFlag>(*flag)).collect::<Vec<_>>().join(" ");
    for (label, text) in [
        ("from", caller.trim()),
        ("found by", bare(&report.found_by)),
        ("at", address.as_str()),
        ("which is", report.matched_name.as_str()),
        ("flags", flags.as_str()),
    ] {
        if !text.is_empty() {
            let _infallible = write!(line, "  {label} {text}");
        }
    }
    card.line(line);
    card.line(format!("    {}", report.name));
    for line in personal(report.narrative.as_ref()).lines() {
        card.line(format!("    {line}"));
    }
}

fn add_dispatch(card: &mut Card, dispatch: &Dispatch) {
    let mut line = format!("  {}: chosen by {}", bare(&dispatch.unit), word::<ChosenBy>(dispatch.chosen_by));
    if let Some(order) = &dispatch.order {
        let told = match (word::<Delivery>(order.delivery), order.deliver_time.as_ref()) {
            (how, Some(at)) => format!("{how}, received {}", time(Some(at))),
            (how, None) => format!("{how}, not acknowledged"),
        };
        let _infallible = write!(line, "; told by {told} (order version {})", order.version);
    }
    if dispatch.blocked {
        line.push_str("; HELD UP on the way");
    }
    if dispatch.anomaly_count > 0 {
        let _infallible = write!(line, "; {} statuses out of order", dispatch.anomaly_count);
    }
    if !dispatch.end_reason.is_empty() {
        let _infallible = write!(line, "; ended: {}", dispatch.end_reason);
    }
    card.line(line);
    card.line(format!("    {}", dispatch.name));
    if let Some(explanation) = &dispatch.explanation {
        add_explanation(card, explanation);
    }
}

fn add_explanation(card: &mut Card, explanation: &Explanation) {
    let hash = explanation.policy_hash.get(..12).unwrap_or(&explanation.policy_hash);
    let free = explanation.available_count;
    card.line(format!("    plan {} of policy {hash}; {free} units were free", or_nothing(&explanation.plan)));
    if !explanation.considered.is_empty() {
        card.line(tables::considered(&explanation.considered, "    "));
    }
    let others = explanation.others.iter().filter(|other| other.count > 0);
    let others: Vec<_> = others.map(|other| format!("{} {}", other.count, word::<PassReason>(other.reason))).collect();
    if !others.is_empty() {
        card.line(format!("    others: {}", others.join(", ")));
    }
}

/// Who would be sent, and why.
pub(super) fn recommendation(answer: &RecommendUnitsResponse) -> String {
    let mut card = Card::default();
    let what = answer.classification.clone().unwrap_or_default();
    card.line(format!("level {}  {}  {}", level(what.level), or_nothing(&what.type_code), taken_as(&what)));
    if answer.units.is_empty() {
        card.line("nobody can be sent");
    } else {
        card.line(format!("would send {}", callsigns(&answer.units)));
    }
    if let Some(explanation) = &answer.explanation {
        add_explanation(&mut card, explanation);
    }
    card.line(format!("(as of change {})", answer.as_of_sequence));
    card.done()
}

/// What a write was answered with.
pub(super) fn receipt(receipt: &WriteReceipt) -> String {
    let mut card = Card::default();
    card.line(format!("change {} at {}", receipt.sequence, time(receipt.record_time.as_ref())));
    if let Some(incident) = &receipt.incident {
        card.line(format!("incident {} of level {} ({})", incident.number, level(incident.level), incident.name));
    }
    if !receipt.report.is_empty() {
        card.line(&receipt.report);
    }
    for sent in &receipt.dispatches {
        card.line(format!("sent {} ({})", bare(&sent.unit), sent.dispatch));
    }
    for made in [&receipt.order, &receipt.planned_event] {
        if !made.is_empty() {
            card.line(made);
        }
    }
    if receipt.incident.is_some() && receipt.dispatches.is_empty() {
        card.line("nobody was sent");
    }
    card.done()
}

fn callsigns(names: &[String]) -> String {
    names.iter().map(|name| bare(name)).collect::<Vec<_>>().join(", ")
}

fn personal(text: Option<&PersonalText>) -> String {
    text.map(personal_text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::{ClaimedUnit, Considered, KnownPosition, OpenedIncident, PassCount};

    #[test]
    fn a_recommendation_says_who_and_why_not_the_others() {
        let known = KnownPosition { source: 1, age_ms: Some(3_000), ..KnownPosition::default() };
        let considered = |unit: &str, distance_m, passed_over| Considered {
            unit: unit.to_owned(),
            position: Some(known),
            distance_m,
            travel_time_ms: 95_000,
            passed_over,
            ..Considered::default()
        };
        let shown = recommendation(&RecommendUnitsResponse {
            units: vec!["units/铁骑-1".to_owned()],
            explanation: Some(Explanation {
                policy_hash: "a".repeat(64),
                plan: "robbery".to_owned(),
                considered: vec![considered("units/铁骑-1", 820.0, 0), considered("units/R2", 1_900.0, 1)],
                available_count: 7,
                others: vec![PassCount { reason: 2, count: 3 }, PassCount { reason: 6, count: 0 }],
                ..Explanation::default()
            }),
            explanations: Vec::new(),
            classification: Some(Classification { level: 1, handling: 1, ..Classification::default() }),
            as_of_sequence: 12,
        });
        assert_eq!(
            shown,
            "level 1  -  police-dispatch, by rule -\n\
             would send 铁骑-1\n    plan robbery of policy aaaaaaaaaaaa; 7 units were free\n\
             \u{20}   UNIT      AWAY  TRAVEL  KNOWN        PLACE  RESULT\n\
             \u{20}   铁骑-1   820 m    95 s  fix 3 s old  -      goes\n\
             \u{20}   R2      1900 m    95 s  fix 3 s old  -      farther\n\
             \u{20}   others: 3 on-dispatch\n(as of change 12)"
        );
    }

    #[test]
    fn a_receipt_says_what_the_caller_wants_to_hear() {
        let mut answer = WriteReceipt {
            sequence: 9,
            report: "reports/1".to_owned(),
            incident: Some(OpenedIncident {
                name: "incidents/2".to_owned(),
                number: "2026-1123-0471".to_owned(),
                level: 1,
            }),
            dispatches: vec![ClaimedUnit { dispatch: "dispatches/3".to_owned(), unit: "units/R1".to_owned() }],
            ..WriteReceipt::default()
        };
        assert_eq!(
            receipt(&answer),
            "change 9 at -\nincident 2026-1123-0471 of level 1 (incidents/2)\nreports/1\nsent R1 (dispatches/3)"
        );
        answer.dispatches.clear();
        assert!(receipt(&answer).ends_with("nobody was sent"));
    }

    #[test]
    fn erased_texts_are_said_to_be_erased() {
        let gone = PersonalText { erased: true, ..PersonalText::default() };
        let report = Report { narrative: Some(gone.clone()), caller_phone: Some(gone), ..Report::default() };
        let shown = incident(&GetIncidentResponse { reports: vec![report], ..GetIncidentResponse::default() });
        assert!(shown.contains("from (erased)") && shown.contains("    (erased)\n"), "{shown}");
        assert!(shown.contains("dispatches: none"));
    }
}
