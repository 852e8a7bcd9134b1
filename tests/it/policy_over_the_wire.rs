//! A supervisor at work over the API: look, compare, try, activate, take back.

use patrold::api::limits::ApiLimits;
use patrold::api::proto::policy_service_client::PolicyServiceClient;
use patrold::api::proto::rehearse_policy_response::Message;
use patrold::api::proto::{self, activate_policy_request, policy_source};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::api_over_the_wire::House;

type Supervisor = PolicyServiceClient<Channel>;

async fn policy(service: &mut Supervisor, revision: u64) -> Result<proto::Policy, Status> {
    let found = service.get_policy(proto::GetPolicyRequest { revision }).await?;
    Ok(found.into_inner().policy.expect("a policy"))
}

fn rules(policy_toml: &str) -> proto::PolicyParts {
    proto::PolicyParts { policy_toml: Some(policy_toml.to_owned()), ..proto::PolicyParts::default() }
}

fn activation(policy_toml: &str, etag: &str) -> proto::ActivatePolicyRequest {
    proto::ActivatePolicyRequest {
        source: Some(activate_policy_request::Source::Parts(rules(policy_toml))),
        etag: etag.to_owned(),
        reason: "延长保留时间".to_owned(),
        ..proto::ActivatePolicyRequest::default()
    }
}

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_is_tried_activated_and_taken_back() {
    let house = House::open(ApiLimits::default()).await;
    let mut service = PolicyServiceClient::new(house.channel.clone());
    let first = policy(&mut service, 0).await.expect("the active one");
    let parts = first.parts.clone().expect("parts");
    let text = parts.policy_toml.clone().expect("rules");
    assert!(parts.zones_geojson.is_some(), "the built-in city has zones");
    let changed = text.replace("closed_keep_min = 60", "closed_keep_min = 90");

    let after = proto::PolicySource { source: Some(policy_source::Source::Parts(rules(&changed))) };
    let diff = service.diff_policy(proto::DiffPolicyRequest { before: None, after: Some(after) }).await;
    let words: Vec<_> = diff.expect("compared").into_inner().changes.into_iter().map(|change| change.words).collect();
    assert_eq!(words, ["deadlines: closed_keep_min was 60, is now 90"]);

    // Faults are all named, and nothing is changed; nor by a dry run, nor by somebody who saw another policy.
    let broken = changed.replace("closed_keep_min = 90", "closed_keep_min = 0").replace("boat = 22", "boat = 0");
    let refused = service.activate_policy(activation(&broken, &first.hash)).await.expect_err("faults");
    let details = refused.get_error_details();
    let fields: Vec<_> = details.bad_request().expect("fields").field_violations.iter().map(|it| &it.field).collect();
    assert_eq!(
        (refused.code(), fields),
        (Code::InvalidArgument, vec![&"travel.speed_kmh.boat".to_owned(), &"deadlines.closed_keep_min".to_owned()],)
    );
    let dry = proto::ActivatePolicyRequest { validate_only: true, ..activation(&changed, &first.hash) };
    let receipt = service.activate_policy(dry).await.expect("no faults").into_inner();
    assert_eq!(receipt.policy_revision, 0);
    let other = "0".repeat(64);
    for validate_only in [true, false] {
        let stale = proto::ActivatePolicyRequest { validate_only, ..activation(&changed, &other) };
        let refused = service.activate_policy(stale).await.expect_err("stale");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Aborted, "POLICY_MOVED"));
    }
    assert_eq!(policy(&mut service, 0).await.expect("active").revision, 1);

    // A retry gets the first answer, though by then the etag is stale.
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let now = house.daemon.handle().make_command_id().to_string();
    assert_ne!(id, now, "a request id is of this moment");
    let asked = proto::ActivatePolicyRequest { request_id: now, ..activation(&changed, &first.hash) };
    let receipt = service.activate_policy(asked.clone()).await.expect("activated").into_inner();
    assert_eq!(receipt.policy_revision, 2);
    assert_eq!(service.activate_policy(asked).await.expect("known").into_inner(), receipt);

    let second = policy(&mut service, 0).await.expect("active");
    assert_eq!(second.parts.expect("parts").zones_geojson, parts.zones_geojson, "zones stay when none are given");
    let back = proto::RollBackPolicyRequest {
        etag: second.hash.clone(),
        reason: "撤回".to_owned(),
        ..proto::RollBackPolicyRequest::default()
    };
    assert_eq!(service.roll_back_policy(back).await.expect("back").into_inner().policy_revision, 3);
    assert_eq!(policy(&mut service, 0).await.expect("active").hash, first.hash);
    assert_eq!(policy(&mut service, 2).await.expect("kept").hash, second.hash);
    assert_eq!(policy(&mut service, 9).await.expect_err("never was").code(), Code::NotFound);

    let listed = service.list_policy_revisions(proto::ListPolicyRevisionsRequest::default()).await.expect("listed");
    let listed: Vec<_> =
        listed.into_inner().revisions.into_iter().map(|it| (it.revision, it.restores_revision, it.reason)).collect();
    assert_eq!(listed, [(3, 1, "撤回".to_owned()), (2, 0, "延长保留时间".to_owned()), (1, 0, String::new())]);
    drop(service);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_city_moves_to_another_duty_level() {
    let house = House::open(ApiLimits::default()).await;
    let mut service = PolicyServiceClient::new(house.channel.clone());
    let shown = service.get_duty_level(proto::GetDutyLevelRequest {}).await.expect("shown").into_inner();
    let ids: Vec<_> = shown.levels.iter().map(|level| level.duty_level.as_str()).collect();
    assert_eq!(ids, ["routine", "enhanced", "highest"]);
    assert_eq!(shown.current.expect("a level").duty_level, "routine");
    let to = |level: &str| proto::SetDutyLevelRequest {
        duty_level: level.to_owned(),
        reason: "大型活动".to_owned(),
        ..proto::SetDutyLevelRequest::default()
    };
    service.set_duty_level(to("enhanced")).await.expect("moved");
    let shown = service.get_duty_level(proto::GetDutyLevelRequest {}).await.expect("shown").into_inner();
    assert_eq!((shown.current.expect("a level").clocks_percent, shown.reason.as_str()), (80, "大型活动"));
    let refused = service.set_duty_level(to("war")).await.expect_err("unknown");
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::InvalidArgument, "UNKNOWN_DUTY_LEVEL"));
    drop(service);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_is_rehearsed_over_what_was_recorded() {
    let house = House::open(ApiLimits::default()).await.with_two_riders().await;
    let mut service = PolicyServiceClient::new(house.channel.clone());
    let mut desk = house.desk();
    for type_code in ["traffic.accident-damage.two", "criminal.robbery.street"] {
        let at = proto::Position { datum: proto::Datum::Wgs84.into(), latitude_deg: 23.02, longitude_deg: 113.75 };
        let place = proto::PlaceInput { manual_position: Some(at), ..proto::PlaceInput::default() };
        let report = proto::FileReportRequest {
            source: proto::ReportSource::Voice110.into(),
            type_code: type_code.to_owned(),
            place: Some(place),
            ..proto::FileReportRequest::default()
        };
        desk.file_report(report).await.expect("filed");
    }
    let now = house.daemon.handle().now().as_unix_seconds();
    let moment = |seconds| Some(prost_types::Timestamp { seconds, nanos: 0 });
    let text = policy(&mut service, 0).await.expect("active").parts.and_then(|parts| parts.policy_toml).expect("rules");
    let proposed = |text: &str| Some(proto::PolicySource { source: Some(policy_source::Source::Parts(rules(text))) });
    let graver = text.replacen(
        "[[rule]]\n",
        "[[rule]]\nname = \"事故从重\"\nwhen.types = [\"traffic.accident-damage.two\"]\nlevel = 2\n\
         handling = \"police_dispatch\"\n\n[[rule]]\n",
        1,
    );

    // What is wrong with the span and with the policy is said together.
    let bad = proto::RehearsePolicyRequest {
        proposed: proposed(&text.replace("boat = 22", "boat = 0")),
        start_time: moment(now - 10_000_000),
        end_time: moment(now - 9_999_000),
    };
    let refused = service.rehearse_policy(bad).await.expect_err("refused");
    let details = refused.get_error_details();
    let said: Vec<_> = details.bad_request().expect("fields").field_violations.iter().map(|it| &*it.field).collect();
    assert_eq!(said, ["start_time", "travel.speed_kmh.boat"]);
    assert!(refused.to_string().contains("fields are wrong"), "{refused}");

    let asked = proto::RehearsePolicyRequest {
        proposed: proposed(&graver),
        start_time: moment(now - 600),
        end_time: moment(now + 600),
    };
    let mut messages = service.rehearse_policy(asked).await.expect("begun").into_inner();
    let (mut outcome, mut differences) = (None, Vec::new());
    while let Some(message) = messages.message().await.expect("told") {
        match message.message.expect("something") {
            Message::Progress(_) => {}
            Message::Outcome(found) => outcome = Some(found),
            Message::Difference(difference) => differences.push(difference),
        }
    }
    let outcome = outcome.expect("an outcome");
    assert!(outcome.reproduced_count >= 2, "{outcome:?}");
    assert_eq!(outcome.reproduced_same_count, outcome.reproduced_count, "{outcome:?}");
    assert_eq!(outcome.before.expect("counted").incident_count, 2);
    // The accident is graver. Where the robbery had taken its rider from it, that is another difference.
    let kinds: Vec<_> = differences.iter().map(proto::RehearsedDifference::kind).collect();
    let (first, others) = kinds.split_first().expect("a difference");
    assert_eq!(*first, proto::RehearsedDifferenceKind::Classified, "{differences:?}");
    assert!(others.iter().all(|kind| *kind == proto::RehearsedDifferenceKind::Units), "{differences:?}");
    assert_eq!(usize::try_from(outcome.difference_count), Ok(differences.len()));
    let after = differences[0].after.clone().and_then(|story| story.classification).expect("classified");
    assert_eq!((after.rule.as_str(), after.level()), ("事故从重", proto::Level::Two));
    assert_eq!(policy(&mut service, 0).await.expect("active").revision, 1, "nothing was changed");
    drop((service, desk, messages));
    house.close().await;
}
