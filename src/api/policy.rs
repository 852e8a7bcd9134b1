//! The service of supervisors.

use tonic::{Request, Response, Status};

use super::edge::Edge;
use super::faults::Faults;
use super::from_proto::ReadCommand;
use super::guard::caller;
use super::page::{next_token, read_page};
use super::proto;
use super::proto::policy_service_server::PolicyService;
use super::proto::{activate_policy_request, policy_source, validate_policy_request};
use super::rehearse::{self, Rehearsed, Stage};
use super::stamp::Channel;
use super::status::Problem;
use super::to_proto;
use crate::domain::answer::Answer;
use crate::domain::command::{Command, Envelope};
use crate::rehearsal::run::Rehearse;
use crate::runtime::handle::Handle;
use crate::runtime::policies::ProposedPolicy;

/// The service.
#[derive(Clone, Debug)]
pub struct PolicyApi {
    edge: Edge,
    stage: Stage,
}

impl PolicyApi {
    /// The service over a running daemon.
    #[must_use]
    pub fn new(edge: Edge) -> Self {
        Self { edge, stage: Stage::default() }
    }

    /// Runs on a thread that may block: policies are large.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&Handle) -> T + Send + 'static) -> Result<T, Problem> {
        let handle = self.edge.handle.clone();
        let done = tokio::task::spawn_blocking(move || work(&handle)).await;
        done.map_err(|error| Problem::internal("CHECK_FAILED", error.to_string()))
    }

    /// A policy to look at; the active one when none is named.
    fn source(&self, field: &str, source: Option<proto::PolicySource>) -> Result<ProposedPolicy, Problem> {
        let source = source.and_then(|source| source.source).unwrap_or(policy_source::Source::Revision(0));
        match source {
            policy_source::Source::Bundle(bytes) => Ok(ProposedPolicy::Bundle(bytes)),
            policy_source::Source::Parts(parts) => Ok(proposed(parts)),
            policy_source::Source::Revision(revision) => {
                let kept = self.edge.handle.kept_policy(revision).map(|kept| ProposedPolicy::Kept(kept.bytes));
                kept.ok_or_else(|| match field {
                    "" => Problem::not_found(format!("policies/{revision}")),
                    field => Problem::invalid(field, &format!("policy revision {revision} is not kept")),
                })
            }
        }
    }

    /// Carries a change out, or only says what would come of it.
    async fn change(&self, envelope: Envelope, validate_only: bool) -> Result<Response<proto::WriteReceipt>, Status> {
        if validate_only {
            self.aside(move |handle| handle.dry_run(&envelope)).await?.map_err(Problem::from)?;
            let view = self.edge.handle.read();
            return Ok(Response::new(to_proto::receipt(&Answer::unchanged(view.sequence(), view.time()))));
        }
        let answer = self.edge.within_deadline(self.edge.carry_out(envelope)).await??;
        Ok(Response::new(to_proto::receipt(&answer)))
    }

    async fn read<R: ReadCommand>(&self, request: Request<R>) -> Result<(R, Envelope), Status> {
        let actor = caller(&request)?.actor.clone();
        let request = request.into_inner();
        let envelope = self.edge.read(&request, actor, Channel::Unary).await?;
        Ok((request, envelope))
    }
}

fn proposed(parts: proto::PolicyParts) -> ProposedPolicy {
    let proto::PolicyParts { policy_toml, zones_geojson, gazetteer_csv } = parts;
    ProposedPolicy::Parts { policy_toml, zones_geojson, gazetteer_csv }
}

#[tonic::async_trait]
impl PolicyService for PolicyApi {
    async fn get_policy(
        &self,
        request: Request<proto::GetPolicyRequest>,
    ) -> Result<Response<proto::GetPolicyResponse>, Status> {
        caller(&request)?;
        let asked = request.get_ref().revision;
        // Only the newest bundles are in memory; earlier ones lie in the record.
        let bundle = self.edge.handle.kept_policy(asked);
        let bundle = bundle.ok_or_else(|| Problem::not_found(format!("policies/{asked}")))?;
        let as_of_sequence = self.edge.handle.read().sequence().get();
        let kept = ProposedPolicy::Kept(std::sync::Arc::clone(&bundle.bytes));
        let source = self.aside(move |handle| handle.source_of(kept)).await?;
        let parts = source.ok().map(|source| proto::PolicyParts {
            policy_toml: Some(source.policy_toml),
            zones_geojson: source.zones_geojson,
            gazetteer_csv: source.gazetteer_csv,
        });
        let policy = to_proto::policy(&bundle, parts);
        Ok(Response::new(proto::GetPolicyResponse { policy: Some(policy), as_of_sequence }))
    }

