//! The roster of units, posts and gateway grants.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::names::Collection::Units;
use super::super::proto;
use super::{ReadCommand, Reader};
use crate::domain::command::Command;
use crate::domain::ids::Capability;
use crate::domain::roster::{GatewayGrant, ROSTER_ROWS_MAX, Roster};
use crate::domain::unit::{Post, UnitProfile};

/// The most capabilities of one unit.
const CAPABILITIES_MAX: usize = 64;

impl ReadCommand for proto::ImportRosterRequest {
    fn read_command(&self, reader: &mut Reader<'_>) -> Option<Command> {
        let units = reader.rows("units", &self.units, ROSTER_ROWS_MAX, Reader::profile);
        let posts = reader.rows("posts", &self.posts, ROSTER_ROWS_MAX, Reader::post);
        let gateways = reader.rows("gateways", &self.gateways, ROSTER_ROWS_MAX, Reader::grant);
        Some(Command::ImportRoster(Roster { units, posts, gateways }))
    }
}

impl Reader<'_> {
    fn profile(&mut self, field: &str, row: &proto::RosterUnit) -> Option<UnitProfile> {
        let id = self.name(&format!("{field}.name"), Units, &row.name);
        let tier = self.value(&format!("{field}.tier"), row.tier);
        let force = self.id(&format!("{field}.force"), &row.force);
        let kind = self.value(&format!("{field}.kind"), row.kind);
        let home_zone = self.id_or_none(&format!("{field}.home_zone"), &row.home_zone);
        let post = self.id_or_none(&format!("{field}.post"), &row.post);
        let capabilities = self.rows(
            &format!("{field}.capabilities"),
            &row.capabilities,
            CAPABILITIES_MAX,
            |reader, field, capability| reader.id::<Capability>(field, capability),
        );
        Some(UnitProfile {
            id: id?,
            tier: tier?,
            force: force?,
            kind: kind?,
            home_zone,
            post,
            capabilities: capabilities.into_iter().collect(),
            parent: None,
        })
    }

    fn post(&mut self, field: &str, row: &proto::RosterPost) -> Option<Post> {
        let id = self.id(&format!("{field}.post"), &row.post);
        let position = format!("{field}.position");
        let place = self.required(&position, row.position.as_ref()).and_then(|at| self.place(&position, at));
        Some(Post { id: id?, at: place?.at })
    }

    fn grant(&mut self, field: &str, row: &proto::RosterGateway) -> Option<GatewayGrant> {
        let gateway = self.id(&format!("{field}.gateway"), &row.gateway);
        let units: BTreeSet<_> = self
            .rows(&format!("{field}.units"), &row.units, ROSTER_ROWS_MAX, |reader, field, unit| {
                reader.name(field, Units, unit)
            })
            .into_iter()
            .collect();
        Some(GatewayGrant { gateway: gateway?, units: Arc::new(units) })
    }
}
