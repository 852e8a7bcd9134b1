//! Units, their duty and where they are.

use super::super::from_proto::FixesRead;
use super::super::names;
use super::super::proto;
use super::super::twins::Twin;
use super::order::standing_order;
use super::{known_position, text, time};
use crate::domain::ids::UnitId;
use crate::domain::position::{FixVerdict, KnownPosition};
use crate::domain::unit::{Activity, CheckIn, Duty, Link, Loan, Unit};

/// A unit, with its position when it is told.
#[must_use]
pub fn unit(unit: &Unit, position: Option<&KnownPosition>) -> proto::Unit {
    let profile = &unit.profile;
    proto::Unit {
        name: names::unit(&profile.id),
        callsign: profile.id.to_string(),
        tier: profile.tier.number(),
        force: profile.force.to_string(),
        kind: profile.kind.number(),
        home_zone: text(profile.home_zone.as_ref()),
        post: text(profile.post.as_ref()),
        capabilities: profile.capabilities.iter().map(ToString::to_string).collect(),
        parent: profile.parent.as_ref().map(names::unit).unwrap_or_default(),
        duty: unit.duty.as_ref().map(duty),
        position: position.map(known_position),
        emergency: unit.emergency.map(names::incident).unwrap_or_default(),
        loan: unit.loan.as_deref().map(loan),
    }
}

/// Where a unit is, for the map.
#[must_use]
pub fn unit_position(
    unit: &UnitId,
    position: &KnownPosition,
    heading_deg: Option<f32>,
    speed_mps: Option<f32>,
) -> proto::UnitPosition {
    proto::UnitPosition { unit: names::unit(unit), position: Some(known_position(position)), heading_deg, speed_mps }
}

/// What became of a batch: the verdicts on the fixes that could be read, and what was wrong with the others.
#[must_use]
pub fn batch_summary(read: &FixesRead, verdicts: &[(FixVerdict, u32)]) -> proto::BatchSummary {
    proto::BatchSummary {
        verdicts: verdicts
            .iter()
            .map(|(verdict, count)| proto::FixVerdictCount { verdict: verdict.number(), count: *count })
            .collect(),
        field_violations: read.violations.clone(),
        malformed_count: read.malformed_count,
        shed_count: read.shed_count,
        retry_delay_ms: u32::try_from(read.retry_after.as_millis()).unwrap_or(u32::MAX),
    }
}

fn loan(loan: &Loan) -> proto::UnitLoan {
    proto::UnitLoan {
        zone: loan.zone.to_string(),
        start_time: Some(time(loan.since)),
        end_time: Some(time(loan.until)),
    }
}

fn duty(duty: &Duty) -> proto::Duty {
    let (link, link_since) = match duty.link {
        Link::VoiceOnly => (proto::LinkState::VoiceOnly, None),
        Link::Connected { since } => (proto::LinkState::Connected, Some(since)),
        Link::Dropped { since, .. } => (proto::LinkState::Dropped, Some(since)),
        Link::Lost { since } => (proto::LinkState::Lost, Some(since)),
    };
    let mut message = proto::Duty {
        start_time: Some(time(duty.since)),
        check_in: Some(check_in(&duty.check_in)),
        activity_start_time: Some(time(duty.activity_since)),
        link: link.into(),
        link_start_time: link_since.map(time),
        standing_order: duty.order.as_deref().map(standing_order),
        overtime_start_time: duty.overtime_since.map(time),
        welfare_due_time: duty.welfare_due_at.map(time),
        return_overdue: duty.return_overdue,
        ..proto::Duty::default()
    };
    match &duty.activity {
        Activity::Available => message.set_activity(proto::UnitActivity::Available),
        Activity::Unavailable { reason, detail, expected_return_at } => {
            message.set_activity(proto::UnitActivity::Unavailable);
            message.unavailable_reason = reason.number();
            message.unavailable_detail = detail.to_string();
            message.expected_return_time = expected_return_at.map(time);
        }
        Activity::OnDispatch(dispatch) => {
            message.set_activity(proto::UnitActivity::OnDispatch);
            message.dispatch = names::dispatch(*dispatch);
        }
    }
    message
}

fn check_in(check_in: &CheckIn) -> proto::CheckIn {
    let member = |member: &crate::domain::unit::CrewMember| proto::CrewMember {
        person: member.person.to_string(),
        rank: member.rank.number(),
    };
    proto::CheckIn {
        crew: check_in.crew.members().iter().map(member).collect(),
        vehicle: text(check_in.vehicle.as_ref()),
        device: text(check_in.device.as_ref()),
        armed: check_in.armed,
        radio_group: check_in.radio_group.to_string(),
        shift_end_time: check_in.shift_ends_at.map(time),
    }
}
