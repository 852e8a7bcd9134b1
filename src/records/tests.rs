//! What the records answer equals what a plain fold over the same entries answers.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::row::{DispatchRow, IncidentRow, ReportRow, Row};
use super::*;
use crate::domain::actor::Actor;
use crate::domain::arbitrary;
use crate::domain::audit::Asked;
use crate::domain::clock::{ClockKind, Severity};
use crate::domain::dispatch::{Clocks, Dispatch, DispatchState, Step};
use crate::domain::event::{DispatchEnd, Event};
use crate::domain::ids::{CommandId, DispatchId, IncidentId, UnitId};
use crate::domain::incident::{
    ActivityKind, Disposition, DispositionKind, Incident, IncidentNumber, IncidentState, LocalDay, Note,
};
use crate::domain::rare::Rare;
use crate::domain::report::Report;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

const DAY: LocalDay = LocalDay { year: 2026, month: 11, day: 23 };

fn city() -> CityId {
    CityId::new("dongguan").expect("a city")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("records.sqlite")
}

fn opened(folder: &TempDir) -> Records {
    Records::open(&path(folder), &city()).expect("records")
}

/// The hash that the journal would have behind an entry; here any function of its number will do.
fn hash_at(entry: &Entry) -> [u8; 32] {
    Sha256::digest(entry.sequence.get().to_le_bytes()).into()
}

fn apply(records: &mut Records, batch: &[Entry]) {
    let hash = batch.last().map(hash_at).unwrap_or_default();
    records.apply(batch, hash).expect("applied");
}

/// Every row of every table, as text.
fn everything(records: &Records) -> Vec<String> {
    let mut rows = vec![format!("{:?}", records.position().expect("a position"))];
    for table in ["incidents", "reports", "dispatches", "units", "duty", "audit", "audit_subjects"] {
        let mut select = records.connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).expect("a table");
        let columns = select.column_count();
        let mut found = select.query([]).expect("rows");
        while let Some(row) = found.next().expect("a row") {
            let values: Vec<rusqlite::types::Value> = (0..columns).map(|at| row.get(at).expect("a value")).collect();
            rows.push(format!("{table} {values:?}"));
        }
    }
    rows
}

fn folded(entries: &[Entry]) -> (TempDir, Records) {
    let folder = folder();
    let mut records = opened(&folder);
    apply(&mut records, entries);
    (folder, records)
}

/// What a question about an incident comes to when one looks through the whole record for it.
#[expect(clippy::wildcard_enum_match_arm, reason = "each question is about a few events")]
mod by_looking_through {
    use super::*;

    fn behind(record: &[Entry], is_start: impl Fn(&Event) -> bool) -> Option<(&Event, Vec<(&Entry, &Event)>)> {
        let events: Vec<_> =
            record.iter().flat_map(|entry| entry.events.iter().map(move |event| (entry, event))).collect();
        let start = events.iter().rposition(|(_, event)| is_start(event))?;
        Some((events[start].1, events[start + 1..].to_vec()))
    }

    /// Disposition, notes and desk of an incident.
    pub(super) fn incident(record: &[Entry], id: IncidentId) -> Option<Incident> {
        // What an event gives back is opened by it; the records only need it when they lost the incident.
        let reopens = |event: &Event| match event {
            Event::IncidentReopened { archived: Some(archived), .. } => archived.incident.id == id,
            _ => false,
        };
        if record.iter().flat_map(|entry| &entry.events).any(reopens) {
            return None;
        }
        let (opening, later) =
            behind(record, |event| matches!(event, Event::IncidentOpened(incident) if incident.id == id))?;
        let Event::IncidentOpened(incident) = opening else { return None };
        let mut incident = Incident::clone(incident);
        incident.closed = later
            .iter()
            .rev()
            .find_map(|(entry, event)| match event {
                Event::IncidentClosed { incident, disposition } if *incident == id => {
                    Some(Some((entry.recorded_at, disposition.clone())))
                }
                Event::IncidentReopened { incident, .. } if *incident == id => Some(None),
                _ => None,
            })
            .unwrap_or(incident.closed);
        incident.notes.extend(later.iter().filter_map(|(entry, event)| match event {
            Event::NoteAdded { incident, text } if *incident == id => {
                Some(Note { at: entry.happened_at(), author: entry.actor.principal.clone(), text: text.clone() })
            }
            _ => None,
        }));
        incident.desk = later
            .iter()
            .rev()
            .find_map(|(_, event)| match event {
                Event::IncidentHandedOver { incident, desk } if *incident == id => Some(desk.clone()),
                _ => None,
            })
            .or(incident.desk);
        Some(incident)
    }

