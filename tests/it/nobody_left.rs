//! Everyone is busy and calls keep coming in: what a decision costs then does not grow with who waits.
//!
//! It is counted by how often the map is asked who is near, so that no clock is needed to see it.

use std::time::Duration;

use patrold::domain::actor::Actor;
use patrold::domain::command::{AdvanceDispatch, Command, FileReport};
use patrold::domain::desk::DeskCommand;
use patrold::domain::dispatch::{Dispatch, Step};
use patrold::domain::event::{Entry, Event};
use patrold::domain::few::Few;
use patrold::domain::geo::Datum;
use patrold::domain::ids::{TypeCode, UnitId};
use patrold::domain::incident::ActivityKind;
use patrold::domain::report::{Caller, GivenPlace, ReportContent, ReportPlace, ReportSource};
use patrold::domain::text::Text;

use crate::world::city::{place, roster_of, unit};
use crate::world::{World, check_in, dispatcher};

const RIDERS: usize = 12;

/// A city in which every rider is on the way to a firearm, and so is whoever else may carry one.
struct Busy {
    world: World,
}

impl Busy {
    fn founded() -> Self {
        let mut city = Self { world: World::quick(&[]) };
        (0..RIDERS).for_each(|number| city.enrol(&format!("R{number:02}"), "rider", true));
        (0..RIDERS).for_each(|_| city.report("criminal.firearm"));
        assert!(city.world.state().queue().is_empty(), "each has got a rider");
        city
    }

    fn enrol(&mut self, callsign: &str, patrol: &str, armed: bool) {
        let profile = unit(callsign, patrol, Some("莞城"), armed).expect("a unit");
        let id = profile.id.clone();
        let roster = self.world.envelope(Actor::local_administrator(), Command::ImportRoster(roster_of(profile, None)));
        self.world.submit(roster).answer.expect("a roster");
        let on_duty = Command::StartDuty { unit: id.clone(), check_in: check_in(&[&format!("{callsign}甲")]) };
        self.world.run(on_duty).answer.expect("on duty");
        self.world.fix(&id, place("莞城").expect("a town"));
    }

    fn command(code: &str) -> Command {
        let at = GivenPlace { at: place("莞城+500").expect("a place"), datum: Datum::Wgs84 };
        let content = ReportContent {
            source: ReportSource::Voice110,
            type_code: TypeCode::new(code).expect("a code"),
            place: ReportPlace { manual: Some(at), ..ReportPlace::default() },
            caller: Caller::default(),
            narrative: None,
            call: None,
            occurred_at: None,
            found_by: None,
            activity: None,
            flags: Few::new(),
            keywords: Few::new(),
            caller_cancels: false,
        };
        let (incident, desk) = (None, None);
        Command::FileReport(Box::new(FileReport { content, incident, desk, finder_attends: false, training: false }))
    }

    fn report(&mut self, code: &str) {
        self.world.run(Self::command(code)).answer.expect("filed");
    }

    fn advance(dispatch: &Dispatch, step: Step) -> Command {
        Command::AdvanceDispatch(AdvanceDispatch {
            dispatch: dispatch.id,
            unit: dispatch.unit.clone(),
            step,
            reason: Text::default(),
            feedback: None,
            activity: Some(ActivityKind::Other),
            then: None,
        })
    }

    /// How often the map is asked when another report comes in, when a rider has finished, and when time passes.
    fn looks(&mut self) -> [usize; 3] {
        self.world.map().looks();
        self.report("criminal.firearm");
        let new_report = self.world.map().looks();
        let live = self.world.state().dispatches().values().find(|dispatch| dispatch.state.is_live());
        let live = live.expect("somebody is under way").clone();
        let freed = self.world.run(Self::advance(&live, Step::Finished));
        let sent: Vec<_> = freed.entries.iter().flat_map(|entry| opened(entry)).collect();
        assert!(matches!(sent.as_slice(), [unit] if *unit == live.unit), "the rider goes on to the first that waits");
        let one_free = self.world.map().looks();
        // Less than any offer stands, so that nobody becomes free.
        self.world.wait(Duration::from_secs(6));
        [new_report, one_free, self.world.map().looks()]
    }

