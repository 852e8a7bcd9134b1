//! The reference model: what patrold promises, written down so plainly that it is obviously right. It knows what clients
//! asked and what they were told, and the record as it was promised, entry by entry. It knows nothing of how the daemon
//! works: no state of the engine, no tracker, no file.
//!
//! - What was acknowledged, or shown, is in the record for ever, as it was told.
//! - A request is in the record once. Its retry gets the same answer; another body under its name is refused.
//! - Nobody is on two dispatches, or on one without duty; what has ended stays ended.
//! - Recorded time never goes back, sequence numbers have no gap, a report is filed once.
//! - The graver incident is served first, then the older one; nobody waits beside a free unit that may go. ([`street`])
//! - An explanation adds up, and says of everybody what is true. ([`street`])

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::answer::Answer;
use patrold::domain::command::{Command, RequestKey, RequestTag};
use patrold::domain::event::{Entry, Event};
use patrold::domain::rejection::Rejection;

use crate::street::Street;

/// One thing that a client asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) tag: RequestTag,
    pub(crate) command: Command,
    /// The answer that the client heard.
    pub(crate) answer: Option<Arc<Answer>>,
    /// Whether it heard a refusal, which it takes as final.
    pub(crate) refused: bool,
}

/// How long, and how many, answers are kept at least.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    pub(crate) unary: usize,
    pub(crate) keep: Duration,
    pub(crate) numbered: usize,
}

#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) asked: Vec<Asked>,
    memory: Memory,
    /// What is promised, the first entry first.
    record: Vec<Entry>,
    requests: BTreeMap<RequestKey, usize>,
    marks: BTreeMap<String, usize>,
    /// What a watcher was shown and the record was not yet seen to hold.
    shown: BTreeMap<u64, Vec<Event>>,
    street: Street,
}

impl Model {
    pub(crate) fn new(memory: Memory) -> Self {
        Self {
            asked: Vec::new(),
            memory,
            record: Vec::new(),
            requests: BTreeMap::new(),
            marks: BTreeMap::new(),
            shown: BTreeMap::new(),
            street: Street::default(),
        }
    }

    /// How many entries are promised.
    pub(crate) fn promised(&self) -> usize {
        self.record.len()
    }

    /// Requests that are in the record.
    pub(crate) fn carried_out(&self) -> usize {
        self.requests.len()
    }

    /// One more entry is promised.
    pub(crate) fn promise(&mut self, entry: &Entry) -> Result<(), String> {
        let number = self.record.len();
        if entry.sequence.get() != number as u64 + 1 {
            return Err(format!("entry {} follows entry {number}", entry.sequence));
        }
        if let Some(last) = self.record.last().filter(|last| last.recorded_at > entry.recorded_at) {
            return Err(format!("the clock went back from {} to {}", last.recorded_at, entry.recorded_at));
        }
        if let Some(tag) = entry.request.as_ref().filter(|_| !is_refusal(entry))
            && let Some(before) = self.requests.insert(tag.key.clone(), number)
        {
            return Err(format!("a request is in the record at {} and {}: {:?}", before + 1, number + 1, tag.key));
        }
        for event in &entry.events {
            if let Event::ReportFiled(report) = event
                && let Some(call) = &report.content.call
                && let Some(before) = self.marks.insert(call.call_id.as_str().to_owned(), number)
            {
                return Err(format!("call {} was filed at {} and {}", call.call_id, before + 1, number + 1));
            }
        }
        self.street.follow(entry).map_err(|broken| format!("entry {}: {broken}", entry.sequence))?;
        if let Some(shown) = self.shown.remove(&entry.sequence.get())
            && shown != entry.events
        {
            return Err(format!("entry {} was shown otherwise than it is in the record", entry.sequence));
        }
        self.record.push(entry.clone());
        Ok(())
    }

    /// The daemon has decided everything that came in: nobody waits in vain.
    pub(crate) fn settle(&self) -> Result<(), String> {
        self.street.nobody_waits_in_vain()
    }

    /// After a restart: this is the record.
    pub(crate) fn recovered(&mut self, entries: &[Entry]) -> Result<(), String> {
        for (number, promised) in self.record.iter().enumerate() {
            match entries.get(number) {
                None => {
                    return Err(format!(
                        "{} entries were promised, {} are left: {:?} is gone",
                        self.record.len(),
                        entries.len(),
                        promised.events
                    ));
                }
                Some(found) if found != promised => return Err(format!("entry {} was changed", promised.sequence)),
                Some(_) => {}
            }
        }
        for entry in &entries[self.record.len()..] {
            self.promise(entry)?;
        }
        if let Some((sequence, _)) = self.shown.last_key_value() {
            return Err(format!("entry {sequence} was shown, {} is the last", self.record.len()));
        }
        for number in 0..self.asked.len() {
            self.answer_is_kept(number)?;
        }
        Ok(())
    }

