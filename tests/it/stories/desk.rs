//! The part of the language of stories that is about what the desk does beside sending units.

use std::fmt::Write as _;

use patrold::domain::alarm::{Alarm, AlarmCause, AlarmKind};
use patrold::domain::classification::Level;
use patrold::domain::command::Command;
use patrold::domain::desk::{CallBackOutcome, DeskCommand, Verdict};
use patrold::domain::event::Event;
use patrold::domain::ids::{PartnerId, ZoneId};
use patrold::domain::time::EngineTime;
use patrold::engine::State;

use super::names::Names;
use super::script::{Story, Words, desk, handled, named, span, unit_id};
use super::telling::{because, clock};

/// What begins a command of the desk.
pub(super) const KNOWN: [&str; 17] = [
    "ack",
    "ack-all",
    "refer",
    "accept",
    "reject",
    "finish",
    "verify",
    "call-back",
    "dismiss",
    "link-all",
    "close-all",
    "take-over",
    "propose",
    "zone-takes",
    "zone-refuses",
    "follow",
    "hold",
];

/// Reads a command of the desk.
pub(super) fn command(story: &Story, words: &Words<'_>) -> Command {
    let names = &story.names;
    match words.first() {
        "ack" => Command::AcknowledgeAlarm { alarm: names.alarm(words.nth(1)) },
        "ack-all" => {
            let kind = named(&AlarmKind::ALL, AlarmKind::as_str, words.nth(1));
            let zone = words.after("in").map(|zone| ZoneId::new(zone).expect("a zone"));
            Command::AcknowledgeAlarmCause { cause: AlarmCause { kind, zone }, until: story.world.now() }
        }
        _ => Command::OnDesk(Box::new(on_desk(story, words))),
    }
}

fn on_desk(story: &Story, words: &Words<'_>) -> DeskCommand {
    let names = &story.names;
    let reason = words.reason.clone();
    match words.first() {
        "link-all" => {
            let reports = words.nth(1).split(',').map(|report| names.report(report)).collect();
            return DeskCommand::LinkReports { reports, incident: names.incident(words.nth(3)) };
        }
        "close-all" => {
            let incidents = words.nth(1).split(',').map(|incident| names.incident(incident)).collect();
            return DeskCommand::CloseIncidents { incidents, disposition: handled(reason) };
        }
        _ => {}
    }
    let incident = names.incident(words.nth(1));
    match words.first() {
        "refer" => {
            let partner = PartnerId::new(words.nth(3)).expect("a partner");
            DeskCommand::OfferReferral { incident, partner, reason }
        }
        "accept" => DeskCommand::AcceptReferral { incident },
        "reject" => DeskCommand::RejectReferral { incident, reason },
        "finish" => DeskCommand::CloseReferral { incident, outcome: reason },
        "verify" => {
            let verdict = if words.nth(2) == "confirmed" { Verdict::Confirmed } else { Verdict::Refuted };
            DeskCommand::VerifyIncident { incident, verdict, reason }
        }
        "call-back" => DeskCommand::CompleteCallBack {
            incident,
            outcome: named(&CallBackOutcome::ALL, CallBackOutcome::as_str, words.nth(2)),
            type_code: words.after("type").map(|code| story.type_code(code)),
            level: words.after("level").and_then(|level| Level::from_number(level.parse().ok()?)),
            reason,
        },
        "dismiss" => DeskCommand::DismissDuplicate { incident, reason },
        "take-over" => DeskCommand::AcceptHandOver { incident, desk: desk(words.nth(3)) },
        "propose" => {
            let zone = ZoneId::new(words.nth(3)).expect("a zone");
            DeskCommand::ProposeJurisdiction { incident, zone, reason }
        }
        "zone-takes" => DeskCommand::AnswerJurisdiction { incident, accepted: true, reason },
        "zone-refuses" => DeskCommand::AnswerJurisdiction { incident, accepted: false, reason },
        "follow" => {
            let unit = Some(words.nth(2)).filter(|unit| *unit != "nobody").map(unit_id);
            DeskCommand::FollowUnit { incident, unit }
        }
        "hold" => {
            let within = span(words.after("within").expect("a span"));
            DeskCommand::HoldForUnit { incident, unit: unit_id(words.nth(3)), within, reason }
        }
        other => panic!("no desk does {other:?}"),
    }
}

