//! Flask under gunicorn: the articles' kind of program, whose session is a signed cookie, and the same with Flask-Session.

use std::process::Command;

use super::super::programs::{Program, Programs, SECRET_KEY};
use super::credential::sign_in_for_cookie;
use super::{Arm, Credential, Place, Store};
use crate::children::clean;

#[derive(Clone, Copy, Debug)]
pub(super) struct Flask {
    name: &'static str,
    what: &'static str,
    store: Store,
    /// Whether the session's idle clock is set back at every request.
    touch: bool,
}

pub(super) const ALL: [Flask; 5] = [
    Flask {
        name: "flask-signed-cookie",
        what: "Flask, Flask-Login, gunicorn: the session is a signed cookie, the users are in the program",
        store: Store::Nothing,
        touch: true,
    },
    Flask {
        name: "flask-sqlite",
        what: "Flask, Flask-Login, Flask-Session, gunicorn: SQLite by SQLAlchemy",
        store: Store::Sqlite,
        touch: true,
    },
    Flask {
        name: "flask-redis",
        what: "Flask, Flask-Login, Flask-Session, gunicorn: sessions in Redis, users in SQLite",
        store: Store::Redis,
        touch: true,
    },
    Flask {
        name: "flask-sqlite-untouched",
        what: "as flask-sqlite, without the write at every request",
        store: Store::Sqlite,
        touch: false,
    },
    Flask {
        name: "flask-redis-untouched",
        what: "as flask-redis, without the write at every request",
        store: Store::Redis,
        touch: false,
    },
];

impl Arm for Flask {
    fn name(&self) -> &'static str {
        self.name
    }

    fn what(&self) -> &'static str {
        self.what
    }

    fn program(&self) -> Program {
        if self.store == Store::Nothing { Program::FlaskSignedCookie } else { Program::FlaskServerSide }
    }

    fn store(&self) -> Store {
        self.store
    }

    fn command(&self, programs: &Programs, place: &Place) -> Command {
        let program = programs.peer(self.program());
        let mut command = clean(&program.runs);
        command
            .args(["-m", "gunicorn", "--config", "gunicorn.conf.py", "app:app"])
            .current_dir(&program.folder)
            .env("PORT", place.port.to_string())
            .env("DATABASE", place.folder.join("peer.db"))
            .env("SESSIONS", place.store.as_deref().unwrap_or("sqlite"))
            .env("SECRET_KEY", SECRET_KEY)
            .env("TOUCH", if self.touch { "on" } else { "off" })
            // The checkout stays as it is.
            .env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    fn profile(&self) -> &'static str {
        "/profile"
    }

    fn sign_in(&self, port: u16) -> Result<Credential, String> {
        sign_in_for_cookie(port, "/login", "session")
    }
}
