//! What changes something. Each write carries a request id of its own, so that it can be sent again when no answer came.

use prost_types::Timestamp;
use uuid::Uuid;

use super::super::failure::Failure;
use super::super::remote::{Remote, new_request_id, read, written};
use super::args::{DutyAsk, IncidentWrite, ReportArgs, UnitWrite, WriteArgs, position};
use super::find::{dispatch_of, incident_name, unit_name};
use crate::api::proto::{
    AddNoteRequest, AdvanceDispatchRequest, CallerInput, CheckIn, ClassifyIncidentRequest, CloseIncidentRequest,
    DispatchUnitsRequest, Disposition, EndDutyRequest, FileReportRequest, GetIncidentRequest, HandOverIncidentRequest,
    LinkReportRequest, ListIncidentsRequest, PlaceInput, PlaceUnitRequest, RecallUnitRequest, RelocateIncidentRequest,
    ReopenIncidentRequest, StartDutyRequest, WriteReceipt,
};

/// What all writes share, as the messages have it.
pub(super) struct Stamp {
    pub(super) id: Uuid,
    pub(super) occur_time: Option<Timestamp>,
    pub(super) entered_late: bool,
}

/// An instant as the messages have it.
pub(super) fn timestamp(at: jiff::Timestamp) -> Timestamp {
    Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }
}

impl Stamp {
    pub(super) fn new(args: &WriteArgs) -> Self {
        let id = args.request_id.unwrap_or_else(new_request_id);
        Self { id, occur_time: args.occurred.map(timestamp), entered_late: args.late }
    }
}

/// A message with the fields that all writes share.
macro_rules! stamped {
    ($stamp:ident, $message:ident { $($field:ident $(: $value:expr)?),+ $(,)? }) => {{
        let mut request = $message { $($field $(: $value)?,)+ ..$message::default() };
        request.occur_time = $stamp.occur_time;
        request.entered_late = $stamp.entered_late;
        request.request_id = $stamp.id.to_string();
        request
    }};
}
pub(super) use stamped;

/// Files a report.
pub(super) async fn file(remote: &Remote, report: ReportArgs) -> Result<WriteReceipt, Failure> {
    let stamp = Stamp::new(&report.write);
    let incident = match &report.incident {
        Some(said) => incident_name(remote, said).await?,
        None => String::new(),
    };
    let place = PlaceInput {
        manual_position: report.at.map(|at| position(at, report.datum)),
        address: report.street.unwrap_or_default(),
        ..PlaceInput::default()
    };
    let caller = CallerInput { display_name: report.caller, phone: report.phone };
    let request = stamped!(
        stamp,
        FileReportRequest {
            source: report.source.into(),
            type_code: report.type_code,
            place: Some(place),
            caller: Some(caller).filter(|caller| *caller != CallerInput::default()),
            narrative: report.narrative,
            incident,
            desk: report.desk,
            flags: report.flags.into_iter().map(Into::into).collect(),
            training: report.training,
        }
    );
    written(stamp.id, remote.dispatch().file_report(request)).await
}

/// Checks a unit in or out.
pub(super) async fn duty(remote: &Remote, what: DutyAsk) -> Result<WriteReceipt, Failure> {
    match what {
        DutyAsk::Start { unit, check_in, device, write } => {
            let stamp = Stamp::new(&write);
            let check_in = CheckIn {
                crew: check_in.crew,
                vehicle: check_in.vehicle,
                device,
                armed: check_in.armed,
                radio_group: check_in.radio_group,
                shift_end_time: None,
            };
            let request = stamped!(stamp, StartDutyRequest { unit: unit_name(&unit), check_in: Some(check_in) });
            written(stamp.id, remote.unit().start_duty(request)).await
        }
        DutyAsk::End { unit, relief, overtime, write } => {
            let stamp = Stamp::new(&write);
            let request = stamped!(
                stamp,
                EndDutyRequest {
                    unit: unit_name(&unit),
                    relief: relief.as_deref().map(unit_name).unwrap_or_default(),
                    overtime_end_time: overtime.map(timestamp),
                }
            );
            written(stamp.id, remote.unit().end_duty(request)).await
        }
    }
}

