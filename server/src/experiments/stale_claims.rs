//! `stale-claims` (claim T3): an admin is demoted while signed in, and goes on asking for what only an admin may see.

use app::experiments::STALE_CLAIMS;
use async_trait::async_trait;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use authn::{Accounts as _, READY_ACCOUNTS, ReadyAccount};
use axum::http::{HeaderName, header};
use domain::{Door, Role};
use lab::{Defence, Event, Fact, Lane, Mark, Moment, Sheet, Table};
use serde_json::{Value, json};

use super::stage::{Answer, Lent, OwnHouse, SECOND_BROWSER, Stage};
use super::{Experiment, Outcome, Void};

const ADMIN: ReadyAccount = READY_ACCOUNTS[1];

pub(super) struct StaleClaims;

#[async_trait]
impl Experiment for StaleClaims {
    fn sheet(&self) -> &'static Sheet {
        &STALE_CLAIMS
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let admin = stage.lend(ADMIN).await?;
        let outcome = match stage.door()? {
            Door::CookieSession => at_the_session_door(stage, &admin).await,
            Door::LocalStorageJwt if stage.defences.is_empty() => at_the_token_door(stage, &admin).await,
            Door::LocalStorageJwt => in_the_token_room(stage, &admin).await,
        };
        admin.give_back().await?;
        let outcome = outcome?;
        let noticed = how_long_it_lives(stage).await?;
        stage.evidence.tables.push(noticed);
        Ok(outcome)
    }
}

async fn at_the_session_door(stage: &mut Stage, admin: &Lent) -> Result<Outcome, Void> {
    let mut browser = stage.second_browser();
    browser.log_in(ADMIN).await?;
    lists(&browser.get("/api/session/accounts").await?)?;
    stage.look(Moment::Before).await?;
    demote(stage, admin).await?;
    let after = browser.get("/api/session/accounts").await?;
    stage.look(Moment::After).await?;
    browser.post("/api/session/logout", &Value::Null).await?;
    Ok(judge("the list of all accounts", &after))
}

async fn at_the_token_door(stage: &mut Stage, admin: &Lent) -> Result<Outcome, Void> {
    let mut browser = stage.second_browser();
    let pair = browser.fetch_tokens("/api/jwt/login", ADMIN).await?;
    lists(&browser.get_bearer("/api/jwt/accounts", &pair.access_token).await?)?;
    stage.look(Moment::Before).await?;
    demote(stage, admin).await?;
    let after = browser.get_bearer("/api/jwt/accounts", &pair.access_token).await?;
    // The same door, asked with a token that is new: the refusal is there, and the old token does not meet it.
    let refreshed = browser.post("/api/jwt/refresh", &json!({ "refresh_token": pair.refresh_token })).await?;
    let fresh = refreshed.body["access_token"].as_str().unwrap_or_default();
    let status = browser.get_bearer("/api/jwt/accounts", fresh).await?.status;
    if status != 403 {
        return Err(Void(format!("A token that was issued after the demotion was answered {status}.")));
    }
    stage.evidence.server.push(Fact::new("a token issued after the demotion", format!("answered {status}")));
    Ok(judge("the list of all accounts", &after))
}

/// No switch changes a door. The room beside it has the same flaw, and a switch for the tokens' life.
async fn in_the_token_room(stage: &mut Stage, admin: &Lent) -> Result<Outcome, Void> {
    const PROFILE: &str = "/api/lab/rooms/jwt/profile";
    let mut browser = stage.second_browser();
    let pair = browser.fetch_tokens("/api/lab/rooms/jwt/login", ADMIN).await?;
    if browser.get_bearer(PROFILE, &pair.access_token).await?.body["role"] != "admin" {
        return Err(Void("The token room did not take its own token for an admin’s.".to_owned()));
    }
    stage.look(Moment::Before).await?;
    demote(stage, admin).await?;
    let after = browser.get_bearer(PROFILE, &pair.access_token).await?;
    Ok(match after.body["role"].as_str() {
        Some("admin") => Outcome::fell(format!(
            "In the token room, where a token now lives for {} s, the demoted admin was still an admin.",
            pair.expires_in
        )),
        _ => Outcome::stood(format!(
            "The demoted admin was answered {}, and no admin’s profile.",
            after.status
        )),
    })
}

