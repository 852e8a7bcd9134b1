//! `patrold audit verify`.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::super::ctl::time;
use super::super::failure::Failure;
use super::super::json;
use super::super::remote::{Remote, RemoteArgs, in_words, read};
use super::NOT_SOUND;
use crate::api::proto::verify_journal_response::Message;
use crate::api::proto::{JournalExamination, VerifyJournalRequest};
use crate::api::to_proto;
use crate::domain::ids::CityId;
use crate::journal::heads::key::{PublicKey, public_file};
use crate::runtime::audit::{Examine, More};
use crate::runtime::heads::{HEAD_KEY_FILE, HEADS_FILE};

/// What to examine.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// Examine the journal in this data folder instead of asking a daemon; one may be running on it.
    #[arg(long, value_name = "DIR", conflicts_with = "address")]
    data: Option<PathBuf>,
    /// Compare it with the signed heads in this file, best one of another machine; without it with those of the data
    /// folder, if there are any.
    #[arg(long, value_name = "FILE", requires = "public_key", requires = "data")]
    heads: Option<PathBuf>,
    /// The public key that the signed heads are checked with.
    #[arg(long, value_name = "FILE", requires = "heads")]
    public_key: Option<PathBuf>,
    /// The city whose record it must be.
    #[arg(long, value_name = "NAME", requires = "data")]
    city: Option<String>,
    /// One JSON object, for scripts.
    #[arg(long)]
    json: bool,
}

/// Examines, says what was found, and says by the exit code whether all is well.
///
/// # Errors
/// In words, when the record cannot be read or the daemon cannot be reached.
pub(super) async fn run<S: Write>(args: &VerifyArgs, say: &mut S) -> Result<ExitCode, Failure> {
    let (found, heads_from) = match &args.data {
        Some(data) => {
            let examine = examine(args, data)?;
            let heads_from = match (&args.heads, &examine.heads) {
                (Some(_), _) => HeadsFrom::Named,
                (None, Some(_)) => HeadsFrom::DataFolder,
                (None, None) => HeadsFrom::Nowhere,
            };
            let found = examine.run(|_| More::Yes).map_err(|error| Failure::Other(error.to_string()))?;
            (to_proto::examination(&found), heads_from)
        }
        None => (ask(&args.remote).await?, HeadsFrom::Daemon),
    };
    if args.json {
        writeln!(say, "{}", json::line("JournalExamination", &found)?)?;
    } else {
        writeln!(say, "{}", words(&found, heads_from))?;
    }
    Ok(if found.sound { ExitCode::SUCCESS } else { ExitCode::from(NOT_SOUND) })
}

fn examine(args: &VerifyArgs, data: &std::path::Path) -> Result<Examine, Failure> {
    let journal = data.join("journal");
    if !journal.is_dir() {
        return Err(Failure::Other(format!("{} holds no journal: name the data folder", data.display())));
    }
    let bad_key = |error: &dyn std::fmt::Display| Failure::Other(error.to_string());
    let named = args.heads.clone().zip(args.public_key.clone());
    let own = || (data.join(HEADS_FILE), public_file(&data.join(HEAD_KEY_FILE)));
    let found = named.or_else(|| Some(own()).filter(|(heads, key)| heads.exists() && key.exists()));
    let heads = match found {
        Some((heads, key)) => Some((heads, PublicKey::load(&key).map_err(|error| bad_key(&error))?)),
        None => None,
    };
    let city = args.city.as_deref().map(CityId::new).transpose()?;
    Ok(Examine { journal, city, heads, living: false })
}

async fn ask(remote: &RemoteArgs) -> Result<JournalExamination, Failure> {
    let mut records = Remote::connect(remote).await?.records();
    let mut stream = read(records.verify_journal(VerifyJournalRequest {})).await?;
    while let Some(answer) = stream.message().await.map_err(|status| Failure::Other(in_words(&status)))? {
        match answer.message {
            Some(Message::Examination(found)) => return Ok(found),
            Some(Message::Progress(at)) => {
                let progress = format!("examined up to entry {} of {}", at.sequence, at.newest_sequence);
                writeln!(std::io::stderr(), "{progress}")?;
            }
            None => {}
        }
    }
    Err(Failure::Other("the daemon ended the examination without saying what it found".to_owned()))
}

/// Whose word the signed heads are.
#[derive(Clone, Copy)]
enum HeadsFrom {
    Named,
    DataFolder,
    Daemon,
    Nowhere,
}

fn words(found: &JournalExamination, heads_from: HeadsFrom) -> String {
    let mut words = format!(
        "{} segments, {} commit groups, {} entries; last sound entry {}, chain {}",
        found.segment_count, found.group_count, found.entry_count, found.head_sequence, found.head_chain_hash
    );
    let mut line = |text: String| {
        let _infallible = write!(words, "\n{text}");
    };
    line(match (heads_from, found.vouched_sequence) {
        (HeadsFrom::Nowhere, _) => {
            "no signed heads to compare with: a cut end, or a record written anew from some place \
                                    on, would not show"
                .to_owned()
        }
        (_, None) => "no signed head yet: what there is rests on the chain alone".to_owned(),
        (HeadsFrom::DataFolder, Some(through)) => format!(
            "{} signed heads of the data folder itself, the newest through entry {through} of {}: whoever could change \
             the journal could cut these, too; name those of another machine with --heads",
            found.signed_head_count,
            time(found.vouched_time.as_ref())
        ),
        (HeadsFrom::Named | HeadsFrom::Daemon, Some(through)) => format!(
            "{} signed heads, the newest through entry {through} of {}; what is newer rests on the chain alone",
            found.signed_head_count,
            time(found.vouched_time.as_ref())
        ),
    });
    if !found.sealed {
        line("the journal is not closed: a daemon is writing it or was killed".to_owned());
    }
    if found.sound {
        line("sound: everything is as the daemon wrote it".to_owned());
        return words;
    }
    line(match found.first_bad_sequence {
        Some(first_bad) => format!("NOT SOUND: the first entry that cannot be vouched for is {first_bad}"),
        None => "NOT SOUND, though every entry of the journal itself is".to_owned(),
    });
    for finding in &found.findings {
        line(format!("- {finding}"));
    }
    words
}