    /// Clocks, end and number of anomalies of a dispatch.
    pub(super) fn dispatch(record: &[Entry], id: DispatchId) -> Option<Dispatch> {
        let restored = |event: &Event| match event {
            Event::IncidentReopened { archived: Some(archived), .. } => archived.dispatches.iter().any(|d| d.id == id),
            _ => false,
        };
        if record.iter().flat_map(|entry| &entry.events).any(restored) {
            return None;
        }
        let begins = |event: &Event| match event {
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. } => dispatch.id == id,
            _ => false,
        };
        let (opening, later) = behind(record, begins)?;
        let (Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. }) = opening else {
            return None;
        };
        let mut dispatch = Dispatch::clone(dispatch);
        let first = |clock: Option<EngineTime>, stops: &dyn Fn(&Event) -> bool| {
            clock.or_else(|| later.iter().find(|(_, event)| stops(event)).map(|(entry, _)| entry.happened_at()))
        };
        let said = |event: &Event, wanted: Step| matches!(event, Event::DispatchAdvanced { dispatch, step, .. } if *dispatch == id && *step == wanted);
        let finished = |event: &Event| {
            matches!(event, Event::DispatchEnded { dispatch, end, .. }
                if *dispatch == id && end.state == DispatchState::Finished)
        };
        let fed_back = |event: &Event| match event {
            Event::DispatchAdvanced { dispatch, step, feedback, .. } => {
                *dispatch == id && (*step == Step::Feedback || feedback.is_some())
            }
            Event::DispatchEnded { feedback, .. } => finished(event) && feedback.is_some(),
            _ => false,
        };
        dispatch.clocks = Clocks {
            signed_in_at: first(dispatch.clocks.signed_in_at, &|event| said(event, Step::SignedIn)),
            departed_at: first(dispatch.clocks.departed_at, &|event| said(event, Step::Departed)),
            arrived_at: first(dispatch.clocks.arrived_at, &|event| said(event, Step::Arrived)),
            first_feedback_at: first(dispatch.clocks.first_feedback_at, &fed_back),
            finished_at: first(dispatch.clocks.finished_at, &|event| said(event, Step::Finished) || finished(event)),
        };
        let odd = later.iter().filter(|(_, event)| match event {
            Event::DispatchAdvanced { dispatch, anomaly, .. } | Event::DispatchEnded { dispatch, anomaly, .. } => {
                *dispatch == id && anomaly.is_some()
            }
            Event::StatusNoted { dispatch, .. } => *dispatch == id,
            _ => false,
        });
        dispatch.anomalies += u32::try_from(odd.count()).expect("few");
        dispatch.ended = later
            .iter()
            .rev()
            .find_map(|(entry, event)| match event {
                Event::DispatchEnded { dispatch, end, .. } if *dispatch == id => {
                    Some((entry.recorded_at, end.reason.clone()))
                }
                _ => None,
            })
            .or(dispatch.ended);
        Some(dispatch)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_records_say_what_looking_through_the_whole_record_says(record in arbitrary::record(40)) {
        let (_folder, records) = folded(&record);
        for number in 1..6 {
            let id = IncidentId::from_uuid(uuid::Uuid::from_u128(number));
            let kept = IncidentRow::read(&records.connection, id).expect("read").map(|row| row.incident);
            if let Some(expected) = by_looking_through::incident(&record, id) {
                let kept = kept.expect("kept");
                prop_assert_eq!(&kept.closed, &expected.closed);
                prop_assert_eq!(kept.state == IncidentState::Closed, expected.closed.is_some());
                prop_assert_eq!(kept.notes, expected.notes);
                prop_assert_eq!(kept.desk, expected.desk);
                let closed = records.contains_closed(&[id]).expect("asked");
                prop_assert_eq!(closed.contains(&id), expected.closed.is_some());
            }
            let id = DispatchId::from_uuid(uuid::Uuid::from_u128(number));
            let kept = DispatchRow::read(&records.connection, id).expect("read").map(|row| row.dispatch);
            if let Some(expected) = by_looking_through::dispatch(&record, id) {
                let kept = kept.expect("kept");
                prop_assert_eq!(kept.clocks, expected.clocks);
                prop_assert_eq!(kept.anomalies, expected.anomalies);
                prop_assert_eq!(kept.ended, expected.ended);
            }
        }
    }

    #[test]
    fn batches_crashes_and_repetitions_change_nothing(
        record in arbitrary::record(24),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..5),
    ) {
        let (_folder, at_once) = folded(&record);
        let folder = folder();
        for (from, to) in cuts {
            // A batch that starts at or before the end of what is there, given after a new start.
            let mut records = opened(&folder);
            let done = usize::try_from(records.position().expect("a position").sequence.get()).expect("few");
            let batch = &record[from.index(done + 1)..];
            apply(&mut records, &batch[..to.index(batch.len() + 1)]);
        }
        let mut records = opened(&folder);
        apply(&mut records, &record);
        prop_assert_eq!(everything(&records), everything(&at_once));
    }

    #[test]
    fn records_that_are_built_again_are_the_same(record in arbitrary::record(16)) {
        let (folder, before) = folded(&record);
        let expected = everything(&before);
        let mut second = Records::rebuild_into(&folder.path().join("second"), &city()).expect("empty records");
        for entry in &record {
            apply(&mut second, std::slice::from_ref(entry));
        }
        drop(before);
        let swapped = second.swap(&path(&folder), &city()).expect("swapped");
        prop_assert_eq!(everything(&swapped), expected);
        prop_assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
    }
}

