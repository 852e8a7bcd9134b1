//! A canary in every string of every request, on every path that takes it or refuses it: it is in no log at any level, no
//! metric, no answer of refusal and no file in the clear.
//!
//! The requests are made from the descriptors, so that a new field or method has its canary without anybody thinking of it.

mod browser;
mod nest;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use http::uri::PathAndQuery;
use patrold::api::proto::dispatch_service_client::DispatchServiceClient;
use patrold::api::proto::roster_service_client::RosterServiceClient;
use patrold::api::proto::unit_service_client::UnitServiceClient;
use patrold::api::proto::{self, PERSONAL_FIELDS};
use tonic::client::Grpc;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use self::nest::{Fill, Method, Nest, broken};
use crate::api_over_the_wire::{check_in, robbery};
use crate::raw_codec::Raw;

/// In every field that is marked as personal.
const TOLD: &str = "金丝雀张13977706512";
/// In every other string, and in the bytes.
const ANYTHING: &str = "canary-anything-8841";
/// Where a token would be.
const TOKEN: &str = "canary-token-eyJhbGciOi7720";
/// Where a badge number belongs. It is on record, since nobody may be in two units.
const BADGE: &str = "canary-badge-4417";

const PATIENCE: Duration = Duration::from_secs(2);

/// A process of ours that ends with its story.
struct Ours(Child);

impl Drop for Ours {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A daemon that says everything it can say.
struct Chatty {
    child: Ours,
    log: PathBuf,
    listen: SocketAddr,
    metrics: SocketAddr,
    channel: Channel,
}

impl Chatty {
    async fn start(folder: &Path, format: &str) -> Self {
        let free = || std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
        let (listen, metrics) = (free(), free());
        let (config, log) = (folder.join("patrold.toml"), folder.join("log"));
        let text = format!(
            "[policy]\nzones = \"none\"\n[telemetry]\nlog_format = \"{format}\"\nlog_filter = \"trace,h2=trace,hyper=trace\"\n\
             [board]\nprint_interval_s = 10\n"
        );
        fs::write(&config, text).expect("written");
        let serve = Command::new(env!("CARGO_BIN_EXE_patrold"))
            .args(["serve", "--listen", &listen.to_string(), "--metrics", &metrics.to_string(), "--config"])
            .arg(&config)
            .arg("--data")
            .arg(folder.join("data"))
            .env("RUST_BACKTRACE", "full")
            .stdout(fs::File::create(folder.join("out")).expect("a file"))
            .stderr(fs::File::create(&log).expect("a file"))
            .stdin(Stdio::null())
            .spawn()
            .expect("started");
        let child = Ours(serve);
        let endpoint = Endpoint::from_shared(format!("http://{listen}")).expect("an address");
        for _ in 0..400 {
            if let Ok(channel) = endpoint.connect().await {
                return Self { child, log, listen, metrics, channel };
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it did not start: {}", fs::read_to_string(&log).unwrap_or_default());
    }

    /// Sends messages to a method; what the refusal said, should it be refused.
    async fn send(&self, method: &Method, messages: Vec<Vec<u8>>) -> Option<Status> {
        let mut client = Grpc::new(self.channel.clone());
        client.ready().await.expect("ready");
        let path = PathAndQuery::from_maybe_shared(method.path.clone()).expect("a path");
        let mut request = Request::new(tokio_stream::iter(messages));
        for (key, value) in [("authorization", format!("Bearer {TOKEN}")), ("x-api-key", TOKEN.to_owned())] {
            request.metadata_mut().insert(key, value.parse().expect("ascii"));
        }
        let call = async {
            let mut answers = client.streaming(request, path, Raw).await?.into_inner();
            while answers.message().await?.is_some() {}
            Ok::<_, Status>(())
        };
        // A watch never ends by itself.
        let patience = if method.streams { PATIENCE / 4 } else { PATIENCE * 10 };
        tokio::time::timeout(patience, call).await.ok().and_then(Result::err)
    }

    fn metrics(&self) -> Vec<u8> {
        let mut wire = TcpStream::connect(self.metrics).expect("it answers");
        wire.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").expect("asked");
        let mut text = Vec::new();
        wire.read_to_end(&mut text).expect("told");
        assert!(contains(&text, b"patrold_commands_total"), "these are the metrics");
        text
    }

    /// Ends it in good order; its log on return.
    async fn stop(&mut self) -> Vec<u8> {
        let told = Command::new("kill").args(["-TERM", &self.child.0.id().to_string()]).status().expect("told");
        assert!(told.success());
        for _ in 0..400 {
            if self.child.0.try_wait().expect("it is ours").is_some() {
                return fs::read(&self.log).expect("a log");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not stop");
    }
}

fn contains(text: &[u8], what: &[u8]) -> bool {
    !what.is_empty() && memchr::memmem::find(text, what).is_some()
}

/// A canary however it may be written: as it is, escaped, as a list of bytes, in hexadecimal digits.
fn forms(canary: &str) -> Vec<Vec<u8>> {
    let bytes = canary.as_bytes();
    let list = bytes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let escaped: String = bytes.iter().flat_map(|byte| std::ascii::escape_default(*byte)).map(char::from).collect();
    let point = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) };
    let unicode = canary.chars().map(point).collect::<Vec<_>>().concat();
    [canary.to_owned(), list, hex, escaped, unicode].into_iter().map(String::into_bytes).collect()
}

/// Which canaries a text sings.
fn sung<'c>(text: &[u8], canaries: &[&'c str]) -> Vec<&'c str> {
    let sings = |canary: &&str| forms(canary).iter().any(|form| contains(text, form));
    canaries.iter().copied().filter(sings).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Which canaries the files below a folder hold in the clear.
fn leaks<'c>(folder: &Path, canaries: &[&'c str]) -> Vec<(PathBuf, &'c str)> {
    let mut leaks = Vec::new();
    for file in files(folder) {
        let bytes = fs::read(&file).expect("read");
        leaks.extend(sung(&bytes, canaries).into_iter().map(|canary| (file.clone(), canary)));
    }
    leaks
}

