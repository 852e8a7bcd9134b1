//! What the disk itself can do: one synced append after the other, and group commit for many waiters.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::sample::{Sample, Tally};
use crate::servers::Failure;

/// About as many bytes as patrold's record has for one command of the job.
const RECORD_BYTES: usize = 512;
/// The file is written beforehand, so that a sync has no new blocks to note down.
const FILE_BYTES: u64 = 256 << 20;

/// A file that is written over and over.
#[derive(Debug)]
pub(crate) struct Disk {
    path: PathBuf,
}

impl Disk {
    /// Makes it.
    pub(crate) fn new(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("bare");
        let mut file = File::create(&path)?;
        let zeros = vec![0; 1 << 20];
        for _ in 0..FILE_BYTES >> 20 {
            file.write_all(&zeros)?;
        }
        file.sync_all()?;
        Ok(Self { path })
    }

    fn open(&self) -> Result<Tape, Failure> {
        Ok(Tape { file: OpenOptions::new().write(true).open(&self.path)?, at: 0 })
    }

    /// One record after the other, each synced.
    pub(crate) fn one_by_one(&self, seconds: f64) -> Result<Sample, Failure> {
        let (mut tape, record, mut tally) = (self.open()?, [7; RECORD_BYTES], Tally::new());
        let begun = Instant::now();
        while begun.elapsed().as_secs_f64() < seconds {
            let asked = Instant::now();
            tape.append(&record)?;
            tally.claim(asked.elapsed());
            tally.jobs += 1;
        }
        Ok(Sample::of(begun, [tally]))
    }

    /// So many waiters, each with one record at a time; whatever waits is written and synced together.
    pub(crate) async fn group_commit(&self, waiters: usize, seconds: f64) -> Result<Sample, Failure> {
        let (send, receive) = mpsc::channel(waiters);
        let tape = self.open()?;
        let committer = std::thread::spawn(move || commit(tape, receive));
        let begun = Instant::now();
        let waiters: Vec<_> = (0..waiters)
            .map(|_| {
                let send = send.clone();
                tokio::spawn(async move {
                    let mut tally = Tally::new();
                    while begun.elapsed() < Duration::from_secs_f64(seconds) {
                        let (done, synced) = oneshot::channel();
                        let asked = Instant::now();
                        if send.send(done).await.is_err() || synced.await.is_err() {
                            break;
                        }
                        tally.claim(asked.elapsed());
                        tally.jobs += 1;
                    }
                    tally
                })
            })
            .collect();
        drop(send);
        let mut tallies = Vec::new();
        for waiter in waiters {
            tallies.push(waiter.await?);
        }
        let sample = Sample::of(begun, tallies);
        committer.join().map_err(|_| "the committer panicked")??;
        Ok(sample)
    }
}

fn commit(mut tape: Tape, mut waiting: mpsc::Receiver<oneshot::Sender<()>>) -> Result<(), Failure> {
    let (mut group, mut records) = (Vec::new(), Vec::new());
    while let Some(first) = waiting.blocking_recv() {
        group.push(first);
        while let Ok(next) = waiting.try_recv() {
            group.push(next);
        }
        records.resize(group.len() * RECORD_BYTES, 7);
        tape.append(&records)?;
        for done in group.drain(..) {
            // Whoever waited is gone at the end.
            let _gone = done.send(());
        }
    }
    Ok(())
}

#[derive(Debug)]
struct Tape {
    file: File,
    at: u64,
}

impl Tape {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let length = u64::try_from(bytes.len())?;
        if self.at + length > FILE_BYTES {
            self.at = 0;
        }
        self.file.write_all_at(bytes, self.at)?;
        self.at += length;
        self.file.sync_data()?;
        Ok(())
    }
}
