//! A daemon that lets in only whom its files name, an authority and an issuer of tokens that are ours, and clients.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use patrold::api::base_map::BaseMap;
use patrold::api::limits::ApiLimits;
use patrold::api::server::Server;
use patrold::config::Config;
use patrold::runtime::clock::wall_now;
use patrold::runtime::settings::ClockChoice;
use patrold::runtime::start::Daemon;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, PKCS_ED25519, RevokedCertParams, SanType, SerialNumber,
    date_time_ymd,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tonic::metadata::MetadataValue;
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity};
use tonic::{Request, Status};

use crate::api_over_the_wire::GRACE;

/// The desk's certificate.
pub(super) const DESK: &str = "spiffe://dongguan/desk/1";
/// The certificate of a unit's radio.
pub(super) const RADIO: &str = "spiffe://dongguan/unit/R1";

/// Who is known at first.
pub(super) const PRINCIPALS: &str = r#"
[[principal]]
certificate = "spiffe://dongguan/desk/1"
name = "虎门指挥席"
role = "administrator"
city = true
personal_data = true

[[principal]]
certificate = "spiffe://dongguan/unit/R1"
name = "R1"
role = "unit"
units = ["R1"]
"#;

/// An authority for certificates.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(super) pem: String,
}

/// A certificate and its key, PEM.
pub(super) struct Pair {
    pub(super) certificate: String,
    pub(super) key: String,
}

/// How a certificate differs from a good one.
#[derive(Clone)]
pub(super) struct Wish {
    pub(super) names: Vec<SanType>,
    pub(super) serial: u64,
    /// The years from which and until which it is valid.
    pub(super) years: (i32, i32),
    pub(super) usage: ExtendedKeyUsagePurpose,
}

impl Wish {
    pub(super) fn client(uri: &str, serial: u64) -> Self {
        let names = vec![SanType::URI(uri.try_into().expect("ascii"))];
        Self { names, serial, years: (2020, 2090), usage: ExtendedKeyUsagePurpose::ClientAuth }
    }
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params.self_signed(&key).expect("signed").pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    pub(super) fn sign(&self, wish: &Wish) -> Pair {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        (params.not_before, params.not_after) = (date_time_ymd(wish.years.0, 1, 1), date_time_ymd(wish.years.1, 1, 1));
        params.serial_number = Some(SerialNumber::from(wish.serial));
        params.subject_alt_names.clone_from(&wish.names);
        params.use_authority_key_identifier_extension = true;
        params.extended_key_usages = vec![wish.usage.clone()];
        let certificate = params.signed_by(&key, &self.issuer).expect("signed");
        Pair { certificate: certificate.pem(), key: key.serialize_pem() }
    }

    pub(super) fn sign_server(&self) -> Pair {
        let names = vec![
            SanType::DnsName("localhost".try_into().expect("ascii")),
            SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        ];
        self.sign(&Wish { names, usage: ExtendedKeyUsagePurpose::ServerAuth, ..Wish::client("x:y", 1) })
    }

    pub(super) fn revoke(&self, serials: &[u64]) -> String {
        let revoked = |serial: &u64| RevokedCertParams {
            serial_number: SerialNumber::from(*serial),
            revocation_time: date_time_ymd(2026, 1, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2026, 1, 1),
            next_update: date_time_ymd(2090, 1, 1),
            crl_number: SerialNumber::from(serials.len() as u64 + 1),
            issuing_distribution_point: None,
            revoked_certs: serials.iter().map(revoked).collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).expect("signed").pem().expect("written")
    }
}

/// Somebody who issues tokens, on Ed25519.
pub(super) struct Mint(pub(super) KeyPair);

impl Mint {
    pub(super) fn new() -> Self {
        Self(KeyPair::generate_for(&PKCS_ED25519).expect("a key"))
    }

    /// A token of an administrator for ten minutes, with some claims otherwise; null leaves one out.
    pub(super) fn token(&self, changes: &Value) -> String {
        let key = EncodingKey::from_ed_der(self.0.serialized_der());
        encode(&Header::new(Algorithm::EdDSA), &claims(changes), &key).expect("signed")
    }
}