    fn answer_is_kept(&self, number: usize) -> Result<(), String> {
        let asked = &self.asked[number];
        let Some(answer) = &asked.answer else { return Ok(()) };
        let kept = answer.sequence.get().checked_sub(1).and_then(|at| self.record.get(usize::try_from(at).ok()?));
        let same = kept.is_some_and(|entry| {
            entry.request.as_ref() == Some(&asked.tag)
                && entry.recorded_at == answer.recorded_at
                && Answer::of(entry) == **answer
        });
        if same { Ok(()) } else { Err(format!("request {number} was answered {answer:?}, the record says {kept:?}")) }
    }

    /// The daemon gives an answer, having promised `before` entries before this sync.
    pub(crate) fn replied(
        &self,
        number: usize,
        outcome: &Result<Arc<Answer>, Rejection>,
        before: usize,
    ) -> Result<(), String> {
        let tag = &self.asked[number].tag;
        let kept = self.requests.get(&tag.key).map(|at| (*at, &self.record[*at]));
        let own = kept.filter(|(_, entry)| entry.request.as_ref().is_some_and(|kept| kept.digest == tag.digest));
        match outcome {
            Ok(answer) if own.is_some_and(|(at, _)| at as u64 + 1 == answer.sequence.get()) => Ok(()),
            Ok(answer) => Err(format!("request {number} got the answer of entry {}: {tag:?}", answer.sequence)),
            Err(Rejection::RequestReused) if kept.is_some() && own.is_none() => Ok(()),
            Err(Rejection::RequestReused) => Err(format!("request {number} was refused as another's: {tag:?}")),
            Err(Rejection::RequestTooOld) => match own {
                Some((at, _)) if self.is_remembered(&tag.key, at) => {
                    Err(format!("request {number} was forgotten too early"))
                }
                Some(_) | None => Ok(()),
            },
            // A refusal is not kept: the same request may have been carried out while this one was on its way.
            Err(rejection) => match own {
                Some((at, _)) if at < before && self.is_remembered(&tag.key, at) => {
                    Err(format!("request {number} was carried out at {} and is refused now: {rejection}", at + 1))
                }
                Some(_) | None => Ok(()),
            },
        }
    }

    /// Whether what was carried out at a place in the record must still be known.
    fn is_remembered(&self, key: &RequestKey, at: usize) -> bool {
        let later = self.record[at + 1..].iter().filter_map(|entry| entry.request.as_ref());
        let of_its_kind = later.filter(|tag| match (key, &tag.key) {
            (RequestKey::Unary { .. }, RequestKey::Unary { .. }) => true,
            (RequestKey::Submit { session, .. }, RequestKey::Submit { session: other, .. }) => session == other,
            (RequestKey::Device { device, .. }, RequestKey::Device { device: other, .. }) => device == other,
            _ => false,
        });
        let (most, unary) = match key {
            RequestKey::Unary { .. } => (self.memory.unary, true),
            RequestKey::Submit { .. } | RequestKey::Device { .. } => (self.memory.numbered, false),
        };
        let last = self.record.last().map_or(self.record[at].recorded_at, |entry| entry.recorded_at);
        of_its_kind.count() + 1 < most && (!unary || last.since(self.record[at].recorded_at) < self.memory.keep)
    }

    /// A client hears an outcome.
    pub(crate) fn heard(&mut self, number: usize, outcome: &Result<Arc<Answer>, Rejection>) -> Result<(), String> {
        let asked = &mut self.asked[number];
        match (outcome, &asked.answer) {
            (Ok(answer), Some(before)) if answer != before => {
                Err(format!("request {number} was answered {before:?}, and now {answer:?}"))
            }
            (Ok(answer), _) => {
                asked.answer = Some(Arc::clone(answer));
                Ok(())
            }
            (Err(_), Some(_)) => Ok(()),
            (Err(_), None) => {
                asked.refused = true;
                Ok(())
            }
        }
    }

    /// A watcher is shown a change.
    pub(crate) fn showed(&mut self, sequence: u64, events: &[Event]) -> Result<(), String> {
        match sequence.checked_sub(1).and_then(|at| self.record.get(usize::try_from(at).ok()?)) {
            Some(entry) if entry.events == events => Ok(()),
            Some(_) => Err(format!("entry {sequence} is shown otherwise than it is in the record")),
            None => {
                self.shown.insert(sequence, events.to_vec());
                Ok(())
            }
        }
    }

    /// A screen is shown the state at a sequence.
    pub(crate) fn showed_state(&mut self, sequence: u64) {
        if sequence > self.record.len() as u64 {
            self.shown.entry(sequence).or_default();
        }
    }

    /// In the end: everything that was not refused has its answer.
    pub(crate) fn everything_is_answered(&self) -> Result<(), String> {
        match self.asked.iter().position(|asked| asked.answer.is_none() && !asked.refused) {
            Some(number) => Err(format!("request {number} never got an answer: {:?}", self.asked[number].command)),
            None => Ok(()),
        }
    }
}

fn is_refusal(entry: &Entry) -> bool {
    matches!(entry.events.as_slice(), [Event::CommandRefused { .. }])
}
