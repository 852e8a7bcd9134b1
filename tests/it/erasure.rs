//! The end of personal data: told apart by who asks, erased by order and by time, through crashes and copies of keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use patrold::api::limits::ApiLimits;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::privacy_service_client::PrivacyServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, PersonalText};
use patrold::api::server::Server;
use patrold::domain::sealed::{KeyDay, RetentionKind, Sealed};
use patrold::domain::time::EngineTime;
use patrold::runtime::settings::ClockChoice;
use patrold::runtime::start::Daemon;
use patrold::vault::{KEY_BYTES, Opened, Vault};
use tokio::net::TcpListener;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request};

use crate::api_over_the_wire::{GRACE, at, check_in, robbery};
use crate::rig;
use crate::simulated_disk::SimulatedDisk;

const NAME: &str = "阮金雀";
const PHONE: &str = "13977700421";
const ADDRESS: &str = "滨海路七巷金雀楼四零四";
const TOLD: &str = "金雀说他藏在天台水箱";
const NOTED: &str = "金雀的弟弟也在场";
const BACK: &str = "已找到金雀";

/// Everything that was told, to be looked for in files.
const CANARIES: [&str; 6] = [NAME, PHONE, ADDRESS, TOLD, NOTED, BACK];

/// A daemon on a folder that outlives it.
struct Station {
    daemon: Daemon,
    server: Server,
    channel: Channel,
}

impl Station {
    async fn open(folder: &Path, clock: ClockChoice) -> Self {
        let daemon = Daemon::start(rig::settings(folder), clock).await.expect("it starts");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = Server::start(daemon.handle().clone(), listener, ApiLimits::default()).await.expect("it serves");
        let endpoint = Endpoint::from_shared(format!("http://{}", server.address())).expect("an address");
        let channel = endpoint.connect().await.expect("it answers");
        Self { daemon, server, channel }
    }

    async fn close(self) {
        assert!(self.server.stop(GRACE).await, "everything ended by itself");
        self.daemon.stop().await.expect("the record is sealed");
    }

    fn desk(&self) -> DispatchServiceClient<Channel> {
        DispatchServiceClient::new(self.channel.clone())
    }

    fn privacy(&self) -> PrivacyServiceClient<Channel> {
        PrivacyServiceClient::new(self.channel.clone())
    }

    /// A call with everything personal in it, a note and feedback. Returns the names of its report and incident.
    async fn call(&self) -> (String, String) {
        let call = proto::FileReportRequest {
            caller: Some(proto::CallerInput { display_name: NAME.to_owned(), phone: PHONE.to_owned() }),
            place: Some(proto::PlaceInput {
                manual_position: at(23.02),
                address: ADDRESS.to_owned(),
                ..proto::PlaceInput::default()
            }),
            narrative: TOLD.to_owned(),
            type_code: "criminal.robbery.street".to_owned(),
            ..robbery()
        };
        let receipt = self.desk().file_report(call).await.expect("filed").into_inner();
        let incident = receipt.incident.expect("opened").name;
        let note = proto::AddNoteRequest { incident: incident.clone(), text: NOTED.to_owned(), ..Default::default() };
        self.desk().add_note(note).await.expect("noted");
        if let Some(claimed) = receipt.dispatches.first() {
            let back = proto::AdvanceDispatchRequest {
                dispatch: claimed.dispatch.clone(),
                unit: claimed.unit.clone(),
                step: proto::Step::Arrived.into(),
                feedback: BACK.to_owned(),
                ..proto::AdvanceDispatchRequest::default()
            };
            UnitServiceClient::new(self.channel.clone()).advance_dispatch(back).await.expect("told");
        }
        (receipt.report, incident)
    }

    async fn report(&self, name: &str) -> proto::Report {
        self.read_as(name, &[]).await
    }

    async fn read_as(&self, name: &str, metadata: &[(&'static str, &'static str)]) -> proto::Report {
        let request = with(metadata, proto::GetReportRequest { name: name.to_owned() });
        self.desk().get_report(request).await.expect("there").into_inner().report.expect("a report")
    }

