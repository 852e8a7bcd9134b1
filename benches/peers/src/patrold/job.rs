//! The job: a hit-and-run is reported, which is level 2 and for one rider by the built-in policy. It is classified, the
//! nearest rider is claimed and told, the decision is explained, recorded and shown; then the rider is free again.

use uuid::Uuid;

use super::position;
use super::proto::{
    ActivityKind, AdvanceDispatchRequest, CloseIncidentRequest, Disposition, DispositionKind, FileReportRequest, Level,
    PlaceInput, ReportSource, Step, WriteReceipt,
};
use crate::ground::Place;
use crate::servers::Failure;

/// The report, with what a call-taker would type. Its number on a stream, or its request id, makes a retry safe.
pub(super) fn report(scene: Place) -> FileReportRequest {
    FileReportRequest {
        source: ReportSource::Voice122.into(),
        type_code: "traffic.hit-and-run".to_owned(),
        place: Some(PlaceInput { manual_position: Some(position(scene)), ..Default::default() }),
        narrative: "白色小车撞了电动车后往东走了".to_owned(),
        ..Default::default()
    }
}

/// Whom it sent, and to which incident.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) incident: String,
    pub(super) dispatch: String,
    pub(super) unit: String,
}

/// Reads the receipt of a report; one rider must have been sent at level 2, or the figures would say nothing.
pub(super) fn sent(receipt: WriteReceipt) -> Result<Sent, Failure> {
    let sent = receipt.dispatches.into_iter().next();
    match (receipt.incident, sent) {
        (Some(incident), Some(sent)) if incident.level() == Level::Two => {
            Ok(Sent { incident: incident.name, dispatch: sent.dispatch, unit: sent.unit })
        }
        (incident, sent) => Err(format!("not one rider at level 2 but {incident:?} {sent:?}").into()),
    }
}

/// The rider says that it is done.
pub(super) fn finished(sent: &Sent) -> AdvanceDispatchRequest {
    AdvanceDispatchRequest {
        dispatch: sent.dispatch.clone(),
        unit: sent.unit.clone(),
        step: Step::Finished.into(),
        activity: Some(ActivityKind::Accident.into()),
        ..Default::default()
    }
}

/// The desk closes the incident; who is still on the way is free again.
pub(super) fn close(incident: String) -> CloseIncidentRequest {
    let (kind, activity) = (DispositionKind::Handled.into(), ActivityKind::Accident.into());
    CloseIncidentRequest {
        incident,
        disposition: Some(Disposition { kind, activity, ..Default::default() }),
        ..Default::default()
    }
}

/// A name for a unary call, under which it could be asked again.
pub(super) fn request_id() -> String {
    Uuid::now_v7().to_string()
}
