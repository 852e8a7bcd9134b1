//! What people want: dispatchers from what their screen shows, which may be old; riders from their order; supervisors in
//! mid-flood.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use patrold::domain::area::{Area, Circle};
use patrold::domain::classification::{Handling, Level, PolicyHash};
use patrold::domain::command::{AdvanceDispatch, Command, FileReport, Readiness, SplitUnit};
use patrold::domain::desk::{CallBackOutcome, DeskCommand, Verdict};
use patrold::domain::dispatch::{Dispatch, Step};
use patrold::domain::few::Few;
use patrold::domain::flag::ReportFlag;
use patrold::domain::geo::{Datum, Distance, Point};
use patrold::domain::ids::{
    Capability, DeskId, DutyLevelId, ForceId, IncidentId, PartnerId, PersonId, PostId, ReportId, TypeCode, UnitId,
};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind, Incident};
use patrold::domain::order::OrderTask;
use patrold::domain::planned_event::EventPlan;
use patrold::domain::report::{
    CallRecord, Caller, CallerMark, GivenPlace, ReportAmendment, ReportContent, ReportPlace, ReportSource,
};
use patrold::domain::roster::Roster;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{CheckIn, Crew, CrewMember, Post, Rank, Tier, UnavailableReason, UnitKind, UnitProfile};
use patrold::policy::source::PolicySource;
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::screen::Screen;

/// How many units there are.
pub(crate) const UNITS: u32 = 6;

const TYPES: [&str; 10] = [
    "criminal.robbery",
    "criminal.firearm",
    "criminal.theft",
    "order.fight",
    "dispute",
    "fire",
    "disaster.flood",
    "other.invalid.silent",
    "other.hazard",
    "none.such",
];

pub(crate) fn callsign(number: u32) -> UnitId {
    UnitId::new(&format!("铁骑{number:02}")).expect("a callsign")
}

/// Every unit with a post of its own: so each of them always has a place.
pub(crate) fn roster(chance: &mut ChaCha8Rng) -> Roster {
    let mut roster = Roster::default();
    for number in 0..UNITS {
        let (tier, force, kind) = match number % 3 {
            0 => (Tier::City, "iron-riders", UnitKind::Motorcycle),
            1 => (Tier::Town, "town-patrol", UnitKind::Car),
            _ => (Tier::Village, "community-patrol", UnitKind::Foot),
        };
        let post = PostId::new(&format!("{number:02}号岗")).expect("a name");
        roster.posts.push(Post { id: post.clone(), at: somewhere(chance) });
        let armed = number == 0;
        roster.units.push(UnitProfile {
            id: callsign(number),
            tier,
            force: ForceId::new(force).expect("a force"),
            kind,
            home_zone: None,
            post: Some(post),
            capabilities: armed.then(|| Capability::new("armed").expect("a name")).into_iter().collect(),
            parent: None,
        });
    }
    roster
}

/// A coarse lattice, so that many are equally near and many reports lie at one place.
pub(crate) fn somewhere(chance: &mut ChaCha8Rng) -> Point {
    let (north, east) = (chance.random_range(0..6), chance.random_range(0..6));
    Point::new(23.0 + f64::from(north) * 0.004, 113.73 + f64::from(east) * 0.004).expect("on the globe")
}

fn given(chance: &mut ChaCha8Rng) -> GivenPlace {
    GivenPlace { at: somewhere(chance), datum: Datum::Wgs84 }
}

fn check_in(chance: &mut ChaCha8Rng, number: u32) -> CheckIn {
    let person = |name: String, rank| CrewMember { person: PersonId::new(&name).expect("a badge number"), rank };
    // Now and then somebody who is on board elsewhere.
    let other = if chance.random_bool(0.05) { (number + 1) % UNITS } else { number };
    let members =
        vec![person(format!("{other:02}甲"), Rank::Officer), person(format!("{number:02}乙"), Rank::Auxiliary)];
    CheckIn {
        crew: Crew::new(members).expect("a crew"),
        vehicle: None,
        device: None,
        armed: number == 0,
        radio_group: Text::truncated("1"),
        shift_ends_at: None,
    }
}

pub(crate) fn start_duty(chance: &mut ChaCha8Rng, number: u32) -> Command {
    Command::StartDuty { unit: callsign(number), check_in: check_in(chance, number) }
}

