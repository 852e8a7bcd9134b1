//! What the device has said and nobody has answered yet.
//!
//! Every write gets the next number of this installation and stays here until its answer comes, over as many connections
//! as that takes: the daemon carries out a number once, however often it is sent. What happened in a dead spot is told
//! with its age by the device's monotonic clock, never by its wall clock. A device with flash memory keeps this queue
//! there; this one keeps it in memory, which is why each run is an installation of its own.

use std::collections::VecDeque;
use std::time::Duration;

use crate::api::proto::ConnectRequest;
use crate::api::proto::connect_request::Message as Up;
use crate::domain::time::EngineTime;

/// The most writes that wait.
pub(super) const WRITES_MAX: usize = 256;

/// Writes in the order of their numbers.
#[derive(Debug)]
pub(super) struct Queue {
    next_number: u64,
    waiting: VecDeque<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    said_at: EngineTime,
    write: Up,
    /// Whether it was sent over the present connection.
    is_sent: bool,
    /// Not to be sent before this moment.
    not_before: EngineTime,
}

impl Queue {
    /// An empty queue.
    pub(super) const fn new() -> Self {
        Self { next_number: 1, waiting: VecDeque::new() }
    }

    /// Puts a write in; false when there is no room.
    pub(super) fn push(&mut self, write: Up, now: EngineTime) -> bool {
        if self.waiting.len() >= WRITES_MAX {
            return false;
        }
        let number = self.next_number;
        self.next_number += 1;
        self.waiting.push_back(Waiting { number, said_at: now, write, is_sent: false, not_before: now });
        true
    }

    /// What is to be sent now, in order, each with its age. What follows a write that must wait waits behind it.
    pub(super) fn due(&mut self, now: EngineTime) -> Vec<ConnectRequest> {
        let mut due = Vec::new();
        for waiting in self.waiting.iter_mut().filter(|waiting| !waiting.is_sent) {
            if waiting.not_before > now {
                break;
            }
            waiting.is_sent = true;
            let write = aged(waiting.write.clone(), now.since(waiting.said_at));
            due.push(ConnectRequest { number: waiting.number, message: Some(write) });
        }
        due
    }

    /// The connection is gone: everything without an answer is sent again over the next one.
    pub(super) fn connection_lost(&mut self) {
        self.waiting.iter_mut().for_each(|waiting| waiting.is_sent = false);
    }

    /// An answer came: the write is forgotten. None when it was answered before.
    pub(super) fn answered(&mut self, number: u64) -> Option<Up> {
        let index = self.waiting.iter().position(|waiting| waiting.number == number)?;
        self.waiting.remove(index).map(|waiting| waiting.write)
    }

    /// The daemon had no room: the write is sent again after a while.
    pub(super) fn later(&mut self, number: u64, at: EngineTime) {
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.number == number) {
            (waiting.is_sent, waiting.not_before) = (false, at);
        }
    }

    /// Whether a write like this one waits.
    pub(super) fn holds(&self, write: &Up) -> bool {
        self.waiting.iter().any(|waiting| waiting.write == *write)
    }

    /// How many writes wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}

/// The same write with how long ago it was said.
fn aged(mut write: Up, age: Duration) -> Up {
    let age_ms = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
    match &mut write {
        Up::AdvanceDispatch(write) => write.occurred_age_ms = age_ms,
        Up::AcknowledgeOrder(write) => write.occurred_age_ms = age_ms,
        Up::SetAvailability(write) => write.occurred_age_ms = age_ms,
        Up::ReportOnView(write) => write.occurred_age_ms = age_ms,
        Up::AttachToIncident(write) => write.occurred_age_ms = age_ms,
        Up::StartDuty(write) => write.occurred_age_ms = age_ms,
        Up::EndDuty(write) => write.occurred_age_ms = age_ms,
        Up::ChangeCrew(write) => write.occurred_age_ms = age_ms,
        Up::CompleteOrder(write) => write.occurred_age_ms = age_ms,
        Up::RaiseEmergency(write) => write.occurred_age_ms = age_ms,
        // These are no writes; fixes have an age each.
        Up::Hello(_) | Up::Positions(_) | Up::DeviceStatus(_) => {}
    }
    write
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::EndDutyRequest;

    fn at(ms: i64) -> EngineTime {
        EngineTime::from_micros(ms * 1_000)
    }

    fn end(unit: &str) -> Up {
        Up::EndDuty(EndDutyRequest { unit: unit.to_owned(), ..EndDutyRequest::default() })
    }

    fn sent(queue: &mut Queue, now: EngineTime) -> Vec<(u64, u64)> {
        let age = |message: ConnectRequest| match message.message {
            Some(Up::EndDuty(write)) => write.occurred_age_ms,
            _ => panic!("not what was put in"),
        };
        queue.due(now).into_iter().map(|message| (message.number, age(message))).collect()
    }

    #[test]
    fn what_was_not_answered_is_sent_again_with_its_number_and_a_greater_age() {
        let mut queue = Queue::new();
        assert!(queue.push(end("units/a"), at(0)) && queue.push(end("units/b"), at(400)));
        assert_eq!(sent(&mut queue, at(1_000)), [(1, 1_000), (2, 600)]);
        assert_eq!(sent(&mut queue, at(2_000)), [], "once a connection");
        assert_eq!(queue.answered(1), Some(end("units/a")));
        assert_eq!(queue.answered(1), None, "an answer twice is harmless");
        queue.connection_lost();
        assert_eq!(sent(&mut queue, at(60_000)), [(2, 59_600)]);
        assert!(queue.push(end("units/c"), at(60_000)));
        assert_eq!(sent(&mut queue, at(60_000)), [(3, 0)], "numbers are never used twice");
    }

    #[test]
    fn what_must_wait_keeps_its_place() {
        let mut queue = Queue::new();
        assert!(queue.push(end("units/a"), at(0)));
        assert_eq!(sent(&mut queue, at(0)).len(), 1);
        queue.later(1, at(1_000));
        assert!(queue.push(end("units/b"), at(10)));
        assert_eq!(sent(&mut queue, at(999)), []);
        assert_eq!(sent(&mut queue, at(1_000)), [(1, 1_000), (2, 990)]);
    }

    #[test]
    fn a_full_queue_says_so() {
        let mut queue = Queue::new();
        assert!((0..WRITES_MAX).all(|_| queue.push(end("units/a"), at(0))));
        assert!(!queue.push(end("units/a"), at(0)));
        assert_eq!(queue.len(), WRITES_MAX);
    }
}
