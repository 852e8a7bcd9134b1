//! Retries: the same request gets the same answer, before and after a crash.
//!
//! Unary requests are kept for a time and up to a number; one made before the youngest of its principal's that were
//! forgotten is refused, never run as new. A request whose maker's clock is fast is kept for that time from the moment that
//! its name says: forgotten any sooner, its retry would look like something made since. When there are too many, the first
//! of the record goes, whenever its name says that it was made: names of a far future crowd out nobody. `Submit` sessions
//! keep a window of answers. A device's writes are remembered by the highest number of its installation, for as long as the device is
//! known.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::limits::EngineLimits;
use crate::domain::answer::Answer;
use crate::domain::command::{RequestDigest, RequestKey, RequestTag};
use crate::domain::ids::{DeviceId, RequestId, Sequence};
use crate::domain::rejection::Rejection;
use crate::domain::text::Text;
use crate::domain::time::EngineTime;

/// What is known of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It has not been seen: carry it out.
    New,
    /// It was carried out: this is its answer.
    Answered(Arc<Answer>),
    /// It must not be carried out.
    Refused(Rejection),
}

/// A request and what it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    tag: RequestTag,
    answer: Arc<Answer>,
}

/// The unary requests that are kept, by their names: what whoever decides asks for.
pub type ByRequest = BTreeMap<(RequestId, Sequence), Arc<Kept>>;

/// Answers in the order of their command numbers, and the highest number that was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Window {
    highest: u64,
    last_used: EngineTime,
    answers: VecDeque<(u64, Arc<Kept>)>,
}

/// The table of answered requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// Unary requests in the order of the record.
    unary: VecDeque<Arc<Kept>>,
    /// Those of a fast clock whose answers would be too old already, by when they were made.
    ahead: BTreeMap<(EngineTime, Sequence), Arc<Kept>>,
    /// Every request of a principal made up to this moment may have been forgotten. Each has its own: whoever sends names
    /// of a far future spoils nobody else's.
    forgotten_through: BTreeMap<Text, EngineTime>,
    sessions: BTreeMap<(Text, Uuid), Window>,
    sessions_by_age: BTreeSet<(EngineTime, Text, Uuid)>,
    devices: BTreeMap<DeviceId, (Uuid, Window)>,
}

/// How many answers are kept per device: a device has few writes on their way at once.
const DEVICE_WINDOW: usize = 32;

/// Of how many principals it is remembered up to when answers were forgotten, before that is looked through.
const FORGOTTEN_MAX: usize = 4_096;

impl Requests {
    /// What is known of a request at `now`.
    pub(super) fn look_up(
        &self,
        tag: &RequestTag,
        now: EngineTime,
        limits: &EngineLimits,
        by_request: &ByRequest,
    ) -> Known {
        match &tag.key {
            RequestKey::Unary { principal, id } => match named(by_request, *id).find(|kept| kept.tag.key == tag.key) {
                Some(kept) => kept.answer_to(tag.digest),
                None if self.may_be_forgotten(principal, *id, now, limits) => Known::Refused(Rejection::RequestTooOld),
                None => Known::New,
            },
            RequestKey::Submit { principal, session, number } => self
                .sessions
                .get(&(principal.clone(), *session))
                .map_or(Known::New, |window| window.look_up(*number, tag.digest)),
            RequestKey::Device { device, installation, number } => match self.devices.get(device) {
                Some((known, window)) if known == installation => window.look_up(*number, tag.digest),
                Some(_) | None => Known::New,
            },
        }
    }

    /// How many unary requests are kept.
    #[must_use]
    pub fn unary_len(&self) -> usize {
        self.unary.len() + self.ahead.len()
    }

    /// The unary requests that are kept, by their names.
    pub(super) fn by_request(&self) -> ByRequest {
        self.unary.iter().chain(self.ahead.values()).filter_map(|kept| Some((kept.name()?, Arc::clone(kept)))).collect()
    }

    /// Keeps the answer to a request, and in `by_request`, where that is kept, its name.
    pub(super) fn keep(&mut self, kept: Arc<Kept>, limits: &EngineLimits, by_request: Option<&mut ByRequest>) {
        let at = kept.answer.recorded_at;
        match &kept.tag.key {
            RequestKey::Unary { .. } => {
                self.unary.push_back(Arc::clone(&kept));
                let forgotten = self.forget(at, limits);
                if let Some(by_request) = by_request {
                    by_request.extend(kept.name().map(|name| (name, kept)));
                    for name in forgotten.iter().filter_map(|gone| gone.name()) {
                        by_request.remove(&name);
                    }
                }
            }
            RequestKey::Submit { principal, session, number } => {
                let key = (principal.clone(), *session);
                let window = self.sessions.entry(key.clone()).or_default();
                self.sessions_by_age.remove(&(window.last_used, key.0.clone(), key.1));
                window.keep(*number, Arc::clone(&kept), at, limits.submit_window);
                self.sessions_by_age.insert((at, key.0, key.1));
                if self.sessions_by_age.len() > limits.submit_sessions_max
                    && let Some((_, principal, session)) = self.sessions_by_age.pop_first()
                {
                    self.sessions.remove(&(principal, session));
                }
            }
            RequestKey::Device { device, installation, number } => {
                let (known, window) =
                    self.devices.entry(device.clone()).or_insert_with(|| (*installation, Window::default()));
                if known != installation {
                    *known = *installation;
                    *window = Window::default();
                }
                window.keep(*number, Arc::clone(&kept), at, DEVICE_WINDOW);
            }
        }
    }

