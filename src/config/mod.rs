//! The daemon's configuration: a file that an operator wrote becomes a checked [`Config`], before any port is bound.
//!
//! The template `config/patrold.toml` is built in: it documents every key and gives the value of each that a file
//! leaves out, so no default is written twice. Every fault of a file is named at once.

pub mod access;
pub mod audit;
mod console;
mod listen;
pub mod overload;
pub mod principals;
pub mod retention;
pub mod rooms;
pub mod sections;
pub mod trust;

use std::path::{Path, PathBuf};

use crate::api::base_map::BaseFiles;
use crate::domain::erasure::Retention;
use crate::policy::Policy;
use crate::policy::faults::Faults;
use crate::policy::gazetteer::GAZETTEER_PART;
use crate::policy::section::{Section, Toml};
use crate::policy::source::{POLICY_PART, PolicySource, SOURCE_BYTES_MAX};
use crate::policy::zones::ZONES_PART;
use crate::runtime::disk::DiskLimits;

use self::audit::Audit;
use self::overload::Overload;
use self::retention::retention;
use self::sections::{
    AlarmSettings, Board, City, Clock, Device, ExplanationSettings, Feed, Grpc, Journal, Listen, PolicyFiles, Requests,
    Sequencer, Shutdown, Telemetry, Tracker, Tracks, ZonesFrom,
};

/// The defaults, fully commented.
pub const DEFAULT_CONFIG_TOML: &str = include_str!("../../config/patrold.toml");

/// The checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the daemon listens.
    pub listen: Listen,
    /// Which city it serves.
    pub city: City,
    /// The folder of the record, its keys, the tracks and the projections.
    pub data_dir: PathBuf,
    /// Where the policy comes from.
    pub policy: PolicyFiles,
    /// The record.
    pub journal: Journal,
    /// The queue of commands.
    pub sequencer: Sequencer,
    /// What is done when the disk fills up.
    pub disk: DiskLimits,
    /// What is turned away when too much comes in.
    pub overload: Overload,
    /// What is remembered for retries.
    pub requests: Requests,
    /// The map of units.
    pub tracker: Tracker,
    /// The track log.
    pub tracks: Tracks,
    /// How long personal data is kept.
    pub retention: Retention,
    /// The feed to watchers.
    pub feed: Feed,
    /// The gRPC server.
    pub grpc: Grpc,
    /// The transport.
    pub tls: access::Tls,
    /// Who may ask.
    pub access: access::Access,
    /// What devices are told.
    pub device: Device,
    /// What is recorded with a decision.
    pub explanation: ExplanationSettings,
    /// Alarms.
    pub alarms: AlarmSettings,
    /// The clock.
    pub clock: Clock,
    /// The end.
    pub shutdown: Shutdown,
    /// Logs.
    pub telemetry: Telemetry,
    /// The printable board.
    pub board: Board,
    /// The audit of the record.
    pub audit: Audit,
    /// What lies under the web console's map.
    pub console: BaseFiles,
}

impl Config {
    /// Reads and checks a configuration file; without one the defaults hold.
    ///
    /// # Errors
    /// Every fault of the file, or that it cannot be read.
    pub fn load(file: Option<&Path>) -> Result<Self, Faults> {
        sound(Self::inspect(file)?)
    }

    /// Reads a configuration file as far as it goes, with every fault of it: what else it names can then be looked at
    /// too.
    ///
    /// # Errors
    /// When nothing can be read of it.
    pub fn inspect(file: Option<&Path>) -> Result<(Option<Self>, Faults), Faults> {
        let Some(file) = file else { return Self::inspect_text("defaults", "", Path::new("")) };
        let text = read(file)?;
        Self::inspect_text(&file.display().to_string(), &text, file.parent().unwrap_or(Path::new("")))
    }

    /// Checks the text of a configuration file. `file` is what faults call it; relative paths start at `folder`.
    ///
    /// # Errors
    /// Every fault of the text.
    pub fn parse(file: &str, text: &str, folder: &Path) -> Result<Self, Faults> {
        sound(Self::inspect_text(file, text, folder)?)
    }

    fn inspect_text(file: &str, text: &str, folder: &Path) -> Result<(Option<Self>, Faults), Faults> {
        let template = Toml::new("built-in defaults", DEFAULT_CONFIG_TOML);
        let defaults = template.parse()?;
        let toml = Toml::new(file, text);
        let table = toml.parse()?;
        let top = Section::top(&toml, table.get_ref(), Some(defaults.get_ref()));
        let config = Self::read(&top, &toml, folder);
        top.finish();
        Ok((config, toml.finish()))
    }

