//! What happened, in a line an event.

use std::fmt::Write as _;
use std::time::Duration;

use patrold::domain::area::Area;
use patrold::domain::classification::{Basis, Classification};
use patrold::domain::command::Readiness;
use patrold::domain::dispatch::{Anomaly, ChosenBy, Delivery, Dispatch, Explanation};
use patrold::domain::erasure::{ErasureBasis, ErasureSubject, ErasureTarget};
use patrold::domain::event::{Entry, Event};
use patrold::domain::ids::UnitId;
use patrold::domain::incident::Incident;
use patrold::domain::order::{OrderTask, StandingOrder};
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Activity, CheckIn, Link};
use patrold::engine::State;

use super::names::Names;
use super::{authority, desk};

/// The local time of day.
pub(crate) fn clock(at: EngineTime) -> String {
    let seconds = (at.as_unix_seconds() + 8 * 3_600).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// One entry: when, by whom, then each event on a line of its own, and behind it who heard of it.
pub(crate) fn entry(names: &mut Names, entry: &Entry, heard: impl Fn(&Event) -> String) -> String {
    let mut marks = String::new();
    if let Some(at) = entry.occurred_at {
        write!(marks, ", happened {}", clock(at)).expect("text grows");
    }
    if entry.entered_late {
        marks.push_str(", entered late");
    }
    let mut text = format!("  {} {}{marks}\n", clock(entry.recorded_at), entry.actor.principal);
    for event in &entry.events {
        names.learn(event);
        writeln!(text, "    {}{}", tell(names, event), heard(event)).expect("text grows");
    }
    text
}

#[expect(clippy::too_many_lines, reason = "a line an event, all in one table")]
fn tell(names: &Names, event: &Event) -> String {
    match event {
        Event::RunStarted(_) => "the daemon started".to_owned(),
        Event::RunStopped => "the daemon stopped".to_owned(),
        Event::CommandRefused { reason, detail, .. } => format!("refused {reason}: {}", names.replace(detail.as_str())),
        Event::RefusalsLeftOut(left_out) => format!("{} refusals left out", left_out.total()),
        Event::DataRead { rpc, .. } => format!("{rpc} read personal data"),
        Event::WatchOpened { rpc, .. } => format!("{rpc} began"),
        Event::WatchEnded { .. } => "a watch ended".to_owned(),
        Event::PolicyActivated(bundle) => {
            let restores = bundle.restores.map(|old| format!(" as revision {old} was")).unwrap_or_default();
            format!("policy revision {} took effect{restores}{}", bundle.revision, because(bundle.reason.as_str()))
        }
        Event::DutyLevelSet { from, to, reason } => format!("duty level {to} after {from}{}", because(reason.as_str())),
        Event::DiskNoted { state, .. } => format!("the disk is {}", state.as_str()),
        Event::RosterImported(roster) => {
            let units: Vec<_> = roster.units.iter().map(|unit| format!("{} ({})", unit.id, unit.force)).collect();
            format!("roster: {}", units.join(", "))
        }
        Event::ReportFiled(report) => {
            let content = &report.content;
            let found = content.found_by.as_ref().map(|unit| format!(", found by {unit}")).unwrap_or_default();
            let (report, incident) = (names.say(report.id), names.say(report.incident));
            format!("{report} filed for {incident}: {} by {}{found}", content.type_code, content.source.as_str())
        }
        Event::ReportAmended { report, .. } => format!("{} amended", names.say(report)),
        Event::ReportLinked { report, from, to, reason } => {
            format!(
                "{} moved from {} to {}{}",
                names.say(report),
                names.say(from),
                names.say(to),
                because(reason.as_str())
            )
        }
        Event::IncidentOpened(incident) => opened(names, incident),
        Event::IncidentReplanned { incident, response, cause, dispatch } => {
            let by = dispatch.map(|dispatch| format!(" by {}", names.say(dispatch))).unwrap_or_default();
            let needs = needs(response.units_needed, &response.needs);
            format!("{} needs {needs} now ({}{by})", names.say(incident), cause.as_str())
        }
        Event::TargetMissed { incident, target, .. } => {
            format!("{}: nobody there by target {}", names.say(incident), target + 1)
        }
        Event::IncidentClassified { incident, classification, response, .. } => {
            let (level, handling) = (classification.level.number(), classification.handling.as_str());
            let basis = basis(classification);
            let code = &classification.type_code;
            let needed = needs(response.units_needed, &response.needs);
            format!("{} is now {code} level {level} {handling} by {basis}, needs {needed}", names.say(incident))
        }
        Event::IncidentRelocated { incident, place, jurisdiction, reason, .. } => {
            let zone = jurisdiction.as_ref().map_or("no zone", |zone| zone.as_str());
            format!("{} is at {} in {zone}{}", names.say(incident), place.at, because(reason.as_str()))
        }
        Event::IncidentWaits { incident, reason, explanation, look_again_at } => {
            let why = explanation.as_deref().map(explain).unwrap_or_default();
            let again = look_again_at.map(|at| format!(", again at {}", clock(at))).unwrap_or_default();
            format!("{} waits: {}{again}{why}", names.say(incident), reason.as_str())
        }
        Event::NoteAdded { incident, .. } => format!("note on {}", names.say(incident)),
        Event::IncidentHandedOver { incident, desk } => format!("{} handed over to {desk}", names.say(incident)),
        Event::IncidentClosed { incident, disposition } => {
            format!("{} closed: {:?}", names.say(incident), disposition.kind)
        }
        Event::IncidentReopened { incident, archived, reason } => {
            let from = if archived.is_some() { " from the records" } else { "" };
            format!("{} reopened{from}{}", names.say(incident), because(reason.as_str()))
        }
        Event::IncidentsRetired { incidents } => {
            let names: Vec<_> = incidents.iter().map(|id| names.say(id)).collect();
            format!("{} left memory", names.join(", "))
        }
        Event::AlarmRaised(_)
        | Event::AlarmAcknowledged { .. }
        | Event::AlarmCauseAcknowledged { .. }
        | Event::ReferralOffered { .. }
        | Event::ReferralMoved { .. }
        | Event::ReferralOverdue { .. }
        | Event::CallBackOpened { .. }
        | Event::CallBackEnded { .. }
        | Event::CallBackOverdue { .. }
        | Event::DuplicateProposed { .. }
        | Event::DuplicateDismissed { .. }
        | Event::DuplicateLinked { .. }
        | Event::HoldEnded { .. }
        | Event::HeldForUnit { .. }
        | Event::HandOverOffered { .. }
        | Event::JurisdictionProposed { .. }
        | Event::JurisdictionAnswered { .. }
        | Event::FollowSet { .. } => desk::tell(names, event),
        Event::DispatchOpened(dispatch) => sent(names, dispatch),
        Event::DispatchAdvanced { dispatch, step, anomaly, .. } => {
            format!("{}: {}{}", names.say(dispatch), step.as_str(), odd(*anomaly))
        }
        Event::StatusNoted { dispatch, step, anomaly } => {
            format!("{}: {} noted{}", names.say(dispatch), step.as_str(), odd(Some(*anomaly)))
        }
        Event::DispatchEnded { dispatch, end, anomaly, .. } => {
            format!(
                "{} ended: {}{}{}",
                names.say(dispatch),
                end.state.as_str(),
                odd(*anomaly),
                because(end.reason.as_str())
            )
        }
        Event::ClockRanOut { dispatch, clock, severity, action, .. } => {
            format!("{}: {} {}, {}", names.say(dispatch), clock.as_str(), severity.as_str(), action.as_str())
        }
        Event::OrderDelivered { dispatch, version, .. } => {
            format!("{}: order v{version} delivered", names.say(dispatch))
        }
        Event::OrdersReissued { incident } => format!("{}: every order anew", names.say(incident)),
        Event::OrderUndelivered { dispatch, .. } => {
            format!("{}: order undelivered, use your voice", names.say(dispatch))
        }
        Event::DutyStarted { unit, check_in } => format!("{unit} on duty with {}", crew(check_in)),
        Event::DutyEnded { unit } => format!("{unit} off duty"),
        Event::AvailabilitySet { unit, readiness: Readiness::Available } => format!("{unit} available"),
        Event::AvailabilitySet { unit, readiness: Readiness::Unavailable { reason, expected_return_at, .. } } => {
            let until = expected_return_at.map(|at| format!(" until {}", clock(at))).unwrap_or_default();
            format!("{unit} out of service: {reason:?}{until}")
        }
        Event::CrewChanged { unit, check_in } => format!("{unit} now with {}", crew(check_in)),
        Event::UnitSplit { child, check_in, .. } => {
            let carried = check_in.device.as_ref().map(|device| format!(", carrying {device}")).unwrap_or_default();
            let parent = child.parent.as_ref().map_or("nobody", |parent| parent.as_str());
            format!("{} ({}) split from {parent} with {}{carried}", child.id, child.kind.as_str(), crew(check_in))
        }
        Event::UnitPlaced { unit, at } => format!("{unit} placed at {at}"),
        Event::DeviceConnected { unit } => format!("{unit} connected"),
        Event::DeviceDropped { unit, alarm_at } => format!("{unit} dropped, alarm at {}", clock(*alarm_at)),
        Event::ContactLost { unit, dispatch } => {
            let on = dispatch.map(|dispatch| format!(" on {}", names.say(dispatch))).unwrap_or_default();
            format!("{unit} lost{on}")
        }
        Event::PastDispatchRecorded { dispatch, .. } => {
            format!("{} was {}", names.say(dispatch.id), dispatch.state.as_str())
        }
        Event::UnitLent { .. }
        | Event::LoanEnded { .. }
        | Event::IncidentRestricted { .. }
        | Event::RestrictionLifted { .. } => authority::tell(names, event),
        Event::StandingOrderIssued(order) => ordered(order),
        Event::StandingOrderDelivered { unit, version, .. } => format!("{unit} has its standing order v{version}"),
        Event::StandingOrderUndelivered { unit, .. } => {
            format!("{unit}: standing order undelivered, use your voice")
        }
        Event::StandingOrderEnded { unit, state, reason, .. } => {
            format!("{unit}: standing order {}{}", state.as_str(), because(reason.as_str()))
        }
        Event::EmergencyRaised { unit, incident, at } => {
            let at = at.map_or("nobody knows where".to_owned(), |at| format!("at {at}"));
            format!("{unit} CALLS FOR HELP, {}, {at}", names.say(incident))
        }
        Event::EmergencyEnded { unit, incident, voice_contact } => {
            format!("{unit} is safe, {}{}", names.say(incident), because(voice_contact.as_str()))
        }
        Event::OvertimeConfirmed { unit, until } => format!("{unit} stays on until {}", clock(*until)),
        Event::WelfareDeadlineSet { unit, due_at } => format!("{unit} must be heard of by {}", clock(*due_at)),
        Event::WelfareDue { unit, dispatch } => {
            let on = dispatch.map(|dispatch| format!(" on {}", names.say(dispatch))).unwrap_or_default();
            format!("{unit} was not heard of{on}: look after the crew")
        }
        Event::ReturnOverdue { unit } => format!("{unit} is overdue"),
        Event::PlannedEventCreated(event) => {
            let units: Vec<_> = event.units.iter().map(ToString::to_string).collect();
            format!("{} planned from {} to {} with {}", event.name, clock(event.from), clock(event.to), units.join(" "))
        }
        Event::PlannedEventBegan { event } => format!("{} began", names.say(event)),
        Event::PlannedEventEnded { event, reason } => {
            format!("{} ended{}", names.say(event), because(reason.as_str()))
        }
        Event::ErasureOrdered { target, basis } => {
            let why = match basis {
                ErasureBasis::Retention { kept_days } => format!(", kept for {kept_days} days"),
                ErasureBasis::Ordered { reason } => because(reason.as_str()),
            };
            format!("{} is to be erased{why}", erased(names, target))
        }
        Event::PersonalDataErased { target } => format!("{} was erased", erased(names, target)),
        Event::PersonalDataHeld { days, reason } => {
            format!("{} to {} is held{}", days.first, days.last, because(reason.as_str()))
        }
        Event::PersonalDataReleased { days, reason } => {
            format!("{} to {} is held no longer{}", days.first, days.last, because(reason.as_str()))
        }
    }
}

fn erased(names: &Names, target: &ErasureTarget) -> String {
    match target {
        ErasureTarget::Day { kind, day } => format!("{} of {day}", kind.as_str()),
        ErasureTarget::Of { subject: ErasureSubject::Incident(id), slips } => {
            format!("what {} writes told about {}", slips.len(), names.say(*id))
        }
        ErasureTarget::Of { subject: ErasureSubject::Report(id), slips } => {
            format!("what {} writes told in {}", slips.len(), names.say(*id))
        }
    }
}

fn ordered(order: &StandingOrder) -> String {
    let task = task(&order.task);
    let firmly = if order.must_hold { ", firmly" } else { "" };
    let until = order.expires_at.map(|at| format!(", until {}", clock(at))).unwrap_or_default();
    let told = told(order.delivery);
    format!("{} ordered to {task}{firmly}{until} by {}, {told}{}", order.unit, order.by, because(order.reason.as_str()))
}

fn task(task: &OrderTask) -> String {
    match task {
        OrderTask::GoTo(at) => format!("go to {at}"),
        OrderTask::HoldPost(post) => format!("hold {post}"),
        OrderTask::Patrol(Area::Zone(zone)) => format!("patrol {zone}"),
        OrderTask::Patrol(Area::Circle(circle)) => format!("patrol {} around {}", circle.radius(), circle.centre()),
        OrderTask::Return => "return to its post".to_owned(),
    }
}

const fn told(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Device => "device",
        Delivery::VoiceOnly => "voice",
    }
}

