//! Lifting what an older patrold wrote to the present shape, one version at a time.
//!
//! When an event's body changes: keep the old message in `event.proto` as `…V<n>`, raise the version in the table of
//! [`event`](super::event), write one pure function here that turns the old body into that of the next version, and
//! name it in [`step_from`]. Steps are chained, so none of them is ever touched again.

use bytes::Bytes;
use prost::Message;

use super::error::FieldError;
use super::event::{EventKind, Refusal};
use super::message;

/// Turns a body of one version into a body of the next.
type Upcast = fn(Bytes) -> Result<Bytes, FieldError>;

/// The step that leads from a version of a kind to the next; none when that version was never written.
///
/// A step that lifts more than a body with a field less is a function of its own here.
fn step_from(kind: EventKind, version: u32) -> Option<Upcast> {
    match (kind, version) {
        (EventKind::IncidentClassified, 1) => Some(incident_classified_from_1),
        // 2 brought the flags and keywords of a report, what made a rule fit, exercises, more words for why a unit was
        // passed over, and the slips of personal data.
        (
            // 2 brought what a refused command was about.
            EventKind::CommandRefused
            | EventKind::ReportFiled
            | EventKind::ReportAmended
            | EventKind::IncidentOpened
            | EventKind::IncidentReopened
            | EventKind::IncidentWaits
            | EventKind::DispatchOpened
            | EventKind::NoteAdded
            | EventKind::DispatchAdvanced
            | EventKind::DispatchEnded,
            1,
        ) => Some(with_fields_absent),
        _ => None,
    }
}

/// A plan had one step, so one number said what was needed.
fn incident_classified_from_1(body: Bytes) -> Result<Bytes, FieldError> {
    let message::IncidentClassifiedV1 { incident, classification, units_needed, waiting } =
        message::IncidentClassifiedV1::decode(body)?;
    let response = Some(message::Response { units_needed, needs: Vec::new(), serves: Vec::new(), targets: Vec::new() });
    Ok(message::IncidentClassified { incident, classification, response, waiting }.encode_to_vec().into())
}

/// The next version only added fields for which "absent" says what the older one meant: the bytes stay.
#[expect(clippy::unnecessary_wraps, reason = "a step may refuse a body; this one never does")]
fn with_fields_absent(body: Bytes) -> Result<Bytes, FieldError> {
    Ok(body)
}

/// The body in the version that the table of [`event`](super::event) names as current.
pub(super) fn to_current(kind: EventKind, version: u32, body: Bytes) -> Result<Bytes, Refusal> {
    lift(version, kind.current_version(), body, |version| step_from(kind, version))
}

fn lift(
    written: u32,
    current: u32,
    mut body: Bytes,
    step_from: impl Fn(u32) -> Option<Upcast>,
) -> Result<Bytes, Refusal> {
    if written > current || written == 0 {
        return Err(Refusal::Unknown);
    }
    for version in written..current {
        let step = step_from(version).ok_or(Refusal::Unknown)?;
        body = step(body)?;
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented first version: as if a unit's word on its contact had once been stored as its name alone, and a
    /// second version had put a mark behind it.
    fn from_1(body: Bytes) -> Result<Bytes, FieldError> {
        let message::DutyEnded { unit } = message::DutyEnded::decode(body)?;
        Ok(message::DutyEnded { unit: format!("{unit}-2") }.encode_to_vec().into())
    }

    fn from_2(body: Bytes) -> Result<Bytes, FieldError> {
        let message::DutyEnded { unit } = message::DutyEnded::decode(body)?;
        Ok(message::DutyEnded { unit: format!("{unit}-3") }.encode_to_vec().into())
    }

    fn lifted(written: u32) -> Option<String> {
        let body = message::DutyEnded { unit: "R12".to_owned() }.encode_to_vec();
        let step_from = |version| match version {
            1 => Some(from_1 as Upcast),
            2 => Some(from_2 as Upcast),
            _ => None,
        };
        let body = lift(written, 3, body.into(), step_from).ok()?;
        Some(message::DutyEnded::decode(body).expect("a body").unit)
    }

    #[test]
    fn an_old_body_takes_every_step_to_the_present() {
        assert_eq!(lifted(1).as_deref(), Some("R12-2-3"));
        assert_eq!(lifted(2).as_deref(), Some("R12-3"));
        assert_eq!(lifted(3).as_deref(), Some("R12"));
    }

    #[test]
    fn what_was_never_written_is_unknown() {
        assert_eq!(lifted(0), None);
        assert_eq!(lifted(4), None);
    }

    #[test]
    fn a_step_exists_for_every_old_version() {
        for kind in EventKind::ALL {
            for version in 1..kind.current_version() {
                assert!(step_from(*kind, version).is_some(), "{kind:?} version {version} was written once");
            }
        }
    }
}
