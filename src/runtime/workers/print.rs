//! The printable board: a plain text of what is open and who is on duty, written every minute, for the hour when the
//! screens are dark. It holds no personal data. How many units are available is the map's count, which may be a commit ahead.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::dispatch::Dispatch;
use crate::domain::ids::ZoneId;
use crate::domain::incident::{Incident, IncidentState};
use crate::domain::time::EngineTime;
use crate::domain::unit::Tier;
use crate::engine::State;
use crate::runtime::handle::Handle;
use crate::tracker::presence::Presence;

/// Runs until the daemon stops.
pub(in crate::runtime) fn run(handle: &Handle, interval: Duration) {
    while !handle.wait_stopping(interval) {
        let available = Tier::ALL.map(|tier| handle.tracker().present(tier, Presence::Available)).into_iter().sum();
        let text = board(&handle.read(), available, handle.now());
        if let Err(error) = replace(handle, &text) {
            tracing::error!(%error, "failed to write the printable board");
        }
    }
}

/// The board as text: open incidents by level and age with their units, then units on a dispatch.
fn board(state: &State, available: u32, now: EngineTime) -> String {
    let mut open: Vec<_> =
        state.incidents().values().filter(|incident| incident.state != IncidentState::Closed).collect();
    open.sort_by_key(|incident| (incident.classification.level, incident.opened_at, incident.id));
    let incidents: Vec<_> = open.iter().map(|incident| line(state, incident, now)).collect();
    let mut units: Vec<_> = open.iter().flat_map(|incident| unit_lines(state, incident)).collect();
    units.sort();
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

fn unit_lines<'a>(state: &'a State, incident: &'a Incident) -> impl Iterator<Item = String> {
    let line = |dispatch: &Arc<Dispatch>| {
        format!("{:<20} {:<10} {}", dispatch.unit.as_str(), dispatch.state.as_str(), incident.number)
    };
    state.live_dispatches(incident).map(line)
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
