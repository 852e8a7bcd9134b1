//! Whatever stands in a zone file or in a list of known places.
#![no_main]

use libfuzzer_sys::fuzz_target;
use patrold::domain::geo::Point;
use patrold::policy::gazetteer::Gazetteer;
use patrold::policy::zones::Zones;

fuzz_target!(|text: &str| {
    match Zones::parse(text) {
        Ok(zones) => {
            for name in zones.names() {
                assert!(zones.contains(name) && zones.area(name).is_some());
            }
            if let Ok(middle) = Point::new(23.04, 113.75)
                && let Some(zone) = zones.zone_at(middle)
            {
                assert!(zones.contains(zone));
            }
        }
        Err(faults) => assert!(!faults.to_string().is_empty(), "a fault says what is wrong"),
    }
    let _places = Gazetteer::parse(text, &Zones::default());
});
