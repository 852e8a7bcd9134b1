//! Watch: snapshot, changes under one sequence, heartbeats, and the units' positions beside them.
//!
//! Each watcher has a task that reads the ring of committed changes at its own pace. Nobody waits for it: when the ring
//! has moved on, or the client does not take a message in time, it is told to begin again and is cut off.

mod lens;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use self::lens::WatchLens;
use super::edge::{Edge, StreamPermit};
use super::eyes::Eyes;
use super::faults::Faults;
use super::lens::Lens;
use super::names;
use super::outbox::{Gone, Outbox};
use super::proto::watch_response::Message;
use super::proto::{self, WatchRequest, WatchResponse};
use super::status::Problem;
use super::to_proto::{self, Detail};
use super::witness::Watched;
use crate::access::caller::Caller;
use crate::domain::geo::Point;
use crate::domain::ids::{Sequence, UnitId};
use crate::runtime::feed::Change;
use crate::telemetry::names::{RESYNCS, WATCHERS};
use crate::telemetry::open::Open;

/// How many things one part of a snapshot has.
const SNAPSHOT_PART: usize = 200;

/// How many changes are taken from the ring at once.
const CHANGES_AT_ONCE: usize = 128;

/// How many positions one message has.
const POSITIONS_PER_MESSAGE: usize = 500;

const HEARTBEAT_INTERVAL_MIN: Duration = Duration::from_secs(1);

/// What a watcher asked for.
#[derive(Clone, Copy, Debug)]
struct Wish {
    resume: Sequence,
    heartbeat: Duration,
    /// How often it wants positions; none for never.
    positions: Option<Duration>,
    viewport: Option<Viewport>,
}

/// A rectangle of the map; it may cross the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Viewport {
    south_west: Point,
    north_east: Point,
}

/// Starts a watch.
///
/// # Errors
/// When the viewport is wrong, there are too many watchers, or the watch cannot go on the record.
pub async fn start(
    edge: &Edge,
    caller: &Caller,
    request: &WatchRequest,
) -> Result<ReceiverStream<Result<WatchResponse, Status>>, Status> {
    let wish = Wish::read(edge, request)?;
    let permits = [edge.watch_permit(&caller.actor.principal)?, edge.stream_permit(&caller.actor.principal)?];
    let on_record = edge.watches(caller, "Watch", &wish.in_words(), wish.resume).await?;
    let (outbox, stream) = Outbox::open(edge);
    let open = Open::count(WATCHERS);
    let (eyes, lens) = (edge.eyes(caller), WatchLens::of(&edge.handle.read(), &caller.actor));
    let (edge, watched) = (edge.clone(), on_record);
    tokio::spawn(Watcher { edge, eyes, lens, outbox, wish, watched, _permits: permits, _open: open }.run());
    Ok(stream)
}

impl Wish {
    fn read(edge: &Edge, request: &WatchRequest) -> Result<Self, Problem> {
        let millis = |asked: u32| Duration::from_millis(u64::from(asked));
        let heartbeat = match request.heartbeat_interval_ms {
            0 => edge.limits.heartbeat_interval,
            asked => millis(asked).max(HEARTBEAT_INTERVAL_MIN),
        };
        let positions = match request.position_interval_ms {
            0 => None,
            asked => Some(millis(asked).max(edge.limits.position_interval_min)),
        };
        let viewport = request.viewport.as_ref().map(Viewport::read).transpose()?;
        Ok(Self { resume: Sequence::new(request.resume_sequence), heartbeat, positions, viewport })
    }
}

impl Wish {
    /// What was asked for, as the record has it.
    fn in_words(&self) -> String {
        let Some(interval) = self.positions else { return "no positions".to_owned() };
        let part = self.viewport.map_or_else(
            || "the whole map".to_owned(),
            |viewport| format!("the map from {} to {}", viewport.south_west, viewport.north_east),
        );
        format!("positions on {part} every {} ms", interval.as_millis())
    }
}

impl Viewport {
    fn read(message: &proto::Viewport) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let south_west = faults.take("viewport", Point::new(message.south_deg, message.west_deg));
        let north_east = faults.take("viewport", Point::new(message.north_deg, message.east_deg));
        if message.south_deg > message.north_deg {
            faults.note("viewport.south_deg", "the southern edge lies north of the northern one");
        }
        let read = south_west.zip(north_east).map(|(south_west, north_east)| Self { south_west, north_east });
        Ok(faults.finish(read)?)
    }

    fn contains(&self, at: Point) -> bool {
        let (west, east) = (self.south_west.longitude_deg(), self.north_east.longitude_deg());
        let longitude = at.longitude_deg();
        let between =
            if west <= east { (west..=east).contains(&longitude) } else { longitude >= west || longitude <= east };
        between && (self.south_west.latitude_deg()..=self.north_east.latitude_deg()).contains(&at.latitude_deg())
    }
}

struct Watcher {
    edge: Edge,
    eyes: Eyes,
    outbox: Outbox<WatchResponse>,
    wish: Wish,
    lens: WatchLens,
    /// That it is on the record; none for whoever sees nothing personal.
    watched: Option<Watched>,
    _permits: [StreamPermit; 2],
    _open: Open,
}

