//! Retries: the same request gets the same answer, before and after a crash.
//!
//! Unary requests are kept for a time and up to a number; one made before the youngest of its principal's that were
//! forgotten is refused, never run as new. A request whose maker's clock is fast is kept for that time from the moment that
//! its name says: forgotten any sooner, its retry would look like something made since. When there are too many, the first
//! of the record goes, whenever its name says that it was made: names of a far future crowd out nobody. `Submit` sessions
//! keep a window of answers, and so do the installations of devices, whose highest number is remembered for as long as the
//! installation is known ([`numbered`]).

mod numbered;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::numbered::Numbered;
use super::limits::EngineLimits;
use crate::domain::answer::Answer;
use crate::domain::command::{RequestDigest, RequestKey, RequestTag};
use crate::domain::ids::{RequestId, Sequence};
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
    sessions: Numbered,
    devices: Numbered,
}

/// How many answers are kept per device: a device has few writes on their way at once.
const DEVICE_WINDOW: usize = 32;

/// Of how many principals it is remembered up to when answers were forgotten, before that is looked through.
const FORGOTTEN_MAX: usize = 4_096;

impl Requests {
    /// What is known of a principal's request at `now`.
    pub(super) fn look_up(
        &self,
        asking: &Text,
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
            RequestKey::Submit { principal, session, number } => {
                self.sessions.look_up(principal, &(principal.clone(), *session), *number, tag.digest)
            }
            RequestKey::Device { device, installation, number } => {
                self.devices.look_up(asking, &(Text::truncated(device.as_str()), *installation), *number, tag.digest)
            }
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

    /// Keeps the answer to a principal's request, and in `by_request`, where that is kept, its name.
    pub(super) fn keep(
        &mut self,
        asked: &Text,
        kept: Arc<Kept>,
        limits: &EngineLimits,
        by_request: Option<&mut ByRequest>,
    ) {
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
                self.sessions.keep(principal, (principal.clone(), *session), *number, &kept, limits.submit_window);
                if self.sessions.len() > limits.submit_sessions_max {
                    self.sessions.forget_of_whoever_has_most(at);
                }
            }
            RequestKey::Device { device, installation, number } => {
                // Not by the principal: the next crew has another credential, and what the last one left is sent again.
                let series = (Text::truncated(device.as_str()), *installation);
                self.devices.keep(asked, series, *number, &kept, DEVICE_WINDOW);
                // Some at once: finding those that were silent longest is a walk through all.
                if self.devices.len_of(asked) > limits.device_installations_max {
                    self.devices.forget_of(asked, limits.device_installations_max.div_ceil(4), at);
                }
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
    at_ms(id.made_at_ms().unwrap_or(0))
}

/// The moment of a millisecond.
fn at_ms(ms: u64) -> EngineTime {
    EngineTime::from_micros(i64::try_from(ms).unwrap_or(0).saturating_mul(1_000))
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

#[cfg(test)]
mod tests;
