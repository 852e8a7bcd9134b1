//! How much one command may name, and what the daemon itself puts on record: days of personal data that end, its disk.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::actor::{Actor, Role};
use patrold::domain::area::Area;
use patrold::domain::command::Command;
use patrold::domain::desk::{BULK_MAX, DeskCommand, PEOPLE_MAX, REFERRALS_MAX};
use patrold::domain::disk::{DiskNote, DiskState};
use patrold::domain::erasure::{
    ENDED_DAYS_MAX, ERASED_SLIPS_MAX, EndedDay, ErasureBasis, ErasureCommand, ErasureSubject, ErasureTarget, HeldDays,
};
use patrold::domain::event::Event;
use patrold::domain::ids::{GatewayId, IncidentId, PartnerId, PostId, UnitId, ZoneId};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind, NOTES_MAX};
use patrold::domain::planned_event::{EventPlan, PLANNED_EVENTS_MAX, POOL_UNITS_MAX};
use patrold::domain::rejection::Rejection;
use patrold::domain::roster::{GatewayGrant, ROSTER_ROWS_MAX, Roster};
use patrold::domain::sealed::{KeyDay, RetentionKind, Sealed, Slip};
use patrold::domain::text::Text;
use patrold::domain::unit::Post;
use patrold::engine::decide;
use patrold::engine::limits::ENTRY_FULL_EVENTS;
use patrold::runtime::sequencer::{Reply, Sequencer, SequencerLimits, Submission};

use crate::rig;
use crate::world::city::{place, roster_of, unit};
use crate::world::map::BruteForce;
use crate::world::{MORNING, World, check_in, dispatcher, speaking, uuid_v7};

fn incident(number: usize) -> IncidentId {
    IncidentId::from_uuid(uuid_v7(MORNING, number as u64 + 1))
}

fn units(count: usize) -> impl Iterator<Item = UnitId> {
    (0..count).map(|index| UnitId::new(&format!("U{index}")).expect("a callsign"))
}

fn slips(count: usize) -> BTreeSet<Slip> {
    let numbers = (1..=count).filter_map(|number| NonZeroU32::new(u32::try_from(number).ok()?));
    numbers.map(|number| Slip { day: KeyDay(20_780), number }).collect()
}

fn event(name: &str, units: BTreeSet<UnitId>) -> Command {
    Command::CreatePlannedEvent(Box::new(EventPlan {
        name: Text::truncated(name),
        fence: Area::Zone(ZoneId::new("莞城").expect("a zone")),
        from: MORNING + Duration::from_hours(1),
        to: MORNING + Duration::from_hours(2),
        units,
        desk: None,
    }))
}

/// What is limited, by how much, and a command that names so many.
type Limited = (&'static str, usize, fn(usize, IncidentId) -> Command);

const LIMITED: &[Limited] = &[
    ("units", 64, |count, incident| Command::DispatchUnits {
        incident,
        units: units(count).collect(),
        reason: Text::default(),
        reassign: false,
    }),
    ("units", POOL_UNITS_MAX, |count, _| event("龙舟赛", units(count).collect())),
    ("incidents", BULK_MAX, |count, _| {
        let disposition =
            Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark: Text::default() };
        Command::OnDesk(Box::new(DeskCommand::CloseIncidents {
            incidents: (0..count).map(incident).collect(),
            disposition,
        }))
    }),
    ("people", PEOPLE_MAX, |count, incident| Command::RestrictIncident {
        incident,
        // Whoever asks is one of them.
        people: (1..count).map(|index| Text::truncated(&format!("p{index}"))).collect(),
        reason: Text::truncated("涉密"),
    }),
    ("slips", ERASED_SLIPS_MAX, |count, incident| {
        Command::OnErasure(Box::new(ErasureCommand::Erase {
            subject: ErasureSubject::Incident(incident),
            slips: slips(count),
            reason: Text::truncated("本人要求"),
        }))
    }),
    ("posts", ROSTER_ROWS_MAX, |count, _| {
        let at = place("莞城").expect("a place");
        let post = |index| Post { id: PostId::new(&format!("P{index}")).expect("a post"), at };
        Command::ImportRoster(Roster { posts: (0..count).map(post).collect(), ..Roster::default() })
    }),
];

