//! Reports.

use super::error::FieldError;
use super::message;
use super::storable::{Storable, load_list, store_list, stored_enum, stored_struct};
use crate::domain::few::Few;
use crate::domain::flag::ReportFlag;
use crate::domain::report::{
    CallRecord, Caller, MatchedPlace, Report, ReportAmendment, ReportContent, ReportPlace, ReportSource,
};
use crate::domain::text::Text;

stored_enum!(ReportSource {
    Voice110,
    Voice122,
    Text12110,
    App,
    Web,
    Alarm,
    GridAdministrator,
    UnitOnView,
    WarningPlatform,
    Transfer12345,
});

stored_enum!(ReportFlag {
    Weapon,
    Injured,
    Trapped,
    HazardousMaterial,
    Child,
    Crowd,
    InProgress,
    SuspectOnScene,
    SuspectFleeing,
    OfficerInvolved,
    ForeignLanguage,
    CannotSpeak,
});

impl Storable for Few<ReportFlag> {
    type Stored = message::ReportFlagSet;

    fn store(&self) -> message::ReportFlagSet {
        message::ReportFlagSet { flags: store_list(self) }
    }

    fn load(stored: message::ReportFlagSet) -> Result<Self, FieldError> {
        load_list("flags", stored.flags)
    }
}

impl Storable for Few<Text> {
    type Stored = message::KeywordSet;

    fn store(&self) -> message::KeywordSet {
        message::KeywordSet { keywords: store_list(self) }
    }

    fn load(stored: message::KeywordSet) -> Result<Self, FieldError> {
        load_list("keywords", stored.keywords)
    }
}

stored_struct!(MatchedPlace => MatchedPlace { name => plain(name), at => message(at) });

stored_struct!(ReportPlace => ReportPlace {
    automatic => optional(automatic),
    manual => optional(manual),
    matched => optional(matched),
    address => optional(address),
});

stored_struct!(CallRecord => CallRecord {
    call_id => plain(call_id),
    rang_at => optional(rang_at_us),
    answered_at => optional(answered_at_us),
    ended_at => optional(ended_at_us),
    call_taker => plain(call_taker),
    recording => plain(recording),
    recording_sealed => optional(recording_sealed),
});

stored_struct!(Caller => Caller {
    name => optional(name),
    phone => optional(phone),
    mark => optional(mark),
    mark_before => optional(mark_before),
});

stored_struct!(ReportContent => ReportContent {
    source => plain(source),
    type_code => plain(type_code),
    place => message(place),
    caller => message(caller),
    narrative => optional(narrative),
    call => optional(call),
    occurred_at => optional(occurred_at_us),
    found_by => optional(found_by),
    activity => optional(activity),
    flags => list(flags),
    keywords => list(keywords),
    caller_cancels => plain(caller_cancels),
});

stored_struct!(Report => Report {
    id => plain(id),
    incident => plain(incident),
    recorded_at => plain(recorded_at_us),
    content => message(content),
    amendments => plain(amendments),
});

stored_struct!(ReportAmendment => ReportAmendment {
    place => optional(place),
    caller => optional(caller),
    narrative => optional(narrative),
    call => optional(call),
    flags => optional(flags),
    keywords => optional(keywords),
});
