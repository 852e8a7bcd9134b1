//! PostgreSQL with PostGIS: units with a point in a plane, nearest by the index, claimed by one statement.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_postgres::{Client, NoTls};

use crate::ground::{Ground, callsign};
use crate::sample::{Sample, Tally};
use crate::servers::{Failure, Server};

/// Pages keep room, and no index knows who is free: then a claim changes one page and no index. The other way, an index
/// of the free units alone, has to change with every claim.
const TABLE: &str = "
CREATE EXTENSION postgis;
CREATE TABLE units (id int PRIMARY KEY, name text NOT NULL, at geometry(Point) NOT NULL, incident bigint)
    WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);";
const AFTER: &str = "
CREATE INDEX units_at ON units USING gist (at);
VACUUM ANALYZE units;
CHECKPOINT;";
/// It finds the nearest free unit and takes it if it is still free; if not, it is asked again. Locking while searching
/// (`FOR UPDATE SKIP LOCKED`) fails in the index search by distance: "attempted to lock invisible tuple".
const CLAIM: &str = "
UPDATE units SET incident = $3
WHERE id = (SELECT id FROM units WHERE incident IS NULL ORDER BY at <-> ST_MakePoint($1, $2) LIMIT 1)
    AND incident IS NULL
RETURNING id";
const RELEASE: &str = "UPDATE units SET incident = NULL WHERE id = $1";
/// How long it may recover at its start.
const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// A PostgreSQL with the ground's units.
#[derive(Debug)]
pub(crate) struct Postgis {
    server: Server,
    ground: Arc<Ground>,
}

impl Postgis {
    /// Puts the units on it.
    pub(crate) async fn new(server: Server, ground: Arc<Ground>) -> Result<Self, Failure> {
        let postgis = Self { server, ground };
        let client = postgis.connect_first().await?;
        client.batch_execute(TABLE).await?;
        for (chunk, numbers) in postgis.ground.units.chunks(1_000).zip((0..).step_by(1_000)) {
            let rows: Vec<_> = chunk
                .iter()
                .zip(numbers..)
                .map(|(place, number)| {
                    let (x, y) = place.metres();
                    format!("({number}, '{}', ST_MakePoint({x}, {y}))", callsign(number))
                })
                .collect();
            client.batch_execute(&format!("INSERT INTO units (id, name, at) VALUES {}", rows.join(","))).await?;
        }
        // Each by itself: a vacuum does not run inside a transaction.
        for statement in AFTER.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
            client.batch_execute(statement).await?;
        }
        Ok(postgis)
    }

    /// It listens before it lets anybody in.
    async fn connect_first(&self) -> Result<Client, Failure> {
        let begun = Instant::now();
        loop {
            match self.connect().await {
                Err(_) if begun.elapsed() < STARTS_WITHIN => tokio::time::sleep(Duration::from_millis(50)).await,
                connected => return connected,
            }
        }
    }

    async fn connect(&self) -> Result<Client, Failure> {
        let words = format!("host={} port={} user=postgres dbname=postgres", Ipv4Addr::LOCALHOST, self.server.port);
        let (client, connection) = tokio_postgres::connect(&words, NoTls).await?;
        tokio::spawn(async move {
            if let Err(why) = connection.await {
                eprintln!("PostgreSQL: {why}");
            }
        });
        Ok(client)
    }

    /// Claim and release by prepared statements, each its own transaction, on so many connections.
    pub(crate) async fn unary(&self, connections: usize, seconds: f64) -> Result<Sample, Failure> {
        let mut clients = Vec::new();
        for _ in 0..connections {
            let client = self.connect().await?;
            let statements = (client.prepare(CLAIM).await?, client.prepare(RELEASE).await?);
            clients.push((client, statements));
        }
        let (begun, mut tasks) = (Instant::now(), JoinSet::new());
        for (first, (client, (claim, release))) in clients.into_iter().enumerate() {
            let ground = Arc::clone(&self.ground);
            tasks.spawn(async move {
                let (mut tally, mut number) = (Tally::new(), first);
                while begun.elapsed() < Duration::from_secs_f64(seconds) {
                    let (x, y) = ground.scene(number).metres();
                    let incident = i64::try_from(number)?;
                    let asked = Instant::now();
                    let row = loop {
                        if let Some(row) = client.query_opt(&claim, &[&x, &y, &incident]).await? {
                            break row;
                        }
                    };
                    tally.claim(asked.elapsed());
                    let unit: i32 = row.get(0);
                    let asked = Instant::now();
                    client.execute(&release, &[&unit]).await?;
                    tally.call(asked.elapsed());
                    tally.jobs += 1;
                    number += connections;
                }
                Ok::<_, Failure>(tally)
            });
        }
        let mut tallies = Vec::new();
        while let Some(done) = tasks.join_next().await {
            tallies.push(done??);
        }
        Ok(Sample::of(begun, tallies))
    }
}
