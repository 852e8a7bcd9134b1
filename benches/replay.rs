//! What a restart costs, without a snapshot and with one, beside the plain baseline: reading the same bytes from the page
//! cache. And what writing the snapshot costs, beside writing as many bytes.
//!
//! The record is made by the real sequencer and committer from the demonstration city: units on duty at their posts,
//! reports with full explanations, each dispatch finished and each incident closed.

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use patrold::city::{BUILT_IN_SEED, City, demand::REPORTS_PER_DAY};
use patrold::config::Config;
use patrold::domain::actor::Actor;
use patrold::domain::command::{AdvanceDispatch, Command, Envelope, FileReport};
use patrold::domain::dispatch::Step;
use patrold::domain::ids::{CommandId, Sequence};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind};
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::journal::disk::RealDisk;
use patrold::policy::Policy;
use patrold::policy::source::PolicySource;
use patrold::runtime::board::Board;
use patrold::runtime::commit::Committer;
use patrold::runtime::map::{TrackerMap, straight_line};
use patrold::runtime::recover::{TakenUp, take_up, write_snapshot};
use patrold::runtime::sequencer::{Sequencer, Submission};
use patrold::runtime::settings::RuntimeSettings;
use patrold::tracker::table::Tracker;
use uuid::Uuid;

const REPORTS: usize = 5_000;
const MORNING: EngineTime = EngineTime::from_unix_seconds(1_795_000_000);

/// Makes a record in a folder and tells how many entries it has.
fn make_record(settings: &RuntimeSettings, city: &City) -> u64 {
    let mut taken = take_up(&RealDisk, settings).expect("a new record");
    let policy = Policy::parse(&settings.policy).expect("the default policy");
    let map = TrackerMap::new(
        Tracker::new(settings.tracker),
        straight_line(policy.travel()).expect("the default travel parameters"),
    );
    let state = std::mem::take(&mut taken.state);
    let board = Board::new(state.clone(), taken.recovered.tally.head, 1_024);
    let mut sequencer = Sequencer::new(state, settings.sequencer.clone());
    let mut committer = Committer::new(taken.writer);
    let mut made = 0_u64;
    let mut run = |sequencer: &mut Sequencer, commands: Vec<Command>, now: EngineTime| {
        let mut make_id = || {
            made += 1;
            CommandId::from_uuid(Uuid::from_u64_pair((1_795_000_000_000 << 16) | 0x7000, (1 << 63) | (made << 8)))
        };
        let submissions: Vec<_> = commands
            .into_iter()
            .map(|command| Submission { envelope: envelope(make_id(), command, now), reply: () })
            .collect();
        let decided = sequencer.step(now, submissions, &map, &mut make_id);
        for reply in &decided.replies {
            reply.outcome.as_ref().expect("accepted");
        }
        committer.commit(vec![decided], &board).expect("committed");
    };
    let activate = Command::ActivatePolicy { bytes: policy.bundle(1).bytes, expected: None, reason: Text::default() };
    run(&mut sequencer, vec![activate, Command::ImportRoster(city.fleet.roster())], MORNING);
    let duties = city
        .fleet
        .patrols
        .iter()
        .map(|patrol| Command::StartDuty { unit: patrol.profile.id.clone(), check_in: patrol.check_in.clone() });
    run(&mut sequencer, duties.collect(), MORNING);
    let demand = city.demand(REPORTS_PER_DAY).expect("a demand");
    for report in demand.take(REPORTS) {
        let now = MORNING + report.at;
        let content = report.to_report(MORNING).expect("a report");
        let file = FileReport { content, incident: None, desk: None, finder_attends: false, training: false };
        run(&mut sequencer, vec![Command::FileReport(Box::new(file))], now);
        let live: Vec<_> =
            sequencer.state().dispatches().values().filter(|dispatch| dispatch.state.is_live()).cloned().collect();
        let finish = live.iter().map(|dispatch| {
            Command::AdvanceDispatch(AdvanceDispatch {
                dispatch: dispatch.id,
                unit: dispatch.unit.clone(),
                step: Step::Finished,
                reason: Text::default(),
                feedback: None,
                activity: Some(ActivityKind::Other),
                then: None,
            })
        });
        let close = live.iter().map(|dispatch| dispatch.incident).collect::<std::collections::BTreeSet<_>>();
        let close = close.into_iter().map(|incident| Command::CloseIncident {
            incident,
            disposition: Disposition {
                kind: DispositionKind::Handled,
                activity: ActivityKind::Other,
                remark: Text::default(),
            },
        });
        run(&mut sequencer, finish.chain(close).collect(), now);
    }
    committer.close().expect("sealed");
    sequencer.state().sequence().get()
}

fn envelope(id: CommandId, command: Command, now: EngineTime) -> Envelope {
    let actor = Actor::local_administrator();
    Envelope { id, actor, request: None, received_at: now, occurred_at: None, entered_late: false, command }
}

fn segments(folder: &Path) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(folder.join("journal")).expect("a folder");
    let paths = files.map(|file| file.expect("a file").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "segment")).collect()
}

fn restart(criterion: &mut Criterion) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let city = City::new(BUILT_IN_SEED).expect("the built-in city");
    let source = PolicySource { zones_geojson: Some(city.zones.to_geojson()), ..PolicySource::built_in() };
    let config = Config::load(None).expect("the defaults");
    let settings = config.runtime(folder.path(), source).expect("the defaults");
    let entries = make_record(&settings, &city);

    let mut group = criterion.benchmark_group("replay");
    group.sample_size(10);
    group.throughput(Throughput::Elements(entries));
    group.bench_function("take_up_without_a_snapshot", |bencher| {
        bencher.iter(|| take_up(&RealDisk, &settings).expect("taken up").state.sequence());
    });
    group.bench_function("baseline_read_the_same_bytes", |bencher| {
        bencher.iter(|| {
            let read = segments(folder.path()).into_iter().map(|path| std::fs::read(path).expect("a file").len());
            read.sum::<usize>()
        });
    });

    // The board at the end of the record, as the daemon would write it down.
    let TakenUp { state, recovered, .. } = take_up(&RealDisk, &settings).expect("taken up");
    let board = Board::new(state, recovered.tally.head, 16);
    group.bench_function("write_a_snapshot", |bencher| {
        bencher.iter(|| write_snapshot(&RealDisk, &settings, &board.read()).expect("written"));
    });
    let bytes = board.read().to_bytes().expect("bytes");
    group.bench_function("baseline_write_and_sync_as_many_bytes", |bencher| {
        bencher.iter(|| {
            let path = folder.path().join("plain");
            std::fs::write(&path, &bytes).expect("written");
            std::fs::File::open(&path).and_then(|file| file.sync_all()).expect("synced");
        });
    });
    group.bench_function("take_up_with_a_snapshot", |bencher| {
        bencher.iter(|| {
            let taken = take_up(&RealDisk, &settings).expect("taken up");
            assert!(taken.snapshot.sequence > Sequence::new(0), "the snapshot is used");
            taken.state.sequence()
        });
    });
    group.finish();
}

criterion_group!(benches, restart);
criterion_main!(benches);
