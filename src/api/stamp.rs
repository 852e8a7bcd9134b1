//! How a write is named, so that a retry of it is recognised, and when what it tells of happened.
//!
//! The digest covers everything that was asked, without the stamp itself: the age of a queued item grows from one try
//! to the next. Personal texts enter it by their length and eight bits of their hash only. The record keeps digests for
//! ever, and a full digest would let somebody guess an erased telephone number and see that the guess is right.

use std::time::Duration;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::faults::Faults;
use super::instant::time;
use super::proto;
use crate::domain::actor::Actor;
use crate::domain::command::{RequestDigest, RequestKey, RequestTag};
use crate::domain::ids::{DeviceId, RequestId};
use crate::domain::time::EngineTime;

/// The greatest age of a queued item: a year and a day.
pub const OCCURRED_AGE_MS_MAX: u64 = 366 * 24 * 3_600 * 1_000;

/// How far ahead of the daemon's clock a request id may say that it was made, in milliseconds: a day. Once such an answer is
/// forgotten, whatever its principal makes up to then is refused as too old.
pub const REQUEST_AHEAD_MS_MAX: u64 = 24 * 3_600 * 1_000;

/// The fields that all writes share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp<'a> {
    request_id: &'a str,
    device_write: Option<&'a proto::DeviceWrite>,
    occurred_age_ms: u64,
    occur_time: Option<prost_types::Timestamp>,
    entered_late: bool,
}

/// A message that asks for a change.
pub trait Stamped: prost::Message + Clone {
    /// The method's name, part of the digest: the same fields under another method are another request.
    const METHOD: &'static str;

    /// The fields that all writes share.
    fn stamp(&self) -> Stamp<'_>;

    /// Removes the stamp and masks personal texts, for the digest.
    fn strip(&mut self);
}

/// How a write reached the daemon, when something else than its own stamp names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A unary call: the stamp names it.
    Unary,
    /// A command of a `Submit` stream.
    Submit {
        /// The session.
        session: Uuid,
        /// The command's number in it.
        number: u64,
    },
    /// A write of a device's stream.
    Device {
        /// The device.
        device: DeviceId,
        /// The installation of its app.
        installation: Uuid,
        /// The write's number.
        number: u64,
    },
}

/// What a stamp says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampRead {
    /// By which a retry is recognised.
    pub request: Option<RequestTag>,
    /// When it happened, if that was another time than that of receipt.
    pub occurred_at: Option<EngineTime>,
    /// Whether it was typed in after the fact.
    pub entered_late: bool,
}

/// Reads the stamp of a write.
pub fn read_stamp<R: Stamped>(
    request: &R,
    actor: &Actor,
    channel: Channel,
    received_at: EngineTime,
    faults: &mut Faults,
) -> StampRead {
    let stamp = request.stamp();
    let key = match channel {
        Channel::Unary => unary_key(&stamp, actor, received_at, faults),
        Channel::Submit { session, number } => {
            refuse_own_names(&stamp, faults);
            Some(RequestKey::Submit { principal: actor.principal.clone(), session, number })
        }
        Channel::Device { device, installation, number } => {
            refuse_own_names(&stamp, faults);
            Some(RequestKey::Device { device, installation, number })
        }
    };
    StampRead {
        request: key.map(|key| RequestTag { key, digest: digest(request) }),
        occurred_at: occurred_at(&stamp, received_at, faults),
        entered_late: stamp.entered_late,
    }
}

/// The digest of what is asked.
#[must_use]
pub fn digest<R: Stamped>(request: &R) -> RequestDigest {
    let mut body = request.clone();
    body.strip();
    let mut hasher = Sha256::new();
    hasher.update(R::METHOD.as_bytes());
    hasher.update([0]);
    hasher.update(body.encode_to_vec());
    let whole: [u8; 32] = hasher.finalize().into();
    let mut half = [0; 16];
    half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    RequestDigest(half)
}

