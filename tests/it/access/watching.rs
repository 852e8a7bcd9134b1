//! A busy city, watched by everybody at once: what each watcher has on its screen after each change is what brute force
//! makes of the screen of somebody who sees all.

use std::collections::{BTreeMap, BTreeSet};

use patrold::api::proto::desk_service_client::DeskServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::watch_response::Message as Seen;
use patrold::api::proto::{self, DispatchState};
use patrold::domain::actor::Role;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use tokio_stream::StreamExt;

use super::caller::Caller;
use super::scene::{ELSEWHERE, HERE, at, house, in_an_hour};
use crate::api_over_the_wire::{House, check_in};

const TOWNS: [&str; 3] = [HERE, ELSEWHERE, "长安"];
const UNITS: u32 = 9;
const STEPS: u32 = 400;

/// What a watcher has on its screen.
#[derive(Clone, Default)]
struct Screen {
    incidents: BTreeMap<String, proto::Incident>,
    dispatches: BTreeMap<String, proto::Dispatch>,
    units: BTreeMap<String, proto::Unit>,
    sequence: u64,
    whole: bool,
}

impl Screen {
    /// Takes a message as a console would; whether it brought the screen to another change.
    fn take(&mut self, message: Seen) -> bool {
        match message {
            Seen::Snapshot(part) => {
                self.incidents.extend(part.incidents.into_iter().map(|it| (it.name.clone(), it)));
                self.dispatches.extend(part.dispatches.into_iter().map(|it| (it.name.clone(), it)));
                self.units.extend(part.units.into_iter().map(|it| (it.name.clone(), it)));
                self.sequence = part.as_of_sequence;
                self.whole = part.last;
                part.last
            }
            Seen::Change(change) => {
                assert_eq!(change.sequence, self.sequence + 1, "every change has its number, seen or not");
                self.sequence = change.sequence;
                self.incidents.extend(change.incidents.into_iter().map(|it| (it.name.clone(), it)));
                self.dispatches.extend(change.dispatches.into_iter().map(|it| (it.name.clone(), it)));
                self.units.extend(change.units.into_iter().map(|it| (it.name.clone(), it)));
                for name in change.gone_incidents {
                    assert!(self.incidents.remove(&name).is_some(), "{name} was never shown");
                }
                for name in change.gone_dispatches {
                    assert!(self.dispatches.remove(&name).is_some(), "{name} was never shown");
                }
                for name in change.gone_units {
                    assert!(self.units.remove(&name).is_some(), "{name} was never shown");
                }
                true
            }
            Seen::Heartbeat(_) | Seen::Positions(_) => false,
            Seen::Resync(resync) => panic!("told to begin again: {}", resync.reason),
        }
    }
}

/// Who watches, as brute force knows it.
#[derive(Clone, Copy)]
enum Eyes {
    Desk { zones: &'static [&'static str], tiers: &'static [proto::Tier] },
    City,
    Unit(&'static str),
    Partner(&'static str),
}

struct Watcher {
    principal: &'static str,
    eyes: Eyes,
    caller: Caller,
}

/// The rules once more, in the words of the messages.
struct Oracle<'s> {
    all: &'s Screen,
    principal: &'s str,
    eyes: Eyes,
}

impl Oracle<'_> {
    fn may_know(&self, incident: &proto::Incident) -> bool {
        incident.seen_by.is_empty() || incident.seen_by.iter().any(|name| name == self.principal)
    }

    fn is_owned_here(&self, incident: &proto::Incident) -> bool {
        let Eyes::Desk { zones, .. } = self.eyes else { return false };
        let owner = incident.jurisdiction.as_str();
        owner.is_empty() || zones.contains(&owner) || zones.contains(&incident.proposed_jurisdiction.as_str())
    }

    fn is_at_home(&self, unit: &proto::Unit) -> bool {
        let Eyes::Desk { zones, tiers } = self.eyes else { return false };
        zones.contains(&unit.home_zone.as_str()) && tiers.contains(&unit.tier())
    }

    fn is_borrowed(&self, unit: &proto::Unit) -> bool {
        let Eyes::Desk { zones, .. } = self.eyes else { return false };
        unit.loan.as_ref().is_some_and(|loan| zones.contains(&loan.zone.as_str()))
    }

