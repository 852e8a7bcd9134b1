//! What can be typed behind `patrold ctl`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use uuid::Uuid;

use super::super::words::{read_level, read_time, read_word};
use super::alarms::{AlarmWrite, AlarmsArgs};
use super::desk::DeskWrite;
use super::orders::{CancelEmergencyArgs, OrderAsk};
use super::sight::SightWrite;
use crate::api::proto::{
    ActivityKind, CrewMember, Datum, DispositionKind, Handling, IncidentState, Level, Position, Rank, ReportFlag,
    ReportSource, Step, Tier,
};

/// Everything that a console can ask.
#[derive(Debug, Subcommand)]
pub(super) enum Ask {
    /// List units by callsign.
    Units(UnitsArgs),
    /// List incidents, newest first.
    Incidents(IncidentsArgs),
    /// Show one incident: reports, dispatches with the five clocks, why these units, notes.
    Incident {
        /// The number that people say, such as 2026-1123-0471, or its name.
        incident: String,
    },
    /// Say who would be sent, and why.
    Recommend(RecommendArgs),
    /// Follow everything that changes.
    Watch(WatchArgs),
    /// List what nobody has acknowledged yet, by cause.
    Alarms(AlarmsArgs),
    /// Say that you have seen an alarm, or all alarms of a cause.
    #[command(flatten)]
    OnAlarm(AlarmWrite),
    /// File a report.
    Report(ReportArgs),
    /// Change an incident.
    #[command(flatten)]
    OnIncident(IncidentWrite),
    /// Refer, verify, call back, or say what is a duplicate.
    #[command(flatten)]
    OnDesk(DeskWrite),
    /// Change what a unit does.
    #[command(flatten)]
    OnUnit(UnitWrite),
    /// Order a unit directly, outside any incident.
    Order {
        #[command(subcommand)]
        what: OrderAsk,
    },
    /// End an officer's emergency after voice contact.
    CancelEmergency(CancelEmergencyArgs),
    /// Lend a unit, or say who may see an incident.
    #[command(flatten)]
    OnSight(SightWrite),
    /// Check a unit in or out.
    Duty {
        #[command(subcommand)]
        what: DutyAsk,
    },
    /// Add units, posts and gateways, or replace them.
    Roster(RosterArgs),
}

