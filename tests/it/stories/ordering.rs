//! Lines about direct orders, planned events and what stood on paper.

use patrold::domain::area::{Area, Circle};
use patrold::domain::command::{Command, PastDispatch};
use patrold::domain::dispatch::Clocks;
use patrold::domain::geo::Distance;
use patrold::domain::ids::{IncidentId, PostId, ZoneId};
use patrold::domain::incident::ActivityKind;
use patrold::domain::order::OrderTask;
use patrold::domain::planned_event::EventPlan;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;

use super::script::{Words, at_time, desk, unit_id};

/// `order U go P`, `hold POST`, `patrol ZONE`, `patrol P within 500`, `return`; `firmly`, `until 12:00`.
pub(super) fn order_unit(words: &Words<'_>) -> Command {
    let task = match words.nth(2) {
        "go" => OrderTask::GoTo(words.place("go").expect("a place")),
        "hold" => OrderTask::HoldPost(PostId::new(words.nth(3)).expect("a post")),
        "patrol" => OrderTask::Patrol(area(words, "patrol")),
        "return" => OrderTask::Return,
        other => panic!("nobody is ordered to {other:?}"),
    };
    Command::OrderUnit {
        unit: unit_id(words.nth(1)),
        task,
        must_hold: words.has("firmly"),
        expires_at: words.after("until").map(at_time),
        reason: words.reason.clone(),
    }
}

/// `event NAME in ZONE` or `at P within 500`, `from 09:00 to 12:00 units U,V`, `desk D`.
pub(super) fn planned_event(words: &Words<'_>, now: EngineTime) -> Command {
    Command::CreatePlannedEvent(Box::new(EventPlan {
        name: Text::truncated(words.nth(1)),
        fence: area(words, if words.has("in") { "in" } else { "at" }),
        from: words.after("from").map_or(now, at_time),
        to: at_time(words.after("to").expect("an end")),
        units: words.after("units").expect("units").split(',').map(unit_id).collect(),
        desk: words.after("desk").map(desk),
    }))
}

/// `paper U on #1`, `signed-in 08:31`, `departed`, `arrived`, `feedback`, `finished`.
pub(super) fn past_dispatch(words: &Words<'_>, incident: IncidentId) -> Command {
    let clock = |word| words.after(word).map(at_time);
    Command::RecordDispatch(Box::new(PastDispatch {
        incident,
        unit: unit_id(words.nth(1)),
        clocks: Clocks {
            signed_in_at: clock("signed-in"),
            departed_at: clock("departed"),
            arrived_at: clock("arrived"),
            first_feedback_at: clock("feedback"),
            finished_at: clock("finished"),
        },
        feedback: None,
        activity: Some(ActivityKind::Arrest),
    }))
}

fn area(words: &Words<'_>, behind: &str) -> Area {
    let Some(radius) = words.after("within") else {
        return Area::Zone(ZoneId::new(words.after(behind).expect("a zone")).expect("a zone"));
    };
    let centre = words.place(behind).expect("a place");
    Area::Circle(Circle::new(centre, Distance::from_metres(radius.parse().expect("metres"))).expect("a circle"))
}