/// A call whose record carries a mark, by which it is found again.
pub(crate) fn file_report(chance: &mut ChaCha8Rng, mark: usize, screen: &Screen) -> Command {
    let code = TYPES[chance.random_range(0..TYPES.len())];
    let finder = chance.random_bool(0.06).then(|| callsign(chance.random_range(0..UNITS)));
    let place = ReportPlace { manual: chance.random_bool(0.93).then(|| given(chance)), ..ReportPlace::default() };
    let call = CallRecord { call_id: Text::truncated(&mark.to_string()), ..CallRecord::default() };
    let caller = chance.random_bool(0.2).then(|| CallerMark([chance.random_range(0..3); 8]));
    let warned = chance.random_bool(0.04);
    let content = ReportContent {
        source: if warned { ReportSource::WarningPlatform } else { ReportSource::Voice110 },
        type_code: TypeCode::new(code).expect("a code"),
        place,
        caller: Caller { mark: caller, ..Caller::default() },
        narrative: None,
        call: Some(Box::new(call)),
        occurred_at: None,
        found_by: finder,
        activity: None,
        flags: if chance.random_bool(0.05) { Few::from([ReportFlag::Weapon]) } else { Few::new() },
        keywords: Few::new(),
        caller_cancels: chance.random_bool(0.02),
    };
    Command::FileReport(Box::new(FileReport {
        finder_attends: content.found_by.is_some() && chance.random_bool(0.5),
        content,
        incident: if chance.random_bool(0.08) { incident(chance, screen) } else { None },
        desk: None,
        training: chance.random_bool(0.02),
    }))
}

fn incident(chance: &mut ChaCha8Rng, screen: &Screen) -> Option<IncidentId> {
    let all: Vec<_> = screen.incidents.keys().copied().collect();
    // The newest are the ones that something still happens to.
    all[all.len().saturating_sub(10)..].choose(chance).copied()
}

fn report(chance: &mut ChaCha8Rng, screen: &Screen) -> Option<ReportId> {
    let of = incident(chance, screen)?;
    screen.incidents[&of].reports.choose(chance).copied()
}

pub(crate) fn reason() -> Text {
    Text::truncated("有理由")
}

fn handled() -> Disposition {
    Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark: Text::default() }
}

/// What a dispatcher does next.
pub(crate) fn wish(chance: &mut ChaCha8Rng, screen: &Screen, mark: usize, now: EngineTime) -> Command {
    from_screen(chance, screen, now).unwrap_or_else(|| file_report(chance, mark, screen))
}

fn from_screen(chance: &mut ChaCha8Rng, screen: &Screen, now: EngineTime) -> Option<Command> {
    let number = chance.random_range(0..UNITS);
    let unit = callsign(number);
    Some(match chance.random_range(0..100) {
        0..24 => return None,
        24..32 => Command::CloseIncident { incident: incident(chance, screen)?, disposition: handled() },
        32..42 => {
            let units = (0..chance.random_range(1..3)).map(|_| callsign(chance.random_range(0..UNITS))).collect();
            let reassign = chance.random_bool(0.3);
            Command::DispatchUnits { incident: incident(chance, screen)?, units, reason: reason(), reassign }
        }
        42..47 => Command::RecallUnit { dispatch: live(chance, screen, None)?.id, reason: reason() },
        47..52 => {
            let dispatch = live(chance, screen, None)?;
            advance(chance, dispatch, now)
        }
        52..55 => Command::LinkReport { report: report(chance, screen)?, incident: incident(chance, screen)? },
        55..58 => Command::UnlinkReport { report: report(chance, screen)?, reason: reason() },
        58..62 => Command::ClassifyIncident {
            incident: incident(chance, screen)?,
            type_code: chance
                .random_bool(0.5)
                .then(|| TypeCode::new(TYPES[chance.random_range(0..TYPES.len())]).expect("a code")),
            level: chance.random_bool(0.6).then(|| Level::ALL[chance.random_range(0..4)]),
            handling: chance.random_bool(0.3).then(|| Handling::ALL[chance.random_range(0..6)]),
            reason: reason(),
        },
        62..65 => {
            Command::RelocateIncident { incident: incident(chance, screen)?, place: given(chance), reason: reason() }
        }
        65..68 => Command::ReopenIncident { incident: incident(chance, screen)?, archived: None, reason: reason() },
        68..70 => {
            let place =
                chance.random_bool(0.5).then(|| ReportPlace { manual: Some(given(chance)), ..ReportPlace::default() });
            let flags = chance.random_bool(0.5).then(|| Few::from([ReportFlag::Weapon]));
            let amendment = Box::new(ReportAmendment { place, flags, ..ReportAmendment::default() });
            Command::AmendReport { report: report(chance, screen)?, amendment }
        }
        70..74 => Command::OrderUnit {
            unit,
            task: OrderTask::GoTo(somewhere(chance)),
            must_hold: chance.random_bool(0.3),
            expires_at: chance.random_bool(0.5).then(|| now + Duration::from_mins(7)),
            reason: reason(),
        },
        74..76 => Command::PlaceUnit { unit, at: somewhere(chance) },
        76..78 => Command::AttachToIncident { unit, incident: incident(chance, screen)? },
        78..80 => planned(chance, now),
        80..82 => Command::HandOverIncident {
            incident: incident(chance, screen)?,
            desk: DeskId::new("东台").expect("a desk"),
        },
        82..85 => Command::EndDuty {
            unit,
            relief: chance.random_bool(0.3).then(|| callsign(chance.random_range(0..UNITS))),
            overtime_until: chance.random_bool(0.2).then(|| now + Duration::from_hours(1)),
        },
        _ => Command::OnDesk(Box::new(at_desk(chance, screen, unit)?)),
    })
}

