//! Is the port free? Asked before a long build, answered by trying.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::failure::Failure;

/// The server's own default.
const DEFAULT: u16 = 3000;
/// The variable in which the server looks for its port, unless an argument says otherwise.
pub(crate) const VARIABLE: &str = "TWO_DOORS_PORT";

/// The port that the server will take: of `--port N` and `--port=N` the last one counts, then
/// what `variable` holds.
pub(crate) fn asked_for(arguments: &[String], variable: Option<&str>) -> Result<u16, Failure> {
    let mut port = match variable {
        Some(given) => number(given)?,
        None => DEFAULT,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let given = match argument.strip_prefix("--port") {
            Some("") => arguments.next().map_or("", String::as_str),
            Some(rest) if rest.starts_with('=') => &rest[1..],
            _ => continue,
        };
        port = number(given)?;
    }
    Ok(port)
}

fn number(given: &str) -> Result<u16, Failure> {
    match given.parse() {
        Ok(0) | Err(_) => Err(Failure::BadPort { given: given.to_owned() }),
        Ok(port) => Ok(port),
    }
}

/// A free port of the system's choice.
pub(crate) fn any_free() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| Failure::Io { doing: "find a free port".to_owned(), source })
}

/// Refuses a port on which another program listens, on either loopback.
pub(crate) fn must_be_free(port: u16) -> Result<(), Failure> {
    let loopbacks: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()];
    for address in loopbacks {
        match TcpListener::bind(address) {
            // Other errors, such as a machine without IPv6, are the server's to judge.
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                return Err(Failure::PortInUse { port });
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(arguments: &[&str]) -> Option<u16> {
        let owned: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        asked_for(&owned, None).ok()
    }

    #[test]
    fn the_last_port_counts() {
        assert_eq!(port(&[]), Some(3000));
        assert_eq!(port(&["--database", "x.db", "--port", "3100"]), Some(3100));
        assert_eq!(port(&["--port=3100", "--port", "3200"]), Some(3200));
        assert_eq!(port(&["--portal", "7"]), Some(3000));
    }

    #[test]
    fn an_argument_counts_before_the_variable() {
        let argument = ["--port=3100".to_owned()];
        assert_eq!(asked_for(&[], Some("3200")).ok(), Some(3200));
        assert_eq!(asked_for(&argument, Some("3200")).ok(), Some(3100));
        assert!(asked_for(&[], Some("")).is_err());
    }

    #[test]
    fn what_is_no_port_is_refused() {
        assert_eq!(port(&["--port"]), None);
        assert_eq!(port(&["--port", "door"]), None);
        assert_eq!(port(&["--port=65536"]), None);
        assert_eq!(port(&["--port=0"]), None);
    }

    #[test]
    fn a_port_in_use_is_noticed() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let failure = must_be_free(port).expect_err("it is taken");
        assert!(failure.to_string().contains(&port.to_string()));
    }
}
