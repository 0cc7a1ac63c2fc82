//! `devices` (claims T10, T12): Alice is signed in on a phone and a laptop, and loses the laptop. What can she end from the
//! phone, and how soon is it over?

use app::experiments::DEVICES;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::{Device, DeviceId, Door};
use lab::{Defence, Fact, Moment, Sheet, Table};
use serde_json::json;

use super::stage::{Answer, Counted, Lent, Stage};
use super::{Experiment, Outcome, Void};

const PHONE: &str = "the phone";
const LAPTOP: &str = "the lost laptop";

pub(super) struct Devices;

#[async_trait]
impl Experiment for Devices {
    fn sheet(&self) -> &'static Sheet {
        &DEVICES
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        match stage.door()? {
            Door::LocalStorageJwt => lose_tokens(stage).await,
            Door::CookieSession => lose_session(stage).await,
        }
    }
}

/// The session door: two rows, one of which is ended, and then all, while copies of the cookie keep knocking.
async fn lose_session(stage: &mut Stage) -> Result<Outcome, Void> {
    const PROFILE: &str = "/api/session/profile/me";
    let alice = stage.lend(READY_ACCOUNTS[0]).await?;
    // Whatever was signed in before this run: two rows are easier to tell apart than ten.
    stage.house.sessions.end_all_sessions(alice.user()).await.map_err(|_| lost())?;
    let (mut phone, mut laptop) = (stage.browser_called(PHONE), stage.browser_called(LAPTOP));
    for browser in [&mut phone, &mut laptop] {
        browser.log_in(READY_ACCOUNTS[0]).await?;
        admitted(&browser.get(PROFILE).await?)?;
    }
    stage.look(Moment::Before).await?;
    let devices: Vec<Device> =
        serde_json::from_value(phone.get("/api/session/devices").await?.body).map_err(|_| lost())?;
    stage.evidence.tables.push(rows(&devices));
    stage.evidence.server.push(Fact::new("rows, two signed in", devices.len().to_string()));
    let lost_one = devices.iter().find(|device| !device.current && device.label.contains(LAPTOP));
    let lost_one: DeviceId = lost_one.ok_or_else(lost)?.id;

    let ended = phone.delete(&format!("/api/session/devices/{lost_one}")).await?;
    let (of_laptop, of_phone) = (laptop.get(PROFILE).await?.status, phone.get(PROFILE).await?.status);
    stage.evidence.server.push(Fact::new("rows, one ended", count(stage, &alice).await?));
    if ended.status != 200 || of_phone != 200 {
        return Err(Void(format!(
            "Ending one device was answered {}, and the phone {of_phone}.",
            ended.status
        )));
    }

    // The laptop turns up and is signed in again, and a thief has copied its cookie. The thief does not stop asking while
    // Alice ends everything from the phone. It is not the phone's own cookie, which signing out there would end as well.
    laptop.log_in(READY_ACCOUNTS[0]).await?;
    let thief = laptop.clone();
    let (counted, ended_all) = thief.crowd(PROFILE, None, phone.delete("/api/session/devices")).await?;
    if ended_all.status != 200 {
        return Err(Void(format!("Ending all devices was answered {}.", ended_all.status)));
    }
    stage.evidence.server.push(Fact::new("rows, all ended", count(stage, &alice).await?));
    alice.give_back().await?;
    note_count(stage, counted, "all devices were ended")?;
    let late = counted.after.let_in;
    Ok(if of_laptop == 200 || late > 0 {
        Outcome::fell(format!(
            "The laptop was answered {of_laptop} after its row was deleted; of {} requests with a copied cookie that \
             began after all were ended, {late} got in.",
            counted.after.answered
        ))
    } else {
        Outcome::stood(format!(
            "The laptop was answered {of_laptop} at once, and the phone went on. Then all were ended while a copy of the \
             cookie kept knocking: {} requests got in before, and of {} that began after, {late}.",
            counted.before.let_in, counted.after.answered
        ))
    })
}

