//! What can be set, from the command line or the environment. The defaults are a working house.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::builder::BoolishValueParser;
use clap::{ArgAction, Parser};
use store::{DatabaseAddress, RedisAddress};

use crate::http::Origin;
use crate::logging::LogFormat;

/// One house, two front doors: a lab for web sign-in.
#[derive(Clone, Debug, Parser)]
#[command(name = "two-doors", version, about)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Config {
    /// The SQLite file, which is made if there is none; or the address of a PostgreSQL database, as docs/DATABASES.md shows.
    #[arg(
        long,
        env = "TWO_DOORS_DATABASE",
        default_value = "two-doors.db",
        value_name = "FILE|URL",
        // There may be a password in it.
        hide_env_values = true
    )]
    pub database: DatabaseAddress,

    /// Connections to a PostgreSQL server, at most; each costs the server a process.
    #[arg(long, env = "TWO_DOORS_DATABASE_CONNECTIONS", default_value_t = 16, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub database_connections: u32,

    /// Where keys, certificates, and the databases of the identity provider and of Notes lie [default: beside the SQLite
    /// file, else the current folder].
    #[arg(long, env = "TWO_DOORS_FILES", value_name = "FOLDER")]
    pub files: Option<PathBuf>,

    /// A Redis for sessions and failed attempts [default: they lie in the database]. A password is better kept in the variable.
    #[arg(long, env = "TWO_DOORS_SESSIONS", hide_env_values = true, value_name = "URL")]
    pub sessions: Option<RedisAddress>,

    /// Whether sessions are remembered in this process, so that a signed-in request asks the database nothing; none is served
    /// that has ended. With SQLite the file must be this process's alone.
    #[arg(
        long,
        env = "TWO_DOORS_SESSION_CACHE",
        default_value = "on",
        value_name = "on|off",
        value_parser = BoolishValueParser::new(),
        action = ArgAction::Set
    )]
    pub session_cache: bool,

    /// Whether the lab is there: the token door, the rooms with their flaws, the experiments, the attacker, Notes, the services,
    /// an identity provider and two accounts that everybody knows. Without it there is the session door alone, fit for production.
    #[arg(
        long,
        env = "TWO_DOORS_LAB",
        default_value = "on",
        value_name = "on|off",
        value_parser = BoolishValueParser::new(),
        action = ArgAction::Set
    )]
    pub lab: bool,

    /// The port of the app.
    #[arg(long, env = "TWO_DOORS_PORT", default_value_t = 3000)]
    pub port: u16,

    /// The port of the attacker's site, on both loopbacks.
    #[arg(long, env = "TWO_DOORS_ATTACKER_PORT", default_value_t = 4000, value_name = "PORT")]
    pub attacker_port: u16,

    /// The port of the identity provider, on both loopbacks.
    #[arg(long, env = "TWO_DOORS_IDP_PORT", default_value_t = 5000, value_name = "PORT")]
    pub idp_port: u16,

    /// The one origin that the identity provider answers to [default: idp.localhost with its port].
    #[arg(long, env = "TWO_DOORS_IDP_ORIGIN", value_name = "URL")]
    pub idp_origin: Option<Origin>,

    /// The port of Notes, a second app that trusts the same provider, on both loopbacks.
    #[arg(long, env = "TWO_DOORS_NOTES_PORT", default_value_t = 6000, value_name = "PORT")]
    pub notes_port: u16,

    /// The one origin that Notes answers to [default: notes.localhost with its port].
    #[arg(long, env = "TWO_DOORS_NOTES_ORIGIN", value_name = "URL")]
    pub notes_origin: Option<Origin>,

    /// The port of the services, on both loopbacks.
    #[arg(long, env = "TWO_DOORS_SERVICES_PORT", default_value_t = 7000, value_name = "PORT")]
    pub services_port: u16,

    /// The addresses to listen on [default: both loopbacks].
    #[arg(long, env = "TWO_DOORS_LISTEN", value_name = "ADDRESS", value_delimiter = ',')]
    pub listen: Vec<IpAddr>,

    /// The port of the metrics, for Prometheus [default: none, and there are none].
    #[arg(long, env = "TWO_DOORS_METRICS_PORT", value_name = "PORT")]
    pub metrics_port: Option<u16>,

    /// The addresses where the metrics are read [default: both loopbacks].
    #[arg(long, env = "TWO_DOORS_METRICS_LISTEN", value_name = "ADDRESS", value_delimiter = ',')]
    pub metrics_listen: Vec<IpAddr>,

    /// Another origin that the metrics answer to, besides the loopbacks with their port.
    #[arg(long, env = "TWO_DOORS_METRICS_ORIGIN", value_name = "URL")]
    pub metrics_origin: Option<Origin>,

    /// What a line of the log looks like.
    #[arg(long, env = "TWO_DOORS_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, value_name = "FORMAT")]
    pub log_format: LogFormat,

    /// Lets --listen and --metrics-listen name addresses that other machines reach, though the lab is insecure on purpose. With
    /// --lab off there is no need for it.
    #[arg(long, env = "TWO_DOORS_BEYOND_LOOPBACK")]
    pub beyond_loopback: bool,

    /// The one origin that the app answers to [default: localhost with the port].
    #[arg(long, env = "TWO_DOORS_ORIGIN", value_name = "URL")]
    pub origin: Option<Origin>,

    /// Proxies in front of the app: the last address in their X-Forwarded-For that is not theirs is where a request comes from.
    #[arg(long, env = "TWO_DOORS_TRUSTED_PROXIES", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,

    /// Seconds between the signal to stop and the last connection: /readyz answers 503 meanwhile, everything else as always.
    #[arg(long, env = "TWO_DOORS_DRAIN_SECONDS", default_value_t = 0, value_name = "SECONDS")]
    pub drain_seconds: u64,

    /// Serve HTTPS, with a certificate of our own that is made on the first start. Safari needs it.
    #[arg(long, env = "TWO_DOORS_HTTPS")]
    pub https: bool,

    /// Providers that people may sign in through, as docs/providers.example.toml shows; or by variables of the environment.
    #[arg(long, env = "TWO_DOORS_PROVIDERS", value_name = "FILE")]
    pub providers: Option<PathBuf>,

    /// Clients that may send their users to the identity provider, as docs/idp-clients.example.toml shows; or by variables of the environment.
    #[arg(long, env = "TWO_DOORS_IDP_CLIENTS", value_name = "FILE")]
    pub idp_clients: Option<PathBuf>,

    /// Where the built site (wasm, style, fonts) lies.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site", value_name = "FOLDER")]
    pub site_root: PathBuf,

    /// Password hashes at the same time; each takes 19 MiB and a core [default: the cores but one].
    #[arg(long, env = "TWO_DOORS_HASHES_AT_ONCE", value_name = "N")]
    pub hashes_at_once: Option<usize>,

    /// Sign-ins that may wait for a hash, a whole class by default; more are sent away with 503.
    #[arg(long, env = "TWO_DOORS_HASHES_WAITING", default_value_t = 64, value_name = "N")]
    pub hashes_waiting: usize,
}

