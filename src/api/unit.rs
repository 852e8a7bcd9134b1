//! The service of radios, apps and gateways, and of consoles that speak for a unit by voice.

use std::sync::Arc;

use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

use super::edge::Edge;
use super::from_proto::{FixesRead, read_fixes};
use super::guard::caller;
use super::proto::unit_service_server::UnitService;
use super::proto::{self, WriteReceipt};
use super::status::Problem;
use super::to_proto;
use super::unit_connect::{self, Connections, advice};
use crate::domain::actor::{Actor, Scope};
use crate::domain::ids::UnitId;
use crate::domain::position::FixVerdict;

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

/// Reads and records a batch of fixes on an actor's behalf; fixes of units outside its scope count as malformed.
///
/// # Errors
/// When the batch is too large.
pub(super) fn record(
    edge: &Edge,
    actor: &Actor,
    speaker: Option<&UnitId>,
    fixes: &[proto::Fix],
) -> Result<(FixesRead, Vec<FixVerdict>), Problem> {
    let mut read = read_fixes(fixes, speaker, edge.handle.now())?;
    if let Scope::Units(granted) = &actor.scope {
        let before = read.fixes.len();
        read.fixes.retain(|fix| granted.contains(&fix.unit));
        let foreign = before - read.fixes.len();
        if foreign > 0 {
            read.malformed_count += u32::try_from(foreign).unwrap_or(u32::MAX);
            let description = format!("{foreign} fixes are of units outside your scope");
            read.violations.push(proto::FieldViolation { field: "fixes.unit".to_owned(), description });
        }
    }
    let verdicts = edge.handle.record_fixes(read.fixes.clone());
    Ok((read, verdicts))
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
        let _permit = self.edge.stream_permit()?;
        let mut messages = request.into_inner();
        let (mut all, mut verdicts) = (FixesRead::default(), Vec::new());
        loop {
            let message = tokio::select! {
                () = self.edge.drained() => return Err(Problem::unavailable("STOPPING", "the daemon is stopping").into()),
                message = messages.next() => message,
            };
            let Some(message) = message.transpose()? else { break };
            let (read, judged) = record(&self.edge, &actor, None, &message.fixes)?;
            all.absorb(read);
            add_counts(&mut verdicts, &judged);
        }
        let summary = to_proto::batch_summary(&all, &verdicts);
        Ok(Response::new(proto::ReportPositionsResponse { summary: Some(summary) }))
    }

    async fn report_position_batch(
        &self,
        request: Request<proto::ReportPositionBatchRequest>,
    ) -> Result<Response<proto::ReportPositionBatchResponse>, Status> {
        let actor = caller(&request)?.actor.clone();
        let (read, judged) = record(&self.edge, &actor, None, &request.get_ref().fixes)?;
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
