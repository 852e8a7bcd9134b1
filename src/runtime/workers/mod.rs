//! The daemon's threads, one file each. They end when what feeds them ends.

pub(super) mod commit;
pub(super) mod decide;
pub(super) mod disk;
pub(super) mod gauges;
pub(super) mod heads;
pub(super) mod keys;
pub(super) mod positions;
pub(super) mod print;
pub(super) mod project;
pub(super) mod snapshot;
pub(super) mod tracks;
