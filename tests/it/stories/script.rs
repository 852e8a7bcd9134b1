//! The language of stories. One command a line; `#` and a space begins a remark, which is copied.
//!
//! ```text
//! under layered weighed reserved posted                          what the policy has besides; only as the first line
//!     [queue_served_max=1]                                       and which of the engine's limits is another
//! at 08:30 | wait 90s                                           time
//! duty 铁骑0012 [rider|swat|patrol|community] [of 莞城] [post 莞城+100] [armed] [at 莞城] [crew 张三,李四] [voice] [in 粤S0001]
//!     [until 18:00] [auxiliaries] [stands 巡警甲岗]              the end of its shift; no officer on board; another's post
//! fix 铁骑0012 at 莞城                                            a position, no command
//! report 两抢 [at P] [auto P] [matched P] [phone 138…] [cancels] [via SOURCE] [rang 07:59] [found U] [attends] [into #1] [desk D] [flags weapon,child]
//! amend r1 [at P] [flags weapon | flags none] | link r2 to #1 | unlink r2 | classify #1 [level N] [type T] [handling H]
//! relocate #1 to P | note #1 | hand #1 to D | close #1 | reopen #1 | retire #1
//! send U,V to #1 | move U,V to #1 (also off what they are on) | recall U | place U at P | swap U V | split U into V taking 张三 as rider [carrying D]
//! U signs-in|departs|arrives|feeds-back|finishes|declines|blocked [for #1]
//! U attaches to #1 | U off [relieved-by V] [overtime 17:00] | U out Break [until 12:00] | U back | U crew A,B
//! U connects | U drops | U acks [v1] | U finishes then Transport [until 12:00]
//! order U go P | order U hold POST | order U patrol ZONE | order U patrol P within 500 | order U return
//!     [firmly] [until 12:00]                                     direct orders
//! cancel-order U | U completes | U acks order | U calls-for-help [at P] | cancel-emergency #1
//! grant GATEWAY U,V                                             the roster gives a gateway its units
//! lend U to ZONE until 12:00 | end-loan U | restrict #1 to NAME,NAME | lift #1
//! event NAME in ZONE | event NAME at P within 500                a planned event
//!     [from 09:00] to 12:00 units U,V [desk D]
//! end-event NAME | report ... training
//! paper U on #1 [signed-in 08:31] [departed T] [arrived T] [feedback T] [finished T]    a dispatch of the past
//! ack !1 | ack-all KIND in ZONE
//! refer #1 to PARTNER | accept #1 | reject #1 | finish #1                 referrals
//! verify #1 confirmed|refuted | call-back #1 OUTCOME [type T] [level N]
//! dismiss #1 | link-all r1,r2 to #1 | close-all #1,#2 | take-over #1 at D
//! propose #1 to ZONE | zone-takes #1 | zone-refuses #1 | follow #1 U | follow #1 nobody | hold #1 for U within 10m
//! erase #1                                                      what was told about it is erased before its time
//! posture LEVEL                                                 the whole city moves to another duty level
//! policy TEXT => TEXT | back [to N]                             a changed policy takes effect, or an earlier one again;
//!                                                               with `stale` by somebody who saw another one
//! show #1 | show U | queue | policies | alarms | sees NAME           what an actor sees
//! hears NAME,NAME                                                from now on behind each event who of these is told of it
//! ```
//!
//! Anything may end in `because WORDS`, a report or an amendment before that in `saying WORDS`, its narrative, in which the
//! policy's keywords are looked for as at the rim; a report of the type `unknown` names none. Before a command may stand `as NAME:` (an actor declared by
//! `actor NAME ROLE [zones Z,Z tiers T,T] [for PARTNER]`, or a unit), `late 07:30:` (entered after the fact), `happened 07:59:`,
//! `request NAME [made 30h ago]:`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use patrold::domain::actor::{Actor, Role, Scope};
use patrold::domain::classification::{Handling, Level, PolicyHash};
use patrold::domain::command::{
    AdvanceDispatch, Command, Envelope, FileReport, Readiness, RequestDigest, RequestKey, RequestTag, SplitUnit,
};
use patrold::domain::dispatch::Step;
use patrold::domain::event::{Entry, Event};
use patrold::domain::few::Few;
use patrold::domain::flag::ReportFlag;
use patrold::domain::geo::{Datum, Point};
use patrold::domain::ids::{
    DeskId, DeviceId, DutyLevelId, IncidentId, PartnerId, PersonId, PostId, RequestId, TypeCode, UnitId, VehicleId,
    ZoneId,
};
use patrold::domain::incident::{ActivityKind, ArchivedIncident, Disposition, DispositionKind};
use patrold::domain::report::{
    CallRecord, Caller, CallerMark, GivenPlace, MatchedPlace, ReportAmendment, ReportContent, ReportPlace, ReportSource,
};
use patrold::domain::sealed::{KeyDay, RetentionKind, Sealed};
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::{Crew, CrewMember, Rank, Tier, UnavailableReason};
use patrold::engine::State;
use patrold::policy::source::PolicySource;
use sha2::{Digest, Sha256};

