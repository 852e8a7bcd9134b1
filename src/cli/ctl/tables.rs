//! Lists as tables for people. Wide characters take two columns, so that Chinese names stay aligned.

use comfy_table::{CellAlignment, Table, presets};
use jiff::tz::TimeZone;
use prost_types::Timestamp;

use super::super::words::{level, word};
use super::find::bare;
use crate::api::proto::{
    Considered, Dispatch, DispatchState, Duty, Incident, IncidentState, KnownPosition, LinkState, OrderTask,
    PassReason, Position, PositionSource, Tier, UnavailableReason, Unit, UnitActivity, UnitKind, WaitReason,
};

/// Shown where nothing is known.
const NOTHING: &str = "-";

/// A table with these headings.
pub(in crate::cli) fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(headings);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

/// The table as text, without blanks at the ends of lines, each line behind `indent`.
pub(in crate::cli) fn text(table: &Table, indent: &str) -> String {
    let lines = table.lines().map(|line| format!("{indent}{}", line.trim_end()));
    lines.collect::<Vec<_>>().join("\n")
}

fn right(table: &mut Table, columns: &[usize]) {
    for index in columns {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// Units by callsign.
pub(super) fn units(units: &[Unit]) -> String {
    let mut table =
        table(&["UNIT", "TIER", "KIND", "FORCE", "ZONE", "DOES", "SINCE", "LINK", "CREW", "PLACE", "KNOWN"]);
    right(&mut table, &[8]);
    for unit in units {
        let duty = unit.duty.as_ref();
        table.add_row([
            unit.callsign.clone(),
            word::<Tier>(unit.tier),
            word::<UnitKind>(unit.kind),
            unit.force.clone(),
            or_nothing(&unit.home_zone),
            does_what(unit),
            time(duty.and_then(|duty| duty.activity_start_time.as_ref())),
            duty.map_or_else(|| NOTHING.to_owned(), |duty| word::<LinkState>(duty.link)),
            duty.and_then(|duty| duty.check_in.as_ref()).map_or(0, |check_in| check_in.crew.len()).to_string(),
            place(unit.position.as_ref().and_then(|known| known.position.as_ref())),
            unit.position.as_ref().map_or_else(|| NOTHING.to_owned(), how_known),
        ]);
    }
    text(&table, "")
}

fn does_what(unit: &Unit) -> String {
    let does = unit.duty.as_ref().map_or_else(|| "off-duty".to_owned(), does);
    if unit.emergency.is_empty() { does } else { format!("NEEDS HELP, {does}") }
}

fn does(duty: &Duty) -> String {
    let mut does = word::<UnitActivity>(duty.activity);
    match word::<UnavailableReason>(duty.unavailable_reason).as_str() {
        "" => {}
        reason => does = format!("{does} ({reason})"),
    }
    if duty.return_overdue {
        does.push_str(", overdue");
    }
    match &duty.standing_order {
        Some(order) if !order.suspended => format!("{does}, {}", word::<OrderTask>(order.task)),
        Some(_) | None => does,
    }
}

/// Incidents, newest first.
pub(super) fn incidents(incidents: &[Incident]) -> String {
    let mut table = table(&["INCIDENT", "LEVEL", "TYPE", "STATE", "WAITS FOR", "ZONE", "OPENED", "SENT", "PLACE"]);
    right(&mut table, &[1, 7]);
    for incident in incidents {
        let what = incident.classification.as_ref();
        table.add_row([
            incident.number.clone(),
            level(what.map_or(0, |what| what.level)),
            what.map_or(NOTHING.to_owned(), |what| or_nothing(&what.type_code)),
            word::<IncidentState>(incident.state),
            or_nothing(&word::<WaitReason>(incident.wait_reason)),
            or_nothing(&incident.jurisdiction),
            time(incident.open_time.as_ref()),
            format!("{}/{}", incident.serving_count(), incident.units_needed),
            place(incident.position.as_ref()),
        ]);
    }
    text(&table, "")
}

/// Dispatches with the five clocks.
pub(super) fn dispatches(dispatches: &[Dispatch]) -> String {
    let mut table = table(&[
        "UNIT",
        "STATE",
        "AWAY",
        "TRAVEL",
        "OFFERED",
        "SIGNED IN",
        "DEPARTED",
        "ARRIVED",
        "FEEDBACK",
        "FINISHED",
        "ENDED",
    ]);
    right(&mut table, &[2, 3]);
    for dispatch in dispatches {
        let clocks = dispatch.clocks.unwrap_or_default();
        table.add_row([
            bare(&dispatch.unit).to_owned(),
            word::<DispatchState>(dispatch.state),
            dispatch.distance_m.map_or(NOTHING.to_owned(), metres),
            dispatch.travel_time_ms.map_or(NOTHING.to_owned(), seconds),
            time(dispatch.offer_time.as_ref()),
            time(clocks.sign_in_time.as_ref()),
            time(clocks.depart_time.as_ref()),
            time(clocks.arrive_time.as_ref()),
            time(clocks.first_feedback_time.as_ref()),
            time(clocks.finish_time.as_ref()),
            time(dispatch.end_time.as_ref()),
        ]);
    }
    text(&table, "  ")
}

/// Who was considered, and why not.
pub(super) fn considered(considered: &[Considered], indent: &str) -> String {
    let mut table = table(&["UNIT", "AWAY", "TRAVEL", "KNOWN", "PLACE", "RESULT"]);
    right(&mut table, &[1, 2]);
    for one in considered {
        let result = word::<PassReason>(one.passed_over);
        table.add_row([
            bare(&one.unit).to_owned(),
            metres(one.distance_m),
            seconds(one.travel_time_ms),
            one.position.as_ref().map_or_else(|| NOTHING.to_owned(), how_known),
            place(one.position.as_ref().and_then(|known| known.position.as_ref())),
            if result.is_empty() { "goes".to_owned() } else { result },
        ]);
    }
    text(&table, indent)
}

/// `3 units`, with a word when there are more.
pub(super) fn count(count: usize, what: &str, is_cut: bool) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let more = if is_cut { "; there are more: raise --limit" } else { "" };
    format!("({count} {what}{plural}{more})")
}

/// A text, or a dash.
pub(super) fn or_nothing(text: &str) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() }
}

