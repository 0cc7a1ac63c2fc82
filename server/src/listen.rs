//! Listening on both loopback addresses, and on nothing else.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::TcpListener;

use crate::StartError;

/// Binds `port` on `127.0.0.1` and on `[::1]`. A machine without IPv6 gets the first alone.
pub(crate) async fn loopbacks(port: u16) -> Result<Vec<TcpListener>, StartError> {
    let first = bind((Ipv4Addr::LOCALHOST, port).into()).await?;
    // Port 0 asks for any free one: the second address has to follow the first.
    let port = first.local_addr()?.port();
    match bind((Ipv6Addr::LOCALHOST, port).into()).await {
        Ok(second) => Ok(vec![first, second]),
        Err(StartError::Listen { .. }) => Ok(vec![first]),
        Err(in_use) => Err(in_use),
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    let port = address.port();
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => StartError::PortInUse { port },
        _ => StartError::Listen { port, error },
    })
}
