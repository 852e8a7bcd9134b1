//! A day with a console and a device: `patrold serve`, `patrold ctl` and `patrold unit` as processes of their own.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use uuid::Uuid;

const ROSTER: &str = r#"{
    "posts": [{ "post": "south", "at": [23.0100, 113.7400] }],
    "units": [
        { "unit": "铁骑-1", "tier": "city", "force": "iron-riders", "kind": "motorcycle", "capabilities": ["traffic"] },
        { "unit": "铁骑-2", "tier": "city", "force": "iron-riders", "kind": "motorcycle", "post": "south" }
    ]
}"#;
const SCENE: &str = "23.0209,113.7519";
const PATIENCE: Duration = Duration::from_secs(40);

/// A process of ours that ends with its story, and the lines that it wrote.
struct Running {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_patrold"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (written, reader) = (Arc::clone(&lines), BufReader::new(child.stdout.take().expect("piped")));
        thread::spawn(move || {
            for line in reader.lines().map_while(Result::ok) {
                written.lock().expect("no panic").push(line);
            }
        });
        Self { child, lines }
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().expect("no panic").clone()
    }

    /// Waits for a line with all of these words.
    fn line_with(&self, words: &[&str]) -> String {
        let wanted = |line: &String| words.iter().all(|word| line.contains(word));
        wait_for(|| self.lines().into_iter().find(wanted))
            .unwrap_or_else(|| panic!("no line with {words:?} in {:#?}", self.lines()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[expect(clippy::disallowed_methods, reason = "processes run by the machine's clock")]
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return Some(found);
        }
        thread::sleep(Duration::from_millis(50));
    }
    None
}

fn serve(folder: &Path, listen: &str) -> (Running, SocketAddr) {
    serve_with(folder, &["--listen", listen])
}

fn serve_with(folder: &Path, more: &[&str]) -> (Running, SocketAddr) {
    let data = folder.join("data");
    let data = data.to_str().expect("a folder of ours");
    let daemon = Running::start(&[&["serve", "--metrics", "127.0.0.1:0", "--data", data], more].concat());
    let address = address_in(&daemon.line_with(&["listens on"]));
    (daemon, address)
}

fn address_in(line: &str) -> SocketAddr {
    let address = line.rsplit(' ').next().and_then(|address| address.parse().ok());
    address.unwrap_or_else(|| panic!("no address in {line:?}"))
}

/// A console at one daemon.
struct Console(String);

impl Console {
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_patrold"))
            .args(["ctl", "--address", &self.0])
            .args(arguments)
            .output()
            .expect("run")
    }

    fn ask(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn policy(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_patrold"))
            .arg("policy")
            .args(arguments)
            .args(["--address", &self.0])
            .output()
            .expect("run")
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let text = self.ask(&[&["--json"], arguments].concat());
        text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} was carried out");
        String::from_utf8(output.stderr).expect("text")
    }
}

