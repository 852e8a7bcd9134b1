//! Clients, watchers and the lines between them and the daemon: messages are delayed, lost, doubled and overtaken; a stream
//! keeps its order until it breaks; a line may be open in one direction only. Whoever hears nothing asks again.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use patrold::domain::actor::{Actor, Role, Scope};
use patrold::domain::answer::Answer;
use patrold::domain::command::{Command, Envelope, RequestDigest, RequestKey, RequestTag};
use patrold::domain::event::Event;
use patrold::domain::ids::{DeviceId, RequestId, Sequence};
use patrold::domain::rejection::Rejection;
use patrold::domain::text::Text;
use patrold::runtime::feed::Change;
use patrold::runtime::sequencer::Submission;
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use crate::model::Asked;
use crate::people::callsign;
use crate::plant::Plant;
use crate::rig::uuid_v7;
use crate::screen::{Screen, Told};
use crate::story::{Due, Story};

/// Clients 0 to 2 are consoles.
pub(crate) const PLATFORM: usize = 3;
pub(crate) const RADIOS: Range<usize> = 4..10;
pub(crate) const SUPERVISOR: usize = 10;
pub(crate) const CLIENTS: usize = 11;

/// How many changes are taken from the ring at once.
const CHANGES_AT_ONCE: usize = 4;

/// How a client names its writes.
#[derive(Clone, Debug, PartialEq)]
enum Naming {
    Unary,
    Submit(Uuid),
    Device(DeviceId, Uuid),
}

#[derive(Clone, Debug)]
pub(crate) struct Client {
    actor: Actor,
    naming: Naming,
    /// By how many seconds its own clock is wrong.
    clock_s: i64,
    connection: u32,
    /// Which life of the daemon the connection is to.
    life: u64,
    /// Whether the stream has lost something, which the client notices when it waits too long.
    broken: bool,
    /// Up to which connection the daemon does not read any more.
    deaf: Option<u32>,
    pub(crate) to_daemon: bool,
    pub(crate) from_daemon: bool,
    last_up: u64,
    last_down: u64,
    written: u64,
    waits_for: BTreeSet<usize>,
    pub(crate) screen: Screen,
}

#[derive(Debug, Default)]
pub(crate) struct Watcher {
    pub(crate) screen: Option<Screen>,
    connection: u32,
    /// Where the daemon's end of the connection is.
    serving: Option<Sequence>,
    /// Whether the line is gone without the watcher knowing.
    mute: bool,
    /// Until when it takes nothing more.
    pub(crate) slow_until: u64,
    last_down: u64,
}

impl Watcher {
    /// The sequence that its screen shows.
    pub(crate) fn is_at(&self) -> u64 {
        self.screen.as_ref().map_or(0, |screen| screen.sequence)
    }

    /// The daemon is gone: what it had sent still arrives.
    pub(crate) fn drop_line(&mut self) {
        self.serving = None;
    }
}

impl Client {
    pub(crate) fn new(number: usize, chance: &mut ChaCha8Rng) -> Self {
        let unit = RADIOS.contains(&number).then(|| callsign(u32::try_from(number - RADIOS.start).expect("few")));
        let (principal, role, scope) = match &unit {
            Some(unit) => (unit.as_str().to_owned(), Role::Unit, Scope::Units([unit.clone()].into())),
            None if number == SUPERVISOR => ("支队长".to_owned(), Role::Supervisor, Scope::City),
            None if number == 0 => ("local-administrator".to_owned(), Role::Administrator, Scope::City),
            None => (format!("台席{number}"), Role::Dispatcher, Scope::City),
        };
        let own = Uuid::from_u128(0x1000 + number as u128);
        let naming = match &unit {
            Some(unit) => Naming::Device(DeviceId::new(&format!("{unit}-终端")).expect("a device"), own),
            None if number == PLATFORM => Naming::Submit(own),
            None => Naming::Unary,
        };
        let clock_s = match chance.random_range(0..10) {
            0 => 86_400,
            1 => -600,
            2 => 1_800,
            _ => 0,
        };
        Self {
            actor: Actor { principal: Text::truncated(&principal), role, scope },
            naming,
            clock_s: if unit.is_some() { clock_s * 40 } else { clock_s },
            connection: 0,
            life: 0,
            broken: false,
            deaf: None,
            to_daemon: true,
            from_daemon: true,
            last_up: 0,
            last_down: 0,
            written: 0,
            waits_for: BTreeSet::new(),
            screen: Screen::default(),
        }
    }