    fn is_live(dispatch: &proto::Dispatch) -> bool {
        use DispatchState::{Arrived, Departed, Offered, SignedIn};
        [Offered, SignedIn, Departed, Arrived].contains(&dispatch.state())
    }

    fn sees_incident(&self, incident: &proto::Incident) -> bool {
        match self.eyes {
            Eyes::City => self.may_know(incident),
            Eyes::Desk { .. } => self.may_know(incident) && self.is_owned_here(incident),
            Eyes::Unit(name) => {
                let on_it = |it: &proto::Dispatch| it.incident == incident.name && it.unit == name && Self::is_live(it);
                let in_need = self.all.units[name].emergency == incident.name;
                in_need || self.all.dispatches.values().any(on_it)
            }
            Eyes::Partner(id) => {
                self.may_know(incident) && incident.referrals.last().is_some_and(|last| last.partner == id)
            }
        }
    }

    fn sees_dispatch(&self, dispatch: &proto::Dispatch) -> bool {
        let (incident, unit) = (&self.all.incidents[&dispatch.incident], &self.all.units[&dispatch.unit]);
        match self.eyes {
            Eyes::City => self.may_know(incident),
            Eyes::Desk { .. } => {
                let theirs = self.is_at_home(unit) || (Self::is_live(dispatch) && self.is_borrowed(unit));
                self.may_know(incident) && (self.is_owned_here(incident) || theirs)
            }
            Eyes::Unit(name) => dispatch.unit == name,
            Eyes::Partner(_) => false,
        }
    }

    fn sees_unit(&self, unit: &proto::Unit) -> bool {
        let held = unit.duty.as_ref().and_then(|duty| self.all.dispatches.get(&duty.dispatch));
        let served = held.map(|dispatch| &self.all.incidents[&dispatch.incident]);
        let comes = served.is_some_and(|incident| incident.seen_by.is_empty() && self.is_owned_here(incident));
        match self.eyes {
            Eyes::City => true,
            Eyes::Desk { .. } => self.is_at_home(unit) || self.is_borrowed(unit) || comes,
            Eyes::Unit(name) => unit.name == name,
            Eyes::Partner(_) => false,
        }
    }

    /// What the watcher should have on its screen.
    fn screen(&self) -> Screen {
        let mut screen = self.all.clone();
        screen.incidents.retain(|_, it| self.sees_incident(it));
        screen.dispatches.retain(|_, it| self.sees_dispatch(it));
        screen.units.retain(|_, it| self.sees_unit(it));
        for unit in screen.units.values_mut() {
            let duty = unit.duty.as_mut();
            if let Some(duty) = duty.filter(|duty| !screen.dispatches.contains_key(&duty.dispatch)) {
                duty.dispatch.clear();
            }
            let need = self.all.incidents.get(&unit.emergency);
            let on_it = |incident: &proto::Incident| matches!(self.eyes, Eyes::Unit(_)) && self.sees_incident(incident);
            if need.is_some_and(|incident| !self.may_know(incident) && !on_it(incident)) {
                unit.emergency.clear();
            }
        }
        screen
    }
}

