//! The way of a command into the inbox: its class by a hint, whether the disk still takes it, and how long it waits for
//! room before it is turned away.

use std::time::Duration;

use tokio::sync::oneshot;

use super::class::{Class, Hint, Lane, hint};
use super::handle::{Handle, Pending, Refusal, ReplyTo};
use super::inbox::InboxRefusal;
use super::sequencer::Submission;
use crate::domain::actor::Actor;
use crate::domain::command::Envelope;
use crate::domain::disk::DiskState;
use crate::engine::scope::narrowed;
use crate::telemetry::names;

/// How long a level 1 command waits for room before it is turned away. Whoever sent it on a stream is not read
/// meanwhile, so that a flood stands in the network and not in memory.
const LEVEL_1_PATIENCE: Duration = Duration::from_millis(500);

/// How long a unit's link waits for room. Nobody is kept waiting by it but its own device.
const LINK_PATIENCE: Duration = Duration::from_secs(20);

/// How long is waited between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// A command that did not get in.
struct GivenBack {
    envelope: Envelope,
    why: InboxRefusal,
}

impl Handle {
    /// What can be told of a command before it is decided.
    #[must_use]
    pub fn hint(&self, envelope: &Envelope) -> Hint {
        hint(&self.read(), envelope)
    }

    /// Puts a command into the inbox without waiting. Commands of one class, and those of one stream, are decided in
    /// the order in which they were put in.
    ///
    /// # Errors
    /// When its class is full, the disk is, or the daemon is stopping.
    pub fn enqueue(&self, envelope: Envelope) -> Result<Pending, Refusal> {
        let hint = self.hint(&envelope);
        self.check_disk(hint, &envelope.actor)?;
        self.put(hint.class, envelope).map_err(|back| self.turned_away(hint.class, &back))
    }

    /// Puts a command into the inbox. Level 1 waits a little for room; everything else is turned away at once.
    ///
    /// # Errors
    /// When its class stays full, the disk is full, or the daemon is stopping.
    pub async fn admit(&self, mut envelope: Envelope, hint: Hint) -> Result<Pending, Refusal> {
        self.check_disk(hint, &envelope.actor)?;
        envelope.actor.scope = narrowed(envelope.actor.scope, &envelope.command);
        let patience = match hint.class {
            Class::LevelOne | Class::Own => LEVEL_1_PATIENCE,
            Class::Link => LINK_PATIENCE,
            Class::Other => Duration::ZERO,
        };
        let mut waited = Duration::ZERO;
        loop {
            envelope = match self.put(hint.class, envelope) {
                Ok(pending) => return Ok(pending),
                Err(back) if back.why == InboxRefusal::Full && waited < patience => back.envelope,
                Err(back) => return Err(self.turned_away(hint.class, &back)),
            };
            tokio::time::sleep(PAUSE).await;
            waited += PAUSE;
        }
    }

    /// What is left of the disk.
    #[must_use]
    pub fn disk(&self) -> DiskState {
        *self.shared.disk.borrow()
    }

    /// Tells when what is left of the disk changes.
    #[must_use]
    pub fn watch_disk(&self) -> tokio::sync::watch::Receiver<DiskState> {
        self.shared.disk.subscribe()
    }

    /// Whether something that only reads, but much, or leaves much on the record, is taken.
    ///
    /// # Errors
    /// When only the reserve of the disk is left.
    pub fn check_disk_for_reading(&self) -> Result<(), Refusal> {
        match self.disk() {
            DiskState::Ample | DiskState::Low => Ok(()),
            DiskState::Reserve => Err(shed_for_disk()),
        }
    }

    fn check_disk(&self, hint: Hint, actor: &Actor) -> Result<(), Refusal> {
        if hint.fits_reserve {
            return Ok(());
        }
        self.check_disk_for_reading().inspect_err(|_| self.count_refused(actor))
    }

    /// Submits a command of the daemon's own whose outcome nobody waits for.
    pub(super) fn submit_unanswered(&self, envelope: Envelope) {
        if let Err(error) = self.enqueue(envelope) {
            tracing::warn!(%error, "a command of the daemon's own is put off");
        }
    }

    fn put(&self, class: Class, envelope: Envelope) -> Result<Pending, Box<GivenBack>> {
        let (sender, answer) = oneshot::channel();
        let reply = ReplyTo::new(sender, class);
        let lane = Lane::of(envelope.request.as_ref());
        let put = self.shared.inbox.put(class, lane, Submission { envelope, reply });
        put.map_err(|(submission, why)| Box::new(GivenBack { envelope: submission.envelope, why }))?;
        Ok(Pending::new(answer))
    }

    /// Closes the inbox behind the last command of the run: it is decided when everything else is.
    pub(super) fn put_last(&self, envelope: Envelope) -> Result<Pending, Refusal> {
        let (sender, answer) = oneshot::channel();
        let reply = ReplyTo::new(sender, Class::Own);
        self.shared.inbox.close_with(Submission { envelope, reply }).map_err(|_| Refusal::Stopping)?;
        Ok(Pending::new(answer))
    }

    fn turned_away(&self, class: Class, back: &GivenBack) -> Refusal {
        match back.why {
            InboxRefusal::Closed => Refusal::Stopping,
            InboxRefusal::Full => {
                self.count_refused(&back.envelope.actor);
                metrics::counter!(names::SHED, "class" => class.as_str(), "reason" => "full").increment(1);
                let max = self.shared.inbox.max(class);
                let retry_after = self.shared.pressure.get(class).refused(max);
                Refusal::Busy { class, max, retry_after }
            }
        }
    }
}

fn shed_for_disk() -> Refusal {
    metrics::counter!(names::SHED, "class" => "other", "reason" => "disk").increment(1);
    Refusal::DiskLow
}
