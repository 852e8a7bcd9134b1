//! What a call of the walk is about: units, incidents and whatever belongs to them in one town, made anew for every rpc.

use patrold::api::limits::ApiLimits;
use patrold::api::proto::desk_service_client::DeskServiceClient;
use patrold::api::proto::policy_service_client::PolicyServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::{self, ReportSource};
use prost_types::Timestamp;

use crate::api_over_the_wire::{House, check_in};
use crate::world::city;

/// The town in which everything happens.
pub(super) const HERE: &str = "莞城";
/// Another one.
pub(super) const ELSEWHERE: &str = "虎门";

/// Names of the things of one scene.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// Which one it is: nothing of it has the name of another scene's.
    pub(super) number: u32,
    /// On a dispatch to `incident`.
    pub(super) busy: String,
    /// Free, under an order.
    pub(super) free: String,
    /// Free, lent to a third town.
    pub(super) lent: String,
    /// Off duty.
    pub(super) off: String,
    /// The callsigns of all of these.
    pub(super) own_units: Vec<String>,
    /// A callsign of the other town's.
    pub(super) foreign_unit: String,
    /// With `busy` on it, offered to another desk and referred to `fire-brigade`.
    pub(super) incident: String,
    pub(super) report: String,
    pub(super) dispatch: String,
    /// The second report of `incident`.
    pub(super) second_report: String,
    /// A person must verify it.
    pub(super) to_verify: String,
    /// Waits for units.
    pub(super) waiting: String,
    pub(super) its_report: String,
    /// Closed.
    pub(super) closed: String,
    /// Must be called back.
    pub(super) silent: String,
    /// May be the same as another one.
    pub(super) duplicate: String,
    /// In the other town, which asks this one to own it.
    pub(super) proposed: String,
    /// An officer of this town needs help.
    pub(super) emergency: String,
    /// Restricted.
    pub(super) restricted: String,
    /// The order that `free` is under.
    pub(super) order: String,
    /// About `busy`.
    pub(super) alarm: String,
    pub(super) planned_event: String,
}

/// Now.
pub(super) fn moment() -> Timestamp {
    let now = patrold::runtime::clock::wall_now().as_micros();
    Timestamp { seconds: now.div_euclid(1_000_000), nanos: 0 }
}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
pub(super) fn in_an_hour() -> Option<Timestamp> {
    let now = moment();
    Some(Timestamp { seconds: now.seconds + 3_600, ..now })
}

/// A house under the policy of the stories, whose towns are known.
pub(super) async fn house() -> House {
    House::open_with(ApiLimits::default(), |settings| settings.policy = city::policy()).await
}

/// A place of its own for each scene, well inside its town.
#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
pub(super) fn at(town: &str, number: u32) -> Option<proto::Position> {
    let (_, latitude, longitude) = city::TOWNS.iter().find(|(name, ..)| *name == town).expect("a town");
    let step = |by: u32| f64::from(by) * 0.001 - 0.012;
    Some(proto::Position {
        latitude_deg: latitude + step(number % 25),
        longitude_deg: longitude + step(number / 25 % 25),
        datum: proto::Datum::Wgs84.into(),
    })
}

fn call(type_code: &str, town: &str, number: u32) -> proto::FileReportRequest {
    proto::FileReportRequest {
        source: ReportSource::Voice110.into(),
        type_code: type_code.to_owned(),
        place: Some(proto::PlaceInput { manual_position: at(town, number), ..proto::PlaceInput::default() }),
        narrative: "群众来电".to_owned(),
        ..proto::FileReportRequest::default()
    }
}

struct Stage<'h> {
    house: &'h House,
    number: u32,
}

