//! Redis: the units in a geo set, who is busy in a hash, claim and release by script. One thread a connection, since a
//! blocking connection is the one that costs its client the least.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redis::{Client, Connection, FromRedisValue, Pipeline, cmd, pipe};

use crate::ground::{Ground, Place, callsign};
use crate::sample::{Sample, Tally};
use crate::servers::{Failure, Server};

/// The nearest unit that is not busy becomes busy. It looks around in growing circles; at this density the first holds
/// some eighteen units.
const CLAIM: &str = "
for _, radius in ipairs({250, 1000, 5000, 50000}) do
    local near = redis.call('GEOSEARCH', 'units', 'FROMLONLAT', ARGV[1], ARGV[2], 'BYRADIUS', radius, 'm', 'ASC',
        'COUNT', 16)
    for _, unit in ipairs(near) do
        if redis.call('HSETNX', 'busy', unit, ARGV[3]) == 1 then return unit end
    end
end
return false";
/// Positions of a pipeline.
const POSITIONS_AT_ONCE: usize = 100;

/// How long a write waits for the disk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sync {
    /// Until it is synced.
    Always,
    /// It does not; the file is synced every second.
    EverySecond,
}

/// A Redis with the ground's units.
#[derive(Debug)]
pub(crate) struct Redis {
    client: Client,
    _server: Server,
    ground: Arc<Ground>,
    claim: String,
}

impl Redis {
    /// Puts the units on it.
    pub(crate) fn new(server: Server, ground: Arc<Ground>) -> Result<Self, Failure> {
        let client = Client::open(format!("redis://{}:{}/", Ipv4Addr::LOCALHOST, server.port))?;
        let mut connection = client.get_connection()?;
        for (chunk, numbers) in ground.units.chunks(1_000).zip((0..).step_by(1_000)) {
            let mut add = cmd("GEOADD");
            add.arg("units");
            for (place, number) in chunk.iter().zip(numbers..) {
                add.arg(place.longitude).arg(place.latitude).arg(callsign(number));
            }
            add.query::<()>(&mut connection)?;
        }
        let claim = cmd("SCRIPT").arg("LOAD").arg(CLAIM).query(&mut connection)?;
        Ok(Self { client, _server: server, ground, claim })
    }

    fn sync(&self, sync: Sync) -> Result<(), Failure> {
        let value = match sync {
            Sync::Always => "always",
            Sync::EverySecond => "everysec",
        };
        let mut connection = self.client.get_connection()?;
        Ok(cmd("CONFIG").arg("SET").arg("appendfsync").arg(value).query(&mut connection)?)
    }

    /// Claim and release, so many connections, one call at a time on each.
    pub(crate) fn unary(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        self.sync(Sync::Always)?;
        on_connections(&self.client, connections, seconds, |mut connection, first, until| {
            let mut tally = Tally::new();
            let mut number = first;
            while Instant::now() < until {
                let place = self.ground.scene(number);
                let asked = Instant::now();
                let unit: Option<String> = cmd("EVALSHA")
                    .arg(&self.claim)
                    .arg(0)
                    .arg(place.longitude)
                    .arg(place.latitude)
                    .arg(number)
                    .query(&mut connection)?;
                tally.claim(asked.elapsed());
                let unit = unit.ok_or("nobody is free")?;
                let asked = Instant::now();
                release(&mut cmd("HDEL"), &unit).query::<()>(&mut connection)?;
                tally.call(asked.elapsed());
                tally.jobs += 1;
                number += connections;
            }
            Ok(tally)
        })
    }

