//! The players, the promises between them, and the rounds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::Args;
use crate::disk::Disk;
use crate::echo;
use crate::ground::Ground;
use crate::growth;
use crate::patrold::Patrold;
use crate::postgis::Postgis;
use crate::redis::Redis;
use crate::sample::{Sample, median};
use crate::servers::{self, Failure, Server};
use crate::threads::{cpu_times, per_job};
use crate::tile38::Tile38;

/// How long everybody rests between two players: what the one before left to do is done by then.
const RESTS: Duration = Duration::from_millis(700);

/// Who plays, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Player {
    PatroldUnary16,
    RedisUnary16,
    Postgis16,
    PatroldSubmit4x64,
    RedisPipelined4x64,
    PatroldSubmit1x64,
    GroupCommit64,
    PatroldUnary1,
    Echo1,
    Append1,
    PatroldPositionsInBatches,
    RedisPositionsPipelined,
    PatroldPositionsSingly,
    RedisPositionsSingly,
    Tile38Unary16,
    Tile38PositionsPipelined,
}

use Player::{
    Append1, Echo1, GroupCommit64, PatroldPositionsInBatches, PatroldPositionsSingly, PatroldSubmit1x64,
    PatroldSubmit4x64, PatroldUnary1, PatroldUnary16, Postgis16, RedisPipelined4x64, RedisPositionsPipelined,
    RedisPositionsSingly, RedisUnary16, Tile38PositionsPipelined, Tile38Unary16,
};

/// All of them, in the order in which they play.
const PLAYERS: [(Player, &str, &str); 16] = [
    (PatroldUnary16, "patrold-unary-16", "jobs/s: report, finished; unary, 16 in flight, 4 connections"),
    (RedisUnary16, "redis-unary-16", "jobs/s: claim, release; appendfsync always, 16 connections"),
    (Postgis16, "postgis-16", "jobs/s: claim, release; synchronous, 16 connections"),
    (PatroldSubmit4x64, "patrold-submit-4x64", "jobs/s: report, close; 4 streams x 64"),
    (RedisPipelined4x64, "redis-pipelined-4x64", "jobs/s: claim, release; appendfsync always, 4 connections x 64"),
    (PatroldSubmit1x64, "patrold-submit-1x64", "jobs/s: report, close; 1 stream x 64"),
    (GroupCommit64, "group-commit-64", "records/s: 64 waiters, one sync for all that wait"),
    (PatroldUnary1, "patrold-unary-1", "jobs/s: report, finished; one at a time"),
    (Echo1, "echo-1", "calls/s: a gRPC echo, one at a time"),
    (Append1, "append-1", "records/s: written and synced, one at a time"),
    (PatroldPositionsInBatches, "patrold-positions-batch", "fixes/s: gateways, 300 a message, answered"),
    (RedisPositionsPipelined, "redis-positions-pipelined", "fixes/s: GEOADD by 100; everysec, 16 connections"),
    (PatroldPositionsSingly, "patrold-positions-single", "fixes/s: 1,251 streams, 16 connections, answered"),
    (RedisPositionsSingly, "redis-positions-single", "fixes/s: GEOADD; everysec, 16 connections"),
    (Tile38Unary16, "tile38-unary-16", "jobs/s: claim, release; not synced before the answer, 16 connections"),
    (Tile38PositionsPipelined, "tile38-positions-pipelined", "fixes/s: SET by 100; not synced, 16 connections"),
];

/// What was measured of one round.
type Round = BTreeMap<Player, Sample>;

/// A promise: its name, its goal in words, between whom, and its value in one round.
struct Promise {
    name: &'static str,
    goal: &'static str,
    players: &'static [Player],
    value: fn(&Round) -> Option<f64>,
}

fn rate(round: &Round, of: Player, against: Player) -> Option<f64> {
    Some(round.get(&of)?.per_second / round.get(&against)?.per_second)
}

