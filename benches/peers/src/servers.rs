//! The servers: each a process of its own on loopback with a temporary folder. They end when they are dropped.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What went wrong, in words.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// The program of Tile38.
const TILE38: &str = "tile38-server";
/// How long a server may take to start.
const STARTS_WITHIN: Duration = Duration::from_mins(2);
/// How long one may take to end by itself.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

/// A process that this one has started.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// The signal that ends it.
    ends_by: &'static str,
    /// Where it listens on loopback.
    pub(crate) port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(Command::new("kill").args([self.ends_by, &self.child.id().to_string()]).status());
        let asked = Instant::now();
        while asked.elapsed() < ENDS_WITHIN {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Server {
    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    fn spawn(mut command: Command, ends_by: &'static str, port: u16, log: &Path) -> Result<Self, Failure> {
        let log = File::create(log)?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        let child = child.map_err(|why| format!("failed to start {}: {why}", command.get_program().display()))?;
        let mut server = Self { child, ends_by, port };
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("{} ended: {status}", command.get_program().display()).into());
            }
            if begun.elapsed() > STARTS_WITHIN {
                return Err(format!("{} did not start", command.get_program().display()).into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }
}

/// Redis: every write is in the append-only file and synced before its answer. No snapshots and no rewrites disturb it.
pub(crate) fn redis(folder: &Path) -> Result<Server, Failure> {
    let (folder, port) = (made(folder, "redis")?, free_port()?);
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--dir"]).arg(&folder);
    command.args(["--appendonly", "yes", "--appendfsync", "always", "--save", ""]);
    command.args(["--auto-aof-rewrite-percentage", "0"]);
    Server::spawn(command, "-TERM", port, &folder.join("log"))
}

/// Tile38, where it is found: every write is in its file before its answer, and synced later; it knows no other way.
pub(crate) fn tile38(folder: &Path) -> Result<Server, Failure> {
    let (folder, port) = (made(folder, "tile38")?, free_port()?);
    let mut command = Command::new(TILE38);
    command.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-appendonly", "yes", "-d"]).arg(&folder);
    Server::spawn(command, "-TERM", port, &folder.join("log"))
}

/// Whether Tile38 is there: it is in no Debian package.
pub(crate) fn has_tile38() -> bool {
    Command::new(TILE38).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// PostgreSQL: synchronous, with memory and write-ahead log enough that no checkpoint falls into a round.
pub(crate) fn postgres(folder: &Path) -> Result<Server, Failure> {
    let (folder, port) = (made(folder, "postgres")?, free_port()?);
    let data = folder.join("data");
    let programs = postgres_programs()?;
    // It does not run as the super-user: then as the owner whom its package has made.
    let owner = postgres_owner();
    let program = |name: &str| {
        let mut command = Command::new(programs.join(name));
        command.current_dir(&folder);
        if let Some((user, group)) = owner {
            command.uid(user).gid(group);
        }
        command
    };
    if let Some((user, group)) = owner {
        chown(&folder, Some(user), Some(group))?;
    }
    let mut init = program("initdb");
    let init = init.args(["--auth", "trust", "--username", "postgres", "--no-sync", "--encoding", "UTF8", "-D"]);
    let made = init.arg(&data).output()?;
    if !made.status.success() {
        return Err(format!("initdb: {}", String::from_utf8_lossy(&made.stderr)).into());
    }
    let mut command = program("postgres");
    command.arg("-D").arg(&data).args(["-p", &port.to_string()]);
    let settings = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=on",
        "synchronous_commit=on",
        "shared_buffers=1GB",
        "wal_buffers=64MB",
        "max_wal_size=16GB",
        "checkpoint_timeout=1h",
        "random_page_cost=1.1",
        "jit=off",
    ];
    for setting in settings {
        command.args(["-c", setting]);
    }
    Server::spawn(command, "-INT", port, &folder.join("log"))
}

/// patrold as it is built in, but for limits that protect it from a single sender: here one sender is the whole load.
/// They are still counted, only larger. The cells are as large as units stand apart, as the configuration asks for.
const CONFIG: &str = r#"
[tracker]
cell_size_m = 120
[grpc]
streams_per_connection_max = 10000
[overload]
commands_per_second_max = 1000000
position_batches_per_second_max = 1000000
radio_batches_per_second_max = 1000000
hellos_per_second_max = 100000
watchers_per_principal_max = 2000
[feed]
watchers_max = 2000
[telemetry]
log_filter = "warn"
"#;

/// patrold in its release build.
pub(crate) fn patrold(program: &Path, folder: &Path) -> Result<Server, Failure> {
    let folder = made(folder, "patrold")?;
    let config = folder.join("patrold.toml");
    fs::write(&config, CONFIG)?;
    let port = free_port()?;
    let mut command = Command::new(program);
    command.args(["serve", "--metrics", "127.0.0.1:0", "--listen", &format!("127.0.0.1:{port}")]);
    command.arg("--config").arg(&config).arg("--data").arg(folder.join("data"));
    Server::spawn(command, "-TERM", port, &folder.join("log"))
}

/// This program once more, as a server that only echoes.
pub(crate) fn echo() -> Result<Server, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    let child = command.arg("echo").stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut server = Server { child, ends_by: "-TERM", port: 0 };
    let mut line = String::new();
    let said = server.child.stdout.take().ok_or("the echo has no pipe")?;
    BufReader::new(said).read_line(&mut line)?;
    server.port = line.trim().parse()?;
    Ok(server)
}

fn made(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let folder = folder.join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The folder of the newest PostgreSQL: Debian keeps each version in one of its own.
fn postgres_programs() -> Result<PathBuf, Failure> {
    let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .map_err(|why| format!("failed to find PostgreSQL: {why}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    versions.sort();
    Ok(versions.pop().ok_or("failed to find PostgreSQL: no version is installed")?.join("bin"))
}

/// The user and group of Debian's package, when this process may act for them.
fn postgres_owner() -> Option<(u32, u32)> {
    if read_id(&["-u"])? != 0 {
        return None;
    }
    Some((read_id(&["-u", "postgres"])?, read_id(&["-g", "postgres"])?))
}

fn read_id(words: &[&str]) -> Option<u32> {
    let told = Command::new("id").args(words).output().ok()?;
    String::from_utf8(told.stdout).ok()?.trim().parse().ok()
}
