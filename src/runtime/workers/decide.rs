//! The sequencer thread: takes what came in, steps, hands the outcome to the journal thread.

use std::sync::mpsc::SyncSender;

use crate::runtime::class::{Class, PerClass};
use crate::runtime::handle::{Handle, ReplyTo, make_command_id};
use crate::runtime::inbox::Taken;
use crate::runtime::sequencer::{Decided, Reply, Sequencer, Submission};
use crate::telemetry::names;

/// Runs until the inbox is closed and empty, or the journal thread is gone.
pub(in crate::runtime) fn run(handle: &Handle, mut sequencer: Sequencer, out: &SyncSender<Decided<ReplyTo>>) {
    let shared = &handle.shared;
    let mut submissions = Vec::new();
    loop {
        let patience = sequencer.next_deadline().and_then(|deadline| shared.clock.real_time_until(deadline));
        if shared.inbox.take(patience, &mut submissions) == Taken::Closed {
            return;
        }
        measure(handle, &mut submissions);
        let now = shared.clock.now();
        let mut decided = sequencer.step(now, submissions.drain(..), &shared.map, &mut || make_command_id(now));
        if decided.entries.is_empty() && decided.replies.is_empty() {
            continue;
        }
        for Reply { to, .. } in &mut decided.replies {
            metrics::histogram!(names::COMMAND_DECIDE, "class" => to.class.as_str()).record(to.stage.lap());
        }
        // A bounded channel: memory leads the disk by so many groups and no more.
        if out.send(decided).is_err() {
            // The journal is gone.
            return handle.turn_away();
        }
    }
}

/// How long each waited, how many of its class were served, and how many wait on.
fn measure(handle: &Handle, submissions: &mut [Submission<ReplyTo>]) {
    let mut served: PerClass<usize> = PerClass::default();
    for Submission { reply, .. } in submissions {
        metrics::histogram!(names::COMMAND_QUEUE, "class" => reply.class.as_str()).record(reply.stage.lap());
        *served.get_mut(reply.class) += 1;
    }
    let waiting = handle.shared.inbox.waiting();
    for class in Class::ALL {
        let count = *served.get(class);
        if count > 0 {
            handle.shared.pressure.get(class).served(count);
        }
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        metrics::gauge!(names::COMMANDS_WAITING, "class" => class.as_str()).set(*waiting.get(class) as f64);
    }
}