    fn may_be_forgotten(&self, principal: &Text, id: RequestId, now: EngineTime, limits: &EngineLimits) -> bool {
        let made_at = made_at(id);
        self.forgotten_through.get(principal).is_some_and(|through| made_at <= *through)
            || made_at < now - limits.requests_keep
    }

    /// Forgets what is too old or one too many, and tells what that was.
    fn forget(&mut self, now: EngineTime, limits: &EngineLimits) -> Vec<Arc<Kept>> {
        let is_old = |at: EngineTime| now.since(at) > limits.requests_keep;
        let mut forgotten = Vec::new();
        while let Some(kept) = self.unary.pop_front_if(|kept| is_old(kept.answer.recorded_at)) {
            match kept.made_at() {
                made_at if is_old(made_at) => forgotten.push(kept),
                made_at => drop(self.ahead.insert((made_at, kept.sequence()), kept)),
            }
        }
        while let Some(first) = self.ahead.first_entry().filter(|first| is_old(first.key().0)) {
            forgotten.push(first.remove());
        }
        // What is older than any answer is kept is refused for that alone.
        while self.unary_len() > limits.requests_max {
            let ahead = self.ahead.pop_first().map(|(_, kept)| kept);
            let Some(kept) = ahead.or_else(|| self.unary.pop_front()) else { break };
            if let RequestKey::Unary { principal, .. } = &kept.tag.key {
                let through = self.forgotten_through.entry(principal.clone()).or_default();
                *through = kept.made_at().max(*through);
            }
            if self.forgotten_through.len() > FORGOTTEN_MAX {
                self.forgotten_through.retain(|_, through| !is_old(*through));
            }
            forgotten.push(kept);
        }
        forgotten
    }
}

/// What is kept under a name; two principals may have chosen the same one.
fn named(by_request: &ByRequest, id: RequestId) -> impl Iterator<Item = &Arc<Kept>> {
    by_request.range((id, Sequence::new(0))..=(id, Sequence::new(u64::MAX))).map(|(_, kept)| kept)
}

/// When a request was made, by the clock of whoever made it.
fn made_at(id: RequestId) -> EngineTime {
    let ms = id.made_at_ms().and_then(|ms| i64::try_from(ms).ok()).unwrap_or(0);
    EngineTime::from_micros(ms.saturating_mul(1_000))
}

impl Kept {
    /// The answer to a request.
    #[must_use]
    pub const fn new(tag: RequestTag, answer: Arc<Answer>) -> Self {
        Self { tag, answer }
    }

    /// The entry that the request made.
    #[must_use]
    pub fn sequence(&self) -> Sequence {
        self.answer.sequence
    }

    /// The name of a unary request.
    fn name(&self) -> Option<(RequestId, Sequence)> {
        match &self.tag.key {
            RequestKey::Unary { id, .. } => Some((*id, self.answer.sequence)),
            RequestKey::Submit { .. } | RequestKey::Device { .. } => None,
        }
    }

    /// When a unary request was made, by the clock of whoever made it.
    fn made_at(&self) -> EngineTime {
        self.name().map_or(self.answer.recorded_at, |(id, _)| made_at(id))
    }

    fn answer_to(&self, digest: RequestDigest) -> Known {
        if self.tag.digest == digest {
            Known::Answered(Arc::clone(&self.answer))
        } else {
            Known::Refused(Rejection::RequestReused)
        }
    }
}

impl Window {
    fn look_up(&self, number: u64, digest: RequestDigest) -> Known {
        if let Ok(index) = self.answers.binary_search_by_key(&number, |(number, _)| *number) {
            return self.answers.get(index).map_or(Known::New, |(_, kept)| kept.answer_to(digest));
        }
        if number <= self.highest { Known::Refused(Rejection::RequestTooOld) } else { Known::New }
    }

    fn keep(&mut self, number: u64, kept: Arc<Kept>, at: EngineTime, max: usize) {
        self.highest = self.highest.max(number);
        self.last_used = at;
        self.answers.push_back((number, kept));
        while self.answers.len() > max {
            self.answers.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
