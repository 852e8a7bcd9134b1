//! The daemon under load: a `patrold serve` in a process of its own, and what the system says of that process.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::oneshot;

use crate::cli::failure::Failure;
use crate::cli::process::Process;
use crate::runtime::clock::Stopwatch;

/// How often the memory is looked at.
const LOOKS_EVERY: Duration = Duration::from_millis(50);
/// How long the daemon may take to start.
const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// Where it is reached beside its first port.
#[derive(Clone, Copy, Debug)]
struct Beside {
    devices: SocketAddr,
    metrics: SocketAddr,
}

/// A daemon that this process has started. It is killed when this is dropped.
#[derive(Debug)]
pub(super) struct Subject {
    child: Child,
    /// `127.0.0.1:port`.
    address: String,
    /// Where devices have their door, and where it tells its metrics.
    beside: Beside,
    data: PathBuf,
    config: Option<PathBuf>,
}

impl Subject {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) async fn start(data: &Path, config: Option<&Path>) -> Result<Self, Failure> {
        // It says first on which port it listens; the others are chosen for it.
        let free = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr();
        let beside = Beside { devices: free()?, metrics: free()? };
        let (child, address) = spawn(data, config, "127.0.0.1:0", beside).await?;
        Ok(Self { child, address, beside, data: data.to_owned(), config: config.map(Path::to_owned) })
    }

    /// Kills it without a warning and starts it again on the same port and data.
    ///
    /// # Errors
    /// When it does not start again.
    pub(super) async fn cut_off(&mut self) -> Result<(), Failure> {
        self.child.kill()?;
        self.child.wait()?;
        (self.child, _) = spawn(&self.data, self.config.as_deref(), &self.address, self.beside).await?;
        Ok(())
    }

    /// Where it listens, as a URL.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where devices have their door, as a URL.
    pub(super) fn devices(&self) -> String {
        format!("http://{}", self.beside.devices)
    }

    /// Where it tells its metrics.
    pub(super) const fn metrics(&self) -> SocketAddr {
        self.beside.metrics
    }

    /// Its process.
    pub(super) fn process(&self) -> Process {
        Process(self.child.id())
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

async fn spawn(
    data: &Path,
    config: Option<&Path>,
    listen: &str,
    Beside { devices, metrics }: Beside,
) -> Result<(Child, String), Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    let (devices, metrics) = (devices.to_string(), metrics.to_string());
    command.args(["serve", "--listen", listen, "--devices", &devices, "--metrics", &metrics, "--data"]).arg(data);
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let lines = BufReader::new(child.stdout.take().ok_or_else(no_word)?).lines();
    let (say, said) = oneshot::channel();
    // What else it says is read, so that it never waits for us.
    std::thread::spawn(move || {
        let mut say = Some(say);
        for line in lines.map_while(Result::ok) {
            if let Some(say) = say.take() {
                drop(say.send(line));
            }
        }
    });
    let line = tokio::time::timeout(STARTS_WITHIN, said).await;
    let address = line.ok().and_then(Result::ok).and_then(|line| line.rsplit(' ').next().map(str::to_owned));
    if let Some(address) = address {
        return Ok((child, address));
    }
    drop(child.kill());
    child.wait()?;
    Err(no_word())
}

fn no_word() -> Failure {
    Failure::Other("the daemon did not start: run `patrold serve` with the same configuration to see why".to_owned())
}

/// What the daemon used in a phase.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Usage {
    /// How long the phase was.
    pub(super) seconds: f64,
    /// CPU time by wall time: 2.0 is two whole cores.
    pub(super) cores: f64,
    /// Its memory at the beginning, in bytes.
    pub(super) memory_before: u64,
    /// The most memory that was seen, in bytes.
    pub(super) memory_peak: u64,
    /// Its memory at the end, in bytes.
    pub(super) memory_after: u64,
}

impl Usage {
    /// CPU time in seconds.
    pub(super) fn cpu_s(&self) -> f64 {
        self.cores * self.seconds
    }
}

/// Looks at a process from now on.
#[derive(Debug)]
pub(super) struct Gauge {
    process: Process,
    begun: Stopwatch,
    cpu: Duration,
    memory: u64,
    peak: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Gauge {
    /// Begins to look.
    pub(super) fn begin(process: Process) -> Self {
        let memory = process.memory().unwrap_or(0);
        let (peak, over) = (Arc::new(AtomicU64::new(memory)), Arc::new(AtomicBool::new(false)));
        let (seen, ended) = (Arc::clone(&peak), Arc::clone(&over));
        std::thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                seen.fetch_max(process.memory().unwrap_or(0), Ordering::Relaxed);
                std::thread::sleep(LOOKS_EVERY);
            }
        });
        Self { process, begun: Stopwatch::start(), cpu: process.cpu().unwrap_or_default(), memory, peak, over }
    }

    /// What it used since.
    pub(super) fn read(&self) -> Usage {
        let seconds = self.begun.elapsed().as_secs_f64();
        let cpu = self.process.cpu().unwrap_or_default().saturating_sub(self.cpu);
        Usage {
            seconds,
            cores: cpu.as_secs_f64() / seconds.max(0.001),
            memory_before: self.memory,
            memory_peak: self.peak.load(Ordering::Relaxed),
            memory_after: self.process.memory().unwrap_or(0),
        }
    }
}

impl Drop for Gauge {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Writes the configuration that a run needs beside its data: the defaults, and these lines.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write_config(folder: &Path, lines: &str) -> Result<PathBuf, Failure> {
    let path = folder.join("load.toml");
    fs::File::create(&path)
        .and_then(|mut file| file.write_all(lines.as_bytes()))
        .map_err(|source| Failure::File { path: path.clone(), source })?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_of_by_the_system() {
        let me = Process(std::process::id());
        let gauge = Gauge::begin(me);
        let held = vec![1_u8; 32 << 20];
        std::thread::sleep(Duration::from_millis(120));
        let used = gauge.read();
        assert!(used.memory_peak >= used.memory_before && used.memory_after > 1 << 20, "{used:?}");
        assert!(held.iter().all(|byte| *byte == 1) && used.seconds > 0.1);
    }
}