/// The token door, or the token room while something is switched on: nothing is kept, so there is nothing to end but
/// the token in one's own hand.
async fn lose_tokens(stage: &mut Stage) -> Result<Outcome, Void> {
    let denylist = stage.defences.contains(&Defence::Denylist);
    // No switch changes a door; the room beside it has the same flaw, and the switches.
    let [log_in, profile, log_out] = if stage.defences.is_empty() {
        ["/api/jwt/login", "/api/jwt/profile/me", "/api/jwt/logout"]
    } else {
        ["/api/lab/rooms/jwt/login", "/api/lab/rooms/jwt/profile", "/api/lab/rooms/jwt/logout"]
    };
    let (mut phone, mut laptop) = (stage.browser_called(PHONE), stage.browser_called(LAPTOP));
    let of_phone = phone.fetch_tokens(log_in, READY_ACCOUNTS[0]).await?;
    let of_laptop = laptop.fetch_tokens(log_in, READY_ACCOUNTS[0]).await?;
    admitted(&phone.get_bearer(profile, &of_phone.access_token).await?)?;
    admitted(&laptop.get_bearer(profile, &of_laptop.access_token).await?)?;
    stage.look(Moment::Before).await?;

    let list = phone.get_bearer("/api/jwt/devices", &of_phone.access_token).await?.status;
    stage.evidence.server.push(Fact::new("a list of devices", format!("there is none: {list}")));
    // All that Alice can do from the phone: sign out there. The laptop's token she has never seen.
    let thief = laptop.clone();
    let nothing = json!({});
    let sign_out = phone.post_bearer(log_out, &of_phone.access_token, &nothing);
    let (counted, signed_out) = thief.crowd(profile, Some(&of_laptop.access_token), sign_out).await?;
    if signed_out.status != 200 {
        return Err(Void(format!("Signing out was answered {}.", signed_out.status)));
    }
    let (after, own) = (
        laptop.get_bearer(profile, &of_laptop.access_token).await?.status,
        phone.get_bearer(profile, &of_phone.access_token).await?.status,
    );
    if denylist && own != 401 {
        return Err(Void(format!("The denylist is on, and a token that was given back was answered {own}.")));
    }
    stage.evidence.server.push(Fact::new("the phone’s own token, given back", format!("answered {own}")));
    note_count(stage, counted, "the phone was signed out")?;
    let life = of_laptop.expires_in;
    Ok(if after == 200 {
        Outcome::fell(format!(
            "Alice signed out wherever she could. The lost laptop’s token was answered 200 all the same: {} of {} requests \
             that began afterwards got in. It works until it expires, {life} s after it was issued.",
            counted.after.let_in, counted.after.answered
        ))
    } else {
        Outcome::stood(format!("The lost laptop’s token was answered {after}."))
    })
}

/// The rows behind Alice's sessions, as the phone was shown them. The ids are hashes, and open nothing.
fn rows(devices: &[Device]) -> Table {
    let rows = devices.iter().map(|device| {
        let here = if device.current { "this one" } else { "another" };
        vec![device.id.short(), device.label.clone(), here.to_owned()]
    });
    Table {
        caption: "Alice’s devices, as the phone was shown them".to_owned(),
        columns: ["Row (a hash)", "What signed in", "Asking"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

async fn count(stage: &Stage, alice: &Lent) -> Result<String, Void> {
    let now = stage.house.clock.now();
    Ok(stage.house.sessions.devices(alice.user(), now).await.map_err(|_| lost())?.len().to_string())
}

/// A crowd that came too early, too late or without a key counts nothing.
fn note_count(stage: &mut Stage, counted: Counted, over: &str) -> Result<(), Void> {
    stage.evidence.tables.push(counted.table("A copy of the credential, sent again and again", over));
    if counted.before.let_in == 0 || counted.after.answered == 0 {
        return Err(Void(
            "The requests did not fall on both sides of what they were meant to race.".to_owned(),
        ));
    }
    Ok(())
}

fn admitted(answer: &Answer) -> Result<(), Void> {
    match answer.status {
        200 => Ok(()),
        status => Err(Void(format!("A device that had just signed in was answered {status}."))),
    }
}

fn lost() -> Void {
    Void("The rows behind Alice’s sessions could not be read.".to_owned())
}
