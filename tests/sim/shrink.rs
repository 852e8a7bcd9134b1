//! Shrinking: of a script that breaks a promise as few acts are kept as still break one.

use std::time::Duration;

use crate::plant::Plant;
use crate::script::Act;
use crate::story::{Outcome, tell};

/// How many stories are told at most to find a shorter one.
const TELLINGS_MAX: usize = 600;

/// Takes away halves, quarters and so on down to single acts, for as long as a promise is still broken. What was taken
/// away lends its time to what comes after it, or not, whichever still breaks.
pub(crate) fn shrink(seed: u64, script: &[Act], plant: Option<Plant>) -> (Vec<Act>, Outcome) {
    let mut kept = script.to_vec();
    let mut told = tell(seed, &kept, plant);
    let mut tellings = 0;
    let mut size = kept.len().div_ceil(2).max(1);
    loop {
        let (mut at, mut shorter) = (0, false);
        while at < kept.len() && tellings < TELLINGS_MAX {
            let mut fewer = kept.clone();
            let gone: Vec<_> = fewer.drain(at..(at + size).min(kept.len())).collect();
            let mut later = fewer.clone();
            if let Some(next) = later.get_mut(at) {
                next.after += gone.iter().map(|act| act.after).sum::<Duration>();
            }
            let found = [fewer, later].into_iter().find_map(|candidate| {
                tellings += 1;
                let outcome = tell(seed, &candidate, plant);
                outcome.broken.is_some().then_some((candidate, outcome))
            });
            match found {
                Some((candidate, outcome)) => (kept, told, shorter) = (candidate, outcome, true),
                None => at += size,
            }
        }
        if tellings >= TELLINGS_MAX || (size == 1 && !shorter) {
            return (kept, told);
        }
        size = (size / 2).max(1);
    }
}
