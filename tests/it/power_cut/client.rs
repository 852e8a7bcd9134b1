//! The client's side: what was asked, what was told, what was seen on the screen. It knows nothing of the daemon.

use std::sync::Arc;

use patrold::domain::actor::Actor;
use patrold::domain::answer::Answer;
use patrold::domain::command::{AdvanceDispatch, Command, Envelope, Readiness, RequestTag};
use patrold::domain::dispatch::Step;
use patrold::domain::ids::{CommandId, Sequence};
use patrold::domain::incident::{ActivityKind, Disposition, DispositionKind};
use patrold::domain::rejection::Rejection;
use patrold::domain::text::Text;
use patrold::domain::time::EngineTime;
use patrold::domain::unit::UnavailableReason;
use patrold::engine::State;
use patrold::runtime::board::Board;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::rig::{self, TYPES, callsign, check_in, fleet, place};

const RIDERS: u32 = 5;

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    OfTheDaemon,
    Of(usize),
}

/// One line of the notebook.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) tag: RequestTag,
    pub(super) command: Command,
    /// The answer that was heard, for a command that was accepted.
    pub(super) answer: Option<Arc<Answer>>,
    /// Whether a refusal was heard: it is final for the client, who asks for something else.
    pub(super) refused: bool,
}

/// The newest state that a screen may have shown.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) sequence: Sequence,
    pub(super) hash: Option<[u8; 32]>,
}

pub(super) struct Client {
    pub(super) notebook: Vec<Asked>,
    pub(super) seen: Seen,
}

impl Client {
    pub(super) fn new() -> Self {
        Self { notebook: Vec::new(), seen: Seen { sequence: Sequence::ZERO, hash: None } }
    }

    pub(super) fn asked(&self) -> usize {
        self.notebook.len()
    }

    pub(super) fn acknowledged(&self) -> u64 {
        self.notebook.iter().filter(|asked| asked.answer.is_some()).count() as u64
    }

    /// Asks for something new, or again for something old.
    pub(super) fn ask(
        &mut self,
        random: &mut StdRng,
        screen: &State,
        now: EngineTime,
        id: CommandId,
    ) -> (Envelope, Request) {
        if self.notebook.iter().any(|asked| !asked.refused) && random.random_bool(0.25) {
            let kept: Vec<_> = (0..self.notebook.len()).filter(|number| !self.notebook[*number].refused).collect();
            // Most retries are of what was asked a moment ago, some of them still in flight.
            let recent = kept.len().saturating_sub(if random.random_bool(0.7) { 6 } else { kept.len() });
            let number = kept[recent..].choose(random).copied().unwrap_or(0);
            return self.ask_again(number, now, id);
        }
        let number = self.notebook.len();
        let command = if screen.units().is_empty() && random.random_bool(0.8) {
            Command::ImportRoster(fleet(RIDERS))
        } else {
            wish(random, screen, number as u64)
        };
        let tag = rig::tag(now, number as u64);
        self.notebook.push(Asked { tag: tag.clone(), command: command.clone(), answer: None, refused: false });
        (rig::envelope(id, now, &tag, command), Request::Of(number))
    }

    pub(super) fn ask_again(&self, number: usize, now: EngineTime, id: CommandId) -> (Envelope, Request) {
        let asked = &self.notebook[number];
        let envelope = rig::envelope(id, now, &asked.tag, asked.command.clone());
        (Envelope { actor: Actor::local_administrator(), ..envelope }, Request::Of(number))
    }

    /// Hears an outcome. An error says which promise it breaks.
    pub(super) fn hear(&mut self, request: Request, outcome: &Result<Arc<Answer>, Rejection>) -> Result<(), String> {
        let Request::Of(number) = request else { return Ok(()) };
        let asked = &mut self.notebook[number];
        match (outcome, &asked.answer) {
            (Ok(answer), Some(before)) if answer != before => {
                return Err(format!("request {number} was answered {before:?}, and now {answer:?}"));
            }
            (Ok(answer), _) => asked.answer = Some(Arc::clone(answer)),
            (Err(rejection), Some(before)) => {
                return Err(format!("request {number} was answered {before:?}, and now refused: {rejection}"));
            }
            (Err(rejection @ (Rejection::RequestTooOld | Rejection::RequestReused)), None) => {
                return Err(format!("request {number} of the same body and hour was refused: {rejection}"));
            }
            (Err(_), None) => asked.refused = true,
        }
        Ok(())
    }

    /// The screen shows the board.
    pub(super) fn saw(&mut self, board: &Board) {
        let view = board.read();
        self.seen = Seen { sequence: view.sequence(), hash: view.hash().ok() };
    }

    /// The screen shows something that it should not.
    pub(super) fn saw_sequence(&mut self, state: &State) {
        self.seen = Seen { sequence: state.sequence(), hash: state.hash().ok() };
    }
}

/// Something that a dispatcher or a rider could want, from what the screen shows.
fn wish(random: &mut StdRng, screen: &State, mark: u64) -> Command {
    let number = random.random_range(0..RIDERS);
    let unit = callsign(number);
    let live: Vec<_> = screen.dispatches().values().filter(|dispatch| dispatch.state.is_live()).collect();
    let open: Vec<_> = screen.incidents().values().filter(|incident| incident.closed.is_none()).collect();
    match (random.random_range(0..100), live.choose(random), open.choose(random)) {
        (0..35, Some(dispatch), _) => {
            let steps = [Step::SignedIn, Step::Departed, Step::Arrived, Step::Finished, Step::Declined];
            Command::AdvanceDispatch(AdvanceDispatch {
                dispatch: dispatch.id,
                unit: dispatch.unit.clone(),
                step: steps[random.random_range(0..steps.len())],
                reason: Text::truncated("as told"),
                feedback: None,
                activity: None,
                then: None,
            })
        }
        (35..40, Some(dispatch), _) => {
            Command::RecallUnit { dispatch: dispatch.id, reason: Text::truncated("needed elsewhere") }
        }
        (40..52, _, Some(incident)) => Command::CloseIncident {
            incident: incident.id,
            disposition: Disposition {
                kind: DispositionKind::Handled,
                activity: ActivityKind::Other,
                remark: Text::default(),
            },
        },
        (52..56, _, Some(incident)) => Command::DispatchUnits {
            incident: incident.id,
            units: vec![unit],
            reason: Text::truncated("knows the place"),
            reassign: false,
        },
        (56..75, ..) => Command::StartDuty { unit, check_in: check_in(number) },
        (75..78, ..) => Command::EndDuty { unit, relief: None, overtime_until: None },
        (78..81, ..) => Command::SetAvailability { unit, readiness: Readiness::Available },
        (81..84, ..) => Command::SetAvailability {
            unit,
            readiness: Readiness::Unavailable {
                reason: UnavailableReason::Refuelling,
                detail: Text::default(),
                expected_return_at: None,
            },
        },
        (84..88, ..) => Command::SetLinks { units: [unit].into(), connected: random.random_bool(0.6) },
        _ => rig::report(mark, TYPES[random.random_range(0..TYPES.len())], place(random.random_range(0..15))),
    }
}