/// A world with one theft in it.
fn world() -> (World, IncidentId) {
    let mut world = World::quick(&[]);
    let report = rig::report(1, "criminal.theft", place("莞城").expect("a place"));
    let outcome = world.run(report);
    let opened = outcome.answer.expect("it is taken").made().incident.expect("it opens an incident");
    (world, opened.id)
}

/// A command of somebody with this role, and what is decided about it; nothing of it takes place.
fn decided(world: &mut World, role: Role, command: Command) -> Result<Vec<Event>, Rejection> {
    let envelope = world.envelope(Actor { role, ..dispatcher("somebody") }, command);
    decide(world.state(), world.now(), &envelope, world.map())
}

#[test]
fn a_command_names_as_many_as_it_may_and_not_one_more() {
    let (mut world, incident) = world();
    for (what, most, command) in LIMITED {
        for count in [*most, most + 1] {
            let answers = [Role::Dispatcher, Role::Supervisor, Role::Administrator]
                .map(|role| decided(&mut world, role, command(count, incident)));
            let allowed = answers.into_iter().find(|it| !matches!(it, Err(Rejection::RoleForbidden { .. })));
            let answer = allowed.expect("one of them may");
            let refused = matches!(
                &answer,
                Err(Rejection::TooMany { what: named, got, max }) if named == what && *got == count && max == most
            );
            assert_eq!(refused, count > *most, "{count} {what}: {:?}", answer.err());
        }
    }
}

#[test]
fn no_more_events_are_planned_at_once_than_may_be() {
    let (mut world, _) = world();
    for number in 0..=PLANNED_EVENTS_MAX {
        let profile = unit(&format!("U{number}"), "rider", None, false).expect("a unit");
        let units = [profile.id.clone()].into();
        let roster = world.envelope(Actor::local_administrator(), Command::ImportRoster(roster_of(profile, None)));
        world.submit(roster).answer.expect("it is taken");
        let answer = world.run(event(&format!("e{number}"), units)).answer;
        let refused = matches!(answer, Err(Rejection::Full { max, .. }) if max == PLANNED_EVENTS_MAX);
        assert_eq!(refused, number == PLANNED_EVENTS_MAX, "{number}: {answer:?}");
    }
}

/// A day ends once it was kept as long as it had to be, unless it is held; it is ordered once and done once.
#[test]
fn days_of_personal_data_end_in_their_time() {
    let (mut world, incident) = world();
    let today = KeyDay::of(MORNING);
    let ended = |day: u32, kept_days: u32| EndedDay { kind: RetentionKind::Narrative, day: KeyDay(day), kept_days };
    let end = |world: &mut World, days: Vec<EndedDay>| {
        let envelope =
            world.envelope(Actor::daemon(), Command::OnErasure(Box::new(ErasureCommand::EndRetention { days })));
        let entries = world.submit(envelope).entries;
        let ordered = entries.iter().flat_map(|entry| &entry.events).map(|event| {
            let Event::ErasureOrdered { target: ErasureTarget::Day { day, .. }, basis } = event else {
                panic!("{event:?}")
            };
            assert!(matches!(basis, ErasureBasis::Retention { .. }), "{basis:?}");
            day.0
        });
        ordered.collect::<Vec<_>>()
    };
    let submit = |world: &mut World, role: Role, command: ErasureCommand| {
        let actor = Actor { role, ..dispatcher("指挥长") };
        let envelope = world.envelope(actor, Command::OnErasure(Box::new(command)));
        world.submit(envelope).answer.map(|_| ())
    };
    // Kept for ten days: the tenth day after it is the last on which it is there.
    assert_eq!(end(&mut world, vec![ended(today.0 - 10, 10)]), [] as [u32; 0]);
    assert_eq!(end(&mut world, vec![ended(today.0 - 11, 10)]), [today.0 - 11]);
    assert_eq!(end(&mut world, vec![ended(today.0 - 11, 10)]), [] as [u32; 0], "it is ordered already");
    let target = ErasureTarget::Day { kind: RetentionKind::Narrative, day: KeyDay(today.0 - 11) };
    let confirm = world.envelope(Actor::daemon(), Command::OnErasure(Box::new(ErasureCommand::Confirm { target })));
    assert_eq!(world.submit(confirm).entries.len(), 1);
    assert_eq!(end(&mut world, vec![ended(today.0 - 11, 10)]), [] as [u32; 0], "it is done");
    let reason = Text::truncated("审计");
    let (first, last) = (KeyDay(today.0 - 20), KeyDay(today.0 - 18));
    let backwards = HeldDays { first: last, last: first };
    let hold = |days: HeldDays| ErasureCommand::Hold { days, reason: reason.clone() };
    assert!(matches!(submit(&mut world, Role::Supervisor, hold(backwards)), Err(Rejection::EndsTooEarly(_))));
    let one = HeldDays { first: KeyDay(today.0 - 30), last: KeyDay(today.0 - 30) };
    submit(&mut world, Role::Supervisor, hold(one)).expect("a single day may be held");
    submit(&mut world, Role::Supervisor, hold(HeldDays { first, last })).expect("held");
    let days = [30, 21, 20, 19, 18, 17].map(|back| ended(today.0 - back, 10)).to_vec();
    assert_eq!(end(&mut world, days), [today.0 - 21, today.0 - 17]);
    let slip = Slip { day: first, number: NonZeroU32::MIN };
    let subject = ErasureSubject::Incident(incident);
    let erase = ErasureCommand::Erase { subject, slips: [slip].into(), reason: reason.clone() };
    assert!(matches!(submit(&mut world, Role::Supervisor, erase), Err(Rejection::PersonalDataHeld { .. })));
    submit(&mut world, Role::Supervisor, ErasureCommand::Release { days: HeldDays { first, last }, reason })
        .expect("released");
    // No more days end in one entry than may be.
    let many: Vec<_> = (100..=100 + u32::try_from(ENDED_DAYS_MAX).expect("few")).map(|day| ended(day, 1)).collect();
    assert_eq!(end(&mut world, many).len(), ENDED_DAYS_MAX);
}