    fn is_stream(&self) -> bool {
        self.naming != Naming::Unary
    }
}

impl Story {
    /// A client asks for something new.
    pub(crate) fn ask(&mut self, client: usize, command: Command) {
        let number = self.model.asked.len();
        let made_at = self.true_time();
        let who = &mut self.clients[client];
        who.written += 1;
        let offset = Duration::from_secs(who.clock_s.unsigned_abs());
        let made_at = if who.clock_s < 0 { made_at - offset } else { made_at + offset };
        let key = match &who.naming {
            Naming::Unary => RequestKey::Unary {
                principal: who.actor.principal.clone(),
                id: RequestId::from_uuid(uuid_v7(made_at, number as u64)),
            },
            Naming::Submit(session) => {
                RequestKey::Submit { principal: who.actor.principal.clone(), session: *session, number: who.written }
            }
            Naming::Device(device, installation) => {
                RequestKey::Device { device: device.clone(), installation: *installation, number: who.written }
            }
        };
        self.put_down(client, key, command);
        self.send(client, number, 0);
    }

    fn put_down(&mut self, client: usize, key: RequestKey, command: Command) {
        let number = self.model.asked.len();
        let mut digest = [0; 16];
        digest[..8].copy_from_slice(&(number as u64).to_le_bytes());
        digest[15] = 1;
        self.say(format_args!("  client {client} asks {number}: {}", Self::describe(&command)));
        let tag = RequestTag { key, digest: RequestDigest(digest) };
        self.model.asked.push(Asked { tag, command, answer: None, refused: false });
        self.clients[client].waits_for.insert(number);
    }

    /// A client asks again for something that it asked before: long ago, or with another body under the same name.
    pub(crate) fn ask_again(&mut self, other_body: bool) {
        let client = self.chance.random_range(0..3);
        let principal = &self.clients[client].actor.principal;
        let own =
            |asked: &Asked| matches!(&asked.tag.key, RequestKey::Unary { principal: other, .. } if other == principal);
        let all: Vec<_> = (0..self.model.asked.len()).filter(|number| own(&self.model.asked[*number])).collect();
        let Some(number) = all.choose(&mut self.chance).copied() else { return };
        self.met.retries += 1;
        if other_body {
            let key = self.model.asked[number].tag.key.clone();
            let mark = self.model.asked.len();
            let command = crate::people::file_report(&mut self.chance, mark, &Screen::default());
            self.put_down(client, key, command);
            self.send(client, mark, 0);
        } else if !self.model.asked[number].refused {
            self.clients[client].waits_for.insert(number);
            self.send(client, number, 0);
        }
    }

    /// Everything that a client waits for, once more, on a new connection.
    pub(crate) fn send_all(&mut self, client: usize) {
        let who = &mut self.clients[client];
        who.connection += 1;
        who.life = self.lives;
        who.broken = false;
        who.last_up = self.now;
        let all: Vec<_> = who.waits_for.iter().copied().collect();
        for number in all {
            self.put_on_line(client, number);
        }
    }

    fn send(&mut self, client: usize, number: usize, tries: u32) {
        let (lives, who) = (self.lives, &self.clients[client]);
        if who.is_stream() && who.life != lives {
            self.send_all(client);
        } else {
            self.put_on_line(client, number);
        }
        let patience = (2_000_000 << tries.min(5)) + self.chance.random_range(0..3_000_000);
        self.after(patience, Due::Timeout { client, number, tries: tries + 1 });
    }

    fn put_on_line(&mut self, client: usize, number: usize) {
        let lost = !self.spared && self.chance.random_bool(0.03);
        let doubled = !self.spared && self.chance.random_bool(0.03);
        let mut delay = self.delay();
        let (now, life) = (self.now, self.lives);
        let who = &mut self.clients[client];
        let is_stream = who.is_stream();
        if lost || !who.to_daemon || (is_stream && who.broken) {
            who.broken = true;
            return;
        }
        if is_stream {
            who.last_up = who.last_up.max(now + delay) + 1;
            delay = who.last_up - now;
        }
        let connection = who.connection;
        self.after(delay, Due::ToDaemon { client, connection, number, life });
        if doubled && !is_stream {
            let later = self.delay() * 3;
            self.after(later, Due::ToDaemon { client, connection, number, life });
        }
    }

