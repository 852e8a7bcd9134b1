//! The inbox against a model that only knows what must hold: nothing lost, nothing twice, order within a lane, the graver
//! first, and nobody waits for ever.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

type Numbers = Inbox<u8, u32>;

const fn limits(waiting_max: usize, step_max: usize, step_other_max: usize) -> InboxLimits {
    let waiting_max = PerClass { level_one: waiting_max, own: waiting_max, other: waiting_max, link: waiting_max };
    InboxLimits { waiting_max, step_max, step_other_max }
}

fn items(inbox: &Numbers) -> Vec<u32> {
    let mut items = Vec::new();
    assert_eq!(inbox.take(Some(Duration::ZERO), &mut items), Taken::Items, "it is open");
    items
}

#[test]
fn a_full_class_gives_back_and_leaves_the_others_their_room() {
    let inbox = Numbers::new(limits(2, 8, 8));
    assert_eq!((inbox.put(Class::Other, None, 1), inbox.put(Class::Other, None, 2)), (Ok(()), Ok(())));
    assert_eq!(inbox.put(Class::Other, None, 3), Err((3, InboxRefusal::Full)));
    for class in [Class::LevelOne, Class::Own, Class::Link] {
        assert_eq!(inbox.put(class, None, 4), Ok(()), "{class:?}");
    }
}

#[test]
fn a_closed_inbox_is_emptied_first_and_its_last_word_comes_last() {
    let inbox = Numbers::new(limits(8, 2, 2));
    for item in 1..=3 {
        inbox.put(Class::Link, None, item).expect("there is room");
    }
    assert_eq!(inbox.close_with(9), Ok(()));
    assert_eq!(inbox.close_with(10), Err(10), "there is one last word");
    assert_eq!(inbox.put(Class::LevelOne, None, 4), Err((4, InboxRefusal::Closed)));
    let mut taken = Vec::new();
    while inbox.take(None, &mut taken) == Taken::Items {}
    assert_eq!(taken, [1, 2, 3, 9]);
}

#[test]
fn a_nudge_wakes_the_reader_without_an_item() {
    let inbox = Numbers::new(limits(2, 8, 8));
    inbox.nudge();
    let mut taken = Vec::new();
    assert_eq!(inbox.take(None, &mut taken), Taken::Items);
    assert_eq!(inbox.take(Some(Duration::ZERO), &mut taken), Taken::Items);
    assert!(taken.is_empty());
}

#[test]
fn level_1_is_taken_first_and_little_beside_it() {
    let inbox = Numbers::new(limits(1_000, 100, 16));
    for item in 0..100 {
        inbox.put(Class::Other, None, item).expect("there is room");
    }
    inbox.put(Class::LevelOne, None, 999).expect("there is room");
    let step = items(&inbox);
    assert_eq!(step, [999, 0, 1], "an eighth of what a step takes otherwise");
    assert_eq!(items(&inbox).len(), 16, "and without level 1 a bounded number");
}

#[test]
fn the_lower_classes_move_on_while_level_1_never_ends() {
    let inbox = Numbers::new(limits(1_000, 8, 8));
    for item in 0..10 {
        inbox.put(Class::Other, None, item).expect("there is room");
        inbox.put(Class::Link, None, 100 + item).expect("there is room");
    }
    let mut lower = Vec::new();
    for step in 0..40 {
        while inbox.waiting().level_one < 20 {
            inbox.put(Class::LevelOne, None, 1_000 + step).expect("there is room");
        }
        lower.extend(items(&inbox).into_iter().filter(|item| *item < 1_000));
    }
    assert_eq!(lower.len(), 20, "all of both had their turn: {lower:?}");
}

