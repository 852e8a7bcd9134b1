//! The city's words as messages of the public API.

use std::time::Duration;

use crate::api::names;
use crate::api::proto;
use crate::api::to_proto::{position, time};
use crate::city::demand::Demand;
use crate::city::fleet::{Fleet, Patrol};
use crate::city::mix::Category;
use crate::domain::geo::Point;
use crate::domain::report::ReportSource;
use crate::domain::time::EngineTime;
use crate::domain::unit::{CheckIn, Rank, Tier, UnitKind, UnitProfile};

/// Rows of one roster import: some 120 bytes each, so that a message stays well below the limit of 64 KiB.
const ROSTER_ROWS: usize = 300;

/// A gateway's grant names its units in some 30 bytes each.
const GATEWAYS_PER_MESSAGE: usize = 1;

/// The roster of those who go on duty, in pieces that the message limit lets through: posts first, since units name
/// them.
pub(in crate::cli) fn roster(fleet: &Fleet, patrols: &[Patrol]) -> Vec<proto::ImportRosterRequest> {
    let mut pieces = Vec::new();
    for posts in fleet.posts.chunks(ROSTER_ROWS) {
        let posts =
            posts.iter().map(|post| proto::RosterPost { post: post.id.to_string(), position: Some(position(post.at)) });
        pieces.push(proto::ImportRosterRequest { posts: posts.collect(), ..proto::ImportRosterRequest::default() });
    }
    for patrols in patrols.chunks(ROSTER_ROWS) {
        let units = patrols.iter().map(|patrol| roster_unit(&patrol.profile)).collect();
        pieces.push(proto::ImportRosterRequest { units, ..proto::ImportRosterRequest::default() });
    }
    let on_duty: std::collections::BTreeSet<_> = patrols.iter().map(|patrol| &patrol.profile.id).collect();
    for grants in fleet.gateways.chunks(GATEWAYS_PER_MESSAGE) {
        let gateways = grants.iter().map(|grant| proto::RosterGateway {
            gateway: grant.gateway.to_string(),
            units: grant.units.iter().filter(|unit| on_duty.contains(unit)).map(names::unit).collect(),
        });
        pieces
            .push(proto::ImportRosterRequest { gateways: gateways.collect(), ..proto::ImportRosterRequest::default() });
    }
    pieces
}

fn roster_unit(profile: &UnitProfile) -> proto::RosterUnit {
    proto::RosterUnit {
        name: names::unit(&profile.id),
        tier: tier(profile.tier).into(),
        force: profile.force.to_string(),
        kind: kind(profile.kind).into(),
        home_zone: profile.home_zone.as_ref().map(ToString::to_string).unwrap_or_default(),
        post: profile.post.as_ref().map(ToString::to_string).unwrap_or_default(),
        capabilities: profile.capabilities.iter().map(ToString::to_string).collect(),
    }
}

/// What a unit declares when it checks in.
pub(in crate::cli) fn check_in(check_in: &CheckIn) -> proto::CheckIn {
    let members = check_in.crew.members().iter().map(|member| proto::CrewMember {
        person: member.person.to_string(),
        rank: match member.rank {
            Rank::Officer => proto::Rank::Officer,
            Rank::Auxiliary => proto::Rank::Auxiliary,
        }
        .into(),
    });
    proto::CheckIn {
        crew: members.collect(),
        vehicle: check_in.vehicle.as_ref().map(ToString::to_string).unwrap_or_default(),
        device: check_in.device.as_ref().map(ToString::to_string).unwrap_or_default(),
        armed: check_in.armed,
        radio_group: check_in.radio_group.to_string(),
        shift_end_time: None,
    }
}

/// A report as the desk files it at `filed_at`.
pub(in crate::cli) fn report(demand: &Demand, filed_at: EngineTime, desk: &str) -> proto::FileReportRequest {
    let content = &demand.content;
    let is_person = content.caller_name.is_some() || content.caller_phone.is_some();
    proto::FileReportRequest {
        source: source(content.source).into(),
        type_code: content.type_code.to_string(),
        place: Some(proto::PlaceInput {
            automatic_position: content.automatic.map(position),
            manual_position: content.manual.map(position),
            // A silent call has neither: the desk writes down that nobody knows.
            address: content.address.clone().unwrap_or_else(|| match (content.automatic, content.manual) {
                (None, None) => "地址不详".to_owned(),
                _ => String::new(),
            }),
        }),
        caller: is_person.then(|| proto::CallerInput {
            display_name: content.caller_name.clone().unwrap_or_default(),
            phone: content.caller_phone.clone().unwrap_or_default(),
        }),
        narrative: content.narrative.clone().unwrap_or_default(),
        call: content.call.map(|call| proto::CallRecord {
            call_id: format!("call-{}", demand.number),
            ring_time: Some(time(filed_at - call.rang_before)),
            answer_time: Some(time(filed_at - call.answered_before)),
            call_taker: desk.to_owned(),
            ..proto::CallRecord::default()
        }),
        desk: desk.to_owned(),
        ..proto::FileReportRequest::default()
    }
}

/// How long before its filing a report's clock started: at the ring of a call.
pub(super) fn rang_before(demand: &Demand) -> Duration {
    demand.content.call.map_or(Duration::ZERO, |call| call.rang_before)
}

/// What a unit that is sent takes an event for, by its code in the taxonomy: it decides how long it stays.
pub(super) fn category(type_code: &str) -> Category {
    match type_code.split('.').next().unwrap_or_default() {
        "criminal" => Category::Crime,
        "help" => Category::Help,
        "traffic" => Category::Traffic,
        "fire" => Category::Fire,
        _ => Category::Other,
    }
}

/// The point of a position that the daemon gave, which is always WGS-84.
pub(super) fn point(position: &proto::Position) -> Option<Point> {
    Point::new(position.latitude_deg, position.longitude_deg).ok()
}

const fn tier(tier: Tier) -> proto::Tier {
    match tier {
        Tier::City => proto::Tier::City,
        Tier::Town => proto::Tier::Town,
        Tier::Village => proto::Tier::Village,
    }
}

const fn kind(kind: UnitKind) -> proto::UnitKind {
    match kind {
        UnitKind::Motorcycle => proto::UnitKind::Motorcycle,
        UnitKind::Car => proto::UnitKind::Car,
        UnitKind::Van => proto::UnitKind::Van,
        UnitKind::Bicycle => proto::UnitKind::Bicycle,
        UnitKind::Foot => proto::UnitKind::Foot,
        UnitKind::Boat => proto::UnitKind::Boat,
    }
}

const fn source(source: ReportSource) -> proto::ReportSource {
    match source {
        ReportSource::Voice110 => proto::ReportSource::Voice110,
        ReportSource::Voice122 => proto::ReportSource::Voice122,
        ReportSource::Text12110 => proto::ReportSource::Text12110,
        ReportSource::App => proto::ReportSource::App,
        ReportSource::Web => proto::ReportSource::Web,
        ReportSource::Alarm => proto::ReportSource::Alarm,
        ReportSource::GridAdministrator => proto::ReportSource::GridAdministrator,
        ReportSource::UnitOnView => proto::ReportSource::UnitOnView,
        ReportSource::WarningPlatform => proto::ReportSource::WarningPlatform,
        ReportSource::Transfer12345 => proto::ReportSource::Transfer12345,
    }
}
