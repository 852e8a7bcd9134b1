//! Whether one order explains a history: the method of Wing and Gong with Lowe's memory of what was tried, as porcupine
//! does it.

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;

/// What a thing does when calls come one after the other.
pub(super) trait Model {
    type Operation: Clone + Debug;
    type State: Clone + Eq + Hash + Debug;

    fn start(&self) -> Self::State;

    /// The state after the call; none when it could not have been answered like this.
    fn step(&self, state: &Self::State, operation: &Self::Operation) -> Option<Self::State>;
}

/// A call with its answer, and the time in which it must have taken effect.
#[derive(Clone, Debug)]
pub(super) struct Call<O> {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) what: O,
}

/// The furthest that an order came, and the calls of which one would have had to be next.
#[derive(Debug)]
pub(super) struct Stuck<O, S> {
    pub(super) explained: usize,
    #[expect(dead_code, reason = "printed")]
    pub(super) state: S,
    #[expect(dead_code, reason = "printed")]
    pub(super) next: Vec<Call<O>>,
}

/// A set of calls by number.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Done {
    /// Every call before this one is done.
    before: usize,
    /// Which of the later ones are, in order.
    also: Vec<usize>,
}

impl Done {
    fn with(&self, call: usize) -> Self {
        let mut done = self.clone();
        let place = done.also.partition_point(|other| *other < call);
        done.also.insert(place, call);
        while done.also.first() == Some(&done.before) {
            done.also.remove(0);
            done.before += 1;
        }
        done
    }

    fn len(&self) -> usize {
        self.before + self.also.len()
    }
}

/// An order in which the model gives every answer, by the numbers of the calls.
pub(super) fn explain<M: Model>(
    model: &M,
    calls: &[Call<M::Operation>],
) -> Result<Vec<usize>, Stuck<M::Operation, M::State>> {
    let mut by_start: Vec<usize> = (0..calls.len()).collect();
    by_start.sort_by_key(|call| calls[*call].from);
    let call = |number: usize| &calls[by_start[number]];
    // A call may be next when no other that is left had been answered before it was asked.
    let may_be_next = |done: &Done| {
        let mut open = Vec::new();
        let mut answered = u64::MAX;
        for number in done.before..calls.len() {
            if call(number).from > answered {
                break;
            }
            if done.also.binary_search(&number).is_err() {
                answered = answered.min(call(number).to);
                open.push(number);
            }
        }
        open.retain(|number| call(*number).from <= answered);
        open
    };
    let mut tried = HashSet::new();
    let mut order: Vec<usize> = Vec::new();
    let mut best = Stuck { explained: 0, state: model.start(), next: Vec::new() };
    // The way that is tried, each step with what else could be tried from there.
    let mut way = vec![(Done::default(), model.start(), may_be_next(&Done::default()))];
    while let Some((done, state, open)) = way.last_mut() {
        if done.len() == calls.len() {
            return Ok(order.into_iter().map(|number| by_start[number]).collect());
        }
        if done.len() >= best.explained {
            let next = may_be_next(done).into_iter().map(|number| call(number).clone()).collect();
            best = Stuck { explained: done.len(), state: state.clone(), next };
        }
        let Some(next) = open.pop() else {
            way.pop();
            order.pop();
            continue;
        };
        let Some(state) = model.step(state, &call(next).what) else { continue };
        let done = done.with(next);
        if tried.insert((done.clone(), state.clone())) {
            let open = may_be_next(&done);
            order.push(next);
            way.push((done, state, open));
        }
    }
    Err(best)
}

mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A register: the simplest thing that can be read too early or too late.
    struct Register;

    #[derive(Clone, Debug)]
    enum Ask {
        Write(u8),
        Read(u8),
    }

    impl Model for Register {
        type Operation = Ask;
        type State = u8;

        fn start(&self) -> u8 {
            0
        }

        fn step(&self, state: &u8, operation: &Ask) -> Option<u8> {
            match operation {
                Ask::Write(value) => Some(*value),
                Ask::Read(value) => (value == state).then_some(*state),
            }
        }
    }

    /// Every order that there is.
    fn some_order_explains(calls: &[Call<Ask>], state: u8) -> bool {
        calls.is_empty()
            || (0..calls.len()).any(|first| {
                let mut rest = calls.to_vec();
                let call = rest.remove(first);
                rest.iter().all(|other| other.to >= call.from)
                    && Register.step(&state, &call.what).is_some_and(|state| some_order_explains(&rest, state))
            })
    }

    fn calls() -> impl Strategy<Value = Vec<Call<Ask>>> {
        let ask = prop_oneof![(0..3u8).prop_map(Ask::Write), (0..3u8).prop_map(Ask::Read)];
        let call = (0..20u64, 0..8u64, ask).prop_map(|(from, length, what)| Call { from, to: from + length, what });
        proptest::collection::vec(call, 0..7)
    }

    proptest! {
        #[test]
        fn the_checker_says_what_trying_every_order_says(calls in calls()) {
            let explained = explain(&Register, &calls);
            prop_assert_eq!(explained.is_ok(), some_order_explains(&calls, 0), "{:?}", explained);
            if let Ok(order) = explained {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                prop_assert_eq!(sorted, (0..calls.len()).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_read_of_what_was_there_before_an_answered_write_is_found() {
        let call = |from, to, what| Call { from, to, what };
        let stale = [call(0, 1, Ask::Write(1)), call(2, 3, Ask::Read(0))];
        assert_eq!(explain(&Register, &stale).expect_err("stale").explained, 1);
        let early = [call(0, 5, Ask::Write(1)), call(1, 2, Ask::Read(1)), call(3, 4, Ask::Read(0))];
        assert!(explain(&Register, &early).is_err(), "seen, and then unseen");
    }
}