fn unary_key(stamp: &Stamp<'_>, actor: &Actor, received_at: EngineTime, faults: &mut Faults) -> Option<RequestKey> {
    match (stamp.request_id, stamp.device_write) {
        ("", None) => None,
        ("", Some(write)) => device_key(write, faults),
        (_, Some(_)) => {
            faults.note("request_id", "a write has a request_id or a device_write, not both");
            None
        }
        (id, None) => {
            let id = faults.take("request_id", id.parse::<RequestId>())?;
            let now_ms = u64::try_from(received_at.as_micros() / 1_000).unwrap_or(0);
            match id.made_at_ms() {
                None => {
                    faults.note("request_id", format!("invalid request id (got {id}): it must be a UUID of version 7"));
                }
                Some(ms) if ms > now_ms.saturating_add(REQUEST_AHEAD_MS_MAX) => {
                    let ahead = (ms - now_ms) / 3_600_000;
                    faults.note(
                        "request_id",
                        format!(
                            "invalid request id (got {id}): it says that it was made {ahead} h ahead of the daemon's \
                             clock, and a day is the most: check the clock"
                        ),
                    );
                }
                Some(_) => {}
            }
            Some(RequestKey::Unary { principal: actor.principal.clone(), id })
        }
    }
}

fn device_key(write: &proto::DeviceWrite, faults: &mut Faults) -> Option<RequestKey> {
    let device = faults.take("device_write.device", DeviceId::new(&write.device));
    let installation = installation("device_write.installation", &write.installation, faults);
    if write.number == 0 {
        faults.note("device_write.number", "invalid number (got 0): writes are numbered from 1");
    }
    Some(RequestKey::Device { device: device?, installation: installation?, number: write.number })
}

/// Reads the UUID of an installation or a session.
pub fn installation(field: &str, text: &str, faults: &mut Faults) -> Option<Uuid> {
    match Uuid::try_parse(text) {
        Ok(uuid) if !uuid.is_nil() => Some(uuid),
        _ => {
            let got: String = text.chars().take(64).collect();
            faults.note(field, format!("invalid UUID (got {got:?}): make one once and keep it"));
            None
        }
    }
}

fn refuse_own_names(stamp: &Stamp<'_>, faults: &mut Faults) {
    if !stamp.request_id.is_empty() {
        faults.note("request_id", "must be empty in a stream: the number takes its place");
    }
    if stamp.device_write.is_some() {
        faults.note("device_write", "must be absent in a stream: the number takes its place");
    }
}

fn occurred_at(stamp: &Stamp<'_>, received_at: EngineTime, faults: &mut Faults) -> Option<EngineTime> {
    let said = time(faults, "occur_time", stamp.occur_time);
    if stamp.occurred_age_ms == 0 {
        return said;
    }
    if said.is_some() {
        faults.note("occur_time", "a write has an occur_time or an occurred_age_ms, not both");
    }
    if stamp.occurred_age_ms > OCCURRED_AGE_MS_MAX {
        let got = stamp.occurred_age_ms;
        faults.note("occurred_age_ms", format!("invalid age (got {got}): at most {OCCURRED_AGE_MS_MAX} is allowed"));
    }
    Some(received_at - Duration::from_millis(stamp.occurred_age_ms))
}

/// Replaces a personal text by its length and eight bits of its hash.
fn mask(text: &mut String) {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    *text = format!("{}:{:02x}", text.len(), hash[0]);
}

fn mask_place(place: &mut Option<proto::PlaceInput>) {
    if let Some(place) = place {
        mask(&mut place.address);
    }
}

fn mask_caller(caller: &mut Option<proto::CallerInput>) {
    if let Some(caller) = caller {
        mask(&mut caller.display_name);
        mask(&mut caller.phone);
    }
}

fn mask_call(call: &mut Option<proto::CallRecord>) {
    if let Some(call) = call {
        mask(&mut call.recording);
    }
}

macro_rules! stamped {
    (from_people: $($message:ident $method:literal |$request:ident| $mask:expr;)+) => {
        $(
            impl Stamped for proto::$message {
                const METHOD: &'static str = $method;

                fn stamp(&self) -> Stamp<'_> {
                    Stamp {
                        request_id: &self.request_id,
                        occur_time: self.occur_time,
                        entered_late: self.entered_late,
                        ..Stamp::default()
                    }
                }

                fn strip(&mut self) {
                    self.request_id.clear();
                    let $request = self;
                    $mask
                }
            }
        )+
    };
    (of_the_moment: $($message:ident $method:literal;)+) => {
        $(
            impl Stamped for proto::$message {
                const METHOD: &'static str = $method;

                fn stamp(&self) -> Stamp<'_> {
                    Stamp { request_id: &self.request_id, ..Stamp::default() }
                }

                fn strip(&mut self) {
                    self.request_id.clear();
                }
            }
        )+
    };
    (from_devices: $($message:ident $method:literal |$request:ident| $mask:expr;)+) => {
        $(
            impl Stamped for proto::$message {
                const METHOD: &'static str = $method;

                fn stamp(&self) -> Stamp<'_> {
                    Stamp {
                        request_id: &self.request_id,
                        device_write: self.device_write.as_ref(),
                        occurred_age_ms: self.occurred_age_ms,
                        occur_time: self.occur_time,
                        entered_late: self.entered_late,
                    }
                }

                fn strip(&mut self) {
                    self.request_id.clear();
                    self.device_write = None;
                    self.occurred_age_ms = 0;
                    let $request = self;
                    $mask
                }
            }
        )+
    };
}

