//! Stories of the template, and of files with everything wrong at once.

use super::*;
use crate::policy::zones::Zones;

fn faults_of(text: &str) -> Vec<String> {
    match Config::parse("patrold.toml", text, Path::new("/etc/patrold")) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn the_defaults_are_without_fault_and_stay_on_loopback() {
    let config = Config::load(None).expect("the defaults hold");
    assert!(config.listen.grpc.ip().is_loopback() && config.listen.metrics.ip().is_loopback());
    assert_eq!((config.policy.zones.clone(), config.policy.file.clone()), (ZonesFrom::BuiltIn, None));
    assert_eq!(config.data_dir, Path::new("patrold-data"));
    assert_eq!(faults_of(DEFAULT_CONFIG_TOML), Vec::<String>::new(), "the template is a valid file");
}

#[test]
fn every_key_of_the_template_is_explained() {
    for template in [DEFAULT_CONFIG_TOML] {
        let mut before = "";
        for line in template.lines() {
            if line.contains(" = ") && !line.starts_with('#') {
                assert!(before.starts_with('#'), "no comment above {line}");
            }
            before = line;
        }
    }
    for key in ["time_zone", "detour_factor", "contact_lost_ms", "closed_keep_min"] {
        let policy = crate::policy::DEFAULT_POLICY_TOML;
        let above = policy.split(&format!("\n{key} = ")).next().and_then(|text| text.lines().next_back());
        assert!(above.is_some_and(|line| line.starts_with('#')), "no comment above {key}");
    }
}

#[test]
fn a_file_changes_only_what_it_names() {
    let config =
        Config::parse("x", "[feed]\nheartbeat_ms = 500\n[data]\ndir = \"d\"", Path::new("/srv")).expect("fine");
    assert_eq!((config.feed.heartbeat.as_millis(), config.feed.watchers_max), (500, 1_024));
    assert_eq!(config.data_dir, Path::new("/srv/d"));
}

#[test]
fn all_mistakes_are_named_at_once_with_their_places() {
    let bad = r#"
[listen]
grpc = "0.0.0.0"
metrics = "0.0.0.0:9464"
[policy]
zones = "file"
[journal]
segment_bytes = 16_777_216
group_byte_max = 1
[tracker]
fix_speed_max_mps = -3
[device]
order_resend_ms = 5000
order_deliver_ms = 4000
client_version_min = "latest"
[telemetry]
log_format = "loud"
[jurnal]
[feed]
watchers_max = "many"
"#;
    assert_eq!(
        faults_of(bad),
        [
            "patrold.toml:3:8: invalid listen.grpc (got \"0.0.0.0\"): it must be an address and a port such as 127.0.0.1:7443",
            "patrold.toml:4:11: invalid listen.metrics (got \"0.0.0.0:9464\"): metrics are not authenticated, so it must be a loopback address",
            "patrold.toml: invalid policy.zones_file (got nothing): zones = \"file\" needs the name of a file",
            "patrold.toml:7:1: invalid journal.segment_bytes (got 16777216): with this group_bytes_max it must be at least 25165824",
            "patrold.toml:9:1: invalid journal.group_byte_max (got an unknown key): no such key; did you mean group_bytes_max?",
            "patrold.toml:11:21: invalid tracker.fix_speed_max_mps (got -3): it must be a number between 1 and 1000",
            "patrold.toml:20:16: invalid feed.watchers_max (got \"many\"): it must be a whole number between 1 and 100000",
            "patrold.toml:12:1: invalid device.order_deliver_ms (got 4000): it must be longer than order_resend_ms, which is 5000",
            "patrold.toml:15:22: invalid device.client_version_min (got \"latest\"): it must be three numbers such as 1.4.0",
            "patrold.toml:17:14: invalid telemetry.log_format (got \"loud\"): it must be one of human, json",
            "patrold.toml:18:2: invalid jurnal (got an unknown key): no such key; did you mean journal?",
        ]
    );
}

#[test]
fn devices_have_a_door_of_their_own_or_none() {
    let listen = |lines: &str| Config::parse("patrold.toml", &format!("[listen]\n{lines}"), Path::new(""));
    let devices = |lines: &str| listen(lines).map(|config| config.listen.devices.map(|address| address.to_string()));
    assert_eq!(devices("").expect("sound"), None);
    assert_eq!(devices("devices = \"127.0.0.1:7444\"").expect("sound").as_deref(), Some("127.0.0.1:7444"));
    for (lines, why) in [
        ("devices = \"127.0.0.1:7443\"", "listen.devices (got 127.0.0.1:7443): everybody comes in there"),
        ("devices = \"127.0.0.1:9464\"", "listen.metrics (got 127.0.0.1:9464): gRPC listens there"),
        ("devices = \"7444\"", "listen.devices (got \"7444\"): it must be an address and a port"),
    ] {
        let faults = listen(lines).expect_err("refused").to_string();
        assert!(faults.contains(why), "{lines}: {faults}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let faults = Config::load(Some(Path::new("/no/such/patrold.toml"))).expect_err("refused").to_string();
    assert!(faults.starts_with("/no/such/patrold.toml: invalid file (got "), "{faults}");
}

#[test]
fn the_policys_faults_name_the_operators_own_files() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("mine.toml"), "[day]\ntime_zone = \"Mars\"\n").expect("written");
    let text = "[policy]\nfile = \"mine.toml\"\nzones = \"file\"\nzones_file = \"missing.geojson\"";
    let config = Config::parse("patrold.toml", text, folder.path()).expect("the configuration itself is fine");
    let unreadable = config.load_policy(String::new).expect_err("refused").to_string();
    assert!(unreadable.contains("missing.geojson"), "{unreadable}");
    std::fs::write(folder.path().join("missing.geojson"), "{}").expect("written");
    let faults = config.load_policy(String::new).expect_err("refused").to_string();
    assert!(faults.contains("mine.toml:2:13: invalid day.time_zone"), "{faults}");
    assert!(faults.contains("missing.geojson: invalid file (got no feature)"), "{faults}");
}

#[test]
fn the_built_in_policy_loads() {
    let config = Config::parse("x", "[policy]\nzones = \"none\"", Path::new("")).expect("fine");
    let policy = config.load_policy(|| unreachable!("no zones are asked for")).expect("the default policy");
    assert_eq!(policy.zones().len(), Zones::default().len());
}
