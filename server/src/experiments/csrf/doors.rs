//! The doors' own arms: the same tricks against what is meant to withstand them.

use authn::{READY_ACCOUNTS, ReadyAccount};
use domain::{Door, UserId, UserName};
use lab::Moment;
use serde_json::json;

use super::super::forged::{Forged, all_arrived, table};
use super::super::stage::{Neighbourhood, Stage};
use super::super::{Outcome, Void};

/// What Alice calls herself meanwhile, by a request of her own: the control.
const OWN_NAME: &str = "Alice, by her own hand";
const ALICE: ReadyAccount = READY_ACCOUNTS[0];

/// The session door: a cookie that would ride along, and a look at the origin of whatever wants to change something.
pub(super) async fn play_session(stage: &mut Stage) -> Result<Outcome, Void> {
    let alice = alice(stage).await?;
    let mut other = stage.second_browser();
    let credentials = json!({ "email": ALICE.email, "password": ALICE.password });
    other.post("/api/session/login", &credentials).await?;
    other.post_form("/fn/session/change_name", &[("name", OWN_NAME)]).await?;
    other.post("/api/session/logout", &json!({})).await?;
    let played = attack_session(stage, alice).await;
    restore_name(stage, alice).await?;
    played
}

async fn attack_session(stage: &mut Stage, alice: UserId) -> Result<Outcome, Void> {
    named_as_she_wanted(stage).await?;
    stage.browser.log_in(Door::CookieSession, ALICE, "Alice signs in at the session door.").await?;
    let signed_in = stage.sessions(alice).await?;
    stage.look(Moment::Before).await?;
    lure(stage, "cookie_session").await?;
    stage.look(Moment::After).await?;

    let forged = Forged::among(&stage.traces.so_far(&stage.sandbox));
    stage.evidence.tables = vec![table(&forged)];
    all_arrived(
        &forged,
        &[
            "POST /fn/session/change_name",
            "POST /fn/session/log_out",
            "POST /api/session/logout",
            "GET /fn/session/change_name",
            "GET /fn/session/log_out",
            "OPTIONS /api/session/name",
        ],
    )?;
    let name = name(stage).await?;
    let still_signed_in = stage.sessions(alice).await?;
    if name != OWN_NAME || still_signed_in != signed_in {
        let obeyed = forged.iter().filter(|one| one.obeyed()).count();
        return Ok(Outcome::fell(format!(
            "{obeyed} forged requests were obeyed: Alice’s name is now “{name}”, and of {signed_in} sessions {still_signed_in} are left."
        )));
    }
    // The control: the very request that was refused, from the app's own page.
    stage.browser.log_out(Door::CookieSession, "Alice signs out, by the app’s own page.").await?;
    if stage.sessions(alice).await? >= signed_in {
        return Err(Void("Alice’s own page could not sign her out.".to_owned()));
    }
    let n = forged.len();
    let refused = forged.iter().filter(|one| one.status == 403).count();
    Ok(Outcome::stood(format!(
        "{n} forged requests arrived; {refused} were refused for their origin, and the others were questions, which change \
         nothing here. Alice kept her name and stayed signed in, until her own page signed her out."
    )))
}

/// The token door: nothing that a browser adds by itself.
pub(super) async fn play_token(stage: &mut Stage) -> Result<Outcome, Void> {
    let alice = alice(stage).await?;
    let mut other = stage.second_browser();
    let credentials = json!({ "email": ALICE.email, "password": ALICE.password });
    let pair = other.post("/api/jwt/login", &credentials).await?.body;
    let access_token = pair["access_token"].as_str().unwrap_or_default();
    other.put_bearer("/api/jwt/name", access_token, &json!({ "name": OWN_NAME })).await?;
    if other.get_bearer("/api/jwt/profile/me", access_token).await?.status != 200 {
        return Err(Void("The token door did not open for Alice’s own token.".to_owned()));
    }
    let played = attack_token(stage).await;
    restore_name(stage, alice).await?;
    played
}

async fn attack_token(stage: &mut Stage) -> Result<Outcome, Void> {
    named_as_she_wanted(stage).await?;
    // Nobody's cookie from an earlier run is to be taken for the token door's.
    stage.browser.log_out(Door::CookieSession, "").await?;
    stage.browser.log_in(Door::LocalStorageJwt, ALICE, "Alice signs in at the token door.").await?;
    stage.look(Moment::Before).await?;
    lure(stage, "local_storage_jwt").await?;

    let forged = Forged::among(&stage.traces.so_far(&stage.sandbox));
    stage.evidence.tables = vec![table(&forged)];
    all_arrived(
        &forged,
        &[
            "OPTIONS /api/jwt/name",
            "POST /api/jwt/name",
            "GET /api/jwt/profile/me",
            "GET /api/jwt/picture/me",
        ],
    )?;
    let (name, obeyed) = (name(stage).await?, forged.iter().any(Forged::obeyed));
    let n = forged.len();
    if name != OWN_NAME || obeyed {
        return Ok(Outcome::fell(format!(
            "Of {n} forged requests some were obeyed; Alice’s name is “{name}”."
        )));
    }
    let unauthorized = forged.iter().filter(|one| one.status == 401).count();
    Ok(Outcome::stood(format!(
        "{n} forged requests arrived, and no token with any of them: it lies in localStorage, and no browser adds it by itself. \
         {unauthorized} were questions, which nothing but the missing token turned away."
    )))
}

async fn lure(stage: &mut Stage, target: &str) -> Result<(), Void> {
    for from in Neighbourhood::ALL {
        let words = format!("Alice follows a link to a page on {}.", from.words());
        stage.lure(from, "/doors", &[("target", target)], &words).await?;
    }
    Ok(())
}

async fn alice(stage: &Stage) -> Result<UserId, Void> {
    let alice = stage.account(ALICE.email).await?;
    alice.map(|alice| alice.id).ok_or_else(|| Void("Alice has no account here.".to_owned()))
}

async fn name(stage: &Stage) -> Result<String, Void> {
    Ok(stage.account(ALICE.email).await?.map(|alice| alice.name.to_string()).unwrap_or_default())
}

async fn named_as_she_wanted(stage: &Stage) -> Result<(), Void> {
    if name(stage).await? == OWN_NAME {
        return Ok(());
    }
    Err(Void("Alice’s own request did not change her name.".to_owned()))
}

async fn restore_name(stage: &Stage, alice: UserId) -> Result<(), Void> {
    let lost = || Void("Alice did not get her name back.".to_owned());
    let own: UserName = ALICE.name.parse().map_err(|_| lost())?;
    stage.house.store.change_name(alice, &own).await.map_err(|_| lost())?;
    Ok(())
}
