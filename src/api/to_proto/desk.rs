//! What happened at the desk beside sending units, in a line each.

use super::super::names;
use super::super::proto::{self, WatchEvent, WatchEventKind as Kind};
use super::super::twins::Twin;
use super::event::{ended, line};
use super::{alarm, text};
use crate::domain::event::Event;

/// One event of the desk in a line.
#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `event`, without one")]
pub(super) fn desk_event(event: &Event) -> WatchEvent {
    match event {
        Event::DiskNoted { state, free_bytes } => {
            line(Kind::DiskNoted).said(format!("{}: {free_bytes} bytes are free", state.as_str()))
        }
        Event::AlarmRaised(raised) => {
            let told = Some(alarm(raised, None));
            WatchEvent { alarm: told, ..line(Kind::AlarmRaised).said(raised.kind.as_str()) }
        }
        Event::AlarmAcknowledged { alarm } => {
            let name = proto::Alarm { name: names::alarm(*alarm), ..proto::Alarm::default() };
            WatchEvent { alarm: Some(name), ..line(Kind::AlarmAcknowledged) }
        }
        Event::AlarmCauseAcknowledged { cause, .. } => {
            let zone = text(cause.zone.as_ref());
            let alarm = proto::Alarm { kind: cause.kind.number(), zone, ..proto::Alarm::default() };
            WatchEvent { alarm: Some(alarm), ..line(Kind::AlarmCauseAcknowledged).said(cause.kind.as_str()) }
        }
        Event::ReferralOffered { incident, partner, .. } => {
            line(Kind::ReferralOffered).incident(*incident).said(partner)
        }
        Event::ReferralMoved { incident, state, reason, .. } => {
            line(Kind::ReferralMoved).incident(*incident).said(ended(state.as_str(), reason.as_str()))
        }
        Event::ReferralOverdue { incident } => line(Kind::ReferralOverdue).incident(*incident),
        Event::CallBackOpened { incident, .. } => line(Kind::CallBackOpened).incident(*incident),
        Event::CallBackEnded { incident, outcome, reason } => {
            line(Kind::CallBackEnded).incident(*incident).said(ended(outcome.as_str(), reason.as_str()))
        }
        Event::CallBackOverdue { incident } => line(Kind::CallBackOverdue).incident(*incident),
        Event::DuplicateProposed { incident, proposal } => {
            let said = format!("{}: {}", names::incident(proposal.candidate), proposal.rule);
            line(Kind::DuplicateProposed).incident(*incident).report(proposal.report).said(said)
        }
        Event::DuplicateDismissed { incident, reason } => {
            line(Kind::DuplicateDismissed).incident(*incident).said(reason)
        }
        Event::DuplicateLinked { incident, report, rule } => {
            line(Kind::DuplicateLinked).incident(*incident).report(*report).said(rule)
        }
        Event::HoldEnded { incident } => line(Kind::HoldEnded).incident(*incident),
        Event::HeldForUnit { incident, hold, reason } => {
            line(Kind::HeldForUnit).incident(*incident).unit(&hold.unit).said(reason)
        }
        Event::HandOverOffered { incident, desk } => line(Kind::HandOverOffered).incident(*incident).said(desk),
        Event::JurisdictionProposed { incident, zone, reason } => {
            line(Kind::JurisdictionProposed).incident(*incident).said(ended(zone.as_str(), reason.as_str()))
        }
        Event::JurisdictionAnswered { incident, zone, accepted, reason } => {
            let answer = format!("{zone} {}", if *accepted { "takes it" } else { "does not take it" });
            line(Kind::JurisdictionAnswered).incident(*incident).said(ended(&answer, reason.as_str()))
        }
        Event::FollowSet { incident, following } => {
            let set = line(Kind::FollowSet).incident(*incident);
            match following {
                Some(following) => set.unit(&following.unit),
                None => set,
            }
        }
        Event::IncidentRestricted { incident, people, reason } => {
            let to = format!("{} people", people.len());
            line(Kind::IncidentRestricted).incident(*incident).said(ended(&to, reason.as_str()))
        }
        Event::RestrictionLifted { incident, reason } => line(Kind::RestrictionLifted).incident(*incident).said(reason),
        _ => WatchEvent::default(),
    }
}
