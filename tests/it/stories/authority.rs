//! The part of the language of stories that is about who sees and orders what.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::sync::Arc;

use patrold::domain::actor::Actor;
use patrold::domain::command::Command;
use patrold::domain::erasure::{ErasureCommand, ErasureSubject};
use patrold::domain::event::Event;
use patrold::domain::ids::{GatewayId, ZoneId};
use patrold::domain::roster::{GatewayGrant, Roster};
use patrold::domain::sealed::{KeyDay, Slip};
use patrold::domain::text::Text;
use patrold::engine::State;
use patrold::engine::sight::Told;

use super::names::Names;
use super::script::{Story, Words, at_time, unit_id};
use super::telling::{because, clock};

/// What begins a command about who sees and orders what.
pub(super) const KNOWN: [&str; 6] = ["grant", "lend", "end-loan", "restrict", "lift", "erase"];

/// Reads such a command.
pub(super) fn command(story: &Story, words: &Words<'_>) -> Command {
    let reason = words.reason.clone();
    match words.first() {
        "lend" => Command::LendUnit {
            unit: unit_id(words.nth(1)),
            zone: ZoneId::new(words.nth(3)).expect("a zone"),
            until: words.after("until").map(at_time).expect("an end"),
            reason,
        },
        "grant" => Command::ImportRoster(Roster {
            gateways: vec![GatewayGrant {
                gateway: GatewayId::new(words.nth(1)).expect("a gateway"),
                units: Arc::new(words.nth(2).split(',').map(unit_id).collect()),
            }],
            ..Roster::default()
        }),
        "end-loan" => Command::EndLoan { unit: unit_id(words.nth(1)), reason },
        "restrict" => Command::RestrictIncident {
            incident: story.names.incident(words.nth(1)),
            people: words.after("to").into_iter().flat_map(|people| people.split(',')).map(Text::truncated).collect(),
            reason,
        },
        "erase" => {
            let subject = ErasureSubject::Incident(story.names.incident(words.nth(1)));
            let slips = BTreeSet::from([Slip { day: KeyDay(20_780), number: NonZeroU32::MIN }]);
            Command::OnErasure(Box::new(ErasureCommand::Erase { subject, slips, reason }))
        }
        _ => Command::LiftRestriction { incident: story.names.incident(words.nth(1)), reason },
    }
}

/// Such an event in words.
#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `telling`, without one")]
pub(super) fn tell(names: &Names, event: &Event) -> String {
    match event {
        Event::UnitLent { unit, zone, until, reason } => {
            format!("{unit} lent to {zone} until {}{}", clock(*until), because(reason.as_str()))
        }
        Event::LoanEnded { unit, reason } => format!("{unit} is its home's alone again{}", because(reason.as_str())),
        Event::IncidentRestricted { incident, people, reason } => {
            let people: Vec<_> = people.iter().map(Text::as_str).collect();
            format!("{} is seen by {} alone{}", names.say(incident), people.join(" "), because(reason.as_str()))
        }
        Event::RestrictionLifted { incident, reason } => {
            format!("{} is seen by everybody again{}", names.say(incident), because(reason.as_str()))
        }
        other => panic!("{other:?} is about something else"),
    }
}

/// What an actor sees at present.
pub(super) fn sight(names: &Names, state: &State, actor: &Actor) -> String {
    let actor = state.as_granted(actor);
    let incidents = state.incidents().values().filter(|it| state.audience_of_incident(it).includes(&actor));
    let units = state.units().values().filter(|it| state.audience_of_unit(it).includes(&actor));
    let dispatches = state.dispatches().values().filter(|it| state.audience_of_dispatch(it).includes(&actor));
    let mut told = String::from(" ");
    for name in incidents.map(|it| names.say(it.id)) {
        write!(told, " {name}").expect("text grows");
    }
    for name in units.map(|it| it.profile.id.to_string()) {
        write!(told, " {name}").expect("text grows");
    }
    for name in dispatches.map(|it| names.say(it.id)) {
        write!(told, " {name}").expect("text grows");
    }
    let alarms = state.alarms().open().values().filter(|it| state.audience_of_alarm(&it.alarm).includes(&actor));
    for name in alarms.map(|it| names.say(it.alarm.id)) {
        write!(told, " {name}").expect("text grows");
    }
    let events = state.planned_events().values().filter(|it| state.audience_of_planned_event(it).includes(&actor));
    for name in events.map(|it| names.say(it.id)) {
        write!(told, " {name}").expect("text grows");
    }
    if told == " " { "  nothing\n".to_owned() } else { told + "\n" }
}

/// Who of some listeners is told of an event, by the state after it; nothing when nobody listens.
pub(super) fn heard(state: &State, listeners: &[Actor], event: &Event) -> String {
    if listeners.is_empty() {
        return String::new();
    }
    let audience = match state.told_of(event) {
        Told::Incident(id) => state.incident(id).map(|it| state.audience_of_incident(it)),
        Told::Dispatch(id) => state.dispatch(id).map(|it| state.audience_of_dispatch(it)),
        Told::Unit(id) => state.unit(id).map(|it| state.audience_of_unit(it)),
        Told::Audience(audience) => audience,
    };
    let is_told = |actor: &&Actor| audience.as_ref().is_some_and(|it| it.includes(&state.as_granted(actor)));
    let told: Vec<_> = listeners.iter().filter(is_told).map(|actor| actor.principal.as_str()).collect();
    if told.is_empty() { " -> nobody".to_owned() } else { format!(" -> {}", told.join(" ")) }
}
