//! Reports, and what has to be done with them so that the city does not run out of units: after a while every unit that
//! was sent says by voice that it has finished, and the incident is closed.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::ground::reach;
use super::pace::{self, Arrivals};
use super::tally::{Book, Work, refusal};
use crate::api::proto::{
    self, ActivityKind, AdvanceDispatchRequest, CloseIncidentRequest, Disposition, DispositionKind, FileReportRequest,
    Level, PlaceInput, Position, ReportSource, Step, WriteReceipt,
};
use crate::api::to_proto::position;
use crate::city::City;
use crate::city::chance::Chance;
use crate::city::demand::REPORTS_PER_DAY;
use crate::cli::demo::words;
use crate::cli::failure::Failure;
use crate::cli::remote::{Remote, new_request_id};
use crate::domain::time::EngineTime;

/// How many desks take the calls, each with a connection of its own.
const DESKS: usize = 4;
/// How long a unit stays.
const STAYS: Duration = Duration::from_secs(2);
/// Scenes that calls come from, one after the other.
const SCENES: usize = 4_096;
/// How long a report is sent again that nobody answered.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause before it is sent again.
const PAUSE: Duration = Duration::from_millis(100);

/// What is called in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    work: Work,
    type_code: &'static str,
    told: &'static str,
}

impl Call {
    /// The report of such a call, under a request id of its own.
    fn request(self, scene: Position) -> FileReportRequest {
        FileReportRequest {
            source: ReportSource::Voice110.into(),
            type_code: self.type_code.to_owned(),
            place: Some(PlaceInput { manual_position: Some(scene), ..PlaceInput::default() }),
            narrative: self.told.to_owned(),
            request_id: new_request_id().to_string(),
            ..FileReportRequest::default()
        }
    }
}

/// What the desks are called for.
#[derive(Clone, Debug)]
pub(super) enum Calls {
    /// The same from ever new scenes.
    Alike(Call),
    /// What a city calls about, one after the other.
    Mixed(Arc<[FileReportRequest]>),
}

impl From<Call> for Calls {
    fn from(call: Call) -> Self {
        Self::Alike(call)
    }
}

impl Calls {
    /// So many of a city's calls, in the shares of its types, levels and sources: from a day's stream.
    ///
    /// # Errors
    /// When the city's stream cannot be made, which its own tests rule out.
    pub(super) fn of_a_day(city: &City, count: usize, now: EngineTime) -> Result<Self, Failure> {
        let day = city.demand(REPORTS_PER_DAY).map_err(|error| Failure::Other(error.to_string()))?;
        let requests = day.take(count).map(|demand| words::report(&demand, now, "load"));
        Ok(Self::Mixed(requests.collect()))
    }

    const fn work(&self) -> Work {
        match self {
            Self::Alike(call) => call.work,
            Self::Mixed(_) => Work::Report,
        }
    }

    /// The call of a number, under a request id of its own.
    fn request(&self, index: usize, scene: Position) -> Option<FileReportRequest> {
        match self {
            Self::Alike(call) => Some(call.request(scene)),
            Self::Mixed(requests) => {
                let request = requests.get(index % requests.len().max(1))?;
                Some(FileReportRequest { request_id: new_request_id().to_string(), ..request.clone() })
            }
        }
    }
}

/// A street robbery: level 1, two riders and a town patrol.
pub(super) const ROBBERY: Call = Call {
    work: Work::UrgentReport,
    type_code: "criminal.robbery.street",
    told: "两名男子骑摩托车抢走手提包,往东逃走",
};

/// An accident without injuries.
pub(super) const ACCIDENT: Call =
    Call { work: Work::OtherReport, type_code: "traffic.accident-damage", told: "两车追尾,无人受伤" };

/// The desks that take the calls.
#[derive(Clone, Debug)]
pub(super) struct Desks {
    desks: Arc<[Remote]>,
    scenes: Arc<[Position]>,
}

impl Desks {
    /// Opens them.
    ///
    /// # Errors
    /// When the daemon cannot be reached.
    pub(super) async fn open(address: &str, city: &City) -> Result<Self, Failure> {
        let mut desks = Vec::new();
        for number in 1..=DESKS {
            desks.push(reach(address, &format!("desk-{number}")).await?);
        }
        let mut chance = Chance::new(city.seed, "load: scenes");
        let scenes = std::iter::repeat_with(|| city.zones.sample(&mut chance).map(|zone| zone.sample(&mut chance)));
        let scenes = scenes.take(SCENES).flatten().map(position);
        Ok(Self { desks: desks.into(), scenes: scenes.collect() })
    }

