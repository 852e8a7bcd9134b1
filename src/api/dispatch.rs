//! The service of consoles, the telephone platform and alarm hubs.

use std::ops::Bound::{Excluded, Unbounded};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

use super::edge::{Edge, no_incident};
use super::from_proto::Reader;
use super::guard::caller;
use super::incident_filter::IncidentFilter;
use super::lens::{Lens, no_unit};
use super::names::{self, Collection};
use super::page::{cut, read_page, uuid_of};
use super::proto::dispatch_service_server::DispatchService;
use super::proto::{self, WriteReceipt};
use super::status::Problem;
use super::to_proto::{self, Detail};
use super::witness::Shown;
use super::{submit, watch};
use crate::domain::actor::Actor;
use crate::domain::dispatch::{Dispatch, DispatchState};
use crate::domain::ids::{IncidentId, ReportId, Sequence, UnitId};
use crate::domain::incident::{ArchivedIncident, Incident};
use crate::domain::position::KnownPosition;
use crate::domain::report::Report;
use crate::domain::unit::{Tier, Unit};
use crate::runtime::insight::ToldSoFar;

/// The service.
#[derive(Clone, Debug)]
pub struct DispatchApi {
    edge: Edge,
}

/// An incident with everything that belongs to it.
#[derive(Debug)]
pub struct Whole {
    /// The incident.
    pub incident: Incident,
    /// Its reports.
    pub reports: Vec<Report>,
    /// Its dispatches.
    pub dispatches: Vec<Dispatch>,
    /// The state that it rests on.
    pub as_of: Sequence,
}

impl DispatchApi {
    /// The service over a running daemon.
    #[must_use]
    pub const fn new(edge: Edge) -> Self {
        Self { edge }
    }

    /// An incident that an actor sees, from memory, else from the records.
    async fn whole(&self, actor: &Actor, id: IncidentId) -> Result<Whole, Problem> {
        let (in_memory, as_of) = {
            let view = self.edge.handle.read();
            let whole = view.incident(id).map(|incident| Whole {
                incident: (**incident).clone(),
                reports: incident.reports.iter().filter_map(|id| view.report(*id)).map(|it| (**it).clone()).collect(),
                dispatches: incident
                    .dispatches
                    .iter()
                    .filter_map(|id| view.dispatch(*id))
                    .map(|it| (**it).clone())
                    .collect(),
                as_of: view.sequence(),
            });
            let lens = Lens::of(&view, actor);
            // What an actor may not see of an incident is not there for it.
            let whole = whole.map(|whole| lens.sees_incident(&whole.incident).then(|| lens.narrow(whole)));
            (whole, view.sequence())
        };
        if let Some(whole) = in_memory {
            return whole.ok_or_else(|| no_incident(id));
        }
        let archived = self.edge.archived(id).await.filter(|archived| self.sees_archived(actor, archived));
        let ArchivedIncident { incident, reports, dispatches } = archived.ok_or_else(|| no_incident(id))?;
        Ok(Whole { incident, reports, dispatches, as_of })
    }

    /// A report that an actor sees, from memory, else from the records, and the state that this rests on.
    async fn report(&self, actor: &Actor, id: ReportId) -> Result<(Report, Sequence), Problem> {
        let no_report = || Problem::not_found(names::report(id));
        let (in_memory, as_of) = {
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, actor);
            let report = view.report(id).map(|report| lens.sees_report(report).then(|| (**report).clone()));
            (report, view.sequence())
        };
        if let Some(report) = in_memory {
            return Ok((report.ok_or_else(no_report)?, as_of));
        }
        let archived = self.edge.archived_with(id).await.filter(|archived| self.sees_archived(actor, archived));
        let mut reports = archived.into_iter().flat_map(|archived| archived.reports);
        Ok((reports.find(|report| report.id == id).ok_or_else(no_report)?, as_of))
    }

    /// Whether an actor sees an incident that has left memory. What may not be seen is not there.
    fn sees_archived(&self, actor: &Actor, archived: &ArchivedIncident) -> bool {
        let view = self.edge.handle.read();
        view.audience_of_archived(archived).includes(&view.as_granted(actor))
    }

    fn position(&self, unit: &Unit) -> Option<KnownPosition> {
        self.edge.handle.tracker().position(&unit.profile.id, self.edge.handle.now())
    }
}

/// How many dispatches count for what their incident's plan asks for.
fn serving(states: impl Iterator<Item = DispatchState>) -> u32 {
    u32::try_from(states.filter(|state| state.serves()).count()).unwrap_or(u32::MAX)
}

