//! What the durability tests share: settings for a small city, its fleet, and commands as its clients send them.

use std::path::Path;
use std::time::Duration;

use patrold::domain::actor::Actor;
use patrold::domain::command::{Command, Envelope, FileReport, RequestDigest, RequestKey, RequestTag};
use patrold::domain::erasure::Retention;
use patrold::domain::few::Few;
use patrold::domain::geo::{Datum, Point};
use patrold::domain::ids::{CityId, CommandId, ForceId, PersonId, PostId, RequestId, TypeCode, UnitId};
use patrold::domain::report::{CallRecord, Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use patrold::domain::roster::Roster;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{CheckIn, Crew, CrewMember, Post, Rank, Tier, UnitKind, UnitProfile};
use patrold::engine::EngineLimits;
use patrold::journal::segment::Limits;
use patrold::policy::source::PolicySource;
use patrold::runtime::disk::DiskLimits;
use patrold::runtime::heads::HeadSettings;
use patrold::runtime::sequencer::SequencerLimits;
use patrold::runtime::settings::RuntimeSettings;
use patrold::tracker::limits::{TrackerLimits, TrackerSettings};
use patrold::tracks::log::{TrackLimits, TrackSettings};
use uuid::Uuid;

/// 2026-11-23, 08:00 in Dongguan.
pub(crate) const MORNING: EngineTime = EngineTime::from_unix_seconds(1_795_392_000);

/// The kinds of event that are reported here, of every level and handling.
pub(crate) const TYPES: [&str; 5] =
    ["criminal.robbery.street", "traffic.accident-damage", "dispute.neighbour", "other.invalid.silent", "unheard-of"];

pub(crate) fn city() -> CityId {
    CityId::new("滨海").expect("a name")
}

/// A daemon that keeps little in memory and rolls its segments often.
pub(crate) fn settings(data: &Path) -> RuntimeSettings {
    RuntimeSettings {
        city: city(),
        data: data.to_owned(),
        policy: PolicySource {
            policy_toml: include_str!("rig/policy.toml").to_owned(),
            zones_geojson: None,
            gazetteer_csv: None,
        },
        engine: EngineLimits::default(),
        sequencer: SequencerLimits::default(),
        journal: Limits::new(24 * 1024, 16 * 1024).expect("sound"),
        tracker: TrackerLimits::new(TrackerSettings::default()).expect("sound"),
        tracks: TrackLimits::new(TrackSettings::default()).expect("sound"),
        retention: Retention { caller_days: 180, address_days: 180, narrative_days: 365 },
        inbox_max: 4_096,
        commit_group_commands_max: 64,
        commit_group_other_commands_max: 64,
        disk: DiskLimits::NONE,
        commit_groups_in_flight_max: 4,
        snapshot_every_entries: 1_000_000,
        feed_ring_entries: 1_000,
        track_buffer_fixes: 1_000,
        clock_jump_max: Duration::from_mins(10),
        board_print_interval: None,
        heads: HeadSettings::default(),
        gauge_interval: Duration::from_mins(1),
    }
}

/// A place in the city, `steps` hundred metres or so up the road.
pub(crate) fn place(steps: u32) -> Point {
    Point::new(23.0 + f64::from(steps) * 0.001, 113.75).expect("on the globe")
}

pub(crate) fn callsign(number: u32) -> UnitId {
    UnitId::new(&format!("R{number:02}")).expect("a callsign")
}

/// So many iron riders, each at a post of its own.
pub(crate) fn fleet(riders: u32) -> Roster {
    let post = |number: u32| PostId::new(&format!("P{number:02}")).expect("a name");
    let unit = |number: u32| UnitProfile {
        id: callsign(number),
        tier: Tier::City,
        force: ForceId::new("iron-riders").expect("a force"),
        kind: UnitKind::Motorcycle,
        home_zone: None,
        post: Some(post(number)),
        capabilities: Few::new(),
        parent: None,
    };
    Roster {
        units: (0..riders).map(unit).collect(),
        posts: (0..riders).map(|number| Post { id: post(number), at: place(number * 3) }).collect(),
        gateways: Vec::new(),
    }
}

/// One officer who always rides the same unit.
pub(crate) fn check_in(number: u32) -> CheckIn {
    let person = PersonId::new(&format!("{number:06}")).expect("a badge number");
    CheckIn {
        crew: Crew::new(vec![CrewMember { person, rank: Rank::Officer }]).expect("a crew"),
        vehicle: None,
        device: None,
        armed: false,
        radio_group: Text::truncated("1"),
        shift_ends_at: None,
    }
}

/// A call whose record carries the caller's own mark, by which it is found again.
pub(crate) fn report(mark: u64, kind: &str, at: Point) -> Command {
    let given = GivenPlace { at, datum: Datum::Wgs84 };
    let call = CallRecord { call_id: Text::truncated(&mark.to_string()), ..CallRecord::default() };
    let content = ReportContent {
        source: ReportSource::Voice110,
        type_code: TypeCode::new(kind).expect("a code"),
        place: ReportPlace { manual: Some(given), ..ReportPlace::default() },
        caller: Caller::default(),
        narrative: None,
        call: Some(Box::new(call)),
        occurred_at: None,
        found_by: None,
        activity: None,
        flags: Few::new(),
        keywords: Few::new(),
        caller_cancels: false,
    };
    Command::FileReport(Box::new(FileReport {
        content,
        incident: None,
        desk: None,
        finder_attends: false,
        training: false,
    }))
}

/// A UUIDv7 of a moment with a chosen tail.
pub(crate) fn uuid_v7(at: EngineTime, tail: u64) -> Uuid {
    let ms = u64::try_from(at.as_micros() / 1_000).expect("after 1970");
    Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0000 | tail)
}

/// The name of a request that a client made at a moment.
pub(crate) fn tag(at: EngineTime, number: u64) -> RequestTag {
    let key = RequestKey::Unary {
        principal: Actor::local_administrator().principal,
        id: RequestId::from_uuid(uuid_v7(at, number)),
    };
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&number.to_le_bytes());
    RequestTag { key, digest: RequestDigest(digest) }
}

/// A command on its way, with its request's name.
pub(crate) fn envelope(id: CommandId, now: EngineTime, request: &RequestTag, command: Command) -> Envelope {
    Envelope {
        id,
        actor: Actor::local_administrator(),
        request: Some(request.clone()),
        received_at: now,
        occurred_at: None,
        entered_late: false,
        command,
    }
}
