//! `patrold ctl`: a console in the terminal.
//!
//! `args` is what can be typed; `reads`, `writes` and `orders` are one call of the API each, with `find` for the names that people
//! use; `tables` and `card` put answers on the screen; `watch` follows what changes; `roster` imports.

mod alarms;
mod args;
mod card;
mod desk;
mod find;
mod orders;
mod reads;
mod roster;
mod sight;
mod tables;
mod watch;
mod writes;

use std::io::{ErrorKind, Write};

use clap::Args;
use prost::Message;

use self::args::Ask;
pub(super) use self::args::{read_crew_member, read_place};
pub(super) use self::find::unit_name;
pub(super) use self::tables::{place, table, text, time};
use super::failure::Failure;
use super::json;
use super::remote::{Remote, RemoteArgs};

/// A console in the terminal.
#[derive(Debug, Args)]
pub(super) struct CtlArgs {
    #[command(flatten)]
    remote: RemoteArgs,
    /// One JSON object a line, for scripts.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    ask: Ask,
}

/// Carries out one sub-command.
///
/// # Errors
/// In words, when the daemon cannot be reached or refuses, or the screen cannot be written.
pub(super) async fn run<S: Write>(args: CtlArgs, say: &mut S) -> Result<(), Failure> {
    match answer(args, say).await {
        // Whoever read the answer has seen enough, as `head` does.
        Err(Failure::Io(why)) if why.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

async fn answer<S: Write>(args: CtlArgs, say: &mut S) -> Result<(), Failure> {
    if let Ask::Watch(watch) = &args.ask {
        let mut screen = Screen { say, json: args.json };
        return watch::run(&args.remote, watch, &mut screen).await;
    }
    let mut console = Console { remote: Remote::connect(&args.remote).await?, screen: Screen { say, json: args.json } };
    let receipt = match args.ask {
        Ask::Units(ask) => return reads::units(&mut console, &ask).await,
        Ask::Incidents(ask) => return reads::incidents(&mut console, &ask).await,
        Ask::Incident { incident } => return reads::incident(&mut console, &incident).await,
        Ask::Recommend(ask) => return reads::recommend(&mut console, &ask).await,
        Ask::Roster(ask) => return roster::import(&mut console, &ask).await,
        Ask::Alarms(ask) => return alarms::list(&mut console, &ask).await,
        Ask::OnAlarm(write) => alarms::acknowledge(&console.remote, write).await?,
        Ask::Watch(_) => return Ok(()),
        Ask::Report(report) => writes::file(&console.remote, report).await?,
        Ask::OnIncident(write) => writes::about_incident(&console.remote, write).await?,
        Ask::OnDesk(write) => desk::write(&console.remote, write).await?,
        Ask::OnUnit(write) => writes::about_unit(&console.remote, write).await?,
        Ask::Order { what } => orders::order(&console.remote, what).await?,
        Ask::CancelEmergency(ask) => orders::cancel_emergency(&console.remote, ask).await?,
        Ask::OnSight(write) => sight::write(&console.remote, write).await?,
        Ask::Duty { what } => writes::duty(&console.remote, what).await?,
    };
    console.screen.show("WriteReceipt", &receipt, card::receipt)
}

/// A daemon and a screen.
struct Console<'s, S> {
    remote: Remote,
    screen: Screen<'s, S>,
}

/// Where answers go: words for people, or JSON for scripts.
struct Screen<'s, S> {
    say: &'s mut S,
    json: bool,
}