    async fn list_policy_revisions(
        &self,
        request: Request<proto::ListPolicyRevisionsRequest>,
    ) -> Result<Response<proto::ListPolicyRevisionsResponse>, Status> {
        caller(&request)?;
        let asked = request.get_ref();
        let bare = proto::ListPolicyRevisionsRequest::default();
        let size = (asked.page_size, self.edge.limits.page_size_max);
        let (page, query) = read_page("ListPolicyRevisions", &bare, size, &asked.page_token)?;
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
                reason: revision.reason.to_string(),
                restores_revision: revision.restores.unwrap_or(0),
                kept: view.kept_policy(revision.revision).is_some(),
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

    async fn validate_policy(
        &self,
        request: Request<proto::ValidatePolicyRequest>,
    ) -> Result<Response<proto::ValidatePolicyResponse>, Status> {
        use validate_policy_request::Source;
        caller(&request)?;
        let source = request.into_inner().source;
        let source = source.ok_or_else(|| Problem::invalid("source", "required: give bundle, policy_toml or parts"))?;
        let proposed = match source {
            Source::Bundle(bundle) => ProposedPolicy::Bundle(bundle),
            Source::Parts(parts) => proposed(parts),
            Source::PolicyToml(policy_toml) => {
                proposed(proto::PolicyParts { policy_toml: Some(policy_toml), ..proto::PolicyParts::default() })
            }
        };
        let checked = self.aside(move |handle| handle.check_proposed(proposed)).await?;
        Ok(Response::new(match checked {
            Ok((_, hash)) => proto::ValidatePolicyResponse { valid: true, faults: Vec::new(), hash: hash.to_string() },
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

    async fn diff_policy(
        &self,
        request: Request<proto::DiffPolicyRequest>,
    ) -> Result<Response<proto::DiffPolicyResponse>, Status> {
        caller(&request)?;
        let proto::DiffPolicyRequest { before, after } = request.into_inner();
        let after = after.ok_or_else(|| Problem::invalid("after", "required: give bundle, parts or revision"))?;
        let (before, after) = (self.source("before.revision", before)?, self.source("after.revision", Some(after))?);
        let compared = self.aside(move |handle| handle.compare_policies(before, after)).await?;
        let diff = compared.map_err(|faults| Problem::invalid("bundle", &faults.to_string()))?;
        Ok(Response::new(proto::DiffPolicyResponse {
            changes: diff.changes.iter().map(to_proto::policy_change).collect(),
            left_out_changes: u32::try_from(diff.left_out).unwrap_or(u32::MAX),
        }))
    }

    async fn activate_policy(
        &self,
        request: Request<proto::ActivatePolicyRequest>,
    ) -> Result<Response<proto::WriteReceipt>, Status> {
        let (request, mut envelope) = self.read(request).await?;
        let proposed = match request.source.unwrap_or(activate_policy_request::Source::Bundle(Vec::new())) {
            activate_policy_request::Source::Bundle(bundle) => ProposedPolicy::Bundle(bundle),
            activate_policy_request::Source::Parts(parts) => proposed(parts),
        };
        let checked = self.aside(move |handle| handle.check_proposed(proposed)).await?;
        let (checked, _) = checked.map_err(|found| {
            let mut faults = Faults::default();
            found.as_slice().iter().for_each(|fault| faults.note(&fault.field, fault));
            Problem::from(faults)
        })?;
        if let Command::ActivatePolicy { bytes, .. } = &mut envelope.command {
            *bytes = checked;
        }
        self.change(envelope, request.validate_only).await
    }

    async fn roll_back_policy(
        &self,
        request: Request<proto::RollBackPolicyRequest>,
    ) -> Result<Response<proto::WriteReceipt>, Status> {
        let (request, envelope) = self.read(request).await?;
        self.change(envelope, request.validate_only).await
    }

    type RehearsePolicyStream = Rehearsed;

    async fn rehearse_policy(
        &self,
        request: Request<proto::RehearsePolicyRequest>,
    ) -> Result<Response<Rehearsed>, Status> {
        // The table of who may call what has said already that this caller may.
        caller(&request)?;
        let mut asked = request.into_inner();
        let mut faults = Faults::default();
        let rehearse = rehearse::read_span(&self.edge, &asked, &mut faults);
        let proposed = match asked.proposed.take() {
            None => None,
            Some(source) => {
                let proposed = self.source("proposed.revision", Some(source))?;
                match self.aside(move |handle| handle.check_to_rehearse(proposed)).await? {
                    Ok(bytes) => Some(bytes),
                    Err(found) => {
                        found.as_slice().iter().for_each(|fault| faults.note(&fault.field, fault));
                        None
                    }
                }
            }
        };
        let rehearse = faults.finish(rehearse).map_err(Problem::from)?;
        Ok(Response::new(rehearse::start(&self.edge, &self.stage, Rehearse { proposed, ..rehearse })?))
    }

    async fn get_duty_level(
        &self,
        request: Request<proto::GetDutyLevelRequest>,
    ) -> Result<Response<proto::GetDutyLevelResponse>, Status> {
        caller(&request)?;
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
}
