//! The service of administrators: which units, posts and gateways there are.

use tonic::{Request, Response, Status};

use super::edge::Edge;
use super::proto::roster_service_server::RosterService;
use super::proto::{ImportRosterRequest, WriteReceipt};

/// The service.
#[derive(Clone, Debug)]
pub struct RosterApi {
    edge: Edge,
}

impl RosterApi {
    /// The service over a running daemon.
    #[must_use]
    pub const fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

#[tonic::async_trait]
impl RosterService for RosterApi {
    async fn import_roster(&self, request: Request<ImportRosterRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }
}
