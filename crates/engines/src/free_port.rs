//! A port of the loopback that nobody listens on.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where one is looked for: below those that systems give to whoever connects to somewhere, of which busy tests take thousands. One of
/// these stays free until whoever asked for it has made a database, and listens.
const FIRST: u16 = 20_000;
const MANY: u32 = 12_000;

/// How many were looked at. None is found twice by one process, until all were.
static LOOKED_AT: AtomicU32 = AtomicU32::new(0);

/// Finds one. It is nobody's yet: who takes it should not wait for long.
///
/// # Errors
/// If there is none left.
pub fn free_port() -> io::Result<u16> {
    // Each process begins somewhere else.
    let start = process::id().wrapping_mul(101);
    (0..MANY)
        .map(|_| start.wrapping_add(LOOKED_AT.fetch_add(1, Ordering::Relaxed)) % MANY)
        .filter_map(|place| Some(FIRST + u16::try_from(place).ok()?))
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| io::Error::from(io::ErrorKind::AddrInUse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_what_another_was_given_or_listens_on() {
        let first = free_port().unwrap();
        let taken: Vec<_> =
            (1..20).map(|next| TcpListener::bind((Ipv4Addr::LOCALHOST, first + next))).collect();
        assert!(taken.iter().any(Result::is_ok), "a control: there are some to pass over");
        let mut given: Vec<u16> = (0..100).map(|_| free_port().unwrap()).collect();
        assert!((0..20).all(|next| !given.contains(&(first + next))));
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), 100);
    }
}