use super::names::Names;
use super::{authority, desk, ordering, telling};
use crate::world::city::{self, PATROLS};
use crate::world::{MORNING, World, check_in, dispatcher, speaking, uuid_v7};

pub(crate) struct Story {
    pub(super) world: World,
    pub(super) names: Names,
    actors: BTreeMap<String, Actor>,
    requests: BTreeMap<String, RequestId>,
    archive: BTreeMap<IncidentId, ArchivedIncident>,
    listeners: Vec<Actor>,
    told: String,
}

/// What stands before a command.
#[derive(Default)]
struct Manner {
    actor: Option<Actor>,
    request: Option<(String, RequestId)>,
    occurred_at: Option<EngineTime>,
    entered_late: bool,
}

impl Story {
    /// A story's beginning, under the policy of the stories with some of `world::city::MORE`.
    fn under(more: &[&str]) -> Self {
        Self {
            world: World::under(more),
            names: Names::default(),
            actors: BTreeMap::new(),
            requests: BTreeMap::new(),
            archive: BTreeMap::new(),
            listeners: Vec::new(),
            told: String::new(),
        }
    }

    /// Tells a whole script.
    pub(crate) fn tell(script: &str) -> String {
        let mut lines = script.lines().filter(|line| !line.trim().is_empty()).peekable();
        let first = lines.next_if(|line| line.starts_with("under "));
        let more: Vec<&str> = first.into_iter().flat_map(|line| line.split_whitespace().skip(1)).collect();
        let mut story = Self::under(&more);
        if let Some(line) = first {
            story.told = format!("{line}\n");
        }
        story.go_on(lines)
    }

