//! What must be true after a restart, from the client's notebook and from the record itself.

use std::collections::BTreeMap;

use patrold::domain::answer::Answer;
use patrold::domain::command::{Command, RequestKey};
use patrold::domain::event::{Entry, Event};
use patrold::domain::ids::UnitId;
use patrold::engine::{State, invariants};
use patrold::journal::codec::{self, RecordType};
use patrold::journal::verify::read;
use patrold::runtime::settings::RuntimeSettings;

use super::client::{Asked, Client};
use crate::simulated_disk::SimulatedDisk;

/// Judges a recovered state. An error says what was broken.
pub(super) fn judge(
    disk: &SimulatedDisk,
    settings: &RuntimeSettings,
    recovered: &State,
    client: &Client,
) -> Result<(), String> {
    let replay = Replay::of(disk, settings, client)?;
    let hash = |state: &State| state.hash().map_err(|error| error.to_string());
    if hash(recovered)? != hash(&replay.state)? {
        return Err("the recovered state is not what a full replay gives".to_owned());
    }
    let broken = invariants::broken(recovered);
    if !broken.is_empty() {
        return Err(format!("the recovered state breaks {broken:?}"));
    }
    if client.seen.sequence > recovered.sequence() {
        return Err(format!("entry {} was seen, {} is the last", client.seen.sequence, recovered.sequence()));
    }
    if client.seen.hash.is_some() && client.seen.hash != replay.hash_when_seen {
        return Err(format!("the record up to {} is not what was seen", client.seen.sequence));
    }
    for (number, asked) in client.notebook.iter().enumerate() {
        let kept = replay.answers.get(&asked.tag.key);
        if let Some(answer) = &asked.answer
            && kept != Some(answer.as_ref())
        {
            return Err(format!("request {number} was answered {answer:?}, the record says {kept:?}"));
        }
    }
    reports(recovered, client)?;
    duties(recovered, client)
}

/// The whole record, read from its first entry.
struct Replay {
    state: State,
    /// The answer of every request on the record.
    answers: BTreeMap<RequestKey, Answer>,
    /// The state's hash at the entry that the screen showed last.
    hash_when_seen: Option<[u8; 32]>,
}

impl Replay {
    fn of(disk: &SimulatedDisk, settings: &RuntimeSettings, client: &Client) -> Result<Self, String> {
        let state = State::new(settings.engine.clone());
        let mut replay = Self { state, answers: BTreeMap::new(), hash_when_seen: None };
        read(disk, &settings.data.join("journal"), Some(&settings.city), None, |record| {
            let kind = RecordType { kind: record.kind, version: record.version };
            let entry = codec::decode(kind, record.sequence, record.bytes)?;
            replay.state.apply(&entry);
            if entry.sequence == client.seen.sequence {
                replay.hash_when_seen = Some(replay.state.hash()?);
            }
            Ok(replay.note(&entry)?)
        })
        .map_err(|error| error.to_string())?;
        Ok(replay)
    }

    fn note(&mut self, entry: &Entry) -> Result<(), String> {
        let refusal = matches!(entry.events.as_slice(), [Event::CommandRefused { .. }]);
        let Some(tag) = entry.request.as_ref().filter(|_| !refusal) else { return Ok(()) };
        match self.answers.insert(tag.key.clone(), Answer::of(entry)) {
            None => Ok(()),
            Some(before) => {
                Err(format!("{:?} is on the record at {} and {}", tag.key, before.sequence, entry.sequence))
            }
        }
    }
}

/// Every report that was acknowledged is there once, under the name that was told; the others at most once.
fn reports(state: &State, client: &Client) -> Result<(), String> {
    let mut found: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for report in state.reports().values() {
        let mark = report.content.call.as_ref().map_or("", |call| call.call_id.as_str());
        found.entry(mark).or_default().push(report.id);
    }
    for (number, asked) in client.notebook.iter().enumerate() {
        let Command::FileReport(_) = &asked.command else { continue };
        let there = found.remove(number.to_string().as_str()).unwrap_or_default();
        let told: Vec<_> = asked.answer.iter().filter_map(|answer| answer.made().report).collect();
        if there.len() > 1 || (asked.answer.is_some() && there != told) {
            return Err(format!("report {number} was answered {:?}, there is {there:?}", asked.answer));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(format!("nobody filed {found:?}")) }
}

/// A unit is on duty or not as its last acknowledged word says, unless a word is still without an answer.
fn duties(state: &State, client: &Client) -> Result<(), String> {
    let mut last: BTreeMap<&UnitId, (Option<u64>, bool)> = BTreeMap::new();
    for asked in client.notebook.iter().filter(|asked| asked.answer.is_some() || !asked.refused) {
        let Some((unit, on_duty)) = word(asked) else { continue };
        let sequence = asked.answer.as_ref().map(|answer| answer.sequence.get());
        let known = last.entry(unit).or_insert((Some(0), false));
        match (sequence, known.0) {
            (None, _) => known.0 = None,
            (Some(newer), Some(older)) if newer > older => *known = (Some(newer), on_duty),
            (Some(_), _) => {}
        }
    }
    for (unit, (sequence, on_duty)) in last {
        let is_on_duty = state.unit(unit).is_some_and(|unit| unit.duty.is_some());
        if sequence.is_some() && is_on_duty != on_duty {
            return Err(format!("unit {unit} said on duty: {on_duty}, the record says {is_on_duty}"));
        }
    }
    Ok(())
}

fn word(asked: &Asked) -> Option<(&UnitId, bool)> {
    if let Command::StartDuty { unit, .. } = &asked.command {
        return Some((unit, true));
    }
    if let Command::EndDuty { unit, .. } = &asked.command { Some((unit, false)) } else { None }
}
