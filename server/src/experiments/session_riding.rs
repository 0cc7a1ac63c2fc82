//! `session-riding` (claim T13): a script on the wall changes its reader's name at both doors, from the reader's own page.
//! The cookie that it cannot read goes along all the same.

use app::experiments::SESSION_RIDING;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::Door;
use lab::{Fact, Moment, Sheet};
use serde_json::Value;

use super::stage::{Payload, SecondBrowser, Stage};
use super::{Experiment, Outcome, Void};

/// What the script writes in place of the name.
const MALLORYS: &str = "Mallory was here";

pub(super) struct SessionRiding;

#[async_trait]
impl Experiment for SessionRiding {
    fn sheet(&self) -> &'static Sheet {
        &SESSION_RIDING
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let lent = stage.lend(READY_ACCOUNTS[0]).await?;
        let outcome = ride(stage).await;
        lent.give_back().await?;
        outcome
    }
}

async fn ride(stage: &mut Stage) -> Result<Outcome, Void> {
    let (alice, door) = (READY_ACCOUNTS[0], stage.door()?);
    stage.attacker.post_on_wall(Payload::Ride).await?;
    let mut elsewhere = stage.second_browser();
    elsewhere.log_in(alice).await?;
    let before = name(&mut elsewhere).await?;

    // One door at a time: the same script tries both, and one that is open would hide what the other does.
    match door {
        Door::LocalStorageJwt => stage.browser.log_out(Door::CookieSession, "").await?,
        Door::CookieSession => stage.browser.forget_tokens().await?,
    }
    stage.browser.log_in(door, alice, "Alice signs in.").await?;
    stage.look(Moment::Before).await?;
    let begun = stage.recorded_so_far();
    stage.browser.visit("/wall", "Alice reads the wall. Whatever was posted there runs in her page.").await?;
    let report = stage.report().await?;
    let after = name(&mut elsewhere).await?;
    note_evidence(stage, report.as_ref(), [&before, &after]);

    // What had to work, whatever the defence.
    if before != alice.name {
        return Err(Void(format!("Alice was called {before} before anything was tried.")));
    }
    if !stage.signed_in_at(door).await {
        return Err(Void("Alice did not get in, so there was nothing to ride.".to_owned()));
    }
    if stage.recorded("GET /wall", begun).await.is_none()
        || !elsewhere.get("/wall").await?.text.contains(MALLORYS)
    {
        return Err(Void("Alice was not shown the attacker’s post.".to_owned()));
    }
    elsewhere.post("/api/session/logout", &Value::Null).await?;

    let Some(report) = report else {
        return if after == MALLORYS || stage.defences.is_empty() {
            Err(Void("The script on the wall reported nothing, so nobody knows what it did.".to_owned()))
        } else {
            Ok(Outcome::stood(format!(
                "Alice read the post and the script in it did not run. She is still called {after}."
            )))
        };
    };
    let status = match door {
        Door::LocalStorageJwt => &report["jwt"],
        Door::CookieSession => &report["session"],
    };
    Ok(if after == MALLORYS {
        let how = match door {
            Door::LocalStorageJwt => "with the token that the script found",
            Door::CookieSession if report["cookie"] == "" => {
                "with the cookie, which her browser added and the script never saw: document.cookie was empty"
            }
            Door::CookieSession => "with the cookie, which her browser added",
        };
        Outcome::fell(format!(
            "Alice is now called “{after}”. The request came from her own page, {how}; the app answered {status}."
        ))
    } else {
        Outcome::stood(format!("The script ran, and was answered {status}. Alice is still called {after}."))
    })
}

/// What Alice reads of herself, from another browser: the row's own name.
async fn name(elsewhere: &mut SecondBrowser) -> Result<String, Void> {
    let profile = elsewhere.get("/api/session/profile/me").await?;
    profile.body["name"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Void("Alice’s profile cannot be read from another browser.".to_owned()))
}

fn note_evidence(stage: &mut Stage, report: Option<&Value>, [before, after]: [&String; 2]) {
    if let Some(report) = report {
        let answer = |door: &str| match report[door].as_u64() {
            Some(0) | None => "not sent: there was no token to send".to_owned(),
            Some(status) => format!("answered {status}"),
        };
        let cookie = report["cookie"].as_str().unwrap_or_default();
        let cookie = if cookie.is_empty() { "nothing" } else { "something, which is not shown here" };
        stage.evidence.browser = vec![
            Fact::new("document.cookie", cookie),
            Fact::new("PUT /api/session/name", answer("session")),
            Fact::new("PUT /api/jwt/name", answer("jwt")),
        ];
    }
    stage.evidence.server =
        vec![Fact::new("name, before", before.clone()), Fact::new("name, after", after.clone())];
}
