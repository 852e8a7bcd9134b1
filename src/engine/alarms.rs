//! Alarms that nobody has acknowledged yet: a bounded number by name, all of them in the count of their cause.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::alarm::{Alarm, AlarmCause, AlarmKind, AlarmSubject, RaisedAlarm};
use crate::domain::ids::{AlarmId, IncidentId};
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// The alarms of one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseTally {
    /// Those that are kept by name, the oldest first.
    pub named: BTreeSet<AlarmId>,
    /// How many older ones are counted only, because there were too many to name.
    pub unnamed: u64,
    /// When the first was raised.
    pub first_at: EngineTime,
    /// When the newest was raised.
    pub last_at: EngineTime,
}

impl CauseTally {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.unnamed.saturating_add(self.named.len() as u64)
    }
}

/// Every alarm that nobody has acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarms {
    open: BTreeMap<AlarmId, Arc<RaisedAlarm>>,
    causes: BTreeMap<AlarmCause, CauseTally>,
    subjects: BTreeMap<(AlarmSubject, AlarmKind), AlarmId>,
}

impl Alarms {
    /// An alarm by its name; none when it was acknowledged, has settled itself, or is counted only.
    #[must_use]
    pub fn get(&self, id: AlarmId) -> Option<&Arc<RaisedAlarm>> {
        self.open.get(&id)
    }

    /// Every alarm that is kept by name, the oldest first.
    #[must_use]
    pub const fn open(&self) -> &BTreeMap<AlarmId, Arc<RaisedAlarm>> {
        &self.open
    }

    /// Every cause with its alarms.
    #[must_use]
    pub const fn causes(&self) -> &BTreeMap<AlarmCause, CauseTally> {
        &self.causes
    }

    /// Whether this is alarmed already in the same words: what nobody has looked at yet needs no second alarm.
    #[must_use]
    pub fn stands(&self, kind: AlarmKind, subject: &AlarmSubject, detail: &Text) -> bool {
        let standing = self.subjects.get(&(subject.clone(), kind)).and_then(|id| self.open.get(id));
        standing.is_some_and(|raised| raised.alarm.detail == *detail)
    }

    /// Takes an alarm; it takes the place of an older one about the same thing. Of its cause the oldest are counted only once `named_max` are kept by name.
    pub(super) fn raise(&mut self, alarm: &Alarm, at: EngineTime, named_max: usize) {
        if let Some(older) = self.subjects.get(&(alarm.subject.clone(), alarm.kind)).copied() {
            self.acknowledge(older);
        }
        let tally = self.causes.entry(alarm.cause()).or_insert_with(|| CauseTally {
            named: BTreeSet::new(),
            unnamed: 0,
            first_at: at,
            last_at: at,
        });
        tally.last_at = tally.last_at.max(at);
        tally.named.insert(alarm.id);
        let oldest = (tally.named.len() > named_max).then(|| tally.named.pop_first()).flatten();
        if oldest.is_some() {
            tally.unnamed = tally.unnamed.saturating_add(1);
        }
        self.subjects.insert((alarm.subject.clone(), alarm.kind), alarm.id);
        self.open.insert(alarm.id, Arc::new(RaisedAlarm { alarm: alarm.clone(), raised_at: at }));
        if let Some(oldest) = oldest {
            self.forget(oldest);
        }
    }

    /// A person has seen an alarm.
    pub(super) fn acknowledge(&mut self, id: AlarmId) {
        let Some(alarm) = self.forget(id) else { return };
        let cause = alarm.alarm.cause();
        if let Some(tally) = self.causes.get_mut(&cause) {
            tally.named.remove(&id);
            if tally.count() == 0 {
                self.causes.remove(&cause);
            }
        }
    }

    /// A person has seen everything of a cause that was raised until then; those counted only are older than the rest.
    pub(super) fn acknowledge_cause(&mut self, cause: &AlarmCause, until: EngineTime) {
        let Some(tally) = self.causes.get_mut(cause).filter(|tally| tally.first_at <= until) else { return };
        let seen: Vec<_> = tally
            .named
            .iter()
            .copied()
            .filter(|id| self.open.get(id).is_none_or(|alarm| alarm.raised_at <= until))
            .collect();
        tally.unnamed = 0;
        tally.named.retain(|id| !seen.contains(id));
        let left = tally.named.first().copied();
        for id in seen {
            self.forget(id);
        }
        let first_at = left.and_then(|oldest| self.open.get(&oldest)).map(|alarm| alarm.raised_at);
        match (first_at, self.causes.get_mut(cause)) {
            (Some(first_at), Some(tally)) => tally.first_at = first_at,
            (None, _) | (_, None) => {
                self.causes.remove(cause);
            }
        }
    }