/// Whoever asks reads beside whoever writes.
fn archive(records: &Records) -> RecordsReader {
    RecordsReader::open(records.path()).expect("it is read")
}

fn drawn<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> T {
    strategy.new_tree(&mut TestRunner::deterministic()).expect("a value").current()
}

fn at(seconds: i64) -> EngineTime {
    EngineTime::from_unix_seconds(1_763_900_000 + seconds)
}

fn entry(sequence: u64, events: Vec<Event>) -> Entry {
    Entry {
        sequence: Sequence::new(sequence),
        recorded_at: at(i64::try_from(sequence).expect("small")),
        occurred_at: None,
        entered_late: false,
        command: CommandId::from_uuid(uuid::Uuid::from_u128(u128::from(sequence))),
        actor: Actor::local_administrator(),
        request: None,
        asked: Asked::default(),
        events,
    }
}

fn incident(number: u32) -> Incident {
    Incident {
        id: IncidentId::from_uuid(uuid::Uuid::from_u128(u128::from(number))),
        number: IncidentNumber { day: DAY, count: number, training: false },
        reports: vec![],
        dispatches: vec![],
        units_needed: 1,
        needs: Vec::new(),
        notes: Rare::default(),
        closed: None,
        tried: std::iter::empty().collect(),
        ..drawn(arbitrary::incident())
    }
}

fn handled() -> Disposition {
    Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Arrest, remark: Text::default() }
}

#[test]
fn a_closed_incident_comes_back_with_all_that_belongs_to_it() {
    let incident = incident(471);
    let report = Report { incident: incident.id, ..drawn(arbitrary::report()) };
    let dispatch = Dispatch {
        incident: incident.id,
        unit: UnitId::new("R12").expect("a callsign"),
        state: DispatchState::Offered,
        clocks: Clocks::default(),
        ended: None,
        anomalies: 0,
        ..drawn(arbitrary::dispatch())
    };
    let advanced = |step| Event::DispatchAdvanced { dispatch: dispatch.id, step, anomaly: None, feedback: None };
    let finished = Event::DispatchEnded {
        dispatch: dispatch.id,
        end: DispatchEnd { state: DispatchState::Finished, reason: Text::default() },
        anomaly: None,
        feedback: None,
        activity: Some(ActivityKind::Arrest),
    };
    let late = Entry { entered_late: true, occurred_at: Some(at(2)), ..entry(3, vec![advanced(Step::Arrived)]) };
    let record = [
        entry(
            1,
            vec![
                Event::IncidentOpened(Arc::new(incident.clone())),
                Event::ReportFiled(Arc::new(report.clone())),
                Event::DispatchOpened(Arc::new(dispatch.clone())),
            ],
        ),
        entry(2, vec![advanced(Step::SignedIn)]),
        late,
        entry(4, vec![finished]),
        entry(5, vec![Event::IncidentClosed { incident: incident.id, disposition: handled() }]),
        entry(6, vec![Event::IncidentsRetired { incidents: vec![incident.id] }]),
    ];
    let (_folder, records) = folded(&record);

    let archived = archive(&records).incident(incident.id).expect("asked").expect("kept");
    assert_eq!(archived.incident.closed, Some((at(5), handled())));
    assert_eq!(archived.incident.state, IncidentState::Closed);
    assert_eq!(archived.reports, [report]);
    let [kept] = archived.dispatches.as_slice() else { panic!("one dispatch: {:?}", archived.dispatches) };
    assert_eq!(kept.state, DispatchState::Finished);
    assert_eq!(
        kept.clocks,
        Clocks { signed_in_at: Some(at(2)), arrived_at: Some(at(2)), finished_at: Some(at(4)), ..Clocks::default() }
    );
    let page = records.closed_on(DAY, None, 10).expect("asked");
    assert!(page.incidents[0].entered_late, "{page:?}");
    let marked: bool = records
        .connection
        .query_row("SELECT entered_late FROM dispatches WHERE unit = 'R12'", [], |row| row.get(0))
        .expect("a row");
    assert!(marked);
}