stamped! {
    from_people:
    FileReportRequest "FileReport" |request| {
        mask_place(&mut request.place);
        mask_caller(&mut request.caller);
        mask_call(&mut request.call);
        mask(&mut request.narrative);
    };
    AmendReportRequest "AmendReport" |request| {
        mask_place(&mut request.place);
        mask_caller(&mut request.caller);
        mask_call(&mut request.call);
        mask(&mut request.narrative);
    };
    LinkReportRequest "LinkReport" |_request| {};
    UnlinkReportRequest "UnlinkReport" |_request| {};
    ClassifyIncidentRequest "ClassifyIncident" |_request| {};
    RelocateIncidentRequest "RelocateIncident" |_request| {};
    DispatchUnitsRequest "DispatchUnits" |_request| {};
    RecallUnitRequest "RecallUnit" |_request| {};
    AddNoteRequest "AddNote" |request| mask(&mut request.text);
    HandOverIncidentRequest "HandOverIncident" |_request| {};
    CloseIncidentRequest "CloseIncident" |_request| {};
    ReopenIncidentRequest "ReopenIncident" |_request| {};
    AcknowledgeAlarmRequest "AcknowledgeAlarm" |_request| {};
    AcknowledgeAlarmCauseRequest "AcknowledgeAlarmCause" |_request| {};
    OfferReferralRequest "OfferReferral" |_request| {};
    AcceptReferralRequest "AcceptReferral" |_request| {};
    RejectReferralRequest "RejectReferral" |_request| {};
    CloseReferralRequest "CloseReferral" |_request| {};
    VerifyIncidentRequest "VerifyIncident" |_request| {};
    CompleteCallBackRequest "CompleteCallBack" |_request| {};
    DismissDuplicateRequest "DismissDuplicate" |_request| {};
    LinkReportsRequest "LinkReports" |_request| {};
    CloseIncidentsRequest "CloseIncidents" |_request| {};
    AcceptHandOverRequest "AcceptHandOver" |_request| {};
    ProposeJurisdictionRequest "ProposeJurisdiction" |_request| {};
    AnswerJurisdictionRequest "AnswerJurisdiction" |_request| {};
    FollowUnitRequest "FollowUnit" |_request| {};
    HoldForUnitRequest "HoldForUnit" |_request| {};
    SwapCrewsRequest "SwapCrews" |_request| {};
    SplitUnitRequest "SplitUnit" |_request| {};
    PlaceUnitRequest "PlaceUnit" |_request| {};
    RecordDispatchRequest "RecordDispatch" |request| mask(&mut request.feedback);
    OrderUnitRequest "OrderUnit" |_request| {};
    CancelOrderRequest "CancelOrder" |_request| {};
    CancelEmergencyRequest "CancelEmergency" |_request| {};
    LendUnitRequest "LendUnit" |_request| {};
    EndLoanRequest "EndLoan" |_request| {};
    RestrictIncidentRequest "RestrictIncident" |_request| {};
    LiftRestrictionRequest "LiftRestriction" |_request| {};
    CreatePlannedEventRequest "CreatePlannedEvent" |_request| {};
    EndPlannedEventRequest "EndPlannedEvent" |_request| {};
}

stamped! {
    from_devices:
    StartDutyRequest "StartDuty" |_request| {};
    EndDutyRequest "EndDuty" |_request| {};
    SetAvailabilityRequest "SetAvailability" |_request| {};
    ChangeCrewRequest "ChangeCrew" |_request| {};
    AdvanceDispatchRequest "AdvanceDispatch" |request| mask(&mut request.feedback);
    AcknowledgeOrderRequest "AcknowledgeOrder" |_request| {};
    ReportOnViewRequest "ReportOnView" |request| {
        mask_place(&mut request.place);
        mask(&mut request.narrative);
    };
    AttachToIncidentRequest "AttachToIncident" |_request| {};
    CompleteOrderRequest "CompleteOrder" |_request| {};
    RaiseEmergencyRequest "RaiseEmergency" |request| mask(&mut request.narrative);
}