/// Changes what a unit does.
pub(super) async fn about_unit(remote: &Remote, ask: UnitWrite) -> Result<WriteReceipt, Failure> {
    match ask {
        UnitWrite::Dispatch { incident, units, reason, reassign, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let units = units.iter().map(|unit| unit_name(unit)).collect();
            let request = stamped!(stamp, DispatchUnitsRequest { incident, units, reason, reassign });
            written(stamp.id, remote.dispatch().dispatch_units(request)).await
        }
        UnitWrite::Recall { dispatch, reason, write } => {
            let stamp = Stamp::new(&write);
            let dispatch = dispatch_of(remote, &dispatch).await?;
            let request = stamped!(stamp, RecallUnitRequest { dispatch, reason });
            written(stamp.id, remote.dispatch().recall_unit(request)).await
        }
        UnitWrite::Place { unit, place, write } => {
            let stamp = Stamp::new(&write);
            let request =
                stamped!(stamp, PlaceUnitRequest { unit: unit_name(&unit), position: Some(place.position()) });
            written(stamp.id, remote.unit().place_unit(request)).await
        }
        UnitWrite::Advance { dispatch, step, reason, feedback, activity, write } => {
            let stamp = Stamp::new(&write);
            let name = dispatch_of(remote, &dispatch).await?;
            let unit = if name == dispatch { unit_of(remote, &name).await? } else { unit_name(&dispatch) };
            let request = stamped!(
                stamp,
                AdvanceDispatchRequest {
                    dispatch: name,
                    unit,
                    step: step.into(),
                    reason,
                    feedback,
                    activity: activity.map(Into::into),
                }
            );
            written(stamp.id, remote.unit().advance_dispatch(request)).await
        }
    }
}

/// Changes an incident.
pub(super) async fn about_incident(remote: &Remote, ask: IncidentWrite) -> Result<WriteReceipt, Failure> {
    let mut client = remote.dispatch();
    match ask {
        IncidentWrite::Close { incident, kind, activity, remark, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let disposition = Some(Disposition { kind: kind.into(), activity: activity.into(), remark });
            let request = stamped!(stamp, CloseIncidentRequest { incident, disposition });
            written(stamp.id, client.close_incident(request)).await
        }
        IncidentWrite::Reopen { incident, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, ReopenIncidentRequest { incident, reason });
            written(stamp.id, client.reopen_incident(request)).await
        }
        IncidentWrite::Classify { incident, type_code, level, handling, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let (level, handling) = (level.map(Into::into), handling.map(Into::into));
            let request = stamped!(stamp, ClassifyIncidentRequest { incident, type_code, level, handling, reason });
            written(stamp.id, client.classify_incident(request)).await
        }
        IncidentWrite::Relocate { incident, place, reason, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let position = Some(place.position());
            let request = stamped!(stamp, RelocateIncidentRequest { incident, position, reason });
            written(stamp.id, client.relocate_incident(request)).await
        }
        IncidentWrite::Note { incident, text, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, AddNoteRequest { incident, text });
            written(stamp.id, client.add_note(request)).await
        }
        IncidentWrite::Link { report, incident, write } => {
            let stamp = Stamp::new(&write);
            let report = if report.contains('/') { report } else { format!("reports/{report}") };
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, LinkReportRequest { report, incident });
            written(stamp.id, client.link_report(request)).await
        }
        IncidentWrite::HandOver { incident, desk, write } => {
            let stamp = Stamp::new(&write);
            let incident = incident_name(remote, &incident).await?;
            let request = stamped!(stamp, HandOverIncidentRequest { incident, desk });
            written(stamp.id, client.hand_over_incident(request)).await
        }
    }
}

/// The unit of a dispatch that was given by its name.
async fn unit_of(remote: &Remote, dispatch: &str) -> Result<String, Failure> {
    let mut request = ListIncidentsRequest { page_size: 1_000, ..ListIncidentsRequest::default() };
    loop {
        let page = read(remote.dispatch().list_incidents(request.clone())).await?;
        let owner = page.incidents.into_iter().find(|incident| incident.dispatches.iter().any(|it| it == dispatch));
        if let Some(incident) = owner {
            let whole = read(remote.dispatch().get_incident(GetIncidentRequest { name: incident.name })).await?;
            let found = whole.dispatches.into_iter().find(|it| it.name == dispatch);
            return found.map(|it| it.unit).ok_or_else(|| Failure::Other(format!("{dispatch} does not exist")));
        }
        if page.next_page_token.is_empty() {
            return Err(Failure::Other(format!("{dispatch} does not exist")));
        }
        request.page_token = page.next_page_token;
    }
}