#[test]
fn a_dispatch_from_paper_counts_and_is_marked() {
    let incident = incident(7);
    let clocks = Clocks { arrived_at: Some(at(-90)), finished_at: Some(at(-30)), ..Clocks::default() };
    let dispatch = Dispatch {
        incident: incident.id,
        unit: UnitId::new("R12").expect("a callsign"),
        state: DispatchState::Finished,
        clocks,
        ..drawn(arbitrary::dispatch())
    };
    let (feedback, activity) = (None, Some(ActivityKind::Arrest));
    let paper = Event::PastDispatchRecorded { dispatch: Arc::new(dispatch), feedback, activity };
    let late = Entry { entered_late: true, ..entry(2, vec![paper]) };
    let (_folder, records) = folded(&[entry(1, vec![Event::IncidentOpened(Arc::new(incident.clone()))]), late]);
    let kept = archive(&records).incident(incident.id).expect("asked").expect("kept");
    assert_eq!(kept.dispatches[0].clocks, clocks);
    let row = records.connection.query_row(
        "SELECT activity, arrived_at_us, entered_late FROM dispatches WHERE unit = 'R12'",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?)),
    );
    assert_eq!(row.expect("a row"), ("arrest".to_owned(), at(-90).as_micros(), true));
}

#[test]
fn a_days_closed_incidents_are_read_page_by_page() {
    let mut events: Vec<_> = (1..=7).map(|number| Event::IncidentOpened(Arc::new(incident(number)))).collect();
    for number in [1, 2, 4, 5, 7] {
        events.push(Event::IncidentClosed { incident: incident(number).id, disposition: handled() });
    }
    let (_folder, records) = folded(&[entry(1, events)]);
    let (mut place, mut pages) = (None, Vec::new());
    loop {
        let page = records.closed_on(DAY, place, 2).expect("asked");
        pages.push(page.incidents.iter().map(|incident| incident.number.count).collect::<Vec<_>>());
        place = page.next;
        if place.is_none() {
            break;
        }
    }
    assert_eq!(pages, [vec![1, 2], vec![4, 5], vec![7]]);
    let other_day = LocalDay { day: 22, ..DAY };
    assert_eq!(records.closed_on(other_day, None, 2).expect("asked"), DayPage::default());
}

#[test]
fn an_exercise_is_kept_and_counts_nowhere() {
    let real = incident(1);
    let number = IncidentNumber { day: DAY, count: 1, training: true };
    let exercise = Incident { id: incident(9).id, number, ..incident(9) };
    let events = [&real, &exercise].into_iter().flat_map(|incident| {
        let closed = Event::IncidentClosed { incident: incident.id, disposition: handled() };
        [Event::IncidentOpened(Arc::new(incident.clone())), closed]
    });
    let (_folder, records) = folded(&[entry(1, events.collect())]);
    let page = records.closed_on(DAY, None, 10).expect("asked");
    assert_eq!(page.incidents.iter().map(|incident| incident.id).collect::<Vec<_>>(), [real.id]);
    let kept = archive(&records).incident(exercise.id).expect("asked").expect("kept, to be opened again");
    assert_eq!(kept.incident.number.to_string(), "T-2026-1123-0001");
}

