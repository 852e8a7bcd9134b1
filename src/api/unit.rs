//! The service of radios, apps and gateways, and of consoles that speak for a unit by voice.

use std::sync::Arc;
use std::time::Duration;

use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

use super::edge::Edge;
use super::from_proto::{FixesRead, read_fixes};
use super::guard::caller;
use super::lens::Lens;
use super::proto::unit_service_server::UnitService;
use super::proto::{self, WriteReceipt};
use super::status::Problem;
use super::to_proto;
use super::unit_connect::{self, Connections, advice};
use crate::domain::actor::{Actor, Scope};
use crate::domain::ids::UnitId;
use crate::domain::position::{Fix, FixVerdict};

/// How long at most a stream whose positions were shed is not read.
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// The service.
#[derive(Clone, Debug)]
pub struct UnitApi {
    edge: Edge,
    connections: Arc<Connections>,
}

impl UnitApi {
    /// The service over a running daemon; it starts the task that brings changes to devices.
    #[must_use]
    pub fn new(edge: Edge) -> Self {
        let connections: Arc<Connections> = Arc::default();
        let postman = Arc::clone(&connections).follow(edge.handle.clone());
        let drained = edge.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = postman => {}
                () = drained.drained() => {}
            }
        });
        Self { edge, connections }
    }
}

/// Records a batch of fixes when its turn has come. Under pressure only the newest of each unit counts.
///
/// # Errors
/// When the batch is too large, or too many come in at once.
async fn record_in_turn(
    edge: &Edge,
    actor: &Actor,
    fixes: &[proto::Fix],
) -> Result<(FixesRead, Vec<FixVerdict>), Problem> {
    let is_pressed = edge.overload.is_pressed();
    let _turn = edge.overload.positions(&actor.principal).await?;
    record(edge, actor, None, fixes, is_pressed)
}

/// Reads and records a batch of fixes on an actor's behalf; fixes of units outside its scope count as malformed.
///
/// # Errors
/// When the batch is too large.
pub(super) fn record(
    edge: &Edge,
    actor: &Actor,
    speaker: Option<&UnitId>,
    fixes: &[proto::Fix],
    is_pressed: bool,
) -> Result<(FixesRead, Vec<FixVerdict>), Problem> {
    let mut read = read_fixes(fixes, speaker, edge.handle.now())?;
    let before = read.fixes.len();
    keep_granted(edge, actor, &mut read.fixes);
    let foreign = before - read.fixes.len();
    if foreign > 0 {
        read.malformed_count += u32::try_from(foreign).unwrap_or(u32::MAX);
        let description = format!("{foreign} fixes are of units outside your scope");
        read.violations.push(proto::FieldViolation { field: "fixes.unit".to_owned(), description });
    }
    if is_pressed {
        read.keep_newest();
    }
    let verdicts = edge.handle.record_fixes(&read.fixes);
    Ok((read, verdicts))
}

/// Leaves the fixes of those units for which an actor may speak at present.
fn keep_granted(edge: &Edge, actor: &Actor, fixes: &mut Vec<Fix>) {
    let view = edge.handle.read();
    let granted = view.granted(actor);
    let by_zone = matches!(actor.scope, Scope::Zones { .. }).then(|| Lens::of(&view, actor));
    let by_scope = |unit: &UnitId| match &by_zone {
        Some(lens) => lens.sees_unit_named(unit),
        None => actor.scope == Scope::City,
    };
    let mut named = granted.in_turn();
    fixes.retain(|fix| named(&fix.unit).unwrap_or_else(|| by_scope(&fix.unit)));
}

#[tonic::async_trait]
impl UnitService for UnitApi {
    type ConnectStream = ReceiverStream<Result<proto::ConnectResponse, Status>>;

    async fn start_duty(&self, request: Request<proto::StartDutyRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn end_duty(&self, request: Request<proto::EndDutyRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn set_availability(
        &self,
        request: Request<proto::SetAvailabilityRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn change_crew(&self, request: Request<proto::ChangeCrewRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn swap_crews(&self, request: Request<proto::SwapCrewsRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn split_unit(&self, request: Request<proto::SplitUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn place_unit(&self, request: Request<proto::PlaceUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn advance_dispatch(
        &self,
        request: Request<proto::AdvanceDispatchRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn acknowledge_order(
        &self,
        request: Request<proto::AcknowledgeOrderRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn report_on_view(
        &self,
        request: Request<proto::ReportOnViewRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn attach_to_incident(
        &self,
        request: Request<proto::AttachToIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn complete_order(
        &self,
        request: Request<proto::CompleteOrderRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn raise_emergency(
        &self,
        request: Request<proto::RaiseEmergencyRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn connect(
        &self,
        request: Request<Streaming<proto::ConnectRequest>>,
    ) -> Result<Response<Self::ConnectStream>, Status> {
        let caller = caller(&request)?.clone();
        let connections = Arc::clone(&self.connections);
        Ok(Response::new(unit_connect::start(&self.edge, connections, caller, request.into_inner())?))
    }

    async fn report_positions(
        &self,
        request: Request<Streaming<proto::ReportPositionsRequest>>,
    ) -> Result<Response<proto::ReportPositionsResponse>, Status> {
        let actor = caller(&request)?.actor.clone();
        let _permit = self.edge.stream_permit(&actor.principal)?;
        let mut messages = request.into_inner();
        let (mut all, mut verdicts) = (FixesRead::default(), Vec::new());
        loop {
            let message = tokio::select! {
                () = self.edge.drained() => return Err(Problem::unavailable("STOPPING", "the daemon is stopping").into()),
                message = messages.next() => message,
            };
            let Some(message) = message.transpose()? else { break };
            match record_in_turn(&self.edge, &actor, &message.fixes).await {
                Ok((read, judged)) => {
                    all.absorb(read);
                    add_counts(&mut verdicts, &judged);
                }
                Err(problem) => {
                    let Some(after) = problem.retry_delay() else { return Err(problem.into()) };
                    all.absorb(FixesRead::shed(message.fixes.len(), after));
                    // Whoever sends more than there is room for is not read for a while: the flood stands in the network.
                    tokio::time::sleep(after.min(PAUSE_MAX)).await;
                }
            }
        }
        let summary = to_proto::batch_summary(&all, &verdicts);
        Ok(Response::new(proto::ReportPositionsResponse { summary: Some(summary) }))
    }

    async fn report_position_batch(
        &self,
        request: Request<proto::ReportPositionBatchRequest>,
    ) -> Result<Response<proto::ReportPositionBatchResponse>, Status> {
        let actor = caller(&request)?.actor.clone();
        let (read, judged) = record_in_turn(&self.edge, &actor, &request.get_ref().fixes).await?;
        let mut verdicts = Vec::new();
        add_counts(&mut verdicts, &judged);
        let units: std::collections::BTreeSet<_> = read.fixes.iter().map(|fix| &fix.unit).collect();
        let view = self.edge.handle.read();
        let advice =
            units.into_iter().map(|id| advice(&self.edge.limits, id, view.unit(id).map(|unit| &**unit), &view));
        Ok(Response::new(proto::ReportPositionBatchResponse {
            summary: Some(to_proto::batch_summary(&read, &verdicts)),
            advice: advice.collect(),
        }))
    }
}

/// Counts verdicts; a stream may run for a day and must not keep them all.
pub(super) fn add_counts(counts: &mut Vec<(FixVerdict, u32)>, verdicts: &[FixVerdict]) {
    for verdict in verdicts {
        match counts.iter_mut().find(|(counted, _)| counted == verdict) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((*verdict, 1)),
        }
    }
}