/// Every activation in a line.
pub(crate) fn policies(state: &State) -> String {
    state.policy_revisions().iter().fold(String::new(), |mut text, it| {
        let (at, kept) = (clock(it.activated_at), state.kept_policy(it.revision).is_some());
        let restores = it.restores.map(|old| format!(" (revision {old} again)")).unwrap_or_default();
        writeln!(text, "  {}{restores} at {at} by {}, kept {kept}", it.revision, it.activated_by).expect("text grows");
        text
    })
}

fn opened(names: &Names, incident: &Incident) -> String {
    let class = &incident.classification;
    let zone = incident.jurisdiction.as_ref().map_or("no zone", |zone| zone.as_str());
    format!(
        "{} {} opened: {} level {} {} by {}, {zone}, needs {}, clock from {}",
        names.say(incident.id),
        incident.number,
        class.type_code,
        class.level.number(),
        class.handling.as_str(),
        basis(class),
        needs(incident.units_needed, &incident.needs),
        clock(incident.clock_started_at),
    )
}

/// How many units are needed, by step where there are several.
fn needs(units: u32, needs: &[u32]) -> String {
    let steps: Vec<_> = needs.iter().map(u32::to_string).collect();
    if steps.is_empty() { units.to_string() } else { steps.join("+") }
}