impl Stage<'_> {
    fn desk(&self) -> DeskServiceClient<tonic::transport::Channel> {
        DeskServiceClient::new(self.house.channel.clone())
    }

    async fn unit(&self, letter: char, town: &str, on_duty: bool) -> String {
        let name = format!("units/{letter}{}", self.number);
        let unit = proto::RosterUnit {
            name: name.clone(),
            tier: proto::Tier::Town.into(),
            force: "town-patrol".to_owned(),
            kind: proto::UnitKind::Car.into(),
            home_zone: town.to_owned(),
            ..proto::RosterUnit::default()
        };
        let roster = proto::ImportRosterRequest { units: vec![unit], ..proto::ImportRosterRequest::default() };
        RosterServiceClient::new(self.house.channel.clone()).import_roster(roster).await.expect("imported");
        if on_duty {
            let mut check_in = check_in(&name);
            let second = proto::CrewMember { person: format!("{letter}{}b", self.number), rank: 1 };
            check_in.crew.push(second);
            let start = proto::StartDutyRequest {
                unit: name.clone(),
                check_in: Some(check_in),
                ..proto::StartDutyRequest::default()
            };
            self.house.units().start_duty(start).await.expect("on duty");
            let out = proto::SetAvailabilityRequest {
                unit: name.clone(),
                activity: proto::UnitActivity::Unavailable.into(),
                unavailable_reason: proto::UnavailableReason::OtherTask.into(),
                ..proto::SetAvailabilityRequest::default()
            };
            // Nobody is sent anywhere by the daemon: the scene says who goes where.
            self.house.units().set_availability(out).await.expect("out");
        }
        name
    }

    async fn back(&self, unit: &str) {
        let back = proto::SetAvailabilityRequest {
            unit: unit.to_owned(),
            activity: proto::UnitActivity::Available.into(),
            ..proto::SetAvailabilityRequest::default()
        };
        self.house.units().set_availability(back).await.expect("back");
    }

    async fn filed(&self, report: proto::FileReportRequest) -> (String, String) {
        let receipt = self.house.desk().file_report(report).await.expect("filed").into_inner();
        (receipt.incident.map(|it| it.name).unwrap_or_default(), receipt.report)
    }
}