const PROMISES: [Promise; 12] = [
    Promise {
        name: "unary_vs_redis",
        goal: ">= 1.2",
        players: &[PatroldUnary16, RedisUnary16],
        value: |round| rate(round, PatroldUnary16, RedisUnary16),
    },
    Promise {
        name: "unary_vs_redis_p99",
        goal: "<= 1.5",
        players: &[PatroldUnary16, RedisUnary16],
        value: |round| Some(round.get(&PatroldUnary16)?.p99_ms / round.get(&RedisUnary16)?.p99_ms),
    },
    Promise {
        name: "submit_vs_redis",
        goal: ">= 3",
        players: &[PatroldSubmit4x64, RedisPipelined4x64],
        value: |round| rate(round, PatroldSubmit4x64, RedisPipelined4x64),
    },
    Promise {
        name: "unary_vs_postgis",
        goal: ">= 2",
        players: &[PatroldUnary16, Postgis16],
        value: |round| rate(round, PatroldUnary16, Postgis16),
    },
    Promise {
        name: "submit_vs_postgis",
        goal: ">= 15",
        players: &[PatroldSubmit4x64, Postgis16],
        value: |round| rate(round, PatroldSubmit4x64, Postgis16),
    },
    Promise {
        name: "submit_vs_group_commit",
        goal: ">= 0.5",
        players: &[PatroldSubmit1x64, GroupCommit64],
        // A job is two records.
        value: |round| Some(2.0 * rate(round, PatroldSubmit1x64, GroupCommit64)?),
    },
    Promise {
        name: "latency_vs_floor",
        goal: "<= 1.3",
        players: &[PatroldUnary1, Echo1, Append1],
        value: |round| {
            let floor = round.get(&Echo1)?.claim_p50_ms + round.get(&Append1)?.claim_p50_ms;
            Some(round.get(&PatroldUnary1)?.claim_p50_ms / floor)
        },
    },
    Promise {
        name: "positions_batch_vs_redis",
        goal: ">= 6",
        players: &[PatroldPositionsInBatches, RedisPositionsPipelined],
        value: |round| rate(round, PatroldPositionsInBatches, RedisPositionsPipelined),
    },
    Promise {
        name: "positions_single_vs_redis",
        goal: ">= 5",
        players: &[PatroldPositionsSingly, RedisPositionsSingly],
        value: |round| rate(round, PatroldPositionsSingly, RedisPositionsSingly),
    },
    Promise {
        name: "unary_vs_tile38",
        goal: "none",
        players: &[PatroldUnary16, Tile38Unary16],
        value: |round| rate(round, PatroldUnary16, Tile38Unary16),
    },
    Promise {
        name: "submit_vs_tile38",
        goal: "none",
        players: &[PatroldSubmit4x64, Tile38Unary16],
        value: |round| rate(round, PatroldSubmit4x64, Tile38Unary16),
    },
    Promise {
        name: "positions_batch_vs_tile38",
        goal: "none",
        players: &[PatroldPositionsInBatches, Tile38PositionsPipelined],
        value: |round| rate(round, PatroldPositionsInBatches, Tile38PositionsPipelined),
    },
];

/// Runs all rounds and prints what came of them.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let asked = |name: &str| args.only.is_empty() || args.only.iter().any(|only| only == name);
    let promises: Vec<_> = PROMISES.iter().filter(|promise| asked(promise.name)).collect();
    let plays =
        |player: Player, name: &str| promises.iter().any(|promise| promise.players.contains(&player)) || asked(name);
    let mut players: Vec<_> = PLAYERS.into_iter().filter(|(player, name, _)| plays(*player, name)).collect();
    if players.iter().any(|(_, name, _)| name.starts_with("tile38")) && !servers::has_tile38() {
        eprintln!("tile38-server is not on the path: it is left out");
        players.retain(|(_, name, _)| !name.starts_with("tile38"));
    }
    let grows: Vec<_> = growth::PROMISES.into_iter().filter(|(name, _)| asked(name)).collect();
    if players.is_empty() && grows.is_empty() {
        let names = PLAYERS.iter().map(|(_, name, _)| *name).chain(PROMISES.iter().map(|promise| promise.name));
        let names = names.chain(growth::PROMISES.iter().map(|(name, _)| *name));
        return Err(format!("nobody has such a name: {}", names.collect::<Vec<_>>().join(", ")).into());
    }
    if !players.is_empty() {
        compete(args, &players, &promises).await?;
    }
    for (name, goal) in grows {
        growth::run(args, name, goal).await?;
    }
    Ok(())
}

/// The contests: everybody plays in turn.
async fn compete(args: &Args, players: &[(Player, &str, &str)], promises: &[&Promise]) -> Result<(), Failure> {
    let folder = tempfile::Builder::new().prefix("peers-").tempdir()?;
    // PostgreSQL runs as somebody else and must get through.
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let arena = Arena::open(args, players, folder.path()).await?;
    let mut rounds = Vec::new();
    for number in 1..=args.rounds {
        let mut round = Round::new();
        for (player, name, _) in players {
            if let Some(patrold) = &arena.patrold {
                patrold.refresh().await?;
            }
            tokio::time::sleep(RESTS).await;
            let before = arena.patrold.as_ref().map(|patrold| cpu_times(patrold.server.pid()));
            eprintln!("round {number} {name} begins");
            let sample = arena.play(*player, args.seconds).await.inspect_err(|_| eprintln!("{name} failed"))?;
            eprintln!(
                "round {number} {name}: {:.0}/s p50 {:.3} ms p99 {:.3} ms",
                sample.per_second, sample.p50_ms, sample.p99_ms
            );
            if let (Some(patrold), Some(before), true) = (&arena.patrold, before, name.starts_with("patrold")) {
                let jobs = sample.per_second * args.seconds;
                let used = per_job(&before, &cpu_times(patrold.server.pid()), jobs);
                eprintln!("    microseconds of patrold's CPU for each job: {used}");
            }
            round.insert(*player, sample);
        }
        rounds.push(round);
    }
    print(&rounds, players, promises);
    Ok(())
}