#[test]
fn a_report_is_handled_from_the_call_to_the_closing_word() {
    let folder = tempfile::tempdir().expect("a folder");
    // The radio comes in by a door of its own.
    let (daemon, address) = serve_with(folder.path(), &["--listen", "127.0.0.1:0", "--devices", "127.0.0.1:0"]);
    let devices = format!("http://{}", address_in(&daemon.line_with(&["devices and gateways"])));
    let console = Console(format!("http://{address}"));
    let roster = folder.path().join("roster.json");
    std::fs::write(&roster, ROSTER).expect("written");
    assert!(console.ask(&["roster", roster.to_str().expect("text")]).contains("2 units, 1 posts, 0 gateways"));

    let watch = Running::start(&["ctl", "--address", &console.0, "watch"]);
    watch.line_with(&["= 0 incidents and 2 units"]);
    let device = Running::start(&[
        "unit",
        "铁骑-1",
        "--address",
        &devices,
        "--device",
        "radio-1",
        "--at",
        SCENE,
        "--crew",
        "P1:officer,P2:auxiliary",
        "--auto",
        "--pause-ms",
        "300",
    ]);
    device.line_with(&["ok on duty"]);
    console.ask(&["duty", "start", "铁骑-2", "--crew", "P3:officer"]);
    wait_for(|| Some(()).filter(|()| console.ask(&["units", "--available"]).contains("fix"))).expect("a fix");

    let recommended = console.ask(&["recommend", "--at", SCENE, "--type", "traffic.accident-damage"]);
    assert!(recommended.contains("would send 铁骑-1"), "{recommended}");
    assert!(recommended.contains("铁骑-2") && recommended.contains("farther"), "{recommended}");

    let id = Uuid::now_v7().to_string();
    let report = [
        "report",
        "--type",
        "traffic.accident-damage",
        "--at",
        SCENE,
        "--caller",
        "张三",
        "--phone",
        "13800000000",
        "--narrative",
        "两车相撞",
        "--request-id",
        &id,
    ];
    let receipts = console.json(&report);
    assert_eq!(console.json(&report), receipts, "sent again, it is carried out once");
    let number = receipts[0]["incident"]["number"].as_str().expect("it is opened").to_owned();
    assert_eq!(receipts[0]["dispatches"][0]["unit"], "units/铁骑-1");

    for step in ["signed-in", "departed", "arrived", "feedback", "finished"] {
        device.line_with(&["ok", step]);
        watch.line_with(&[step, &number, "铁骑-1"]);
    }
    let card = console.ask(&["incident", &number]);
    for words in ["两车相撞", "张三 13800000000", "铁骑-1", "finished", "chosen by policy", "told by device, received"]
    {
        assert!(card.contains(words), "{words} in {card}");
    }
    console.ask(&["note", &number, "both drivers agree"]);
    console.ask(&["close", &number, "--as", "handled", "--activity", "accident", "--remark", "no injuries"]);
    watch.line_with(&["incident-closed", &number]);
    assert!(console.ask(&["incident", &number]).contains("handled (accident) no injuries"));
    assert!(console.json(&["incidents", "--open"]).is_empty());
    assert_eq!(console.json(&["incidents", "--state", "closed"])[0]["number"], number.as_str());

    bad_input_is_answered_in_words(&console, &number);
    drop(daemon);
}

fn bad_input_is_answered_in_words(console: &Console, number: &str) {
    for (arguments, words) in [
        (&["incident", "2026-0101-9999"] as &[&str], "no incident has the number 2026-0101-9999"),
        (&["close", number, "--as", "handled"], "INCIDENT_CLOSED"),
        (&["duty", "end", "铁骑-9"], "unit 铁骑-9 is not on the roster"),
        (&["recall", "铁骑-2", "--reason", "x"], "unit 铁骑-2 is on no dispatch"),
        (&["report", "--at", "95,113"], "latitude_deg"),
        (&["report", "--source", "radio", "--at", SCENE], "expected one of voice-110"),
    ] {
        let said = console.refused(arguments);
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let nobody = Console("http://127.0.0.1:1".to_owned()).refused(&["units"]);
    assert!(nobody.contains("failed to reach the daemon at http://127.0.0.1:1"), "{nobody}");
}

#[test]
fn watch_and_device_come_back_by_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    // A port of our own, so that the second daemon stands where the first one stood.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let (daemon, address) = serve(folder.path(), &port.to_string());
    let console = Console(address.to_string());
    let roster = folder.path().join("roster.json");
    std::fs::write(&roster, ROSTER).expect("written");
    console.ask(&["roster", roster.to_str().expect("text")]);
    let watch = Running::start(&["ctl", "--address", &console.0, "watch"]);
    watch.line_with(&["= 0 incidents and 2 units"]);
    let device =
        Running::start(&["unit", "铁骑-1", "--address", &console.0, "--at", SCENE, "--crew", "P1:officer", "--auto"]);
    device.line_with(&["ok on duty"]);
    drop(daemon);
    device.line_with(&["again in"]);
    watch.line_with(&["! ", "again behind change"]);

    let (_daemon, _) = serve(folder.path(), &port.to_string());
    let connected = || device.lines().iter().filter(|line| line.starts_with("connected")).count();
    wait_for(|| Some(()).filter(|()| connected() == 2)).expect("the device comes back");
    wait_for(|| Some(()).filter(|()| watch.lines().iter().any(|line| line.contains("resumed behind"))))
        .expect("resumed");
    let receipts = console.json(&["report", "--type", "traffic.accident-damage", "--at", SCENE]);
    let number = receipts[0]["incident"]["number"].as_str().expect("it is opened");
    watch.line_with(&["incident-opened", number]);
    device.line_with(&["ok", "arrived"]);
}

