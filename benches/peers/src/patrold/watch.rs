//! Watchers of the whole city, and a few jobs for them to see.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::proto::watch_response::Message;
use super::proto::{CloseIncidentRequest, FileReportRequest, WatchRequest};
use super::{Patrold, job};
use crate::servers::Failure;
use crate::threads::cpu_times;

/// Watchers that share a connection.
const WATCHERS_OF_A_CONNECTION: usize = 100;

/// What watchers cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watched {
    /// CPU seconds of patrold.
    pub(crate) cpu_seconds: f64,
    /// Changes that watchers were told of, added up over all of them; at least one.
    pub(crate) delivered: f64,
}

impl Patrold {
    /// So many jobs a second while so many watch.
    pub(crate) async fn watched(
        &self,
        watchers: usize,
        jobs_per_second: u32,
        seconds: u32,
    ) -> Result<Watched, Failure> {
        let told = Arc::new(AtomicU32::new(0));
        let mut watching = JoinSet::new();
        let mut wire = self.wire("watcher").await?;
        for number in 0..watchers {
            if number % WATCHERS_OF_A_CONNECTION == 0 {
                wire = self.wire("watcher").await?;
            }
            let mut stream = wire.dispatch().watch(WatchRequest::default()).await?.into_inner();
            let told = Arc::clone(&told);
            watching.spawn(async move {
                while let Ok(Some(message)) = stream.message().await {
                    if matches!(message.message, Some(Message::Change(_))) {
                        told.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        // The snapshots have been sent.
        tokio::time::sleep(Duration::from_secs(3)).await;
        told.store(0, Ordering::Relaxed);
        let before: f64 = cpu_times(self.server.pid()).values().sum();
        let desk = self.wire("desk").await?;
        let mut due = Instant::now();
        for number in 0..jobs_per_second * seconds {
            let scene = self.ground.scene(usize::try_from(number)?);
            let report = FileReportRequest { request_id: job::request_id(), ..job::report(scene) };
            let sent = job::sent(desk.dispatch().file_report(report).await?.into_inner())?;
            let close = CloseIncidentRequest { request_id: job::request_id(), ..job::close(sent.incident) };
            desk.dispatch().close_incident(close).await?;
            due += Duration::from_secs(1) / jobs_per_second;
            tokio::time::sleep_until(due.into()).await;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        let after: f64 = cpu_times(self.server.pid()).values().sum();
        watching.abort_all();
        let delivered = f64::from(told.load(Ordering::Relaxed).max(1));
        Ok(Watched { cpu_seconds: after - before, delivered })
    }
}
