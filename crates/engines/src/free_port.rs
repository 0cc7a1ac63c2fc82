//! A port of the loopback that nobody listens on.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// Asks the machine for one. It is free again at once: who takes it should not wait.
pub(crate) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
