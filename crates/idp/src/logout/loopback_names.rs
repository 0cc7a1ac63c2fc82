//! Names below `localhost` are this machine's (RFC 6761 §6.3). Browsers know that; the resolver of a plain Debian does
//! not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A resolver that knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LoopbackNames;

impl Resolve for LoopbackNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let name = name.as_str();
            let addresses: Addrs = if name == "localhost" || name.ends_with(".localhost") {
                let loopbacks: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
                // The port is the address's.
                Box::new(loopbacks.into_iter().map(|address| SocketAddr::new(address, 0)))
            } else {
                Box::new(tokio::net::lookup_host((name, 0)).await?.collect::<Vec<_>>().into_iter())
            };
            Ok(addresses)
        })
    }
}
