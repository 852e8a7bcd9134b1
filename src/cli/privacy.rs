//! `patrold privacy`: what supervisors do about personal data.

use std::io::Write;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::remote::{Remote, RemoteArgs, new_request_id, read, written};
use super::words::word;
use crate::api::proto::{
    ErasePersonalDataRequest, GetRetentionRequest, GetRetentionResponse, HoldPersonalDataRequest, KindRetention,
    ReleasePersonalDataRequest, RetentionKind,
};

/// Erase personal data before its time, hold it from erasure, see how long it is kept.
#[derive(Debug, Args)]
pub(super) struct PrivacyArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    #[command(subcommand)]
    ask: Ask,
}

#[derive(Debug, Subcommand)]
enum Ask {
    /// Show how long each kind is kept, what is being erased and what is held.
    Status,
    /// Erase everything personal that was told about an incident or a report. It cannot be undone.
    Erase {
        /// `incidents/{uuid}` or `reports/{uuid}`.
        name: String,
        /// Why, without personal data; it stands in the record.
        #[arg(long)]
        reason: String,
    },
    /// Keep the personal data of some days from being erased.
    Hold {
        #[command(flatten)]
        days: Days,
    },
    /// End such a hold.
    Release {
        #[command(flatten)]
        days: Days,
    },
}

/// Some days, and why.
#[derive(Debug, Args)]
struct Days {
    /// The first day, UTC, such as 2026-11-23.
    first: String,
    /// The last day.
    last: String,
    /// Why, without personal data; it stands in the record.
    #[arg(long)]
    reason: String,
}

/// Carries out one sub-command.
///
/// # Errors
/// In words, when the daemon cannot be reached or refuses.
pub(super) async fn run<S: Write>(args: PrivacyArgs, say: &mut S) -> Result<(), Failure> {
    let mut service = Remote::connect(&args.remote).await?.privacy();
    let id = new_request_id();
    let request_id = id.to_string();
    match args.ask {
        Ask::Status => {
            let shown = read(service.get_retention(GetRetentionRequest {})).await?;
            writeln!(say, "{}", in_words(&shown))?;
        }
        Ask::Erase { name, reason } => {
            let request = ErasePersonalDataRequest { name: name.clone(), reason, request_id };
            let receipt = written(id, service.erase_personal_data(request)).await?;
            writeln!(say, "ordered (change {}): the keys of {name} are destroyed within seconds", receipt.sequence)?;
        }
        Ask::Hold { days: Days { first, last, reason } } => {
            let request = HoldPersonalDataRequest { first_day: first, last_day: last, reason, request_id };
            let receipt = written(id, service.hold_personal_data(request)).await?;
            writeln!(say, "held (change {})", receipt.sequence)?;
        }
        Ask::Release { days: Days { first, last, reason } } => {
            let request = ReleasePersonalDataRequest { first_day: first, last_day: last, reason, request_id };
            let receipt = written(id, service.release_personal_data(request)).await?;
            writeln!(say, "released (change {})", receipt.sequence)?;
        }
    }
    Ok(())
}

fn in_words(shown: &GetRetentionResponse) -> String {
    let mut lines: Vec<String> = shown.kinds.iter().map(kind).collect();
    lines.extend(
        shown.holds.iter().map(|hold| format!("held {} to {}: {}", hold.first_day, hold.last_day, hold.reason)),
    );
    if shown.pending_count > 0 {
        lines.push(format!("{} erasures are ordered and not carried out yet", shown.pending_count));
    }
    lines.join("\n")
}

fn kind(kind: &KindRetention) -> String {
    let oldest = if kind.oldest_day.is_empty() { "nothing" } else { &kind.oldest_day };
    format!(
        "{} kept {} days, readable from {oldest} ({} days), erased {} days",
        word::<RetentionKind>(kind.kind),
        kind.kept_days,
        kind.readable_days_count,
        kind.erased_days_count
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::api::proto::PersonalDataHold;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        privacy: PrivacyArgs,
    }

    #[test]
    fn what_a_supervisor_can_type_is_read() {
        for line in [
            "status",
            "erase incidents/01890a5d-ac96-774b-bcce-b302099a8057 --reason 法院裁定",
            "hold 2026-11-23 2026-11-24 --reason 案件",
            "release 2026-11-23 2026-11-24 --reason 结案",
        ] {
            let words = std::iter::once("privacy").chain(line.split_whitespace());
            Line::try_parse_from(words).unwrap_or_else(|why| panic!("{line}: {why}"));
        }
        for line in ["erase incidents/x", "hold 2026-11-23 --reason x"] {
            let words = std::iter::once("privacy").chain(line.split_whitespace());
            assert!(Line::try_parse_from(words).is_err(), "{line}");
        }
    }

    #[test]
    fn the_state_is_told_in_a_line_a_kind() {
        let caller = KindRetention {
            kind: RetentionKind::Caller.into(),
            kept_days: 180,
            oldest_day: "2026-06-01".to_owned(),
            readable_days_count: 181,
            erased_days_count: 30,
        };
        let hold = PersonalDataHold {
            first_day: "2026-06-01".to_owned(),
            last_day: "2026-06-02".to_owned(),
            reason: "案件".to_owned(),
        };
        let shown = GetRetentionResponse {
            kinds: vec![caller],
            holds: vec![hold],
            pending_count: 1,
            ..GetRetentionResponse::default()
        };
        assert_eq!(
            in_words(&shown),
            "caller kept 180 days, readable from 2026-06-01 (181 days), erased 30 days\n\
             held 2026-06-01 to 2026-06-02: 案件\n1 erasures are ordered and not carried out yet"
        );
    }
}