fn watchers() -> Vec<Watcher> {
    let town = &[proto::Tier::Town, proto::Tier::Village];
    let every = &[proto::Tier::City, proto::Tier::Town, proto::Tier::Village];
    let named = |principal, role, scope: &[(&'static str, &str)], eyes| {
        let mut metadata = vec![("patrold-principal", principal)];
        metadata.extend_from_slice(scope);
        Watcher { principal, eyes, caller: Caller::new(role, &metadata, true) }
    };
    let here = [("patrold-zones", HERE), ("patrold-tiers", "town,village")];
    let elsewhere = [("patrold-zones", ELSEWHERE)];
    let both = [("patrold-zones", "虎门,长安")];
    vec![
        named("here", Role::Dispatcher, &here, Eyes::Desk { zones: &[HERE], tiers: town }),
        named("elsewhere", Role::Supervisor, &elsewhere, Eyes::Desk { zones: &[ELSEWHERE], tiers: every }),
        named("both", Role::Supervisor, &both, Eyes::Desk { zones: &[ELSEWHERE, "长安"], tiers: every }),
        named("city", Role::Dispatcher, &[], Eyes::City),
        named("inspector", Role::Dispatcher, &[], Eyes::City),
        named("U1", Role::Unit, &[("patrold-units", "U1")], Eyes::Unit("units/U1")),
        named("U2", Role::Gateway, &[("patrold-units", "U2")], Eyes::Unit("units/U2")),
        named("fire", Role::Partner, &[("patrold-partner", "fire-brigade")], Eyes::Partner("fire-brigade")),
    ]
}

/// Everything that a watch says up to a change.
async fn recorded(house: &House, caller: &Caller) -> tokio::sync::mpsc::Receiver<Seen> {
    let channel = house.another().await;
    let request = caller.sign(proto::WatchRequest::default());
    let mut client = proto::dispatch_service_client::DispatchServiceClient::new(channel);
    let mut stream = client.watch(request).await.expect("watched").into_inner();
    let (sender, receiver) = tokio::sync::mpsc::channel(100_000);
    tokio::spawn(async move {
        while let Some(Ok(response)) = stream.next().await {
            if sender.send(response.message.expect("a message")).await.is_err() {
                return;
            }
        }
    });
    receiver
}

#[tokio::test(flavor = "multi_thread")]
async fn every_watcher_sees_exactly_what_lies_in_its_sight() {
    let house = house().await;
    let mut day = Day::begin(&house, 7).await;
    let admin = Caller::new(Role::Administrator, &[], true);
    let mut full = recorded(&house, &admin).await;
    let watchers = watchers();
    let mut streams = Vec::new();
    for watcher in &watchers {
        streams.push(recorded(&house, &watcher.caller).await);
    }
    for _ in 0..STEPS {
        day.step().await;
    }
    assert!(day.done > u64::from(STEPS) / 3, "only {} of {STEPS} steps were possible", day.done);
    let last = day.mark().await;

    // The full screen after each change.
    let mut all = BTreeMap::new();
    let mut screen = Screen::default();
    while screen.sequence < last {
        let message = full.recv().await.expect("it goes on");
        if screen.take(message) && screen.whole {
            all.insert(screen.sequence, screen.clone());
        }
    }
    let mut turns = 0;
    for (watcher, mut stream) in watchers.iter().zip(streams) {
        let mut screen = Screen::default();
        let mut before = None;
        while screen.sequence < last {
            let message = stream.recv().await.expect("it goes on");
            if !(screen.take(message) && screen.whole) {
                continue;
            }
            let oracle = Oracle { all: &all[&screen.sequence], principal: watcher.principal, eyes: watcher.eyes };
            compare(watcher.principal, &screen, &oracle.screen());
            let names: BTreeSet<_> = screen.incidents.keys().chain(screen.units.keys()).cloned().collect();
            turns += usize::from(before.replace(names.clone()).is_some_and(|before| !before.is_subset(&names)));
        }
    }
    assert!(turns > 30, "things went out of somebody's sight only {turns} times");
    house.close().await;
}

fn compare(who: &str, screen: &Screen, wanted: &Screen) {
    let at = screen.sequence;
    let plain = |incident: &proto::Incident| proto::Incident { duplicate: None, ..incident.clone() };
    let incidents = |screen: &Screen| screen.incidents.values().map(plain).collect::<Vec<_>>();
    let names = |screen: &Screen| {
        let names = screen.incidents.keys().chain(screen.dispatches.keys()).chain(screen.units.keys());
        names.cloned().collect::<BTreeSet<_>>()
    };
    let (shown, right) = (names(screen), names(wanted));
    let (more, less): (Vec<_>, Vec<_>) = (shown.difference(&right).collect(), right.difference(&shown).collect());
    assert!(more.is_empty() && less.is_empty(), "{who} at change {at}: shown {more:?}, not shown {less:?}");
    assert_eq!(incidents(screen), incidents(wanted), "{who} at change {at}");
    assert_eq!(screen.dispatches, wanted.dispatches, "{who} at change {at}");
    assert_eq!(screen.units, wanted.units, "{who} at change {at}");
}

/// What happens in the city.
struct Day<'h> {
    house: &'h House,
    chance: StdRng,
    incidents: Vec<String>,
    dispatches: Vec<(String, String)>,
    emergencies: Vec<String>,
    done: u64,
    filed: u32,
}

