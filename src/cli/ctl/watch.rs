//! `patrold ctl watch`: everything that changes, as it comes.
//!
//! It goes on by itself: after a lost connection it connects again with growing, jittered pauses and resumes behind the
//! last change that it has shown; when the daemon tells it to begin again it says so and lists again.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use prost_types::Timestamp;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tonic::Status;

use super::super::backoff::Backoff;
use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, in_words, retry_delay};
use super::super::words::{level, word};
use super::Screen;
use super::args::WatchArgs;
use super::find::bare;
use super::tables::{place, time};
use crate::api::proto::watch_response::Message as Seen;
use crate::api::proto::{
    Anomaly, Dispatch, Incident, Step, UnitPosition, WatchChange, WatchEvent, WatchEventKind, WatchRequest,
    WatchResponse, WatchSnapshot,
};
use crate::domain::time::EngineTime;
use crate::runtime::clock;

/// How often the daemon gives a sign of life.
const HEARTBEAT_MS: u32 = 2_000;
/// After how long without one the screen says that it is old.
const SILENCE: Duration = Duration::from_millis(2 * HEARTBEAT_MS as u64 + 1_000);

/// Follows until the limit is reached; without a limit, for ever.
pub(super) async fn run<S: Write>(
    remote: &RemoteArgs,
    ask: &WatchArgs,
    screen: &mut Screen<'_, S>,
) -> Result<(), Failure> {
    let mut watcher = Watcher {
        ask,
        last: ask.from,
        left: ask.limit.unwrap_or(u64::MAX),
        numbers: BTreeMap::new(),
        sent: BTreeMap::new(),
        snapshot_incidents: 0,
        snapshot_units: 0,
        ahead: None,
        screen,
    };
    let mut backoff = Backoff::default();
    loop {
        let (why, asked) = match Remote::connect(remote).await {
            Ok(remote) => match watcher.follow(&remote, &mut backoff).await? {
                End::Enough => return Ok(()),
                End::Resync(reason) => {
                    watcher.last = 0;
                    watcher.tell(&format!("! the daemon says begin again ({reason}): listing again"))?;
                    // Everybody may have been told so at the same moment.
                    tokio::time::sleep(backoff.next(None, &mut rand::rng())).await;
                    continue;
                }
                End::Lost(why, asked) => (why, asked),
            },
            Err(failure) => (failure.to_string(), None),
        };
        let pause = backoff.next(asked, &mut rand::rng());
        let from = watcher.last;
        watcher.tell(&format!("! {why}; again behind change {from} in {:.1} s", pause.as_secs_f64()))?;
        tokio::time::sleep(pause).await;
    }
}

/// Why following ended.
enum End {
    Enough,
    Resync(String),
    /// Why, and how long the daemon said to stay away.
    Lost(String, Option<Duration>),
}

struct Watcher<'w, 's, S> {
    ask: &'w WatchArgs,
    /// The newest change that was shown.
    last: u64,
    /// How many more changes are wanted.
    left: u64,
    /// Incidents by name, with the numbers that people say.
    numbers: BTreeMap<String, String>,
    /// Dispatches by name, each with its incident and its unit.
    sent: BTreeMap<String, (String, String)>,
    snapshot_incidents: usize,
    snapshot_units: usize,
    /// By how many microseconds the daemon's clock is ahead of this machine's, as of the last heartbeat.
    ahead: Option<i64>,
    screen: &'w mut Screen<'s, S>,
}

impl<S: Write> Watcher<'_, '_, S> {
    async fn follow(&mut self, remote: &Remote, backoff: &mut Backoff) -> Result<End, Failure> {
        let request = WatchRequest {
            resume_sequence: self.last,
            position_interval_ms: self.ask.positions,
            viewport: None,
            heartbeat_interval_ms: HEARTBEAT_MS,
        };
        let mut stream = match remote.dispatch().watch(request).await {
            Ok(answer) => answer.into_inner(),
            Err(status) => return lost(&status),
        };
        if self.last > 0 {
            let from = self.last;
            self.tell(&format!("- resumed behind change {from}"))?;
        }
        while self.left > 0 {
            match timeout(SILENCE, stream.next()).await {
                Err(_) => self.tell(&format!("! no sign of life for {} s: this is old", SILENCE.as_secs()))?,
                Ok(None) => return Ok(End::Lost("the stream ended".to_owned(), None)),
                Ok(Some(Err(status))) => return lost(&status),
                Ok(Some(Ok(seen))) => {
                    backoff.reset();
                    if let Some(reason) = self.take(seen)? {
                        return Ok(End::Resync(reason));
                    }
                }
            }
        }
        Ok(End::Enough)
    }

