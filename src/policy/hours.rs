//! Times of day and days of the week, in the city's own zone.

use super::section::{Mark, Section};

/// Minutes of a day.
const DAY_MIN: u16 = 24 * 60;

/// A set of minutes of a day.
type Minutes = [u64; DAY_MIN.div_ceil(64) as usize];

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weekday {
    /// 星期一.
    Monday,
    /// 星期二.
    Tuesday,
    /// 星期三.
    Wednesday,
    /// 星期四.
    Thursday,
    /// 星期五.
    Friday,
    /// 星期六.
    Saturday,
    /// 星期日.
    Sunday,
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The word used in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

/// A moment as the city's clocks show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfWeek {
    /// The day of the week.
    pub weekday: Weekday,
    /// Minutes since midnight.
    pub minute: u16,
}

/// Spans of a day. One that ends before it begins runs over midnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    spans: Vec<Span>,
    minutes: Minutes,
}

/// From a minute of the day until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    from: u16,
    to: u16,
}

impl Span {
    const fn contains(self, minute: u16) -> bool {
        if self.from < self.to {
            self.from <= minute && minute < self.to
        } else {
            self.from <= minute || minute < self.to
        }
    }

    /// Reads `22:00-06:00`.
    fn parse(text: &str) -> Result<Self, String> {
        let rule = "it must be two times of day such as 22:00-06:00, from 00:00 to 24:00";
        let (from, to) = text.split_once('-').ok_or(rule)?;
        let (from, to) = (minute_of(from).ok_or(rule)?, minute_of(to).ok_or(rule)?);
        if from == to || from == DAY_MIN {
            return Err("it must end at another time than it begins".to_owned());
        }
        Ok(Self { from, to })
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, to } = self;
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

impl Hours {
    /// Whether a minute of the day lies in one of the spans.
    #[must_use]
    pub fn contains(&self, minute: u16) -> bool {
        self.minutes.get(usize::from(minute / 64)).is_some_and(|word| word >> (minute % 64) & 1 == 1)
    }

    /// The first span that a minute lies in, in words.
    #[must_use]
    pub fn span_at(&self, minute: u16) -> Option<String> {
        self.spans.iter().find(|span| span.contains(minute)).map(ToString::to_string)
    }

    /// Whether every minute of another is one of these.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.minutes.iter().zip(&other.minutes).all(|(own, other)| other & !own == 0)
    }

    fn new(spans: Vec<Span>) -> Self {
        let mut minutes = Minutes::default();
        for minute in (0..DAY_MIN).filter(|minute| spans.iter().any(|span| span.contains(*minute))) {
            if let Some(word) = minutes.get_mut(usize::from(minute / 64)) {
                *word |= 1 << (minute % 64);
            }
        }
        Self { spans, minutes }
    }

    /// Reads one span or a list of them; none when the key is not written.
    pub(super) fn read(section: &Section<'_>, key: &'static str) -> Option<Self> {
        if !section.has(key) {
            return None;
        }
        let spans: Vec<(Span, Mark)> = section.one_or_more(key, Span::parse)?;
        Some(Self::new(spans.into_iter().map(|(span, _)| span).collect()))
    }
}

/// Reads `06:30`.
fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let digits = |text: &str| (text.len() == 2).then(|| text.parse::<u16>().ok()).flatten();
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= DAY_MIN).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(spans: &[&str]) -> Hours {
        Hours::new(spans.iter().map(|span| Span::parse(span).expect("a span")).collect())
    }

    #[test]
    fn a_span_may_run_over_midnight() {
        let night = hours(&["22:00-06:00"]);
        for (minute, inside) in [(0, true), (359, true), (360, false), (1_319, false), (1_320, true), (1_439, true)] {
            assert_eq!(night.contains(minute), inside, "{minute}");
            assert_eq!(night.span_at(minute).is_some(), inside, "{minute}");
        }
        assert!(!night.contains(DAY_MIN) && !night.contains(u16::MAX));
        assert_eq!(night.span_at(0).as_deref(), Some("22:00-06:00"));
        let following = hours(&["08:00-09:00", "09:00-10:00", "23:00-01:00"]);
        for (minute, span) in [(480, Some("08:00-09:00")), (540, Some("09:00-10:00")), (600, None), (60, None)] {
            assert_eq!(following.span_at(minute).as_deref(), span, "{minute}");
        }
    }

    #[test]
    fn what_covers_what_goes_by_the_minute() {
        for (outer, inner, covers) in [
            (&["22:00-06:00"][..], &["23:00-24:00", "00:00-05:59"][..], true),
            (&["22:00-06:00"], &["23:00-06:01"], false),
            (&["00:00-12:00", "12:00-24:00"], &["06:00-05:00"], true),
            (&["07:00-08:30"], &["07:00-08:30", "16:00-18:00"], false),
        ] {
            assert_eq!(hours(outer).covers(&hours(inner)), covers, "{outer:?} {inner:?}");
        }
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for bad in ["22:00", "22-06", "25:00-06:00", "06:60-07:00", "6:00-7:00", "24:30-01:00", "a-b", "22:00–06:00"]
        {
            assert!(Span::parse(bad).expect_err("refused").contains("22:00-06:00"), "{bad}");
        }
        for same in ["06:00-06:00", "24:00-06:00"] {
            assert!(Span::parse(same).expect_err("refused").contains("another time"), "{same}");
        }
    }
}