#[test]
fn what_was_asked_by_whom_and_what_came_of_it_is_on_the_audit() {
    let id = incident(7).id;
    let about = vec![Text::truncated("incidents/7")];
    let refused = Event::CommandRefused {
        command: Text::truncated("close_incident"),
        reason: Text::truncated("UNIT_ON_SCENE"),
        detail: Text::truncated("unit R12 is on scene"),
        subjects: about.clone(),
    };
    let read =
        Event::DataRead { rpc: Text::truncated("GetIncident"), subjects: about, query: Text::default(), rows: 1 };
    let by = |principal: &str, entry: Entry| Entry {
        actor: Actor { principal: Text::truncated(principal), ..Actor::local_administrator() },
        ..entry
    };
    let entries = [
        by("王一", entry(1, vec![refused])),
        by("王一", entry(2, vec![read])),
        by("desk-2", entry(3, vec![Event::IncidentOpened(Arc::new(incident(7)))])),
        entry(4, vec![Event::RunStopped]),
    ];
    let (folder, records) = folded(&entries);
    let reader = RecordsReader::open(records.path()).expect("readable");
    let found = |query: AuditQuery| {
        let page = reader.page(&query, None, 10).expect("asked");
        let by_journal: Vec<_> = entries.iter().map(AuditRow::of).filter(|row| query.fits(row)).collect();
        let mut sorted = page.rows.clone();
        sorted.sort_by_key(|row| row.sequence);
        assert_eq!(sorted, by_journal, "the projection and the journal answer the same: {query:?}");
        page.rows.iter().map(|row| row.sequence.get()).collect::<Vec<_>>()
    };
    let all = AuditQuery::default;
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found(all()), [1, 2, 3, 4]);
    assert_eq!(found(AuditQuery { newest_first: true, ..all() }), [4, 3, 2, 1]);
    assert_eq!(found(AuditQuery { principal: some("王一"), ..all() }), [1, 2]);
    assert_eq!(found(AuditQuery { refused_only: true, ..all() }), [1]);
    assert_eq!(found(AuditQuery { command: some("GetIncident"), ..all() }), [2]);
    assert_eq!(found(AuditQuery { command: some("incident_opened"), ..all() }), [3]);
    assert_eq!(found(AuditQuery { command: some("incident"), ..all() }), Vec::<u64>::new());
    assert_eq!(found(AuditQuery { subject: some("incidents/7"), ..all() }), [1, 2]);
    assert_eq!(found(AuditQuery { subject: Some(format!("incidents/{id}")), ..all() }), [3]);
    assert_eq!(found(AuditQuery { role: some("auditor"), ..all() }), Vec::<u64>::new());
    assert_eq!(found(AuditQuery { from: Some(at(2)), until: Some(at(4)), ..all() }), [2, 3]);

    let page = reader.page(&all(), Some(Sequence::new(2)), 1).expect("asked");
    assert_eq!(page.rows.iter().map(|row| row.sequence.get()).collect::<Vec<_>>(), [3]);
    assert_eq!(page.position, records.position().expect("a position"));
    let first = &reader.page(&all(), None, 1).expect("asked").rows[0];
    assert_eq!((first.outcome, first.reason.as_str()), (Outcome::Refused, "UNIT_ON_SCENE"));
    assert_eq!((first.asked.as_str(), first.scope.as_str()), ("close_incident", "city"));
    drop(folder);
}

#[test]
fn entries_that_are_missing_are_not_skipped_over() {
    let (_folder, mut records) = folded(&[entry(1, vec![Event::RunStopped])]);
    let before = everything(&records);
    let batch = [entry(2, vec![Event::RunStopped]), entry(4, vec![Event::RunStopped])];
    let error = records.apply(&batch, [1; 32]).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "entry 4 cannot follow entry 2: read the entries between them from the journal first"
    );
    assert_eq!(everything(&records), before);
}

#[test]
fn another_city_and_another_shape_are_refused() {
    let (folder, records) = folded(&[]);
    records.connection.pragma_update(None, "user_version", 99).expect("written");
    drop(records);
    let error = Records::open(&path(&folder), &city()).expect_err("refused");
    assert!(matches!(error, RecordsError::OtherShape { got: 99, expected: schema::SHAPE }));

    let second = Records::rebuild_into(&folder.path().join("second"), &city()).expect("records");
    drop(second.swap(&path(&folder), &city()).expect("swapped"));
    let other = CityId::new("foshan").expect("a city");
    let error = Records::open(&path(&folder), &other).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "the records belong to another city (got \"dongguan\", expected foshan): check the configured folder"
    );
}

