//! From messages to commands: parse, do not validate.
//!
//! Each `read_*` gives the domain value or notes what is wrong and gives none. A caller reads all fields before it gives
//! up, so that one answer names every fault. What is optional gives none when it is absent *or* wrong; that is safe,
//! because [`Faults::finish`] lets nothing through once a fault was noted.

mod authority;
mod desk;
mod erasure;
mod incident;
mod order;
mod policy;
mod position;
mod report;
mod roster;
#[cfg(test)]
mod tests;
mod unit;

use std::fmt::Display;
use std::str::FromStr;

use prost_types::Timestamp;
use thiserror::Error;

pub use position::{FIXES_PER_BATCH_MAX, FixesRead, read_fixes};

use super::faults::Faults;
use super::instant::time;
use super::names::Collection;
use super::proto;
use super::stamp::{Channel, Stamped, read_stamp};
use super::twins::Twin;
use crate::domain::actor::Actor;
use crate::domain::command::{Command, Envelope};
use crate::domain::few::Few;
use crate::domain::geo::{Datum, Point};
use crate::domain::ids::CommandId;
use crate::domain::report::{CallerMark, GivenPlace, MatchedPlace};
use crate::domain::sealed::{RetentionKind, Sealed};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// The longest narrative, note or feedback, in bytes of UTF-8.
pub const NARRATIVE_BYTES_MAX: usize = 8_000;

/// The longest address as it was told, in bytes of UTF-8.
pub const ADDRESS_BYTES_MAX: usize = 1_024;

/// The longest name of a caller, in bytes of UTF-8.
pub const CALLER_NAME_BYTES_MAX: usize = 256;

/// The longest telephone number, in bytes of UTF-8.
pub const PHONE_BYTES_MAX: usize = 64;

/// The longest reference to a recording, in bytes of UTF-8.
pub const RECORDING_BYTES_MAX: usize = 1_024;

/// Encrypts personal data under the key of its kind and of today.
pub type Seal<'a> = dyn Fn(RetentionKind, &str) -> Result<Sealed, CannotSeal> + Sync + 'a;

/// Finds the place of the operator's gazetteer that an address speaks of.
pub type FindPlace<'a> = dyn Fn(&str) -> Option<MatchedPlace> + Sync + 'a;

/// Finds the policy's keywords in what was told.
pub type FindKeywords<'a> = dyn Fn(&str) -> Few<Text> + Sync + 'a;

/// Makes the marks of a telephone number, of today and of yesterday, by which a second call is recognised.
pub type MarkCaller<'a> = dyn Fn(&str) -> (Option<CallerMark>, Option<CallerMark>) + Sync + 'a;

/// What reading needs of the daemon.
#[derive(Clone, Copy)]
pub struct Edge<'a> {
    /// Encrypts personal data.
    pub seal: &'a Seal<'a>,
    /// Marks telephone numbers before they are encrypted.
    pub mark: &'a MarkCaller<'a>,
    /// Looks addresses up before they are encrypted.
    pub find_place: &'a FindPlace<'a>,
    /// Looks for keywords before a narrative is encrypted.
    pub find_keywords: &'a FindKeywords<'a>,
}

impl std::fmt::Debug for Edge<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Edge")
    }
}

/// Personal data cannot be encrypted, so it cannot be kept.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct CannotSeal(pub String);

/// A write request that stands for one command.
pub trait ReadCommand: Stamped {
    /// Reads the command, or notes what is wrong.
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command>;
}

/// What the daemon adds to a message when it arrives.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The command's name.
    pub id: CommandId,
    /// When it arrived.
    pub received_at: EngineTime,
    /// Who asks.
    pub actor: Actor,
    /// Through which kind of call.
    pub channel: Channel,
}

/// Reads a write request into the envelope that the sequencer takes.
///
/// # Errors
/// Everything that is wrong with the message.
pub fn read_envelope<R: ReadCommand>(request: &R, arrival: Arrival, edge: Edge<'_>) -> Result<Envelope, Faults> {
    let Arrival { id, received_at, actor, channel } = arrival;
    let mut reader = Reader::new(edge);
    let command = request.read_command(&mut reader);
    let stamp = read_stamp(request, &actor, channel, received_at, &mut reader.faults);
    let command = reader.faults.finish(command)?;
    Ok(Envelope {
        id,
        actor,
        request: stamp.request,
        received_at,
        occurred_at: stamp.occurred_at,
        entered_late: stamp.entered_late,
        command,
    })
}

/// The value of a required enum, or what is wrong with its number.
fn twin<T: Twin>(number: i32) -> Result<T, String> {
    let known = T::Message::try_from(number).map_err(|_| format!("unknown value (got {number})"))?;
    T::of(known).ok_or_else(|| "required: UNSPECIFIED is not a value".to_owned())
}

