//! actix-web with actix-session, on Redis.

use std::process::Command;

use super::super::programs::{Program, Programs, SECRET_KEY};
use super::credential::sign_in_for_cookie;
use super::{Arm, Credential, Place, Store};
use crate::children::clean;

#[derive(Clone, Copy, Debug)]
pub(super) struct Actix;

pub(super) const ALL: [Actix; 1] = [Actix];

impl Arm for Actix {
    fn name(&self) -> &'static str {
        "actix-redis"
    }

    fn what(&self) -> &'static str {
        "actix-web, actix-session: sessions in Redis, users in SQLite; it writes nothing at a request"
    }

    fn program(&self) -> Program {
        Program::Actix
    }

    fn store(&self) -> Store {
        Store::Redis
    }

    fn command(&self, programs: &Programs, place: &Place) -> Command {
        let mut command = clean(&programs.peer(Program::Actix).runs);
        command
            .env("PORT", place.port.to_string())
            .env("DATABASE", place.folder.join("peer.db"))
            .env("SESSIONS", place.store.as_deref().unwrap_or_default())
            .env("SECRET_KEY", SECRET_KEY);
        command
    }

    fn profile(&self) -> &'static str {
        "/profile"
    }

    fn sign_in(&self, port: u16) -> Result<Credential, String> {
        sign_in_for_cookie(port, "/login", "id")
    }
}
