//! `first-paint` (claim T7): a page, a picture and a download, at a door where Alice is signed in. None of the three waits
//! for a script.

mod moment;

use app::experiments::FIRST_PAINT;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::Door;
use lab::{Event, Moment, Sheet, Table};

use super::stage::{Answer, SecondBrowser, Stage};
use super::{Experiment, Outcome, Void};
use crate::lab::{FIRST_PAINT_NAMES, Noted};
use moment::{Script, film, in_order, table};

pub(super) struct FirstPaint;

/// Where a door keeps what is asked for.
struct Addresses {
    page: &'static str,
    picture: &'static str,
    export: &'static str,
}

#[async_trait]
impl Experiment for FirstPaint {
    fn sheet(&self) -> &'static Sheet {
        &FIRST_PAINT
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let lent = stage.lend(READY_ACCOUNTS[0]).await?;
        let outcome = look(stage).await;
        lent.give_back().await?;
        outcome
    }
}

async fn look(stage: &mut Stage) -> Result<Outcome, Void> {
    let (alice, door) = (READY_ACCOUNTS[0], stage.door()?);
    let addresses = Addresses::at(door);
    match door {
        Door::LocalStorageJwt => stage.browser.log_out(Door::CookieSession, "").await?,
        Door::CookieSession => stage.browser.forget_tokens().await?,
    }
    stage.browser.log_in(door, alice, "Alice signs in.").await?;
    if !stage.signed_in_at(door).await {
        return Err(Void("Alice did not get in, so there was nothing to see.".to_owned()));
    }
    stage.look(Moment::Before).await?;
    let begun = stage.recorded_so_far();
    stage
        .browser
        .visit(addresses.page, "Alice opens a page that shows who she is, her picture and her data.")
        .await?;

    // What the browser asked for by itself, told by what it said the answer was for (Fetch Metadata).
    let page = seen(stage, begun, addresses.page, "iframe").await?;
    let picture = seen(stage, begun, addresses.picture, "image").await?;
    let export = seen(stage, begun, addresses.export, "iframe").await?;
    let script = match door {
        Door::LocalStorageJwt => Some(Script::seen(stage, begun, &addresses).await?),
        Door::CookieSession => None,
    };
    let named = says(&page.event, FIRST_PAINT_NAMES.as_str(), "somebody");
    let (with_picture, with_export) = (succeeded(&picture.event), succeeded(&export.event));
    let statuses = [&picture, &export].map(|noted| noted.event.status.unwrap_or_default());
    let woken = script.as_ref().is_some_and(|script| succeeded(&script.profile.event));
    let moments = in_order(page, picture, export, script);
    stage.evidence.tables.push(table(&moments, named));
    stage.evidence.film = film(&moments, named.then_some(alice.name), alice.name);
    control(stage, door, &addresses).await?;

    Ok(if named && with_picture && with_export {
        Outcome::stood(
            "The first HTML named Alice, and the picture and the file came with it. No script had run.",
        )
    } else {
        let later =
            if woken { " Then a script woke, attached the token, and was told who she is." } else { "" };
        let [picture, download] = statuses;
        Outcome::fell(format!(
            "Alice was signed in, and the first HTML named {}; the picture was answered {picture}, the download {download}.{later}",
            if named { "her" } else { "nobody" },
        ))
    })
}

impl Addresses {
    const fn at(door: Door) -> Self {
        match door {
            Door::LocalStorageJwt => Self {
                page: "/api/lab/first-paint/jwt",
                picture: "/api/jwt/picture/me",
                export: "/api/jwt/export",
            },
            Door::CookieSession => Self {
                page: "/api/lab/first-paint/session",
                picture: "/api/session/picture/me",
                export: "/api/session/export",
            },
        }
    }
}

/// An exchange that the victim's browser had by itself.
async fn seen(stage: &Stage, after: usize, path: &str, destination: &str) -> Result<Noted, Void> {
    let name = format!("GET {path}");
    stage
        .recorded_where(after, |event| event.name == name && asks(event, "sec-fetch-dest", destination))
        .await
        .ok_or_else(|| Void(format!("The browser did not ask for {path}.")))
}

/// The positive control: whoever brings the credential is shown all three, and whoever brings none is not. So what was
/// lacking above is the credential, and nothing else.
async fn control(stage: &mut Stage, door: Door, addresses: &Addresses) -> Result<(), Void> {
    let mut nobody = stage.second_browser();
    let mut alice = stage.second_browser();
    let access_token = match door {
        Door::LocalStorageJwt => {
            Some(alice.fetch_tokens("/api/jwt/login", READY_ACCOUNTS[0]).await?.access_token)
        }
        Door::CookieSession => {
            alice.log_in(READY_ACCOUNTS[0]).await?;
            None
        }
    };
    let mut rows = Vec::new();
    for path in [addresses.page, addresses.picture, addresses.export] {
        let without = nobody.get(path).await?;
        let with = fetch(&mut alice, path, access_token.as_deref()).await?;
        if shows_alice(path, &without) || !shows_alice(path, &with) {
            return Err(Void(format!(
                "{path} was answered {} without the credential and {} with it.",
                without.status, with.status
            )));
        }
        rows.push(vec![path.to_owned(), in_words(path, &without), in_words(path, &with)]);
    }
    // The app's own page, for comparison: it shows what the session door knows.
    let (without, with) =
        (nobody.get("/compare").await?, fetch(&mut alice, "/compare", access_token.as_deref()).await?);
    rows.push(vec!["/compare".to_owned(), in_words("/compare", &without), in_words("/compare", &with)]);
    if access_token.is_none() {
        alice.post("/api/session/logout", &serde_json::Value::Null).await?;
    }
    stage.evidence.tables.push(Table {
        caption: "The same, asked for by a program that attaches whatever it likes".to_owned(),
        columns: ["Asked for", "With nothing", "With the credential"].map(str::to_owned).to_vec(),
        rows,
    });
    Ok(())
}

async fn fetch(browser: &mut SecondBrowser, path: &str, access_token: Option<&str>) -> Result<Answer, Void> {
    match access_token {
        Some(access_token) => browser.get_bearer(path, access_token).await,
        None => browser.get(path).await,
    }
}

/// Pages say a name or none; a picture and a file are there or refused.
fn shows_alice(path: &str, answer: &Answer) -> bool {
    let page = path.starts_with("/api/lab/") || path == "/compare";
    answer.status == 200 && (!page || answer.text.contains(READY_ACCOUNTS[0].name))
}

fn in_words(path: &str, answer: &Answer) -> String {
    match (answer.status, shows_alice(path, answer)) {
        (200, true) => "200, hers".to_owned(),
        (200, false) => "200, nobody’s".to_owned(),
        (status, _) => format!("{status}, refused"),
    }
}

fn asks(event: &Event, name: &str, value: &str) -> bool {
    event.request.iter().any(|header| header.name == name && header.value == value)
}

fn says(event: &Event, name: &str, value: &str) -> bool {
    event.response.iter().any(|header| header.name == name && header.value == value)
}

fn succeeded(event: &Event) -> bool {
    event.status == Some(200)
}
