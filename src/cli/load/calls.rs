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
use crate::cli::failure::Failure;
use crate::cli::remote::{Remote, new_request_id};

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
    pub(super) async fn take(&self, book: &Arc<Book>, call: Call, per_second: f64, stop: &CancellationToken) {
        let arrivals = Arrivals { work: call.work, per_second, under_way_max: 16_384 };
        pace::run(book, arrivals, stop, |number, due| {
            let (desks, book) = (self.clone(), Arc::clone(book));
            async move { desks.serve(&book, call, number, due).await }
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
    async fn serve(&self, book: &Book, call: Call, number: u64, due: Duration) {
        let index = usize::try_from(number).unwrap_or(0);
        let (Some(desk), Some(scene)) =
            (self.desks.get(index % self.desks.len()), self.scenes.get(index % self.scenes.len()))
        else {
            return;
        };
        let Some(receipt) = report(desk, book, call, *scene, due).await else { return };
        let done = book.now() + STAYS;
        tokio::time::sleep(STAYS).await;
        finish(desk, book, receipt, done).await;
    }
}

/// Files it; when nobody answers, the same again, so that it is carried out once.
async fn report(desk: &Remote, book: &Book, call: Call, scene: Position, due: Duration) -> Option<WriteReceipt> {
    let request = call.request(scene);
    loop {
        match desk.dispatch().file_report(request.clone()).await {
            Ok(receipt) => {
                let receipt = receipt.into_inner();
                let level = receipt.incident.as_ref().map_or(Level::Unspecified, proto::OpenedIncident::level);
                // Otherwise the policy of this daemon is another one, and the figures would say nothing.
                if call.work == Work::UrgentReport && level != Level::One {
                    book.refused(call.work, 1, "NOT_LEVEL_1");
                } else {
                    book.answered(call.work, 1, due);
                }
                return Some(receipt);
            }
            Err(status) => match refusal(&status) {
                Some(reason) => {
                    book.refused(call.work, 1, &reason);
                    return None;
                }
                None if book.now().saturating_sub(due) > PATIENCE => {
                    book.unanswered(call.work, 1);
                    return None;
                }
                None => {
                    book.retried(call.work);
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
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
