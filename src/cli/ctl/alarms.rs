//! Alarms: what a person must look at, by cause, and saying that one has.

use std::collections::BTreeMap;
use std::io::Write;

use clap::{Args, Subcommand};

use super::super::failure::Failure;
use super::super::remote::{Remote, read, written};
use super::super::words::{read_word, word};
use super::Console;
use super::args::WriteArgs;
use super::find::{bare, numbers};
use super::tables::{self, or_nothing, time};
use super::writes::{Stamp, stamped};
use crate::api::proto::{
    AcknowledgeAlarmCauseRequest, AcknowledgeAlarmRequest, AlarmCause, AlarmKind, ListAlarmsRequest, WriteReceipt,
};

/// Which alarms to list.
#[derive(Debug, Args)]
pub(super) struct AlarmsArgs {
    /// Only alarms of these kinds.
    #[arg(long, value_delimiter = ',', value_parser = read_word::<AlarmKind>)]
    pub(super) kind: Vec<AlarmKind>,
    /// Only alarms of this zone.
    #[arg(long, default_value = "")]
    pub(super) zone: String,
}

/// What a dispatcher does with alarms.
#[derive(Debug, Subcommand)]
pub(super) enum AlarmWrite {
    /// Say that you have seen an alarm.
    Acknowledge {
        /// The alarm's name.
        alarm: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Say that you have seen all alarms of a kind in a zone.
    AcknowledgeAll {
        /// The kind.
        #[arg(value_parser = read_word::<AlarmKind>)]
        kind: AlarmKind,
        /// The zone; without it, the alarms of the whole city.
        #[arg(long, default_value = "")]
        zone: String,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// Lists what nobody has acknowledged yet.
pub(super) async fn list<S: Write>(console: &mut Console<'_, S>, ask: &AlarmsArgs) -> Result<(), Failure> {
    let kinds = ask.kind.iter().map(|kind| (*kind).into()).collect();
    let request = ListAlarmsRequest { kinds, zone: ask.zone.clone() };
    let answer = read(console.remote.desk().list_alarms(request)).await?;
    let about = answer.causes.iter().flat_map(|cause| &cause.alarms).map(|alarm| alarm.incident.as_str());
    let numbers = if console.screen.json { BTreeMap::new() } else { numbers(&console.remote, about).await? };
    console.screen.show("ListAlarmsResponse", &answer, |answer| table(&answer.causes, &numbers))
}

/// The alarms by cause; `numbers` has the number that people say of each incident.
fn table(causes: &[AlarmCause], numbers: &BTreeMap<String, String>) -> String {
    let mut table = tables::table(&["ALARM", "ZONE", "COUNT", "SINCE", "INCIDENT", "UNIT", "DETAIL", "NAME"]);
    for cause in causes {
        table.add_row([
            word::<AlarmKind>(cause.kind),
            or_nothing(&cause.zone),
            cause.count.to_string(),
            time(cause.first_time.as_ref()),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ]);
        for alarm in &cause.alarms {
            table.add_row([
                String::new(),
                String::new(),
                String::new(),
                time(alarm.raise_time.as_ref()),
                numbers.get(&alarm.incident).cloned().unwrap_or_else(|| or_nothing(bare(&alarm.incident))),
                or_nothing(bare(&alarm.unit)),
                or_nothing(&alarm.detail),
                alarm.name.clone(),
            ]);
        }
    }
    let count = usize::try_from(causes.iter().map(|cause| cause.count).sum::<u64>()).unwrap_or(usize::MAX);
    format!("{}\n{}", tables::text(&table, ""), tables::count(count, "alarm", false))
}

/// Says that a person has seen an alarm, or all of a cause as they are now.
pub(super) async fn acknowledge(remote: &Remote, ask: AlarmWrite) -> Result<WriteReceipt, Failure> {
    match ask {
        AlarmWrite::Acknowledge { alarm, write } => {
            let stamp = Stamp::new(&write);
            let alarm = if alarm.contains('/') { alarm } else { format!("alarms/{alarm}") };
            let request = stamped!(stamp, AcknowledgeAlarmRequest { alarm });
            written(stamp.id, remote.desk().acknowledge_alarm(request)).await
        }
        AlarmWrite::AcknowledgeAll { kind, zone, write } => {
            let stamp = Stamp::new(&write);
            let listed = ListAlarmsRequest { kinds: vec![kind.into()], zone: zone.clone() };
            let answer = read(remote.desk().list_alarms(listed)).await?;
            let seen = answer.causes.into_iter().find(|cause| cause.zone == zone);
            let seen = seen.ok_or_else(|| Failure::Other("there is no such alarm".to_owned()))?;
            let (kind, until_time) = (kind.into(), seen.last_time);
            let request = stamped!(stamp, AcknowledgeAlarmCauseRequest { kind, zone, until_time });
            written(stamp.id, remote.desk().acknowledge_alarm_cause(request)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::proto::Alarm;

    #[test]
    fn a_storm_is_one_line_with_the_newest_below() {
        let alarm = Alarm {
            name: "alarms/1".to_owned(),
            incident: "incidents/7".to_owned(),
            unit: "units/铁骑-12".to_owned(),
            detail: "late".to_owned(),
            ..Alarm::default()
        };
        let cause =
            AlarmCause { kind: 2, zone: "莞城".to_owned(), count: 812, alarms: vec![alarm], ..AlarmCause::default() };
        let gone = table(std::slice::from_ref(&cause), &BTreeMap::new());
        assert!(gone.contains("7         铁骑-12"), "an incident that moved to the records keeps its name: {gone}");
        let numbers = BTreeMap::from([("incidents/7".to_owned(), "2026-1123-0471".to_owned())]);
        let shown = table(&[cause], &numbers);
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[1], "clock-breach  莞城  812    -");
        assert!(lines[2].trim_start().starts_with("-      2026-1123-0471  铁骑-12  late    alarms/1"), "{shown}");
        assert_eq!(lines[3], "(812 alarms)");
    }
}
