//! What the rim puts on the record: that it refused something, and that it is about to show personal data.
//!
//! A read is on disk before its answer leaves. Whoever sees masked data only has seen nothing personal, so nothing is
//! recorded for them. What a unit's device is shown of its own dispatch is told by the dispatch itself: it was opened
//! for that unit, and its order was delivered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tonic::Status;

use super::edge::Edge;
use super::status::Problem;
use crate::access::caller::{Caller, Sight};
use crate::domain::actor::Actor;
use crate::domain::audit::{Reading, RefusedAtRim};
use crate::domain::command::RequestTag;
use crate::domain::ids::{CommandId, Sequence};
use crate::domain::text::Text;
use crate::runtime::handle::Handle;

impl Edge {
    /// Puts on the record that a call was refused before it became a command. The refusal leaves after that.
    pub async fn note_refusal(&self, actor: &Actor, command: &str, request: Option<RequestTag>, problem: &Problem) {
        let refused = RefusedAtRim {
            command: Text::truncated(command),
            reason: Text::truncated(problem.reason()),
            detail: Text::truncated(&without_values(problem)),
            subjects: Vec::new(),
        };
        // When it takes too long, it is on its way all the same.
        drop(self.within_deadline(self.handle.record_refusal(actor, request, refused)).await);
    }

    /// Puts on the record what somebody is about to be shown. Only when this returns may it leave.
    ///
    /// # Errors
    /// When it cannot be recorded now.
    pub async fn saw(&self, caller: &Caller, rpc: &str, shown: Shown) -> Result<(), Status> {
        if caller.sight == Sight::Masked {
            return Ok(());
        }
        self.read_the_record(caller, rpc, shown).await
    }

    /// Puts on the record that somebody is about to be shown the record itself, masked or not.
    ///
    /// # Errors
    /// When it cannot be recorded now.
    pub async fn read_the_record(&self, caller: &Caller, rpc: &str, shown: Shown) -> Result<(), Status> {
        let Shown { subjects, query, rows } = shown;
        let reading = Reading::Answer {
            rpc: Text::truncated(rpc),
            subjects: subjects.iter().map(|subject| Text::truncated(subject)).collect(),
            query: Text::truncated(&query),
            rows: rows as u64,
        };
        let recorded = self.handle.record_reading(&caller.actor, reading);
        self.within_deadline(recorded).await?.map_err(Problem::from)?;
        Ok(())
    }

    /// Puts on the record that somebody begins to watch; when the guard is dropped, that the watch has ended. None for
    /// whoever sees masked data only.
    ///
    /// # Errors
    /// When it cannot be recorded now.
    pub async fn watches(
        &self,
        caller: &Caller,
        rpc: &str,
        query: &str,
        from: Sequence,
    ) -> Result<Option<Watched>, Status> {
        if caller.sight == Sight::Masked {
            return Ok(None);
        }
        let reading = Reading::WatchOpened { rpc: Text::truncated(rpc), query: Text::truncated(query), from };
        let recorded = self.handle.record_reading(&caller.actor, reading);
        let (opened, _) = self.within_deadline(recorded).await?.map_err(Problem::from)?;
        let (handle, actor) = (self.handle.clone(), caller.actor.clone());
        Ok(Some(Watched { handle, actor, opened, through: Arc::new(AtomicU64::new(from.get())) }))
    }
}

/// What is about to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The things, by resource names; of a list, what it was asked about.
    pub subjects: Vec<String>,
    /// What was asked for, where it was a list.
    pub query: String,
    /// How many things the answer has.
    pub rows: usize,
}

impl Shown {
    /// One thing.
    #[must_use]
    pub fn one(subject: String) -> Self {
        Self { subjects: vec![subject], query: String::new(), rows: 1 }
    }
}

/// A watch that is on the record; its end goes there when this is dropped.
#[derive(Debug)]
pub struct Watched {
    handle: Handle,
    actor: Actor,
    opened: CommandId,
    through: Arc<AtomicU64>,
}

impl Watched {
    /// Notes up to where the watcher was shown.
    pub fn through(&self, sequence: Sequence) {
        self.through.fetch_max(sequence.get(), Ordering::AcqRel);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let through = Sequence::new(self.through.load(Ordering::Acquire));
        self.handle.record_reading_end(&self.actor, Reading::WatchEnded { opened: self.opened, through });
    }
}

/// What was wrong, by the names of the fields: the words about them may repeat what a client sent, and that may be
/// somebody's telephone number.
fn without_values(problem: &Problem) -> String {
    if problem.violations().is_empty() {
        return problem.message().to_owned();
    }
    let fields: Vec<_> = problem.violations().iter().map(|violation| violation.field.as_str()).collect();
    format!("invalid: {}", fields.join(", "))
}

/// The command of a method: `FileReport` is `file_report`.
#[must_use]
pub fn command_of(method: &str) -> String {
    method.chars().fold(String::new(), |mut command, letter| {
        if letter.is_ascii_uppercase() && !command.is_empty() {
            command.push('_');
        }
        command.push(letter.to_ascii_lowercase());
        command
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_called_as_its_command() {
        assert_eq!(command_of("FileReport"), "file_report");
        assert_eq!(command_of("RollBackPolicy"), "roll_back_policy");
    }

    #[test]
    fn what_a_client_sent_is_not_repeated() {
        let problem = Problem::invalid("caller.phone", "invalid phone (got \"13812345678\"): too long");
        assert_eq!(without_values(&problem), "invalid: caller.phone");
        let problem = Problem::precondition("STOPPING", "the daemon is stopping");
        assert_eq!(without_values(&problem), "the daemon is stopping");
    }
}
