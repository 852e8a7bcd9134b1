//! The pulse of the threads that read and answer: how late they are, and how long whoever brings much is therefore left
//! waiting.
//!
//! A short request waits its turn behind everything that its threads have to do. Positions by the thousand, each of them
//! cheap, make that turn long, and no queue behind the rim can help any more. So a task asks for its turn at a steady
//! beat. While it gets it late, and commands come in that wait as long, connections that always have more to say are read
//! in longer and longer intervals; those that ask now and then are read at once, whatever goes on. What is not read stands
//! in the network, where flow control stops its sender. While nobody commands anything, positions have the threads for
//! themselves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use crate::runtime::clock::Stopwatch;

/// How often it is felt.
const BEAT: Duration = Duration::from_millis(2);
/// A turn that comes later than this is late.
const LATE: Duration = Duration::from_millis(1);
/// The pause that it begins with.
const PAUSE_MIN: Duration = Duration::from_micros(500);
/// The longest pause. With a small mouthful four times a second a gateway of 3,200 units still says where each of them is
/// twice a minute, so that nobody's place grows stale while the machine is busy.
const PAUSE_MAX: Duration = Duration::from_millis(250);
/// By how much the pause grows with a late beat, in tenths.
const GROWS_TENTHS: u32 = 15;
/// By how much it shrinks with one in time, in hundredths.
const SHRINKS_HUNDREDTHS: u32 = 98;

/// For how many beats after a command the next one is expected: two seconds.
const ATTENTIVE_BEATS: u32 = 1_000;

/// The pulse; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Pulse(Arc<Felt>);

#[derive(Debug, Default)]
struct Felt {
    pause_us: AtomicU64,
    /// For how many beats a command is still expected.
    attentive: AtomicU32,
}

impl Pulse {
    /// Feels it on the runtime that this is spawned on, for ever.
    pub async fn feel(self) {
        let mut pause = Duration::ZERO;
        loop {
            let stopwatch = Stopwatch::start();
            tokio::time::sleep(BEAT).await;
            // The timer is served before the tasks that wait: this one goes behind them.
            tokio::task::yield_now().await;
            pause = next_pause(pause, stopwatch.elapsed().saturating_sub(BEAT));
            self.0.pause_us.store(u64::try_from(pause.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
            let attentive = self.0.attentive.load(Ordering::Relaxed);
            // A command that comes in between sets it to the full again with the next one.
            self.0.attentive.store(attentive.saturating_sub(1), Ordering::Relaxed);
        }
    }

    /// How long whoever brings much is to wait before more of it is read; none when everybody gets its turn in time.
    #[must_use]
    pub fn pause(&self) -> Option<Duration> {
        let pause = Duration::from_micros(self.0.pause_us.load(Ordering::Relaxed));
        (pause >= PAUSE_MIN && self.0.attentive.load(Ordering::Relaxed) > 0).then_some(pause)
    }

    /// One that asks everybody who brings much to wait so long, while a command is expected.
    #[cfg(test)]
    pub(in crate::api) fn held(pause: Duration) -> Self {
        let pulse = Self::default();
        pulse.0.pause_us.store(u64::try_from(pause.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        pulse.attend();
        pulse
    }

    /// Somebody commands something.
    pub fn attend(&self) {
        self.0.attentive.store(ATTENTIVE_BEATS, Ordering::Relaxed);
    }
}

/// The pause after a beat that came so late.
fn next_pause(pause: Duration, late: Duration) -> Duration {
    if late > LATE { (pause * GROWS_TENTHS / 10).clamp(PAUSE_MIN, PAUSE_MAX) } else { pause * SHRINKS_HUNDREDTHS / 100 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_while_turns_come_late_stays_bounded_and_ends_with_the_crowd() {
        let late = Duration::from_millis(5);
        let mut pause = Duration::ZERO;
        let mut before = pause;
        for _ in 0..100 {
            pause = next_pause(pause, late);
            assert!(pause > before || pause == PAUSE_MAX, "{before:?} {pause:?}");
            before = pause;
        }
        assert_eq!(pause, PAUSE_MAX);
        for beats in 0.. {
            assert!(beats < 1_000, "it ends");
            pause = next_pause(pause, Duration::ZERO);
            if pause < PAUSE_MIN {
                break;
            }
        }
    }

    #[tokio::test]
    async fn a_runtime_that_is_idle_holds_nobody_back_and_one_that_is_kept_busy_does() {
        let pulse = Pulse::default();
        tokio::spawn(pulse.clone().feel());
        let busy = || async {
            for _ in 0..20 {
                // A turn of three milliseconds, and then the others'.
                let turn = Stopwatch::start();
                while turn.elapsed() < Duration::from_millis(3) {
                    std::hint::spin_loop();
                }
                tokio::task::yield_now().await;
            }
        };
        assert_eq!(pulse.pause(), None);
        busy().await;
        assert_eq!(pulse.pause(), None, "nobody commands anything");
        pulse.attend();
        busy().await;
        assert!(pulse.pause().is_some());
    }
}