fn basis(classification: &Classification) -> String {
    let fitted: Vec<_> = classification.fitted.iter().map(ToString::to_string).collect();
    let fitted = if fitted.is_empty() { String::new() } else { format!(" [{}]", fitted.join("; ")) };
    match &classification.basis {
        Basis::Rule(name) => format!("rule {name}{fitted}"),
        Basis::Overruled(reason) => format!("word: {reason}{fitted}"),
        Basis::Verified { rule, by, reason } => format!("rule {rule}{fitted}, verified by {by}: {reason}"),
    }
}

fn sent(names: &Names, dispatch: &Dispatch) -> String {
    let by = match dispatch.chosen_by {
        ChosenBy::Policy => "policy",
        ChosenBy::Dispatcher => "the desk",
        ChosenBy::Unit => "itself",
    };
    let until = dispatch.offer_expires_at.map(|at| format!(", until {}", clock(at))).unwrap_or_default();
    let way = match (dispatch.distance, dispatch.travel_time) {
        (Some(distance), Some(time)) => format!(", {distance} {}", seconds(time)),
        _ => String::new(),
    };
    let told = told(dispatch.order.delivery);
    let why = dispatch.explanation.as_deref().map(explain).unwrap_or_default();
    format!("{} {} by {by}{way}{until}, {told}{why}", names.say(dispatch.id), dispatch.state.as_str())
}