#[test]
fn what_is_left_of_the_disk_is_noted_when_it_turns() {
    let (mut world, _) = world();
    let mut note = |state: DiskState| {
        let note = Command::NoteDisk(DiskNote { state, free_bytes: 1 << 30 });
        let envelope = world.envelope(Actor::daemon(), note);
        let before = world.state().hash().expect("encodes");
        let events: Vec<_> = world.submit(envelope).entries.iter().flat_map(|entry| entry.events.clone()).collect();
        let is_same = world.state().hash().expect("encodes") == before;
        assert_eq!(is_same, events.is_empty(), "another state has another hash");
        let alarms = world.state().alarms().open().len();
        let noted = events.iter().filter(|event| matches!(event, Event::DiskNoted { .. })).count();
        let raised = events.iter().filter(|event| matches!(event, Event::AlarmRaised(_))).count();
        (noted, raised, alarms)
    };
    let before = note(DiskState::Ample).2;
    for (state, expected) in [
        (DiskState::Low, (1, 1, before + 1)),
        (DiskState::Low, (0, 0, before + 1)),
        (DiskState::Reserve, (1, 1, before + 1)),
        (DiskState::Low, (1, 1, before + 1)),
        // With room again nobody needs to look any more.
        (DiskState::Ample, (1, 0, before)),
        (DiskState::Ample, (0, 0, before)),
    ] {
        assert_eq!(note(state), expected, "{state:?}");
    }
}

#[test]
fn a_roster_says_something_and_may_say_everything() {
    let (mut world, _) = world();
    let import = |world: &mut World, roster: Roster| {
        let envelope = world.envelope(Actor::local_administrator(), Command::ImportRoster(roster));
        world.submit(envelope).answer.map(|_| ())
    };
    assert!(matches!(import(&mut world, Roster::default()), Err(Rejection::Empty("roster"))));
    let profile = unit("U1", "rider", None, false).expect("a unit");
    let grant = GatewayGrant {
        gateway: GatewayId::new("g1").expect("a gateway"),
        units: Arc::new([profile.id.clone()].into()),
    };
    let whole = Roster { gateways: vec![grant], ..roster_of(profile, place("莞城")) };
    import(&mut world, whole).expect("units, posts and gateways");
}

