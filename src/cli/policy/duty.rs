//! `patrold policy duty`: the posture of the city.

use std::io::Write;

use clap::Args;

use super::super::ctl::time;
use super::super::failure::Failure;
use super::super::remote::{Remote, RemoteArgs, new_request_id, read, written};
use crate::api::proto::{DutyLevel, GetDutyLevelRequest, GetDutyLevelResponse, SetDutyLevelRequest};

/// Where the city is to go.
#[derive(Debug, Args)]
pub(super) struct DutyArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// The level to move to; without one, the present one is shown.
    #[arg(requires = "reason")]
    level: Option<String>,
    /// Why; it stands in the record.
    #[arg(long, requires = "level")]
    reason: Option<String>,
}

/// Shows the duty level, after moving the city to another if one is named.
///
/// # Errors
/// In words, when the daemon cannot be reached or refuses.
pub(super) async fn run<S: Write>(args: &DutyArgs, say: &mut S) -> Result<(), Failure> {
    let mut service = Remote::connect(&args.remote).await?.policy();
    if let Some(level) = &args.level {
        let id = new_request_id();
        let request = SetDutyLevelRequest {
            duty_level: level.clone(),
            reason: args.reason.clone().unwrap_or_default(),
            request_id: id.to_string(),
        };
        written(id, service.set_duty_level(request)).await?;
    }
    let shown = read(service.get_duty_level(GetDutyLevelRequest {})).await?;
    Ok(writeln!(say, "{}", in_words(&shown))?)
}

fn in_words(shown: &GetDutyLevelResponse) -> String {
    let current = shown.current.as_ref().map(|level| level.duty_level.as_str()).unwrap_or_default();
    let mut lines: Vec<String> = shown.levels.iter().map(|level| line(level, level.duty_level == current)).collect();
    if shown.set_time.is_some() {
        let at = time(shown.set_time.as_ref());
        lines.push(format!("moved there {at} by {}: {}", shown.set_by, shown.reason));
    }
    lines.join("\n")
}

fn line(level: &DutyLevel, current: bool) -> String {
    let mark = if current { '*' } else { ' ' };
    let mut effects = Vec::new();
    if level.clocks_percent != 100 {
        effects.push(format!("thresholds at {} %", level.clocks_percent));
    }
    if level.reserve_extra_units > 0 {
        effects.push(format!("{} more kept per town", level.reserve_extra_units));
    }
    let more = level.extra_units.iter().zip(1..).filter(|(more, _)| **more > 0);
    effects.extend(more.map(|(more, severity)| format!("{more} more sent at level {severity}")));
    if level.widen {
        effects.push("all tiers at once".to_owned());
    }
    let effects = if effects.is_empty() { "as the plans say".to_owned() } else { effects.join(", ") };
    format!("{mark} {} {} ({}): {effects}", level.duty_level, level.name_zh, level.name_en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_in_force_is_marked_and_each_says_what_it_changes() {
        let level = |id: &str, percent| DutyLevel {
            duty_level: id.to_owned(),
            name_zh: "勤务".to_owned(),
            name_en: "Duty".to_owned(),
            clocks_percent: percent,
            ..DutyLevel::default()
        };
        let tight = DutyLevel { extra_units: vec![2, 1, 0, 0], widen: true, reserve_extra_units: 1, ..level("b", 60) };
        let shown = GetDutyLevelResponse {
            current: Some(tight.clone()),
            levels: vec![level("a", 100), tight],
            ..GetDutyLevelResponse::default()
        };
        assert_eq!(
            in_words(&shown),
            "  a 勤务 (Duty): as the plans say\n* b 勤务 (Duty): thresholds at 60 %, 1 more kept per town, \
             2 more sent at level 1, 1 more sent at level 2, all tiers at once"
        );
    }
}
