//! What is left out for readers who see no personal data, beside the sealed texts: whatever people type.
//!
//! Reasons and remarks should hold nothing about a private person; nobody can make sure of that. Badge numbers say who an
//! officer is.

use super::proto;

/// Leaves out what was typed about a report: who took the call and where its recording lies.
pub(super) fn report(report: &mut proto::Report) {
    report.texts_masked = true;
    if let Some(call) = &mut report.call {
        call.call_id.clear();
        call.call_taker.clear();
        call.recording.clear();
    }
}

/// Leaves out what was typed about an incident.
pub(super) fn incident(incident: &mut proto::Incident) {
    incident.texts_masked = true;
    if let Some(classification) = &mut incident.classification {
        classification.overrule_reason.clear();
        classification.verify_reason.clear();
    }
    if let Some(disposition) = &mut incident.disposition {
        disposition.remark.clear();
    }
    for referral in &mut incident.referrals {
        referral.reason.clear();
    }
}

/// Leaves out why a dispatch ended.
pub(super) fn dispatch(dispatch: &mut proto::Dispatch) {
    dispatch.texts_masked = true;
    dispatch.end_reason.clear();
}

/// Leaves out who is on board, and why a unit is out of service or was ordered somewhere.
pub(super) fn unit(unit: &mut proto::Unit) {
    let Some(duty) = &mut unit.duty else { return };
    duty.texts_masked = true;
    duty.unavailable_detail.clear();
    if let Some(order) = &mut duty.standing_order {
        order.reason.clear();
    }
    for member in duty.check_in.iter_mut().flat_map(|check_in| &mut check_in.crew) {
        member.person.clear();
    }
}

/// Leaves out what was typed with an event.
pub(super) fn event(event: &mut proto::WatchEvent) {
    event.texts_masked = true;
    event.detail.clear();
    if let Some(alarm) = &mut event.alarm {
        alarm.detail.clear();
    }
}
