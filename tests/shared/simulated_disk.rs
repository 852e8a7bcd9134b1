//! A disk that forgets. It keeps what was synced apart from what was not; when the power goes, any subset of the
//! unsynced sectors stays, some of them torn, and any subset of the unsynced names. After a failed sync the unsynced
//! bytes are gone or not, as chance has it, and the next sync succeeds, as on Linux.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use patrold::journal::disk::Disk;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const SECTOR_BYTES: usize = 512;

/// The kinds of calls that can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Create,
    Write,
    Sync,
    SyncDirectory,
    Rename,
    Remove,
    Truncate,
    List,
    Open,
    Read,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    durable: Vec<u8>,
    current: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Length(usize),
    Write(usize, Vec<u8>),
}

#[derive(Clone, Debug)]
enum NameChange {
    Add(PathBuf, usize),
    Rename(PathBuf, PathBuf, usize),
    Remove(PathBuf),
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each of them is a lie of its own")]
struct State {
    random: StdRng,
    inodes: Vec<Inode>,
    durable: BTreeMap<PathBuf, usize>,
    current: BTreeMap<PathBuf, usize>,
    pending_names: Vec<NameChange>,
    directories: BTreeSet<PathBuf>,
    locked: BTreeSet<PathBuf>,
    boot: u64,
    power_lost: bool,
    calls: u64,
    crash_at_call: Option<u64>,
    failures: BTreeMap<Call, (u64, i32)>,
    counts: BTreeMap<Call, u64>,
    sync_works: bool,
    names_sync: bool,
    sync_errors_told: bool,
}

/// The disk; clones are the same disk.
#[derive(Clone, Debug)]
pub(crate) struct SimulatedDisk(Arc<Mutex<State>>);

/// An open file of one boot.
#[derive(Debug)]
pub(crate) struct SimulatedFile {
    inode: usize,
    boot: u64,
}

/// A lock of one boot.
#[derive(Debug)]
pub(crate) struct SimulatedLock {
    disk: SimulatedDisk,
    path: PathBuf,
    boot: u64,
}

impl Drop for SimulatedLock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state.boot == self.boot {
            state.locked.remove(&self.path);
        }
    }
}

impl SimulatedDisk {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State {
            random: StdRng::seed_from_u64(seed),
            inodes: Vec::new(),
            durable: BTreeMap::new(),
            current: BTreeMap::new(),
            pending_names: Vec::new(),
            directories: BTreeSet::new(),
            locked: BTreeSet::new(),
            boot: 0,
            power_lost: false,
            calls: 0,
            crash_at_call: None,
            failures: BTreeMap::new(),
            counts: BTreeMap::new(),
            sync_works: true,
            names_sync: true,
            sync_errors_told: true,
        })))
    }

    /// Makes every sync a lie: it returns success and does nothing.
    pub(crate) fn without_sync(self) -> Self {
        self.state().sync_works = false;
        self
    }

    /// Makes every sync of a directory a lie.
    pub(crate) fn without_directory_sync(self) -> Self {
        self.state().names_sync = false;
        self
    }

    /// A sync that fails is not told of, as when a program tries it once more and believes the second one.
    pub(crate) fn without_sync_errors(self) -> Self {
        self.state().sync_errors_told = false;
        self
    }

    /// From now on chance is what this seed makes of it.
    pub(crate) fn reseed(&self, seed: u64) {
        self.state().random = StdRng::seed_from_u64(seed);
    }

    /// Nothing fails and the power stays on, until something else is asked for.
    pub(crate) fn calm(&self) {
        let mut state = self.state();
        state.crash_at_call = None;
        state.failures.clear();
    }

    /// The process is gone, the machine runs on: everything that was written is still seen, and no more synced than it
    /// was.
    pub(crate) fn process_dies(&self) {
        let mut state = self.state();
        state.locked.clear();
        state.boot += 1;
        state.failures.clear();
    }

    /// The power goes at the nth changing call from now (0: the next one), in the middle of it.
    pub(crate) fn lose_power_in(&self, calls: u64) {
        let mut state = self.state();
        state.crash_at_call = Some(state.calls + calls);
    }

    /// Whether it went.
    pub(crate) fn power_is_out(&self) -> bool {
        self.state().power_lost
    }

    /// The nth call of a kind from now (0: the next one) fails with an error number such as EIO or ENOSPC.
    pub(crate) fn fail(&self, call: Call, nth: u64, errno: i32) {
        let mut state = self.state();
        let at = state.counts.get(&call).copied().unwrap_or(0) + nth;
        state.failures.insert(call, (at, errno));
    }

    /// Whether the call that was to fail has been made.
    pub(crate) fn has_failed(&self, call: Call) -> bool {
        let state = self.state();
        let (at, _) = state.failures.get(&call).copied().unwrap_or_default();
        state.counts.get(&call).is_some_and(|count| *count > at)
    }

    /// The power comes back: what is left is what was synced, and chance.
    pub(crate) fn power_cycle(&self) {
        let mut state = self.state();
        let state = &mut *state;
        for inode in &mut state.inodes {
            inode.crash(&mut state.random);
        }
        for change in std::mem::take(&mut state.pending_names) {
            if state.random.random_bool(0.5) {
                change.apply(&mut state.durable);
            }
        }
        state.current = state.durable.clone();
        state.locked.clear();
        state.boot += 1;
        state.power_lost = false;
        state.crash_at_call = None;
        state.failures.clear();
    }

    /// The names and contents of all files as a program sees them.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        state.current.iter().map(|(path, inode)| (path.clone(), state.inodes[*inode].current.clone())).collect()
    }

    /// A disk with these files on it, all of them synced.
    pub(crate) fn with_files(seed: u64, files: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let disk = Self::new(seed);
        {
            let mut state = disk.state();
            for (path, bytes) in files {
                let inode = state.inodes.len();
                state.inodes.push(Inode { durable: bytes.clone(), current: bytes.clone(), pending: Vec::new() });
                state.durable.insert(path.clone(), inode);
                state.directories.extend(path.ancestors().skip(1).map(Path::to_owned));
            }
            state.current = state.durable.clone();
        }
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics with the disk in hand")
    }
}