    fn go_on<'l>(mut self, lines: impl Iterator<Item = &'l str>) -> String {
        for line in lines {
            self.told.push_str(line);
            self.told.push('\n');
            if !line.starts_with("# ") {
                self.line(line);
            }
        }
        self.world.check();
        self.told
    }

    fn line(&mut self, line: &str) {
        let (line, reason) = line.split_once(" because ").unwrap_or((line, ""));
        let (line, told) = line.split_once(" saying ").map_or((line, None), |(line, told)| (line, Some(told)));
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let mut manner = Manner::default();
        while let Some(end) = words.iter().position(|word| word.ends_with(':') && !word.starts_with('#')) {
            let rest = words.split_off(end + 1);
            self.manner(&words, &mut manner);
            words = rest;
        }
        let words = Words { words, told, reason: Text::truncated(reason) };
        if !self.stage(&words) {
            for (speaker, command) in self.commands(&words) {
                self.submit(&manner, speaker.as_ref(), command);
            }
            self.settle(&words);
        }
    }

    fn manner(&mut self, words: &[&str], manner: &mut Manner) {
        let value = words.get(1).map(|word| word.trim_end_matches(':')).expect("a value before the colon");
        match words[0] {
            "as" => manner.actor = Some(self.actor(value)),
            "late" => {
                manner.occurred_at = Some(at_time(value));
                manner.entered_late = true;
            }
            "happened" => manner.occurred_at = Some(at_time(value)),
            "request" => {
                let ago = words.get(3).map_or(Duration::ZERO, |word| span(word.trim_end_matches(':')));
                let made_at = self.world.now() - ago;
                let tail = u64::try_from(self.requests.len()).expect("few");
                let id = self.requests.entry(value.to_owned());
                let id = *id.or_insert_with(|| RequestId::from_uuid(uuid_v7(made_at, tail + 1)));
                manner.request = Some((value.to_owned(), id));
            }
            other => panic!("nothing is done in the manner of {other:?}"),
        }
    }

    fn actor(&self, name: &str) -> Actor {
        self.actors.get(name).cloned().unwrap_or_else(|| {
            let unit = unit_id(name);
            assert!(self.world.state().unit(&unit).is_some(), "{name} is no actor and no unit");
            speaking(&unit)
        })
    }

    /// What is no command: time, positions, actors, questions.
    fn stage(&mut self, words: &Words<'_>) -> bool {
        match words.first() {
            "at" => {
                let until = at_time(words.nth(1));
                assert!(until >= self.world.now(), "time goes forward");
                self.wait(until.since(self.world.now()));
            }
            "wait" => self.wait(span(words.nth(1))),
            "fix" => self.world.fix(&unit_id(words.nth(1)), words.place("at").expect("a place")),
            "actor" => {
                let actor = declared(words);
                self.actors.insert(words.nth(1).to_owned(), actor);
            }
            "show" => self.show(words.nth(1)),
            "sees" => {
                let seen = authority::sight(&self.names, self.world.state(), &self.actor(words.nth(1)));
                self.told.push_str(&seen);
            }
            "hears" => self.listeners = words.nth(1).split(',').map(|name| self.actor(name)).collect(),
            "queue" => self.queue(),
            "policies" => self.told.push_str(&telling::policies(self.world.state())),
            "alarms" => self.told.push_str(&desk::alarms(&self.names, self.world.state())),
            _ => return false,
        }
        true
    }

    fn wait(&mut self, span: Duration) {
        for entry in self.world.wait(span) {
            self.tell_entry(&entry);
        }
    }

    fn tell_entry(&mut self, entry: &Entry) {
        let heard = |event: &Event| authority::heard(self.world.state(), &self.listeners, event);
        self.told.push_str(&telling::entry(&mut self.names, entry, heard));
    }

    fn show(&mut self, name: &str) {
        let state = self.world.state();
        let shown = if name.starts_with('#') {
            match state.incident(self.names.incident(name)) {
                Some(incident) => telling::incident(&self.names, incident, state),
                None => format!("  {name} is not in memory\n"),
            }
        } else {
            telling::unit(&self.names, state, &unit_id(name))
        };
        self.told.push_str(&shown);
    }

    fn queue(&mut self) {
        let queue = self.world.state().queue();
        let waiting: Vec<_> = queue
            .iter()
            .map(|(level, since, id)| {
                format!("{} level {} since {}", self.names.say(id), level.number(), telling::clock(*since))
            })
            .collect();
        let waiting = if waiting.is_empty() { "nobody waits".to_owned() } else { waiting.join(", ") };
        writeln!(self.told, "  {waiting}").expect("text grows");
    }

    fn submit(&mut self, manner: &Manner, speaker: Option<&UnitId>, command: Command) {
        let actor = manner.actor.clone().unwrap_or_else(|| usual_actor(speaker, &command));
        let request = manner.request.as_ref().map(|(_, id)| RequestTag {
            key: RequestKey::Unary { principal: actor.principal.clone(), id: *id },
            digest: digest(&command),
        });
        let made = self.world.envelope(actor, command);
        let envelope = Envelope { request, occurred_at: manner.occurred_at, entered_late: manner.entered_late, ..made };
        let named = envelope.request.is_some();
        let outcome = self.world.submit(envelope);
        for entry in &outcome.entries {
            self.tell_entry(entry);
        }
        match outcome.answer {
            Ok(answer) if named => {
                let units: Vec<_> = answer.made().dispatches.iter().map(|(_, unit)| unit.as_str()).collect();
                let opened = answer.made().incident.map(|opened| self.names.say(opened.id)).unwrap_or_default();
                let sequence = answer.sequence;
                writeln!(self.told, "  answer: entry {sequence} {opened} {}", units.join(" ")).expect("text grows");
            }
            Ok(_) if outcome.entries.is_empty() => self.told.push_str("  nothing changes\n"),
            Err(rejection) if outcome.entries.is_empty() => {
                writeln!(self.told, "  refused {}: {rejection}", rejection.reason()).expect("text grows");
            }
            Ok(_) | Err(_) => {}
        }
    }

    /// What goes with a command and is none: the position of a unit that checked in.
    fn settle(&mut self, words: &Words<'_>) {
        if words.first() == "duty"
            && let Some(at) = words.place("at")
        {
            self.world.fix(&unit_id(words.nth(1)), at);
        }
    }

    fn commands(&mut self, words: &Words<'_>) -> Vec<(Option<UnitId>, Command)> {
        if words.first() == "duty" {
            return self.duty(words);
        }
        let names = &self.names;
        let reason = words.reason.clone();
        let command = match words.first() {
            "report" => self.report(words),
            "amend" => {
                let amendment = Box::new(self.amendment(words));
                Command::AmendReport { report: names.report(words.nth(1)), amendment }
            }
            "link" => {
                Command::LinkReport { report: names.report(words.nth(1)), incident: names.incident(words.nth(3)) }
            }
            "unlink" => Command::UnlinkReport { report: names.report(words.nth(1)), reason },
            "classify" => Command::ClassifyIncident {
                incident: names.incident(words.nth(1)),
                type_code: words.after("type").map(|code| self.type_code(code)),
                level: words.after("level").and_then(|level| Level::from_number(level.parse().ok()?)),
                handling: words.after("handling").map(|word| named(&Handling::ALL, Handling::as_str, word)),
                reason,
            },
            "relocate" => Command::RelocateIncident {
                incident: names.incident(words.nth(1)),
                place: given(words.place("to").expect("a place")),
                reason,
            },
            "note" => Command::AddNote { incident: names.incident(words.nth(1)), text: sealed() },
            "hand" => Command::HandOverIncident { incident: names.incident(words.nth(1)), desk: desk(words.nth(3)) },
            "close" => {
                let kind =
                    if words.has("transferred") { DispositionKind::Transferred } else { DispositionKind::Handled };
                let disposition = Disposition { kind, ..handled(reason) };
                Command::CloseIncident { incident: names.incident(words.nth(1)), disposition }
            }
            "reopen" => {
                let incident = names.incident(words.nth(1));
                Command::ReopenIncident {
                    incident,
                    archived: self.archive.get(&incident).cloned().map(Box::new),
                    reason,
                }
            }
            "retire" => return vec![self.retire(words)],
            "send" | "move" => sent(words, names.incident(words.nth(3)), reason),
            "paper" => ordering::past_dispatch(words, names.incident(words.nth(3))),
            "recall" => Command::RecallUnit { dispatch: names.dispatch(&unit_id(words.nth(1)), None), reason },
            "place" => Command::PlaceUnit { unit: unit_id(words.nth(1)), at: words.place("at").expect("a place") },
            "policy" => self.changed_policy(words),
            "back" => Command::RollBackPolicy {
                to: words.after("to").map(|revision| revision.parse().expect("a revision")),
                expected: self.seen_policy(words),
                reason,
            },
            "posture" => Command::SetDutyLevel { level: DutyLevelId::new(words.nth(1)).expect("a duty level"), reason },
            "swap" => Command::SwapCrews { one: unit_id(words.nth(1)), other: unit_id(words.nth(2)) },
            "split" => Command::SplitUnit(split(words)),
            word if authority::KNOWN.contains(&word) => authority::command(self, words),
            word if desk::KNOWN.contains(&word) => desk::command(self, words),
            "order" => ordering::order_unit(words),
            "cancel-order" => {
                let unit = unit_id(words.nth(1));
                Command::CancelOrder { order: names.order(&unit), unit, reason }
            }
            "cancel-emergency" => {
                Command::CancelEmergency { incident: names.incident(words.nth(1)), voice_contact: reason }
            }
            "event" => ordering::planned_event(words, self.world.now()),
            "end-event" => Command::EndPlannedEvent { event: names.event(words.nth(1)), reason },
            unit => {
                let unit = unit_id(unit);
                let command = self.of_unit(&unit, words);
                return vec![(Some(unit), command)];
            }
        };
        vec![(None, command)]
    }

    fn duty(&self, words: &Words<'_>) -> Vec<(Option<UnitId>, Command)> {
        let id = words.nth(1);
        let unit = unit_id(id);
        let mut commands = Vec::new();
        if let Some((patrol, ..)) = PATROLS.iter().find(|(patrol, ..)| words.has(patrol)) {
            let mut profile = city::unit(id, patrol, words.after("of"), words.has("armed")).expect("a unit");
            profile.post = words.after("stands").map(|post| PostId::new(post).expect("a post"));
            let administrator = Command::ImportRoster(city::roster_of(profile, words.place("post")));
            assert!(self.world.state().unit(&unit).is_none(), "{id} is on the roster already");
            commands.push((None, administrator));
        }
        let own = [format!("{id}甲"), format!("{id}乙")];
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let people = words.after("crew").map_or(own, |people| people.split(',').collect());
        let mut check_in = check_in(&people);
        check_in.armed = words.has("armed");
        check_in.vehicle = words.after("in").map(|plate| VehicleId::new(plate).expect("a plate"));
        check_in.shift_ends_at = words.after("until").map(at_time);
        if words.has("auxiliaries") {
            let members = check_in.crew.members().iter();
            let members = members.map(|member| CrewMember { rank: Rank::Auxiliary, ..member.clone() }).collect();
            check_in.crew = Crew::new(members).expect("a crew");
        }
        commands.push((Some(unit.clone()), Command::StartDuty { unit: unit.clone(), check_in }));
        if !words.has("voice") {
            commands.push((Some(unit.clone()), Command::SetLinks { units: [unit].into(), connected: true }));
        }
        commands
    }

    fn report(&self, words: &Words<'_>) -> Command {
        let found_by = words.after("found").map(unit_id);
        let rang_at = words.after("rang").map(at_time);
        let call = rang_at.map(|rang_at| CallRecord { rang_at: Some(rang_at), ..CallRecord::default() });
        let usual = if found_by.is_some() { "unit_on_view" } else { "voice_110" };
        let source = named(&ReportSource::ALL, ReportSource::as_str, words.after("via").unwrap_or(usual));
        let place = ReportPlace {
            automatic: words.place("auto").map(given),
            manual: words.place("at").map(given),
            matched: words.place("matched").map(|at| Box::new(MatchedPlace { name: Text::truncated("地名"), at })),
            address: Some(sealed()),
        };
        let content = ReportContent {
            source,
            type_code: self.type_code(words.nth(1)),
            place,
            caller: caller(words.after("phone")),
            narrative: words.told.map(|_| sealed()),
            call: call.map(Box::new),
            occurred_at: None,
            found_by,
            activity: None,
            flags: words.after("flags").map(flags).unwrap_or_default(),
            keywords: words.told.map(|told| self.keywords(told)).unwrap_or_default(),
            caller_cancels: words.has("cancels"),
        };
        Command::FileReport(Box::new(FileReport {
            content,
            incident: words.after("into").map(|name| self.names.incident(name)),
            desk: words.after("desk").map(desk),
            finder_attends: words.has("attends"),
            training: words.has("training"),
        }))
    }

    fn amendment(&self, words: &Words<'_>) -> ReportAmendment {
        let place = words.place("at").map(|at| ReportPlace { manual: Some(given(at)), ..ReportPlace::default() });
        ReportAmendment {
            place,
            narrative: words.told.map(|_| sealed()),
            flags: words.after("flags").map(flags),
            keywords: words.told.map(|told| self.keywords(told)),
            ..ReportAmendment::default()
        }
    }

    /// What the rim would find in what was told.
    fn keywords(&self, told: &str) -> Few<Text> {
        self.world.state().policy().expect("a policy").keywords().found_in(told)
    }

    fn retire(&mut self, words: &Words<'_>) -> (Option<UnitId>, Command) {
        let id = self.names.incident(words.nth(1));
        if let Some(archived) = archived(self.world.state(), id) {
            self.archive.insert(id, archived);
        }
        (None, Command::RetireIncidents { incidents: vec![id] })
    }

    fn of_unit(&self, unit: &UnitId, words: &Words<'_>) -> Command {
        let incident = words.after("for").map(|name| self.names.incident(name));
        let step = |step| {
            Command::AdvanceDispatch(AdvanceDispatch {
                dispatch: self.names.dispatch(unit, incident),
                unit: words.after("as").map_or_else(|| unit.clone(), unit_id),
                step,
                reason: words.reason.clone(),
                feedback: (step == Step::Feedback).then(sealed),
                activity: (step == Step::Finished).then_some(ActivityKind::Other),
                then: words.after("then").map(|reason| out_of_service(reason, words.after("until").map(at_time))),
            })
        };
        let unit = unit.clone();
        match words.nth(1) {
            "signs-in" => step(Step::SignedIn),
            "departs" => step(Step::Departed),
            "arrives" => step(Step::Arrived),
            "feeds-back" => step(Step::Feedback),
            "finishes" => step(Step::Finished),
            "declines" => step(Step::Declined),
            "blocked" => step(Step::Blocked),
            "attaches" => Command::AttachToIncident { unit, incident: self.names.incident(words.nth(3)) },
            "off" => Command::EndDuty {
                unit,
                relief: words.after("relieved-by").map(unit_id),
                overtime_until: words.after("overtime").map(at_time),
            },
            "out" => {
                let readiness = out_of_service(words.nth(2), words.after("until").map(at_time));
                Command::SetAvailability { unit, readiness }
            }
            "completes" => Command::CompleteOrder { order: self.names.order(&unit), unit },
            "calls-for-help" => Command::RaiseEmergency { unit, place: words.place("at").map(given), narrative: None },
            "acks" if words.has("order") => {
                let duty = self.world.state().unit(&unit).and_then(|unit| unit.duty.as_ref());
                let version = duty.and_then(|duty| duty.order.as_ref()).map_or(1, |order| order.version);
                Command::AcknowledgeOrder { order: self.names.order(&unit), unit, version }
            }
            "back" => Command::SetAvailability { unit, readiness: Readiness::Available },
            "crew" => {
                let people: Vec<_> = words.nth(2).split(',').collect();
                Command::ChangeCrew { unit, check_in: check_in(&people) }
            }
            "connects" => Command::SetLinks { units: [unit].into(), connected: true },
            "drops" => Command::SetLinks { units: [unit].into(), connected: false },
            "acks" => {
                let id = self.names.dispatch(&unit, None);
                let order = self.world.state().dispatch(id).expect("in memory").order;
                let version =
                    words.words.get(2).map_or(order.version, |v| v.trim_start_matches('v').parse().expect("v1"));
                Command::AcknowledgeOrder { unit, order: order.id, version }
            }
            other => panic!("no unit does {other:?}"),
        }
    }

    /// The active policy with a piece of its rules replaced.
    fn changed_policy(&self, words: &Words<'_>) -> Command {
        let bundle = self.world.state().policy_bundle().expect("a policy");
        let mut source = PolicySource::from_bytes(&bundle.bytes).expect("readable");
        let change = words.words[1..].join(" ");
        let (from, to) = change.strip_suffix(" stale").unwrap_or(&change).split_once(" => ").expect("a => b");
        let (from, to) = (from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        assert!(source.policy_toml.contains(&from), "{from:?} does not stand in the policy");
        source.policy_toml = source.policy_toml.replacen(&from, &to, 1);
        Command::ActivatePolicy {
            bytes: source.to_bytes().expect("small").into(),
            expected: self.seen_policy(words),
            reason: words.reason.clone(),
        }
    }

    fn seen_policy(&self, words: &Words<'_>) -> Option<PolicyHash> {
        let active = self.world.state().policy_bundle().map(|bundle| bundle.hash);
        if words.has("stale") { Some(PolicyHash::of(b"another")) } else { active }
    }

    pub(super) fn type_code(&self, word: &str) -> TypeCode {
        let policy = self.world.state().policy().expect("a policy");
        let known = policy.taxonomy().entries().find(|entry| entry.name_zh.as_str() == word);
        known.map_or_else(|| TypeCode::new(word).expect("a type code"), |entry| entry.code.clone())
    }
}

