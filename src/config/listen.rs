//! May the daemon be reached from elsewhere? Only over TLS, and only by whoever says who they are.

use std::net::SocketAddr;

use super::Config;

impl Config {
    /// What is missing for listening on an address; none when it may be done. On loopback nothing is needed: whoever is on
    /// the machine is its operator. From elsewhere anybody could ask.
    #[must_use]
    pub fn missing_for(&self, address: SocketAddr) -> Option<String> {
        if address.ip().is_loopback() || (self.tls.server.is_some() && self.access.is_on()) {
            return None;
        }
        let mut missing = Vec::new();
        if self.tls.server.is_none() {
            missing.push("TLS ([tls] certificate_file and key_file)");
        }
        if !self.access.is_on() {
            missing
                .push("authentication ([access] principals_file for client certificates, token_keys_file for tokens)");
        }
        Some(format!(
            "refused to listen on {address}, which can be reached from elsewhere, without {}. Turn {} on in the \
             configuration: `patrold certs --out DIR` makes everything that a pilot needs, with the lines to put there; or \
             listen on 127.0.0.1",
            missing.join(" and "),
            if missing.len() > 1 { "both" } else { "it" }
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn only_tls_with_authentication_opens_the_house() {
        let tls = "[tls]\ncertificate_file = \"s.pem\"\nkey_file = \"s.key\"\n";
        let access = "[access]\nprincipals_file = \"p.toml\"\n";
        let elsewhere: SocketAddr = "0.0.0.0:7443".parse().expect("an address");
        for (text, missing) in [
            (String::new(), Some(["TLS", "authentication"].as_slice())),
            (tls.to_owned(), Some(["authentication"].as_slice())),
            (access.to_owned(), Some(["TLS"].as_slice())),
            (format!("{tls}{access}"), None),
        ] {
            let config = Config::parse("patrold.toml", &text, Path::new("")).expect("sound");
            assert_eq!(config.missing_for("127.0.0.1:1".parse().expect("an address")), None);
            let told = config.missing_for(elsewhere);
            assert_eq!(told.is_some(), missing.is_some(), "{text}");
            let told = told.unwrap_or_default();
            assert!(missing.iter().copied().flatten().all(|word| told.contains(word)), "{told}");
        }
    }
}