/// Why a watch ends.
enum End {
    Gone(Gone),
    /// The ring no longer reaches back to where the reader is.
    Behind,
    /// The reader may see other things than when it began.
    GrantChanged,
    Draining,
}

impl From<Gone> for End {
    fn from(gone: Gone) -> Self {
        Self::Gone(gone)
    }
}

impl Watcher {
    async fn run(mut self) {
        let (label, reason) = match self.follow().await {
            Ok(()) | Err(End::Gone(Gone::Closed)) => return,
            Err(End::Gone(Gone::TooSlow)) => ("too_slow", "you read too slowly"),
            Err(End::Behind) => ("behind", "you have fallen behind what is kept"),
            Err(End::GrantChanged) => ("grant_changed", "what you may see has changed"),
            Err(End::Draining) => ("draining", "the daemon is stopping"),
        };
        metrics::counter!(RESYNCS, "reason" => label).increment(1);
        let resync = proto::WatchResync { reason: reason.to_owned() };
        self.outbox.finish(WatchResponse { message: Some(Message::Resync(resync)) });
    }

    async fn follow(&mut self) -> Result<(), End> {
        let handle = self.edge.handle.clone();
        let mut newest = handle.feed().newest();
        let mut last = self.begin().await?;
        let mut heartbeats = interval(self.wish.heartbeat);
        let mut looks = interval(self.wish.positions.unwrap_or(Duration::from_hours(1)));
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let tracker = handle.tracker();
        let mut tick = tracker.tick();
        let mut shown = BTreeSet::new();
        if self.wish.positions.is_some() {
            let all = tracker.positions(None, usize::MAX, self.edge.handle.now());
            let all = all.into_iter().filter(|it| self.lens.sees_place_of(&it.unit));
            self.send_positions(all.map(|it| (it.unit.clone(), Some(Place::from(it)))), &mut shown).await?;
        }
        loop {
            tokio::select! {
                biased;
                () = self.edge.drained() => return Err(End::Draining),
                () = self.outbox.closed() => return Ok(()),
                // Timers come first: a busy hour must not keep the positions from the map.
                _ = heartbeats.tick() => {
                    let newest_sequence = newest.borrow().get();
                    let time = Some(to_proto::time(self.edge.handle.now()));
                    self.send(Message::Heartbeat(proto::WatchHeartbeat { newest_sequence, time })).await?;
                }
                _ = looks.tick(), if self.wish.positions.is_some() => {
                    let changes = tracker.changes(tick, None, usize::MAX, self.edge.handle.now());
                    tick = changes.tick;
                    let (entered, left) = self.lens.turned();
                    let now = self.edge.handle.now();
                    let entered = entered.into_iter().map(|unit| {
                        let shown = tracker.shown(&unit, now);
                        (unit, shown.map(Place::from))
                    });
                    let moved = changes.moved.into_iter().filter(|it| self.lens.sees_place_of(&it.unit));
                    let moved = moved.map(|it| (it.unit.clone(), Some(Place::from(it))));
                    let gone = changes.gone.into_iter().chain(left).map(|unit| (unit, None));
                    self.send_positions(entered.chain(moved).chain(gone), &mut shown).await?;
                }
                changed = newest.changed() => {
                    // The sender lives as long as the daemon.
                    changed.map_err(|_| End::Draining)?;
                    last = self.send_changes(last).await?;
                }
            }
        }
    }

    /// Goes on where the client was, when the ring reaches back that far and nothing was restricted since; else begins with
    /// a snapshot.
    async fn begin(&mut self) -> Result<Sequence, End> {
        let resume = self.wish.resume;
        if resume > Sequence::ZERO && self.edge.handle.feed().may_resume(resume) {
            return self.send_changes(resume).await;
        }
        let as_of = self.send_snapshot().await?;
        // The state is seen a moment before the ring has what led to it; that is not falling behind.
        let mut newest = self.edge.handle.feed().newest();
        newest.wait_for(|newest| *newest >= as_of).await.map_err(|_| End::Draining)?;
        self.send_changes(as_of).await
    }

