//! What the device shows: orders and notices, in a few lines each.

use super::super::ctl::{place, time};
use super::super::remote::pairs;
use super::super::words::{level, personal_text, word};
use crate::api::proto::{
    BatchSummary, DispatchState, FixVerdict, Notice, NoticeKind, OrderState, OrderTask, PersonalText, StandingOrder,
    UnitOrder, WriteReceipt,
};

/// An order as the crew reads it. Personal texts are shown and kept nowhere.
pub(super) fn order(order: &UnitOrder) -> Vec<String> {
    let state = word::<DispatchState>(order.state);
    let mut lines = vec![format!(
        "ORDER {} level {} {} (version {}, {state})",
        order.incident_number,
        level(order.level),
        order.type_code,
        order.version
    )];
    for (label, text) in [
        ("place", order.position.as_ref().map(|at| place(Some(at))).unwrap_or_default()),
        ("address", personal(order.address.as_ref())),
        ("told", personal(order.narrative.as_ref())),
        ("because", order.reason.clone()),
        ("sign in by", order.offer_expire_time.as_ref().map(|at| time(Some(at))).unwrap_or_default()),
    ] {
        if !text.is_empty() {
            lines.push(format!("  {label} {text}"));
        }
    }
    lines
}

/// A standing order as the crew reads it.
pub(super) fn standing_order(order: &StandingOrder) -> Vec<String> {
    let (task, state) = (word::<OrderTask>(order.task), word::<OrderState>(order.state));
    let mut lines = vec![format!("STANDING ORDER {task} (version {}, {state})", order.version)];
    let around = order.area.as_ref().map(|area| match &area.centre {
        Some(centre) => format!("{} within {} m", place(Some(centre)), area.radius_m),
        None => area.zone.clone(),
    });
    for (label, text) in [
        ("place", order.position.as_ref().map(|at| place(Some(at))).unwrap_or_default()),
        ("post", order.post.clone()),
        ("area", around.unwrap_or_default()),
        ("hold it", if order.must_hold { "until level 1".to_owned() } else { String::new() }),
        ("until", order.expire_time.as_ref().map(|at| time(Some(at))).unwrap_or_default()),
        ("because", order.reason.clone()),
        ("by", order.issuer.clone()),
    ] {
        if !text.is_empty() {
            lines.push(format!("  {label} {text}"));
        }
    }
    lines
}

fn personal(text: Option<&PersonalText>) -> String {
    text.map(personal_text).unwrap_or_default()
}

/// A notice.
pub(super) fn notice(notice: &Notice) -> Vec<String> {
    let mut lines = vec![format!("NOTICE {}: {}", word::<NoticeKind>(notice.kind), notice.message)];
    lines.extend(pairs(&notice.field_violations).map(|(field, why)| format!("  {field}: {why}")));
    lines
}

/// That a write was carried out.
pub(super) fn accepted(what: &str, receipt: &WriteReceipt) -> String {
    format!("ok {what} (change {})", receipt.sequence)
}

/// What became of fixes, when something was wrong with one.
pub(super) fn batch(summary: &BatchSummary) -> Vec<String> {
    let odd = summary.verdicts.iter().filter(|it| it.count > 0 && it.verdict != i32::from(FixVerdict::Accepted));
    let mut lines: Vec<_> = odd.map(|it| format!("fixes: {} {}", it.count, word::<FixVerdict>(it.verdict))).collect();
    lines.extend(pairs(&summary.field_violations).map(|(field, why)| format!("fixes: {field}: {why}")));
    lines
}
