//! Whatever stands in a policy file: a policy, or faults that name what is wrong; and a policy's bytes give it again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use patrold::policy::Policy;
use patrold::policy::source::PolicySource;

fuzz_target!(|text: &str| {
    let source = PolicySource { policy_toml: text.to_owned(), zones_geojson: None, gazetteer_csv: None };
    match Policy::parse(&source) {
        Ok(_) => {
            let bytes = source.to_bytes().expect("it was parsed from them");
            assert_eq!(PolicySource::from_bytes(&bytes).expect("our own bytes"), source);
        }
        Err(faults) => assert!(!faults.to_string().is_empty(), "a fault says what is wrong"),
    }
    let _bundle = PolicySource::from_bytes(text.as_bytes());
});
