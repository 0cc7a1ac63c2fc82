//! `replay-after-logout` (claims T4, T11): a copy of what Alice's browser held is tried before she signs out, and after.

use app::experiments::REPLAY_AFTER_LOGOUT;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::DeviceId;
use lab::{Fact, Moment, Sheet};
use serde_json::Value;

use super::stage::{
    Credential, Entrance, SESSION_DOOR, SIGNED_COOKIE_ROOM, Stage, TOKEN_DOOR, TOKEN_ROOM, Tried,
};
use super::{Experiment, Outcome, Void};

pub(super) struct ReplayAfterLogout;

#[async_trait]
impl Experiment for ReplayAfterLogout {
    fn sheet(&self) -> &'static Sheet {
        &REPLAY_AFTER_LOGOUT
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let email = READY_ACCOUNTS[0].email;
        let entrance = match stage.arm.slug {
            "local_storage_jwt" => TOKEN_DOOR,
            "denylisted_jwt" => TOKEN_ROOM,
            "signed_cookie" => SIGNED_COOKIE_ROOM,
            _ => SESSION_DOOR,
        };
        Ok(match copy_after_logout(stage, entrance).await? {
            Tried::Opened => Outcome::fell(format!(
                "The copy read {email} while Alice was signed in, and it read {email} again after she had signed out."
            )),
            Tried::Refused => Outcome::stood(format!(
                "The copy read {email} while Alice was signed in. After she had signed out it was answered with 401."
            )),
        })
    }
}

/// Signs Alice in, lets malware take a copy, and tries the copy after she has signed out. That it works before is a
/// part of it: what never opened anything shows nothing by being refused.
pub(super) async fn copy_after_logout(stage: &mut Stage, entrance: Entrance) -> Result<Tried, Void> {
    let alice = READY_ACCOUNTS[0];
    let before = rows(stage).await?;
    let mut browser = stage.second_browser();
    let held = entrance.sign_in(&mut browser, (alice.email, alice.password)).await?;
    let mut made = rows(stage).await?;
    made.retain(|row| !before.contains(row));
    stage.look(Moment::Before).await?;

    let copy = stage.copy_by_malware(&held).await?;
    if stage.try_out(entrance, &copy, alice.email).await? == Tried::Refused {
        return Err(Void("The copy did not work even before the logout, so nothing was tried.".to_owned()));
    }
    entrance.sign_out(&mut browser, &held).await?;
    let tried = stage.try_out(entrance, &copy, alice.email).await?;

    let left = rows(stage).await?;
    let left: Vec<_> = made.iter().filter(|row| left.contains(row)).copied().collect();
    stage.evidence.server.extend([
        Fact::new("Session rows that the sign-in made", listed(&made)),
        Fact::new("Of these, left after the logout", listed(&left)),
    ]);
    if let Some(denied) = is_denied(stage, &held).await? {
        let denied = if denied { "this token’s id" } else { "nothing about this token" };
        stage.evidence.server.push(Fact::new("On the token room’s denylist", denied));
    }
    Ok(tried)
}

/// The hashes under which Alice's sessions are kept.
async fn rows(stage: &Stage) -> Result<Vec<DeviceId>, Void> {
    let house = &stage.house;
    let lost = |_| Void("The session table could not be read.".to_owned());
    let email = READY_ACCOUNTS[0].email.parse().map_err(|_| Void("Alice has no address.".to_owned()))?;
    let alice = house.store.find_credentials(&stage.sandbox, &email).await.map_err(lost)?;
    let Some(alice) = alice else { return Err(Void("Alice has no account here.".to_owned())) };
    let devices = house.sessions.devices(alice.user.id, house.clock.now()).await.map_err(lost)?;
    Ok(devices.into_iter().map(|device| device.id).collect())
}

fn listed(rows: &[DeviceId]) -> String {
    let rows: Vec<_> = rows.iter().map(|row| format!("{}…", row.short())).collect();
    if rows.is_empty() { "none".to_owned() } else { rows.join(", ") }
}

/// Whether the token room remembers that a token was given back; nothing, if it is no token.
async fn is_denied(stage: &Stage, held: &Credential) -> Result<Option<bool>, Void> {
    let payload = held.bearer().and_then(|access_token| access_token.split('.').nth(1));
    let payload = payload.and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok());
    let claims: Option<Value> = payload.and_then(|payload| serde_json::from_slice(&payload).ok());
    let Some(jti) = claims.as_ref().and_then(|claims| claims["jti"].as_str()) else { return Ok(None) };
    let entries = [format!("jti:{jti}"), String::new()];
    let denied = stage.lab.store.is_denied(&stage.sandbox, &entries).await;
    denied.map(Some).map_err(|_| Void("The denylist could not be read.".to_owned()))
}
