//! Reports: every contact is kept, linked to an incident and never deleted.

use serde::{Deserialize, Serialize};

use super::few::Few;
use super::flag::ReportFlag;
use super::geo::{Datum, Point};
use super::ids::{IncidentId, ReportId, TypeCode, UnitId};
use super::incident::ActivityKind;
use super::sealed::Sealed;
use super::text::Text;
use super::time::EngineTime;

/// The most keywords that a report carries: of more, those that the policy's first rules name are kept.
pub const KEYWORDS_MAX: usize = 64;

/// Through which door a report came in ("one-level reception": one desk for all of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReportSource {
    /// A call to 110.
    Voice110,
    /// A call to the traffic police's 122.
    Voice122,
    /// A text message to 12110.
    Text12110,
    /// A citizen's app.
    App,
    /// A web form.
    Web,
    /// A sensor or alarm system.
    Alarm,
    /// A grid administrator of the Intelligent Network Project.
    GridAdministrator,
    /// A unit that found it on the road.
    UnitOnView,
    /// A warning that a machine raised; a person verifies it first.
    WarningPlatform,
    /// A transfer from the government hotline 12345.
    Transfer12345,
}

impl ReportSource {
    /// Every source.
    pub const ALL: [Self; 10] = [
        Self::Voice110,
        Self::Voice122,
        Self::Text12110,
        Self::App,
        Self::Web,
        Self::Alarm,
        Self::GridAdministrator,
        Self::UnitOnView,
        Self::WarningPlatform,
        Self::Transfer12345,
    ];

    /// The word used in policy files, metrics and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Voice110 => "voice_110",
            Self::Voice122 => "voice_122",
            Self::Text12110 => "text_12110",
            Self::App => "app",
            Self::Web => "web",
            Self::Alarm => "alarm",
            Self::GridAdministrator => "grid_administrator",
            Self::UnitOnView => "unit_on_view",
            Self::WarningPlatform => "warning_platform",
            Self::Transfer12345 => "transfer_12345",
        }
    }
}

/// A position as it was given: converted to WGS-84, with the datum that it came in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenPlace {
    /// Where, on WGS-84.
    pub at: Point,
    /// The datum of the original.
    pub datum: Datum,
}

/// An entry of the operator's gazetteer that an address was matched with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchedPlace {
    /// The entry's name, such as a lamp post's number.
    pub name: Text,
    /// Where it is.
    pub at: Point,
}

/// Everything that a report says about its place. Automatic and manual position are both kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportPlace {
    /// The position that the network or the sensor gave.
    pub automatic: Option<GivenPlace>,
    /// The position that a person set.
    pub manual: Option<GivenPlace>,
    /// What the address was matched with.
    pub matched: Option<Box<MatchedPlace>>,
    /// The address as it was told.
    pub address: Option<Sealed>,
}

impl ReportPlace {
    /// The point to go to: a person's word before a matched address before the network's guess.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        self.manual
            .map(|place| place.at)
            .or_else(|| self.matched.as_ref().map(|place| place.at))
            .or_else(|| self.automatic.map(|place| place.at))
    }

    /// Whether the report says anything about its place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.point().is_none() && self.address.is_none()
    }
}

/// What the telephone platform knows about a call. Response time starts at the ring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    /// The platform's name for the call.
    pub call_id: Text,
    /// When it rang.
    pub rang_at: Option<EngineTime>,
    /// When it was answered.
    pub answered_at: Option<EngineTime>,
    /// When it ended.
    pub ended_at: Option<EngineTime>,
    /// Who took it.
    pub call_taker: Text,
    /// Where the recording lies, as records had it before it was sealed.
    pub recording: Text,
    /// Where the recording lies: platforms name them after the caller's number.
    pub recording_sealed: Option<Sealed>,
}

/// Who called, as ciphertext.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The name.
    pub name: Option<Sealed>,
    /// The number.
    pub phone: Option<Sealed>,
    /// The number's mark of the day of the call.
    pub mark: Option<CallerMark>,
    /// The same number's mark of the day before, so that a call behind midnight finds one before it.
    pub mark_before: Option<CallerMark>,
}

/// What tells that two calls came from the same number, and nothing else: made of the number under the key of callers of
/// one day, so that it tells nothing any more once that key was destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CallerMark(pub [u8; 8]);

/// What is said in a report, before it has a name and a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportContent {
    /// Through which door it came.
    pub source: ReportSource,
    /// What kind of event it tells of, in the taxonomy; an unknown code counts as level 1.
    pub type_code: TypeCode,
    /// Where.
    pub place: ReportPlace,
    /// Who called.
    pub caller: Caller,
    /// What was told.
    pub narrative: Option<Sealed>,
    /// The telephone platform's record.
    pub call: Option<Box<CallRecord>>,
    /// When it happened, if that is known and another time than that of recording.
    pub occurred_at: Option<EngineTime>,
    /// The unit that found it, for on-view reports.
    pub found_by: Option<UnitId>,
    /// Which published figure it counts for, when its finder says so.
    pub activity: Option<ActivityKind>,
    /// What the call-taker ticked.
    pub flags: Few<ReportFlag>,
    /// The policy's keywords that stood in the narrative, at most [`KEYWORDS_MAX`]. They are matched before the narrative
    /// is sealed and outlive it, so that an erasure leaves the decision explainable.
    pub keywords: Few<Text>,
    /// Whether the caller takes back what was called in before: that closes nothing, a person does.
    pub caller_cancels: bool,
}

impl ReportContent {
    /// The moment from which response time is measured: the ring, else when it happened, else when it was recorded.
    #[must_use]
    pub fn clock_starts_at(&self, recorded_at: EngineTime) -> EngineTime {
        self.call
            .as_ref()
            .and_then(|call| call.rang_at)
            .or(self.occurred_at)
            .map_or(recorded_at, |at| at.min(recorded_at))
    }

    /// Takes over what became known later.
    pub fn amend(&mut self, amendment: &ReportAmendment) {
        let ReportAmendment { place, caller, narrative, call, flags, keywords } = amendment;
        if let Some(place) = place {
            self.place = place.clone();
        }
        if let Some(caller) = caller {
            self.caller = caller.clone();
        }
        if narrative.is_some() {
            self.narrative.clone_from(narrative);
        }
        if call.is_some() {
            self.call.clone_from(call);
        }
        if let Some(flags) = flags {
            self.flags.clone_from(flags);
        }
        if let Some(keywords) = keywords {
            self.keywords.clone_from(keywords);
        }
    }
}

/// A report on the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Its name.
    pub id: ReportId,
    /// The incident that it points to.
    pub incident: IncidentId,
    /// When it was recorded.
    pub recorded_at: EngineTime,
    /// What it says now.
    pub content: ReportContent,
    /// How often it was amended.
    pub amendments: u32,
}

/// What the caller or the call-taker adds later; what is none stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportAmendment {
    /// A later position.
    pub place: Option<ReportPlace>,
    /// More about the caller.
    pub caller: Option<Caller>,
    /// More that was told: it replaces the narrative.
    pub narrative: Option<Sealed>,
    /// The call's record, such as its end.
    pub call: Option<Box<CallRecord>>,
    /// The flags that hold now, all of them: they replace those that were ticked before.
    pub flags: Option<Few<ReportFlag>>,
    /// The keywords of the new narrative; they come with it.
    pub keywords: Option<Few<Text>>,
}