stamped! {
    of_the_moment:
    ImportRosterRequest "ImportRoster";
    SetDutyLevelRequest "SetDutyLevel";
    ActivatePolicyRequest "ActivatePolicy";
    RollBackPolicyRequest "RollBackPolicy";
    ErasePersonalDataRequest "ErasePersonalData";
    HoldPersonalDataRequest "HoldPersonalData";
    ReleasePersonalDataRequest "ReleasePersonalData";
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: EngineTime = EngineTime::from_unix_seconds(1_795_000_000);

    fn read<R: Stamped>(request: &R) -> (StampRead, Faults) {
        let mut faults = Faults::default();
        let stamp = read_stamp(request, &Actor::local_administrator(), Channel::Unary, NOON, &mut faults);
        (stamp, faults)
    }

    fn queued(age_ms: u64, number: u64) -> proto::EndDutyRequest {
        proto::EndDutyRequest {
            unit: "units/R12".to_owned(),
            occurred_age_ms: age_ms,
            device_write: Some(proto::DeviceWrite {
                device: "radio-7".to_owned(),
                installation: "01890a5d-ac96-774b-bcce-b302099a8057".to_owned(),
                number,
            }),
            ..proto::EndDutyRequest::default()
        }
    }

    #[test]
    fn a_write_that_waited_in_a_dead_spot_is_the_same_write_with_a_greater_age() {
        let (first, faults) = read(&queued(0, 7));
        assert!(faults.is_empty(), "{faults:?}");
        let (again, _) = read(&queued(90_000, 7));
        assert_eq!(first.request, again.request);
        assert_eq!((first.occurred_at, again.occurred_at), (None, Some(NOON - Duration::from_secs(90))));
    }

    #[test]
    fn another_body_has_another_digest_but_a_digest_does_not_give_the_number_away() {
        let call = |phone: &str| proto::FileReportRequest {
            caller: Some(proto::CallerInput { phone: phone.to_owned(), ..proto::CallerInput::default() }),
            ..proto::FileReportRequest::default()
        };
        let digests: std::collections::BTreeSet<_> =
            (0..4_096).map(|number| digest(&call(&format!("1390000{number:04}")))).collect();
        assert_eq!(digests.len(), 256, "sixteen numbers share each digest");
        assert_ne!(digest(&call("13900000000")), digest(&call("1390000000")));
        let one = proto::EndDutyRequest { unit: "units/R12".to_owned(), ..proto::EndDutyRequest::default() };
        let other = proto::EndDutyRequest { unit: "units/R13".to_owned(), ..one.clone() };
        assert_ne!(digest(&one), digest(&other));
    }

    #[test]
    fn bad_stamps_are_named() {
        let named = |request_id: &str| proto::EndDutyRequest { request_id: request_id.to_owned(), ..queued(0, 1) };
        let unary = |request_id: &str| proto::EndDutyRequest { device_write: None, ..named(request_id) };
        let made = |ahead_ms: u64| {
            let ms = u64::try_from(NOON.as_micros() / 1_000).expect("after the epoch") + ahead_ms;
            Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0001).to_string()
        };
        for (request, field) in [
            (named("01890a5d-ac96-774b-bcce-b302099a8057"), "request_id"),
            (unary("first try"), "request_id"),
            (unary("c9c2a2a4-7d4f-4a0e-9a52-5b0c6fbb1a0e"), "request_id"),
            (unary(&made(REQUEST_AHEAD_MS_MAX + 1)), "request_id"),
            (unary("ffffffff-ffff-774b-bcce-b302099a8057"), "request_id"),
            (queued(0, 0), "device_write.number"),
            (queued(OCCURRED_AGE_MS_MAX + 1, 1), "occurred_age_ms"),
        ] {
            let (_, faults) = read(&request);
            let fields: Vec<_> = faults.violations().iter().map(|violation| violation.field.as_str()).collect();
            assert_eq!(fields, [field]);
        }
        let (_, faults) = read(&unary(&made(REQUEST_AHEAD_MS_MAX)));
        assert!(faults.is_empty(), "a clock may be fast: {faults:?}");
    }
}
