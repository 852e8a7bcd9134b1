//! Whether a browser may ask: only a page that this daemon itself has served.
//!
//! A browser says in `Origin` which page asks. A page of somebody else must not use the operator's browser, or a name that
//! was turned towards this address (DNS rebinding), to reach the daemon. Clients that are no browsers send no `Origin`.

use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, Uri};

use super::status::Problem;

/// Checks where a request comes from. `by_name` is false where anybody who reaches the port is taken for the operator of
/// the machine: there a browser must have come by a name of the machine itself.
///
/// # Errors
/// When another page asks, or when the daemon was called by a foreign name.
pub(super) fn check(uri: &Uri, headers: &HeaderMap, by_name: bool) -> Result<(), Problem> {
    let host = headers.get(HOST).map(|host| host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()));
    // Browsers without TLS speak HTTP/1.1, which has a Host.
    if let Some(host) = &host
        && !by_name
        && !host.as_ref().is_some_and(is_this_machine)
    {
        return Err(foreign("this daemon is called by a name that is not this machine's: use localhost"));
    }
    let Some(origin) = headers.get(ORIGIN) else { return Ok(()) };
    let called = uri.authority().cloned().or(host.flatten());
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let same = origin.as_ref().zip(called.as_ref()).is_some_and(|(origin, called)| same_place(origin, called));
    if same { Ok(()) } else { Err(foreign("another page asks: only the console of this daemon may")) }
}

fn same_place(origin: &Uri, called: &Authority) -> bool {
    let standard = if origin.scheme_str() == Some("https") { 443 } else { 80 };
    let port = |port: Option<u16>| port.unwrap_or(standard);
    origin.host().is_some_and(|host| host.eq_ignore_ascii_case(called.host()))
        && port(origin.port_u16()) == port(called.port_u16())
}

fn is_this_machine(host: &Authority) -> bool {
    let name = host.host().trim_start_matches('[').trim_end_matches(']');
    let is_name = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    is_name || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn foreign(why: &str) -> Problem {
    Problem::permission_denied_since("FOREIGN_ORIGIN", why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(origin: Option<&str>, host: &str, by_name: bool) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().expect("a header"));
        }
        check(&Uri::from_static("/patrol.v1.DispatchService/ListUnits"), &headers, by_name).is_ok()
    }

    #[test]
    fn only_the_daemons_own_page_asks() {
        assert!(asks(Some("http://127.0.0.1:7443"), "127.0.0.1:7443", false));
        assert!(asks(Some("http://localhost:7443"), "LOCALHOST:7443", false));
        assert!(asks(Some("https://patrol.example"), "patrol.example:443", true));
        assert!(asks(Some("http://[::1]:7443"), "[::1]:7443", false));
        for origin in ["http://evil.example", "null", "http://127.0.0.1:8000", "https://127.0.0.1", "rubbish"] {
            assert!(!asks(Some(origin), "127.0.0.1:7443", false), "{origin}");
        }
    }

    #[test]
    fn a_foreign_name_for_this_machine_is_found_out() {
        assert!(!asks(Some("http://evil.example:7443"), "evil.example:7443", false), "rebound: page and host agree");
        assert!(!asks(None, "evil.example:7443", false));
        assert!(!asks(None, "127.0.0.1.evil.example", false) && !asks(None, "10.0.0.1:7443", false));
        assert!(asks(None, "127.0.0.2:7443", false) && asks(None, "console.localhost:7443", false));
        assert!(asks(None, "patrol.example", true), "whoever must say who it is may use any name");
    }

    #[test]
    fn what_is_no_browser_says_nothing_and_may() {
        let uri = Uri::from_static("http://patrol.example:7443/patrol.v1.DispatchService/ListUnits");
        assert!(check(&uri, &HeaderMap::new(), false).is_ok());
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, "http://evil.example".parse().expect("a header"));
        assert!(check(&uri, &headers, true).is_err());
    }
}
