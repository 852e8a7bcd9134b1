//! A `patrold serve` in a process of its own: the one that was built with the tests, or `PATROLD_BIN` for long runs.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use tokio::sync::oneshot;
use tonic::transport::{Channel, Endpoint};

pub(crate) const CONFIG: &str = "[policy]\nzones = \"none\"\n\n[journal]\nsnapshot_every_events = 1_000\n";

pub(crate) struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    /// Starts it on the data of this folder; it serves on return.
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_under(&[], folder).await
    }

    /// Starts it under another program, such as one that lets system calls fail.
    pub(crate) async fn start_under(wrapper: &[&str], folder: &Path) -> Self {
        Self::start_configured(wrapper, folder, CONFIG).await
    }

    /// Starts it with a configuration of the story's own.
    pub(crate) async fn start_configured(wrapper: &[&str], folder: &Path, text: &str) -> Self {
        Self::try_start(wrapper, folder, text).await.expect("it says where it listens")
    }

    /// Starts it, or hears with what status it ended instead.
    pub(crate) async fn try_start(wrapper: &[&str], folder: &Path, text: &str) -> Result<Self, ExitStatus> {
        let config = folder.join("patrold.toml");
        std::fs::write(&config, text).expect("written");
        let program = std::env::var("PATROLD_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_patrold").to_owned());
        let mut words = wrapper.iter().copied().chain([program.as_str()]);
        let mut child = Command::new(words.next().expect("a program"))
            .args(words)
            .args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--config"])
            .arg(&config)
            .arg("--data")
            .arg(folder.join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
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
        let said = tokio::time::timeout(Duration::from_mins(1), said).await;
        let Ok(line) = said.expect("it starts in time, or ends") else {
            return Err(child.wait().expect("it is ours"));
        };
        let address = line.rsplit(' ').next().and_then(|address| address.parse().ok());
        Ok(Self { child, address: address.unwrap_or_else(|| panic!("no address in {line:?}")) })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) async fn channel(&self) -> Channel {
        connect(self.address).await.expect("it serves")
    }

    /// SIGKILL; it is gone on return.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it is ours");
    }

    /// SIGTERM.
    pub(crate) fn terminate(&self) {
        self.signal("-TERM");
    }

    /// SIGSTOP for a while: no thread of it runs, and its peers do not know.
    pub(crate) async fn pause(&self, pause: Duration) {
        self.signal("-STOP");
        tokio::time::sleep(pause).await;
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &id]).status().expect("told");
        assert!(told.success());
    }

    pub(crate) async fn wait(&mut self, patience: Duration) -> ExitStatus {
        let child = &mut self.child;
        let ended = async {
            loop {
                if let Some(status) = child.try_wait().expect("it is ours") {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(patience, ended).await.expect("it ends in time")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind; whoever has ended already cannot be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) async fn connect(address: SocketAddr) -> Result<Channel, tonic::transport::Error> {
    Endpoint::from_shared(format!("http://{address}"))?.tcp_nodelay(true).connect().await
}
