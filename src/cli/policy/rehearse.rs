//! `patrold policy rehearse`: by a daemon over its own record, or here over a data folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;

use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, in_words};
use super::super::words::read_time;
use super::files;
use super::rehearsed;
use crate::api::proto::policy_source::Source;
use crate::api::proto::rehearse_policy_response::Message;
use crate::api::proto::{PolicyParts, PolicySource, RehearsalOutcome, RehearsePolicyRequest, RehearsedDifference};
use crate::api::to_proto;
use crate::config::Config;
use crate::domain::time::EngineTime;
use crate::policy::Policy;
use crate::policy::source;
use crate::rehearsal::history::{self, More};
use crate::rehearsal::run::Rehearse;
use crate::rehearsal::simulate::SimulationLimits;
use crate::runtime::clock;

/// How long a rehearsal may take to say something.
const PATIENCE: Duration = Duration::from_mins(10);

/// What to rehearse.
#[derive(Debug, Args)]
pub(super) struct RehearseArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// The proposed rules (TOML); without them, only the policies of the time are asked again.
    file: Option<PathBuf>,
    /// The end of the span, such as 2026-11-24T00:00:00+08:00; without it, now.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    to: Option<Timestamp>,
    /// Its beginning.
    #[arg(long, value_name = "TIME", value_parser = read_time, conflicts_with = "hours")]
    from: Option<Timestamp>,
    /// Or its length; 744, which is 31 days, at most.
    #[arg(long, default_value_t = 24)]
    hours: u32,
    /// Rehearse over a data folder or a backup here, without a daemon.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// The configuration of the daemon that made it; without one, the built-in.
    #[arg(long, value_name = "FILE", requires = "data")]
    config: Option<PathBuf>,
    /// Show response times of every town, too.
    #[arg(long)]
    towns: bool,
    /// How many incidents that were decided otherwise are shown.
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl RehearseArgs {
    fn span(&self, now: EngineTime) -> (EngineTime, EngineTime) {
        let engine_time = |at: Timestamp| EngineTime::from_micros(at.as_microsecond());
        let to = self.to.map_or(now, engine_time);
        let from = self.from.map_or_else(|| to - Duration::from_hours(u64::from(self.hours)), engine_time);
        (from, to)
    }
}

/// Rehearses and tells.
///
/// # Errors
/// In words, when a file cannot be read, the span is not there, the policy has faults, or another rehearsal is running.
pub(super) async fn run<S: Write>(args: &RehearseArgs, say: &mut S) -> Result<(), Failure> {
    let (outcome, differences) = match &args.data {
        Some(data) => here(args, data)?,
        None => over_there(args).await?,
    };
    write!(say, "{}", rehearsed::outcome(&outcome, args.towns))?;
    for difference in differences.iter().take(args.limit) {
        writeln!(say, "{}", rehearsed::difference(difference))?;
    }
    let more = differences.len().saturating_sub(args.limit);
    if more > 0 {
        writeln!(say, "... and {more} more: --limit shows them")?;
    }
    Ok(())
}

async fn over_there(args: &RehearseArgs) -> Result<(RehearsalOutcome, Vec<RehearsedDifference>), Failure> {
    let (from, to) = args.span(clock::wall_now());
    let proposed = match &args.file {
        None => None,
        Some(file) => {
            let parts = PolicyParts { policy_toml: Some(files::read(file)?), ..PolicyParts::default() };
            Some(PolicySource { source: Some(Source::Parts(parts)) })
        }
    };
    let asked =
        RehearsePolicyRequest { proposed, start_time: Some(to_proto::time(from)), end_time: Some(to_proto::time(to)) };
    let failed = |status: tonic::Status| Failure::Other(in_words(&status));
    let mut asked = tonic::Request::new(asked);
    asked.set_timeout(PATIENCE);
    let mut service = Remote::connect(&args.remote).await?.policy();
    let mut messages = service.rehearse_policy(asked).await.map_err(failed)?.into_inner();
    let (mut outcome, mut differences) = (None, Vec::new());
    while let Some(message) = messages.message().await.map_err(failed)? {
        match message.message {
            Some(Message::Outcome(found)) => outcome = Some(found),
            Some(Message::Difference(difference)) => differences.push(difference),
            Some(Message::Progress(_)) | None => {}
        }
    }
    let outcome = outcome.ok_or_else(|| Failure::Other("the rehearsal ended without an outcome".to_owned()))?;
    Ok((outcome, differences))
}

fn here(args: &RehearseArgs, data: &Path) -> Result<(RehearsalOutcome, Vec<RehearsedDifference>), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Other(error.to_string());
    let config = Config::load(args.config.as_deref())?;
    let mut active = None;
    let mut last = EngineTime::EPOCH;
    history::entries(data, |entry| {
        last = entry.recorded_at;
        let activated = entry.events.into_iter().filter_map(|event| {
            if let crate::domain::event::Event::PolicyActivated(bundle) = event { Some(bundle.bytes) } else { None }
        });
        active = activated.last().or_else(|| active.take());
        More::Yes
    })
    .map_err(|error| failed(&error))?;
    let active = active.ok_or_else(|| Failure::Other(format!("{} has no record", data.display())))?;
    // What the file does not hold is that of the record's last policy.
    let mut source = source::PolicySource::from_bytes(&active)?;
    let settings = config.runtime(data, source.clone())?;
    let proposed = match &args.file {
        None => None,
        Some(file) => {
            source.policy_toml = files::read(file)?;
            Some(Arc::clone(&Policy::parse(&source)?.bundle(0).bytes))
        }
    };
    let (from, to) = args.span(last);
    let rehearse = Rehearse {
        data: data.to_owned(),
        from,
        to,
        proposed,
        engine: settings.engine,
        simulation: SimulationLimits { sequencer: settings.sequencer, tracker: settings.tracker },
    };
    let rehearsal = rehearse.run(|_| More::Yes).map_err(|error| failed(&error))?;
    let (outcome, differences) = to_proto::rehearsal(&rehearsal);
    let differences = differences.collect();
    Ok((outcome, differences))
}