/// The words of a line.
#[expect(clippy::struct_field_names, reason = "what a line has most of are its words")]
pub(super) struct Words<'a> {
    words: Vec<&'a str>,
    told: Option<&'a str>,
    pub(super) reason: Text,
}

impl<'a> Words<'a> {
    pub(super) fn first(&self) -> &'a str {
        self.nth(0)
    }

    pub(super) fn nth(&self, index: usize) -> &'a str {
        self.words.get(index).copied().unwrap_or_else(|| panic!("{:?} lacks word {index}", self.words))
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    pub(super) fn after(&self, word: &str) -> Option<&'a str> {
        self.words.iter().position(|found| *found == word).map(|index| self.nth(index + 1))
    }

    pub(super) fn place(&self, word: &str) -> Option<Point> {
        self.after(word).map(|place| city::place(place).unwrap_or_else(|| panic!("{place:?} is no place")))
    }
}

/// Who says a thing when the story does not tell.
fn usual_actor(speaker: Option<&UnitId>, command: &Command) -> Actor {
    match (speaker, command) {
        (Some(unit), _) => speaking(unit),
        (None, Command::ImportRoster(_)) => Actor::local_administrator(),
        (
            None,
            Command::ActivatePolicy { .. }
            | Command::RollBackPolicy { .. }
            | Command::SetDutyLevel { .. }
            | Command::OnErasure(_),
        ) => Actor { role: Role::Supervisor, ..dispatcher("指挥长") },
        (None, Command::RetireIncidents { .. }) => Actor::daemon(),
        (None, _) => dispatcher("desk"),
    }
}