/// What a refusal says, its details among it.
fn said(status: &Status) -> Vec<u8> {
    let mut said = format!("{} {:?}", status.message(), status.metadata()).into_bytes();
    said.extend_from_slice(status.details());
    said
}

/// A unit on duty, with what is no personal data on record.
async fn crew(channel: &Channel) {
    let rider = proto::RosterUnit {
        name: "units/R1".to_owned(),
        tier: proto::Tier::City.into(),
        force: "iron-riders".to_owned(),
        kind: proto::UnitKind::Motorcycle.into(),
        ..proto::RosterUnit::default()
    };
    let roster = proto::ImportRosterRequest { units: vec![rider], ..proto::ImportRosterRequest::default() };
    RosterServiceClient::new(channel.clone()).import_roster(roster).await.expect("imported");
    let start = proto::StartDutyRequest {
        unit: "units/R1".to_owned(),
        check_in: Some(proto::CheckIn { radio_group: ANYTHING.to_owned(), ..check_in(BADGE) }),
        ..proto::StartDutyRequest::default()
    };
    UnitServiceClient::new(channel.clone()).start_duty(start).await.expect("on duty");
}

/// The names of things that there are, by the fields that take them.
async fn things(channel: &Channel) -> BTreeMap<&'static str, String> {
    crew(channel).await;
    let mut desk = DispatchServiceClient::new(channel.clone());
    let filed = desk.file_report(robbery()).await.expect("filed").into_inner();
    let incident = filed.incident.expect("opened").name;
    BTreeMap::from([
        ("incident", incident.clone()),
        ("incidents", incident.clone()),
        ("name", incident),
        ("report", filed.report.clone()),
        ("reports", filed.report),
        ("unit", "units/R1".to_owned()),
        ("units", "units/R1".to_owned()),
        ("type_code", "criminal.robbery.street".to_owned()),
        ("reason", "because".to_owned()),
        ("voice_contact", "because".to_owned()),
        ("remark", "because".to_owned()),
        ("outcome", "because".to_owned()),
        ("person", BADGE.to_owned()),
        ("force", "iron-riders".to_owned()),
        ("post", "south".to_owned()),
        ("gateway", "tetra-1".to_owned()),
        ("device", "radio-1".to_owned()),
        ("client_version", "1.0.0".to_owned()),
        ("desk", "desk-1".to_owned()),
        ("installation", "01890a5d-ac96-774b-bcce-b302099a8057".to_owned()),
        ("session", "01890a5d-ac96-774b-bcce-b302099a8057".to_owned()),
        ("first_day", "2026-11-23".to_owned()),
        ("last_day", "2026-11-23".to_owned()),
    ])
}