    async fn is_there(&self, name: &str, metadata: &[(&'static str, &'static str)]) -> bool {
        let request = with(metadata, proto::GetReportRequest { name: name.to_owned() });
        match self.desk().get_report(request).await {
            Ok(_) => true,
            Err(status) => {
                assert_eq!(status.code(), Code::NotFound);
                false
            }
        }
    }

    async fn incident_as(&self, name: &str, metadata: &[(&'static str, &'static str)]) -> proto::GetIncidentResponse {
        let request = with(metadata, proto::GetIncidentRequest { name: name.to_owned() });
        self.desk().get_incident(request).await.expect("there").into_inner()
    }

    async fn retention(&self) -> proto::GetRetentionResponse {
        self.privacy().get_retention(proto::GetRetentionRequest {}).await.expect("told").into_inner()
    }

    async fn erase(&self, name: &str) -> Result<(), Code> {
        let request = proto::ErasePersonalDataRequest {
            name: name.to_owned(),
            reason: "（2026）粤19民初42号".to_owned(),
            ..proto::ErasePersonalDataRequest::default()
        };
        self.privacy().erase_personal_data(request).await.map(drop).map_err(|status| status.code())
    }

    /// Waits until nothing is on its way to its end.
    async fn wait_for_pending(&self, pending: u32) {
        for _ in 0..200 {
            if self.retention().await.pending_count == pending {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("still pending: {:?}", self.retention().await);
    }
}

fn with<T>(metadata: &[(&'static str, &'static str)], message: T) -> Request<T> {
    let mut request = Request::new(message);
    for (key, value) in metadata {
        request.metadata_mut().insert(*key, value.parse().expect("ascii"));
    }
    request
}

fn texts(report: &proto::Report) -> Vec<&PersonalText> {
    let all = [&report.caller_display_name, &report.caller_phone, &report.address, &report.narrative];
    all.into_iter().map(|text| text.as_ref().expect("something was told")).collect()
}

fn all_are(report: &proto::Report, what: impl Fn(&PersonalText) -> bool) -> bool {
    texts(report).into_iter().all(what)
}

fn erased(text: &PersonalText) -> bool {
    text.erased && text.text.is_empty()
}

fn masked(text: &PersonalText) -> bool {
    text.masked && !text.erased && text.text.is_empty()
}

fn clear(text: &PersonalText) -> bool {
    !text.text.is_empty() && !text.masked && !text.erased
}

fn system() -> ClockChoice {
    ClockChoice::System { accept_jump: true }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// No byte on disk says what was told.
fn assert_nothing_clear(folder: &Path) {
    let files = files(folder);
    assert!(files.len() > 4, "there is something to look through: {files:?}");
    for file in files {
        let bytes = fs::read(&file).expect("read");
        for canary in CANARIES {
            let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
            assert!(!found, "{canary} stands in the clear in {}", file.display());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("read");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_persons_data_is_erased_and_no_copy_of_the_keys_brings_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, keys, copied) =
        (folder.path().join("data"), folder.path().join("data/keys"), folder.path().join("copied"));
    let station = Station::open(&data, system()).await;
    let (report, incident) = station.call().await;
    let (kept, _) = station.call().await;
    let more = proto::AmendReportRequest {
        report: report.clone(),
        narrative: format!("{TOLD}，没走"),
        ..proto::AmendReportRequest::default()
    };
    station.desk().amend_report(more).await.expect("amended");
    assert!(all_are(&station.report(&report).await, clear));
    assert_nothing_clear(&data);
    copy(&keys, &copied);

    station.erase(&incident).await.expect("ordered");
    station.wait_for_pending(0).await;
    assert!(all_are(&station.report(&report).await, erased));
    let whole = station.incident_as(&incident, &[]).await.incident.expect("there");
    assert!(whole.notes.iter().all(|note| note.text.as_ref().is_some_and(erased)) && !whole.notes.is_empty());
    assert_eq!(whole.classification.as_ref().expect("classified").type_code, "criminal.robbery.street");
    assert!(!whole.classification.expect("classified").rule.is_empty(), "the rule still explains the decision");
    assert!(all_are(&station.report(&kept).await, clear), "nobody else's");
    station.erase(&incident).await.expect("once more changes nothing");
    assert_eq!(station.retention().await.pending_count, 0);
    assert_nothing_clear(&data);
    station.close().await;

    for entry in fs::read_dir(&copied).expect("a folder") {
        let entry = entry.expect("read");
        fs::copy(entry.path(), keys.join(entry.file_name())).expect("put back");
    }
    let station = Station::open(&data, system()).await;
    assert!(all_are(&station.report(&report).await, erased), "the start destroyed them again");
    assert!(all_are(&station.report(&kept).await, clear));
    assert_eq!(station.erase("incidents/01890a5d-ac96-774b-bcce-b302099a8057").await, Err(Code::NotFound));
    assert_eq!(station.erase("somebody").await, Err(Code::InvalidArgument));
    station.close().await;
    assert_nothing_clear(&data);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_was_cut_short_is_finished_by_the_next_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let station = Station::open(folder.path(), system()).await;
    let (report, incident) = station.call().await;
    // The disk refuses to let the keys go: a folder stands where their file should be.
    let sheets: Vec<_> =
        files(&folder.path().join("keys")).into_iter().filter(|it| it.to_string_lossy().contains("slips")).collect();
    let sheet = sheets.first().expect("a sheet");
    let aside = folder.path().join("aside");
    fs::rename(sheet, &aside).expect("moved");
    fs::create_dir(sheet).expect("in the way");
    station.erase(&incident).await.expect("ordered");
    station.wait_for_pending(1).await;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(station.retention().await.pending_count, 1, "what is not destroyed is not confirmed");
    station.close().await;

    fs::remove_dir(sheet).expect("removed");
    fs::rename(&aside, sheet).expect("moved back");
    let station = Station::open(folder.path(), system()).await;
    station.wait_for_pending(0).await;
    assert!(all_are(&station.report(&report).await, erased));
    station.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_long_enough_is_erased_unless_it_is_held() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = KeyDay::of(rig::MORNING);
    let station = Station::open(folder.path(), ClockChoice::Manual { start: rig::MORNING }).await;
    let (report, _) = station.call().await;
    let later = |days: u64| rig::MORNING + Duration::from_hours(24 * days);
    let advance = |to: EngineTime| station.daemon.handle().clock().advance_to(to).expect("a manual clock");
    advance(later(180));
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!(all_are(&station.report(&report).await, clear), "the last day counts");

    let days = |reason: &str| proto::HoldPersonalDataRequest {
        first_day: first.to_string(),
        last_day: first.to_string(),
        reason: reason.to_owned(),
        ..proto::HoldPersonalDataRequest::default()
    };
    station.privacy().hold_personal_data(days("2026-刑-17")).await.expect("held");
    advance(later(181));
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!(all_are(&station.report(&report).await, clear), "it is evidence");
    assert_eq!(station.erase(&report).await, Err(Code::FailedPrecondition));
    assert_eq!(station.retention().await.holds.len(), 1);

    let release = proto::ReleasePersonalDataRequest {
        first_day: first.to_string(),
        last_day: first.to_string(),
        reason: "结案".to_owned(),
        ..proto::ReleasePersonalDataRequest::default()
    };
    station.privacy().release_personal_data(release).await.expect("released");
    for _ in 0..100 {
        if station.report(&report).await.caller_phone.as_ref().is_some_and(erased) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    station.wait_for_pending(0).await;
    let told = station.report(&report).await;
    assert!(told.caller_phone.as_ref().is_some_and(erased) && told.address.as_ref().is_some_and(erased));
    assert!(told.narrative.as_ref().is_some_and(clear), "what was told is kept longer");
    let caller = station.retention().await.kinds.into_iter().find(|kind| kind.kind == 1).expect("callers");
    assert_eq!((caller.kept_days, caller.erased_days_count >= 1), (180, true));
    station.close().await;
    assert_nothing_clear(folder.path());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_decides_what_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let station = Station::open(folder.path(), system()).await;
    let rider = proto::RosterUnit {
        name: "units/R1".to_owned(),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let roster = proto::ImportRosterRequest { units: vec![rider], ..proto::ImportRosterRequest::default() };
    RosterServiceClient::new(station.channel.clone()).import_roster(roster).await.expect("imported");
    let mut units = UnitServiceClient::new(station.channel.clone());
    let start = proto::StartDutyRequest {
        unit: "units/R1".to_owned(),
        check_in: Some(check_in("units/R1")),
        ..proto::StartDutyRequest::default()
    };
    units.start_duty(start).await.expect("on duty");
    let fix = proto::Fix { unit: "units/R1".to_owned(), position: at(23.021), ..proto::Fix::default() };
    units.report_position_batch(proto::ReportPositionBatchRequest { fixes: vec![fix] }).await.expect("taken");
    let (report, incident) = station.call().await;
    let dispatcher: [(&str, &str); 1] = [("patrold-role", "dispatcher")];
    let auditor = [("patrold-role", "auditor")];
    let asks_less = [("patrold-role", "dispatcher"), ("patrold-personal-data", "masked")];
    let rider = [("patrold-role", "unit"), ("patrold-units", "R1"), ("patrold-principal", "R1")];
    let stranger = [("patrold-role", "unit"), ("patrold-units", "R2"), ("patrold-principal", "R2")];

    assert!(all_are(&station.read_as(&report, &dispatcher).await, clear));
    assert!(all_are(&station.read_as(&report, &rider).await, clear), "it is on its way there");
    for nobody in [&auditor[..], &asks_less] {
        assert!(all_are(&station.read_as(&report, nobody).await, masked), "{nobody:?}");
        let whole = station.incident_as(&incident, nobody).await;
        let told = whole.incident.expect("there");
        assert!(told.notes.iter().all(|note| note.text.as_ref().is_some_and(masked)) && told.texts_masked);
        assert!(whole.reports.iter().all(|report| all_are(report, masked)));
        let listed = with(nobody, proto::ListReportsRequest { incident: incident.clone(), ..Default::default() });
        let listed = station.desk().list_reports(listed).await.expect("listed").into_inner();
        assert!(listed.reports.iter().all(|report| all_are(report, masked)) && !listed.reports.is_empty());
    }
    assert!(!station.is_there(&report, &stranger).await, "it is not on its way there");
    let listed = station.desk().list_units(with(&auditor, proto::ListUnitsRequest::default())).await;
    let duty = listed.expect("listed").into_inner().units.remove(0).duty.expect("on duty");
    assert!(duty.texts_masked && duty.check_in.expect("checked in").crew[0].person.is_empty());

    let dispatch = station.incident_as(&incident, &[]).await.dispatches.remove(0).name;
    let finished = proto::AdvanceDispatchRequest {
        dispatch,
        unit: "units/R1".to_owned(),
        step: proto::Step::Finished.into(),
        ..proto::AdvanceDispatchRequest::default()
    };
    units.advance_dispatch(finished).await.expect("told");
    assert!(!station.is_there(&report, &rider).await, "its right ended with its dispatch");
    assert!(all_are(&station.read_as(&report, &dispatcher).await, clear));
    let odd = with(&[("patrold-personal-data", "all")], proto::GetReportRequest { name: report.clone() });
    assert_eq!(station.desk().get_report(odd).await.expect_err("refused").code(), Code::Unauthenticated);
    station.close().await;
}

const TODAY: KeyDay = KeyDay(20_781);

fn vault(disk: &SimulatedDisk, seed: u64) -> Option<Vault<SimulatedDisk>> {
    let mut next = u8::try_from(seed % 200).expect("small");
    let fresh = move || {
        next = next.wrapping_add(1);
        Ok([next.max(1); KEY_BYTES])
    };
    Vault::load(disk.clone(), Path::new("/keys"), Box::new(fresh)).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn tracks_are_deleted_at_the_start_and_from_hour_to_hour_when_their_days_are_over() {
    const DAY: Duration = Duration::from_hours(24);
    let folder = tempfile::tempdir().expect("a folder");
    let tracks = folder.path().join("tracks");
    fs::create_dir_all(&tracks).expect("made");
    let file = |days_ago: u32| format!("{:020}.tracks", (rig::MORNING - DAY * days_ago).as_micros());
    for days_ago in [40, 31, 29, 1] {
        fs::write(tracks.join(file(days_ago)), "").expect("written");
    }
    let kept = || {
        let listed = fs::read_dir(&tracks).expect("listed");
        let mut names: Vec<_> = listed.map(|it| it.expect("listed").file_name().into_string().expect("text")).collect();
        names.sort();
        names
    };
    let wait_for = async |days_ago: &[u32]| {
        let wanted: Vec<_> = days_ago.iter().map(|days| file(*days)).collect();
        for _ in 0..500 {
            if kept() == wanted {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?} are there, and not {wanted:?}", kept());
    };
    // They are kept for thirty days, and a file ends where the next one begins.
    let clock = ClockChoice::Manual { start: rig::MORNING };
    let daemon = Daemon::start(rig::settings(folder.path()), clock).await.expect("it starts");
    wait_for(&[31, 29, 1]).await;
    daemon.handle().clock().advance_to(rig::MORNING + DAY * 2).expect("it is manual");
    wait_for(&[29, 1]).await;
    daemon.stop().await.expect("in good order");
}

/// The power goes at any call of a destruction; then it is asked for again, as the record wants it. Whatever chance kept
/// of the disk: in the end it is destroyed, everything else is there, and a confirmed destruction stays one.
#[test]
fn a_destruction_through_a_loss_of_power_ends_destroyed_and_takes_nothing_else() {
    for seed in 0..400 {
        let disk = SimulatedDisk::new(seed);
        let mut keys = vault(&disk, seed).expect("loaded");
        keys.prepare(TODAY).expect("prepared");
        keys.prepare_slips(TODAY).expect("prepared");
        let seal = |kind| {
            let slip = keys.take_slip(TODAY).expect("at hand");
            keys.seal(kind, slip, [7; 24], b"told").expect("sealed")
        };
        let (one, other) = (seal(RetentionKind::Narrative), seal(RetentionKind::Caller));
        let destroy = |keys: &mut Vault<SimulatedDisk>| {
            if seed % 2 == 0 {
                keys.destroy(RetentionKind::Narrative, TODAY)
            } else {
                keys.destroy_slips(&one.slip().into_iter().collect::<BTreeSet<_>>())
            }
        };
        let open = |keys: &Vault<SimulatedDisk>, sealed: &Sealed| keys.open(sealed).expect("known");
        disk.lose_power_in(seed / 2 % 9);
        let cut_short = destroy(&mut keys).is_err();
        disk.power_cycle();
        let mut keys = vault(&disk, seed).expect("loaded");
        if cut_short {
            // Nobody was told that it is done: it may be so or not, and the other one is there in any case.
            destroy(&mut keys).expect("asked for again");
        }
        assert_eq!(open(&keys, &one), Opened::Erased, "seed {seed}");
        assert_eq!(open(&keys, &other), Opened::Clear(b"told".to_vec()), "seed {seed}");
        disk.power_cycle();
        let keys = vault(&disk, seed).expect("loaded");
        assert_eq!(open(&keys, &one), Opened::Erased, "seed {seed}: confirmed is confirmed");
        assert_eq!(open(&keys, &other), Opened::Clear(b"told".to_vec()), "seed {seed}");
    }
}
