//! What people call things in a story: incidents `#1`, reports `r1`, dispatches `TQ0012@#1`.

use std::collections::BTreeMap;
use std::fmt::Display;

use patrold::domain::event::Event;
use patrold::domain::ids::{AlarmId, DispatchId, IncidentId, OrderId, PlannedEventId, ReportId, UnitId};

#[derive(Debug, Default)]
pub(crate) struct Names {
    incidents: Vec<IncidentId>,
    reports: Vec<ReportId>,
    dispatches: Vec<(DispatchId, UnitId, IncidentId)>,
    alarms: Vec<AlarmId>,
    orders: BTreeMap<UnitId, OrderId>,
    events: BTreeMap<String, PlannedEventId>,
    said: BTreeMap<String, String>,
}

impl Names {
    /// Takes note of what an event brings into being.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most events make nothing")]
    pub(crate) fn learn(&mut self, event: &Event) {
        match event {
            Event::IncidentOpened(incident) => {
                self.incidents.push(incident.id);
                self.said.insert(incident.id.to_string(), format!("#{}", self.incidents.len()));
            }
            Event::ReportFiled(report) => {
                self.reports.push(report.id);
                self.said.insert(report.id.to_string(), format!("r{}", self.reports.len()));
            }
            Event::AlarmRaised(alarm) => {
                self.alarms.push(alarm.id);
                self.said.insert(alarm.id.to_string(), format!("!{}", self.alarms.len()));
            }
            Event::DispatchOpened(dispatch) | Event::PastDispatchRecorded { dispatch, .. } => {
                self.dispatches.push((dispatch.id, dispatch.unit.clone(), dispatch.incident));
                let name = format!("{}@{}", dispatch.unit, self.say(dispatch.incident));
                self.said.insert(dispatch.id.to_string(), name.clone());
                self.said.insert(dispatch.order.id.to_string(), format!("order of {name}"));
            }
            Event::StandingOrderIssued(order) => {
                self.orders.insert(order.unit.clone(), order.id);
                self.said.insert(order.id.to_string(), format!("standing order of {}", order.unit));
            }
            Event::PlannedEventCreated(event) => {
                self.events.insert(event.name.to_string(), event.id);
                self.said.insert(event.id.to_string(), event.name.to_string());
            }
            _ => {}
        }
    }

    /// The name of a thing by its identifier.
    pub(crate) fn say(&self, id: impl Display) -> String {
        let id = id.to_string();
        self.said.get(&id).cloned().unwrap_or(id)
    }

    /// A text with the identifiers in it replaced by names; the hash of a policy, which every change of the stories'
    /// policy changes, is left out.
    pub(crate) fn replace(&self, text: &str) -> String {
        let named = self.said.iter().fold(text.to_owned(), |text, (id, name)| text.replace(id, name));
        let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let words =
            named.split(' ').map(|word| if is_hash(word.trim_end_matches([',', ':'])) { "(hash)" } else { word });
        words.collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn incident(&self, name: &str) -> IncidentId {
        let number: usize = name.strip_prefix('#').and_then(|number| number.parse().ok()).expect("an incident: #1");
        self.incidents[number - 1]
    }

    pub(crate) fn report(&self, name: &str) -> ReportId {
        let number: usize = name.strip_prefix('r').and_then(|number| number.parse().ok()).expect("a report: r1");
        self.reports[number - 1]
    }

    pub(crate) fn alarm(&self, name: &str) -> AlarmId {
        let number: usize = name.strip_prefix('!').and_then(|number| number.parse().ok()).expect("an alarm: !1");
        self.alarms[number - 1]
    }

    /// A unit's newest standing order.
    pub(crate) fn order(&self, unit: &UnitId) -> OrderId {
        *self.orders.get(unit).unwrap_or_else(|| panic!("{unit} was never ordered anywhere"))
    }

    pub(crate) fn event(&self, name: &str) -> PlannedEventId {
        *self.events.get(name).unwrap_or_else(|| panic!("{name} was never planned"))
    }

    /// A unit's newest dispatch, of one incident if that is said.
    pub(crate) fn dispatch(&self, unit: &UnitId, incident: Option<IncidentId>) -> DispatchId {
        let newest = self.dispatches.iter().rev();
        let mut newest =
            newest.filter(|(_, who, what)| who == unit && incident.is_none_or(|incident| incident == *what));
        newest.next().map_or_else(|| panic!("{unit} was never sent there"), |(id, ..)| *id)
    }
}
