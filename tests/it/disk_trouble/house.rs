//! A daemon in this process, what its clients were told, and ways to harm its folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use patrold::domain::answer::Answer;
use patrold::domain::command::{Command as Asked, RequestTag};
use patrold::journal::frame::{FRAME_HEADER_BYTES, FRAME_MAGIC};
use patrold::runtime::handle::{Handle, Refusal};
use patrold::runtime::settings::{ClockChoice, RuntimeSettings};
use patrold::runtime::start::Daemon;
use tempfile::TempDir;

use crate::rig::{MORNING, TYPES, envelope, fleet, place, report, settings, tag};

/// A request and its answer.
pub(super) type Told = (RequestTag, Arc<Answer>);

/// A running daemon, or the folder that it left.
pub(super) struct House {
    data: PathBuf,
    daemon: Option<Daemon>,
    answers: Vec<Told>,
    asked: u64,
    /// Removed when the house is.
    folder: Option<TempDir>,
}

impl House {
    /// A new city with a small fleet.
    pub(super) async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    pub(super) async fn open_with(change: impl FnOnce(&mut RuntimeSettings)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut house = Self::start(folder.path(), change, Vec::new()).await;
        house.folder = Some(folder);
        house.import_fleet().await;
        house
    }

    pub(super) async fn open_at(data: &Path, change: impl FnOnce(&mut RuntimeSettings)) -> Self {
        let house = Self::start(data, change, Vec::new()).await;
        house.import_fleet().await;
        house
    }

    /// The daemon that starts on what another left.
    pub(super) async fn take_over(folder: TempDir, answers: Vec<Told>) -> Self {
        let mut house = Self::start(folder.path(), |_| (), answers).await;
        house.folder = Some(folder);
        house
    }

    pub(super) async fn take_over_at(data: &Path, answers: Vec<Told>) -> Self {
        Self::start(data, |_| (), answers).await
    }

    async fn start(data: &Path, change: impl FnOnce(&mut RuntimeSettings), answers: Vec<Told>) -> Self {
        let mut settings = settings(data);
        change(&mut settings);
        let daemon = Daemon::start(settings, ClockChoice::Manual { start: MORNING }).await.expect("it starts");
        let asked = 1_000_000 * (1 + answers.len() as u64);
        Self { data: data.to_owned(), daemon: Some(daemon), answers, asked, folder: None }
    }

    async fn import_fleet(&self) {
        let id = self.handle().make_command_id();
        let roster = envelope(id, MORNING, &tag(MORNING, 0), Asked::ImportRoster(fleet(5)));
        self.handle().submit(roster).await.expect("imported");
    }

    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    pub(super) fn handle(&self) -> &Handle {
        self.daemon.as_ref().expect("it runs").handle()
    }

    pub(super) fn answers(&self) -> Vec<Told> {
        self.answers.clone()
    }

    /// Files reports, one after the other.
    pub(super) async fn file(&mut self, count: u32) {
        for _ in 0..count {
            self.try_file().await.expect("filed");
        }
    }

    pub(super) async fn try_file(&mut self) -> Result<(), Refusal> {
        let (tag, filing) = self.report();
        let answer = filing.await?;
        self.answers.push((tag, answer));
        Ok(())
    }

    /// Files reports all at once; whether all were answered.
    pub(super) async fn file_at_once(&mut self, count: u32) -> bool {
        let filings: Vec<_> = (0..count).map(|_| self.report()).map(|(tag, it)| (tag, tokio::spawn(it))).collect();
        let mut all = true;
        for (tag, filing) in filings {
            match filing.await.expect("no task panics") {
                Ok(answer) => self.answers.push((tag, answer)),
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::Stopping);
                    all = false;
                }
            }
        }
        all
    }

    fn report(&mut self) -> (RequestTag, impl Future<Output = Result<Arc<Answer>, Refusal>> + use<>) {
        self.asked += 1;
        let tag = tag(MORNING, self.asked);
        let kind = TYPES[usize::try_from(self.asked).expect("small") % TYPES.len()];
        let handle = self.handle().clone();
        let filed = envelope(handle.make_command_id(), MORNING, &tag, report(self.asked, kind, place(3)));
        (tag, async move { handle.submit(filed).await })
    }

    /// Everything that was answered is there once, under the name that was told.
    pub(super) fn check_answers(&self) {
        let view = self.handle().read();
        for (tag, answer) in &self.answers {
            let id = answer.made().report.expect("a report was filed");
            let report = view.report(id).unwrap_or_else(|| panic!("report {id} of {tag:?} is gone"));
            assert_eq!(Some(report.incident), answer.made().incident.map(|opened| opened.id));
        }
        let marks = view.reports().values().map(|report| report.content.call.as_ref().map(|call| &call.call_id));
        assert_eq!(marks.collect::<BTreeSet<_>>().len(), view.reports().len(), "nothing is there twice");
    }

    /// The folder as a crash at this moment would leave it.
    pub(super) fn crash_image(&self) -> TempDir {
        let image = tempfile::tempdir().expect("a folder");
        copy_folder(&self.data, image.path());
        image
    }

    pub(super) async fn stop(&mut self) {
        self.stop_failed().await.expect("in good order");
    }

    pub(super) async fn stop_failed(&mut self) -> Result<(), Refusal> {
        self.daemon.take().expect("it runs").stop().await
    }

    pub(super) async fn close(mut self) {
        self.stop().await;
    }
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("listed") {
        let entry = entry.expect("listed");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            fs::create_dir_all(&target).expect("made");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The journal's segments in a data folder, in order.
pub(super) fn segments(data: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(data.join("journal")).expect("listed");
    let mut paths: Vec<_> = listed.map(|file| file.expect("listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "segment"));
    paths.sort();
    paths
}

/// Where a segment's last frame ends. Its own last bytes may be zero, as those behind it are.
pub(super) fn used_bytes(bytes: &[u8]) -> usize {
    let at = bytes.windows(FRAME_MAGIC.len()).rposition(|window| window == FRAME_MAGIC).expect("a frame");
    let payload: [u8; 4] = bytes[at + 12..at + 16].try_into().expect("four bytes");
    at + FRAME_HEADER_BYTES + usize::try_from(u32::from_le_bytes(payload)).expect("it fits")
}

/// A small file system in memory.
pub(crate) struct Tmpfs(TempDir);

impl Tmpfs {
    /// Mounts one, where that is allowed.
    pub(crate) fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "patrold-test"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn free_bytes(&self) -> u64 {
        let space = rustix::fs::statvfs(self.path()).expect("known");
        space.f_bavail * space.f_frsize
    }

    pub(crate) fn grow(&self, size: &str) {
        let remount = format!("remount,size={size}");
        let grown = Command::new("mount").args(["-o", &remount]).arg(self.path()).status().expect("told");
        assert!(grown.success());
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.path()).status());
    }
}