fn declared(words: &Words<'_>) -> Actor {
    let roles = [
        Role::Dispatcher,
        Role::Unit,
        Role::Gateway,
        Role::Supervisor,
        Role::Partner,
        Role::Auditor,
        Role::Administrator,
        Role::Daemon,
    ];
    let role = named(&roles, Role::as_str, words.nth(2));
    let zones = words.after("zones").map(|zones| zones.split(',').map(|zone| ZoneId::new(zone).expect("a zone")));
    let tiers = words.after("tiers").map_or_else(
        || Tier::ALL.into_iter().collect(),
        |tiers| tiers.split(',').map(|tier| named(&Tier::ALL, Tier::as_str, tier)).collect(),
    );
    let partner = words.after("for").map(|partner| Scope::Partner(PartnerId::new(partner).expect("a partner")));
    let whole = partner.unwrap_or(Scope::City);
    let scope = zones.map_or(whole, |zones| Scope::Zones { zones: zones.collect(), tiers });
    Actor { principal: Text::truncated(words.nth(1)), role, scope }
}

fn archived(state: &State, id: IncidentId) -> Option<ArchivedIncident> {
    let incident = state.incident(id)?;
    Some(ArchivedIncident {
        incident: incident.as_ref().clone(),
        reports: incident.reports.iter().filter_map(|id| Some(state.report(*id)?.as_ref().clone())).collect(),
        dispatches: incident.dispatches.iter().filter_map(|id| Some(state.dispatch(*id)?.as_ref().clone())).collect(),
    })
}