/// Two dispatchers want the same free unit, each for another open incident.
pub(crate) fn race(chance: &mut ChaCha8Rng, screen: &Screen) -> Vec<Command> {
    let free: Vec<_> = screen.units.values().filter(|unit| unit.is_available()).collect();
    let open: Vec<_> = screen.incidents.values().filter(|incident| incident.closed.is_none()).collect();
    let Some(unit) = free.choose(chance) else { return Vec::new() };
    let wish = |incident: &&Arc<Incident>| Command::DispatchUnits {
        incident: incident.id,
        units: vec![unit.profile.id.clone()],
        reason: reason(),
        reassign: false,
    };
    open.choose_multiple(chance, 2).map(wish).collect()
}

fn at_desk(chance: &mut ChaCha8Rng, screen: &Screen, unit: UnitId) -> Option<DeskCommand> {
    let incident_of = incident(chance, screen)?;
    Some(match chance.random_range(0..12) {
        0 => DeskCommand::OfferReferral {
            incident: incident_of,
            partner: PartnerId::new("fire-brigade").expect("a partner"),
            reason: reason(),
        },
        1 => DeskCommand::AcceptReferral { incident: incident_of },
        2 => DeskCommand::RejectReferral { incident: incident_of, reason: reason() },
        3 => DeskCommand::CloseReferral { incident: incident_of, outcome: reason() },
        4 => DeskCommand::VerifyIncident {
            incident: incident_of,
            verdict: if chance.random_bool(0.6) { Verdict::Confirmed } else { Verdict::Refuted },
            reason: reason(),
        },
        5 => DeskCommand::CompleteCallBack {
            incident: incident_of,
            outcome: CallBackOutcome::ALL[chance.random_range(0..4)],
            type_code: None,
            level: None,
            reason: reason(),
        },
        6 => DeskCommand::DismissDuplicate { incident: incident_of, reason: reason() },
        7 => {
            let reports = (0..3).filter_map(|_| report(chance, screen)).collect::<BTreeSet<_>>();
            DeskCommand::LinkReports { reports: reports.into_iter().collect(), incident: incident_of }
        }
        8 => {
            let incidents = (0..4).filter_map(|_| incident(chance, screen)).collect::<BTreeSet<_>>();
            DeskCommand::CloseIncidents { incidents: incidents.into_iter().collect(), disposition: handled() }
        }
        9 => DeskCommand::AcceptHandOver { incident: incident_of, desk: DeskId::new("东台").expect("a desk") },
        10 => DeskCommand::FollowUnit { incident: incident_of, unit: chance.random_bool(0.8).then_some(unit) },
        _ => DeskCommand::HoldForUnit {
            incident: incident_of,
            unit,
            within: Duration::from_secs(chance.random_range(20..600)),
            reason: reason(),
        },
    })
}

fn planned(chance: &mut ChaCha8Rng, now: EngineTime) -> Command {
    let from = now + Duration::from_mins(chance.random_range(0..10));
    let centre = somewhere(chance);
    Command::CreatePlannedEvent(Box::new(EventPlan {
        name: Text::truncated("龙舟赛"),
        fence: Area::Circle(Circle::new(centre, Distance::from_metres(900.0)).expect("a circle")),
        from,
        to: from + Duration::from_mins(20),
        units: [callsign(chance.random_range(0..UNITS))].into(),
        desk: None,
    }))
}

/// A dispatch on the screen, mostly a live one, of one unit or of anybody.
fn live<'s>(chance: &mut ChaCha8Rng, screen: &'s Screen, unit: Option<&UnitId>) -> Option<&'s Dispatch> {
    let live_only = chance.random_bool(0.85);
    let of_unit = screen.dispatches.values().filter(|it| unit.is_none_or(|unit| it.unit == *unit));
    let all: Vec<&Dispatch> = of_unit.filter(|it| !live_only || it.state.is_live()).map(AsRef::as_ref).collect();
    all[all.len().saturating_sub(6)..].choose(chance).copied()
}

