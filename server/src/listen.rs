//! Listening: on both loopback addresses, and on others only if somebody says so; twice, while the lab is there.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use futures_util::future::try_join_all;
use tokio::net::TcpListener;

use crate::{Config, StartError};

/// What chooses the port of the app.
const APP: &str = "--port";
/// What chooses the port of the attacker's site.
pub(crate) const ATTACKER: &str = "--attacker-port";
/// What chooses the port of the identity provider.
pub(crate) const IDP: &str = "--idp-port";
/// What chooses the port of Notes.
pub(crate) const NOTES: &str = "--notes-port";
/// What chooses the port of the services.
pub(crate) const SERVICES: &str = "--services-port";
/// What chooses the port of the metrics.
pub(crate) const METRICS: &str = "--metrics-port";

/// Binds what the configuration asks for.
pub(crate) async fn listen(config: &Config) -> Result<Vec<TcpListener>, StartError> {
    listen_on(&config.listen, config.port, config.may_be_reached(), APP).await
}

/// Binds `port` on these addresses, or, if there are none, on both loopbacks; on one that other machines reach only if it
/// `may_be_reached`. `option` is what chooses another port.
pub(crate) async fn listen_on(
    addresses: &[IpAddr],
    port: u16,
    may_be_reached: bool,
    option: &'static str,
) -> Result<Vec<TcpListener>, StartError> {
    if addresses.is_empty() {
        return loopbacks(port, option).await;
    }
    let reachable = |address: &&IpAddr| !address.is_loopback();
    match addresses.iter().find(reachable) {
        Some(address) if !may_be_reached => Err(StartError::BeyondLoopback(*address)),
        _ => try_join_all(addresses.iter().map(|address| bind((*address, port).into(), option))).await,
    }
}

/// Binds `port` on `127.0.0.1` and on `[::1]`. A machine without IPv6 gets the first alone. `option` is what chooses
/// another port.
pub(crate) async fn loopbacks(port: u16, option: &'static str) -> Result<Vec<TcpListener>, StartError> {
    let first = bind((Ipv4Addr::LOCALHOST, port).into(), option).await?;
    // Port 0 asks for any free one: the second address has to follow the first.
    let port = first.local_addr()?.port();
    match bind((Ipv6Addr::LOCALHOST, port).into(), option).await {
        Ok(second) => Ok(vec![first, second]),
        Err(StartError::Listen { .. }) => Ok(vec![first]),
        Err(in_use) => Err(in_use),
    }
}

async fn bind(address: SocketAddr, option: &'static str) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => StartError::PortInUse { port: address.port(), option },
        _ => StartError::Listen { address, error, option },
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    async fn listening(arguments: &[&str]) -> Result<Vec<IpAddr>, StartError> {
        let config = Config::parse_from([&["two-doors", "--port", "0"], arguments].concat());
        let listeners = listen(&config).await?;
        Ok(listeners.iter().map(|listener| listener.local_addr().expect("it is bound").ip()).collect())
    }

    #[tokio::test]
    async fn only_this_machine_unless_somebody_insists() {
        assert!(listening(&[]).await.expect("loopback").iter().all(IpAddr::is_loopback));
        for address in ["0.0.0.0", "::", "192.0.2.1", "127.0.0.1,0.0.0.0"] {
            let refused = listening(&["--listen", address]).await;
            assert!(matches!(refused, Err(StartError::BeyondLoopback(_))), "{address}: {refused:?}");
        }
        let all = listening(&["--listen", "0.0.0.0", "--beyond-loopback"]).await.expect("it was said twice");
        assert_eq!(all, [IpAddr::V4(Ipv4Addr::UNSPECIFIED)]);
        let house =
            listening(&["--listen", "0.0.0.0", "--lab", "off"]).await.expect("there is no lab to reach");
        assert_eq!(house, all);
        assert!(listening(&["--lab", "off"]).await.expect("loopback").iter().all(IpAddr::is_loopback));
    }
}