    /// Reads the parts of the policy from the files that the configuration names. `built_in_zones` makes the GeoJSON
    /// of the demonstration city.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn policy_source(&self, built_in_zones: impl FnOnce() -> String) -> Result<PolicySource, Faults> {
        let mut faults = Faults::none();
        let mut part = |file: &Path| read(file).map_err(|unreadable| faults.append(unreadable)).ok();
        let policy_toml = self.policy.file.as_deref().map(&mut part);
        let zones_geojson = match &self.policy.zones {
            ZonesFrom::BuiltIn => Some(built_in_zones()),
            ZonesFrom::None => None,
            ZonesFrom::File(file) => part(file),
        };
        let gazetteer_csv = self.policy.gazetteer_file.as_deref().and_then(&mut part);
        let policy_toml = policy_toml.map_or(PolicySource::built_in().policy_toml, Option::unwrap_or_default);
        faults.or(PolicySource { policy_toml, zones_geojson, gazetteer_csv })
    }

    /// Reads and checks the policy; faults name the operator's own files.
    ///
    /// # Errors
    /// Every file that cannot be read, or every fault in them.
    pub fn load_policy(&self, built_in_zones: impl FnOnce() -> String) -> Result<Policy, Faults> {
        let source = self.policy_source(built_in_zones)?;
        Policy::parse(&source).map_err(|mut faults| {
            let zones_file = match &self.policy.zones {
                ZonesFrom::File(file) => Some(file.as_path()),
                ZonesFrom::BuiltIn | ZonesFrom::None => None,
            };
            let parts = [
                (POLICY_PART, self.policy.file.as_deref()),
                (ZONES_PART, zones_file),
                (GAZETTEER_PART, self.policy.gazetteer_file.as_deref()),
            ];
            for (part, file) in parts {
                faults.rename_file(part, &file.map_or(format!("built-in {part}"), |file| file.display().to_string()));
            }
            faults
        })
    }

    fn read(top: &Section<'_>, toml: &Toml<'_>, folder: &Path) -> Option<Self> {
        let listen = read_table(top, "listen", |section| Listen::read(section, toml));
        let city = read_table(top, "city", City::read);
        let data_dir = read_table(top, "data", |section| sections::path(section, "dir", folder));
        let policy = read_table(top, "policy", |section| PolicyFiles::read(section, toml, folder));
        let journal = read_table(top, "journal", |section| Some(Journal::read(section, toml)));
        let sequencer = read_table(top, "sequencer", |section| Some(Sequencer::read(section)));
        let segment_bytes = journal.as_ref().map_or(0, |journal| journal.segment_bytes);
        let disk = read_table(top, "disk", |section| Some(overload::read_disk(section, toml, segment_bytes)));
        let overload = read_table(top, "overload", |section| Some(Overload::read(section)));
        let requests = read_table(top, "requests", |section| Some(Requests::read(section)));
        let tracker = read_table(top, "tracker", |section| Some(Tracker::read(section)));
        let tracks = read_table(top, "tracks", |section| Some(Tracks::read(section)));
        let retention = read_table(top, "retention", |section| Some(retention(section)));
        let feed = read_table(top, "feed", |section| Some(Feed::read(section)));
        let grpc = read_table(top, "grpc", |section| Some(Grpc::read(section)));
        let tls = read_table(top, "tls", |section| access::Tls::read(section, toml, folder));
        let access = read_table(top, "access", |section| access::Access::read(section, toml, folder));
        let device = read_table(top, "device", |section| Device::read(section, toml));
        let alarms = read_table(top, "alarms", |section| Some(AlarmSettings::read(section)));
        let explanation = read_table(top, "explanation", |section| Some(ExplanationSettings::read(section)));
        let clock = read_table(top, "clock", |section| Some(Clock::read(section)));
        let shutdown = read_table(top, "shutdown", |section| Some(Shutdown::read(section)));
        let telemetry = read_table(top, "telemetry", Telemetry::read);
        let board = read_table(top, "board", |section| Some(Board::read(section)));
        let audit = read_table(top, "audit", |section| Audit::read(section, folder));
        let console = read_table(top, "console", |section| console::read(section, folder));
        Some(Self {
            listen: listen?,
            city: city?,
            data_dir: data_dir?,
            policy: policy?,
            journal: journal?,
            sequencer: sequencer?,
            disk: disk?,
            overload: overload?,
            requests: requests?,
            tracker: tracker?,
            tracks: tracks?,
            retention: retention?,
            feed: feed?,
            grpc: grpc?,
            tls: tls?,
            access: access?,
            device: device?,
            explanation: explanation?,
            alarms: alarms?,
            clock: clock?,
            shutdown: shutdown?,
            telemetry: telemetry?,
            board: board?,
            audit: audit?,
            console: console?,
        })
    }
}

fn read_table<T>(top: &Section<'_>, key: &'static str, read: impl FnOnce(&Section<'_>) -> Option<T>) -> Option<T> {
    let section = top.table(key)?;
    let made = read(&section);
    section.finish();
    made
}

/// The configuration, when it was read whole and without a fault.
fn sound((config, faults): (Option<Config>, Faults)) -> Result<Config, Faults> {
    match config {
        Some(config) => faults.or(config),
        None => Err(faults),
    }
}

/// Reads a file whole, unless it is larger than any part of a policy or configuration may be.
fn read(file: &Path) -> Result<String, Faults> {
    let name = file.display().to_string();
    let refuse =
        |error: std::io::Error| Faults::of_file(&name, error.to_string(), "it must be a readable file, saved as UTF-8");
    let bytes = std::fs::metadata(file).map_err(refuse)?.len();
    if bytes > SOURCE_BYTES_MAX as u64 {
        return Err(Faults::of_file(
            &name,
            format!("{bytes} bytes"),
            format!("at most {SOURCE_BYTES_MAX} are allowed"),
        ));
    }
    std::fs::read_to_string(file).map_err(refuse)
}

#[cfg(test)]
mod tests;