/// Who was considered.
fn explain(explanation: &Explanation) -> String {
    let step = if explanation.step > 0 { format!(" step {}", explanation.step + 1) } else { String::new() };
    let short = if explanation.short > 0 { format!(", {} short", explanation.short) } else { String::new() };
    let mut text = format!("\n      {}{step}: {} available{short}", explanation.plan, explanation.available);
    for (reason, count) in &explanation.others {
        write!(text, ", {count} {}", reason.as_str()).expect("text grows");
    }
    for unit in &explanation.considered {
        let fate = unit.passed_over.map_or("chosen", patrold::domain::candidate::PassReason::as_str);
        write!(text, "\n      {} {} {} {fate}", unit.unit, unit.distance, seconds(unit.travel_time))
            .expect("text grows");
        for (circumstance, added) in &unit.added {
            write!(text, " + {} {}", circumstance.as_str(), seconds(*added)).expect("text grows");
        }
        if unit.taken_from.is_some() {
            text.push_str(", taken off another incident");
        }
    }
    text
}

fn seconds(time: Duration) -> String {
    format!("{:.0} s", time.as_secs_f64())
}

pub(super) fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" ({reason})") }
}

fn odd(anomaly: Option<Anomaly>) -> String {
    anomaly.map(|anomaly| format!(" ! {}", anomaly.as_str())).unwrap_or_default()
}