    /// Claim and release, so many connections, each with so many calls in a pipeline.
    pub(crate) fn pipelined(&self, connections: usize, calls: usize, seconds: f64) -> Result<Sample, Failure> {
        self.sync(Sync::Always)?;
        on_connections(&self.client, connections, seconds, |mut connection, first, until| {
            let mut tally = Tally::new();
            let mut number = first;
            while Instant::now() < until {
                let mut claims = Pipeline::with_capacity(calls);
                for _ in 0..calls {
                    let place = self.ground.scene(number);
                    claims.cmd("EVALSHA").arg(&self.claim).arg(0).arg(place.longitude).arg(place.latitude).arg(number);
                    number += connections;
                }
                let asked = Instant::now();
                let units: Vec<Option<String>> = claims.query(&mut connection)?;
                let took = asked.elapsed();
                let mut releases = Pipeline::with_capacity(calls);
                for unit in units {
                    tally.claim(took);
                    releases.add_command(release(&mut cmd("HDEL"), &unit.ok_or("nobody is free")?).clone());
                }
                let asked = Instant::now();
                let freed: Vec<u64> = releases.query(&mut connection)?;
                let took = asked.elapsed();
                for _ in freed {
                    tally.call(took);
                    tally.jobs += 1;
                }
            }
            Ok(tally)
        })
    }

    /// Positions, pipelined by a hundred.
    pub(crate) fn positions_pipelined(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        self.sync(Sync::EverySecond)?;
        positions_pipelined::<u64>(&self.client, &self.ground, connections, seconds, |adds, number, place| {
            adds.cmd("GEOADD").arg("units").arg(place.longitude).arg(place.latitude).arg(callsign(number));
        })
    }

    /// Positions, each answered before the next.
    pub(crate) fn positions_singly(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        self.sync(Sync::EverySecond)?;
        let count = self.ground.units.len();
        on_connections(&self.client, connections, seconds, |mut connection, first, until| {
            let (mut tally, mut number, mut round) = (Tally::new(), first, 0);
            while Instant::now() < until {
                let place = self.ground.units[number].jittered(round);
                let asked = Instant::now();
                let mut add = cmd("GEOADD");
                add.arg("units").arg(place.longitude).arg(place.latitude).arg(callsign(number));
                add.query::<u64>(&mut connection)?;
                tally.call(asked.elapsed());
                tally.jobs += 1;
                (number, round) = next(number, round, connections, count);
            }
            Ok(tally)
        })
    }
}

/// Positions, pipelined by a hundred: `put` adds the command that says where the unit of a number is, which is answered by
/// an `A`.
pub(crate) fn positions_pipelined<A: FromRedisValue>(
    client: &Client,
    ground: &Ground,
    connections: usize,
    seconds: f64,
    put: impl Fn(&mut Pipeline, usize, Place) + std::marker::Sync,
) -> Result<Sample, Failure> {
    let count = ground.units.len();
    on_connections(client, connections, seconds, |mut connection, first, until| {
        let (mut tally, mut number, mut round) = (Tally::new(), first, 0);
        while Instant::now() < until {
            let mut puts = pipe();
            for _ in 0..POSITIONS_AT_ONCE {
                put(&mut puts, number, ground.units[number].jittered(round));
                (number, round) = next(number, round, connections, count);
            }
            let asked = Instant::now();
            let answers: Vec<A> = puts.query(&mut connection)?;
            tally.call(asked.elapsed());
            tally.jobs += u64::try_from(answers.len())?;
        }
        Ok(tally)
    })
}

/// Works on so many connections for so long, a thread each; `work` gets its number and when it is to end.
pub(crate) fn on_connections(
    client: &Client,
    connections: usize,
    seconds: f64,
    work: impl Fn(Connection, usize, Instant) -> Result<Tally, Failure> + std::marker::Sync,
) -> Result<Sample, Failure> {
    let open = (0..connections).map(|_| client.get_connection()).collect::<Result<Vec<_>, _>>()?;
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let work = &work;
    let tallies = std::thread::scope(|scope| {
        let threads: Vec<_> = open
            .into_iter()
            .enumerate()
            .map(|(first, connection)| scope.spawn(move || work(connection, first, until)))
            .collect();
        let joined = threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked")?);
        joined.collect::<Result<Vec<_>, Failure>>()
    })?;
    Ok(Sample::of(begun, tallies))
}

fn release<'c>(command: &'c mut redis::Cmd, unit: &str) -> &'c mut redis::Cmd {
    command.arg("busy").arg(unit)
}

/// The next unit of a connection, and the round of all units that it belongs to.
fn next(number: usize, round: usize, step: usize, count: usize) -> (usize, usize) {
    if number + step < count { (number + step, round) } else { (number % step, round + 1) }
}
