//! The driver: plays the radios of the recorded units and the desk that takes the recorded demand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use futures_util::future::try_join_all;
use serde::Serialize;
use tonic::transport::Channel;

use super::recording::{RecordedDemand, RecordedFix};
use crate::api::proto::dispatch_service_client::DispatchServiceClient;
use crate::api::proto::roster_service_client::RosterServiceClient;
use crate::api::proto::unit_service_client::UnitServiceClient;
use crate::api::proto::{
    ActivityKind, AdvanceDispatchRequest, CheckIn, CloseIncidentRequest, CrewMember, Datum, Disposition,
    DispositionKind, Explanation, FileReportRequest, Fix, FixVerdict, GetIncidentRequest, ImportRosterRequest,
    PlaceInput, Position, Rank, ReportPositionBatchRequest, ReportSource, RosterUnit, SetAvailabilityRequest,
    StartDutyRequest, Step, Tier, UnavailableReason, UnitActivity, UnitKind,
};
use crate::cli::failure::Failure;
use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::time::EngineTime;
use crate::runtime::handle::{Handle, make_command_id};

/// What became of one recorded demand: one line of the result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Outcome {
    /// Its place in the file, from 0.
    pub incident: usize,
    /// When it came in.
    pub t_unix: i64,
    /// Who was sent.
    pub unit: Option<String>,
    /// How far away that unit was, by the haversine formula.
    pub distance_m: Option<f64>,
    /// How old its newest fix was.
    pub fix_age_s: Option<i64>,
    /// How many units were available.
    pub candidates: u32,
}

/// What the driver knows of a unit.
#[derive(Debug)]
struct Radio {
    /// What its newest accepted fix said.
    occupied: bool,
    /// What the daemon believes of it.
    standing: Standing,
}

/// What the daemon was told of a unit last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    OffDuty,
    Available,
    Occupied,
    OnDispatch,
}

/// A unit that is on an incident.
#[derive(Debug)]
struct Busy {
    until_unix_s: i64,
    unit: UnitId,
    dispatch: String,
    incident: String,
}

/// A replay in progress.
#[derive(Debug)]
pub(super) struct Replay {
    handle: Handle,
    desk: DispatchServiceClient<Channel>,
    units: UnitServiceClient<Channel>,
    busy_s: i64,
    radios: BTreeMap<UnitId, Radio>,
    /// In the order of their assignment, which is the order of their release.
    busy: VecDeque<Busy>,
    fixes_sent: u64,
}

impl Replay {
    /// Puts the recorded units on the roster.
    ///
    /// # Errors
    /// When the daemon refuses.
    pub(super) async fn begin(
        handle: Handle,
        channel: Channel,
        busy_s: u32,
        units: &BTreeSet<UnitId>,
    ) -> Result<Self, Failure> {
        let row = |unit: &UnitId| RosterUnit {
            name: format!("units/{unit}"),
            tier: Tier::City.into(),
            force: "recorded".to_owned(),
            kind: UnitKind::Car.into(),
            ..RosterUnit::default()
        };
        // In pieces: one message has a size limit.
        let all: Vec<_> = units.iter().map(row).collect();
        for piece in all.chunks(200) {
            let request = ImportRosterRequest {
                units: piece.to_vec(),
                request_id: request_id(&handle),
                ..ImportRosterRequest::default()
            };
            RosterServiceClient::new(channel.clone()).import_roster(request).await?;
        }
        Ok(Self {
            handle,
            desk: DispatchServiceClient::new(channel.clone()),
            units: UnitServiceClient::new(channel),
            busy_s: i64::from(busy_s),
            radios: units.iter().map(|unit| (unit.clone(), newcomer())).collect(),
            busy: VecDeque::new(),
            fixes_sent: 0,
        })
    }

    /// Plays the recording, second by second, and tells what became of each demand, in the order of the file.
    ///
    /// # Errors
    /// When the daemon refuses something.
    pub(super) async fn run(
        &mut self,
        fixes: &[RecordedFix],
        demands: &[RecordedDemand],
    ) -> Result<Vec<Outcome>, Failure> {
        let mut seconds: BTreeMap<i64, (Vec<&RecordedFix>, Vec<usize>)> = BTreeMap::new();
        for fix in fixes {
            seconds.entry(fix.at_unix_s).or_default().0.push(fix);
        }
        for (index, demand) in demands.iter().enumerate() {
            seconds.entry(demand.at_unix_s).or_default().1.push(index);
        }
        let mut outcomes = Vec::with_capacity(demands.len());
        for (second, (fixes, incidents)) in seconds {
            self.handle.clock().advance_to(EngineTime::from_unix_seconds(second))?;
            self.handle.nudge();
            self.release(second).await?;
            self.report(&fixes).await?;
            for index in incidents {
                if let Some(demand) = demands.get(index) {
                    // Only with no time on an incident at all is anybody free again within the same second.
                    self.release(second).await?;
                    outcomes.push(self.serve(index, *demand).await?);
                }
            }
        }
        outcomes.sort_by_key(|outcome| outcome.incident);
        Ok(outcomes)
    }