    /// Takes one message; the reason when it says to begin again.
    fn take(&mut self, seen: WatchResponse) -> Result<Option<String>, Failure> {
        if self.screen.json {
            self.screen.show("WatchResponse", &seen, |_| String::new())?;
        }
        match seen.message {
            Some(Seen::Snapshot(part)) => self.snapshot(&part)?,
            Some(Seen::Change(change)) => self.change(&change)?,
            Some(Seen::Heartbeat(beat)) => {
                self.ahead = beat.time.map(|time| micros(time) - clock::wall_now().as_micros());
                let behind = beat.newest_sequence.saturating_sub(self.last);
                if self.ask.heartbeats || behind > 0 {
                    let at = time(beat.time.as_ref());
                    self.tell(&format!("- {at} alive; newest change {}, {behind} behind", beat.newest_sequence))?;
                }
            }
            Some(Seen::Positions(positions)) => {
                for position in &positions.positions {
                    self.tell(&moved(position))?;
                }
                for unit in &positions.gone {
                    self.tell(&format!("~ {} left the view", bare(unit)))?;
                }
            }
            Some(Seen::Resync(resync)) => return Ok(Some(resync.reason)),
            // Something newer than this program: not said.
            None => {}
        }
        Ok(None)
    }

    fn snapshot(&mut self, part: &WatchSnapshot) -> Result<(), Failure> {
        if part.first {
            self.numbers.clear();
            self.sent.clear();
            (self.snapshot_incidents, self.snapshot_units) = (0, 0);
        }
        self.learn(&part.incidents, &part.dispatches);
        self.snapshot_incidents += part.incidents.len();
        self.snapshot_units += part.units.len();
        if part.last {
            self.last = part.as_of_sequence;
            let (incidents, units) = (self.snapshot_incidents, self.snapshot_units);
            let sequence = part.as_of_sequence;
            self.tell(&format!("= {incidents} incidents and {units} units as of change {sequence}"))?;
        }
        Ok(())
    }

    fn change(&mut self, change: &WatchChange) -> Result<(), Failure> {
        self.learn(&change.incidents, &change.dispatches);
        let head = format!("#{} {}", change.sequence, time(change.record_time.as_ref()));
        let tail = format!("by {}{}", change.actor, self.age(change.record_time));
        for event in &change.events {
            let line = format!("{head} {} {tail}", self.event(event));
            self.tell(&line)?;
        }
        for name in &change.retired_incidents {
            self.numbers.remove(name);
            self.sent.retain(|_, (incident, _)| incident != name);
        }
        self.last = change.sequence;
        // Without an event it only says how far the record has come.
        if !change.events.is_empty() {
            self.left -= 1;
        }
        Ok(())
    }

    /// How old a change was when it came, by the daemon's own clock.
    fn age(&self, recorded: Option<Timestamp>) -> String {
        let Some((ahead, recorded)) = self.ahead.zip(recorded) else { return String::new() };
        let now = EngineTime::from_micros(clock::wall_now().as_micros() + ahead);
        let age = now.since(EngineTime::from_micros(micros(recorded)));
        format!(", {:.2} s old", age.as_secs_f64())
    }

    fn event(&self, event: &WatchEvent) -> String {
        let (incident, unit) = match self.sent.get(&event.dispatch) {
            Some((incident, unit)) => (incident, unit),
            None => (&event.incident, &event.unit),
        };
        let number = self.numbers.get(incident);
        let is_new = !event.detail.is_empty() && !number.is_some_and(|number| number.starts_with(&event.detail));
        let mut words = vec![
            word::<WatchEventKind>(event.kind),
            number.cloned().unwrap_or_else(|| bare(incident).to_owned()),
            bare(unit).to_owned(),
            word::<Step>(event.step),
        ];
        words.extend(Some(word::<Anomaly>(event.anomaly)).filter(|odd| !odd.is_empty()).map(|odd| format!("[{odd}]")));
        words.extend(is_new.then(|| format!("({})", event.detail)));
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }

    fn learn(&mut self, incidents: &[Incident], dispatches: &[Dispatch]) {
        for incident in incidents {
            let level = level(incident.classification.as_ref().map_or(0, |what| what.level));
            self.numbers.insert(incident.name.clone(), format!("{} L{level}", incident.number));
        }
        for dispatch in dispatches {
            self.sent.insert(dispatch.name.clone(), (dispatch.incident.clone(), dispatch.unit.clone()));
        }
    }

    /// Says something to people; scripts get the messages themselves.
    fn tell(&mut self, line: &str) -> Result<(), Failure> {
        if self.screen.json { Ok(()) } else { self.screen.line(line) }
    }
}

/// The connection is lost, unless the daemon said no to what was asked: then trying again would not help.
fn lost(status: &Status) -> Result<End, Failure> {
    use tonic::Code::{InvalidArgument, PermissionDenied, Unauthenticated, Unimplemented};
    if [InvalidArgument, PermissionDenied, Unauthenticated, Unimplemented].contains(&status.code()) {
        return Err(Failure::Other(in_words(status)));
    }
    Ok(End::Lost(in_words(status), retry_delay(status)))
}

fn moved(position: &UnitPosition) -> String {
    let known = position.position.as_ref();
    let speed = position.speed_mps.map(|speed| format!(" at {speed:.0} m/s")).unwrap_or_default();
    format!("~ {} {}{speed}", bare(&position.unit), place(known.and_then(|known| known.position.as_ref())))
}

fn micros(time: Timestamp) -> i64 {
    time.seconds.saturating_mul(1_000_000).saturating_add(i64::from(time.nanos) / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::{Classification, WatchHeartbeat, WatchResync};

    fn ask() -> WatchArgs {
        WatchArgs { from: 0, limit: None, positions: 0, heartbeats: false }
    }

    fn told(seen: Vec<Seen>) -> (Vec<String>, u64, Option<String>) {
        let (mut out, ask) = (Vec::new(), ask());
        let mut screen = Screen { say: &mut out, json: false };
        let mut watcher = Watcher {
            ask: &ask,
            last: 0,
            left: 100,
            numbers: BTreeMap::new(),
            sent: BTreeMap::new(),
            snapshot_incidents: 0,
            snapshot_units: 0,
            ahead: None,
            screen: &mut screen,
        };
        let mut resync = None;
        for message in seen {
            resync = watcher.take(WatchResponse { message: Some(message) }).expect("a writable screen").or(resync);
        }
        let last = watcher.last;
        (String::from_utf8(out).expect("text").lines().map(str::to_owned).collect(), last, resync)
    }

    #[test]
    fn changes_are_told_by_the_numbers_that_people_say() {
        let incident = Incident {
            name: "incidents/a".to_owned(),
            number: "2026-1123-0471".to_owned(),
            classification: Some(Classification { level: 1, ..Classification::default() }),
            ..Incident::default()
        };
        let event = |kind: i32, unit: &str, step| WatchEvent {
            kind,
            incident: "incidents/a".to_owned(),
            unit: unit.to_owned(),
            step,
            ..WatchEvent::default()
        };
        let change = WatchChange {
            sequence: 8,
            actor: "radio-1".to_owned(),
            events: vec![event(19, "units/R1", 3), event(200, "", 0)],
            ..WatchChange::default()
        };
        let snapshot = WatchSnapshot {
            as_of_sequence: 7,
            first: true,
            last: true,
            incidents: vec![incident],
            ..WatchSnapshot::default()
        };
        let (lines, last, _) = told(vec![Seen::Snapshot(snapshot), Seen::Change(change)]);
        assert_eq!(
            lines,
            [
                "= 1 incidents and 0 units as of change 7",
                "#8 - dispatch-advanced 2026-1123-0471 L1 R1 arrived by radio-1",
                "#8 - unknown-200 2026-1123-0471 L1 by radio-1",
            ]
        );
        assert_eq!(last, 8);
    }

    #[test]
    fn a_heartbeat_ahead_of_the_screen_is_told_and_a_resync_too() {
        let beat = WatchHeartbeat { newest_sequence: 5, time: None };
        let (lines, _, resync) =
            told(vec![Seen::Heartbeat(beat), Seen::Resync(WatchResync { reason: "too slow".to_owned() })]);
        assert_eq!(lines, ["- - alive; newest change 5, 5 behind"]);
        assert_eq!(resync.as_deref(), Some("too slow"));
    }
}