fn print(rounds: &[Round], players: &[(Player, &str, &str)], promises: &[&Promise]) {
    println!("{:<28} {:>12} {:>10} {:>10} {:>12}", "player", "per second", "p50 ms", "p99 ms", "claim p50 ms");
    for (player, name, what) in players {
        let middle = |of: fn(&Sample) -> f64| median(rounds.iter().filter_map(|round| round.get(player)).map(of));
        println!(
            "{name:<28} {:>12.0} {:>10.3} {:>10.3} {:>12.3}  {what}",
            middle(|sample| sample.per_second),
            middle(|sample| sample.p50_ms),
            middle(|sample| sample.p99_ms),
            middle(|sample| sample.claim_p50_ms),
        );
    }
    for promise in promises {
        let mut values: Vec<_> = rounds.iter().filter_map(promise.value).collect();
        values.sort_by(f64::total_cmp);
        if let (Some(least), Some(most)) = (values.first(), values.last()) {
            let value = median(values.iter().copied());
            println!("RATIO {} {value:.3}   # goal {}, {least:.3} to {most:.3}", promise.name, promise.goal);
        }
    }
}

/// The servers with the units on them, as far as somebody plays them.
struct Arena {
    patrold: Option<Patrold>,
    redis: Option<Redis>,
    postgis: Option<Postgis>,
    tile38: Option<Tile38>,
    echo: Option<Server>,
    disk: Disk,
}

impl Arena {
    async fn open(args: &Args, players: &[(Player, &str, &str)], folder: &std::path::Path) -> Result<Self, Failure> {
        let needs = |name: &str| players.iter().any(|(_, player, _)| player.starts_with(name));
        let ground = Arc::new(Ground::new(args.units));
        let disk = Disk::new(folder)?;
        let redis = if needs("redis") { Some(Redis::new(servers::redis(folder)?, Arc::clone(&ground))?) } else { None };
        let postgis = if needs("postgis") {
            Some(Postgis::new(servers::postgres(folder)?, Arc::clone(&ground)).await?)
        } else {
            None
        };
        let tile38 =
            if needs("tile38") { Some(Tile38::new(servers::tile38(folder)?, Arc::clone(&ground))?) } else { None };
        let echo = if needs("echo") { Some(servers::echo()?) } else { None };
        let patrold = if needs("patrold") {
            let server = servers::patrold(&args.patrold, folder)?;
            eprintln!("patrold runs as process {}", server.pid());
            Some(Patrold::new(server, ground).await?)
        } else {
            None
        };
        Ok(Self { patrold, redis, postgis, tile38, echo, disk })
    }

    async fn play(&self, player: Player, seconds: f64) -> Result<Sample, Failure> {
        let patrold = || self.patrold.as_ref().ok_or("patrold is not there");
        let redis = || self.redis.as_ref().ok_or("Redis is not there");
        let tile38 = || self.tile38.as_ref().ok_or("Tile38 is not there");
        let blocking = |play: &dyn Fn() -> Result<Sample, Failure>| tokio::task::block_in_place(play);
        match player {
            PatroldUnary16 => finished(patrold()?, patrold()?.unary(16, seconds).await).await,
            PatroldUnary1 => finished(patrold()?, patrold()?.unary(1, seconds).await).await,
            PatroldSubmit4x64 => patrold()?.submit(4, 64, seconds).await,
            PatroldSubmit1x64 => patrold()?.submit(1, 64, seconds).await,
            PatroldPositionsInBatches => patrold()?.positions_in_batches(seconds).await,
            PatroldPositionsSingly => patrold()?.positions_singly(seconds).await,
            RedisUnary16 => blocking(&|| redis()?.unary(16, seconds)),
            RedisPipelined4x64 => blocking(&|| redis()?.pipelined(4, 64, seconds)),
            RedisPositionsPipelined => blocking(&|| redis()?.positions_pipelined(16, seconds)),
            RedisPositionsSingly => blocking(&|| redis()?.positions_singly(16, seconds)),
            Tile38Unary16 => blocking(&|| tile38()?.unary(16, seconds)),
            Tile38PositionsPipelined => blocking(&|| tile38()?.positions_pipelined(16, seconds)),
            Postgis16 => self.postgis.as_ref().ok_or("PostgreSQL is not there")?.unary(16, seconds).await,
            GroupCommit64 => self.disk.group_commit(64, seconds).await,
            Append1 => blocking(&|| self.disk.one_by_one(seconds)),
            Echo1 => echo::one_by_one(self.echo.as_ref().ok_or("the echo is not there")?.port, seconds).await,
        }
    }
}

/// Closes the incidents of a round, outside of it.
async fn finished(patrold: &Patrold, sample: Result<Sample, Failure>) -> Result<Sample, Failure> {
    patrold.close_finished().await?;
    sample
}
