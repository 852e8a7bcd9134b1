//! The principals file: who is known, by which certificate or which token, and what it may do.

use crate::access::grant::{GrantParts, ROLES};
use crate::access::principals::{Mark, Principal, Principals, principal_name};
use crate::domain::actor::Role;
use crate::domain::ids::{PartnerId, UnitId, ZoneId};
use crate::domain::unit::Tier;
use crate::policy::faults::Faults;
use crate::policy::section::{Section, Toml};

/// The longest name in a certificate or subject of a token, in bytes.
const MARK_BYTES_MAX: usize = 512;

/// Reads a principals file. `file` is what faults call it.
///
/// # Errors
/// Every fault of the text.
pub fn read_principals(file: &str, text: &str) -> Result<Principals, Faults> {
    let toml = Toml::new(file, text);
    let table = toml.parse()?;
    let top = Section::top(&toml, table.get_ref(), None);
    let mut principals = Principals::default();
    for section in top.tables("principal", true) {
        read_one(&section, &toml, &mut principals);
        section.finish();
    }
    top.finish();
    toml.finish().or(principals)
}

fn read_one(section: &Section<'_>, toml: &Toml<'_>, principals: &mut Principals) {
    let mark = |key| section.has(key).then(|| section.text(key, check_mark)).flatten();
    let marks = [
        mark("certificate").map(|(name, at)| (Mark::Certificate(certificate_name(&name).into()), at)),
        mark("subject").map(|(subject, at)| (Mark::Subject(subject.into()), at)),
    ];
    let name = section.text("name", principal_name);
    let parts = GrantParts {
        role: section.word("role", &ROLES, Role::as_str),
        city: section.flag("city").unwrap_or(false),
        zones: section.texts("zones", ZoneId::new).unwrap_or_default().into_iter().map(|(zone, _)| zone).collect(),
        tiers: section.words("tiers", &Tier::ALL, Tier::as_str).unwrap_or_default().into_iter().collect(),
        units: section.texts("units", UnitId::new).unwrap_or_default().into_iter().map(|(unit, _)| unit).collect(),
        partner: section.has("partner").then(|| section.text("partner", PartnerId::new)).flatten().map(|it| it.0),
        personal_data: section.flag("personal_data").unwrap_or(false),
    };
    let Some((name, name_mark)) = name else { return };
    if parts.role.is_none() {
        return;
    }
    let grant = match parts.check() {
        Ok(grant) => grant,
        Err(why) => return toml.fault(section.mark(), "a principal", why),
    };
    let [certificate, subject] = marks;
    if !section.has("certificate") && !section.has("subject") {
        return toml.fault(section.mark(), "neither", "certificate or subject says by what it is recognised");
    }
    for (mark, at) in certificate.into_iter().chain(subject) {
        if let Err(why) = principals.add(mark, Principal { name: name.clone(), grant: grant.clone() }) {
            let at = if why == crate::access::principals::InvalidPrincipal::Otherwise { &name_mark } else { &at };
            toml.fault(at, "a principal", why);
        }
    }
}

fn check_mark(text: &str) -> Result<String, String> {
    if text.is_empty() || text.len() > MARK_BYTES_MAX || text.chars().any(char::is_control) {
        return Err(format!("it has 1 to {MARK_BYTES_MAX} bytes without control characters"));
    }
    Ok(text.to_owned())
}

/// A URI as it is; a DNS name in lower case, as names in certificates are compared.
fn certificate_name(name: &str) -> String {
    if name.contains(':') { name.to_owned() } else { name.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str) -> Vec<String> {
        let read = read_principals("principals.toml", text);
        read.map_or_else(|faults| faults.to_string().lines().map(str::to_owned).collect(), |_| Vec::new())
    }

    #[test]
    fn consoles_gateways_units_and_people_are_read() {
        let text = r#"
            [[principal]]
            certificate = "spiffe://dongguan/console/1"
            name = "虎门指挥席"
            role = "dispatcher"
            zones = ["虎门", "长安"]
            tiers = ["town", "village"]
            personal_data = true
            [[principal]]
            certificate = "Gateway-1.Patrol.Example"
            name = "tetra-1"
            role = "gateway"
            units = ["铁骑-1", "铁骑-2"]
            [[principal]]
            subject = "zhang.wei"
            certificate = "spiffe://dongguan/person/zhang.wei"
            name = "张伟"
            role = "supervisor"
            city = true
        "#;
        let principals = read_principals("principals.toml", text).expect("sound");
        assert_eq!(principals.len(), 4, "one for each certificate and subject");
        let gateway = principals.by_name_in_certificate(&"gateway-1.patrol.example".into()).expect("lower case");
        assert_eq!(gateway.grant.role, Role::Gateway);
        assert_eq!(principals.by_subject(&"zhang.wei".into()).expect("known").name.as_str(), "张伟");
    }

    #[test]
    fn every_fault_has_its_place() {
        let text = "\
[[principal]]
certificate = \"a.example\"
name = \"patrold\"
role = \"boss\"
[[principal]]
name = \"b\"
role = \"unit\"
units = [\"R1\", \"R2\"]
[[principal]]
certificate = \"c.example\"
name = \"c\"
role = \"dispatcher\"
city = true
unit = \"R1\"
[[principal]]
certificate = \"C.example\"
name = \"c\"
role = \"auditor\"
city = true
[[principal]]
name = \"d\"
role = \"auditor\"
city = true
";
        assert_eq!(
            faults_of(text),
            [
                "principals.toml:3:8: invalid principal[1].name (got \"patrold\"): a name has 1 to 128 bytes and is not the daemon's own",
                "principals.toml:4:8: invalid principal[1].role (got \"boss\"): it must be one of dispatcher, unit, gateway, supervisor, partner, auditor, administrator",
                "principals.toml:5:1: invalid principal[2] (got a principal): a unit has the scope units, with itself alone",
                "principals.toml:14:1: invalid principal[3].unit (got an unknown key): no such key; did you mean units?",
                "principals.toml:16:15: invalid principal[4].certificate (got a principal): another principal has it already",
                "principals.toml:20:1: invalid principal[5] (got neither): certificate or subject says by what it is recognised",
            ]
        );
        assert!(faults_of("")[0].contains("at least one such table is required"), "{:?}", faults_of(""));
    }
}
