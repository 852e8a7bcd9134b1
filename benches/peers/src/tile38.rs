//! Tile38: the units with a field that says who is busy, claim and release by script, each a step of its own. It speaks the
//! language of Redis, so its best ordinary client is that of Redis. It writes its file before it answers and syncs later.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Instant;

use redis::{Client, Pipeline, cmd, pipe};

use crate::ground::{Ground, Place, callsign};
use crate::redis::{on_connections, positions_pipelined};
use crate::sample::{Sample, Tally};
use crate::servers::{Failure, Server};

/// The nearest unit that is not busy becomes busy.
const CLAIM: &str = "
local near = tile38.call('NEARBY', 'units', 'WHERE', 'busy', '0', '0', 'LIMIT', '1', 'IDS', 'POINT', ARGV[1], ARGV[2])
local unit = near[2][1]
if not unit then return false end
tile38.call('FSET', 'units', unit, 'busy', '1')
return unit";

/// A Tile38 with the ground's units.
#[derive(Debug)]
pub(crate) struct Tile38 {
    client: Client,
    _server: Server,
    ground: Arc<Ground>,
    claim: String,
}

impl Tile38 {
    /// Puts the units on it.
    pub(crate) fn new(server: Server, ground: Arc<Ground>) -> Result<Self, Failure> {
        let client = Client::open(format!("redis://{}:{}/", Ipv4Addr::LOCALHOST, server.port))?;
        let mut connection = client.get_connection()?;
        for (chunk, numbers) in ground.units.chunks(1_000).zip((0..).step_by(1_000)) {
            let mut sets = pipe();
            for (place, number) in chunk.iter().zip(numbers..) {
                set(&mut sets, number, *place);
            }
            sets.query::<()>(&mut connection)?;
        }
        let claim = cmd("SCRIPT").arg("LOAD").arg(CLAIM).query(&mut connection)?;
        Ok(Self { client, _server: server, ground, claim })
    }

    /// Claim and release, so many connections, one call at a time on each.
    pub(crate) fn unary(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        on_connections(&self.client, connections, seconds, |mut connection, first, until| {
            let mut tally = Tally::new();
            let mut number = first;
            while Instant::now() < until {
                let place = self.ground.scene(number);
                let asked = Instant::now();
                let mut claim = cmd("EVALSHA");
                claim.arg(&self.claim).arg(0).arg(place.latitude).arg(place.longitude);
                let unit: Option<String> = claim.query(&mut connection)?;
                tally.claim(asked.elapsed());
                let unit = unit.ok_or("nobody is free")?;
                let asked = Instant::now();
                cmd("FSET").arg("units").arg(unit).arg("busy").arg(0).query::<()>(&mut connection)?;
                tally.call(asked.elapsed());
                tally.jobs += 1;
                number += connections;
            }
            Ok(tally)
        })
    }

    /// Positions, pipelined by a hundred.
    pub(crate) fn positions_pipelined(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        positions_pipelined::<String>(&self.client, &self.ground, connections, seconds, set)
    }
}

fn set(sets: &mut Pipeline, number: usize, place: Place) {
    sets.cmd("SET").arg("units").arg(callsign(number)).arg("POINT").arg(place.latitude).arg(place.longitude);
}