    fn wait_by(&mut self, count: usize) {
        while self.world.state().queue().len() < count {
            self.report("criminal.firearm");
        }
    }
}

/// Who is sent by an entry.
fn opened(entry: &Entry) -> Vec<UnitId> {
    let unit =
        |event: &Event| if let Event::DispatchOpened(dispatch) = event { Some(dispatch.unit.clone()) } else { None };
    entry.events.iter().filter_map(unit).collect()
}

#[test]
fn what_a_decision_costs_does_not_grow_with_who_waits() {
    // Everyone is busy, or some are free who are not of those whom the plan asks for.
    for unfit in [0, 5] {
        let mut city = Busy::founded();
        (0..unfit).for_each(|number| city.enrol(&format!("N{number}"), "rider", false));
        city.wait_by(64);
        let few_wait = city.looks();
        city.wait_by(400);
        let many_wait = city.looks();
        println!("{unfit} who do not fit: {few_wait:?} looks with 64 who wait, {many_wait:?} with 400");
        for (few, many) in few_wait.into_iter().zip(many_wait) {
            assert!(many <= few + 2, "{unfit} who do not fit: {few_wait:?} with 64 who wait, {many_wait:?} with 400");
        }
    }
}

#[test]
fn a_step_serves_the_queue_once_however_many_have_finished() {
    let mut city = Busy::founded();
    city.wait_by(40);
    let live: Vec<_> = city.world.state().dispatches().values().filter(|it| it.state.is_live()).cloned().collect();
    let finished = live.iter().map(|dispatch| Busy::advance(dispatch, Step::Finished));
    let commands: Vec<_> = finished.chain([Busy::command("traffic.accident")]).collect();
    let envelopes = commands.into_iter().map(|command| city.world.envelope(dispatcher("desk"), command)).collect();
    let (answers, entries) = city.world.submit_together(envelopes);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let opened: Vec<_> = entries.iter().map(|entry| opened(entry).len()).filter(|count| *count > 0).collect();
    assert_eq!(opened.iter().sum::<usize>(), RIDERS, "everybody goes on");
    assert!(opened.len() <= 2, "{opened:?} dispatches by entry");
    let accident = city.world.state().incidents().values().next_back().expect("an incident");
    assert!(accident.dispatches.is_empty(), "what is graver and waits comes before what came with the finished");
}

#[test]
fn who_waits_for_a_unit_by_name_gets_it_before_a_report_of_the_same_step() {
    let mut city = Busy::founded();
    city.report("order.fight");
    let fight = city.world.state().incidents().values().next_back().expect("an incident").id;
    let mut live = city.world.state().dispatches().values().filter(|it| it.state.is_live());
    let rider = live.next().expect("somebody is under way").clone();
    let reason = Text::truncated("他熟悉当事人");
    let within = Duration::from_mins(10);
    let hold = DeskCommand::HoldForUnit { incident: fight, unit: rider.unit.clone(), within, reason };
    city.world.run(Command::OnDesk(Box::new(hold))).answer.expect("held");
    let commands = [Busy::advance(&rider, Step::Finished), Busy::command("traffic.accident")];
    let envelopes = commands.map(|command| city.world.envelope(dispatcher("desk"), command));
    let (answers, entries) = city.world.submit_together(envelopes.into());
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let sent = entries.iter().flat_map(|entry| &entry.events).find_map(|event| {
        if let Event::DispatchOpened(dispatch) = event {
            Some((dispatch.unit.clone(), dispatch.incident))
        } else {
            None
        }
    });
    assert_eq!(sent, Some((rider.unit.clone(), fight)));
}
