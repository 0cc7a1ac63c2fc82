//! The house: the token door without and with a denylist, and the session door on each of its stores; and the session door as it
//! goes into production, without the lab, to be held against programs that have none either.

use std::process::Command;

use super::super::http;
use super::super::programs::{Program, Programs};
use super::credential::{sign_in_for_cookie, sign_up};
use super::{Arm, Credential, Place, Store, sign_in};
use crate::children::clean;
use crate::port;

const LOG_IN: &str = "/api/session/login";
const SESSION_COOKIE: &str = "__Host-session";

/// One way to know who is signed in.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct TwoDoors {
    name: &'static str,
    what: &'static str,
    way: Way,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Token,
    TokenAndDenylist,
    Session {
        store: Store,
        cache: bool,
    },
    /// The same with `--lab off`.
    House {
        store: Store,
        cache: bool,
    },
}

/// All of the house's. Arms that are held against each other stand together: the machine has little time to change in between.
pub(super) const ALL: [TwoDoors; 11] = [
    TwoDoors {
        name: "jwt",
        what: "Two Doors, token door: the signature alone, nothing looked up",
        way: Way::Token,
    },
    TwoDoors::session("session-sqlite", "Two Doors, session door: SQLite, no cache", Store::Sqlite, false),
    TwoDoors::session("session-cached", "Two Doors, session door: SQLite, cache on", Store::Sqlite, true),
    TwoDoors {
        name: "jwt-denylist",
        what: "Two Doors, token room: a careful verifier and a denylist in SQLite",
        way: Way::TokenAndDenylist,
    },
    TwoDoors::session(
        "session-postgres",
        "Two Doors, session door: all in PostgreSQL, no cache",
        Store::Postgres,
        false,
    ),
    TwoDoors::session(
        "session-postgres-cached",
        "Two Doors, session door: all in PostgreSQL, cache on",
        Store::Postgres,
        true,
    ),
    TwoDoors::session(
        "session-redis",
        "Two Doors, session door: sessions in Redis, users in SQLite, no cache",
        Store::Redis,
        false,
    ),
    TwoDoors::session(
        "session-redis-cached",
        "Two Doors, session door: sessions in Redis, users in SQLite, cache on",
        Store::Redis,
        true,
    ),
    TwoDoors {
        name: "house-sqlite",
        what: "Two Doors without the lab: SQLite, no cache",
        way: Way::House { store: Store::Sqlite, cache: false },
    },
    TwoDoors {
        name: "house-cached",
        what: "Two Doors without the lab: SQLite, cache on",
        way: Way::House { store: Store::Sqlite, cache: true },
    },
    TwoDoors {
        name: "house-redis",
        what: "Two Doors without the lab: sessions in Redis, users in SQLite, no cache",
        way: Way::House { store: Store::Redis, cache: false },
    },
];

impl TwoDoors {
    /// The session door on a store.
    pub(in super::super) const fn session(
        name: &'static str,
        what: &'static str,
        store: Store,
        cache: bool,
    ) -> Self {
        Self { name, what, way: Way::Session { store, cache } }
    }
}

impl Arm for TwoDoors {
    fn name(&self) -> &'static str {
        self.name
    }

    fn what(&self) -> &'static str {
        self.what
    }

    fn program(&self) -> Program {
        Program::TwoDoors
    }

    fn store(&self) -> Store {
        match self.way {
            Way::Token => Store::Nothing,
            Way::TokenAndDenylist => Store::Sqlite,
            Way::Session { store, .. } | Way::House { store, .. } => store,
        }
    }

    fn command(&self, programs: &Programs, place: &Place) -> Command {
        let mut command = clean(&programs.two_doors);
        command.args(["--port", &place.port.to_string()]).arg("--site-root").arg(&programs.no_site);
        // The other parties are open as always. 0 lets the system choose their ports.
        for other in [&port::ATTACKER, &port::IDP, &port::NOTES, &port::SERVICES] {
            command.env(other.variable, "0");
        }
        let file = place.folder.join("two-doors.db");
        match (self.store(), &place.store) {
            (Store::Postgres, Some(url)) => command.args(["--database", url]).current_dir(&place.folder),
            (Store::Redis, Some(url)) => command.arg("--database").arg(file).args(["--sessions", url]),
            _ => command.arg("--database").arg(file),
        };
        if let Way::Session { cache, .. } | Way::House { cache, .. } = self.way {
            command.args(["--session-cache", if cache { "on" } else { "off" }]);
        }
        if let Way::House { .. } = self.way {
            command.args(["--lab", "off"]);
        }
        command
    }

    fn profile(&self) -> &'static str {
        match self.way {
            Way::Token => "/api/jwt/profile/me",
            Way::TokenAndDenylist => "/api/lab/rooms/jwt/profile",
            Way::Session { .. } | Way::House { .. } => "/api/session/profile/me",
        }
    }

    fn sign_in(&self, port: u16) -> Result<Credential, String> {
        match self.way {
            Way::Token => access_token(port, "/api/jwt/login"),
            Way::TokenAndDenylist => on_duty(port),
            Way::Session { .. } => sign_in_for_cookie(port, LOG_IN, SESSION_COOKIE),
            Way::House { .. } => {
                sign_up(port, "/api/accounts")?;
                sign_in_for_cookie(port, LOG_IN, SESSION_COOKIE)
            }
        }
    }
}

fn access_token(port: u16, path: &str) -> Result<Credential, String> {
    let reply = sign_in(port, path)?;
    reply.member("access_token").map(Credential::bearer).ok_or_else(|| format!("{path} gave no access token"))
}

/// Switches the careful verifier and the denylist on, and sees that the denylist does its work: an access token that was given back
/// opens nothing.
fn on_duty(port: u16) -> Result<Credential, String> {
    let send = |method: &str, path: &str, headers: &[String], body: &str| {
        http::send(port, method, path, headers, body).map_err(|error| error.to_string())
    };
    let form = ["Content-Type: application/x-www-form-urlencoded".to_owned()];
    for defence in ["pinned-algorithm", "strong-key", "denylist"] {
        let switched =
            send("POST", "/fn/lab/switch_defence", &form, &format!("defence={defence}&on=true"))?.status;
        if switched >= 400 {
            return Err(format!("to switch {defence} on was answered with {switched}"));
        }
    }
    let given_back = access_token(port, "/api/lab/rooms/jwt/login")?;
    let given_back = [given_back.header];
    let logout = send("POST", "/api/lab/rooms/jwt/logout", &given_back, "")?.status;
    let after = send("GET", "/api/lab/rooms/jwt/profile", &given_back, "")?.status;
    if (logout, after) != (200, 401) {
        return Err(format!("the denylist is not on: logout {logout}, profile after it {after}"));
    }
    access_token(port, "/api/lab/rooms/jwt/login")
}