fn crew(check_in: &CheckIn) -> String {
    let people: Vec<_> = check_in.crew.members().iter().map(|member| member.person.to_string()).collect();
    let vehicle = check_in.vehicle.as_ref().map(|vehicle| format!(" in {vehicle}")).unwrap_or_default();
    people.join(" ") + &vehicle
}

/// Where a unit stands.
pub(crate) fn unit(names: &Names, state: &State, id: &UnitId) -> String {
    let Some(unit) = state.unit(id) else { return format!("  {id} is not on the roster\n") };
    let emergency = unit.emergency.map(|incident| format!(", NEEDS HELP {}", names.say(incident))).unwrap_or_default();
    let Some(duty) = &unit.duty else { return format!("  {id} off duty{emergency}\n") };
    let activity = match &duty.activity {
        Activity::Available => "available".to_owned(),
        Activity::Unavailable { reason, .. } => format!("out of service ({reason:?})"),
        Activity::OnDispatch(dispatch) => {
            let state = state.dispatch(*dispatch).map_or("?", |dispatch| dispatch.state.as_str());
            format!("{} {state}", names.say(dispatch))
        }
    };
    let link = match duty.link {
        Link::VoiceOnly => "voice only",
        Link::Connected { .. } => "connected",
        Link::Dropped { .. } => "dropped",
        Link::Lost { .. } => "lost",
    };
    let its_own = state.dispatches().values().filter(|dispatch| dispatch.unit == *id);
    let orders: Vec<_> = its_own
        .filter(|dispatch| dispatch.order.delivered_at.is_none())
        .map(|dispatch| format!("{} v{}", names.say(dispatch.order.id), dispatch.order.version))
        .collect();
    let orders = if orders.is_empty() { String::new() } else { format!(", to send: {}", orders.join(", ")) };
    let mut marks = String::new();
    if let Some(order) = &duty.order {
        let state = if order.suspended { "suspended" } else { order.state.as_str() };
        write!(marks, ", to {} (v{} {state}, {})", task(&order.task), order.version, told(order.delivery))
            .expect("text grows");
    }
    if duty.overtime_since.is_some() {
        marks.push_str(", overtime");
    }
    if duty.return_overdue {
        marks.push_str(", overdue");
    }
    if let Some(event) = state.pool_of(id) {
        write!(marks, ", held for {}", event.name).expect("text grows");
    }
    format!("  {id} {activity}, {link}, with {}{orders}{marks}{emergency}\n", crew(&duty.check_in))
}

/// Where an incident stands.
pub(crate) fn incident(names: &Names, incident: &Incident, state: &State) -> String {
    let waiting = incident.waiting.map(|reason| format!(" ({})", reason.as_str())).unwrap_or_default();
    let desk = incident.desk.as_ref().map(|desk| format!(", desk {desk}")).unwrap_or_default();
    let reports: Vec<_> = incident.reports.iter().map(|id| names.say(id)).collect();
    let mut text = format!(
        "  {} {}{waiting}, level {}, missing {}, reports {}{desk}, notes {}\n",
        names.say(incident.id),
        incident.state.as_str(),
        incident.classification.level.number(),
        state.units_missing(incident),
        reports.join(" "),
        incident.notes.len(),
    );
    for dispatch in incident.dispatches.iter().filter_map(|id| state.dispatch(*id)) {
        let clocks = dispatch.clocks;
        let stopped = [
            ("signed in", clocks.signed_in_at),
            ("departed", clocks.departed_at),
            ("arrived", clocks.arrived_at),
            ("feedback", clocks.first_feedback_at),
            ("finished", clocks.finished_at),
        ];
        let stopped: Vec<_> =
            stopped.iter().filter_map(|(name, at)| at.map(|at| format!("{name} {}", clock(at)))).collect();
        let blocked = if dispatch.blocked { ", blocked" } else { "" };
        let step = if dispatch.step == 0 { String::new() } else { format!(" for step {}", dispatch.step + 1) };
        let delivered = match (dispatch.order.delivered_at, dispatch.order.delivery) {
            (Some(at), _) => format!("delivered {}", clock(at)),
            (None, Delivery::Device) => "not delivered".to_owned(),
            (None, Delivery::VoiceOnly) => "by voice".to_owned(),
        };
        writeln!(
            text,
            "    {} {}{blocked}{step}, {} odd, order v{} {delivered}; {}",
            names.say(dispatch.id),
            dispatch.state.as_str(),
            dispatch.anomalies,
            dispatch.order.version,
            stopped.join(", ")
        )
        .expect("text grows");
    }
    text
}
