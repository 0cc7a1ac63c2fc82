//! Where a request comes from, when it comes by way of a proxy: throttles count by it, and devices are told by it.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// What a proxy writes the address into that it saw. Anybody can send it, so it counts only from a proxy of ours.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies whose word is taken for where a request comes from. None, unless somebody names them.
///
/// ```
/// use axum::http::HeaderMap;
/// use server::TrustedProxies;
///
/// let proxies = TrustedProxies::new(["10.0.0.1".parse().unwrap()]);
/// let mut headers = HeaderMap::new();
/// headers.insert("x-forwarded-for", "203.0.113.7, 198.51.100.2".parse().unwrap());
/// let (proxy, stranger) = ("10.0.0.1".parse().unwrap(), "192.0.2.9".parse().unwrap());
/// assert_eq!(proxies.client(proxy, &headers).to_string(), "198.51.100.2", "what stands before it, anybody could write");
/// assert_eq!(proxies.client(stranger, &headers), stranger);
/// ```
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpAddr>);

impl TrustedProxies {
    /// Takes the word of these.
    #[must_use]
    pub fn new(proxies: impl IntoIterator<Item = IpAddr>) -> Self {
        Self(proxies.into_iter().map(|proxy| proxy.to_canonical()).collect())
    }

    /// The address of whoever asked: of the connection, or, if that is a proxy of ours, the last one in its list that is not.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.0.contains(&peer) {
            return peer;
        }
        let lines = headers.get_all(FORWARDED_FOR).into_iter().rev();
        let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut nearest = peer;
        for hop in hops {
            // What is no address was written by nobody whose word is taken.
            let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
            nearest = hop.to_canonical();
            if !self.0.contains(&nearest) {
                break;
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().expect("a value"));
        }
        let ours = ["127.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().expect("an address"));
        TrustedProxies::new(ours)
            .client("::ffff:127.0.0.1".parse().expect("an address"), &headers)
            .to_string()
    }

    #[test]
    fn the_last_address_that_is_not_ours_counts() {
        for (lines, expected) in [
            (&[][..], "127.0.0.1"),
            (&["203.0.113.7"], "203.0.113.7"),
            (&["203.0.113.7, 10.0.0.2"], "203.0.113.7"),
            (&["6.6.6.6, 203.0.113.7", "10.0.0.2"], "203.0.113.7"),
            (&["6.6.6.6, 2001:db8::1"], "2001:db8::1"),
            (&["6.6.6.6, unknown"], "127.0.0.1"),
            (&["6.6.6.6, unknown, 10.0.0.2"], "10.0.0.2"),
        ] {
            assert_eq!(client(lines), expected, "{lines:?}");
        }
    }
}