impl State {
    /// Counts a changing call; says whether the power goes in the middle of it.
    fn begin(&mut self, call: Call) -> io::Result<bool> {
        if self.power_lost {
            return Err(io::Error::other("the power is out"));
        }
        let dies = self.crash_at_call == Some(self.calls);
        self.calls += 1;
        self.count(call)?;
        self.power_lost = dies;
        Ok(dies)
    }

    /// Counts a call, and refuses the one that is to fail.
    fn count(&mut self, call: Call) -> io::Result<()> {
        let count = self.counts.entry(call).or_default();
        *count += 1;
        let fails = self.failures.get(&call).filter(|(at, _)| at + 1 == *count);
        fails.map_or(Ok(()), |(_, errno)| Err(io::Error::from_raw_os_error(*errno)))
    }

    fn end(&self) -> io::Result<()> {
        if self.power_lost { Err(io::Error::other("the power went out")) } else { Ok(()) }
    }

    fn inode(&mut self, file: &SimulatedFile) -> io::Result<&mut Inode> {
        if self.power_lost || file.boot != self.boot {
            return Err(io::Error::other("the power went out since the file was opened"));
        }
        Ok(&mut self.inodes[file.inode])
    }

    fn look_up(&self, path: &Path) -> io::Result<SimulatedFile> {
        if self.power_lost {
            return Err(io::Error::other("the power is out"));
        }
        let inode = *self.current.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(SimulatedFile { inode, boot: self.boot })
    }
}

impl Inode {
    fn crash(&mut self, random: &mut StdRng) {
        for change in std::mem::take(&mut self.pending) {
            match change {
                Change::Length(length) => {
                    if random.random_bool(0.5) {
                        self.durable.resize(length, 0);
                    }
                }
                Change::Write(offset, bytes) => keep_some_sectors(&mut self.durable, offset, &bytes, random),
            }
        }
        self.current.clone_from(&self.durable);
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) {
        put(&mut self.current, offset, bytes);
        self.pending.push(Change::Write(offset, bytes.to_vec()));
    }
}

fn put(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    if content.len() < offset + bytes.len() {
        content.resize(offset + bytes.len(), 0);
    }
    content[offset..offset + bytes.len()].copy_from_slice(bytes);
}

/// Of a write, each sector is kept, lost or torn on its own. One crash in four loses all, one in four keeps all.
fn keep_some_sectors(content: &mut Vec<u8>, offset: usize, bytes: &[u8], random: &mut StdRng) {
    let mood = random.random_range(0..4);
    let mut at = 0;
    while at < bytes.len() {
        let sector_end = (offset + at) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES;
        let end = bytes.len().min(sector_end - offset);
        let kept = match (mood, random.random_range(0..5)) {
            (0, _) => at,
            (1, _) | (_, 0 | 1) => end,
            (_, 2 | 3) => at,
            _ => random.random_range(at..=end),
        };
        if kept > at {
            put(content, offset + at, &bytes[at..kept]);
        }
        at = end;
    }
}

impl NameChange {
    fn directory(&self) -> Option<&Path> {
        match self {
            Self::Add(path, _) | Self::Rename(_, path, _) | Self::Remove(path) => path.parent(),
        }
    }

    fn apply(self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Add(path, inode) => {
                names.insert(path, inode);
            }
            Self::Rename(from, to, inode) => {
                names.remove(&from);
                names.insert(to, inode);
            }
            Self::Remove(path) => {
                names.remove(&path);
            }
        }
    }
}

fn at(offset: u64) -> usize {
    usize::try_from(offset).expect("small files")
}

