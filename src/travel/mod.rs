//! Expected travel time over the ground.
//!
//! The straight line comes first; a road network stands behind the same trait,
//! [`TravelTime`](crate::domain::candidate::TravelTime), later.

pub mod straight_line;