    fn delay(&mut self) -> u64 {
        match self.chance.random_range(0..20) {
            0 => self.chance.random_range(100_000..20_000_000),
            1..4 => self.chance.random_range(5_000..200_000),
            _ => self.chance.random_range(100..5_000),
        }
    }

    pub(crate) fn time_out(&mut self, client: usize, number: usize, tries: u32) {
        let who = &self.clients[client];
        if !who.waits_for.contains(&number) {
            return;
        }
        self.met.retries += 1;
        if !who.is_stream() {
            self.send(client, number, tries);
        } else if who.waits_for.first() == Some(&number) {
            self.send_all(client);
            let patience = (2_000_000 << tries.min(5)) + self.chance.random_range(0..3_000_000);
            self.after(patience, Due::Timeout { client, number, tries: tries + 1 });
        } else {
            self.after(20_000_000, Due::Timeout { client, number, tries });
        }
    }

    /// A command reaches the daemon, if there is one and it has room.
    pub(crate) fn arrive(&mut self, client: usize, connection: u32, number: usize, life: u64) {
        let who = &self.clients[client];
        if life != self.lives || (who.is_stream() && who.deaf.is_some_and(|deaf| connection <= deaf)) {
            return;
        }
        let Some(daemon) = &mut self.life else { return };
        if daemon.inbox.len() >= self.settings.inbox_max {
            // It is told to come again later, which is what it does anyway; a stream is not read on.
            self.clients[client].broken = true;
            self.clients[client].deaf = Some(connection);
            return;
        }
        let now = daemon.time(self.now);
        let asked = &self.model.asked[number];
        let envelope = Envelope {
            id: Self::make_id(&mut self.ids, now),
            actor: who.actor.clone(),
            request: Some(asked.tag.clone()),
            received_at: now,
            occurred_at: None,
            entered_late: false,
            command: asked.command.clone(),
        };
        daemon.inbox.push_back(Submission { envelope, reply: Some((client, connection, number)) });
        self.wake();
    }

    /// An answer leaves the daemon.
    pub(crate) fn answer(&mut self, to: (usize, u32, usize), outcome: Result<Arc<Answer>, Rejection>) {
        let (client, connection, number) = to;
        let lost = !self.spared && self.chance.random_bool(0.03);
        let mut delay = self.delay();
        let now = self.now;
        let who = &mut self.clients[client];
        if lost || !who.from_daemon {
            who.broken = true;
            return;
        }
        if who.is_stream() {
            who.last_down = who.last_down.max(now + delay) + 1;
            delay = who.last_down - now;
        }
        self.after(delay, Due::ToClient { client, connection, number, outcome });
    }

    pub(crate) fn hear(
        &mut self,
        client: usize,
        connection: u32,
        number: usize,
        outcome: &Result<Arc<Answer>, Rejection>,
    ) -> Result<(), String> {
        let who = &mut self.clients[client];
        if who.is_stream() && connection != who.connection {
            return Ok(());
        }
        if matches!(outcome, Err(Rejection::Full { .. })) {
            return Ok(());
        }
        who.waits_for.remove(&number);
        match outcome {
            Ok(answer) => self.say(format_args!("  {number} is answered: entry {}", answer.sequence)),
            Err(rejection) => self.say(format_args!("  {number} is refused: {}", rejection.reason())),
        }
        self.model.heard(number, outcome)
    }

    /// A device connects and is told how things stand.
    pub(crate) fn welcome(&mut self, radio: usize) {
        let client = &mut self.clients[RADIOS.start + radio];
        let Some(life) = self.life.as_ref().filter(|_| client.to_daemon && client.from_daemon) else { return };
        let view = life.shown().read();
        self.model.showed_state(view.sequence().get());
        client.screen = Screen::of(&view);
    }