async fn sing_everywhere(chatty: &Chatty) -> (usize, usize) {
    let nest = Nest::read();
    let known = things(&chatty.channel).await;
    let (mut calls, mut taken) = (0, 0);
    for method in nest.methods() {
        let fills = [
            Fill { told: ANYTHING.to_owned(), other: |_| ANYTHING.to_owned(), known: None },
            Fill { told: TOLD.to_owned(), other: |_| "x".to_owned(), known: Some(&known) },
            Fill { told: TOLD.to_owned(), other: |_| String::new(), known: Some(&known) },
            Fill { told: TOLD.repeat(500), other: |_| "x".to_owned(), known: Some(&known) },
        ];
        for (number, fill) in fills.iter().enumerate() {
            for variant in 0..nest.variants(&method.input) {
                let message = nest.encode(&method.input, variant, fill);
                let whole =
                    if method.streams { vec![nest.encode(&method.input, 0, fill), message] } else { vec![message] };
                let refused = chatty.send(&method, whole).await;
                calls += 1;
                taken += usize::from(refused.is_none());
                // A name that is none is told back to whoever sent it; what was told by a caller never is.
                let wanted: &[&str] = if number == 0 { &[TOKEN] } else { &[TOLD, TOKEN] };
                if let Some(status) = refused {
                    assert_eq!(sung(&said(&status), wanted), [""; 0], "{}: {status:?}", method.path);
                }
            }
        }
        for bytes in broken(TOLD) {
            let refused = chatty.send(&method, vec![bytes]).await;
            let quiet = refused.as_ref().is_none_or(|status| sung(&said(status), &[TOLD, TOKEN]).is_empty());
            assert!(quiet, "{}: {refused:?}", method.path);
        }
    }
    (calls, taken)
}

/// A canary in the head of a call instead of its body.
async fn sing_in_metadata(chatty: &Chatty) {
    let mut desk = DispatchServiceClient::new(chatty.channel.clone());
    for key in ["patrold-role", "patrold-units", "patrold-partner", "patrold-personal-data", "cookie", "x-phone"] {
        let mut request = Request::new(proto::ListIncidentsRequest::default());
        request.metadata_mut().insert(key, TOKEN.parse().expect("ascii"));
        drop(desk.list_incidents(request).await);
    }
}

