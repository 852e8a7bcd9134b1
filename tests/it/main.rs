//! One binary for all stories that need more than one room.
#![expect(clippy::indexing_slicing, reason = "a test that reaches beyond the end shall fail")]
#![expect(clippy::print_stdout, reason = "a story tells what it met")]

mod access;
mod api_over_the_wire;
mod attacker;
mod breaking_changes;
mod canary;
mod changed_journals;
mod comings_and_goings;
mod command_limits;
mod console_and_device;
mod demo;
mod desk_over_the_wire;
mod disk_trouble;
mod erasure;
mod house_rules;
mod identity_over_the_wire;
mod journal_backup;
mod journal_golden;
mod journal_on_a_forgetful_disk;
mod kill;
mod linearizability;
mod load;
mod nobody_left;
mod orders_over_the_wire;
mod overload;
mod pilot;
mod policy_over_the_wire;
mod power_cut;
mod random_cities;
#[path = "../shared/raw_codec.rs"]
mod raw_codec;
mod records_over_the_wire;
mod rehearsal;
mod replay_agrees;
#[path = "../shared/rig.rs"]
mod rig;
#[allow(dead_code, reason = "the simulation uses more of it")]
#[path = "../shared/simulated_disk.rs"]
mod simulated_disk;
mod stories;
mod unit_situations;
mod wire_limits;
mod words_over_the_wire;
mod world;