/// Blobs have no names for their fields: a stored type that changes without a new shape would be read as nonsense.
#[test]
fn the_shape_of_the_blobs_is_pinned() {
    let incident = IncidentRow { incident: incident(1), entered_late: true };
    let report = ReportRow { report: drawn(arbitrary::report()), entered_late: true };
    let dispatch = DispatchRow {
        dispatch: drawn(arbitrary::dispatch()),
        tier: Some(crate::domain::unit::Tier::City),
        activity: Some(ActivityKind::Other),
        entered_late: true,
    };
    let bytes = postcard::to_stdvec(&(incident, report, dispatch)).expect("encoded");
    let found = (schema::SHAPE, bytes.len(), format!("{:08x}", crc32c::crc32c(&bytes)));
    assert_eq!(
        found,
        (7, 1155, "e5e52b3b".to_owned()),
        "a stored type or the sample is another: raise SHAPE if it is the type, then pin"
    );
}

/// Whether the engine keeps what the event is about: it forgets the retired, the records do not.
fn stays_in_memory(event: &Event) -> bool {
    !matches!(event, Event::IncidentsRetired { .. } | Event::IncidentReopened { archived: Some(_), .. })
}

proptest! {
    #[test]
    fn the_records_come_to_what_the_engine_comes_to(mut record in arbitrary::record(40)) {
        let mut state = crate::engine::state::State::new(crate::engine::limits::EngineLimits::default());
        for entry in &mut record {
            entry.events.retain(stays_in_memory);
            state.apply(entry);
        }
        let (_folder, records) = folded(&record);
        for (id, incident) in state.incidents() {
            let kept = IncidentRow::read(&records.connection, *id).expect("read").expect("kept");
            prop_assert_eq!(&kept.incident, &**incident);
        }
        for (id, report) in state.reports() {
            let kept = ReportRow::read(&records.connection, *id).expect("read").expect("kept");
            prop_assert_eq!(&kept.report, &**report);
        }
        for (id, dispatch) in state.dispatches() {
            let kept = DispatchRow::read(&records.connection, *id).expect("read").expect("kept");
            prop_assert_eq!(&kept.dispatch, &**dispatch);
        }
    }
}

/// The figures of some times, by trying every one of them.
fn plain_figures(times: &[Duration]) -> Figures {
    let within = |tenths: usize| {
        let fits =
            |candidate: &&Duration| times.iter().filter(|it| it <= candidate).count() * 10 >= times.len() * tenths;
        times.iter().filter(fits).min().copied().unwrap_or_default()
    };
    Figures { count: times.len() as u64, p50: within(5), p90: within(9) }
}

/// What one clock of a dispatch came to, told from the dispatch alone: how long it ran, whether it stopped, and how long
/// it may have run.
fn plain_clock(dispatch: &Dispatch, clock: ClockKind, now: EngineTime) -> Option<(Duration, bool, Option<Duration>)> {
    let clocks = &dispatch.clocks;
    let ended = dispatch.ended.as_ref().map(|(at, _)| *at);
    let (begun, stop, later) = match clock {
        ClockKind::SignIn => {
            let later = [clocks.departed_at, clocks.arrived_at, clocks.first_feedback_at, clocks.finished_at, ended];
            (dispatch.offered_at, clocks.signed_in_at, later.to_vec())
        }
        ClockKind::Depart => {
            let later = [clocks.arrived_at, clocks.first_feedback_at, clocks.finished_at, ended];
            (dispatch.offered_at, clocks.departed_at, later.to_vec())
        }
        ClockKind::Arrive => {
            let later = [clocks.first_feedback_at, clocks.finished_at, ended];
            (dispatch.offered_at, clocks.arrived_at, later.to_vec())
        }
        ClockKind::Feedback => (clocks.arrived_at?, clocks.first_feedback_at, vec![clocks.finished_at, ended]),
        ClockKind::OnScene => (clocks.arrived_at?, clocks.finished_at, vec![ended]),
    };
    let until = stop.unwrap_or_else(|| later.into_iter().flatten().min().unwrap_or(now));
    let limits: Vec<_> = dispatch.timers.iter().filter(|timer| timer.clock == clock).collect();
    let breach = limits.iter().find(|timer| timer.severity == Severity::Breach);
    Some((until.since(begun), stop.is_some(), breach.or(limits.first()).map(|timer| timer.after)))
}

