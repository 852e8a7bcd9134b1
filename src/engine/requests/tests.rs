//! What is known of a request, and what is forgotten of whom.

use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::domain::ids::DeviceId;

const NOON: EngineTime = EngineTime::from_unix_seconds(1_800_000_000);

/// The table as whoever decides keeps it; each answer is of an entry of its own.
#[derive(Default)]
struct Table {
    requests: Requests,
    by_request: ByRequest,
}

impl Table {
    fn look_up(&self, tag: &RequestTag, now: EngineTime, limits: &EngineLimits) -> Known {
        self.look_up_of("desk-3", tag, now, limits)
    }

    fn look_up_of(&self, principal: &str, tag: &RequestTag, now: EngineTime, limits: &EngineLimits) -> Known {
        assert_eq!(self.by_request, self.requests.by_request(), "the names follow from what is kept");
        self.requests.look_up(&Text::truncated(principal), tag, now, limits, &self.by_request)
    }

    fn keep(&mut self, tag: &RequestTag, answer: Answer, limits: &EngineLimits) {
        self.keep_of("desk-3", tag, answer, limits);
    }

    fn keep_of(&mut self, principal: &str, tag: &RequestTag, answer: Answer, limits: &EngineLimits) {
        let kept = Arc::new(Kept::new(tag.clone(), Arc::new(answer)));
        self.requests.keep(&Text::truncated(principal), kept, limits, Some(&mut self.by_request));
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

fn command(principal: &str, session: u128, number: u64) -> RequestTag {
    let (principal, session) = (Text::truncated(principal), Uuid::from_u128(session));
    RequestTag { key: RequestKey::Submit { principal, session, number }, digest: RequestDigest([0; 16]) }
}

/// The name of a session that tells when it was made.
fn session_made(at: EngineTime, tail: u64) -> u128 {
    let ms = u64::try_from(at.as_micros() / 1_000).expect("after the epoch");
    Uuid::from_u64_pair((ms << 16) | 0x7000, 0x8000_0000_0000_0000 | tail).as_u128()
}

fn write(device: &str, installation: u128, number: u64) -> RequestTag {
    let device = DeviceId::new(device).expect("a device");
    let key = RequestKey::Device { device, installation: Uuid::from_u128(installation), number };
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
fn no_command_is_run_again_though_others_open_as_many_sessions_as_there_may_be() {
    let (mut requests, limits) = (Table::default(), EngineLimits { submit_sessions_max: 8, ..EngineLimits::default() });
    for number in 810..=812 {
        requests.keep(&command("telephone", 1, number), answered(number, NOON), &limits);
    }
    let known = Known::Answered(Arc::new(answered(812, NOON)));
    for session in 2..1_000_u64 {
        let who = if session % 3 == 0 { "thief" } else { "another thief" };
        requests.keep(&command(who, session.into(), 1), answered(812 + session, NOON), &limits);
        assert_eq!(requests.look_up(&command("telephone", 1, 812), NOON, &limits), known, "{session}");
    }
}

#[test]
fn of_a_session_that_may_be_forgotten_nothing_is_run_again_and_a_new_one_begins() {
    let (mut requests, limits) = (Table::default(), EngineLimits { submit_sessions_max: 4, ..EngineLimits::default() });
    let (old, young) = (session_made(NOON, 1), session_made(NOON + Duration::from_secs(9), 2));
    let before = |requests: &Table, tag: &RequestTag| requests.look_up(tag, NOON + Duration::from_secs(9), &limits);
    assert_eq!(before(&requests, &command("telephone", old, 2)), Known::New, "a client may begin with any number");
    requests.keep(&command("telephone", 7, 812), answered(1, NOON), &limits);
    requests.keep(&command("telephone", old, 1), answered(2, NOON), &limits);
    let too_many = |requests: &mut Table, from: u64| {
        for number in from..from + 4 {
            let who = format!("desk-{number}");
            requests.keep(&command(&who, 100, 1), answered(number, NOON + Duration::from_secs(1)), &limits);
        }
    };
    too_many(&mut requests, 10);
    let too_old = Known::Refused(Rejection::RequestTooOld);
    assert_eq!(before(&requests, &command("telephone", 7, 812)), too_old);
    assert_eq!(before(&requests, &command("telephone", old, 1)), too_old, "the first command neither");
    assert_eq!(before(&requests, &command("telephone", 8, 1)), Known::New, "a session that begins");
    assert_eq!(
        before(&requests, &command("telephone", young, 2)),
        Known::New,
        "one that is younger than all forgotten"
    );
    assert_eq!(before(&requests, &command("patrol", 7, 812)), Known::New, "nothing of theirs was forgotten");
}

#[test]
fn who_has_most_sessions_loses_the_one_that_was_silent_longest() {
    let (mut requests, limits) = (Table::default(), EngineLimits { submit_sessions_max: 3, ..EngineLimits::default() });
    let steps = [("telephone", 1, 1), ("desk", 1, 1), ("desk", 2, 1), ("desk", 1, 2), ("patrol", 1, 1)];
    for (entry, (who, session, number)) in (1..).zip(steps) {
        requests.keep(&command(who, session, number), answered(entry, NOON), &limits);
    }
    let is_known = |(who, session, number)| {
        matches!(requests.look_up(&command(who, session, number), NOON, &limits), Known::Answered(_))
    };
    assert_eq!(steps.map(is_known), [true, true, false, true, true]);
}

#[test]
fn a_device_that_another_principal_names_keeps_its_numbers() {
    let (mut requests, limits) = (Table::default(), EngineLimits::default());
    requests.keep_of("R12", &write("radio-R12", 1, 1), answered(1, NOON), &limits);
    requests.keep_of("R12", &write("radio-R12", 1, 2), answered(2, NOON), &limits);
    requests.keep_of("R13", &write("radio-R12", 2, 1), answered(3, NOON), &limits);
    let retry = requests.look_up(&write("radio-R12", 1, 2), NOON, &limits);
    assert_eq!(retry, Known::Answered(Arc::new(answered(2, NOON))));
    assert_eq!(requests.look_up(&write("radio-R12", 1, 3), NOON, &limits), Known::New);
    // The crew of the next shift has another credential on the same phone.
    requests.keep_of("R12 by night", &write("radio-R12", 1, 3), answered(4, NOON), &limits);
    let retry = requests.look_up(&write("radio-R12", 1, 2), NOON, &limits);
    assert_eq!(retry, Known::Answered(Arc::new(answered(2, NOON))));
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

#[test]
fn who_names_ever_new_devices_has_so_many_and_nobody_else_loses_one() {
    let (mut requests, limits) =
        (Table::default(), EngineLimits { device_installations_max: 8, ..EngineLimits::default() });
    requests.keep_of("R12", &write("radio-R12", 1, 7), answered(1, NOON), &limits);
    let of_thief = Text::truncated("thief");
    for number in 2..100 {
        let tag = write(&format!("radio-{number}"), 1, 2);
        requests.keep_of("thief", &tag, answered(number, NOON), &limits);
        assert!(requests.requests.devices.len_of(&of_thief) <= 8, "{number}");
        let retry = requests.look_up_of("thief", &tag, NOON, &limits);
        assert_eq!(retry, Known::Answered(Arc::new(answered(number, NOON))));
    }
    let retry = requests.look_up(&write("radio-R12", 1, 7), NOON, &limits);
    assert_eq!(retry, Known::Answered(Arc::new(answered(1, NOON))));
    assert_eq!(requests.look_up_of("R12", &write("radio-R12", 2, 3), NOON, &limits), Known::New);
    let forgotten = requests.look_up_of("thief", &write("radio-2", 1, 2), NOON, &limits);
    assert_eq!(forgotten, Known::Refused(Rejection::RequestTooOld), "not run again");
    assert_eq!(requests.look_up_of("thief", &write("radio-2", 2, 1), NOON, &limits), Known::New);
}

#[test]
fn a_number_that_comes_again_in_an_old_record_keeps_its_first_answer() {
    let (mut requests, limits) = (Table::default(), EngineLimits::default());
    for (sequence, number) in [(1, 1), (2, 5), (3, 1), (4, 3)] {
        requests.keep(&write("radio-R12", 1, number), answered(sequence, NOON), &limits);
    }
    let known = |number| requests.look_up(&write("radio-R12", 1, number), NOON, &limits);
    assert_eq!(known(1), Known::Answered(Arc::new(answered(1, NOON))));
    assert_eq!(known(3), Known::Refused(Rejection::RequestTooOld));
    assert_eq!(known(5), Known::Answered(Arc::new(answered(2, NOON))));
    assert_eq!(known(6), Known::New);
}