/// The claims of such a token.
pub(super) fn claims(changes: &Value) -> Value {
    let now = wall_now().as_unix_seconds();
    let mut claims = json!({
        "iss": "login", "aud": "patrold", "sub": "zhang.wei", "jti": "t-1", "iat": now - 60, "exp": now + 600,
        "role": "administrator", "city": true, "personal_data": true,
    });
    let all = claims.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        all.remove(name);
        if !value.is_null() {
            all.insert(name.clone(), value.clone());
        }
    }
    claims
}

/// The daemon with its files.
pub(super) struct Fort {
    pub(super) authority: Authority,
    pub(super) mint: Mint,
    pub(super) server: Server,
    daemon: Daemon,
    folder: tempfile::TempDir,
}

impl Fort {
    /// A fort that asks for certificates as `clients` says: "required" or "optional".
    pub(super) async fn open(clients: &str, limits: ApiLimits) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (authority, mint) = (Authority::new("authority"), Mint::new());
        let server_pair = authority.sign_server();
        let files = [
            ("server.pem", &server_pair.certificate),
            ("server.key", &server_pair.key),
            ("ca.pem", &authority.pem),
            ("ca.crl", &authority.revoke(&[])),
            ("principals.toml", &PRINCIPALS.to_owned()),
            ("keys.pem", &mint.0.public_key_pem()),
            ("revoked.txt", &String::new()),
        ];
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).expect("written");
        }
        let text = format!(
            "[policy]\nzones = \"none\"\n[tls]\ncertificate_file = \"server.pem\"\nkey_file = \"server.key\"\n\
             client_ca_file = \"ca.pem\"\ncrl_file = \"ca.crl\"\nclient_certificates = \"{clients}\"\n\
             [access]\nprincipals_file = \"principals.toml\"\ntoken_keys_file = \"keys.pem\"\n\
             revocations_file = \"revoked.txt\"\ntoken_issuer = \"login\"\n"
        );
        let config = Config::parse("patrold.toml", &text, folder.path()).expect("sound");
        let policy = config.policy_source(String::new).expect("the built-in policy");
        let settings = config.runtime(&folder.path().join("data"), policy).expect("limits that hold");
        let daemon = Daemon::start(settings, ClockChoice::System { accept_jump: false }).await.expect("it starts");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let trust = Arc::new(config.trust_files());
        let server = Server::start_guarded(daemon.handle().clone(), listener, limits, trust, BaseMap::default())
            .await
            .expect("it serves");
        Self { authority, mint, server, daemon, folder }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts something else in the place of a file, as careful operators do.
    pub(super) fn replace(&self, name: &str, content: &str) {
        let next = self.path().join("next");
        std::fs::write(&next, content).expect("written");
        std::fs::rename(next, self.path().join(name)).expect("replaced");
    }

    /// The way in with a certificate, or without one.
    pub(super) fn endpoint(&self, pair: Option<&Pair>) -> Endpoint {
        self.endpoint_trusting(&self.authority.pem, pair)
    }

    pub(super) fn endpoint_trusting(&self, authority: &str, pair: Option<&Pair>) -> Endpoint {
        let mut tls = ClientTlsConfig::new().domain_name("localhost").ca_certificate(Certificate::from_pem(authority));
        if let Some(pair) = pair {
            tls = tls.identity(Identity::from_pem(&pair.certificate, &pair.key));
        }
        let endpoint = Endpoint::from_shared(format!("https://{}", self.server.address())).expect("an address");
        endpoint.tls_config(tls).expect("sound").timeout(Duration::from_secs(20))
    }

    /// A client with a token, or without one.
    pub(super) async fn client(&self, pair: Option<&Pair>, token: Option<&str>) -> Result<Client, Status> {
        let channel = self.endpoint(pair).connect().await;
        let channel = channel.map_err(|why| Status::unknown(format!("{why:?}")))?;
        Ok(InterceptedService::new(channel, Bearer(token.map(str::to_owned))))
    }

    pub(super) async fn close(self) {
        assert!(self.server.stop(GRACE).await, "everything ended by itself");
        self.daemon.stop().await.expect("the record is sealed");
    }
}

/// What the generated clients speak over.
pub(super) type Client = InterceptedService<Channel, Bearer>;

/// Presents a token with each call.
#[derive(Clone)]
pub(super) struct Bearer(pub(super) Option<String>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.0 {
            let value = MetadataValue::try_from(format!("Bearer {token}")).expect("ascii");
            request.metadata_mut().insert("authorization", value);
        }
        Ok(request)
    }
}
