//! `patrold unit`: a small device in the terminal, and an example for those who write one.
//!
//! Read `link` first: what is said between a device and the daemon, in order. `queue` is how a write is never lost and
//! never carried out twice. `radio` is what a device knows and does, without network or clock. `typed`, `screen`, `walk`
//! and `automat` stand for the parts that a real device has instead: keys, a display, a receiver and a crew.

mod automat;
pub(super) mod link;
mod queue;
pub(super) mod radio;
mod screen;
mod typed;
pub(super) mod walk;

use std::io::{BufRead, Write};
use std::time::Duration;

use clap::Args;
use rand::Rng;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Builder;

use self::link::{Broken, Link};
use self::radio::{Identity, Radio};
use self::typed::Typed;
use self::walk::Walk;
use super::backoff::Backoff;
use super::ctl::{read_crew_member, read_place, unit_name};
use super::failure::Failure;
use super::remote::RemoteArgs;
use crate::api::proto::{CheckIn, ConnectResponse, CrewMember};
use crate::domain::time::EngineTime;
use crate::runtime::clock::Clock;

/// How often the device looks after itself.
const TICK: Duration = Duration::from_millis(200);
/// How many typed lines may wait.
const LINES_MAX: usize = 16;

/// A small device in the terminal.
#[derive(Debug, Args)]
pub(super) struct UnitArgs {
    /// The callsign of the unit that it speaks for.
    callsign: String,
    #[command(flatten)]
    remote: RemoteArgs,
    /// The device's name; without one it is made from the callsign.
    #[arg(long)]
    device: Option<String>,
    /// Where it is; without a place no positions are sent.
    #[arg(long, value_name = "LAT,LON", value_parser = read_place, allow_hyphen_values = true)]
    at: Option<(f64, f64)>,
    /// Checks the unit in with these people, unless it is on duty already: badge number and rank, such as
    /// P1:officer,P2:auxiliary.
    #[arg(long, value_delimiter = ',', value_name = "PERSON:RANK", value_parser = read_crew_member)]
    crew: Vec<CrewMember>,
    /// Plate or fleet number that is declared.
    #[arg(long, default_value = "")]
    vehicle: String,
    /// Declares firearms on board.
    #[arg(long)]
    armed: bool,
    /// Answers orders by itself.
    #[arg(long)]
    auto: bool,
    /// How long it takes for each step by itself.
    #[arg(long, value_name = "MS", default_value_t = 2_000)]
    pause_ms: u64,
    /// How fast it goes to an incident, in metres a second.
    #[arg(long, value_name = "MPS", default_value_t = 11.0)]
    speed_mps: f64,
}

/// Runs the device until `quit` or an interrupt.
///
/// # Errors
/// When the daemon does not want this device, or another one took its place.
pub(super) async fn run<S: Write>(args: UnitArgs, say: &mut S) -> Result<(), Failure> {
    let clock = Clock::system(EngineTime::EPOCH);
    let mut device = Device {
        radio: radio(&args, clock.now()),
        auto: args.auto.then(|| Duration::from_millis(args.pause_ms)),
        remote: args.remote,
        link: None,
        backoff: Backoff::default(),
        retry_at: clock.now(),
        clock,
        say,
    };
    let mut lines = typed_lines();
    let mut is_open = true;
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            heard = hear(&mut device.link) => device.heard(heard)?,
            line = lines.recv(), if is_open => match line {
                Some(line) => if !device.typed(&line)? { break },
                // Whoever started it in the background types nothing.
                None => is_open = false,
            },
            _ = ticks.tick() => device.tick().await?,
            _ = tokio::signal::ctrl_c() => break,
        }
        device.send().await?;
    }
    match device.radio.unanswered() {
        0 => Ok(()),
        waiting => Err(Failure::Other(format!("{waiting} writes were never answered and are lost"))),
    }
}

