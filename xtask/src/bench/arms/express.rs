//! Express 5 with express-session, on SQLite and on Redis.

use std::process::Command;

use super::super::programs::{Program, Programs, SECRET_KEY};
use super::credential::sign_in_for_cookie;
use super::{Arm, Credential, Place, Store};
use crate::children::clean;

#[derive(Clone, Copy, Debug)]
pub(super) struct Express {
    name: &'static str,
    what: &'static str,
    store: Store,
    /// Whether the session's idle clock is set back at every request.
    touch: bool,
}

pub(super) const ALL: [Express; 4] = [
    Express {
        name: "express-sqlite",
        what: "Express 5, express-session: SQLite by better-sqlite3",
        store: Store::Sqlite,
        touch: true,
    },
    Express {
        name: "express-redis",
        what: "Express 5, express-session: sessions in Redis, users in SQLite",
        store: Store::Redis,
        touch: true,
    },
    Express {
        name: "express-sqlite-untouched",
        what: "as express-sqlite, without the write at every request",
        store: Store::Sqlite,
        touch: false,
    },
    Express {
        name: "express-redis-untouched",
        what: "as express-redis, without the write at every request",
        store: Store::Redis,
        touch: false,
    },
];

impl Arm for Express {
    fn name(&self) -> &'static str {
        self.name
    }

    fn what(&self) -> &'static str {
        self.what
    }

    fn program(&self) -> Program {
        Program::Express
    }

    fn store(&self) -> Store {
        self.store
    }

    fn command(&self, programs: &Programs, place: &Place) -> Command {
        let program = programs.peer(Program::Express);
        let mut command = clean(&program.runs);
        command
            .arg("app.js")
            .current_dir(&program.folder)
            .env("NODE_ENV", "production")
            .env("PORT", place.port.to_string())
            .env("DATABASE", place.folder.join("peer.db"))
            .env("SESSIONS", place.store.as_deref().unwrap_or("sqlite"))
            .env("SECRET_KEY", SECRET_KEY)
            .env("TOUCH", if self.touch { "on" } else { "off" });
        command
    }

    fn profile(&self) -> &'static str {
        "/profile"
    }

    fn sign_in(&self, port: u16) -> Result<Credential, String> {
        sign_in_for_cookie(port, "/login", "connect.sid")
    }
}
