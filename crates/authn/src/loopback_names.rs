//! Names below `localhost` are this machine (RFC 6761 §6.3). Browsers know that; the resolver of a bare Debian does not.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Asks nobody for these names, and the system for all others.
#[derive(Clone, Copy, Debug)]
pub struct LoopbackNames;

impl Resolve for LoopbackNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses: Addrs = if is_loopback(name.as_str()) {
                let both = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
                Box::new(both.into_iter())
            } else {
                Box::new(look_up(name.as_str()).await?.into_iter())
            };
            Ok(addresses)
        })
    }
}

fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

async fn look_up(name: &str) -> io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host((name, 0)).await?.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_below_localhost_needs_nobody_to_ask() {
        let name = "idp.localhost".parse().expect("a name");
        let addresses = LoopbackNames.resolve(name).await.expect("it is this machine");
        assert!(addresses.into_iter().all(|address| address.ip().is_loopback()));
        assert!(!is_loopback("localhost.example") && !is_loopback("notlocalhost"));
    }
}