fn advance(chance: &mut ChaCha8Rng, dispatch: &Dispatch, now: EngineTime) -> Command {
    // Mostly the next step; now and then one that is skipped, repeated or too late.
    let usual = match dispatch.state.as_str() {
        "offered" => Step::SignedIn,
        "signed_in" => Step::Departed,
        "departed" => Step::Arrived,
        _ => Step::Finished,
    };
    let step = if chance.random_bool(0.65) { usual } else { Step::ALL[chance.random_range(0..Step::ALL.len())] };
    let transport = || Readiness::Unavailable {
        reason: UnavailableReason::Transport,
        detail: Text::default(),
        expected_return_at: Some(now + Duration::from_mins(5)),
    };
    Command::AdvanceDispatch(AdvanceDispatch {
        dispatch: dispatch.id,
        unit: dispatch.unit.clone(),
        step,
        reason: reason(),
        feedback: None,
        activity: Some(ActivityKind::Other),
        then: chance.random_bool(0.1).then(transport),
    })
}

/// What a unit's device says, from the state that it was welcomed with.
pub(crate) fn radio(chance: &mut ChaCha8Rng, screen: &Screen, number: u32, now: EngineTime) -> Command {
    let unit = callsign(number);
    let on_duty = screen.units.get(&unit).is_some_and(|unit| unit.duty.is_some());
    if !on_duty && chance.random_bool(0.85) {
        return start_duty(chance, number);
    }
    let undelivered = screen.dispatches.values().rfind(|it| it.unit == unit && it.order.delivered_at.is_none());
    let standing = screen.units.get(&unit).and_then(|it| it.duty.as_ref()).and_then(|duty| duty.order.as_ref());
    match (chance.random_range(0..100), live(chance, screen, Some(&unit)), undelivered, standing) {
        (0..60, Some(dispatch), _, _) => advance(chance, dispatch, now),
        (60..70, _, Some(dispatch), _) => {
            Command::AcknowledgeOrder { unit, order: dispatch.order.id, version: dispatch.order.version }
        }
        (60..70, _, None, Some(order)) => Command::CompleteOrder { unit, order: order.id },
        (70..78, ..) => Command::SetLinks { units: [unit].into(), connected: chance.random_bool(0.7) },
        (78..82, ..) => Command::SetAvailability {
            unit,
            readiness: Readiness::Unavailable {
                reason: UnavailableReason::Break,
                detail: Text::default(),
                expected_return_at: Some(now + Duration::from_mins(3)),
            },
        },
        (82..84, ..) => {
            let place = chance.random_bool(0.7).then(|| given(chance));
            Command::RaiseEmergency { unit, place, narrative: None }
        }
        (84..86, ..) => Command::EndDuty { unit, relief: None, overtime_until: None },
        (86..88, ..) => Command::ChangeCrew { unit, check_in: check_in(chance, number) },
        (88, ..) => Command::SplitUnit(SplitUnit {
            parent: unit,
            child: UnitId::new(&format!("分队{number:02}")).expect("a callsign"),
            kind: UnitKind::Foot,
            members: vec![PersonId::new(&format!("{number:02}乙")).expect("a person")],
            vehicle: None,
            device: None,
        }),
        _ => Command::SetAvailability { unit, readiness: Readiness::Available },
    }
}

/// What a supervisor does in mid-flood.
pub(crate) fn supervise(chance: &mut ChaCha8Rng, screen: &Screen, expected: Option<PolicyHash>) -> Command {
    let emergency = screen.units.values().find_map(|unit| unit.emergency);
    match (chance.random_range(0..10), emergency) {
        (0..4, Some(incident)) => Command::CancelEmergency { incident, voice_contact: reason() },
        (0..6, _) => {
            let level = if chance.random_bool(0.5) { "enhanced" } else { "routine" };
            Command::SetDutyLevel { level: DutyLevelId::new(level).expect("a level"), reason: reason() }
        }
        (6..9, _) => Command::ActivatePolicy {
            bytes: policies()[chance.random_range(0..policies().len())].clone().into(),
            expected,
            reason: reason(),
        },
        _ => Command::RollBackPolicy { to: None, expected, reason: reason() },
    }
}

/// The policies that supervisors change between, as bundles.
pub(crate) fn policies() -> &'static [Vec<u8>] {
    static POLICIES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    POLICIES.get_or_init(|| {
        let plain = include_str!("policy.toml").to_owned();
        let stern = format!("{plain}{}", include_str!("stern.toml"));
        let short = plain.replace("offer_timeout_ms = 60_000", "offer_timeout_ms = 10_000");
        let bundle = |policy_toml| {
            let source = PolicySource { policy_toml, zones_geojson: None, gazetteer_csv: None };
            source.to_bytes().expect("a small policy")
        };
        [plain, stern, short].into_iter().map(bundle).collect()
    })
}
