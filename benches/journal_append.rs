//! What a synced commit costs by group size, beside the plain baseline: one record, one sync, appended past the end of
//! a file. Runs in the build's own folder, which should be on the disk that is meant.

use std::fs::OpenOptions;
use std::io::Write;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use patrold::domain::ids::CityId;
use patrold::domain::time::EngineTime;
use patrold::journal::Journal;
use patrold::journal::disk::RealDisk;
use patrold::journal::group::CommitGroup;
use patrold::journal::recovery::{OpenOptions as JournalOptions, open};
use patrold::journal::segment::Limits;

/// About what one event with its explanation takes.
const RECORD_BYTES: usize = 300;

fn journal(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("journal_append");
    for records in [1_u64, 8, 64] {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let options =
            JournalOptions { city: CityId::new("bench").expect("a name"), limits: Limits::default(), from: None };
        let (mut writer, _) = open(RealDisk, folder.path(), options, |_| Ok(())).expect("opened");
        let mut commit = CommitGroup::new(writer.head().sequence.next(), EngineTime::EPOCH);
        let record = vec![7; RECORD_BYTES];
        group.throughput(Throughput::Elements(records));
        group.bench_function(format!("group_of_{records}"), |bencher| {
            bencher.iter(|| {
                commit.restart(writer.head().sequence.next(), EngineTime::EPOCH);
                for _ in 0..records {
                    commit.push(1, 1, EngineTime::EPOCH, &record).expect("fits");
                }
                writer.append(&commit).expect("taken");
                writer.sync().expect("synced")
            });
        });
    }
    group.finish();
}

fn baseline(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("journal_append");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut file = OpenOptions::new().create(true).append(true).open(folder.path().join("log")).expect("opened");
    let record = vec![7; RECORD_BYTES];
    group.throughput(Throughput::Elements(1));
    group.bench_function("baseline_one_record_past_the_end", |bencher| {
        bencher.iter(|| {
            file.write_all(&record).expect("written");
            file.sync_data().expect("synced");
        });
    });
    group.finish();
}

criterion_group!(benches, journal, baseline);
criterion_main!(benches);