#[test]
fn lists_count_who_is_on_it_and_say_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_daemon, address) = serve(folder.path(), "127.0.0.1:0");
    let console = Console(format!("http://{address}"));
    let roster = folder.path().join("roster.json");
    std::fs::write(&roster, ROSTER).expect("written");
    console.ask(&["roster", roster.to_str().expect("text")]);
    let refused = console.refused(&["roster", "--demo-city"]);
    assert!(refused.contains("this daemon has units already, such as 铁骑-1"), "{refused}");
    assert_eq!(console.json(&["units"]).len(), 2, "nothing was added");

    for (unit, crew) in [("铁骑-1", "P1:officer"), ("铁骑-2", "P2:officer")] {
        console.ask(&["duty", "start", unit, "--crew", crew]);
        console.ask(&["place", unit, "--at", SCENE]);
    }
    let receipts = console.json(&["report", "--type", "traffic.accident-damage", "--at", SCENE]);
    let number = receipts[0]["incident"]["number"].as_str().expect("it is opened");
    let first = receipts[0]["dispatches"][0]["unit"].as_str().and_then(|unit| unit.strip_prefix("units/"));
    console.ask(&["advance", first.expect("one was sent"), "declined"]);
    let listed = &console.json(&["incidents"])[0];
    let dispatches = listed["dispatches"].as_array().map(Vec::len);
    assert_eq!((dispatches, listed["serving_count"].as_u64()), (Some(2), Some(1)), "{listed}");
    let table = console.ask(&["incidents"]);
    assert!(table.lines().any(|line| line.contains(number) && line.contains(" 1/1 ")), "{table}");

    let receipts = console.json(&["report", "--type", "dispute.consumer", "--at", SCENE]);
    let disputed = receipts[0]["incident"]["number"].as_str().expect("it is opened");
    console.ask(&["reject-referral", disputed, "--reason", "not ours"]);
    let alarms = console.ask(&["alarms"]);
    let named = |line: &str| line.contains(disputed) && line.contains("alarms/");
    assert!(alarms.lines().any(named), "{alarms}");
}

#[test]
fn a_supervisor_says_by_twelve_digits_what_was_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_daemon, address) = serve(folder.path(), "127.0.0.1:0");
    let console = Console(format!("http://{address}"));
    let shown = console.policy(&["show"]);
    let (rules, beside) =
        (String::from_utf8(shown.stdout).expect("text"), String::from_utf8(shown.stderr).expect("text"));
    let hash = beside.trim().strip_prefix("revision 1, hash ").expect("the revision and its hash");
    assert_eq!(hash.len(), 64);
    let file = folder.path().join("my.toml");
    std::fs::write(&file, format!("{rules}# 改过\n")).expect("written");
    let file = file.to_str().expect("text");

    let activate = |etag: &str| console.policy(&["activate", file, "--reason", "试", "--etag", etag]);
    let stale = activate("0123456789ab");
    assert!(!stale.status.success());
    let said = String::from_utf8(stale.stderr).expect("text");
    assert!(said.contains(&format!("revision 1, hash {hash}")), "{said}");
    assert!(activate(&hash[..12]).status.success());
    for again in ["revision 3 is active since change", "revision 4 is active since change"] {
        let back = console.policy(&["rollback", "--reason", "回"]);
        let said = String::from_utf8(back.stdout).expect("text");
        let restored = if again.starts_with("revision 3") { "what revision 1 was" } else { "what revision 2 was" };
        assert!(said.contains(again) && said.contains(restored), "{said}");
    }
    let zones = console.policy(&["show", "--zones"]);
    assert!(String::from_utf8(zones.stdout).expect("text").contains("莞城街道"));
}