    /// What an alarm asked for was done: it needs no acknowledgement.
    pub(super) fn answer(&mut self, incident: IncidentId, kinds: &[AlarmKind]) {
        for id in self.about(incident) {
            if self.open.get(&id).is_some_and(|raised| kinds.contains(&raised.alarm.kind)) {
                self.acknowledge(id);
            }
        }
    }

    /// What one alarm warned of has happened, or cannot happen any more.
    pub(super) fn answer_subject(&mut self, subject: &AlarmSubject, kind: AlarmKind) {
        if let Some(id) = self.subjects.get(&(subject.clone(), kind)).copied() {
            self.acknowledge(id);
        }
    }

    /// An incident is closed: whoever closed it has looked at it.
    pub(super) fn settle(&mut self, incident: IncidentId) {
        for id in self.about(incident) {
            self.acknowledge(id);
        }
    }

    fn about(&self, incident: IncidentId) -> Vec<AlarmId> {
        let from = (AlarmSubject::incident(incident), AlarmKind::ClockWarning);
        let about = self.subjects.range(from..).take_while(|((subject, _), _)| subject.incident == Some(incident));
        about.map(|(_, id)| *id).collect()
    }

    fn forget(&mut self, id: AlarmId) -> Option<Arc<RaisedAlarm>> {
        let alarm = self.open.remove(&id)?;
        let key = (alarm.alarm.subject.clone(), alarm.alarm.kind);
        if self.subjects.get(&key) == Some(&id) {
            self.subjects.remove(&key);
        }
        Some(alarm)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::ZoneId;

    fn id(number: u128) -> AlarmId {
        AlarmId::from_uuid(Uuid::from_u128(number))
    }

    fn alarm(number: u128, incident: u128) -> Alarm {
        Alarm {
            id: id(number),
            kind: AlarmKind::ClockBreach,
            subject: AlarmSubject::incident(IncidentId::from_uuid(Uuid::from_u128(incident))),
            zone: Some(ZoneId::new("莞城").expect("a zone")),
            detail: Text::default(),
        }
    }

    fn at(seconds: i64) -> EngineTime {
        EngineTime::from_unix_seconds(seconds)
    }

    #[test]
    fn a_storm_is_counted_and_a_few_are_named() {
        let mut alarms = Alarms::default();
        for number in 1..=1_000_u32 {
            alarms.raise(&alarm(number.into(), number.into()), at(number.into()), 10);
        }
        let (cause, tally) = alarms.causes().first_key_value().expect("one cause");
        assert_eq!((alarms.open().len(), alarms.causes().len(), tally.count()), (10, 1, 1_000));
        assert_eq!((tally.first_at, tally.last_at), (at(1), at(1_000)));
        let cause = cause.clone();
        alarms.acknowledge_cause(&cause, at(995));
        assert_eq!(alarms.causes()[&cause].count(), 5, "what came after the look is not acknowledged by it");
        alarms.acknowledge_cause(&cause, at(2_000));
        assert_eq!(alarms, Alarms::default(), "nothing is left behind");
    }

    #[test]
    fn a_closed_incident_takes_its_alarms_along_and_no_other() {
        let mut alarms = Alarms::default();
        let of_unit = Alarm {
            subject: AlarmSubject::incident(IncidentId::from_uuid(Uuid::from_u128(7)))
                .and_unit(crate::domain::ids::UnitId::new("铁骑0012").expect("a callsign")),
            ..alarm(3, 7)
        };
        for alarm in [alarm(1, 7), alarm(2, 8), of_unit] {
            alarms.raise(&alarm, at(1), 10);
        }
        let same = |words: &str| {
            alarms.stands(AlarmKind::ClockBreach, &alarm(1, 7).subject, &Text::new(words).expect("a text"))
        };
        assert!(same("") && !same("more is known"), "a newer word is another alarm");
        let newer = Alarm { detail: Text::new("more is known").expect("a text"), ..alarm(4, 7) };
        alarms.raise(&newer, at(2), 10);
        assert!(alarms.get(id(1)).is_none() && alarms.get(id(4)).is_some(), "and takes the place of the older one");
        alarms.answer(IncidentId::from_uuid(Uuid::from_u128(7)), &[AlarmKind::CallBackOverdue]);
        assert_eq!(alarms.open().len(), 3, "another kind was answered");
        alarms.settle(IncidentId::from_uuid(Uuid::from_u128(7)));
        assert_eq!(alarms.open().keys().copied().collect::<Vec<_>>(), [id(2)]);
        alarms.acknowledge(id(2));
        assert_eq!(alarms, Alarms::default());
    }
}
