//! Addresses that secrets may be sent to.

use openidconnect::url::{Host, Url};

/// Whether nobody on the way can read along: HTTPS, or a way that never leaves this machine (RFC 8252 §8.3; RFC 6761
/// §6.3 for the names below `localhost`).
///
/// A discovery document names the addresses that codes and client secrets go to, so they are held to it as well.
#[must_use]
pub fn nobody_reads_along(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        let trusted = |url: &str| nobody_reads_along(&url.parse().expect("a URL"));
        for url in [
            "https://idp.example",
            "http://localhost:5000",
            "http://idp.localhost/realms/a",
            "http://[::1]:1",
        ] {
            assert!(trusted(url), "{url}");
        }
        for url in [
            "http://idp.example",
            "http://localhost.example",
            "http://notlocalhost",
            "ftp://localhost",
            "data:,",
        ] {
            assert!(!trusted(url), "{url}");
        }
    }
}
