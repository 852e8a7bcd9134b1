//! A crew that answers by itself: it signs in, goes, arrives when it is there, says something and is done.

use std::time::Duration;

use super::radio::Radio;
use crate::api::proto::Step;
use crate::domain::time::EngineTime;

/// Takes the next step when its time has come.
pub(super) fn act(radio: &mut Radio, pause: Duration, now: EngineTime) -> Vec<String> {
    let Some(task) = radio.task.as_ref().filter(|task| now.since(task.since) >= pause) else { return Vec::new() };
    let is_there = || match (task.place(), &radio.walk) {
        (Some(place), Some(walk)) => walk.is_at(place),
        // Without a place on either side nobody can tell.
        _ => true,
    };
    let (step, feedback) = match task.said {
        Step::Unspecified => (Step::SignedIn, ""),
        Step::SignedIn => (Step::Departed, ""),
        Step::Departed | Step::Blocked if is_there() => (Step::Arrived, ""),
        Step::Arrived => (Step::Feedback, "on scene, being handled"),
        Step::Feedback => (Step::Finished, ""),
        Step::Departed | Step::Blocked | Step::Finished | Step::Declined => return Vec::new(),
    };
    let number = task.order.incident_number.clone();
    match radio.step(step, "", feedback, now) {
        Ok(_) => vec![format!("{number}: {}", step.as_str_name().trim_start_matches("STEP_").to_lowercase())],
        Err(why) => vec![why],
    }
}
