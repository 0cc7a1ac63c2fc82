//! Is the port free? Asked before a long build, answered by trying.

use std::env;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::Command;

use crate::failure::Failure;

/// A port of the server's: what chooses it, and the server's own default.
pub(crate) struct Port {
    option: &'static str,
    /// The variable in which the server looks for it, unless an argument says otherwise.
    pub(crate) variable: &'static str,
    default: u16,
}

/// The app's.
pub(crate) const APP: Port = Port { option: "--port", variable: "TWO_DOORS_PORT", default: 3000 };
/// The attacker's site's.
pub(crate) const ATTACKER: Port =
    Port { option: "--attacker-port", variable: "TWO_DOORS_ATTACKER_PORT", default: 4000 };
/// The identity provider's.
pub(crate) const IDP: Port = Port { option: "--idp-port", variable: "TWO_DOORS_IDP_PORT", default: 5000 };
/// Notes'.
pub(crate) const NOTES: Port =
    Port { option: "--notes-port", variable: "TWO_DOORS_NOTES_PORT", default: 6000 };
/// The services'.
pub(crate) const SERVICES: Port =
    Port { option: "--services-port", variable: "TWO_DOORS_SERVICES_PORT", default: 7000 };

/// All of them.
const ALL: [Port; 5] = [APP, ATTACKER, IDP, NOTES, SERVICES];

/// Gives a server that a command will start, by itself or through others, five ports that are free.
pub(crate) fn give_free(command: &mut Command) -> Result<(), Failure> {
    for port in ALL {
        command.env(port.variable, any_free()?.to_string());
    }
    Ok(())
}

impl Port {
    /// The port that the server will take: of `--port N` and `--port=N` the last one counts, then what its variable
    /// holds.
    pub(crate) fn chosen(&self, arguments: &[String]) -> Result<u16, Failure> {
        self.asked_for(arguments, env::var(self.variable).ok().as_deref())
    }

    fn asked_for(&self, arguments: &[String], variable: Option<&str>) -> Result<u16, Failure> {
        let mut port = match variable {
            Some(given) => number(given)?,
            None => self.default,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let given = match argument.strip_prefix(self.option) {
                Some("") => arguments.next().map_or("", String::as_str),
                Some(rest) if rest.starts_with('=') => &rest[1..],
                _ => continue,
            };
            port = number(given)?;
        }
        Ok(port)
    }

    /// Refuses to go on if another program listens there, on either loopback.
    pub(crate) fn must_be_free(&self, arguments: &[String]) -> Result<(), Failure> {
        must_be_free(self.chosen(arguments)?, self.option)
    }
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

fn must_be_free(port: u16, option: &'static str) -> Result<(), Failure> {
    let loopbacks: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()];
    for address in loopbacks {
        match TcpListener::bind(address) {
            // Other errors, such as a machine without IPv6, are the server's to judge.
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                return Err(Failure::PortInUse { port, option });
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
        APP.asked_for(&owned, None).ok()
    }

    #[test]
    fn the_last_port_counts() {
        assert_eq!(port(&[]), Some(3000));
        assert_eq!(port(&["--database", "x.db", "--port", "3100"]), Some(3100));
        assert_eq!(port(&["--port=3100", "--port", "3200"]), Some(3200));
        assert_eq!(port(&["--portal", "7"]), Some(3000));
    }

    #[test]
    fn each_port_has_an_option_of_its_own() {
        let arguments = ["--attacker-port", "4100", "--port=3100"].map(str::to_owned);
        assert_eq!(APP.asked_for(&arguments, None).ok(), Some(3100));
        assert_eq!(ATTACKER.asked_for(&arguments, None).ok(), Some(4100));
        assert_eq!(ATTACKER.asked_for(&arguments[2..], None).ok(), Some(4000));
    }

    #[test]
    fn an_argument_counts_before_the_variable() {
        let argument = ["--port=3100".to_owned()];
        assert_eq!(APP.asked_for(&[], Some("3200")).ok(), Some(3200));
        assert_eq!(APP.asked_for(&argument, Some("3200")).ok(), Some(3100));
        assert!(APP.asked_for(&[], Some("")).is_err());
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
        let failure = must_be_free(port, "--port").expect_err("it is taken");
        assert!(failure.to_string().contains(&port.to_string()));
    }
}