/// Reads the fields of one message and remembers what was wrong.
pub struct Reader<'a> {
    /// What was wrong so far.
    pub faults: Faults,
    edge: Edge<'a>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reader").field("faults", &self.faults).finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    /// A reader of one message.
    #[must_use]
    pub fn new(edge: Edge<'a>) -> Self {
        Self { faults: Faults::default(), edge }
    }

    /// A reader of a message that carries no personal data.
    #[must_use]
    pub fn without_personal_data() -> Self {
        Self::new(Edge {
            seal: &|_, _| Err(CannotSeal("no personal data is expected here".to_owned())),
            mark: &|_| (None, None),
            find_place: &|_| None,
            find_keywords: &|_| Few::new(),
        })
    }

    /// A required resource name.
    pub fn name<T: FromStr<Err: Display>>(&mut self, field: &str, of: Collection, name: &str) -> Option<T> {
        let result = of.parse(name);
        self.faults.take(field, result)
    }

    /// A resource name that may be empty.
    fn name_or_none<T: FromStr<Err: Display>>(&mut self, field: &str, of: Collection, name: &str) -> Option<T> {
        if name.is_empty() { None } else { self.name(field, of, name) }
    }

    /// A required identifier of the operator's.
    fn id<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str) -> Option<T> {
        self.faults.take(field, text.parse())
    }

    /// An identifier of the operator's that may be empty.
    fn id_or_none<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str) -> Option<T> {
        if text.is_empty() { None } else { self.id(field, text) }
    }

    /// A required enum value: zero and numbers that this version does not know are refused.
    pub(super) fn value<T: Twin>(&mut self, field: &str, number: i32) -> Option<T> {
        self.faults.take(field, twin(number))
    }

    /// A list of enum values, at most 64.
    pub(super) fn values<T: Twin>(&mut self, field: &str, numbers: &[i32]) -> Vec<T> {
        self.rows(field, numbers, 64, |reader, field, number| reader.value(field, *number))
    }

    /// A short text without personal data; it may be empty.
    fn text(&mut self, field: &str, text: &str) -> Option<Text> {
        self.faults.take(field, Text::new(text))
    }

    /// An instant; it may be absent.
    fn time(&mut self, field: &str, timestamp: Option<Timestamp>) -> Option<EngineTime> {
        time(&mut self.faults, field, timestamp)
    }

    /// A personal text, sealed; it may be empty.
    fn personal(&mut self, field: &str, kind: RetentionKind, text: &str, bytes_max: usize) -> Option<Sealed> {
        if text.is_empty() {
            return None;
        }
        if text.len() > bytes_max {
            let got = text.len();
            self.faults.note(field, format!("invalid text (got {got} bytes): at most {bytes_max} bytes are allowed"));
            return None;
        }
        (self.edge.seal)(kind, text).map_err(|why| self.faults.note_cannot_seal(why)).ok()
    }

    /// A required sub-message.
    pub(super) fn required<'m, T>(&mut self, field: &str, message: Option<&'m T>) -> Option<&'m T> {
        if message.is_none() {
            self.faults.note(field, "required");
        }
        message
    }

    /// A position with its datum, converted to WGS-84.
    pub fn place(&mut self, field: &str, position: &proto::Position) -> Option<GivenPlace> {
        // Positions come by the thousand: a field is named only when something is wrong with it.
        let datum: Result<Datum, _> = twin(position.datum);
        let datum = datum.map_err(|why| self.faults.note(format!("{field}.datum"), why)).ok();
        // Faults of the numbers are told even when the datum is missing.
        let at = datum.unwrap_or(Datum::Wgs84).to_wgs84(position.latitude_deg, position.longitude_deg);
        let at: Option<Point> = match at {
            Ok(at) => Some(at),
            Err(why) => {
                use crate::domain::geo::InvalidPoint::{Latitude, Longitude};
                let number = match why {
                    Latitude(_) => "latitude_deg",
                    Longitude(_) => "longitude_deg",
                };
                self.faults.note(format!("{field}.{number}"), why);
                None
            }
        };
        Some(GivenPlace { at: at?, datum: datum? })
    }

    /// A list with a limit; what is wrong in a row is noted under the row's own path.
    fn rows<M, T>(
        &mut self,
        field: &str,
        rows: &[M],
        rows_max: usize,
        mut read: impl FnMut(&mut Self, &str, &M) -> Option<T>,
    ) -> Vec<T> {
        if rows.len() > rows_max {
            let got = rows.len();
            self.faults.note(field, format!("too many rows (got {got}): at most {rows_max} are allowed"));
            return Vec::new();
        }
        rows.iter().enumerate().filter_map(|(index, row)| read(self, &format!("{field}[{index}]"), row)).collect()
    }
}