/// `patrold audit` with its exit code and what it wrote.
fn audit(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_patrold")).arg("audit").args(arguments).output().expect("run");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    (output.status.code(), said)
}

#[test]
fn an_auditor_shows_the_record_and_finds_what_was_done_to_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (daemon, address) = serve(folder.path(), "127.0.0.1:0");
    let console = Console(format!("http://{address}"));
    console.ask(&["report", "--type", "dispute.neighbour", "--at", SCENE, "--principal", "desk-3"]);
    console.refused(&["recall", "铁骑-9", "--reason", "没有这个单位", "--principal", "desk-4"]);
    console.refused(&["close", "2020-0101-0001", "--as", "handled", "--principal", "desk-4"]);
    let bad =
        ["report", "--type", "dispute.neighbour", "--at", SCENE, "--phone", &"1".repeat(80), "--principal", "desk-4"];
    console.refused(&bad);
    let (code, shown) = audit(&["show", "--address", &console.0, "--refused"]);
    let refused =
        |line: &&str| line.contains("desk-4") && line.contains("refused INVALID_FIELDS: invalid: caller.phone");
    assert!(code == Some(0) && shown.lines().any(|line| refused(&line)), "{code:?}: {shown}");
    let (code, json) = audit(&["show", "--address", &console.0, "--by", "desk-3", "--json"]);
    let entry: Value = serde_json::from_str(json.lines().next().expect("one entry")).expect("JSON");
    assert_eq!(
        (code, entry["command"].as_str(), entry["role"].as_str()),
        (Some(0), Some("file_report"), Some("administrator"))
    );
    let (code, said) = audit(&["verify", "--address", &console.0]);
    assert!(code == Some(0) && said.contains("sound: everything is as the daemon wrote it"), "{code:?}: {said}");

    let id = daemon.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("told").success());
    daemon.line_with(&["stopped in good order"]);
    let data = folder.path().join("data");
    let text = |path: &Path| path.to_str().expect("text").to_owned();
    let heads = folder.path().join("heads-elsewhere");
    std::fs::copy(data.join("journal.heads"), &heads).expect("copied");
    let (heads, key, at) = (text(&heads), text(&data.join("keys/heads.pub")), text(&data));
    let whole = ["verify", "--data", &at, "--heads", &heads, "--public-key", &key];
    let (code, said) = audit(&whole);
    assert!(code == Some(0) && said.contains("1 signed heads, the newest through entry"), "{code:?}: {said}");
    let (_, shown) = audit(&["show", "--data", &at, "--by", "desk-4", "--refused"]);
    assert!(shown.lines().any(|line| refused(&line)), "the folder tells the same: {shown}");

    let journal = data.join("journal");
    let segment = std::fs::read_dir(&journal).expect("there").map(|file| file.expect("listed").path());
    let segment = segment.into_iter().find(|path| path.extension().is_some_and(|it| it == "segment")).expect("one");
    let mut bytes = std::fs::read(&segment).expect("read");
    let middle = bytes.len() - 400;
    bytes[middle] ^= 4;
    std::fs::write(&segment, bytes).expect("written");
    let (code, said) = audit(&whole);
    assert!(code == Some(3) && said.contains("NOT SOUND: the first entry that cannot be vouched for is"), "{said}");
    let (code, said) = audit(&["verify", "--data", &text(folder.path())]);
    assert!(code == Some(1) && said.contains("holds no journal"), "{code:?}: {said}");
}