    /// Units whose time is over finish; whoever is occupied by then says so before anything else happens.
    async fn release(&mut self, now_unix_s: i64) -> Result<(), Failure> {
        while let Some(busy) = self.busy.pop_front_if(|busy| busy.until_unix_s <= now_unix_s) {
            let (dispatch, unit) = (busy.dispatch, busy.unit);
            self.advance(&dispatch, &unit, Step::Finished).await?;
            self.close(busy.incident, DispositionKind::Handled).await?;
            self.stand(&unit, Standing::Available);
            self.tell_availability(&[unit]).await?;
        }
        Ok(())
    }

    /// Sends the fixes of one second. Those of different units go side by side, those of one unit one after another;
    /// each goes alone, so that its verdict is known.
    async fn report(&mut self, fixes: &[&RecordedFix]) -> Result<(), Failure> {
        let off_duty = |unit: &UnitId| self.radios.get(unit).is_some_and(|radio| radio.standing == Standing::OffDuty);
        let newcomers: BTreeSet<_> = fixes.iter().map(|fix| fix.unit.clone()).filter(off_duty).collect();
        try_join_all(newcomers.iter().map(|unit| self.start_duty(unit.clone()))).await?;
        for unit in &newcomers {
            self.stand(unit, Standing::Available);
        }
        let mut left: VecDeque<_> = fixes.iter().copied().collect();
        while !left.is_empty() {
            let mut round = BTreeMap::new();
            let mut later = VecDeque::new();
            for fix in left {
                if round.contains_key(&fix.unit) {
                    later.push_back(fix);
                } else {
                    round.insert(&fix.unit, fix);
                }
            }
            self.report_round(round.into_values().collect()).await?;
            left = later;
        }
        let units: Vec<_> = fixes.iter().map(|fix| fix.unit.clone()).collect();
        self.tell_availability(&units).await
    }

    async fn report_round(&mut self, fixes: Vec<&RecordedFix>) -> Result<(), Failure> {
        let first = self.fixes_sent + 1;
        self.fixes_sent += fixes.len() as u64;
        let sent = fixes.iter().zip(first..).map(|(fix, number)| {
            let mut units = self.units.clone();
            let request = ReportPositionBatchRequest {
                fixes: vec![Fix {
                    unit: format!("units/{}", fix.unit),
                    position: Some(position(fix.at)),
                    boot: 1,
                    sequence: number,
                    ..Fix::default()
                }],
            };
            async move { units.report_position_batch(request).await }
        });
        let answers = try_join_all(sent).await?;
        for (fix, answer) in fixes.into_iter().zip(answers) {
            let summary = answer.into_inner().summary.unwrap_or_default();
            let accepted = summary.verdicts.iter().any(|counted| {
                let moved = [FixVerdict::Accepted, FixVerdict::AcceptedOutside, FixVerdict::Duplicate];
                moved.contains(&counted.verdict()) && counted.count > 0
            });
            if let Some(radio) = self.radios.get_mut(&fix.unit).filter(|_| accepted) {
                radio.occupied = fix.occupied;
            }
        }
        Ok(())
    }

    /// Tells the daemon who became free or occupied. A unit on an incident says so when it is released.
    async fn tell_availability(&mut self, units: &[UnitId]) -> Result<(), Failure> {
        let mut changed = BTreeMap::new();
        for unit in units {
            let Some(radio) = self.radios.get_mut(unit) else { continue };
            let wanted = if radio.occupied { Standing::Occupied } else { Standing::Available };
            let free_to_say = matches!(radio.standing, Standing::Available | Standing::Occupied);
            if free_to_say && radio.standing != wanted {
                radio.standing = wanted;
                changed.insert(unit.clone(), wanted == Standing::Available);
            }
        }
        try_join_all(changed.into_iter().map(|(unit, available)| self.set_availability(unit, available))).await?;
        Ok(())
    }

