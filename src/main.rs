//! The `patrold` command.

fn main() {}
