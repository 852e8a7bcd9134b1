//! The words of the trade: what a unit, a report, an incident and a dispatch are, and the two closed sets, commands
//! in and events out, through which everything changes. Nothing here knows a clock, a disk or a network.

pub mod actor;
pub mod alarm;
pub mod answer;
#[cfg(test)]
pub(crate) mod arbitrary;
pub mod area;
pub mod audience;
pub mod audit;
pub mod candidate;
pub mod classification;
pub mod clock;
pub mod command;
pub mod desk;
pub mod disk;
pub mod dispatch;
pub mod duty_level;
pub mod erasure;
pub mod event;
pub mod few;
pub mod flag;
pub mod geo;
pub mod ids;
pub mod incident;
pub mod order;
pub mod personal;
pub mod planned_event;
pub mod policy_change;
pub mod position;
pub mod rare;
pub mod rejection;
pub mod report;
pub mod roster;
pub mod sealed;
pub mod text;
pub mod time;
pub mod unit;