fn split(words: &Words<'_>) -> SplitUnit {
    let (.., kind) = PATROLS.iter().find(|(patrol, ..)| Some(*patrol) == words.after("as")).expect("a kind");
    SplitUnit {
        parent: unit_id(words.nth(1)),
        child: unit_id(words.after("into").expect("a callsign")),
        kind: *kind,
        members: words
            .after("taking")
            .expect("people")
            .split(',')
            .map(|person| PersonId::new(person).expect("a person"))
            .collect(),
        vehicle: None,
        device: words.after("carrying").map(|device| DeviceId::new(device).expect("a device")),
    }
}

/// Flags, each behind a comma; `none` takes them all away.
fn flags(words: &str) -> Few<ReportFlag> {
    let words = words.split(',').filter(|word| *word != "none");
    words.map(|word| named(&ReportFlag::ALL, ReportFlag::as_str, word)).collect()
}

pub(super) fn named<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str, word: &str) -> T {
    *all.iter().find(|one| name(**one) == word).unwrap_or_else(|| panic!("{word:?} is none of the words"))
}

fn out_of_service(word: &str, expected_return_at: Option<EngineTime>) -> Readiness {
    let reason = match word {
        "Break" => UnavailableReason::Break,
        "Refuelling" => UnavailableReason::Refuelling,
        "Fault" => UnavailableReason::Fault,
        "Paperwork" => UnavailableReason::Paperwork,
        "Transport" => UnavailableReason::Transport,
        _ => UnavailableReason::OtherTask,
    };
    Readiness::Unavailable { reason, detail: Text::default(), expected_return_at }
}