async fn no_canary_is_heard(format: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut chatty = Chatty::start(folder.path(), format).await;
    let (calls, taken) = sing_everywhere(&chatty).await;
    sing_in_metadata(&chatty).await;
    browser::ask_for_what_there_is_not(&chatty.channel).await;
    let listen = chatty.listen;
    let heard = tokio::task::spawn_blocking(move || browser::sing_like_a_browser(listen)).await.expect("no panic");
    assert!(heard.in_grpc > 60 && heard.answered > heard.in_grpc, "a browser was answered: {heard:?}");
    println!("{calls} calls, {taken} of them taken");
    assert!(calls > 300 && taken > 40, "every method was called, and some took it: {calls}, {taken}");
    let metrics = chatty.metrics();
    assert_eq!(sung(&metrics, &[TOLD, ANYTHING, TOKEN, BADGE]), [""; 0], "in the metrics");
    // Long enough for the board to be printed.
    tokio::time::sleep(Duration::from_secs(11)).await;
    let log = chatty.stop().await;
    assert!(contains(&log, b"stopping"), "this is the log: {}", String::from_utf8_lossy(&log));
    assert_eq!(sung(&log, &[TOLD, ANYTHING, TOKEN, BADGE]), [""; 0], "in the log");
    assert_eq!(sung(&fs::read(folder.path().join("out")).expect("read"), &[TOLD, ANYTHING, TOKEN, BADGE]), [""; 0]);
    let data = files(&folder.path().join("data"));
    assert!(data.iter().any(|file| file.ends_with("board.txt")), "the board was printed: {data:?}");
    assert_eq!(leaks(&folder.path().join("data"), &[TOLD, TOKEN]), []);
    // What is no personal data is on record, and found there: the search looks where it should.
    let found = leaks(&folder.path().join("data"), &[ANYTHING, BADGE]);
    for canary in [ANYTHING, BADGE] {
        let in_journal =
            |(file, sung): &(PathBuf, &str)| *sung == canary && file.extension().is_some_and(|it| it == "segment");
        assert!(found.iter().any(in_journal), "{canary} is on record: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_canary_is_heard_in_lines_for_people() {
    no_canary_is_heard("human").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_canary_is_heard_in_lines_for_machines() {
    no_canary_is_heard("json").await;
}

#[test]
fn a_canary_that_sings_is_heard() {
    let plain = format!("caller {TOLD} rang");
    let listed = format!("Data({:?})", TOLD.as_bytes());
    let debugged = format!("{:?}", bytes::Bytes::from(TOLD));
    for leak in [plain.clone(), listed, debugged, format!("{plain:?}")] {
        assert_eq!(sung(leak.as_bytes(), &[TOLD, TOKEN]), [TOLD], "{leak}");
    }
    assert_eq!(sung("caller (redacted) rang".as_bytes(), &[TOLD, TOKEN]), [""; 0]);
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("journal")).expect("a folder");
    let planted = folder.path().join("journal/a.segment");
    fs::write(&planted, [b"\0\xFF\x07", TOLD.as_bytes(), b"\0"].concat()).expect("planted");
    assert_eq!(leaks(folder.path(), &[TOLD, TOKEN]), [(planted, TOLD)]);
}

/// What comes in is on its way to being sealed; nobody can print it meanwhile.
#[test]
fn a_message_with_personal_data_tells_nothing_of_it_when_it_is_printed() {
    let caller = proto::CallerInput { display_name: TOLD.to_owned(), phone: TOLD.to_owned() };
    let place = proto::PlaceInput { address: TOLD.to_owned(), ..proto::PlaceInput::default() };
    let told = proto::PersonalText { text: TOLD.to_owned(), ..proto::PersonalText::default() };
    let call = proto::FileReportRequest {
        caller: Some(caller.clone()),
        place: Some(place),
        narrative: TOLD.to_owned(),
        ..proto::FileReportRequest::default()
    };
    let report = proto::Report { caller_phone: Some(told), ..proto::Report::default() };
    let command =
        proto::SubmitCommand { number: 1, command: Some(proto::submit_command::Command::FileReport(call.clone())) };
    for printed in [format!("{caller:?}"), format!("{call:#?}"), format!("{report:?}"), format!("{command:?}")] {
        assert_eq!(sung(printed.as_bytes(), &[TOLD]), [""; 0], "{printed}");
    }
    assert!(format!("{report:?}").contains("PersonalText(redacted)"));
    for field in ["CallerInput.phone", "CallerInput.display_name", "PlaceInput.address", "PersonalText.text"] {
        assert!(PERSONAL_FIELDS.contains(&format!("patrol.v1.{field}").as_str()), "{field}");
    }
}