/// What an operator does.
async fn demote(stage: &mut Stage, admin: &Lent) -> Result<(), Void> {
    admin.set_role(Role::User).await?;
    let role = admin.read().await?.role;
    // Nobody asks the app for this: it is seen where it was done.
    let demotion = Event {
        from: Lane::App,
        to: Lane::Database,
        name: "an operator takes the right away".to_owned(),
        status: None,
        note: format!("the row says: {}", role.as_str()),
        request: Vec::new(),
        response: Vec::new(),
        mark: Mark::Plain,
    };
    stage.traces.note(&stage.sandbox, demotion);
    stage.evidence.server.push(Fact::new("role in the row, when asked again", role.as_str()));
    if role == Role::User { Ok(()) } else { Err(Void("Nobody was demoted.".to_owned())) }
}

/// The positive control: an admin sees the list.
fn lists(answer: &Answer) -> Result<(), Void> {
    if answer.status == 200 && answer.text.contains(READY_ACCOUNTS[0].email) {
        Ok(())
    } else {
        Err(Void(format!("An admin asked for the accounts and was answered {}.", answer.status)))
    }
}

fn judge(what: &str, after: &Answer) -> Outcome {
    if after.status == 200 && after.text.contains(READY_ACCOUNTS[0].email) {
        Outcome::fell(format!(
            "After the demotion, the next request still brought {what}, other people’s addresses included."
        ))
    } else {
        Outcome::stood(format!("The very next request after the demotion was answered {}.", after.status))
    }
}

/// Measured in a house of its own, whose clock is moved second by second until nobody takes the demoted admin for one.
async fn how_long_it_lives(stage: &Stage) -> Result<Table, Void> {
    /// The longest that is waited, in seconds.
    const AT_MOST: i64 = 3_600;
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &[Defence::ShortLife]).await?;
    let credentials = json!({ "email": ADMIN.email, "password": ADMIN.password });
    let session = house.post(SECOND_BROWSER, "/api/session/login", &credentials).await?;
    let session = format!("__Host-session={}", session.cookie("__Host-session").unwrap_or_default());
    let bearer = async |path| {
        let reply = house.post(SECOND_BROWSER, path, &credentials).await?;
        Ok::<_, Void>(format!("Bearer {}", reply.body["access_token"].as_str().unwrap_or_default()))
    };
    let of_door = bearer("/api/jwt/login").await?;
    let of_room = bearer("/api/lab/rooms/jwt/login").await?;
    let asked = [
        ("The token door", "/api/jwt/accounts", header::AUTHORIZATION, of_door),
        (
            "The same with a life of a minute (token room)",
            "/api/lab/rooms/jwt/profile",
            header::AUTHORIZATION,
            of_room,
        ),
        ("The session door", "/api/session/accounts", header::COOKIE, session),
    ];
    let believed = async |(_, path, header, credential): &(&str, &str, HeaderName, String)| {
        let reply = house.get(SECOND_BROWSER, path, (header.clone(), credential)).await?;
        Ok::<_, Void>(reply.status == 200 && reply.body.to_string().contains("admin"))
    };
    for one in &asked {
        if !believed(one).await? {
            return Err(Void(format!("{} did not know the admin before the demotion.", one.0)));
        }
    }
    demote_in(&house).await?;
    let mut table = Table {
        caption: "From the demotion until it counts, on a clock that was moved second by second".to_owned(),
        columns: ["Where", "Seconds", "What was asked for"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    let mut noticed = [None; 3];
    for second in 0..=AT_MOST {
        for (one, noticed) in asked.iter().zip(&mut noticed) {
            if noticed.is_none() && !believed(one).await? {
                *noticed = Some(second);
            }
        }
        if noticed.iter().all(Option::is_some) {
            break;
        }
        house.clock.advance(1);
    }
    for (one, noticed) in asked.iter().zip(noticed) {
        let seconds = noticed.map_or(format!("more than {AT_MOST}"), |seconds| seconds.to_string());
        table.rows.push(vec![one.0.to_owned(), seconds, format!("GET {}", one.1)]);
    }
    Ok(table)
}

async fn demote_in(house: &OwnHouse) -> Result<(), Void> {
    let lost = || Void("The admin is not there.".to_owned());
    let (sandbox, email) = (domain::SandboxId::default(), ADMIN.email.parse().map_err(|_| lost())?);
    let stored = house.store.find_credentials(&sandbox, &email).await.map_err(|_| lost())?;
    let user = stored.ok_or_else(lost)?.user.id;
    house.store.set_role(user, Role::User).await.map_err(|_| lost())?;
    Ok(())
}