    /// Takes calls at an even rate until `stop`, into the book.
    pub(super) async fn take(&self, book: &Arc<Book>, calls: &Calls, per_second: f64, stop: &CancellationToken) {
        let arrivals = Arrivals { work: calls.work(), per_second, under_way_max: 16_384 };
        pace::run(book, arrivals, stop, |number, due| {
            let (desks, book, calls) = (self.clone(), Arc::clone(book), calls.clone());
            async move { desks.serve(&book, &calls, number, due).await }
        })
        .await;
    }

    /// Files one report whose incident stays open, and tells its name.
    ///
    /// # Errors
    /// When the daemon does not take it.
    pub(super) async fn leave_open(&self, call: Call) -> Result<String, Failure> {
        let (Some(desk), Some(scene)) = (self.desks.first(), self.scenes.first()) else {
            return Err(Failure::Other("there is no desk".to_owned()));
        };
        let receipt = desk.dispatch().file_report(call.request(*scene)).await?.into_inner();
        Ok(receipt.incident.unwrap_or_default().name)
    }

    /// One call from the report to the closed incident.
    async fn serve(&self, book: &Book, calls: &Calls, number: u64, due: Duration) {
        let index = usize::try_from(number).unwrap_or(0);
        let (Some(desk), Some(scene)) =
            (self.desks.get(index % self.desks.len()), self.scenes.get(index % self.scenes.len()))
        else {
            return;
        };
        let Some(request) = calls.request(index, *scene) else { return };
        let Some(receipt) = report(desk, book, calls.work(), request, due).await else { return };
        // Where nobody was sent, a call-back may be due first, or it is closed already.
        if calls.work() == Work::Report && receipt.dispatches.is_empty() {
            return;
        }
        let done = book.now() + STAYS;
        tokio::time::sleep(STAYS).await;
        finish(desk, book, receipt, done).await;
    }
}

/// Files it; when nobody answers, the same again, so that it is carried out once.
async fn report(
    desk: &Remote,
    book: &Book,
    work: Work,
    request: FileReportRequest,
    due: Duration,
) -> Option<WriteReceipt> {
    loop {
        match desk.dispatch().file_report(request.clone()).await {
            Ok(receipt) => {
                let receipt = receipt.into_inner();
                let level = receipt.incident.as_ref().map_or(Level::Unspecified, proto::OpenedIncident::level);
                match (work, of_level(level)) {
                    // It counts twice: among all, and among those of its level.
                    (Work::Report, Some(of_level)) => {
                        book.answered(work, 1, due);
                        book.offered(of_level, 1);
                        book.answered(of_level, 1, due);
                    }
                    // Then the policy of this daemon is another one, and the figures would say nothing.
                    (Work::UrgentReport, level) if level != Some(Work::UrgentReport) => {
                        book.refused(work, 1, "NOT_LEVEL_1");
                    }
                    (work, _) => book.answered(work, 1, due),
                }
                return Some(receipt);
            }
            Err(status) => match refusal(&status) {
                Some(reason) => {
                    book.refused(work, 1, &reason);
                    return None;
                }
                None if book.now().saturating_sub(due) > PATIENCE => {
                    book.unanswered(work, 1);
                    return None;
                }
                None => {
                    book.retried(work);
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
}

/// As what a report of a level is counted.
const fn of_level(level: Level) -> Option<Work> {
    match level {
        Level::Unspecified => None,
        Level::One => Some(Work::UrgentReport),
        Level::Two => Some(Work::SecondLevelReport),
        Level::Three => Some(Work::ThirdLevelReport),
        Level::Four => Some(Work::FourthLevelReport),
    }
}

/// Lets every unit of it say that it has finished, and closes it.
async fn finish(desk: &Remote, book: &Book, receipt: WriteReceipt, due: Duration) {
    let Some(incident) = receipt.incident else { return };
    for sent in receipt.dispatches {
        let said = AdvanceDispatchRequest {
            dispatch: sent.dispatch,
            unit: sent.unit,
            step: Step::Finished.into(),
            activity: Some(ActivityKind::Other.into()),
            request_id: new_request_id().to_string(),
            ..AdvanceDispatchRequest::default()
        };
        book.offered(Work::Finish, 1);
        book.ended(Work::Finish, due, desk.unit().advance_dispatch(said).await);
    }
    let (kind, activity) = (DispositionKind::Handled.into(), ActivityKind::Other.into());
    let disposition = Disposition { kind, activity, ..Disposition::default() };
    let close = CloseIncidentRequest {
        incident: incident.name,
        disposition: Some(disposition),
        request_id: new_request_id().to_string(),
        ..CloseIncidentRequest::default()
    };
    book.offered(Work::Close, 1);
    book.ended(Work::Close, due, desk.dispatch().close_incident(close).await);
}
