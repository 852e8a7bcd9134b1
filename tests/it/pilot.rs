//! A pilot from nothing: `patrold certs`, then the daemon, a console and a person with a token, as processes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(40);

fn patrold(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_patrold")).args(arguments).output().expect("run")
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn ask(arguments: &[&str]) -> String {
    let output = patrold(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", told(&output));
    String::from_utf8(output.stdout).expect("text")
}

#[expect(clippy::disallowed_methods, reason = "processes run by the machine's clock")]
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "it never came to hold");
        thread::sleep(Duration::from_millis(50));
    }
}

/// A daemon that ends with its story, and where it listens.
struct Served {
    child: Child,
    port: u16,
}

impl Served {
    fn start(pilot: &Path, data: &Path) -> Self {
        let config = pilot.join("patrold.toml");
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--config"];
        let mut child = Command::new(env!("CARGO_BIN_EXE_patrold"))
            .args(arguments)
            .arg(config)
            .arg("--data")
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let lines = Arc::new(Mutex::new(Vec::<String>::new()));
        let (written, reader) = (Arc::clone(&lines), BufReader::new(child.stdout.take().expect("piped")));
        thread::spawn(move || {
            for line in reader.lines().map_while(Result::ok) {
                written.lock().expect("no panic").push(line);
            }
        });
        let said = |word: &str| lines.lock().expect("no panic").iter().find(|line| line.contains(word)).cloned();
        let line = wait_for(|| said("listens on"));
        let port = line.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        assert_eq!(wait_for(|| said("TLS")), "TLS on, authentication on");
        Self { child, port }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_pilot_is_up_in_a_minute_and_what_is_lost_is_revoked() {
    let folder = tempfile::tempdir().expect("a folder");
    let pilot = folder.path().join("pilot");
    let dir = pilot.to_str().expect("text");
    let made = ask(&["certs", "--out", dir, "--name", "localhost", "--unit", "铁骑-1", "--unit", "铁骑-2"]);
    assert!(made.contains("patrold serve --config"), "{made}");
    for entry in fs::read_dir(&pilot).expect("made") {
        let entry = entry.expect("listed");
        let rights = entry.metadata().expect("there").permissions().mode() & 0o777;
        assert_eq!(rights, 0o600, "{}", entry.path().display());
    }
    let again = patrold(&["certs", "--out", dir]);
    assert!(!again.status.success() && told(&again).contains("never overwritten"), "{}", told(&again));
    let checked = ask(&["check", "--config", &format!("{dir}/patrold.toml")]);
    assert!(checked.contains("no faults"), "{checked}");

    let daemon = Served::start(&pilot, &folder.path().join("data"));
    let address = format!("https://localhost:{}", daemon.port);
    let file = |name: &str| format!("{dir}/{name}");
    let ctl = |who: &str, rest: &[&str]| {
        let identity =
            ["--cert", &file(&format!("{who}.pem")), "--key", &file(&format!("{who}.key"))].map(str::to_owned);
        let identity: Vec<&str> = identity.iter().map(String::as_str).collect();
        patrold(&[&["ctl", "--address", &address, "--ca", &file("ca.pem")], identity.as_slice(), rest].concat())
    };
    let roster = folder.path().join("roster.json");
    let units = ["铁骑-1", "铁骑-2"]
        .map(|unit| format!(r#"{{ "unit": "{unit}", "tier": "city", "force": "iron-riders", "kind": "motorcycle" }}"#));
    fs::write(&roster, format!(r#"{{ "units": [{}] }}"#, units.join(","))).expect("written");
    let imported = ctl("administrator", &["roster", roster.to_str().expect("text")]);
    assert!(imported.status.success(), "{}", told(&imported));
    let listed = ctl("console-1", &["units"]);
    assert!(listed.status.success() && told(&listed).contains("铁骑-1"), "{}", told(&listed));

    // A person comes with a token and no certificate.
    let token = ask(&[
        "certs",
        "token",
        "--dir",
        dir,
        "--sub",
        "张伟",
        "--role",
        "dispatcher",
        "--city",
        "--device",
        "phone-7",
    ]);
    let token_file = folder.path().join("token");
    fs::write(&token_file, &token).expect("written");
    let by_token = || {
        let token = token_file.to_str().expect("text");
        patrold(&["ctl", "--address", &address, "--ca", &file("ca.pem"), "--token-file", token, "units"])
    };
    assert!(by_token().status.success(), "{}", told(&by_token()));
    // And nobody with neither, nor in the clear.
    let nobody = patrold(&["ctl", "--address", &address, "--ca", &file("ca.pem"), "units"]);
    assert!(told(&nobody).contains("UNAUTHENTICATED"), "{}", told(&nobody));
    let clear = patrold(&["ctl", "--address", &format!("http://127.0.0.1:{}", daemon.port), "units"]);
    assert!(!clear.status.success(), "{}", told(&clear));

    let revoked = ask(&["certs", "revoke", "--dir", dir, "--device", "phone-7"]);
    assert!(revoked.contains("device phone-7"), "{revoked}");
    wait_for(|| told(&by_token()).contains("CREDENTIAL_REVOKED").then_some(()));
    ask(&["certs", "revoke", "--dir", dir, "--certificate", "console-1"]);
    wait_for(|| (!ctl("console-1", &["units"]).status.success()).then_some(()));
    let other = ctl("supervisor-1", &["units"]);
    assert!(other.status.success(), "{}", told(&other));
    drop(daemon);
}

#[test]
fn beyond_loopback_nothing_is_served_without_tls_and_authentication() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let data = data.to_str().expect("text");
    let config = folder.path().join("patrold.toml");
    let file = config.to_str().expect("text");
    let by_flag = ["serve", "--listen", "0.0.0.0:0", "--metrics", "127.0.0.1:0", "--data", data];
    let for_devices = "[listen]\ngrpc = \"127.0.0.1:0\"\ndevices = \"0.0.0.0:0\"\n";
    for text in ["", "[listen]\ngrpc = \"0.0.0.0:0\"\n", "[listen]\ngrpc = \"[::]:0\"\n", for_devices] {
        fs::write(&config, text).expect("written");
        let by_file = ["serve", "--metrics", "127.0.0.1:0", "--data", data, "--config", file];
        let output = patrold(if text.is_empty() { &by_flag } else { &by_file });
        let words = told(&output);
        assert!(!output.status.success(), "{words}");
        for word in ["refused to listen on", "TLS ([tls] certificate_file", "principals_file", "patrold certs --out"] {
            assert!(words.contains(word), "{word}: {words}");
        }
    }
    assert!(!Path::new(data).exists(), "nothing was begun");
    // Half of it is not enough.
    let pilot = folder.path().join("pilot");
    ask(&["certs", "--out", pilot.to_str().expect("text")]);
    let whole = fs::read_to_string(pilot.join("patrold.toml")).expect("made");
    let halves = whole.split_once("[access]").expect("a section");
    for (half, missing) in [
        (halves.0.to_owned(), "authentication"),
        (format!("[listen]\ngrpc = \"0.0.0.0:0\"\n[access]{}", halves.1), "TLS"),
    ] {
        let half_file = pilot.join("half.toml");
        fs::write(&half_file, half).expect("written");
        let output = patrold(&["serve", "--data", data, "--config", half_file.to_str().expect("text")]);
        assert!(!output.status.success() && told(&output).contains(&format!("without {missing}")), "{}", told(&output));
    }
}
