//! patrold's tracker under a scheduler that chooses every step, sound and with a mistake each (`build.rs`).
#![allow(clippy::pedantic, dead_code, reason = "the product's own source, judged where it lives")]

pub use patrold::domain;

pub mod map;

/// The tracker as it is.
pub mod sound {
    include!(concat!(env!("OUT_DIR"), "/sound.rs"));
}

/// A unit leaves its old cell before it enters the new one.
pub mod leaves_first {
    include!(concat!(env!("OUT_DIR"), "/leaves_first.rs"));
}

/// A search is not told that somebody left a cell meanwhile.
pub mod does_not_count {
    include!(concat!(env!("OUT_DIR"), "/does_not_count.rs"));
}

/// A unit that leaves is not counted any more before its departure is.
pub mod lowers_first {
    include!(concat!(env!("OUT_DIR"), "/lowers_first.rs"));
}

/// Whoever moves does not care that a search holds all moves up.
pub mod moves_though_held {
    include!(concat!(env!("OUT_DIR"), "/moves_though_held.rs"));
}

/// Whoever takes a fix does not look again at how far the clock has come.
pub mod looks_once {
    include!(concat!(env!("OUT_DIR"), "/looks_once.rs"));
}
