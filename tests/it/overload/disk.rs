//! A disk that fills up under the real program: it warns, then takes levels 1 and 2 only, and takes everything again when
//! there is room. Nothing that was acknowledged is lost.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::time::Duration;

use patrold::api::proto;
use patrold::api::proto::desk_service_client::DeskServiceClient;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::policy_service_client::PolicyServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use rustix::fs::FallocateFlags;
use tonic::Status;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::{note, reason_of};
use crate::api_over_the_wire::{check_in, request_id, robbery};
use crate::disk_trouble::house::Tmpfs;
use crate::kill::process::Process;

const MIB: u64 = 1 << 20;
const WARN: u64 = 70 * MIB;
const REFUSE: u64 = 30 * MIB;
const RESERVE: u64 = 24 * MIB;
const PATIENCE: Duration = Duration::from_secs(20);

fn config() -> String {
    format!(
        "[policy]\nzones = \"none\"\n[journal]\nsegment_bytes = {}\ngroup_bytes_max = {}\n[disk]\nwarn_free_bytes = {WARN}\n\
         refuse_free_bytes = {REFUSE}\nreserve_bytes = {RESERVE}\ncheck_interval_ms = 50\n",
        16 * MIB,
        8 * MIB
    )
}

/// Somebody else's file, which grows and shrinks.
struct Filler {
    path: PathBuf,
    file: File,
}

impl Filler {
    fn new(disk: &Tmpfs) -> Self {
        let path = disk.path().join("somebody-else's");
        let file = OpenOptions::new().create_new(true).write(true).open(&path).expect("made");
        Self { path, file }
    }

    /// Grows until so many bytes are free.
    fn leave(&self, disk: &Tmpfs, bytes: u64) {
        let more = disk.free_bytes().checked_sub(bytes).expect("more is free");
        let end = self.file.metadata().expect("known").len();
        rustix::fs::fallocate(&self.file, FallocateFlags::empty(), end, more).expect("there is room");
    }

    fn remove(self) {
        std::fs::remove_file(&self.path).expect("removed");
    }
}

/// A client of the program on the small disk, and what it was told.
struct Desk {
    channel: Channel,
    reports: Vec<String>,
}

impl Desk {
    fn dispatch(&self) -> DispatchServiceClient<Channel> {
        DispatchServiceClient::new(self.channel.clone())
    }

    async fn report(&mut self, type_code: &str) -> Result<proto::WriteReceipt, Status> {
        let call = proto::FileReportRequest {
            type_code: type_code.to_owned(),
            narrative: "在万江汽车站附近".to_owned(),
            request_id: request_id(),
            ..robbery()
        };
        let receipt = self.dispatch().file_report(call).await?.into_inner();
        self.reports.push(receipt.report.clone());
        Ok(receipt)
    }

    async fn health(&self, service: &str) -> ServingStatus {
        let asked = HealthCheckRequest { service: service.to_owned() };
        HealthClient::new(self.channel.clone()).check(asked).await.expect("told").into_inner().status()
    }

    async fn disk_alarms(&self) -> usize {
        let listed =
            DeskServiceClient::new(self.channel.clone()).list_alarms(proto::ListAlarmsRequest::default()).await;
        let causes = listed.expect("listed").into_inner().causes;
        causes.iter().filter(|cause| cause.kind() == proto::AlarmKind::DiskLow).count()
    }

