//! The service of supervisors.

use tonic::{Request, Response, Status};

use super::edge::Edge;
use super::faults::Faults;
use super::identity::identify;
use super::page::{Page, QueryDigest, next_token};
use super::proto;
use super::proto::policy_service_server::PolicyService;
use super::proto::validate_policy_request::Source;
use super::status::Problem;
use super::to_proto;

/// The service.
#[derive(Clone, Debug)]
pub struct PolicyApi {
    edge: Edge,
}

impl PolicyApi {
    /// The service over a running daemon.
    #[must_use]
    pub const fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

#[tonic::async_trait]
impl PolicyService for PolicyApi {
    async fn get_policy(
        &self,
        request: Request<proto::GetPolicyRequest>,
    ) -> Result<Response<proto::GetPolicyResponse>, Status> {
        identify(request.metadata())?;
        let asked = request.get_ref().revision;
        let view = self.edge.handle.read();
        let bundle = view.policy_bundle().filter(|bundle| asked == 0 || bundle.revision == asked);
        // Only the active bundle is in memory; earlier ones lie in the record.
        let bundle = bundle.ok_or_else(|| Problem::not_found(format!("policies/{asked}")))?;
        Ok(Response::new(proto::GetPolicyResponse {
            policy: Some(to_proto::policy(bundle)),
            as_of_sequence: view.sequence().get(),
        }))
    }

    async fn list_policy_revisions(
        &self,
        request: Request<proto::ListPolicyRevisionsRequest>,
    ) -> Result<Response<proto::ListPolicyRevisionsResponse>, Status> {
        identify(request.metadata())?;
        let asked = request.get_ref();
        let query = QueryDigest::of("ListPolicyRevisions", &proto::ListPolicyRevisionsRequest::default());
        let mut faults = Faults::default();
        let page = faults
            .take("page_token", Page::read(asked.page_size, self.edge.limits.page_size_max, &asked.page_token, query));
        let page = faults.finish(page).map_err(Problem::from)?;
        let before = match page.after.as_deref().map(<[u8; 8]>::try_from) {
            None => u64::MAX,
            Some(Ok(key)) => u64::from_be_bytes(key),
            Some(Err(_)) => return Err(Problem::invalid("page_token", "unknown page token").into()),
        };
        let view = self.edge.handle.read();
        let older = view.policy_revisions().iter().rev().filter(|revision| revision.revision < before);
        let mut revisions: Vec<_> = older
            .take(page.size + 1)
            .map(|revision| proto::PolicyRevision {
                revision: revision.revision,
                hash: revision.hash.to_string(),
                activate_time: Some(to_proto::time(revision.activated_at)),
                activated_by: revision.activated_by.to_string(),
            })
            .collect();
        let mut next_page_token = String::new();
        if revisions.len() > page.size {
            revisions.truncate(page.size);
            let last = revisions.last().map_or(0, |revision| revision.revision);
            next_page_token = next_token(query, &last.to_be_bytes());
        }
        let as_of_sequence = view.sequence().get();
        Ok(Response::new(proto::ListPolicyRevisionsResponse { revisions, next_page_token, as_of_sequence }))
    }

    async fn get_duty_level(
        &self,
        request: Request<proto::GetDutyLevelRequest>,
    ) -> Result<Response<proto::GetDutyLevelResponse>, Status> {
        identify(request.metadata())?;
        let view = self.edge.handle.read();
        let set = view.duty_level_set();
        Ok(Response::new(proto::GetDutyLevelResponse {
            current: view.duty_level().map(to_proto::duty_level),
            set_time: set.map(|set| to_proto::time(set.since)),
            set_by: set.map(|set| set.set_by.to_string()).unwrap_or_default(),
            reason: set.map(|set| set.reason.to_string()).unwrap_or_default(),
            levels: view.policy().iter().flat_map(|policy| policy.duty_levels()).map(to_proto::duty_level).collect(),
            as_of_sequence: view.sequence().get(),
        }))
    }

    async fn set_duty_level(
        &self,
        request: Request<proto::SetDutyLevelRequest>,
    ) -> Result<Response<proto::WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn validate_policy(
        &self,
        request: Request<proto::ValidatePolicyRequest>,
    ) -> Result<Response<proto::ValidatePolicyResponse>, Status> {
        identify(request.metadata())?;
        let source = request.into_inner().source;
        let source = source.ok_or_else(|| Problem::invalid("source", "required: give bundle or policy_toml"))?;
        let handle = self.edge.handle.clone();
        let checked = tokio::task::spawn_blocking(move || match source {
            Source::Bundle(bundle) => handle.check_policy_bundle(&bundle),
            Source::PolicyToml(policy_toml) => handle.check_policy_toml(policy_toml),
        });
        let checked = checked.await.map_err(|error| Problem::internal("CHECK_FAILED", error.to_string()))?;
        Ok(Response::new(match checked {
            Ok(hash) => proto::ValidatePolicyResponse { valid: true, faults: Vec::new(), hash: hash.to_string() },
            Err(faults) => proto::ValidatePolicyResponse {
                valid: false,
                faults: faults
                    .as_slice()
                    .iter()
                    .map(|fault| proto::PolicyFault { path: fault.field.clone(), message: fault.to_string() })
                    .collect(),
                hash: String::new(),
            },
        }))
    }
}