fn unit(number: u32) -> String {
    format!("units/U{number}")
}

impl<'h> Day<'h> {
    async fn begin(house: &'h House, seed: u64) -> Self {
        let row = |number: u32| {
            let tiers = [proto::Tier::Town, proto::Tier::City, proto::Tier::Village];
            proto::RosterUnit {
                name: unit(number),
                tier: tiers[number as usize % 3].into(),
                force: ["town-patrol", "iron-riders", "community-patrol"][number as usize % 3].to_owned(),
                kind: proto::UnitKind::Car.into(),
                home_zone: TOWNS[number as usize / 3 % 3].to_owned(),
                ..proto::RosterUnit::default()
            }
        };
        let roster = proto::ImportRosterRequest {
            units: (0..UNITS).map(row).collect(),
            ..proto::ImportRosterRequest::default()
        };
        RosterServiceClient::new(house.channel.clone()).import_roster(roster).await.expect("imported");
        let chance = StdRng::seed_from_u64(seed);
        let (incidents, dispatches, emergencies) = (Vec::new(), Vec::new(), Vec::new());
        let mut day = Self { house, chance, incidents, dispatches, emergencies, done: 0, filed: 0 };
        for number in 0..UNITS {
            day.start_duty(number).await;
        }
        day
    }

    fn desk(&self) -> DeskServiceClient<tonic::transport::Channel> {
        DeskServiceClient::new(self.house.channel.clone())
    }

    async fn start_duty(&mut self, number: u32) {
        let request = proto::StartDutyRequest {
            unit: unit(number),
            check_in: Some(check_in(&unit(number))),
            ..proto::StartDutyRequest::default()
        };
        if self.house.units().start_duty(request).await.is_ok() {
            let town = TOWNS[number as usize / 3 % 3];
            let fix = proto::Fix { unit: unit(number), position: at(town, number), ..proto::Fix::default() };
            let batch = proto::ReportPositionBatchRequest { fixes: vec![fix] };
            self.house.units().report_position_batch(batch).await.expect("taken");
            self.done += 1;
        }
    }

    /// The number of a last change that all must have seen.
    async fn mark(&mut self) -> u64 {
        let note = proto::AddNoteRequest {
            incident: self.incidents[0].clone(),
            text: "收工".to_owned(),
            ..proto::AddNoteRequest::default()
        };
        self.house.desk().add_note(note).await.expect("noted").into_inner().sequence
    }

    /// Something happens, if the state of things permits it.
    async fn step(&mut self) {
        let what = if self.incidents.is_empty() { 0 } else { self.chance.random_range(0..20) };
        let number = self.chance.random_range(0..UNITS);
        let outcome = match what {
            0..=3 => return self.report().await,
            4..=8 => return self.advance().await,
            9 => return self.start_duty(number).await,
            10 => {
                let request = proto::EndDutyRequest { unit: unit(number), ..proto::EndDutyRequest::default() };
                self.house.units().end_duty(request).await
            }
            11 => return self.press(number).await,
            12 | 13 => {
                let zone = (*TOWNS.choose(&mut self.chance).expect("a town")).to_owned();
                let end_time = in_an_hour();
                let request = proto::LendUnitRequest { unit: unit(number), zone, end_time, ..Default::default() };
                self.house.desk().lend_unit(request).await
            }
            14 => {
                let request = proto::EndLoanRequest { unit: unit(number), ..proto::EndLoanRequest::default() };
                self.house.desk().end_loan(request).await
            }
            _ => {
                let incident = self.incidents.choose(&mut self.chance).expect("one").clone();
                self.at_the_desk(what, incident, number).await
            }
        };
        self.done += u64::from(outcome.is_ok());
    }