    async fn send_snapshot(&mut self) -> Result<Sequence, End> {
        let (as_of, duty_level, incidents, dispatches, units, alarms) = {
            let view = self.edge.handle.read();
            self.lens.look_again(&view);
            let lens = Lens::of(&view, self.lens.actor());
            let incidents = view.incidents().values().filter(|it| lens.sees_incident(it));
            let dispatches = view.dispatches().values().filter(|it| lens.sees_dispatch(it));
            let units = view.units().values().filter(|it| lens.sees_unit(it));
            let alarms = view.alarms().open().values().filter(|it| lens.sees_alarm(&it.alarm));
            (
                view.sequence(),
                view.duty_level().map(|level| level.id.to_string()).unwrap_or_default(),
                incidents.map(|it| lens.discreet(it)).collect::<Vec<_>>(),
                dispatches.cloned().collect::<Vec<_>>(),
                units.map(|unit| lens.shown_unit(unit)).collect::<Vec<_>>(),
                alarms.cloned().collect::<Vec<_>>(),
            )
        };
        let part = || proto::WatchSnapshot { as_of_sequence: as_of.get(), ..proto::WatchSnapshot::default() };
        self.send(Message::Snapshot(proto::WatchSnapshot { first: true, duty_level, ..part() })).await?;
        for chunk in units.chunks(SNAPSHOT_PART) {
            let units = chunk.iter().map(|it| it.tell(&self.eyes, None)).collect();
            self.send(Message::Snapshot(proto::WatchSnapshot { units, ..part() })).await?;
        }
        for chunk in incidents.chunks(SNAPSHOT_PART) {
            let incidents = chunk.iter().map(|it| self.eyes.incident(it, Detail::Basic)).collect();
            self.send(Message::Snapshot(proto::WatchSnapshot { incidents, ..part() })).await?;
        }
        for chunk in dispatches.chunks(SNAPSHOT_PART) {
            let dispatches = chunk.iter().map(|it| self.eyes.dispatch(it, Detail::Basic)).collect();
            self.send(Message::Snapshot(proto::WatchSnapshot { dispatches, ..part() })).await?;
        }
        for chunk in alarms.chunks(SNAPSHOT_PART) {
            let alarms = chunk.iter().map(|it| self.eyes.alarm(it)).collect();
            self.send(Message::Snapshot(proto::WatchSnapshot { alarms, ..part() })).await?;
        }
        self.send(Message::Snapshot(proto::WatchSnapshot { last: true, ..part() })).await?;
        self.note_shown(as_of);
        Ok(as_of)
    }

    async fn send_changes(&mut self, mut last: Sequence) -> Result<Sequence, End> {
        loop {
            let changes: Vec<Arc<Change>> =
                self.edge.handle.feed().after(last, CHANGES_AT_ONCE).map_err(|_| End::Behind)?;
            let Some(newest) = changes.last() else { return Ok(last) };
            last = newest.entry.sequence;
            for change in changes {
                let told = self.tell(&change).map_err(|_| End::GrantChanged)?;
                self.send(Message::Change(told)).await?;
            }
            self.note_shown(last);
        }
    }

    fn note_shown(&self, through: Sequence) {
        if let Some(watched) = &self.watched {
            watched.through(through);
        }
    }

    fn tell(&mut self, change: &Change) -> Result<proto::WatchChange, lens::GrantChanged> {
        self.lens.tell(change, &self.eyes)
    }

    async fn send_positions(
        &self,
        places: impl Iterator<Item = (UnitId, Option<Place>)> + Send,
        shown: &mut BTreeSet<UnitId>,
    ) -> Result<(), End> {
        let mut message = proto::WatchPositions::default();
        for (unit, place) in places {
            let inside = |place: &Place| self.wish.viewport.is_none_or(|viewport| viewport.contains(place.known.at));
            if let Some(place) = place.filter(inside) {
                message.positions.push(to_proto::unit_position(
                    &unit,
                    &place.known,
                    place.heading_deg,
                    place.speed_mps,
                ));
                shown.insert(unit);
            } else if shown.remove(&unit) {
                message.gone.push(names::unit(&unit));
            }
            if message.positions.len() + message.gone.len() >= POSITIONS_PER_MESSAGE {
                self.send(Message::Positions(std::mem::take(&mut message))).await?;
            }
        }
        if message != proto::WatchPositions::default() {
            self.send(Message::Positions(message)).await?;
        }
        Ok(())
    }

    async fn send(&self, message: Message) -> Result<(), Gone> {
        self.outbox.send(WatchResponse { message: Some(message) }).await
    }
}

/// Where a unit is, as a screen shows it.
struct Place {
    known: crate::domain::position::KnownPosition,
    heading_deg: Option<f32>,
    speed_mps: Option<f32>,
}

impl From<crate::tracker::positions::UnitPosition> for Place {
    fn from(position: crate::tracker::positions::UnitPosition) -> Self {
        Self { known: position.position, heading_deg: position.heading_deg, speed_mps: position.speed_mps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewport_may_cross_the_date_line() {
        let read = |west_deg, east_deg| {
            Viewport::read(&proto::Viewport { south_deg: -10.0, west_deg, north_deg: 10.0, east_deg })
                .expect("a viewport")
        };
        let at = |longitude| Point::new(0.0, longitude).expect("a point");
        let (city, pacific) = (read(113.0, 114.0), read(170.0, -170.0));
        assert!(city.contains(at(113.5)) && !city.contains(at(115.0)));
        assert!(pacific.contains(at(179.0)) && pacific.contains(at(-171.0)) && !pacific.contains(at(0.0)));
    }

    #[test]
    fn a_viewport_upside_down_is_refused() {
        let upside_down = proto::Viewport { south_deg: 10.0, west_deg: 0.0, north_deg: f64::NAN, east_deg: 1.0 };
        assert_eq!(Viewport::read(&upside_down).expect_err("refused").violations()[0].field, "viewport");
    }
}
