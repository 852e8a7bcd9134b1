//! Retries: the same request gets the same answer, before and after a crash.
//!
//! Unary requests are kept for a time and up to a number; one made before the oldest that may have been forgotten is
//! refused, never run as new. A request whose maker's clock is fast is kept for that time from the moment that its name
//! says: forgotten any sooner, its retry would look like something made since. `Submit` sessions keep a window of
//! answers. A device's writes are remembered by the highest number of its installation, for as long as the device is
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
    /// Unary requests by when they may be forgotten, those of one moment in the order of the record.
    unary: BTreeMap<(EngineTime, Sequence), Arc<Kept>>,
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
        self.unary.len()
    }

    /// The unary requests that are kept, by their names.
    pub(super) fn by_request(&self) -> ByRequest {
        self.unary.values().filter_map(|kept| Some((kept.name()?, Arc::clone(kept)))).collect()
    }

    /// Keeps the answer to a request, and in `by_request`, where that is kept, its name.
    pub(super) fn keep(&mut self, kept: Arc<Kept>, limits: &EngineLimits, by_request: Option<&mut ByRequest>) {
        let at = kept.answer.recorded_at;
        match &kept.tag.key {
            RequestKey::Unary { id, .. } => {
                self.unary.insert((at.max(made_at(*id)), kept.answer.sequence), Arc::clone(&kept));
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
        let mut forgotten = Vec::new();
        while let Some((&(at, _), _)) = self.unary.first_key_value() {
            let is_young = now.since(at) <= limits.requests_keep;
            if is_young && self.unary.len() <= limits.requests_max {
                break;
            }
            let Some((_, kept)) = self.unary.pop_first() else { break };
            // `at` is the later of recording and making; what was made after it cannot have been forgotten.
            // What is older than any answer is kept is refused for that alone.
            if let (true, RequestKey::Unary { principal, .. }) = (is_young, &kept.tag.key) {
                let through = self.forgotten_through.entry(principal.clone()).or_insert(at);
                *through = at.max(*through);
            }
            if self.forgotten_through.len() > FORGOTTEN_MAX {
                self.forgotten_through.retain(|_, through| now.since(*through) <= limits.requests_keep);
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
mod tests {
    use std::time::Duration;

    use super::*;

    const NOON: EngineTime = EngineTime::from_unix_seconds(1_800_000_000);

    /// The table as whoever decides keeps it; each answer is of an entry of its own.
    #[derive(Default)]
    struct Table {
        requests: Requests,
        by_request: ByRequest,
    }

    impl Table {
        fn look_up(&self, tag: &RequestTag, now: EngineTime, limits: &EngineLimits) -> Known {
            assert_eq!(self.by_request, self.requests.by_request(), "the names follow from what is kept");
            self.requests.look_up(tag, now, limits, &self.by_request)
        }

        fn keep(&mut self, tag: &RequestTag, answer: Answer, limits: &EngineLimits) {
            let kept = Arc::new(Kept::new(tag.clone(), Arc::new(answer)));
            self.requests.keep(kept, limits, Some(&mut self.by_request));
        }
    }

    fn unary(made_at: EngineTime, tail: u64) -> RequestTag {
        let ms = u64::try_from(made_at.as_micros() / 1_000).expect("after the epoch");
        let id = Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0000 | tail);
        let key = RequestKey::Unary { principal: Text::truncated("desk-3"), id: RequestId::from_uuid(id) };
        RequestTag { key, digest: RequestDigest([0; 16]) }
    }

    fn answered(sequence: u64, at: EngineTime) -> Answer {
        Answer::unchanged(Sequence::new(sequence), at)
    }

    #[test]
    fn a_retry_gets_the_same_answer_and_another_body_is_refused() {
        let (mut requests, limits) = (Table::default(), EngineLimits::default());
        let tag = unary(NOON, 1);
        assert_eq!(requests.look_up(&tag, NOON, &limits), Known::New);
        requests.keep(&tag, answered(5, NOON), &limits);
        let later = NOON + Duration::from_hours(1);
        assert_eq!(requests.look_up(&tag, later, &limits), Known::Answered(Arc::new(answered(5, NOON))));
        let other = RequestTag { digest: RequestDigest([1; 16]), ..tag };
        assert_eq!(requests.look_up(&other, later, &limits), Known::Refused(Rejection::RequestReused));
    }

    #[test]
    fn a_request_that_may_have_been_forgotten_is_never_run_again() {
        let mut requests = Table::default();
        let limits = EngineLimits { requests_max: 2, ..EngineLimits::default() };
        for number in 0..4 {
            let at = NOON + Duration::from_secs(number);
            requests.keep(&unary(at, number), answered(number, at), &limits);
        }
        assert_eq!(requests.requests.unary_len(), 2);
        let now = NOON + Duration::from_secs(10);
        assert_eq!(requests.look_up(&unary(NOON, 0), now, &limits), Known::Refused(Rejection::RequestTooOld));
        assert_eq!(requests.look_up(&unary(now, 9), now, &limits), Known::New);
        let tomorrow = now + Duration::from_hours(25);
        assert_eq!(requests.look_up(&unary(now, 9), tomorrow, &limits), Known::Refused(Rejection::RequestTooOld));
    }

    #[test]
    fn a_request_from_a_fast_clock_is_not_forgotten_before_its_own_time() {
        let (mut requests, limits) = (Table::default(), EngineLimits { requests_max: 2, ..EngineLimits::default() });
        let (fast, ahead) = (unary(NOON + Duration::from_hours(20), 1), NOON + Duration::from_hours(26));
        requests.keep(&fast, answered(1, NOON), &limits);
        requests.keep(&unary(ahead, 2), answered(2, ahead), &limits);
        assert_eq!(requests.look_up(&fast, ahead, &limits), Known::Answered(Arc::new(answered(1, NOON))));
        // Two more crowd it out, and what was made up to its own time is refused from then on.
        for number in 3..5 {
            requests.keep(&unary(ahead, number), answered(number, ahead), &limits);
        }
        assert_eq!(requests.look_up(&fast, ahead, &limits), Known::Refused(Rejection::RequestTooOld));
    }

    #[test]
    fn as_many_sessions_are_remembered_as_may_be_and_the_one_that_was_silent_longest_goes() {
        let mut requests = Table::default();
        let limits = EngineLimits { submit_sessions_max: 2, ..EngineLimits::default() };
        let command = |session| {
            let (principal, session) = (Text::truncated("telephone"), Uuid::from_u128(session));
            RequestTag { key: RequestKey::Submit { principal, session, number: 1 }, digest: RequestDigest([0; 16]) }
        };
        let known = |requests: &Table, session| {
            matches!(requests.look_up(&command(session), NOON, &limits), Known::Answered(_))
        };
        for session in 1..=5 {
            let at = NOON + Duration::from_secs(u64::try_from(session).expect("few"));
            requests.keep(&command(session), answered(1, at), &limits);
            let remembered: Vec<_> = (1..=5).filter(|session| known(&requests, *session)).collect();
            assert_eq!(remembered, (session.max(2) - 1..=session).collect::<Vec<_>>());
        }
    }

    #[test]
    fn names_of_a_far_future_spoil_nobody_elses_requests() {
        let (mut requests, limits) = (Table::default(), EngineLimits { requests_max: 2, ..EngineLimits::default() });
        for number in 0..8 {
            let far = unary(NOON + Duration::from_hours(10_000), number);
            requests.keep(&far, answered(number, NOON), &limits);
        }
        let mut another = unary(NOON, 99);
        if let RequestKey::Unary { principal, .. } = &mut another.key {
            *principal = Text::truncated("二号台");
        }
        assert_eq!(requests.look_up(&another, NOON, &limits), Known::New);
    }

    #[test]
    fn a_device_counts_its_writes_and_a_new_installation_starts_again() {
        let (mut requests, limits) = (Table::default(), EngineLimits::default());
        let tag = |installation: u128, number| RequestTag {
            key: RequestKey::Device {
                device: DeviceId::new("TQ0417-phone").expect("a device"),
                installation: Uuid::from_u128(installation),
                number,
            },
            digest: RequestDigest([0; 16]),
        };
        for number in 1..=40 {
            requests.keep(&tag(1, number), answered(number, NOON), &limits);
        }
        assert_eq!(requests.look_up(&tag(1, 40), NOON, &limits), Known::Answered(Arc::new(answered(40, NOON))));
        assert_eq!(requests.look_up(&tag(1, 1), NOON, &limits), Known::Refused(Rejection::RequestTooOld));
        assert_eq!(requests.look_up(&tag(1, 41), NOON, &limits), Known::New);
        assert_eq!(requests.look_up(&tag(2, 1), NOON, &limits), Known::New);
    }

    #[test]
    fn an_answer_is_kept_as_long_as_it_may_be() {
        let (mut requests, limits) = (Table::default(), EngineLimits::default());
        requests.keep(&unary(NOON, 1), answered(1, NOON), &limits);
        let oldest = NOON + limits.requests_keep;
        assert!(matches!(requests.look_up(&unary(NOON, 1), oldest, &limits), Known::Answered(_)));
        assert_eq!(requests.look_up(&unary(NOON, 2), oldest, &limits), Known::New, "it may still be new");
        let older = oldest + Duration::from_millis(1);
        assert_eq!(requests.look_up(&unary(NOON, 2), older, &limits), Known::Refused(Rejection::RequestTooOld));
        // It goes when another comes in, and not before its time is over.
        requests.keep(&unary(oldest, 3), answered(2, oldest), &limits);
        assert_eq!(requests.requests.unary_len(), 2);
        requests.keep(&unary(older, 4), answered(3, older), &limits);
        assert_eq!(requests.requests.unary_len(), 2);
    }

    #[test]
    fn a_window_keeps_as_many_answers_as_it_may() {
        let (mut requests, limits) = (Table::default(), EngineLimits { submit_window: 3, ..EngineLimits::default() });
        let command = |number| {
            let (principal, session) = (Text::truncated("telephone"), Uuid::from_u128(1));
            RequestTag { key: RequestKey::Submit { principal, session, number }, digest: RequestDigest([0; 16]) }
        };
        for number in 1..=5 {
            requests.keep(&command(number), answered(number, NOON), &limits);
            for earlier in 1..=number {
                let known = requests.look_up(&command(earlier), NOON, &limits);
                let expected = if earlier + 3 > number {
                    Known::Answered(Arc::new(answered(earlier, NOON)))
                } else {
                    Known::Refused(Rejection::RequestTooOld)
                };
                assert_eq!(known, expected, "{earlier} of {number}");
            }
        }
    }

    #[test]
    fn of_many_principals_each_one_is_still_refused_what_was_forgotten() {
        let (mut requests, limits) = (Table::default(), EngineLimits { requests_max: 2, ..EngineLimits::default() });
        let of = |principal: usize| {
            let mut tag = unary(NOON, 1);
            if let RequestKey::Unary { principal: name, .. } = &mut tag.key {
                *name = Text::truncated(&format!("desk-{principal}"));
            }
            tag
        };
        let (crowd, late) = (FORGOTTEN_MAX + 10, NOON + Duration::from_secs(1));
        for principal in 0..crowd {
            requests.keep(&of(principal), answered(principal as u64, late), &limits);
        }
        for principal in [0, 1, FORGOTTEN_MAX - 1, FORGOTTEN_MAX] {
            let known = requests.look_up(&of(principal), late, &limits);
            assert_eq!(known, Known::Refused(Rejection::RequestTooOld), "{principal}");
        }
    }
}
