//! The enums of the API as words that people type and read: `TIER_TOWN` is `town`, `VOICE_110` is also `110`.
//!
//! A value that this program does not know yet is shown by its number and stops nothing.

use jiff::Timestamp;

use crate::api::proto;

/// How many values of an enum are tried when its words are listed.
const VALUES_MAX: i32 = 64;

/// An enum of the API.
pub(super) trait Word: Copy + TryFrom<i32> {
    /// What all of its names begin with, such as `TIER_`.
    const PREFIX: &'static str;

    /// The whole name, such as `TIER_TOWN`.
    fn name(self) -> &'static str;
}

macro_rules! words {
    ($($message:ident $prefix:literal),+ $(,)?) => {
        $(
            impl Word for proto::$message {
                const PREFIX: &'static str = $prefix;

                fn name(self) -> &'static str {
                    self.as_str_name()
                }
            }
        )+
    };
}

/// A personal text, or the word why it is not shown.
pub(super) fn personal_text(text: &proto::PersonalText) -> String {
    match text {
        proto::PersonalText { erased: true, .. } => "(erased)".to_owned(),
        proto::PersonalText { masked: true, .. } => "(masked)".to_owned(),
        proto::PersonalText { unreadable: true, .. } => "(cannot be read)".to_owned(),
        proto::PersonalText { text, .. } => text.clone(),
    }
}

words! {
    ActivityKind "ACTIVITY_KIND_",
    AlarmKind "ALARM_KIND_",
    Anomaly "ANOMALY_",
    CallBackOutcome "CALL_BACK_OUTCOME_",
    ChosenBy "CHOSEN_BY_",
    Datum "DATUM_",
    Delivery "DELIVERY_",
    DispatchState "DISPATCH_STATE_",
    DispositionKind "DISPOSITION_KIND_",
    FixVerdict "FIX_VERDICT_",
    Handling "HANDLING_",
    IncidentState "INCIDENT_STATE_",
    Level "LEVEL_",
    LinkState "LINK_STATE_",
    NoticeKind "NOTICE_KIND_",
    OrderState "ORDER_STATE_",
    OrderTask "ORDER_TASK_",
    PassReason "PASS_REASON_",
    PositionSource "POSITION_SOURCE_",
    Rank "RANK_",
    ReferralState "REFERRAL_STATE_",
    ReportFlag "REPORT_FLAG_",
    RehearsedDifferenceKind "REHEARSED_DIFFERENCE_KIND_",
    ReportSource "REPORT_SOURCE_",
    RetentionKind "RETENTION_KIND_",
    Step "STEP_",
    Tier "TIER_",
    UnavailableReason "UNAVAILABLE_REASON_",
    UnitActivity "UNIT_ACTIVITY_",
    UnitKind "UNIT_KIND_",
    Verdict "VERDICT_",
    WaitReason "WAIT_REASON_",
    WatchEventKind "WATCH_EVENT_KIND_",
}

/// The word for a number that the daemon gave; empty for "not said".
pub(super) fn word<W: Word>(number: i32) -> String {
    match (number, W::try_from(number)) {
        (0, _) => String::new(),
        (_, Ok(value)) => spoken(value),
        (_, Err(_)) => format!("unknown-{number}"),
    }
}

/// Reads a word: `town`, `TIER_TOWN`, `case-opened` or the last part alone, such as `110` for a call to 110.
///
/// # Errors
/// When it is no word of this enum; the error lists those that are.
pub(super) fn read_word<W: Word>(text: &str) -> Result<W, String> {
    let asked = text.trim().to_uppercase().replace('-', "_");
    let asked = asked.strip_prefix(W::PREFIX).unwrap_or(&asked);
    let whole = values::<W>().find(|value| bare(*value) == asked);
    let by_end = || values::<W>().find(|value| bare(*value).rsplit('_').next() == Some(asked));
    whole
        .or_else(by_end)
        .ok_or_else(|| format!("expected one of {}", values::<W>().map(spoken).collect::<Vec<_>>().join(", ")))
}

/// Reads a level: `1` to `4`, or `one` to `four`.
///
/// # Errors
/// When it is no level.
pub(super) fn read_level(text: &str) -> Result<proto::Level, String> {
    match text.trim().parse::<i32>().map(proto::Level::try_from) {
        Ok(Ok(level)) if level != proto::Level::Unspecified => Ok(level),
        Ok(_) => Err("expected a level from 1 to 4".to_owned()),
        Err(_) => read_word(text),
    }
}

/// Reads a moment. The zone must be said: the terminal may stand in another than the city.
///
/// # Errors
/// When it is none, with one that is.
pub(super) fn read_time(text: &str) -> Result<Timestamp, String> {
    text.trim().parse().map_err(|_| {
        "expected a date, a time and the distance to UTC, such as 2026-11-26T18:51:00+08:00 or, in UTC, \
         2026-11-26T10:51:00Z"
            .to_owned()
    })
}

/// A level as its digit; empty for "not said".
pub(super) fn level(number: i32) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn values<W: Word>() -> impl Iterator<Item = W> {
    (1..VALUES_MAX).filter_map(|number| W::try_from(number).ok())
}

fn bare<W: Word>(value: W) -> &'static str {
    value.name().strip_prefix(W::PREFIX).unwrap_or_else(|| value.name())
}

fn spoken<W: Word>(value: W) -> String {
    bare(value).to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::{DispositionKind, Level, ReportSource, Tier};

    #[test]
    fn a_word_is_read_as_people_type_it() {
        for (text, expected) in [
            ("110", ReportSource::Voice110),
            ("12110", ReportSource::Text12110),
            ("12345", ReportSource::Transfer12345),
            ("app", ReportSource::App),
            ("unit-on-view", ReportSource::UnitOnView),
            ("REPORT_SOURCE_ALARM", ReportSource::Alarm),
        ] {
            assert_eq!(read_word::<ReportSource>(text), Ok(expected), "{text}");
        }
        assert_eq!(read_word::<DispositionKind>("case_opened"), Ok(DispositionKind::CaseOpened));
        assert_eq!(read_level("1"), Ok(Level::One));
        assert_eq!(read_level("four"), Ok(Level::Four));
    }

    #[test]
    fn what_is_no_word_is_told_the_words() {
        assert_eq!(read_word::<Tier>("county"), Err("expected one of city, town, village".to_owned()));
        assert_eq!(read_word::<Tier>("unspecified"), Err("expected one of city, town, village".to_owned()));
        assert_eq!(read_level("0"), Err("expected a level from 1 to 4".to_owned()));
    }

    #[test]
    fn an_unknown_value_stops_nothing() {
        assert_eq!(word::<Tier>(2), "town");
        assert_eq!(word::<Tier>(0), "");
        assert_eq!(word::<Tier>(77), "unknown-77");
    }
}