/// What happened at the desk, in a line an event.
#[expect(clippy::wildcard_enum_match_arm, reason = "the one match over all events is in `telling`, without one")]
pub(super) fn tell(names: &Names, event: &Event) -> String {
    let by = |at: &Option<EngineTime>| at.map(|at| format!(", due {}", clock(at))).unwrap_or_default();
    match event {
        Event::AlarmRaised(raised) => alarm(names, raised),
        Event::AlarmAcknowledged { alarm } => format!("{} acknowledged", names.say(alarm)),
        Event::AlarmCauseAcknowledged { cause, until } => {
            let zone = cause.zone.as_ref().map_or("the city", |zone| zone.as_str());
            format!("all {} of {zone} until {} acknowledged", cause.kind.as_str(), clock(*until))
        }
        Event::ReferralOffered { incident, partner, due_at, reason } => {
            format!("{} offered to {partner}{}{}", names.say(incident), by(due_at), because(reason.as_str()))
        }
        Event::ReferralMoved { incident, state, due_at, reason } => {
            let (incident, state) = (names.say(incident), state.as_str());
            format!("referral of {incident} {state}{}{}", by(due_at), because(reason.as_str()))
        }
        Event::ReferralOverdue { incident } => format!("referral of {} is overdue", names.say(incident)),
        Event::CallBackOpened { incident, due_at } => {
            format!("{} must be called back by {}", names.say(incident), clock(*due_at))
        }
        Event::CallBackEnded { incident, outcome, reason } => {
            format!("{} called back: {}{}", names.say(incident), outcome.as_str(), because(reason.as_str()))
        }
        Event::CallBackOverdue { incident } => format!("nobody has called {} back", names.say(incident)),
        Event::DuplicateProposed { incident, proposal } => {
            let hold = proposal.hold_until.map(|at| format!(", held until {}", clock(at))).unwrap_or_default();
            let (report, candidate) = (names.say(proposal.report), names.say(proposal.candidate));
            let basis = proposal.basis.as_str();
            format!("{report} of {} may be {candidate}: {basis}, {}{hold}", names.say(incident), proposal.rule)
        }
        Event::DuplicateDismissed { incident, reason } => {
            format!("{} is no duplicate{}", names.say(incident), because(reason.as_str()))
        }
        Event::DuplicateLinked { incident, report, rule } => {
            format!("{} is {} by rule {rule}", names.say(report), names.say(incident))
        }
        Event::HoldEnded { incident } => format!("{} is held no more", names.say(incident)),
        Event::HeldForUnit { incident, hold, reason } => {
            let (incident, until) = (names.say(incident), clock(hold.until));
            format!("{incident} waits for {} until {until}{}", hold.unit, because(reason.as_str()))
        }
        Event::HandOverOffered { incident, desk } => format!("{} offered to desk {desk}", names.say(incident)),
        Event::JurisdictionProposed { incident, zone, reason } => {
            format!("{zone} is asked to own {}{}", names.say(incident), because(reason.as_str()))
        }
        Event::JurisdictionAnswered { incident, zone, accepted, reason } => {
            let answer = if *accepted { "owns" } else { "does not own" };
            format!("{zone} {answer} {}{}", names.say(incident), because(reason.as_str()))
        }
        Event::FollowSet { incident, following } => match following {
            Some(following) => format!("{} follows {}", names.say(incident), following.unit),
            None => format!("{} follows nobody", names.say(incident)),
        },
        other => panic!("the desk knows nothing of {other:?}"),
    }
}

/// One alarm in a line.
pub(super) fn alarm(names: &Names, alarm: &Alarm) -> String {
    let subject = &alarm.subject;
    let mut about = String::new();
    for name in [
        subject.incident.map(|id| names.say(id)),
        subject.dispatch.map(|id| names.say(id)),
        subject.unit.as_ref().map(|unit| names.say(unit)),
        subject.report.map(|id| names.say(id)),
    ]
    .into_iter()
    .flatten()
    {
        write!(about, " {name}").expect("text grows");
    }
    let zone = alarm.zone.as_ref().map_or("the city", |zone| zone.as_str());
    let detail = alarm.detail.as_str();
    let detail = if detail.is_empty() { String::new() } else { format!(" ({})", names.replace(detail)) };
    format!("{} ALARM {} about{about} in {zone}{detail}", names.say(alarm.id), alarm.kind.as_str())
}

/// What nobody has acknowledged, by cause.
pub(super) fn alarms(names: &Names, state: &State) -> String {
    let mut text = String::new();
    for (cause, tally) in state.alarms().causes() {
        let zone = cause.zone.as_ref().map_or("the city", |zone| zone.as_str());
        let kept: Vec<_> = tally.named.iter().map(|id| names.say(id)).collect();
        writeln!(text, "  {} in {zone}: {} ({})", cause.kind.as_str(), tally.count(), kept.join(" "))
            .expect("text grows");
    }
    if text.is_empty() { "  no alarms\n".to_owned() } else { text }
}
