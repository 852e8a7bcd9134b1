//! What is known of a request, and what is forgotten of whom.

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

fn of(principal: &str, mut tag: RequestTag) -> RequestTag {
    if let RequestKey::Unary { principal: name, .. } = &mut tag.key {
        *name = Text::truncated(principal);
    }
    tag
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
    let known =
        |requests: &Table, session| matches!(requests.look_up(&command(session), NOON, &limits), Known::Answered(_));
    for session in 1..=5 {
        let at = NOON + Duration::from_secs(u64::try_from(session).expect("few"));
        requests.keep(&command(session), answered(1, at), &limits);
        let remembered: Vec<_> = (1..=5).filter(|session| known(&requests, *session)).collect();
        assert_eq!(remembered, (session.max(2) - 1..=session).collect::<Vec<_>>());
    }
}

#[test]
fn names_of_a_far_future_spoil_nobody_elses_requests() {
    let (mut requests, limits) = (Table::default(), EngineLimits { requests_max: 4, ..EngineLimits::default() });
    for number in 0..8 {
        let far = of("radio", unary(NOON + Duration::from_hours(10_000), number));
        requests.keep(&far, answered(number, NOON), &limits);
    }
    assert_eq!(requests.look_up(&of("二号台", unary(NOON, 99)), NOON, &limits), Known::New);
    // Somebody else of whom answers are kept meanwhile gets them, and whatever it asked for before its last is still new.
    for number in 10..20 {
        let (tag, at) = (unary(NOON + Duration::from_secs(number), number), NOON + Duration::from_secs(number));
        let earlier = unary(NOON + Duration::from_secs(number - 1), 100 + number);
        requests.keep(&tag, answered(number, at), &limits);
        assert_eq!(requests.look_up(&tag, at, &limits), Known::Answered(Arc::new(answered(number, at))));
        if number < 14 {
            assert_eq!(requests.look_up(&earlier, at, &limits), Known::New, "{number}");
        }
    }
    let far = of("radio", unary(NOON + Duration::from_hours(10_000), 0));
    assert_eq!(requests.look_up(&far, NOON, &limits), Known::Refused(Rejection::RequestTooOld), "not run again");
}

#[test]
fn a_far_future_that_has_come_to_its_time_is_forgotten_then() {
    let (mut requests, limits) = (Table::default(), EngineLimits::default());
    let fast = unary(NOON + Duration::from_hours(50), 1);
    requests.keep(&fast, answered(1, NOON), &limits);
    for (number, hours) in [(2, 30), (3, 74), (4, 75)] {
        let at = NOON + Duration::from_hours(hours);
        requests.keep(&unary(at, number), answered(number, at), &limits);
        let known = requests.look_up(&fast, at, &limits);
        if hours <= 74 {
            assert_eq!(known, Known::Answered(Arc::new(answered(1, NOON))), "{hours}");
        } else {
            assert_eq!(known, Known::Refused(Rejection::RequestTooOld), "{hours}");
        }
    }
    assert_eq!(requests.requests.unary_len(), 2);
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
