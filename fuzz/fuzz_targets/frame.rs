//! Whatever bytes stand where a frame or an entry is expected: an error, or what they say and nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use patrold::domain::ids::Sequence;
use patrold::journal::codec::{self, RecordType};
use patrold::journal::frame;

fuzz_target!(|bytes: &[u8]| {
    let _header = frame::decode_header(bytes);
    if let Ok(frame) = frame::decode(bytes) {
        frame.records().for_each(drop);
    }
    for version in [1, 2] {
        let record = RecordType { kind: 1, version };
        if let Ok(entry) = codec::decode(record, Sequence::new(1), bytes) {
            let mut again = Vec::new();
            let record = codec::encode(&entry, &mut again);
            let read = codec::decode(record, Sequence::new(1), &again).expect("what was written can be read");
            assert_eq!(read, entry, "an entry means the same when it was stored again");
        }
    }
});