    /// Waits until the disk is said to serve or not, and for so many alarms about it.
    async fn wait(&self, status: ServingStatus, alarms: usize) {
        let come = async {
            while self.health("patrol.v1.Disk").await != status || self.disk_alarms().await != alarms {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, come).await.unwrap_or_else(|_| panic!("no {status:?} with {alarms} alarms"));
    }

    async fn import(&self, unit: &str) -> Result<(), Status> {
        let rider = proto::RosterUnit {
            name: unit.to_owned(),
            tier: proto::Tier::City.into(),
            force: "iron-riders".to_owned(),
            kind: proto::UnitKind::Motorcycle.into(),
            ..proto::RosterUnit::default()
        };
        let roster = proto::ImportRosterRequest { units: vec![rider], ..proto::ImportRosterRequest::default() };
        RosterServiceClient::new(self.channel.clone()).import_roster(roster).await.map(drop)
    }

    async fn start_duty(&self, unit: &str) -> Result<(), Status> {
        let (unit, check_in) = (unit.to_owned(), Some(check_in(unit)));
        let start = proto::StartDutyRequest { unit, check_in, ..proto::StartDutyRequest::default() };
        UnitServiceClient::new(self.channel.clone()).start_duty(start).await.map(drop)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_up_warns_then_takes_levels_1_and_2_only_and_loses_nothing() {
    let Some(disk) = Tmpfs::mount("256m") else {
        println!("skipped: no right to mount");
        return;
    };
    let mut process = Process::start_configured(&[], disk.path(), &config()).await;
    let mut client = Desk { channel: process.channel().await, reports: Vec::new() };
    let reserve = disk.path().join("data/reserve");
    client.wait(ServingStatus::Serving, 0).await;
    assert_eq!(std::fs::metadata(&reserve).expect("it is kept").len(), RESERVE);
    client.import("units/铁骑-1").await.expect("imported");
    let robbed = client.report("criminal.robbery.street").await.expect("filed").incident.expect("opened");
    let minor = client.report("dispute.neighbour").await.expect("filed").incident.expect("opened");
    assert!(robbed.level() == proto::Level::One && minor.level() as i32 > proto::Level::Two as i32, "{minor:?}");

    // Below the first mark somebody is told, and everything is taken.
    let filler = Filler::new(&disk);
    filler.leave(&disk, WARN - 10 * MIB);
    client.wait(ServingStatus::Serving, 1).await;
    client.dispatch().add_note(note(&robbed.name)).await.expect("everything is taken");
    client.report("dispute.neighbour").await.expect("everything is taken");

    // Below the second one the reserve is given back, and only what must be is taken.
    filler.leave(&disk, REFUSE - 2 * MIB);
    client.wait(ServingStatus::NotServing, 1).await;
    assert!(!reserve.exists() && disk.free_bytes() > REFUSE, "what is accepted has the room of the reserve");
    assert_eq!(client.health("patrol.v1.DispatchService").await, ServingStatus::Serving, "for what it still takes");
    let refused = [
        client.dispatch().add_note(note(&robbed.name)).await.map(drop),
        client.report("dispute.neighbour").await.map(drop),
        client.import("units/铁骑-2").await,
        PolicyServiceClient::new(client.channel.clone())
            .rehearse_policy(proto::RehearsePolicyRequest::default())
            .await
            .map(drop),
    ];
    for outcome in refused {
        assert_eq!(reason_of(&outcome.expect_err("it can wait")), "DISK_LOW");
    }
    client.start_duty("units/铁骑-1").await.expect("what units say of themselves is taken");
    for _ in 0..200 {
        client.report("criminal.robbery.street").await.expect("level 1 is taken");
    }
    let listed = client.dispatch().list_units(proto::ListUnitsRequest::default()).await.expect("reading goes on");
    assert_eq!(listed.into_inner().units.len(), 1);

    // It dies there, and everything that was acknowledged is there afterwards.
    process.kill();
    let process = Process::start_configured(&[], disk.path(), &config()).await;
    client.channel = process.channel().await;
    for name in client.reports.clone() {
        client.dispatch().get_report(proto::GetReportRequest { name }).await.expect("nothing is lost");
    }
    client.wait(ServingStatus::NotServing, 1).await;
    assert_eq!(
        reason_of(&client.dispatch().add_note(note(&robbed.name)).await.expect_err("as before")),
        "DISK_LOW",
        "the next run takes no more than the last"
    );

    // With room again the reserve is kept again, and everything is taken.
    filler.remove();
    client.wait(ServingStatus::Serving, 0).await;
    assert_eq!(std::fs::metadata(&reserve).expect("it is kept again").len(), RESERVE);
    client.dispatch().add_note(note(&robbed.name)).await.expect("everything is taken again");
    client.report("dispute.neighbour").await.expect("everything is taken again");
}
