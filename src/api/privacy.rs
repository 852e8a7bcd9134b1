//! The service of supervisors and auditors: what becomes of personal data.

use tonic::{Request, Response, Status};

use super::edge::Edge;
use super::guard::caller;
use super::proto::privacy_service_server::PrivacyService;
use super::proto::{self, WriteReceipt};
use super::to_proto;

/// The service.
#[derive(Clone, Debug)]
pub struct PrivacyApi {
    edge: Edge,
}

impl PrivacyApi {
    /// The service over a running daemon.
    #[must_use]
    pub const fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

#[tonic::async_trait]
impl PrivacyService for PrivacyApi {
    async fn erase_personal_data(
        &self,
        request: Request<proto::ErasePersonalDataRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn hold_personal_data(
        &self,
        request: Request<proto::HoldPersonalDataRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn release_personal_data(
        &self,
        request: Request<proto::ReleasePersonalDataRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn get_retention(
        &self,
        request: Request<proto::GetRetentionRequest>,
    ) -> Result<Response<proto::GetRetentionResponse>, Status> {
        caller(&request)?;
        let handle = &self.edge.handle;
        let now = handle.now();
        Ok(Response::new(to_proto::retention(handle, &handle.read(), now)))
    }
}