/// What the incidents that are wanted come to, one by one.
fn plain_count(
    records: &Records,
    ids: &BTreeSet<IncidentId>,
    span: &ResponseSpan,
    wanted: &dyn Fn(&Incident) -> bool,
) -> ResponseTimes {
    let mut told = ResponseTimes::default();
    let (mut first, mut stopped) = (Vec::new(), [(); 5].map(|()| Vec::new()));
    for id in ids {
        let IncidentRow { incident, entered_late } =
            IncidentRow::read(&records.connection, *id).expect("read").expect("kept");
        let began = incident.clock_started_at;
        if incident.number.training || began < span.from || began >= span.until || !wanted(&incident) {
            continue;
        }
        let sent = dispatches_of(records, *id);
        let arrived = sent.iter().filter_map(|it| it.dispatch.clocks.arrived_at).min();
        told.incidents += 1;
        told.waiting += u64::from(incident.closed.is_none() && arrived.is_none());
        told.entered_late += u64::from(entered_late);
        if entered_late {
            continue;
        }
        first.extend(arrived.map(|arrived| arrived.since(began)));
        for sent in sent.iter().filter(|sent| !sent.entered_late) {
            told.dispatches += 1;
            for (index, clock) in ClockKind::ALL.into_iter().enumerate() {
                let Some((lasted, did_stop, limit)) = plain_clock(&sent.dispatch, clock, span.now) else { continue };
                stopped[index].extend(did_stop.then_some(lasted));
                told.clocks[index].over += u64::from(limit.is_some_and(|limit| lasted > limit));
            }
        }
    }
    told.first_on_scene = plain_figures(&first);
    for (clock, times) in told.clocks.iter_mut().zip(&stopped) {
        clock.stopped = plain_figures(times);
    }
    told
}

proptest! {
    #[test]
    fn response_times_are_what_a_plain_count_over_all_incidents_gives(mut record in arbitrary::record(60), split in 0..60_i64) {
        for entry in &mut record {
            entry.events.retain(stays_in_memory);
        }
        let (_folder, records) = folded(&record);
        let opened = record.iter().flat_map(|entry| &entry.events).filter_map(|event| {
            if let Event::IncidentOpened(incident) = event { Some(incident.id) } else { None }
        });
        let ids: BTreeSet<_> = opened.collect();
        let now = record.last().map_or(at(0), |entry| entry.recorded_at) + Duration::from_hours(1);
        let whole = (EngineTime::from_micros(i64::MIN / 2), EngineTime::from_micros(i64::MAX / 2));
        let reader = RecordsReader::open(records.path()).expect("readable");
        for (from, until) in [whole, (whole.0, at(split)), (at(split), whole.1)] {
            let span = ResponseSpan { from, until, now };
            let found = reader.response_times(&span, &|_| true).expect("counted");
            let mut incidents = 0;
            for ((zone, level), row) in &found.rows {
                let wanted = |it: &Incident| it.jurisdiction == *zone && it.classification.level == *level;
                prop_assert_eq!(row, &plain_count(&records, &ids, &span, &wanted));
                incidents += row.incidents;
            }
            for (zone, row) in &found.zones {
                prop_assert_eq!(row, &plain_count(&records, &ids, &span, &|it| it.jurisdiction == *zone));
                let alone = reader.response_times(&span, &|it| it == zone.as_ref()).expect("counted");
                prop_assert_eq!(alone.zones.iter().collect::<Vec<_>>(), [(zone, row)]);
            }
            for (level, row) in &found.levels {
                prop_assert_eq!(row, &plain_count(&records, &ids, &span, &|it| it.classification.level == *level));
            }
            // Nobody was left out.
            prop_assert_eq!(incidents, plain_count(&records, &ids, &span, &|_| true).incidents);
            prop_assert_eq!(found.position, records.position().expect("a position"));
        }
    }
}

fn dispatches_of(records: &Records, id: IncidentId) -> Vec<DispatchRow> {
    let mut select = records.connection.prepare("SELECT body FROM dispatches").expect("a table");
    let bodies = select.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    let all = bodies.map(|body| postcard::from_bytes::<DispatchRow>(&body.expect("a row")).expect("a dispatch"));
    all.filter(|row| row.dispatch.incident == id).collect()
}