fn radio(args: &UnitArgs, now: EngineTime) -> Radio {
    let device = args.device.clone().unwrap_or_else(|| format!("radio-{}", args.callsign));
    let who = Identity {
        unit: unit_name(&args.callsign),
        device: device.clone(),
        installation: Builder::from_random_bytes(rand::rng().random()).into_uuid(),
    };
    let check_in = (!args.crew.is_empty()).then(|| CheckIn {
        crew: args.crew.clone(),
        vehicle: args.vehicle.clone(),
        device,
        armed: args.armed,
        ..CheckIn::default()
    });
    Radio::new(who, check_in, args.at.map(|at| Walk::new(at, now)), args.speed_mps)
}

/// Lines that are typed, read on a thread of their own because reading them blocks.
fn typed_lines() -> mpsc::Receiver<String> {
    let (lines, received) = mpsc::channel(LINES_MAX);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if lines.blocking_send(line).is_err() {
                return;
            }
        }
    });
    received
}

/// The next message of a connection; without one it waits for ever.
async fn hear(link: &mut Option<Link>) -> Result<ConnectResponse, Broken> {
    match link {
        Some(link) => link.hear().await,
        None => std::future::pending().await,
    }
}

/// The device with its connection, its clock and its screen.
struct Device<'s, S> {
    radio: Radio,
    auto: Option<Duration>,
    remote: RemoteArgs,
    link: Option<Link>,
    backoff: Backoff,
    /// Without a connection: when to try again.
    retry_at: EngineTime,
    clock: Clock,
    say: &'s mut S,
}

impl<S: Write> Device<'_, S> {
    fn heard(&mut self, heard: Result<ConnectResponse, Broken>) -> Result<(), Failure> {
        let message = match heard {
            Ok(message) => message,
            Err(broken) => return self.lost(broken),
        };
        self.backoff.reset();
        let heard = self.radio.heard(message, self.clock.now());
        self.show(&heard.lines)?;
        if heard.is_replaced {
            return Err(Failure::Other("another device speaks for this unit now".to_owned()));
        }
        Ok(())
    }

    /// Does what was typed; false to leave.
    fn typed(&mut self, line: &str) -> Result<bool, Failure> {
        let typed = match typed::read(line) {
            Ok(Typed::Quit) => return Ok(false),
            Ok(typed) => typed,
            Err(why) => {
                self.show(&[why])?;
                return Ok(true);
            }
        };
        let answer = self.radio.typed(typed, self.clock.now()).unwrap_or_else(|why| why);
        if !answer.is_empty() {
            self.show(&[answer])?;
        }
        Ok(true)
    }

    async fn tick(&mut self) -> Result<(), Failure> {
        let now = self.clock.now();
        let lines = self.radio.tick(self.auto, now, &mut rand::rng());
        self.show(&lines)?;
        if self.link.is_none() && now >= self.retry_at {
            match Link::open(&self.remote, self.radio.hello()).await {
                Ok(link) => self.link = Some(link),
                Err(broken) => self.lost(broken)?,
            }
        }
        Ok(())
    }

    /// Sends what is due, when there is a connection.
    async fn send(&mut self) -> Result<(), Failure> {
        let Some(link) = &self.link else { return Ok(()) };
        for message in self.radio.due(self.clock.now()) {
            if let Err(broken) = link.say(message).await {
                return self.lost(broken);
            }
        }
        Ok(())
    }

    /// The connection is gone: everything without an answer waits for the next one.
    fn lost(&mut self, broken: Broken) -> Result<(), Failure> {
        self.link = None;
        self.radio.connection_lost();
        match broken {
            Broken::Refused(why) => Err(Failure::Other(why)),
            Broken::Lost { why, retry_after } => {
                let pause = self.backoff.next(retry_after, &mut rand::rng());
                self.retry_at = self.clock.now() + pause;
                let waiting = self.radio.unanswered();
                self.show(&[format!("{why}; {waiting} writes wait; again in {:.1} s", pause.as_secs_f64())])
            }
        }
    }

    fn show(&mut self, lines: &[String]) -> Result<(), Failure> {
        for line in lines {
            writeln!(self.say, "{line}")?;
        }
        Ok(self.say.flush()?)
    }
}