/// What a dispatcher does with an incident.
#[derive(Debug, Subcommand)]
pub(super) enum IncidentWrite {
    /// Close an incident.
    Close {
        /// Number or name of the incident.
        incident: String,
        /// What became of it.
        #[arg(long = "as", id = "disposition", value_name = "DISPOSITION", value_parser = read_word::<DispositionKind>)]
        kind: DispositionKind,
        /// Which published figure it counts for.
        #[arg(long, default_value = "other", value_parser = read_word::<ActivityKind>)]
        activity: ActivityKind,
        /// A few words without personal data.
        #[arg(long, default_value = "")]
        remark: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Open a closed incident again.
    Reopen {
        /// Number or name of the incident.
        incident: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Overrule what an incident is taken to be.
    Classify {
        /// Number or name of the incident.
        incident: String,
        /// Another type, a code of the taxonomy.
        #[arg(long = "type", value_name = "CODE", default_value = "")]
        type_code: String,
        /// Another level, 1 to 4; without it the rules give one.
        #[arg(long, value_parser = read_level)]
        level: Option<Level>,
        /// Another handling; without it the rules give one.
        #[arg(long, value_parser = read_word::<Handling>)]
        handling: Option<Handling>,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Place or move an incident.
    Relocate {
        /// Number or name of the incident.
        incident: String,
        #[command(flatten)]
        place: PlaceArgs,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Write a note on an incident.
    Note {
        /// Number or name of the incident.
        incident: String,
        /// What it says.
        text: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that a report belongs to an incident.
    Link {
        /// The report's name.
        report: String,
        /// Number or name of the incident.
        incident: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Make another desk responsible for an incident.
    HandOver {
        /// Number or name of the incident.
        incident: String,
        /// The desk that takes it.
        desk: String,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// What a dispatcher does with units.
#[derive(Debug, Subcommand)]
pub(super) enum UnitWrite {
    /// Send units of your own choosing.
    Dispatch {
        /// Number or name of the incident.
        incident: String,
        /// Callsigns.
        #[arg(required = true)]
        units: Vec<String>,
        /// Why these.
        #[arg(long, default_value = "")]
        reason: String,
        /// Take those that are on another incident off it.
        #[arg(long)]
        reassign: bool,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Take a unit off its incident.
    Recall {
        /// The dispatch's name, or the callsign of the unit.
        #[arg(value_name = "DISPATCH|UNIT")]
        dispatch: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Set a unit on the map by its own word.
    Place {
        /// The callsign.
        unit: String,
        #[command(flatten)]
        place: PlaceArgs,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say for a unit how its dispatch stands, as it told by voice.
    Advance {
        /// The dispatch's name, or the callsign of the unit.
        #[arg(value_name = "DISPATCH|UNIT")]
        dispatch: String,
        /// What it says.
        #[arg(value_parser = read_word::<Step>)]
        step: Step,
        /// In a few words without personal data, such as why it declined.
        #[arg(long, default_value = "")]
        reason: String,
        /// Its feedback.
        #[arg(long, default_value = "")]
        feedback: String,
        /// With finished: which published figure it counts for.
        #[arg(long, value_parser = read_word::<ActivityKind>)]
        activity: Option<ActivityKind>,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// Checking in and out.
#[derive(Debug, Subcommand)]
pub(super) enum DutyAsk {
    /// Check a unit in.
    Start {
        /// The callsign.
        unit: String,
        #[command(flatten)]
        check_in: CheckInArgs,
        /// The device that speaks for it; without one it is reached by voice only.
        #[arg(long, default_value = "")]
        device: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Check a unit out.
    End {
        /// The callsign.
        unit: String,
        /// On a dispatch: the callsign of the unit that takes it over as it stands.
        #[arg(long, value_name = "UNIT", conflicts_with = "overtime")]
        relief: Option<String>,
        /// On a dispatch: it stays on duty until then to see it through, such as 2026-11-23T18:00:00+08:00.
        #[arg(long, value_name = "TIME", value_parser = read_time)]
        overtime: Option<Timestamp>,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// Which units to list.
#[derive(Debug, Args)]
pub(super) struct UnitsArgs {
    /// Only units of these tiers.
    #[arg(long, value_delimiter = ',', value_parser = read_word::<Tier>)]
    pub(super) tier: Vec<Tier>,
    /// Only units with this home zone.
    #[arg(long, default_value = "")]
    pub(super) zone: String,
    /// Only units that are free to be sent.
    #[arg(long)]
    pub(super) available: bool,
    /// Only units that are on duty.
    #[arg(long)]
    pub(super) on_duty: bool,
    /// How many at most.
    #[arg(long, default_value_t = 1_000)]
    pub(super) limit: usize,
}

/// Which incidents to list.
#[derive(Debug, Args)]
pub(super) struct IncidentsArgs {
    /// Only incidents in these states.
    #[arg(long, value_delimiter = ',', value_parser = read_word::<IncidentState>)]
    pub(super) state: Vec<IncidentState>,
    /// Only incidents of these levels, 1 to 4.
    #[arg(long, value_delimiter = ',', value_parser = read_level)]
    pub(super) level: Vec<Level>,
    /// Only incidents that are not closed.
    #[arg(long, conflicts_with = "state")]
    pub(super) open: bool,
    /// Only incidents of this zone.
    #[arg(long, default_value = "")]
    pub(super) zone: String,
    /// Only incidents of this desk.
    #[arg(long, default_value = "")]
    pub(super) desk: String,
    /// How many at most.
    #[arg(long, default_value_t = 100)]
    pub(super) limit: usize,
}

/// For what to recommend.
#[derive(Debug, Args)]
pub(super) struct RecommendArgs {
    /// Number or name of an incident; without one a place and a type are needed.
    #[arg(required_unless_present = "at", conflicts_with = "at")]
    pub(super) incident: Option<String>,
    /// Where.
    #[arg(long, value_name = "LAT,LON", value_parser = read_place, allow_hyphen_values = true)]
    pub(super) at: Option<(f64, f64)>,
    /// The datum of the place.
    #[arg(long, default_value = "wgs84", value_parser = read_word::<Datum>)]
    pub(super) datum: Datum,
    /// Of what type; empty for an unknown one.
    #[arg(long = "type", value_name = "CODE", default_value = "", requires = "at")]
    pub(super) type_code: String,
}

/// How to watch.
#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    /// Go on behind this change instead of beginning with the present state.
    #[arg(long, value_name = "SEQUENCE", default_value_t = 0)]
    pub(super) from: u64,
    /// Stop after so many changes.
    #[arg(long, value_name = "CHANGES")]
    pub(super) limit: Option<u64>,
    /// Show units' positions, too, every so many milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub(super) positions: u32,
    /// Show every sign of life.
    #[arg(long)]
    pub(super) heartbeats: bool,
}

/// A new report.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("where").required(true).multiple(true).args(["at", "street"])))]
pub(super) struct ReportArgs {
    /// What kind of event it is, a code of the taxonomy; empty when it is not known, which counts as level 1.
    #[arg(long = "type", value_name = "CODE", default_value = "")]
    pub(super) type_code: String,
    /// Where, as set on the map.
    #[arg(long, value_name = "LAT,LON", value_parser = read_place, allow_hyphen_values = true)]
    pub(super) at: Option<(f64, f64)>,
    /// The datum of the place.
    #[arg(long, default_value = "wgs84", value_parser = read_word::<Datum>)]
    pub(super) datum: Datum,
    /// Where, as it was told. (The daemon's own address stands before `report`.)
    #[arg(long = "address", id = "street", value_name = "TEXT", value_parser = read_street)]
    pub(super) street: Option<String>,
    /// Through which door it came, such as 110, app or alarm.
    #[arg(long, default_value = "110", value_parser = read_word::<ReportSource>)]
    pub(super) source: ReportSource,
    /// The caller's name.
    #[arg(long, default_value = "")]
    pub(super) caller: String,
    /// The caller's telephone number.
    #[arg(long, default_value = "")]
    pub(super) phone: String,
    /// What was told.
    #[arg(long, default_value = "")]
    pub(super) narrative: String,
    /// A circumstance such as weapon, injured or child; may be given several times.
    #[arg(long = "flag", value_name = "FLAG", value_delimiter = ',', value_parser = read_word::<ReportFlag>)]
    pub(super) flags: Vec<ReportFlag>,
    /// Number or name of the incident that it belongs to; without one it opens an incident.
    #[arg(long)]
    pub(super) incident: Option<String>,
    /// The desk that becomes responsible.
    #[arg(long, default_value = "")]
    pub(super) desk: String,
    /// It is an exercise: nobody is sent by the daemon, and it counts nowhere.
    #[arg(long)]
    pub(super) training: bool,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

/// What to import.
#[derive(Debug, Args)]
pub(super) struct RosterArgs {
    /// A JSON file with `units`, `posts` and `gateways`.
    #[arg(required_unless_present = "demo_city", conflicts_with = "demo_city")]
    pub(super) file: Option<PathBuf>,
    /// The roster of the built-in city, for a daemon to practise on: one that has units already refuses it.
    #[arg(long)]
    pub(super) demo_city: bool,
    /// Puts the built-in city beside the units that the daemon has.
    #[arg(long, requires = "demo_city", conflicts_with = "file")]
    pub(super) force: bool,
}

/// A place on the map.
#[derive(Debug, Args)]
pub(super) struct PlaceArgs {
    /// Where.
    #[arg(long, value_name = "LAT,LON", value_parser = read_place, allow_hyphen_values = true)]
    at: (f64, f64),
    /// The datum of the place.
    #[arg(long, default_value = "wgs84", value_parser = read_word::<Datum>)]
    datum: Datum,
}

impl PlaceArgs {
    /// As a message.
    pub(super) fn position(&self) -> Position {
        position(self.at, self.datum)
    }
}

/// What a unit declares when it checks in.
#[derive(Debug, Args)]
pub(super) struct CheckInArgs {
    /// Who is on board: badge number and rank, such as P1:officer,P2:auxiliary.
    #[arg(long, required = true, value_delimiter = ',', value_name = "PERSON:RANK", value_parser = read_crew_member)]
    pub(super) crew: Vec<CrewMember>,
    /// Plate or fleet number.
    #[arg(long, default_value = "")]
    pub(super) vehicle: String,
    /// Whether firearms are on board.
    #[arg(long)]
    pub(super) armed: bool,
    /// The radio group where it is heard.
    #[arg(long, default_value = "")]
    pub(super) radio_group: String,
}

/// What all writes share.
#[derive(Debug, Args)]
pub(super) struct WriteArgs {
    /// The id under which this write was sent before, when no answer came.
    #[arg(long, value_name = "UUID")]
    pub(super) request_id: Option<Uuid>,
    /// When it happened, if that was another time than now, such as 2026-11-23T08:15:00+08:00.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    pub(super) occurred: Option<Timestamp>,
    /// It is typed in after the fact, such as from paper after an outage.
    #[arg(long)]
    pub(super) late: bool,
}

/// A position as a message.
pub(super) fn position((latitude_deg, longitude_deg): (f64, f64), datum: Datum) -> Position {
    Position { latitude_deg, longitude_deg, datum: datum.into() }
}

/// Reads an address as it was told. A URL is the daemon's address in the wrong place.
fn read_street(text: &str) -> Result<String, String> {
    if text.contains("://") {
        return Err("the daemon's address stands before the sub-command: patrold ctl --address URL report …".to_owned());
    }
    Ok(text.to_owned())
}

/// Reads `LAT,LON` in degrees.
pub(in crate::cli) fn read_place(text: &str) -> Result<(f64, f64), String> {
    let read = |part: &str| part.trim().parse::<f64>().ok().filter(|degrees| degrees.is_finite());
    let (latitude, longitude) = text.split_once(',').ok_or("expected LAT,LON in degrees, such as 23.0207,113.7518")?;
    read(latitude).zip(read(longitude)).ok_or_else(|| "expected two numbers of degrees".to_owned())
}

/// Reads `P1:officer`. The rank must be said: nobody becomes an officer by leaving it out.
pub(in crate::cli) fn read_crew_member(text: &str) -> Result<CrewMember, String> {
    let said = text.split_once(':').filter(|(person, _)| !person.trim().is_empty());
    let (person, rank) = said.ok_or("expected PERSON:RANK, such as P1:officer or P2:auxiliary")?;
    Ok(CrewMember { person: person.trim().to_owned(), rank: read_word::<Rank>(rank)?.into() })
}