pub(super) fn handled(remark: Text) -> Disposition {
    Disposition { kind: DispositionKind::Handled, activity: ActivityKind::Other, remark }
}

/// Units of a dispatcher's own choosing; `move` takes them also off what they are on.
fn sent(words: &Words<'_>, incident: IncidentId, reason: Text) -> Command {
    let units = words.nth(1).split(',').map(unit_id).collect();
    Command::DispatchUnits { incident, units, reason, reassign: words.nth(0) == "move" }
}

pub(super) fn unit_id(word: &str) -> UnitId {
    UnitId::new(word).expect("a callsign")
}

pub(super) fn desk(word: &str) -> DeskId {
    DeskId::new(word).expect("a desk")
}

/// Who calls from a number: its mark is made of the number itself here.
fn caller(phone: Option<&str>) -> Caller {
    let mark = phone.map(|phone| {
        let hash: [u8; 32] = Sha256::digest(phone).into();
        let mut mark = [0; 8];
        mark.copy_from_slice(&hash[..8]);
        CallerMark(mark)
    });
    Caller { phone: mark.map(|_| sealed()), mark, ..Caller::default() }
}

fn given(at: Point) -> GivenPlace {
    GivenPlace { at, datum: Datum::Wgs84 }
}

fn sealed() -> Sealed {
    Sealed::new(RetentionKind::Narrative, KeyDay(20_780), [0; 24], vec![0; 16]).expect("short")
}