impl Config {
    /// Hashes at the same time: one core is left for everything else, so that a flood of sign-ins does not stop
    /// the pages.
    #[must_use]
    pub fn hashes_at_once(&self) -> usize {
        self.hashes_at_once.unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
        })
    }

    /// Whether other machines may reach what listens: not the lab, unless somebody insists.
    #[must_use]
    pub const fn may_be_reached(&self) -> bool {
        self.beyond_loopback || !self.lab
    }

    /// The file that holds the token door's signing key: beside the database, and never in it.
    #[must_use]
    pub fn signing_key_file(&self) -> PathBuf {
        self.beside_database("signing-key")
    }

    /// The identity provider's own database: another file, for it is another party. Its keys lie beside it.
    #[must_use]
    pub fn idp_database(&self) -> PathBuf {
        self.beside_database("idp.db")
    }

    /// The database of Notes: another file again, for it is another party.
    #[must_use]
    pub fn notes_database(&self) -> PathBuf {
        self.beside_database("notes.db")
    }

    /// A file that goes with the database, by what comes after the dot. A database that is no file has no place beside it: its
    /// files are called as those of the default one.
    #[must_use]
    pub fn beside_database(&self, extension: &str) -> PathBuf {
        let file = match &self.database {
            DatabaseAddress::File(path) => path.with_extension(extension),
            DatabaseAddress::Postgres(_) => Path::new("two-doors").with_extension(extension),
        };
        match (&self.files, file.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => file,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_file(arguments: &[&str]) -> PathBuf {
        let arguments = std::iter::once("two-doors").chain(arguments.iter().copied());
        Config::try_parse_from(arguments).expect("it is understood").signing_key_file()
    }

    #[test]
    fn what_goes_with_the_database_has_a_place() {
        let server = "postgres://alice:opensesame@db.example/house";
        assert_eq!(key_file(&["--database", "class/lab.db"]), Path::new("class/lab.signing-key"));
        assert_eq!(key_file(&["--database", server]), Path::new("two-doors.signing-key"));
        assert_eq!(
            key_file(&["--database", server, "--files", "/srv/lab"]),
            Path::new("/srv/lab/two-doors.signing-key")
        );
        assert_eq!(
            key_file(&["--database", "class/lab.db", "--files", "keys"]),
            Path::new("keys/lab.signing-key")
        );
    }

    #[test]
    fn a_password_in_the_address_is_not_shown() {
        let arguments = ["two-doors", "--database", "postgres://alice:opensesame@db.example/house"];
        let config = Config::try_parse_from(arguments).expect("it is understood");
        assert!(!format!("{config:?}").contains("opensesame"));
        let broken = ["two-doors", "--database", "postgres://alice:opensesame@:port/", "--port", "3000"];
        assert!(!format!("{:?}", Config::try_parse_from(broken)).contains("opensesame"));
    }
}