#[test]
fn an_incident_is_referred_so_often_and_no_more() {
    let (mut world, incident) = world();
    let reason = Text::truncated("换个部门");
    for number in 0..=REFERRALS_MAX {
        let partner = PartnerId::new(if number % 2 == 0 { "fire-brigade" } else { "mediators" }).expect("a partner");
        let refer = DeskCommand::OfferReferral { incident, partner, reason: reason.clone() };
        let answer = world.run(Command::OnDesk(Box::new(refer))).answer;
        let refused = matches!(answer, Err(Rejection::TooMany { what: "referrals", .. }));
        assert_eq!(refused, number == REFERRALS_MAX, "{number}: {answer:?}");
    }
}

fn note() -> Sealed {
    Sealed::new(RetentionKind::Narrative, KeyDay::of(MORNING), [7; 24], vec![7; 40]).expect("short")
}

#[test]
fn an_incident_takes_so_many_notes() {
    let (mut world, incident) = world();
    let notes = (0..=NOTES_MAX).map(|_| Command::AddNote { incident, text: note() });
    let submissions = notes.map(|note| Submission { envelope: world.envelope(dispatcher("desk"), note), reply: () });
    let submissions: Vec<_> = submissions.collect();
    let mut sequencer = Sequencer::new(world.state().clone(), SequencerLimits::default());
    let mut make_id = || world.envelope(Actor::daemon(), Command::DeadlineReached).id;
    let decided = sequencer.step(MORNING, submissions, &BruteForce::default(), &mut make_id);
    let refused = |reply: &Reply<()>| matches!(reply.outcome, Err(Rejection::TooMany { what: "notes", got, max: NOTES_MAX }) if got == NOTES_MAX + 1);
    assert_eq!(decided.replies.iter().position(refused), Some(NOTES_MAX));
    assert!(decided.replies.iter().take(NOTES_MAX).all(|reply| reply.outcome.is_ok()));
}

/// After an outage everything is due at once: all of it is told, and no entry is longer than the record can hold.
#[test]
fn what_is_due_at_once_is_told_in_entries_that_the_record_can_hold() {
    let (mut world, _) = world();
    let callsigns: Vec<_> = units(ENTRY_FULL_EVENTS * 3 / 2).collect();
    let profiles = callsigns.iter().map(|id| unit(id.as_str(), "rider", None, false).expect("a unit"));
    let roster = Command::ImportRoster(Roster { units: profiles.collect(), ..Roster::default() });
    let mut envelopes = vec![world.envelope(Actor::local_administrator(), roster)];
    envelopes.extend(callsigns.iter().map(|id| {
        let check_in = check_in(&[&format!("{id}甲")]);
        world.envelope(speaking(id), Command::StartDuty { unit: id.clone(), check_in })
    }));
    envelopes.extend([true, false].map(|connected| {
        let units = callsigns.iter().cloned().collect();
        world.envelope(Actor::daemon(), Command::SetLinks { units, connected })
    }));
    let submissions = envelopes.into_iter().map(|envelope| Submission { envelope, reply: () });
    let mut sequencer = Sequencer::new(world.state().clone(), SequencerLimits::default());
    let map = BruteForce::default();
    let mut make_id = || world.envelope(Actor::daemon(), Command::DeadlineReached).id;
    let decided = sequencer.step(MORNING, submissions, &map, &mut make_id);
    assert!(decided.replies.iter().all(|reply| reply.outcome.is_ok()));
    let later = MORNING + Duration::from_hours(1);
    let mut lost = BTreeSet::new();
    while sequencer.next_deadline().is_some_and(|due| due <= later) {
        let entries = sequencer.step(later, [] as [Submission<()>; 0], &map, &mut make_id).entries;
        assert!(!entries.is_empty(), "what is due stays due");
        for entry in entries {
            assert!(entry.events.len() <= ENTRY_FULL_EVENTS + 8, "{} events in one entry", entry.events.len());
            lost.extend(entry.events.iter().filter_map(|event| {
                let Event::ContactLost { unit, .. } = event else { return None };
                Some(unit.clone())
            }));
        }
    }
    assert!(lost.iter().eq(callsigns.iter().collect::<BTreeSet<_>>()), "{} of {}", lost.len(), callsigns.len());
}