/// An instant by the calendar of where this terminal stands.
pub(in crate::cli) fn time(at: Option<&Timestamp>) -> String {
    let Some(at) = at.and_then(|at| jiff::Timestamp::new(at.seconds, at.nanos).ok()) else {
        return NOTHING.to_owned();
    };
    at.to_zoned(TimeZone::system()).strftime("%m-%d %H:%M:%S").to_string()
}

/// A place in degrees.
pub(in crate::cli) fn place(at: Option<&Position>) -> String {
    at.map_or_else(|| NOTHING.to_owned(), |at| format!("{:.5},{:.5}", at.latitude_deg, at.longitude_deg))
}

fn how_known(known: &KnownPosition) -> String {
    let source = word::<PositionSource>(known.source);
    let age = known.age_ms.map(|age| format!(" {} old", seconds(age))).unwrap_or_default();
    let outside = if known.outside_service_area { ", outside" } else { "" };
    format!("{source}{age}{outside}")
}

fn metres(distance_m: f64) -> String {
    if distance_m < 10_000.0 { format!("{distance_m:.0} m") } else { format!("{:.1} km", distance_m / 1_000.0) }
}

fn seconds(ms: u64) -> String {
    match ms.div_ceil(1_000) {
        short if short < 600 => format!("{short} s"),
        long => format!("{} min", long.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_stay_aligned() {
        let unit = |callsign: &str, zone: &str| Unit {
            callsign: callsign.to_owned(),
            tier: 2,
            kind: 1,
            force: "iron-riders".to_owned(),
            home_zone: zone.to_owned(),
            ..Unit::default()
        };
        let shown = units(&[unit("铁骑-012", "莞城"), unit("R1", "")]);
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(
            lines[0],
            "UNIT      TIER  KIND        FORCE        ZONE  DOES      SINCE  LINK  CREW  PLACE  KNOWN"
        );
        assert_eq!(lines[1], "铁骑-012  town  motorcycle  iron-riders  莞城  off-duty  -      -        0  -      -");
        assert_eq!(lines[2], "R1        town  motorcycle  iron-riders  -     off-duty  -      -        0  -      -");
    }

    #[test]
    fn spans_and_distances_are_said_as_people_say_them() {
        for (ms, expected) in [(0, "0 s"), (1, "1 s"), (90_000, "90 s"), (600_000, "10 min"), (660_001, "12 min")] {
            assert_eq!(seconds(ms), expected, "{ms}");
        }
        for (m, expected) in [(0.4, "0 m"), (820.0, "820 m"), (12_340.0, "12.3 km")] {
            assert_eq!(metres(m), expected, "{m}");
        }
        assert_eq!(count(1, "unit", false), "(1 unit)");
        assert_eq!(count(2, "unit", true), "(2 units; there are more: raise --limit)");
    }

    #[test]
    fn what_the_daemon_says_newly_is_shown_by_its_number() {
        let one = Considered { unit: "units/R1".to_owned(), passed_over: 88, ..Considered::default() };
        assert!(considered(&[one], "").contains("unknown-88"));
    }
}
