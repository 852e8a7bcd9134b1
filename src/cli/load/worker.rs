//! Workers: processes of their own that make the load, so that the one that measures does nothing else, and so that ten
//! thousand connections find file descriptors.
//!
//! The measuring process writes an order on a line and reads what came of it on a line, both JSON. A worker ends when
//! its input does.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use clap::Args;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::day::{self, DayOrder};
use super::flood::{self, FloodOrder};
use super::ground;
use super::radios::{CutOrder, Present, RadioOrder, Radios};
use super::tally::{Tallies, absorb};
use crate::cli::failure::Failure;

/// By how much a worker is nicer than the daemon and the measuring process: it stands for other machines.
pub(super) const NICENESS: &str = "19";
/// Answers that may wait to be read: a worker gives one for each order.
const ANSWERS_MAX: usize = 4;

/// A process of the load generator; `patrold load` starts it.
#[derive(Debug, Args)]
pub(in crate::cli) struct WorkerArgs {
    /// Where the daemon listens for desks.
    #[arg(long)]
    address: String,
    /// Where it listens for devices and gateways.
    #[arg(long)]
    devices: String,
    /// Which city.
    #[arg(long)]
    seed: u64,
}

/// What a worker is to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Flood, then tell.
    Flood(FloodOrder),
    /// Connect whoever says where units are, tell, wait for the word, say where every unit is, then tell.
    Day(DayOrder),
    /// The word that all workers wait for, so that they begin and end together.
    Go,
    /// Switch radios on, tell when they are there.
    Radios(RadioOrder),
    /// Let the radios lose their connections, tell when they are back.
    Cut(CutOrder),
}

/// What a worker tells.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Told {
    /// Everybody is connected and waits for the word.
    Connected,
    /// What came of a flood or a day.
    Sent(Tallies),
    /// Which radios are there.
    Present(Present),
    /// It could not be done.
    Failed(String),
}

/// Carries out orders until there are no more.
///
/// # Errors
/// When an order cannot be read or nobody reads what is told.
pub(in crate::cli) async fn run(args: &WorkerArgs, say: &mut impl Write) -> Result<(), Failure> {
    let city = ground::city(args.seed)?;
    let mut orders = lines(std::io::stdin());
    let mut radios = None;
    while let Some(line) = orders.recv().await {
        let told = match serde_json::from_str(&line)? {
            Order::Flood(order) => flood::run((&args.address, &args.devices), &city, &order).await.map(Told::Sent),
            Order::Day(order) => {
                let word = async {
                    tell(say, &Told::Connected)?;
                    orders.recv().await.map(drop).ok_or_else(|| Failure::Other("nobody gives the word".to_owned()))
                };
                day::run(&args.devices, &city, &order, word).await.map(Told::Sent)
            }
            Order::Go => Err(Failure::Other("there is nothing that waits for the word".to_owned())),
            Order::Radios(order) => Radios::switch_on(&args.devices, &city, order).await.map(|(on, present)| {
                radios = Some(on);
                Told::Present(present)
            }),
            Order::Cut(order) => match &radios {
                Some(radios) => Ok(Told::Present(radios.cut(order).await)),
                None => Err(Failure::Other("there are no radios to cut off".to_owned())),
            },
        };
        let told = told.unwrap_or_else(|failure| Told::Failed(failure.to_string()));
        tell(say, &told)?;
    }
    if let Some(radios) = radios {
        radios.switch_off();
    }
    Ok(())
}

fn tell(say: &mut impl Write, told: &Told) -> Result<(), Failure> {
    writeln!(say, "{}", serde_json::to_string(told)?)?;
    Ok(say.flush()?)
}

/// Lines, read on a thread of their own because reading them blocks.
fn lines(input: impl std::io::Read + Send + 'static) -> mpsc::Receiver<String> {
    let (line, lines) = mpsc::channel(ANSWERS_MAX);
    std::thread::spawn(move || {
        for text in BufReader::new(input).lines().map_while(Result::ok) {
            if line.blocking_send(text).is_err() {
                return;
            }
        }
    });
    lines
}

/// All workers of a run. They are killed when this is dropped.
#[derive(Debug)]
pub(super) struct Crew(Vec<Worker>);

#[derive(Debug)]
struct Worker {
    child: Child,
    orders: ChildStdin,
    answers: mpsc::Receiver<String>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Crew {
    /// Starts so many.
    ///
    /// # Errors
    /// When a process cannot be started.
    pub(super) fn start(count: usize, doors: (&str, &str), seed: u64) -> Result<Self, Failure> {
        (0..count).map(|_| Worker::start(doors, seed)).collect::<Result<_, _>>().map(Self)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Gives each its order; they begin at once.
    ///
    /// # Errors
    /// When one is gone.
    pub(super) fn order(&mut self, order: impl Fn(usize) -> Order) -> Result<(), Failure> {
        for (index, worker) in self.0.iter_mut().enumerate() {
            let line = serde_json::to_string(&order(index))?;
            writeln!(worker.orders, "{line}").and_then(|()| worker.orders.flush())?;
        }
        Ok(())
    }

    /// Gives the word once all are connected.
    ///
    /// # Errors
    /// As [`hear`](Self::hear).
    pub(super) async fn begin(&mut self, patience: Duration) -> Result<(), Failure> {
        self.hear(patience).await?;
        self.order(|_| Order::Go)
    }

    /// What came of the order that was given to each, all together.
    ///
    /// # Errors
    /// As [`hear`](Self::hear).
    pub(super) async fn tallies(&mut self, patience: Duration) -> Result<Tallies, Failure> {
        let mut all = Tallies::new();
        for told in self.hear(patience).await? {
            if let Told::Sent(tallies) = told {
                absorb(&mut all, &tallies);
            }
        }
        Ok(all)
    }

    /// What each tells of the order that it was given.
    ///
    /// # Errors
    /// When one failed, is gone, or says nothing for too long.
    pub(super) async fn hear(&mut self, patience: Duration) -> Result<Vec<Told>, Failure> {
        let mut told = Vec::new();
        for worker in &mut self.0 {
            let line = tokio::time::timeout(patience, worker.answers.recv()).await;
            let line = line.ok().flatten().ok_or_else(|| Failure::Other("a worker of the load is gone".to_owned()))?;
            match serde_json::from_str(&line)? {
                Told::Failed(why) => return Err(Failure::Other(why)),
                done @ (Told::Connected | Told::Sent(_) | Told::Present(_)) => told.push(done),
            }
        }
        Ok(told)
    }
}

impl Worker {
    fn start((address, devices): (&str, &str), seed: u64) -> Result<Self, Failure> {
        let seed = seed.to_string();
        let words = ["load-worker", "--address", address, "--devices", devices, "--seed", &seed];
        let program = std::env::current_exe()?;
        let mut command = Command::new("nice");
        command.args(["-n", NICENESS]).arg(&program).args(words);
        let mut plain = Command::new(&program);
        plain.args(words);
        let piped = |command: &mut Command| command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        // A system without `nice` has no need of it either.
        let mut child = piped(&mut command).or_else(|_| piped(&mut plain))?;
        let no_pipe = || Failure::Other("a worker of the load has no pipe".to_owned());
        let orders = child.stdin.take().ok_or_else(no_pipe)?;
        let answers = lines(child.stdout.take().ok_or_else(no_pipe)?);
        Ok(Self { child, orders, answers })
    }
}