/// Reads one thing from a request, or says what is wrong with it.
pub(super) fn read_one<T>(read: impl FnOnce(&mut Reader<'_>) -> Option<T>) -> Result<T, Problem> {
    let mut reader = Reader::without_personal_data();
    let one = read(&mut reader);
    Ok(reader.faults.finish(one)?)
}

#[tonic::async_trait]
impl DispatchService for DispatchApi {
    type WatchStream = ReceiverStream<Result<proto::WatchResponse, Status>>;
    type SubmitStream = ReceiverStream<Result<proto::SubmitResponse, Status>>;

    async fn file_report(&self, request: Request<proto::FileReportRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn amend_report(
        &self,
        request: Request<proto::AmendReportRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn link_report(&self, request: Request<proto::LinkReportRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn unlink_report(
        &self,
        request: Request<proto::UnlinkReportRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn classify_incident(
        &self,
        request: Request<proto::ClassifyIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn relocate_incident(
        &self,
        request: Request<proto::RelocateIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn dispatch_units(
        &self,
        request: Request<proto::DispatchUnitsRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn recall_unit(&self, request: Request<proto::RecallUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn add_note(&self, request: Request<proto::AddNoteRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn hand_over_incident(
        &self,
        request: Request<proto::HandOverIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn close_incident(
        &self,
        request: Request<proto::CloseIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn reopen_incident(
        &self,
        request: Request<proto::ReopenIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn record_dispatch(
        &self,
        request: Request<proto::RecordDispatchRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn order_unit(&self, request: Request<proto::OrderUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn cancel_order(
        &self,
        request: Request<proto::CancelOrderRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn cancel_emergency(
        &self,
        request: Request<proto::CancelEmergencyRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn lend_unit(&self, request: Request<proto::LendUnitRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn end_loan(&self, request: Request<proto::EndLoanRequest>) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn restrict_incident(
        &self,
        request: Request<proto::RestrictIncidentRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn lift_restriction(
        &self,
        request: Request<proto::LiftRestrictionRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn create_planned_event(
        &self,
        request: Request<proto::CreatePlannedEventRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn end_planned_event(
        &self,
        request: Request<proto::EndPlannedEventRequest>,
    ) -> Result<Response<WriteReceipt>, Status> {
        self.edge.write(request).await
    }

    async fn list_planned_events(
        &self,
        request: Request<proto::ListPlannedEventsRequest>,
    ) -> Result<Response<proto::ListPlannedEventsResponse>, Status> {
        let actor = &caller(&request)?.actor;
        let view = self.edge.handle.read();
        let lens = Lens::of(&view, actor);
        let seen = view.planned_events().values().filter(|event| lens.sees_planned_event(event));
        let planned_events = seen.map(|event| to_proto::planned_event(event)).collect();
        let as_of_sequence = view.sequence().get();
        Ok(Response::new(proto::ListPlannedEventsResponse { planned_events, as_of_sequence }))
    }

    async fn get_report(
        &self,
        request: Request<proto::GetReportRequest>,
    ) -> Result<Response<proto::GetReportResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (eyes, actor) = (self.edge.eyes(&caller), &caller.actor);
        let id: ReportId = read_one(|reader| reader.name("name", Collection::Reports, &request.get_ref().name))?;
        let (report, as_of) = self.report(actor, id).await?;
        self.edge.saw(&caller, "GetReport", Shown::one(names::report(id))).await?;
        Ok(Response::new(proto::GetReportResponse { report: Some(eyes.report(&report)), as_of_sequence: as_of.get() }))
    }

    async fn list_reports(
        &self,
        request: Request<proto::ListReportsRequest>,
    ) -> Result<Response<proto::ListReportsResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (eyes, actor) = (self.edge.eyes(&caller), &caller.actor);
        let asked = request.into_inner();
        let bare = proto::ListReportsRequest { page_size: 0, page_token: String::new(), ..asked.clone() };
        let (page, query) =
            read_page("ListReports", &bare, (asked.page_size, self.edge.limits.page_size_max), &asked.page_token)?;
        let before = uuid_of(&page)?.map(ReportId::from_uuid);
        let older = |id: ReportId| before.is_none_or(|before| id < before);
        let (mut reports, as_of) = if asked.incident.is_empty() {
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, actor);
            let range = (Unbounded, before.map_or(Unbounded, Excluded));
            let newest = view.reports().range::<ReportId, _>(range).rev().map(|(_, report)| report);
            let seen = newest.filter(|report| lens.sees_report(report)).take(page.size + 1);
            (seen.map(|report| (**report).clone()).collect::<Vec<_>>(), view.sequence())
        } else {
            let id = read_one(|reader| reader.name("incident", Collection::Incidents, &asked.incident))?;
            let Whole { mut reports, as_of, .. } = self.whole(actor, id).await?;
            reports.sort_by_key(|report| std::cmp::Reverse(report.id));
            reports.retain(|report| older(report.id));
            (reports, as_of)
        };
        let next_page_token = cut(&mut reports, &page, query, |report| report.id.as_uuid().as_bytes().to_vec());
        let about: Vec<_> = asked.incident.lines().map(str::to_owned).collect();
        let shown = Shown { subjects: about, query: "newest first".to_owned(), rows: reports.len() };
        self.edge.saw(&caller, "ListReports", shown).await?;
        Ok(Response::new(proto::ListReportsResponse {
            reports: reports.iter().map(|report| eyes.report(report)).collect(),
            next_page_token,
            as_of_sequence: as_of.get(),
        }))
    }

    async fn get_incident(
        &self,
        request: Request<proto::GetIncidentRequest>,
    ) -> Result<Response<proto::GetIncidentResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (eyes, actor) = (self.edge.eyes(&caller), &caller.actor);
        let id = read_one(|reader| reader.name("name", Collection::Incidents, &request.get_ref().name))?;
        let whole = self.whole(actor, id).await?;
        let reports = whole.reports.iter().map(|report| names::report(report.id));
        let subjects = std::iter::once(names::incident(id)).chain(reports).collect();
        let shown = Shown { subjects, query: String::new(), rows: 1 };
        self.edge.saw(&caller, "GetIncident", shown).await?;
        Ok(Response::new(proto::GetIncidentResponse {
            incident: Some(proto::Incident {
                serving_count: Some(serving(whole.dispatches.iter().map(|it| it.state))),
                ..eyes.incident(&whole.incident, Detail::Full)
            }),
            reports: whole.reports.iter().map(|report| eyes.report(report)).collect(),
            dispatches: whole.dispatches.iter().map(|it| eyes.dispatch(it, Detail::Full)).collect(),
            as_of_sequence: whole.as_of.get(),
        }))
    }

    async fn list_incidents(
        &self,
        request: Request<proto::ListIncidentsRequest>,
    ) -> Result<Response<proto::ListIncidentsResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (eyes, actor) = (self.edge.eyes(&caller), &caller.actor);
        let asked = request.into_inner();
        let filter = IncidentFilter::read(&asked)?;
        let bare = proto::ListIncidentsRequest { page_size: 0, page_token: String::new(), ..asked.clone() };
        let (page, query) =
            read_page("ListIncidents", &bare, (asked.page_size, self.edge.limits.page_size_max), &asked.page_token)?;
        let before = uuid_of(&page)?.map(IncidentId::from_uuid);
        let (mut incidents, as_of) = {
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, actor);
            let range = (Unbounded, before.map_or(Unbounded, Excluded));
            let newest = view.incidents().range::<IncidentId, _>(range).rev().map(|(_, incident)| incident);
            let fitting = newest.filter(|it| filter.fits(it) && lens.sees_incident(it)).take(page.size + 1);
            let counted = fitting.map(|incident| {
                let states = incident.dispatches.iter().filter_map(|id| view.dispatch(*id)).map(|it| it.state);
                (lens.discreet(incident), serving(states))
            });
            (counted.collect::<Vec<_>>(), view.sequence())
        };
        let next_page_token = cut(&mut incidents, &page, query, |(it, _)| it.id.as_uuid().as_bytes().to_vec());
        let told = incidents
            .iter()
            .map(|(it, serving)| proto::Incident { serving_count: Some(*serving), ..eyes.incident(it, Detail::Basic) });
        Ok(Response::new(proto::ListIncidentsResponse {
            incidents: told.collect(),
            next_page_token,
            as_of_sequence: as_of.get(),
        }))
    }

    async fn recommend_units(
        &self,
        request: Request<proto::RecommendUnitsRequest>,
    ) -> Result<Response<proto::RecommendUnitsResponse>, Status> {
        let actor = caller(&request)?.actor.clone();
        let asked = request.into_inner();
        let mut recommended = if asked.incident.is_empty() {
            let told = read_one(|reader| reader.told_so_far(&asked))?;
            let keywords = self.edge.handle.keywords_in(&asked.narrative);
            let found = self.edge.handle.recommend_to(&ToldSoFar { keywords, ..told });
            found.ok_or_else(|| Problem::unavailable("NO_POLICY", "no policy is active"))?
        } else {
            let id = read_one(|reader| reader.name("incident", Collection::Incidents, &asked.incident))?;
            let seen = {
                let view = self.edge.handle.read();
                view.incident(id).is_some_and(|incident| Lens::of(&view, &actor).sees_incident(incident))
            };
            let found = if seen { self.edge.handle.recommend_for(id) } else { None };
            found.ok_or_else(|| no_incident(id))?
        };
        {
            // Whom a desk neither sees nor may order is no advice to it.
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, &actor);
            recommended.units.retain(|unit| lens.sees_unit_named(unit));
            for explanation in &mut recommended.explanations {
                explanation.considered.retain(|it| lens.sees_unit_named(&it.unit));
            }
        }
        Ok(Response::new(proto::RecommendUnitsResponse {
            units: recommended.units.iter().map(names::unit).collect(),
            explanation: recommended.explanations.first().map(to_proto::explanation),
            explanations: recommended.explanations.iter().map(to_proto::explanation).collect(),
            classification: Some(to_proto::classification(&recommended.classification)),
            as_of_sequence: recommended.as_of.get(),
        }))
    }

    async fn get_unit(
        &self,
        request: Request<proto::GetUnitRequest>,
    ) -> Result<Response<proto::GetUnitResponse>, Status> {
        let caller = caller(&request)?;
        let (eyes, actor) = (self.edge.eyes(caller), &caller.actor);
        let id: UnitId = read_one(|reader| reader.name("name", Collection::Units, &request.get_ref().name))?;
        let (shown, as_of) = {
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, actor);
            let unit = view.unit(&id).filter(|unit| lens.sees_unit(unit)).ok_or_else(|| no_unit(&id))?;
            (lens.shown_unit(unit), view.sequence())
        };
        let told = shown.tell(&eyes, self.position(&shown.unit).as_ref());
        Ok(Response::new(proto::GetUnitResponse { unit: Some(told), as_of_sequence: as_of.get() }))
    }

    async fn list_units(
        &self,
        request: Request<proto::ListUnitsRequest>,
    ) -> Result<Response<proto::ListUnitsResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (eyes, actor) = (self.edge.eyes(&caller), &caller.actor);
        let asked = request.into_inner();
        let tiers: Vec<Tier> = read_one(|reader| Some(reader.values("tiers", &asked.tiers)))?;
        let bare = proto::ListUnitsRequest { page_size: 0, page_token: String::new(), ..asked.clone() };
        let (page, query) =
            read_page("ListUnits", &bare, (asked.page_size, self.edge.limits.page_size_max), &asked.page_token)?;
        let after = page.after.as_deref().map(|key| str::from_utf8(key).ok().and_then(|key| UnitId::new(key).ok()));
        let after = match after {
            Some(None) => return Err(Problem::invalid("page_token", "unknown page token").into()),
            Some(Some(unit)) => Some(unit),
            None => None,
        };
        let fits = |unit: &Unit| {
            (tiers.is_empty() || tiers.contains(&unit.profile.tier))
                && (asked.home_zone.is_empty()
                    || unit.profile.home_zone.as_ref().is_some_and(|zone| zone.as_str() == asked.home_zone))
                && (!asked.on_duty_only || unit.duty.is_some())
                && (!asked.available_only || unit.is_available())
        };
        let (mut units, as_of) = {
            let view = self.edge.handle.read();
            let lens = Lens::of(&view, actor);
            let range = (after.as_ref().map_or(Unbounded, Excluded), Unbounded);
            let rows = view.units().range::<UnitId, _>(range).map(|(_, unit)| unit);
            let seen = rows.filter(|unit| fits(unit) && lens.sees_unit(unit)).take(page.size + 1);
            (seen.map(|unit| lens.shown_unit(unit)).collect::<Vec<_>>(), view.sequence())
        };
        let next_page_token = cut(&mut units, &page, query, |it| it.unit.profile.id.as_str().as_bytes().to_vec());
        Ok(Response::new(proto::ListUnitsResponse {
            units: units.iter().map(|it| it.tell(&eyes, self.position(&it.unit).as_ref())).collect(),
            next_page_token,
            as_of_sequence: as_of.get(),
        }))
    }

    async fn watch(&self, request: Request<proto::WatchRequest>) -> Result<Response<Self::WatchStream>, Status> {
        Ok(Response::new(watch::start(&self.edge, caller(&request)?, request.get_ref()).await?))
    }

    async fn submit(
        &self,
        request: Request<Streaming<proto::SubmitRequest>>,
    ) -> Result<Response<Self::SubmitStream>, Status> {
        let actor = caller(&request)?.actor.clone();
        Ok(Response::new(submit::start(&self.edge, actor, request.into_inner())?))
    }
}
