//! `patrold check`: everything that is wrong, before anything is started.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use crate::api::base_map::BaseMap;
use crate::city::{BUILT_IN_SEED, City};
use crate::config::Config;
use crate::policy::faults::Faults;

/// Reads a configuration with its policy, zones and gazetteer, and says everything that is wrong with them.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The configuration file; without one the built-in defaults are checked.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Checks and reports; the exit code says whether all is well.
///
/// # Errors
/// When the report cannot be written.
pub(super) fn run(args: &CheckArgs, say: &mut impl Write) -> Result<ExitCode, Failure> {
    match check(args)? {
        Ok(summary) => {
            writeln!(say, "{summary}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            writeln!(say, "{faults}")?;
            let count = faults.as_slice().len();
            writeln!(say, "{count} {}: nothing was started", if count == 1 { "fault" } else { "faults" })?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn check(args: &CheckArgs) -> Result<Result<String, Faults>, Failure> {
    let city = City::new(BUILT_IN_SEED).map_err(|error| Failure::Other(error.to_string()))?;
    let checked = Config::inspect(args.config.as_deref()).and_then(|(config, mut faults)| {
        // A fault in the configuration does not hide those of the policy that it names.
        let Some(config) = config else { return Err(faults) };
        let policy = faults.take(config.load_policy(|| city.zones.to_geojson()));
        faults.take(config.trust_files().read());
        if let Err(why) = BaseMap::open(&config.console) {
            faults.append(Faults::of_file("[console]", why, "each file must be usable, or its key empty"));
        }
        for address in [Some(config.listen.grpc), config.listen.devices].into_iter().flatten() {
            if let Some(missing) = config.missing_for(address) {
                faults.append(Faults::of_file("[listen]", address.to_string(), missing));
            }
        }
        match policy {
            Some(policy) => faults.or(policy),
            None => Err(faults),
        }
    });
    Ok(checked.map(|policy| {
        format!(
            "no faults: taxonomy {}, {} zones, {} rules, {} plans, {} gazetteer entries; policy {}",
            policy.taxonomy().version(),
            policy.zones().len(),
            policy.rules().len(),
            policy.plans().len(),
            policy.gazetteer().count(),
            policy.hash()
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::DEFAULT_POLICY_TOML;

    #[test]
    fn the_built_in_policy_is_without_fault_and_counted() {
        let mut said = Vec::new();
        run(&CheckArgs { config: None }, &mut said).expect("it can be said");
        let said = String::from_utf8(said).expect("text");
        let written = |table: &str| DEFAULT_POLICY_TOML.lines().filter(|line| *line == table).count();
        let (rules, plans) = (written("[[rule]]"), written("[[plan]]"));
        let counted = format!("taxonomy dongguan-2026.1, 33 zones, {rules} rules, {plans} plans, 0 gazetteer entries");
        assert!(said.starts_with(&format!("no faults: {counted};")), "{said}");
    }
}