impl Scene {
    #[expect(clippy::too_many_lines, reason = "a scene is set in one go, a line or two a thing")]
    pub(super) async fn set(house: &House, number: u32) -> Self {
        let stage = Stage { house, number };
        let busy = stage.unit('B', HERE, true).await;
        let free = stage.unit('F', HERE, true).await;
        let lent = stage.unit('L', HERE, true).await;
        let off = stage.unit('O', HERE, false).await;
        let helpless = stage.unit('H', HERE, true).await;
        let foreign = stage.unit('X', ELSEWHERE, true).await;

        let (waiting, its_report) = stage.filed(call("other.fugitive", HERE, number)).await;
        let warning = ReportSource::WarningPlatform.into();
        let warned = proto::FileReportRequest { source: warning, ..call("other.fugitive", HERE, number + 50) };
        let (to_verify, _) = stage.filed(warned).await;
        let (closed, _) = stage.filed(call("other.fugitive", HERE, number + 200)).await;
        let close = proto::CloseIncidentRequest {
            incident: closed.clone(),
            disposition: Some(proto::Disposition {
                kind: proto::DispositionKind::Handled.into(),
                activity: proto::ActivityKind::Other.into(),
                ..proto::Disposition::default()
            }),
            ..proto::CloseIncidentRequest::default()
        };
        house.desk().close_incident(close).await.expect("closed");
        let (silent, _) = stage.filed(call("other.invalid.silent", HERE, number + 300)).await;

        let fire =
            proto::FileReportRequest { desk: "一号台".to_owned(), ..call("other.hazard", HERE, number + 100) };
        let (incident, report) = stage.filed(fire).await;
        let again = proto::FileReportRequest { incident: incident.clone(), ..call("other.hazard", HERE, number + 100) };
        let (_, second_report) = stage.filed(again).await;
        stage.back(&busy).await;
        let send = proto::DispatchUnitsRequest {
            incident: incident.clone(),
            units: vec![busy.clone()],
            reason: "就近".to_owned(),
            ..proto::DispatchUnitsRequest::default()
        };
        let receipt = house.desk().dispatch_units(send).await.expect("sent").into_inner();
        let dispatch = receipt.dispatches[0].dispatch.clone();
        let blocked = proto::AdvanceDispatchRequest {
            dispatch: dispatch.clone(),
            unit: busy.clone(),
            step: proto::Step::Blocked.into(),
            ..proto::AdvanceDispatchRequest::default()
        };
        house.units().advance_dispatch(blocked).await.expect("said");
        let hand = proto::HandOverIncidentRequest {
            incident: incident.clone(),
            desk: "二号台".to_owned(),
            ..proto::HandOverIncidentRequest::default()
        };
        house.desk().hand_over_incident(hand).await.expect("offered");
        let refer = proto::OfferReferralRequest {
            incident: incident.clone(),
            partner: "fire-brigade".to_owned(),
            reason: "消防隐患".to_owned(),
            ..proto::OfferReferralRequest::default()
        };
        stage.desk().offer_referral(refer).await.expect("referred");

        let phone = format!("1380000{number:04}");
        let from = |type_code: &str, further: u32| proto::FileReportRequest {
            caller: Some(proto::CallerInput { phone: phone.clone(), ..proto::CallerInput::default() }),
            ..call(type_code, HERE, number + further)
        };
        stage.filed(from("other.fugitive", 400)).await;
        let (duplicate, _) = stage.filed(from("other.fugitive", 405)).await;

        let (proposed, _) = stage.filed(call("other.fugitive", ELSEWHERE, number)).await;
        let propose = proto::ProposeJurisdictionRequest {
            incident: proposed.clone(),
            zone: HERE.to_owned(),
            reason: "案发地在莞城".to_owned(),
            ..proto::ProposeJurisdictionRequest::default()
        };
        stage.desk().propose_jurisdiction(propose).await.expect("proposed");

        let press = proto::RaiseEmergencyRequest {
            unit: helpless.clone(),
            position: at(HERE, number + 500),
            ..proto::RaiseEmergencyRequest::default()
        };
        let raised = house.units().raise_emergency(press).await.expect("raised").into_inner();
        let emergency = raised.incident.expect("an incident").name;

        let (restricted, _) = stage.filed(call("other.fugitive", HERE, number + 550)).await;
        let restrict = proto::RestrictIncidentRequest {
            incident: restricted.clone(),
            reason: "涉密".to_owned(),
            ..proto::RestrictIncidentRequest::default()
        };
        house.desk().restrict_incident(restrict).await.expect("restricted");

        stage.back(&free).await;
        stage.back(&lent).await;
        let loan = proto::LendUnitRequest {
            unit: lent.clone(),
            zone: "长安".to_owned(),
            end_time: in_an_hour(),
            ..proto::LendUnitRequest::default()
        };
        house.desk().lend_unit(loan).await.expect("lent");
        let go = proto::OrderUnitRequest {
            unit: free.clone(),
            task: proto::OrderTask::GoTo.into(),
            position: at(HERE, number),
            ..proto::OrderUnitRequest::default()
        };
        let order = house.desk().order_unit(go).await.expect("ordered").into_inner().order;
        let plan = proto::CreatePlannedEventRequest {
            display_name: "灯会".to_owned(),
            fence: Some(proto::Area { zone: HERE.to_owned(), ..proto::Area::default() }),
            end_time: in_an_hour(),
            units: vec![off.clone()],
            ..proto::CreatePlannedEventRequest::default()
        };
        let planned = house.desk().create_planned_event(plan).await.expect("planned").into_inner();
        let alarms = stage.desk().list_alarms(proto::ListAlarmsRequest::default()).await.expect("listed");
        let mut alarms = alarms.into_inner().causes.into_iter().flat_map(|cause| cause.alarms);
        let alarm = alarms.find(|alarm| alarm.unit == busy).expect("an alarm about the blocked unit").name;

        let callsign = |name: &str| name.trim_start_matches("units/").to_owned();
        let own_units = [&busy, &free, &lent, &off, &helpless].map(|name| callsign(name)).into();
        Self {
            number,
            own_units,
            foreign_unit: callsign(&foreign),
            busy,
            free,
            lent,
            off,
            incident,
            report,
            dispatch,
            second_report,
            to_verify,
            waiting,
            its_report,
            closed,
            silent,
            duplicate,
            proposed,
            emergency,
            restricted,
            order,
            alarm,
            planned_event: planned.planned_event,
        }
    }
}

/// The policy of the stories, under another name.
pub(super) fn edition(name: &str) -> proto::PolicyParts {
    let source = city::policy();
    proto::PolicyParts {
        policy_toml: Some(format!("# {name}\n{}", source.policy_toml)),
        zones_geojson: source.zones_geojson,
        gazetteer_csv: source.gazetteer_csv,
    }
}

/// A second policy, so that there is one to go back to.
pub(super) async fn second_policy(house: &House) {
    let parts = edition("第二版");
    let client = || PolicyServiceClient::new(house.channel.clone());
    let active = client().get_policy(proto::GetPolicyRequest::default()).await.expect("read").into_inner();
    let activate = proto::ActivatePolicyRequest {
        source: Some(proto::activate_policy_request::Source::Parts(parts)),
        etag: active.policy.expect("one").hash,
        reason: "试行".to_owned(),
        ..proto::ActivatePolicyRequest::default()
    };
    client().activate_policy(activate).await.expect("activated");
}