impl<S: Write> Screen<'_, S> {
    /// Shows an answer: as one line of JSON (the message's name is `name`), or as `words` has it.
    fn show<M: Message>(&mut self, name: &str, answer: &M, words: impl FnOnce(&M) -> String) -> Result<(), Failure> {
        let line = if self.json { json::line(name, answer)? } else { words(answer) };
        self.line(&line)
    }

    /// Writes a line at once, so that what reads it behind a pipe sees it.
    fn line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.say, "{line}")?;
        Ok(self.say.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        ctl: CtlArgs,
    }

    fn parse(line: &str) -> Result<Ask, String> {
        let words = std::iter::once("ctl").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|line| line.ctl.ask).map_err(|error| error.to_string())
    }

    #[test]
    fn what_a_console_can_type_is_read() {
        for line in [
            "units --tier city,town --zone 莞城 --available --on-duty",
            "--address 127.0.0.1:1 --json incidents --state waiting,responding --level 1,2",
            "incidents --open --json",
            "incident 2026-1123-0471",
            "refer 2026-1123-0471 mediators --reason again",
            "accept-referral 2026-1123-0471 --principal mediator-2",
            "reject-referral 2026-1123-0471 --reason no",
            "close-referral 2026-1123-0471 --outcome settled",
            "verify 2026-1123-0471 confirmed --reason seen",
            "call-back 2026-1123-0471 help-needed --type public-order.fight --level 2 --reason heard",
            "dismiss-duplicate 2026-1123-0471",
            "take-over 2026-1123-0471 north",
            "take-jurisdiction 2026-1123-0471 --refuse --reason no",
            "alarms --kind clock-breach,referral-overdue --zone 莞城",
            "acknowledge alarms/01890a5d-ac96-774b-bcce-b302099a8057",
            "acknowledge-all clock-breach --zone 莞城",
            "report --type criminal.robbery.street --at 23.02,113.75 --datum gcj02 --source 12110 --caller 张三 --phone 138",
            "report --address 东城路1号 --narrative x --flag weapon,child --flag in-progress --incident 2026-1123-0471 --late --occurred 2026-11-23T08:00:00+08:00",
            "dispatch 2026-1123-0471 R1 R2 --reason nearer",
            "recall R1 --reason mistake --request-id 01890a5d-ac96-774b-bcce-b302099a8057",
            "close 2026-1123-0471 --as handled --activity arrest --remark done --principal desk-3",
            "reopen 2026-1123-0471 --reason again",
            "classify 2026-1123-0471 --level 2 --handling verify-first --reason calm",
            "relocate 2026-1123-0471 --at -23.02,113.75 --reason map",
            "note 2026-1123-0471 text",
            "link reports/1 2026-1123-0471",
            "hand-over 2026-1123-0471 north",
            "recommend 2026-1123-0471",
            "recommend --at 23.02,113.75 --type public-order.fight",
            "watch --from 12 --limit 3 --heartbeats --json",
            "roster file.json",
            "roster --demo-city",
            "roster --demo-city --force",
            "duty start R1 --crew P1:officer,P2:auxiliary --vehicle V1 --armed",
            "duty end R1",
            "place R1 --at 23,113 --datum bd09",
            "advance R1 arrived",
        ] {
            parse(line).unwrap_or_else(|why| panic!("{line}: {why}"));
        }
    }

    #[test]
    fn bad_input_is_answered_in_words() {
        for (line, words) in [
            ("report --type x", "required"),
            ("report --at 23.02", "expected LAT,LON in degrees"),
            ("report --at north,south", "expected two numbers of degrees"),
            ("report --address http://127.0.0.1:1", "stands before the sub-command"),
            ("close 1 --as won", "expected one of handled, case-opened"),
            ("units --tier county", "expected one of city, town, village"),
            ("incidents --level 5", "expected a level from 1 to 4"),
            ("recall R1", "--reason"),
            ("dispatch 1", "UNITS"),
            ("duty start R1 --crew P1:king", "expected one of officer, auxiliary"),
            ("duty start R1 --crew P1", "such as P1:officer or P2:auxiliary"),
            ("duty end R1 --overtime 2026-11-26T18:51", "such as 2026-11-26T18:51:00+08:00"),
            ("roster file.json --force", "cannot be used with"),
            ("roster --force", "--demo-city"),
            ("recommend", "INCIDENT"),
            ("roster", "FILE"),
            ("advance R1 sleeping", "expected one of signed-in, departed"),
        ] {
            let why = parse(line).expect_err(line);
            assert!(why.contains(words), "{line}: {why}");
        }
    }
}