#[test]
fn a_graver_command_pulls_its_forerunners_along_and_overtakes_none_of_them() {
    let inbox = Numbers::new(limits(1_000, 100, 4));
    for item in 0..50 {
        inbox.put(Class::Other, Some(1), item).expect("there is room");
        inbox.put(Class::Other, Some(2), 100 + item).expect("there is room");
    }
    inbox.put(Class::LevelOne, Some(2), 150).expect("there is room");
    let step = items(&inbox);
    let (grave, beside) = step.split_at(51);
    assert_eq!(grave, (100..=150).collect::<Vec<_>>(), "the whole lane up to it");
    assert_eq!(beside, [0, 1, 2, 3], "and of the other lane what stands beside level 1");
    assert_eq!(inbox.waiting(), PerClass { other: 46, ..PerClass::default() });
    assert_eq!(items(&inbox), [4, 5, 6, 7], "the turns of what was taken along are spent");
}

#[test]
fn spent_turns_do_not_pile_up() {
    let inbox = Numbers::new(limits(16, 4, 1));
    inbox.put(Class::Other, None, 7).expect("there is room");
    for _ in 0..1_000 {
        for item in 0..10 {
            inbox.put(Class::Other, Some(1), item).expect("there is room");
        }
        inbox.put(Class::LevelOne, Some(1), 10).expect("there is room");
        while inbox.waiting().level_one > 0 {
            items(&inbox);
        }
    }
    let inner = inbox.inner.lock().expect("no panic");
    assert!(inner.turns.other.len() <= 32, "{} turns", inner.turns.other.len());
}

#[derive(Clone, Debug)]
enum Act {
    Put(Class, Option<u8>),
    Take,
}

fn act() -> impl Strategy<Value = Act> {
    let class = prop::sample::select(Class::ALL.to_vec());
    prop_oneof![
        4 => (class, prop::option::of(0_u8..3)).prop_map(|(class, lane)| Act::Put(class, lane)),
        1 => Just(Act::Take),
    ]
}

proptest! {
    #[test]
    fn nothing_is_lost_and_every_order_that_matters_is_kept(
        acts in prop::collection::vec(act(), 0..300),
        waiting_max in 1_usize..20,
        step_max in 1_usize..12,
        step_other_max in 1_usize..12,
    ) {
        let inbox = Numbers::new(limits(waiting_max, step_max, step_other_max));
        let mut inside: BTreeMap<u32, (Class, Option<u8>)> = BTreeMap::new();
        let mut next = 0;
        let take = |inside: &mut BTreeMap<u32, (Class, Option<u8>)>| {
            let step = items(&inbox);
            let waited: Vec<_> = inside.clone().into_iter().collect();
            prop_assert_eq!(step.is_empty(), waited.is_empty(), "a step takes something when something waits");
            for item in &step {
                let (class, lane) = inside.remove(item).expect("it was put in and not taken before");
                for (other, (of, in_lane)) in inside.iter().filter(|(other, _)| *other < item) {
                    prop_assert!(lane.is_none() || *in_lane != lane, "{} overtook {} in its lane", item, other);
                    let both_alone = lane.is_none() && in_lane.is_none();
                    prop_assert!(!both_alone || *of != class, "{} overtook {} in its class", item, other);
                }
            }
            let grave = waited.iter().any(|(_, (class, _))| *class == Class::LevelOne);
            let first = step.first().map(|first| waited.iter().find(|(item, _)| item == first));
            if let (true, Some(Some((_, (class, lane))))) = (grave, first) {
                prop_assert!(*class == Class::LevelOne || lane.is_some(), "level 1 comes first");
            }
            Ok(())
        };
        for act in acts {
            match act {
                Act::Put(class, lane) => {
                    let full = inside.values().filter(|(of, _)| *of == class).count() >= waiting_max;
                    let put = inbox.put(class, lane, next);
                    prop_assert_eq!(put.is_err(), full);
                    if put.is_ok() {
                        inside.insert(next, (class, lane));
                    }
                    next += 1;
                }
                Act::Take => take(&mut inside)?,
            }
        }
        while !inside.is_empty() {
            take(&mut inside)?;
        }
        prop_assert_eq!(inbox.waiting(), PerClass::default());
        prop_assert!(inbox.inner.lock().expect("no panic").lanes.is_empty());
    }
}
