//! What disks and people do to a data folder, and what the daemon does then: it starts again with everything, or it
//! refuses and says why.

pub(crate) mod house;

use std::fs;
use std::path::Path;
use std::time::Duration;

use patrold::domain::actor::Actor;
use patrold::domain::audit::Reading;
use patrold::domain::event::Event;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::engine::State;
use patrold::journal::backup::backup;
use patrold::journal::codec::{self, RecordType};
use patrold::journal::disk::RealDisk;
use patrold::journal::group::CommitGroup;
use patrold::journal::recovery::{OpenOptions, open};
use patrold::journal::verify::{Verdict, read};
use patrold::journal::{ChainPoint, Journal};
use patrold::records::RecordsReader;
use patrold::runtime::clock::Stopwatch;
use patrold::runtime::handle::{Handle, Refusal};
use patrold::runtime::recover::{fold, take_up};
use patrold::runtime::settings::ClockChoice;
use patrold::runtime::start::{Daemon, StartError};
use tokio::task::JoinSet;

use crate::rig::{MORNING, city, settings};
use house::{House, Tmpfs, copy_folder, segments, used_bytes};

/// How long anything may take that must end by itself.
const PATIENCE: Duration = Duration::from_secs(20);

async fn refusal(data: &Path) -> String {
    let clock = ClockChoice::Manual { start: MORNING };
    Daemon::start(settings(data), clock).await.expect_err("it must not start").to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_daemon_on_the_folder_is_refused_and_the_first_goes_on() {
    let mut house = House::open().await;
    let said = refusal(house.data()).await;
    assert!(said.contains("in use by another daemon"), "{said}");
    house.file(3).await;
    house.close().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "not a folder").expect("written");
    let said = refusal(&folder.path().join("file/data")).await;
    assert!(said.contains("failed to create the data folder") && said.contains("file/data"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_tail_is_cut_kept_aside_and_on_the_record() {
    let mut house = House::open().await;
    house.file(20).await;
    let crashed = house.crash_image();
    tear(crashed.path());

    let mut again = House::take_over(crashed, house.answers()).await;
    again.check_answers();
    assert_eq!((told_cut_bytes(again.data()), kept_cut_bytes(again.data())), (300, 300));
    again.file(3).await;
    again.stop().await;
    let again = House::take_over(again.crash_image(), again.answers()).await;
    assert_eq!((told_cut_bytes(again.data()), kept_cut_bytes(again.data())), (0, 300), "it is told once");
    again.close().await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_tail_that_a_refused_start_cut_is_told_by_the_next_one() {
    let mut house = House::open().await;
    house.file(20).await;
    let crashed = house.crash_image();
    tear(crashed.path());

    let refused = Daemon::start(settings(crashed.path()), ClockChoice::System { accept_jump: false }).await;
    let Err(StartError::ClockJump { .. }) = refused else { panic!("got {refused:?}") };
    assert_eq!(kept_cut_bytes(crashed.path()), 300, "it was cut all the same");
    let again = House::take_over(crashed, house.answers()).await;
    again.check_answers();
    assert_eq!(told_cut_bytes(again.data()), 300);
    again.close().await;
    house.close().await;
}

/// Leaves what a write leaves that was cut short.
fn tear(data: &Path) {
    let last = segments(data).pop().expect("a segment");
    let mut bytes = fs::read(&last).expect("read");
    let end = used_bytes(&bytes);
    bytes[end..end + 300].fill(0xA5);
    fs::write(&last, bytes).expect("written");
}

/// How much the newest run says was cut.
fn told_cut_bytes(data: &Path) -> u64 {
    let mut told = 0;
    read(&RealDisk, &data.join("journal"), None, None, |record| {
        let kind = RecordType { kind: record.kind, version: record.version };
        for event in codec::decode(kind, record.sequence, record.bytes)?.events {
            if let Event::RunStarted(start) = event {
                told = start.tail_cut_bytes;
            }
        }
        Ok(())
    })
    .expect("sound");
    told
}

fn kept_cut_bytes(data: &Path) -> u64 {
    let kept = fs::read_dir(data.join("journal/cut")).expect("kept aside");
    kept.map(|tail| tail.expect("listed").metadata().expect("known").len()).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_before_sound_records_refuses_the_start_and_names_the_place() {
    let mut house = House::open().await;
    house.file(60).await;
    let crashed = house.crash_image();
    house.close().await;
    let first = segments(crashed.path()).swap_remove(0);
    let mut bytes = fs::read(&first).expect("read");
    let middle = used_bytes(&bytes) / 2;
    bytes[middle] ^= 0x10;
    fs::write(&first, bytes).expect("written");
    let before = fs::read(&first).expect("read");
    let said = refusal(crashed.path()).await;
    assert!(said.contains("sequence") && said.contains("corrupt"), "{said}");
    assert_eq!(fs::read(&first).expect("read"), before, "nothing is repaired behind anyone's back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_to_the_last_entries_is_known_from_a_torn_write_once_the_daemon_rested() {
    let mut house = House::open().await;
    house.file(5).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    let crashed = house.crash_image();
    house.close().await;
    let last = segments(crashed.path()).pop().expect("a segment");
    let mut bytes = fs::read(&last).expect("read");
    let end = used_bytes(&bytes);
    // The last entry's bytes lie before the marker, which has a frame's header and nothing else.
    bytes[end - 250] ^= 0x01;
    fs::write(&last, bytes).expect("written");
    let said = refusal(crashed.path()).await;
    assert!(said.contains("corrupt"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_newer_patrold_wrote_is_refused_by_name() {
    let mut house = House::open().await;
    house.file(5).await;
    house.stop().await;
    let newer = house.crash_image();
    let last = segments(newer.path()).pop().expect("a segment");
    let mut bytes = fs::read(&last).expect("read");
    bytes[8] = 2;
    let checksum = crc32c::crc32c(&bytes[..4_092]).to_le_bytes();
    bytes[4_092..4_096].copy_from_slice(&checksum);
    fs::write(&last, bytes).expect("written");
    let said = refusal(newer.path()).await;
    assert!(said.contains("newer") && said.contains("format 2"), "{said}");

    let stranger = house.crash_image();
    let options = OpenOptions { city: city(), limits: settings(stranger.path()).journal, from: None };
    let (mut writer, _) = open(RealDisk, &stranger.path().join("journal"), options, |_| Ok(())).expect("sound");
    let sequence = writer.head().sequence.next();
    let mut group = CommitGroup::new(sequence, MORNING);
    group.push(99, 1, MORNING, b"from the future").expect("small");
    writer.append(&group).expect("taken");
    writer.close().expect("closed");
    drop(writer);
    let said = refusal(stranger.path()).await;
    assert!(said.contains(&sequence.to_string()) && said.contains("99"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_longer_than_a_group_may_be_is_written_in_several() {
    let mut house = House::open_with(|settings| settings.commit_group_commands_max = 500).await;
    assert!(house.file_at_once(500).await, "nobody is turned away");
    house.check_answers();
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_more_is_acknowledged_and_the_daemon_ends() {
    let Some(disk) = Tmpfs::mount("1m") else {
        println!("skipped: no right to mount");
        return;
    };
    // One command a group, so that many wait in line when it happens.
    let mut house = House::open_at(disk.path(), |settings| settings.commit_group_commands_max = 1).await;
    let mut stopping = house.handle().stopping();
    let filing = async { while house.file_at_once(100).await {} };
    tokio::time::timeout(PATIENCE, filing).await.expect("whoever waits is told in time");
    assert!(disk.free_bytes() < 64 * 1024, "{} bytes are free", disk.free_bytes());
    // Whoever waits may hear of it a moment before everybody does.
    let stops = tokio::time::timeout(PATIENCE, stopping.wait_for(|stops| *stops)).await;
    assert!(stops.is_ok_and(|told| told.is_ok()) && house.handle().has_failed(), "the daemon says that it ends");
    assert_eq!(house.try_file().await, Err(Refusal::Stopping));
    let answers = house.answers();
    let stopped = tokio::time::timeout(PATIENCE, house.stop_failed()).await.expect("it ends in time");
    assert_eq!(stopped, Err(Refusal::Stopping), "and not in good order");

    disk.grow("16m");
    let mut again = House::take_over_at(disk.path(), answers).await;
    again.check_answers();
    again.file(3).await;
    again.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_snapshot_leads_to_the_older_one_and_then_to_the_whole_record() {
    let mut house = House::open_with(|settings| settings.snapshot_every_entries = 5).await;
    let snapshots = |data: &Path| {
        let listed = fs::read_dir(data.join("journal/snapshots")).into_iter().flatten();
        let mut paths: Vec<_> = listed.map(|file| file.expect("listed").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "snapshot"));
        paths.sort();
        paths
    };
    while snapshots(house.data()).len() < 2 {
        house.file(6).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    house.stop().await;
    let settings = settings(house.data());
    let mut used = Vec::new();
    let mut hashes = Vec::new();
    let mut good = snapshots(house.data());
    loop {
        let taken = take_up(&RealDisk, &settings).expect("sound");
        used.push(taken.snapshot.sequence.get());
        hashes.push(taken.state.hash().expect("encodes"));
        let Some(newest) = good.pop() else { break };
        let mut bytes = fs::read(&newest).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&newest, bytes).expect("written");
    }
    assert!(used[0] > used[1] && used[1] > used[2] && used[2] == 0, "{used:?}");
    assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]), "each way gives the same state");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_far_from_the_record_needs_an_operators_word() {
    let far = MORNING + Duration::from_hours(24 * 3_650);
    let folder = tempfile::tempdir().expect("a folder");
    let daemon = Daemon::start(settings(folder.path()), ClockChoice::Manual { start: far }).await.expect("it starts");
    daemon.stop().await.expect("in good order");
    let refused = Daemon::start(settings(folder.path()), ClockChoice::System { accept_jump: false }).await;
    let Err(StartError::ClockJump { last, .. }) = refused else { panic!("got {refused:?}") };
    assert_eq!(last, far);
    let daemon = Daemon::start(settings(folder.path()), ClockChoice::System { accept_jump: true }).await;
    let daemon = daemon.expect("it was accepted");
    assert!(daemon.handle().now() >= far, "time never goes back");
    daemon.stop().await.expect("in good order");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn records_that_are_gone_or_damaged_are_built_again() {
    let mut house = House::open().await;
    house.file(30).await;
    house.stop().await;
    let held = |data: &Path| {
        let records = RecordsReader::open(&data.join("records.sqlite")).expect("sound");
        let incident = |id| records.incident(id).expect("read").expect("it is there");
        house
            .answers()
            .iter()
            .filter_map(|told| told.1.made().incident)
            .map(|opened| incident(opened.id))
            .collect::<Vec<_>>()
    };
    let before = held(house.data());
    assert_eq!(before.len(), 30);
    for trouble in ["gone", "garbage", "cut", "another record's"] {
        let image = house.crash_image();
        let path = image.path().join("records.sqlite");
        let bytes = fs::read(&path).expect("read");
        match trouble {
            "gone" => fs::remove_file(&path).expect("removed"),
            "garbage" => fs::write(&path, b"nothing that SQLite knows".repeat(400)).expect("written"),
            "cut" => fs::write(&path, &bytes[..bytes.len() / 2]).expect("written"),
            _ => {
                let mut other = House::open().await;
                other.file(3).await;
                other.stop().await;
                fs::copy(other.data().join("records.sqlite"), &path).expect("copied");
            }
        }
        let mut again = House::take_over(image, house.answers()).await;
        again.stop().await;
        assert_eq!(held(again.data()), before, "{trouble}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn records_that_fail_half_way_through_the_journal_go_on_when_they_can_be_written_again() {
    /// More than the records take at once.
    const MISSED: u64 = 4_500;
    let house = House::open().await;
    let path = house.data().join("records.sqlite");
    let records = RecordsReader::open(&path).expect("sound");
    let come_to = || records.position().expect("read").sequence.get();
    let wait_for = async |through: u64| {
        let begun = Stopwatch::start();
        while come_to() < through {
            assert!(begun.elapsed() < PATIENCE, "the records stand at {} and not at {through}", come_to());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let committed = || house.handle().read().sequence().get();
    wait_for(committed()).await;
    let start = committed();

    // As a full disk would, from an entry on.
    let disk = rusqlite::Connection::open(&path).expect("open");
    let fails_from = |sequence: u64| {
        let condition = format!("NEW.sequence = {sequence} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        let trouble = format!("CREATE TRIGGER trouble BEFORE INSERT ON audit WHEN {condition}");
        disk.execute_batch(&format!("BEGIN IMMEDIATE; DROP TRIGGER IF EXISTS trouble; {trouble}; COMMIT"))
    };
    fails_from(start + 1).expect("made");
    for _ in 0..MISSED / 250 {
        read_something(house.handle(), 250).await;
    }
    assert_eq!(come_to(), start, "nothing of it is in the records");
    fails_from(start + MISSED - 50).expect("made");
    read_something(house.handle(), 1).await;
    wait_for(start + 1).await;
    assert!(come_to() < start + MISSED - 50, "the first part is in them: {}", come_to());
    let position = records.position().expect("read");
    assert_ne!(position.chain_hash, [0; 32], "and where that ends is known");

    disk.execute_batch("DROP TRIGGER trouble").expect("the disk has room again");
    read_something(house.handle(), 1).await;
    wait_for(committed()).await;
    drop((records, disk));
    house.close().await;
}

/// Puts entries on the record that change nothing else.
async fn read_something(handle: &Handle, times: usize) {
    let reading =
        || Reading::Answer { rpc: Text::truncated("GetReport"), subjects: Vec::new(), query: Text::default(), rows: 1 };
    let mut reads = JoinSet::new();
    for _ in 0..times {
        let (handle, reading) = (handle.clone(), reading());
        reads.spawn(async move { handle.record_reading(&Actor::local_administrator(), reading).await.map(drop) });
    }
    for outcome in reads.join_all().await {
        outcome.expect("it is on the record");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_positions_cost_nothing_but_a_warning() {
    let mut house = House::open().await;
    house.file(3).await;
    house.stop().await;
    let image = house.crash_image();
    fs::write(image.path().join("positions"), [0xFF; 64]).expect("written");
    let again = House::take_over(image, house.answers()).await;
    again.check_answers();
    again.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_busy_daemon_restores_to_its_state_at_that_point() {
    let mut house = House::open().await;
    house.file(20).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (source, copy) = (house.data().join("journal"), folder.path().join("journal"));
    let copying = tokio::task::spawn_blocking(move || backup(&RealDisk, &source, &copy).expect("copied"));
    while !copying.is_finished() {
        assert!(house.file_at_once(20).await, "it goes on meanwhile");
    }
    let verified = copying.await.expect("copied").verified;
    assert_ne!(verified.tally.head, ChainPoint::default());
    assert!(matches!(verified.verdict, Verdict::Open | Verdict::Sealed), "{:?}", verified.verdict);
    house.stop().await;
    let restored = take_up(&RealDisk, &settings(folder.path())).expect("it can be taken up").state;
    let mut state = State::new(settings(folder.path()).engine);
    read(&RealDisk, &house.data().join("journal"), None, None, |record| {
        if record.sequence <= verified.tally.head.sequence { fold(&mut state, record) } else { Ok(()) }
    })
    .expect("sound");
    assert_eq!(restored.hash().expect("encodes"), state.hash().expect("encodes"));
    assert_ne!(restored.time(), EngineTime::EPOCH);
    // A folder that was copied by hand while nobody wrote is as good.
    let by_hand = tempfile::tempdir().expect("a folder");
    copy_folder(house.data(), by_hand.path());
    let taken = take_up(&RealDisk, &settings(by_hand.path())).expect("it can be taken up");
    assert!(taken.state.sequence() >= restored.sequence());
}