fn digest(command: &Command) -> RequestDigest {
    let whole: [u8; 32] = Sha256::digest(format!("{command:?}")).into();
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    RequestDigest(half)
}

/// A time of the story's day, `08:30` or `08:30:15`; `+1d08:30` is the day after.
pub(super) fn at_time(word: &str) -> EngineTime {
    let (days, time) = match word.strip_prefix('+').and_then(|rest| rest.split_once('d')) {
        Some((days, time)) => (days.parse().expect("days"), time),
        None => (0, word),
    };
    let mut seconds: u64 = 0;
    for (part, worth) in time.split(':').zip([3_600, 60, 1]) {
        seconds += part.parse::<u64>().expect("a time of day") * worth;
    }
    let midnight = MORNING - Duration::from_hours(8);
    midnight + Duration::from_secs(days * 86_400 + seconds)
}

/// A span such as `90s`, `5m` or `30h`.
pub(super) fn span(word: &str) -> Duration {
    let (number, unit) = word.split_at(word.len() - 1);
    let number: u64 = number.parse().expect("a span such as 90s");
    match unit {
        "s" => Duration::from_secs(number),
        "m" => Duration::from_mins(number),
        "h" => Duration::from_hours(number),
        _ => panic!("{word:?} is no span"),
    }
}
