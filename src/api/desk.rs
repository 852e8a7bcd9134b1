//! The service of what a desk does beside sending units.

use tonic::{Request, Response, Status};

use super::edge::Edge;
use super::from_proto::Reader;
use super::guard::caller;
use super::lens::Lens;
use super::proto::desk_service_server::DeskService;
use super::proto::{self, WriteReceipt};
use super::status::Problem;
use super::to_proto;
use crate::access::caller::Sight;
use crate::access::table;
use crate::domain::alarm::AlarmKind;

/// The service.
#[derive(Clone, Debug)]
pub struct DeskApi {
    edge: Edge,
}

impl DeskApi {
    /// The service over a running daemon.
    #[must_use]
    pub const fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

#[tonic::async_trait]
impl DeskService for DeskApi {
    async fn get_caller(
        &self,
        request: Request<proto::GetCallerRequest>,
    ) -> Result<Response<proto::GetCallerResponse>, Status> {
        let caller = caller(&request)?;
        let view = self.edge.handle.read();
        let granted = Lens::of(&view, &caller.actor).actor().clone();
        Ok(Response::new(proto::GetCallerResponse {
            principal: granted.principal.to_string(),
            role: granted.role.as_str().to_owned(),
            scope: granted.scope.in_words(),
            masked: caller.sight == Sight::Masked,
            calls: table::permitted(&granted).map(|row| format!("{}/{}", row.service, row.rpc)).collect(),
        }))
    }

    async fn list_alarms(
        &self,
        request: Request<proto::ListAlarmsRequest>,
    ) -> Result<Response<proto::ListAlarmsResponse>, Status> {
        let caller = caller(&request)?;
        let (eyes, actor) = (self.edge.eyes(caller), &caller.actor);
        let asked = request.get_ref();
        let mut reader = Reader::without_personal_data();
        let kinds: Vec<AlarmKind> = reader.values("kinds", &asked.kinds);
        let kinds = reader.faults.finish(Some(kinds)).map_err(Problem::from)?;
        let view = self.edge.handle.read();
        let lens = Lens::of(&view, actor);
        let alarms = view.alarms();
        let causes = alarms
            .causes()
            .iter()
            .filter(|(cause, _)| kinds.is_empty() || kinds.contains(&cause.kind))
            .filter(|(cause, _)| {
                asked.zone.is_empty() || cause.zone.as_ref().is_some_and(|it| it.as_str() == asked.zone)
            })
            .filter(|(cause, _)| lens.sees_cause(cause))
            .filter_map(|(cause, tally)| {
                let named = tally.named.iter().filter_map(|id| alarms.get(*id));
                let (seen, hidden): (Vec<_>, Vec<_>) = named.partition(|raised| lens.sees_alarm(&raised.alarm));
                let count = tally.count().saturating_sub(hidden.len() as u64);
                let named = seen.into_iter().map(|raised| eyes.alarm(raised)).collect();
                // What is left of a cause when everything of it is hidden is not there either.
                (count > 0).then(|| to_proto::alarm_cause(cause, count, (tally.first_at, tally.last_at), named))
            })
            .collect();
        Ok(Response::new(proto::ListAlarmsResponse { causes, as_of_sequence: view.sequence().get() }))
    }

    async fn acknowledge_alarm(
        &self,
        request: Request<proto::AcknowledgeAlarmRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn acknowledge_alarm_cause(
        &self,
        request: Request<proto::AcknowledgeAlarmCauseRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn offer_referral(
        &self,
        request: Request<proto::OfferReferralRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn accept_referral(
        &self,
        request: Request<proto::AcceptReferralRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn reject_referral(
        &self,
        request: Request<proto::RejectReferralRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn close_referral(
        &self,
        request: Request<proto::CloseReferralRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn verify_incident(
        &self,
        request: Request<proto::VerifyIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn complete_call_back(
        &self,
        request: Request<proto::CompleteCallBackRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn dismiss_duplicate(
        &self,
        request: Request<proto::DismissDuplicateRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn link_reports(
        &self,
        request: Request<proto::LinkReportsRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn close_incidents(
        &self,
        request: Request<proto::CloseIncidentsRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn accept_hand_over(
        &self,
        request: Request<proto::AcceptHandOverRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn propose_jurisdiction(
        &self,
        request: Request<proto::ProposeJurisdictionRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn answer_jurisdiction(
        &self,
        request: Request<proto::AnswerJurisdictionRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn follow_unit(&self, request: Request<proto::FollowUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn hold_for_unit(
        &self,
        request: Request<proto::HoldForUnitRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }
}