    async fn serve(&mut self, index: usize, demand: RecordedDemand) -> Result<Outcome, Failure> {
        let request = FileReportRequest {
            source: ReportSource::App.into(),
            type_code: "recorded.demand.point".to_owned(),
            place: Some(PlaceInput { manual_position: Some(position(demand.at)), ..PlaceInput::default() }),
            request_id: request_id(&self.handle),
            ..FileReportRequest::default()
        };
        let receipt = self.desk.file_report(request).await?.into_inner();
        let incident = receipt.incident.unwrap_or_default().name;
        let found = self.desk.get_incident(GetIncidentRequest { name: incident.clone() }).await?.into_inner();
        let mut outcome = Outcome {
            incident: index,
            t_unix: demand.at_unix_s,
            unit: None,
            distance_m: None,
            fix_age_s: None,
            candidates: 0,
        };
        let Some(dispatch) = found.dispatches.into_iter().next() else {
            outcome.candidates =
                found.incident.and_then(|incident| incident.explanation).map_or(0, |why| why.available_count);
            self.close(incident, DispositionKind::Dropped).await?;
            return Ok(outcome);
        };
        let unit = UnitId::new(dispatch.unit.trim_start_matches("units/"))?;
        self.advance(&dispatch.name, &unit, Step::SignedIn).await?;
        let explanation = dispatch.explanation.unwrap_or_default();
        if let Some((at, age_ms)) = considered_at(&explanation, &dispatch.unit)? {
            outcome.distance_m = Some(at.distance_m(demand.at));
            outcome.fix_age_s = age_ms.and_then(|age_ms| i64::try_from(age_ms / 1_000).ok());
        }
        outcome.candidates = explanation.available_count;
        outcome.unit = Some(unit.to_string());
        self.stand(&unit, Standing::OnDispatch);
        self.busy.push_back(Busy {
            until_unix_s: demand.at_unix_s + self.busy_s,
            unit,
            dispatch: dispatch.name,
            incident,
        });
        Ok(outcome)
    }

    fn stand(&mut self, unit: &UnitId, standing: Standing) {
        if let Some(radio) = self.radios.get_mut(unit) {
            radio.standing = standing;
        }
    }

    async fn start_duty(&self, unit: UnitId) -> Result<(), Failure> {
        let crew = vec![CrewMember { person: unit.to_string(), rank: Rank::Officer.into() }];
        let request = StartDutyRequest {
            unit: format!("units/{unit}"),
            check_in: Some(CheckIn { crew, ..CheckIn::default() }),
            request_id: request_id(&self.handle),
            ..StartDutyRequest::default()
        };
        self.units.clone().start_duty(request).await?;
        Ok(())
    }

    async fn set_availability(&self, unit: UnitId, available: bool) -> Result<(), Failure> {
        let (activity, reason) = if available {
            (UnitActivity::Available, UnavailableReason::Unspecified)
        } else {
            (UnitActivity::Unavailable, UnavailableReason::OtherTask)
        };
        let request = SetAvailabilityRequest {
            unit: format!("units/{unit}"),
            activity: activity.into(),
            unavailable_reason: reason.into(),
            request_id: request_id(&self.handle),
            ..SetAvailabilityRequest::default()
        };
        self.units.clone().set_availability(request).await?;
        Ok(())
    }

    async fn advance(&self, dispatch: &str, unit: &UnitId, step: Step) -> Result<(), Failure> {
        let request = AdvanceDispatchRequest {
            dispatch: dispatch.to_owned(),
            unit: format!("units/{unit}"),
            step: step.into(),
            request_id: request_id(&self.handle),
            ..AdvanceDispatchRequest::default()
        };
        self.units.clone().advance_dispatch(request).await?;
        Ok(())
    }

    async fn close(&self, incident: String, kind: DispositionKind) -> Result<(), Failure> {
        let disposition =
            Disposition { kind: kind.into(), activity: ActivityKind::Other.into(), remark: String::new() };
        let request = CloseIncidentRequest {
            incident,
            disposition: Some(disposition),
            request_id: request_id(&self.handle),
            ..CloseIncidentRequest::default()
        };
        self.desk.clone().close_incident(request).await?;
        Ok(())
    }
}

const fn newcomer() -> Radio {
    Radio { occupied: false, standing: Standing::OffDuty }
}

fn request_id(handle: &Handle) -> String {
    make_command_id(handle.now()).to_string()
}

fn position(at: Point) -> Position {
    Position { latitude_deg: at.latitude_deg(), longitude_deg: at.longitude_deg(), datum: Datum::Wgs84.into() }
}

/// Where the daemon took a unit to be when it chose, and how old that knowledge was.
fn considered_at(explanation: &Explanation, unit: &str) -> Result<Option<(Point, Option<u64>)>, Failure> {
    let considered = explanation.considered.iter().find(|considered| considered.unit == unit);
    let Some(known) = considered.and_then(|considered| considered.position.as_ref()) else { return Ok(None) };
    let Some(position) = &known.position else { return Ok(None) };
    let at = Point::new(position.latitude_deg, position.longitude_deg)
        .map_err(|invalid| Failure::Other(format!("the daemon gave a position that is none: {invalid}")))?;
    Ok(Some((at, known.age_ms)))
}
