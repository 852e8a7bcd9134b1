//! The sequencer thread: takes what came in, steps, hands the outcome to the journal thread.

use std::sync::mpsc::SyncSender;

use crate::runtime::clock::Stopwatch;
use crate::runtime::handle::{Handle, ReplyTo, make_command_id};
use crate::runtime::inbox::Taken;
use crate::runtime::sequencer::{Decided, Sequencer};
use crate::telemetry::names;

/// Runs until the inbox is closed and empty, or the journal thread is gone.
pub(in crate::runtime) fn run(handle: &Handle, mut sequencer: Sequencer, out: &SyncSender<Decided<ReplyTo>>) {
    let shared = &handle.shared;
    loop {
        let patience = sequencer.next_deadline().and_then(|deadline| shared.clock.real_time_until(deadline));
        let submissions = match shared.inbox.take(shared.settings.commit_group_commands_max, patience) {
            Taken::Items(submissions) => submissions,
            Taken::Closed => return,
        };
        for submission in &submissions {
            metrics::histogram!(names::COMMAND_QUEUE).record(submission.reply.received.elapsed());
        }
        let now = shared.clock.now();
        let stopwatch = Stopwatch::start();
        let decided = sequencer.step(now, submissions, &shared.map, &mut || make_command_id(now));
        if decided.entries.is_empty() && decided.replies.is_empty() {
            continue;
        }
        metrics::histogram!(names::COMMAND_DECIDE).record(stopwatch.elapsed());
        // A bounded channel: memory leads the disk by so many groups and no more.
        if out.send(decided).is_err() {
            // The journal is gone.
            return handle.turn_away();
        }
    }
}