    /// A watcher connects: it goes on where it was when the ring reaches back that far, else it begins with a snapshot.
    /// These are the steps of `api/watch.rs`.
    pub(crate) fn watch(&mut self, watcher: usize) -> Result<(), String> {
        let who = &mut self.watchers[watcher];
        who.connection += 1;
        who.serving = None;
        who.mute = false;
        who.last_down = self.now;
        let Some(life) = &self.life else { return Ok(()) };
        let had = who.screen.as_ref().map_or(0, |screen| screen.sequence);
        let resume = match self.plant {
            Some(Plant::ResumeLate) if had > 0 => had + 1,
            Some(Plant::ResumeEarly) if had > 0 => had - 1,
            _ => had,
        };
        let board = life.shown();
        let reaches = resume > 0 && board.feed().after(Sequence::new(resume), 1).is_ok();
        if reaches {
            self.met.resumed += 1;
            who.serving = Some(Sequence::new(resume));
            self.say(format_args!("  watcher {watcher} resumes behind {had}"));
        } else {
            let snapshot = Screen::of(&board.read());
            let as_of = snapshot.sequence;
            who.serving = Some(Sequence::new(as_of));
            self.model.showed_state(as_of);
            self.say(format_args!("  watcher {watcher} begins at {as_of}"));
            self.tell(watcher, Told::Snapshot(snapshot));
        }
        self.pump(watcher)
    }

    /// The daemon's end of a watch reads on from the ring.
    pub(crate) fn pump(&mut self, watcher: usize) -> Result<(), String> {
        while let (Some(last), Some(life)) = (self.watchers[watcher].serving, &self.life) {
            match life.shown().feed().after(last, CHANGES_AT_ONCE) {
                Ok(changes) => {
                    let Some(newest) = changes.last() else { break };
                    self.watchers[watcher].serving = Some(newest.entry.sequence);
                    for change in changes {
                        self.model.showed(change.entry.sequence.get(), &change.entry.events)?;
                        let change = self.told_of(change);
                        self.tell(watcher, Told::Change(change));
                    }
                }
                Err(behind) if self.plant == Some(Plant::NeverResync) => {
                    self.watchers[watcher].serving = Some(Sequence::new(behind.oldest.get() - 1));
                }
                Err(_) => {
                    self.met.resyncs += 1;
                    self.watchers[watcher].serving = None;
                    self.tell(watcher, Told::Resync);
                }
            }
        }
        Ok(())
    }

    fn told_of(&self, change: Arc<Change>) -> Arc<Change> {
        let comes_back = |event: &Event| matches!(event, Event::IncidentReopened { archived: Some(_), .. });
        if self.plant == Some(Plant::TellLess) && change.entry.events.iter().any(comes_back) {
            return Arc::new(Change { dispatches: Vec::new(), ..Arc::unwrap_or_clone(change) });
        }
        change
    }

    fn tell(&mut self, watcher: usize, told: Told) {
        let lost = !self.spared && self.chance.random_bool(0.01);
        let delay = self.delay();
        let now = self.now;
        let who = &mut self.watchers[watcher];
        // Once the line is gone the daemon goes on talking to nobody until the watcher notices.
        who.mute |= lost;
        if who.mute {
            return;
        }
        who.last_down = who.last_down.max(now + delay) + 1;
        let (delay, connection) = (who.last_down - now, who.connection);
        self.after(delay, Due::ToWatcher { watcher, connection, told });
    }

    pub(crate) fn show(&mut self, watcher: usize, connection: u32, told: Told) -> Result<(), String> {
        let who = &mut self.watchers[watcher];
        if connection != who.connection {
            return Ok(());
        }
        match told {
            Told::Snapshot(snapshot) => {
                let had = who.screen.as_ref().map_or(0, |screen| screen.sequence);
                if snapshot.sequence < had {
                    return Err(format!("watcher {watcher} was at {had} and is shown {}", snapshot.sequence));
                }
                who.screen = Some(snapshot);
                Ok(())
            }
            Told::Change(change) => {
                let screen = who.screen.as_mut().ok_or("a watcher is told of a change before it has a snapshot")?;
                screen.take(&change)?;
                // What is missing now may be mended by the next change or hidden by the next snapshot.
                self.compare(watcher)
            }
            Told::Resync => self.watch(watcher),
        }
    }

    /// A screen that is at the end of the record shows what the record says.
    pub(crate) fn compare(&self, watcher: usize) -> Result<(), String> {
        let (Some(screen), Some(life)) = (&self.watchers[watcher].screen, &self.life) else { return Ok(()) };
        let view = life.board.read();
        if view.sequence().get() != screen.sequence {
            return Ok(());
        }
        match screen.differs_from(&view) {
            Some(otherwise) => Err(format!("watcher {watcher} at {}: {otherwise}", screen.sequence)),
            None => Ok(()),
        }
    }
}