    async fn at_the_desk(
        &mut self,
        what: u32,
        incident: String,
        number: u32,
    ) -> Result<tonic::Response<proto::WriteReceipt>, tonic::Status> {
        let zone = (*TOWNS.choose(&mut self.chance).expect("a town")).to_owned();
        let reason = "演练".to_owned();
        match what {
            15 => {
                let position = at(&zone, number);
                let request = proto::RelocateIncidentRequest { incident, position, reason, ..Default::default() };
                self.house.desk().relocate_incident(request).await
            }
            16 => {
                let people = vec!["inspector".to_owned()];
                let request = proto::RestrictIncidentRequest { incident, people, reason, ..Default::default() };
                self.house.desk().restrict_incident(request).await
            }
            17 => {
                let request = proto::LiftRestrictionRequest { incident, reason, ..Default::default() };
                self.house.desk().lift_restriction(request).await
            }
            18 if self.chance.random() => {
                let request = proto::ProposeJurisdictionRequest { incident, zone, reason, ..Default::default() };
                self.desk().propose_jurisdiction(request).await
            }
            18 => {
                let accepted = self.chance.random();
                let request = proto::AnswerJurisdictionRequest { incident, accepted, reason, ..Default::default() };
                self.desk().answer_jurisdiction(request).await
            }
            _ if self.chance.random() => {
                let partner = if self.chance.random() { "fire-brigade" } else { "mediators" }.to_owned();
                let request = proto::OfferReferralRequest { incident, partner, reason, ..Default::default() };
                self.desk().offer_referral(request).await
            }
            _ => {
                let units = vec![unit(number)];
                let request = proto::DispatchUnitsRequest { incident, units, reason, ..Default::default() };
                let sent = self.house.desk().dispatch_units(request).await;
                if let Ok(receipt) = &sent {
                    let sent = receipt.get_ref().dispatches.iter();
                    self.dispatches.extend(sent.map(|it| (it.dispatch.clone(), it.unit.clone())));
                }
                sent
            }
        }
    }

    async fn report(&mut self) {
        self.filed += 1;
        let town = TOWNS.choose(&mut self.chance).expect("a town");
        let place = at(town, self.filed * 26);
        let type_code = *["criminal.theft", "other.fugitive", "order.fight"].choose(&mut self.chance).expect("one");
        let nowhere = self.chance.random_bool(0.1);
        let request = proto::FileReportRequest {
            source: proto::ReportSource::Voice110.into(),
            type_code: type_code.to_owned(),
            place: Some(proto::PlaceInput {
                manual_position: place.filter(|_| !nowhere),
                address: "某处".to_owned(),
                ..proto::PlaceInput::default()
            }),
            ..proto::FileReportRequest::default()
        };
        let receipt = self.house.desk().file_report(request).await.expect("filed").into_inner();
        self.done += 1;
        self.incidents.extend(receipt.incident.map(|it| it.name));
        self.dispatches.extend(receipt.dispatches.into_iter().map(|it| (it.dispatch, it.unit)));
    }

    async fn press(&mut self, number: u32) {
        if self.emergencies.len() > 1 {
            let incident = self.emergencies.remove(0);
            let voice_contact = "平安".to_owned();
            let request = proto::CancelEmergencyRequest { incident, voice_contact, ..Default::default() };
            self.done += u64::from(self.house.desk().cancel_emergency(request).await.is_ok());
            return;
        }
        let request = proto::RaiseEmergencyRequest { unit: unit(number), ..proto::RaiseEmergencyRequest::default() };
        let receipt = self.house.units().raise_emergency(request).await.expect("raised").into_inner();
        self.done += 1;
        self.incidents.extend(receipt.incident.iter().map(|it| it.name.clone()));
        self.emergencies.extend(receipt.incident.map(|it| it.name));
        self.dispatches.extend(receipt.dispatches.into_iter().map(|it| (it.dispatch, it.unit)));
    }

    async fn advance(&mut self) {
        let Some((dispatch, unit)) = self.dispatches.choose(&mut self.chance).cloned() else { return };
        let steps = [proto::Step::SignedIn, proto::Step::Arrived, proto::Step::Finished, proto::Step::Declined];
        let step = *steps.choose(&mut self.chance).expect("a step");
        let request = proto::AdvanceDispatchRequest { dispatch, unit, step: step.into(), ..Default::default() };
        self.done += u64::from(self.house.units().advance_dispatch(request).await.is_ok());
    }
}
