//! What kind of traffic a method is: what is shed first, and on whose threads it runs.

/// The kinds of traffic, as far as the door tells them apart. Which commands are level 1 shows only when they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// A call that asks for a change.
    Command,
    /// A call that only reads.
    Query,
    /// A call that reads much, or leaves much on the record: the past, audits, rehearsals.
    Audit,
    /// Positions.
    Position,
    /// A watch.
    Watch,
    /// A stream of commands.
    Stream,
    /// Health and reflection.
    Plumbing,
}

/// The beginning of every path of ours.
const PACKAGE: &str = "/patrol.v1.";

/// What the names of methods that only read begin with.
const READING: [&str; 5] = ["Get", "List", "Recommend", "Validate", "Diff"];

/// What the names of methods that read much begin with.
const READING_MUCH: [&str; 6] = ["Query", "Playback", "Rehearse", "ListAudit", "VerifyJournal", "GetResponseTimes"];

impl Traffic {
    /// The kind of a path such as `/patrol.v1.DispatchService/GetUnit`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let Some((_, method)) = path.strip_prefix(PACKAGE).and_then(|rest| rest.split_once('/')) else {
            return Self::Plumbing;
        };
        match method {
            "Watch" => Self::Watch,
            "Submit" | "Connect" => Self::Stream,
            "ReportPositions" | "ReportPositionBatch" => Self::Position,
            _ if READING_MUCH.iter().any(|beginning| method.starts_with(beginning)) => Self::Audit,
            _ if READING.iter().any(|beginning| method.starts_with(beginning)) => Self::Query,
            _ => Self::Command,
        }
    }
}

#[cfg(test)]
mod tests {
    use prost_reflect::DescriptorPool;

    use super::*;
    use crate::api::proto;

    #[test]
    fn every_method_is_what_its_shape_says() {
        let pool = DescriptorPool::decode(proto::DESCRIPTORS).expect("built in");
        let mut wrong = Vec::new();
        for service in pool.services().filter(|service| service.package_name() == "patrol.v1") {
            for method in service.methods() {
                let traffic = Traffic::of(&format!("/{}/{}", service.full_name(), method.name()));
                let writes = method.output().name() == "WriteReceipt";
                let fits = match traffic {
                    Traffic::Command => writes,
                    Traffic::Query | Traffic::Position => !writes && !method.is_server_streaming(),
                    Traffic::Audit => !writes,
                    Traffic::Watch => method.is_server_streaming() && !method.is_client_streaming(),
                    Traffic::Stream => method.is_server_streaming() && method.is_client_streaming(),
                    Traffic::Plumbing => false,
                };
                if !fits {
                    wrong.push(format!("{}: {traffic:?}", method.full_name()));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(Traffic::of("/grpc.health.v1.Health/Check"), Traffic::Plumbing);
    }
}
