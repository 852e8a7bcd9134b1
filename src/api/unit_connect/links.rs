//! The marks on the record of which units can be reached by their device, many in one entry.

use std::collections::BTreeSet;

use tokio::sync::SemaphorePermit;

use super::super::edge::Edge;
use super::registry::Connections;
use crate::domain::actor::Actor;
use crate::domain::command::{Command, Envelope};
use crate::domain::ids::UnitId;
use crate::runtime::handle::{Pending, Refusal};
use crate::runtime::sequencer::own;

/// How many units' links one entry marks.
const LINKS_OF_AN_ENTRY: usize = 500;
/// Who marks more than so many waits for its turn among those that do.
const LINKS_OF_A_RADIO: usize = 32;

/// Marks units as reached, in the name of whoever speaks for them since it took its seat. What is refused here changes
/// nothing for the device.
pub(super) async fn mark_connected(edge: &Edge, connections: &Connections, actor: &Actor, units: &[UnitId]) {
    connections.see_newest_seats().await;
    for units in units.chunks(LINKS_OF_AN_ENTRY) {
        let _turn = turn(connections, units).await;
        let marked = answered(put_connected(edge, actor, units).await).await;
        let Err(refusal) = marked else { continue };
        // One unit that was taken from a gateway must not keep the others from being marked.
        if matches!(refusal, Refusal::Rejected(_)) && units.len() > 1 {
            for unit in units {
                if let Err(refusal) = answered(put_connected(edge, actor, std::slice::from_ref(unit)).await).await {
                    tracing::warn!(%unit, %refusal, "failed to mark a unit as connected");
                }
            }
        } else {
            tracing::warn!(count = units.len(), %refusal, "failed to mark units as connected");
        }
    }
}

/// Marks those of some units as dropped for which nobody speaks when their turn comes. That a stream has ended is what the
/// daemon itself has seen: a gateway may have lost a unit by the roster, and has nothing to say of it any more.
pub(super) async fn mark_dropped(edge: &Edge, connections: &Connections, units: &[UnitId]) {
    for units in units.chunks(LINKS_OF_AN_ENTRY) {
        let _turn = turn(connections, units).await;
        let put = {
            // Whoever takes a seat from here on puts its own mark behind this one.
            let (_hold, silent) = connections.silent_among(units).await;
            if silent.is_empty() {
                continue;
            }
            let handle = &edge.handle;
            let command = Command::SetLinks { units: silent, connected: false };
            put(edge, own(handle.now(), command, handle.make_command_id())).await
        };
        if let Err(refusal) = answered(put).await {
            tracing::warn!(count = units.len(), %refusal, "failed to mark units as dropped");
        }
    }
}

async fn turn<'a>(connections: &'a Connections, units: &[UnitId]) -> Option<SemaphorePermit<'a>> {
    if units.len() > LINKS_OF_A_RADIO { connections.turn_to_mark().await } else { None }
}

async fn put_connected(edge: &Edge, actor: &Actor, units: &[UnitId]) -> Result<Pending, Refusal> {
    let handle = &edge.handle;
    let units: BTreeSet<_> = units.iter().cloned().collect();
    let mark = own(handle.now(), Command::SetLinks { units, connected: true }, handle.make_command_id());
    put(edge, Envelope { actor: actor.clone(), ..mark }).await
}

/// Puts a mark in. Thousands come at once when radios come back: each waits for room.
async fn put(edge: &Edge, mark: Envelope) -> Result<Pending, Refusal> {
    let hint = edge.handle.hint(&mark);
    edge.handle.admit(mark, hint).await
}

async fn answered(put: Result<Pending, Refusal>) -> Result<(), Refusal> {
    put?.outcome().await.map(drop)
}
