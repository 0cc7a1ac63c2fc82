//! A client of either token sign-in: it keeps a pair, shows the one, and buys the next with the other.

use authn::{Clock as _, READY_ACCOUNTS};
use axum::http::header;
use lab::{Fact, Kept};
use serde_json::{Value, json};

use super::super::Void;
use super::super::stage::{OwnHouse, Reply, shortened};

/// Where somebody signs in, and refreshes, and what that opens.
#[derive(Clone, Copy)]
pub(super) struct Addresses {
    pub(super) log_in: &'static str,
    pub(super) refresh: &'static str,
    pub(super) profile: &'static str,
}

pub(super) const TOKEN_ROOM: Addresses = Addresses {
    log_in: "/api/lab/rooms/jwt/login",
    refresh: "/api/lab/rooms/jwt/refresh",
    profile: "/api/lab/rooms/jwt/profile",
};
pub(super) const TOKEN_DOOR: Addresses =
    Addresses { log_in: "/api/jwt/login", refresh: "/api/jwt/refresh", profile: "/api/jwt/profile/me" };

/// What her client is called where it is shown.
pub(super) const ALICES: &str = "Alice’s client, a program without a page";

/// Somebody with a pair of tokens: their owner, or a thief.
#[derive(Clone)]
pub(super) struct Client<'a> {
    house: &'a OwnHouse,
    agent: &'static str,
    at: Addresses,
    access_token: String,
    refresh_token: String,
    good_until: i64,
}

impl<'a> Client<'a> {
    /// Signs Alice in.
    pub(super) async fn sign_in(
        house: &'a OwnHouse,
        agent: &'static str,
        at: Addresses,
    ) -> Result<Self, Void> {
        let reply = house.sign_in(agent, at.log_in).await?;
        let (access_token, refresh_token) = (String::new(), String::new());
        let mut client = Self { house, agent, at, access_token, refresh_token, good_until: 0 };
        client.keep(&reply.body);
        Ok(client)
    }

    /// Somebody else with the same pair.
    pub(super) fn copied_by(&self, agent: &'static str) -> Self {
        self.house.stolen([&self.access_token, &self.refresh_token]);
        Self { agent, ..self.clone() }
    }

    /// Whether the access token has expired, as its owner was told it would.
    pub(super) fn has_expired(&self) -> bool {
        self.house.clock.now() >= self.good_until
    }

    /// What it keeps, wherever that is: it has no page that could be asked.
    pub(super) fn kept(&self, whose: &str) -> Kept {
        let facts = [("access_token", &self.access_token), ("refresh_token", &self.refresh_token)];
        let facts = facts.map(|(name, value)| Fact::new(format!("in memory: {name}"), shortened(value)));
        Kept { whose: whose.to_owned(), by_script: false, facts: facts.into() }
    }

    /// Asks for another pair, and keeps it if there is one.
    pub(super) async fn refresh(&mut self) -> Result<Reply, Void> {
        let body = json!({ "refresh_token": self.refresh_token });
        let reply = self.house.post(self.agent, self.at.refresh, &body).await?;
        match reply.status {
            200 => self.keep(&reply.body),
            401 => {}
            status => return Err(Void(format!("A refresh was not judged: {status}."))),
        }
        Ok(reply)
    }

    /// Asks for the profile.
    pub(super) async fn profile(&self) -> Result<Reply, Void> {
        let bearer = format!("Bearer {}", self.access_token);
        let reply = self.house.get(self.agent, self.at.profile, (header::AUTHORIZATION, &bearer)).await?;
        match reply.status {
            200 if reply.body["email"] == READY_ACCOUNTS[0].email => Ok(reply),
            401 => Ok(reply),
            status => Err(Void(format!("A request for the profile was not judged: {status}."))),
        }
    }

    fn keep(&mut self, pair: &Value) {
        let text = |key: &str| pair[key].as_str().unwrap_or_default().to_owned();
        self.access_token = text("access_token");
        self.refresh_token = text("refresh_token");
        self.good_until = self.house.clock.now() + pair["expires_in"].as_i64().unwrap_or_default();
    }
}