impl Disk for SimulatedDisk {
    type File = SimulatedFile;
    type Lock = SimulatedLock;

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        self.state().directories.extend(path.ancestors().map(Path::to_owned));
        Ok(())
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
        let mut state = self.state();
        state.count(Call::List)?;
        if !state.directories.contains(directory) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let names = state.current.keys().filter(|path| path.parent() == Some(directory));
        Ok(names.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect())
    }

    fn create(&self, path: &Path, bytes: u64) -> io::Result<SimulatedFile> {
        let mut state = self.state();
        state.begin(Call::Create)?;
        if state.current.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let inode = state.inodes.len();
        let length = at(bytes);
        state.inodes.push(Inode {
            durable: Vec::new(),
            current: vec![0; length],
            pending: vec![Change::Length(length)],
        });
        state.current.insert(path.to_owned(), inode);
        state.pending_names.push(NameChange::Add(path.to_owned(), inode));
        state.end()?;
        Ok(SimulatedFile { inode, boot: state.boot })
    }

    fn open(&self, path: &Path) -> io::Result<SimulatedFile> {
        let mut state = self.state();
        state.count(Call::Open)?;
        state.look_up(path)
    }

    fn open_writable(&self, path: &Path) -> io::Result<SimulatedFile> {
        let mut state = self.state();
        state.count(Call::Open)?;
        state.look_up(path)
    }

    fn length(&self, file: &SimulatedFile) -> io::Result<u64> {
        Ok(self.state().inode(file)?.current.len() as u64)
    }

    fn read_at(&self, file: &SimulatedFile, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state();
        state.count(Call::Read)?;
        let rest = state.inode(file)?.current.get(at(offset)..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn write_at(&self, file: &mut SimulatedFile, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let started = state.begin(Call::Write);
        if let Err(error) = started {
            // A full or failing disk may have taken a part.
            let part = state.random.random_range(0..=bytes.len());
            if let Ok(inode) = state.inode(file) {
                inode.write(at(offset), &bytes[..part]);
            }
            return Err(error);
        }
        if file.boot != state.boot {
            return Err(io::Error::other("the power went out since the file was opened"));
        }
        state.inodes[file.inode].write(at(offset), bytes);
        state.end()
    }

    fn sync(&self, file: &SimulatedFile) -> io::Result<()> {
        let mut state = self.state();
        if file.boot != state.boot {
            return Err(io::Error::other("the power went out since the file was opened"));
        }
        let state = &mut *state;
        match state.begin(Call::Sync) {
            Ok(true) => state.end(),
            Ok(false) if state.sync_works => {
                let inode = &mut state.inodes[file.inode];
                for change in std::mem::take(&mut inode.pending) {
                    match change {
                        Change::Length(length) => inode.durable.resize(length, 0),
                        Change::Write(offset, bytes) => put(&mut inode.durable, offset, &bytes),
                    }
                }
                Ok(())
            }
            Ok(false) => Ok(()),
            Err(error) => {
                // The pages are marked clean: some reached the disk, the others never will, and the reader still
                // sees them all until the power goes.
                if !state.power_lost {
                    let inode = &mut state.inodes[file.inode];
                    let current = inode.current.clone();
                    inode.crash(&mut state.random);
                    inode.current = current;
                    if !state.sync_errors_told {
                        return Ok(());
                    }
                }
                Err(error)
            }
        }
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state.begin(Call::SyncDirectory)? {
            return state.end();
        }
        if !(state.sync_works && state.names_sync) {
            return Ok(());
        }
        let (here, elsewhere) =
            std::mem::take(&mut state.pending_names).into_iter().partition(|change| change.directory() == Some(path));
        state.pending_names = elsewhere;
        let here: Vec<NameChange> = here;
        for change in here {
            change.apply(&mut state.durable);
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(Call::Rename)?;
        let inode = state.current.remove(from).ok_or(io::ErrorKind::NotFound)?;
        state.current.insert(to.to_owned(), inode);
        state.pending_names.push(NameChange::Rename(from.to_owned(), to.to_owned(), inode));
        state.end()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if !state.current.contains_key(path) {
            return Err(if state.power_lost {
                io::Error::other("the power is out")
            } else {
                io::ErrorKind::NotFound.into()
            });
        }
        state.begin(Call::Remove)?;
        state.current.remove(path);
        state.pending_names.push(NameChange::Remove(path.to_owned()));
        state.end()
    }

    fn truncate(&self, file: &mut SimulatedFile, bytes: u64) -> io::Result<()> {
        let mut state = self.state();
        state.begin(Call::Truncate)?;
        let length = at(bytes);
        if file.boot != state.boot {
            return Err(io::Error::other("the power went out since the file was opened"));
        }
        let inode = &mut state.inodes[file.inode];
        inode.current.resize(length, 0);
        inode.pending.push(Change::Length(length));
        state.end()
    }

    fn lock(&self, path: &Path) -> io::Result<SimulatedLock> {
        let mut state = self.state();
        if state.power_lost {
            return Err(io::Error::other("the power is out"));
        }
        if !state.locked.insert(path.to_owned()) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(SimulatedLock { disk: self.clone(), path: path.to_owned(), boot: state.boot })
    }
}
