//! The printable board: a plain text of what is open and who is on duty, written every minute, for the hour when the
//! screens are dark. It holds no personal data.

use std::io;
use std::time::Duration;

use crate::domain::ids::ZoneId;
use crate::domain::incident::{Incident, IncidentState};
use crate::domain::time::EngineTime;
use crate::domain::unit::Unit;
use crate::engine::State;
use crate::runtime::handle::Handle;

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle, interval: Duration) {
    while !handle.wait_stopping(interval) {
        let text = board(&handle.read(), handle.now());
        if let Err(error) = replace(handle, &text) {
            tracing::error!(%error, "failed to write the printable board");
        }
    }
}

/// The board as text: open incidents by level and age with their units, then units on a dispatch.
fn board(state: &State, now: EngineTime) -> String {
    let mut open: Vec<_> =
        state.incidents().values().filter(|incident| incident.state != IncidentState::Closed).collect();
    open.sort_by_key(|incident| (incident.classification.level, incident.opened_at, incident.id));
    let incidents: Vec<_> = open.iter().map(|incident| line(state, incident, now)).collect();
    let units: Vec<_> = state.units().values().filter_map(|unit| unit_line(state, unit)).collect();
    let available = state.units().values().filter(|unit| unit.is_available()).count();
    format!(
        "PATROL BOARD  as of {now}  entry {}\n\nOPEN INCIDENTS\n{}\n({} open, {} waiting)\n\n\
         UNITS ON A DISPATCH\n{}\n\n{available} units available\n",
        state.sequence(),
        incidents.join("\n"),
        open.len(),
        state.queue().len(),
        units.join("\n"),
    )
}

fn unit_line(state: &State, unit: &Unit) -> Option<String> {
    let dispatch = state.dispatch(unit.dispatch()?)?;
    let number = state.incident(dispatch.incident).map(|incident| incident.number.to_string()).unwrap_or_default();
    Some(format!("{:<20} {:<10} {number}", unit.profile.id.as_str(), dispatch.state.as_str()))
}

fn line(state: &State, incident: &Incident, now: EngineTime) -> String {
    let age = now.since(incident.opened_at).as_secs() / 60;
    let units: Vec<_> = state.live_dispatches(incident).map(|dispatch| dispatch.unit.as_str()).collect();
    format!(
        "{}  L{}  {:>4} min  {:<18} {:<12} {:<24} {}",
        incident.number,
        incident.classification.level.number(),
        age,
        incident.state.as_str(),
        incident.jurisdiction.as_ref().map_or("-", ZoneId::as_str),
        incident.classification.type_code,
        if units.is_empty() { "-".to_owned() } else { units.join(" ") },
    )
}

fn replace(handle: &Handle, text: &str) -> io::Result<()> {
    let data = &handle.shared.settings.data;
    let temporary = data.join("board.txt.new");
    std::fs::write(&temporary, text)?;
    std::fs::rename(temporary, data.join("board.txt"))
}
