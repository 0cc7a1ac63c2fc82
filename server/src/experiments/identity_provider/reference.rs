//! The reference: the app's own relying party with the embedded provider, and the same four attacks one after the other.

use authn::READY_ACCOUNTS;
use lab::{Lane, Moment, Table};
use reqwest::Url;

use super::super::stage::{AtProvider, Neighbourhood, SecondBrowser, Stage};
use super::super::{Outcome, Void};
use super::steps::{ALICE, Account, parameter};

/// Where the provider sends browsers back to.
const CALLBACK: &str = "/sign-in/idp/callback";
/// The provider takes no sign-ups, so the attacker has the other ready account.
const THE_ATTACKER: Account = (READY_ACCOUNTS[1].email, READY_ACCOUNTS[1].password);

/// Somebody's browser without a window: its part for the app, and its part for the provider.
struct Person {
    app: SecondBrowser,
    provider: AtProvider,
    account: Account,
}

/// One attack, and what came of it.
struct Tried {
    what: &'static str,
    answers: Vec<u16>,
    /// Whom it made of somebody, if of anybody.
    got: Option<&'static str>,
}

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let hers = stage.second_browser();
    let mut alice =
        Person { app: hers, provider: AtProvider::new(stage, Lane::SecondBrowser)?, account: ALICE };
    let his = stage.attackers_program();
    let provider = AtProvider::new(stage, Lane::Attacker)?;
    let mut mallory = Person { app: his, provider, account: THE_ATTACKER };
    // The controls: both come in by themselves, as themselves.
    let used = alice.sign_in(stage).await?;
    mallory.sign_in(stage).await?;
    mallory.app.post("/api/session/logout", &serde_json::Value::Null).await?;
    stage.look(Moment::Before).await?;

    // A code of the provider's lives for a minute, and waits for no reader.
    let race = stage.browser.reader.race();
    let mut tried = vec![
        code_injection(stage, &mut alice, &mut mallory).await?,
        replay(&mut mallory, &used).await?,
        loose_redirect(stage, &mut alice).await?,
        login_csrf(stage, &mut alice, &mut mallory).await?,
    ];
    drop(race);
    tried.push(login_csrf_by_image(stage, &mut mallory).await?);
    stage.evidence.tables.push(table(&tried));
    Ok(match tried.iter().find_map(|one| Some((one.what, one.got?))) {
        Some((what, got)) => Outcome::fell(format!("{what}: somebody ended as {got} who is not.")),
        None => Outcome::stood(format!(
            "All four attacks were carried out, in {} tries, and signed nobody in. Alice and the attacker came in by themselves, \
             each as who they are, and no token was in any answer of the app’s.",
            tried.iter().map(|one| one.answers.len()).sum::<usize>()
        )),
    })
}

/// Alice's fresh code, in a sign-in of the attacker's.
async fn code_injection(stage: &mut Stage, alice: &mut Person, mallory: &mut Person) -> Result<Tried, Void> {
    let answer = alice.up_to_the_answer(stage).await?;
    let code = stage.copy_code_by_malware(&parameter(&answer, "code").unwrap_or_default()).await?;
    let own = mallory.question().await?;
    let status = mallory.bring(&exchanged(&answer, &code, &own)?).await?;
    let got = mallory.who().await?;
    Ok(Tried { what: "Her fresh code, in a sign-in of his", answers: vec![status], got })
}

/// The answer that Alice has used: as it is, and in a sign-in of the attacker's.
async fn replay(mallory: &mut Person, used: &Url) -> Result<Tried, Void> {
    let mut answers = vec![mallory.bring(used).await?];
    let own = mallory.question().await?;
    let code = parameter(used, "code").unwrap_or_default();
    answers.push(mallory.bring(&exchanged(used, &code, &own)?).await?);
    let got = mallory.who().await?;
    Ok(Tried { what: "The answer that she has used, once more", answers, got })
}

/// Questions in the app's name, with addresses that are not quite the app's.
async fn loose_redirect(stage: &Stage, alice: &mut Person) -> Result<Tried, Void> {
    let question = alice.question().await?;
    let own = parameter(&question, "redirect_uri").unwrap_or_default();
    let elsewhere = stage.attacker.address("/code");
    let (_, behind) = elsewhere.split_once("://").unwrap_or_default();
    let mut answers = Vec::new();
    for address in [
        format!("{}@{behind}", stage.origin),
        format!("{own}/../../elsewhere"),
        format!("{own}?next={elsewhere}"),
        elsewhere.clone(),
    ] {
        let pairs = question.query_pairs().into_owned();
        let pairs = pairs.map(|(name, value)| {
            let value = if name == "redirect_uri" { address.clone() } else { value };
            (name, value)
        });
        let mut asked = question.clone();
        asked.query_pairs_mut().clear().extend_pairs(pairs.collect::<Vec<_>>());
        let sent = alice.provider.ask(stage, &asked, alice.account).await?;
        // A provider that does not refuse may still send it to the right address.
        let astray = |to: &Url| to.origin().ascii_serialization() != stage.origin || to.path() != CALLBACK;
        if sent.to.as_ref().is_some_and(astray) {
            let got = Some("whoever has her code");
            return Ok(Tried { what: "Her code, sent to him", answers: vec![sent.status], got });
        }
        answers.push(sent.status);
    }
    // The control: she is signed in there, and to the right address a code is sent.
    alice.answer_to(stage, &question).await?;
    Ok(Tried { what: "Her code, sent to an address that is not quite the app’s", answers, got: None })
}

/// The attacker's answer, in Alice's browser, in the middle of a sign-in of her own.
async fn login_csrf(stage: &Stage, alice: &mut Person, mallory: &mut Person) -> Result<Tried, Void> {
    let bait = mallory.up_to_the_answer(stage).await?;
    alice.question().await?;
    let status = alice.bring(&bait).await?;
    let got = alice.who().await?.filter(|email| *email != ALICE.0);
    Ok(Tried { what: "His code, in her browser", answers: vec![status], got })
}

/// The same in the browser with a window, by an image on a page of the attacker's.
async fn login_csrf_by_image(stage: &mut Stage, mallory: &mut Person) -> Result<Tried, Void> {
    let alice = READY_ACCOUNTS[0];
    stage
        .browser
        .log_in(domain::Door::CookieSession, alice, "Alice signs in, in the browser with a window.")
        .await?;
    let before = sessions(stage, mallory.account.0).await?;
    let mut answers = Vec::new();
    for from in Neighbourhood::ALL {
        let race = stage.browser.reader.race();
        let bait = mallory.up_to_the_answer(stage).await?;
        let query = bait.query().unwrap_or_default();
        let recorded = stage.recorded_so_far();
        let words = format!(
            "Alice follows a link to a page on {}. An image on it brings the app his code.",
            from.words()
        );
        stage.lure(from, "/code-flow", &[("image", query)], &words).await?;
        drop(race);
        let arrived = stage.recorded(&format!("GET {CALLBACK}"), recorded).await;
        let arrived = arrived.and_then(|event| event.status);
        answers.push(arrived.ok_or_else(|| Void("The attacker’s image never reached the app.".to_owned()))?);
    }
    let made = sessions(stage, mallory.account.0).await? > before;
    let got = made.then_some(mallory.account.0);
    Ok(Tried { what: "His code, in her browser, from his pages", answers, got })
}

impl Person {
    /// Begins at the app. Returns its question to the provider.
    async fn question(&mut self) -> Result<Url, Void> {
        let page = self.app.post_form("/sign-in/idp", &[("return_to", "/account")]).await?;
        let address = page.text.split_once("content=\"0; url=").and_then(|(_, rest)| rest.split('"').next());
        let address =
            address.map(|address| address.replace("&amp;", "&")).and_then(|address| address.parse().ok());
        address.ok_or_else(|| Void(format!("The app sent nobody to the provider: {}.", page.status)))
    }

    /// The provider's answer to a question.
    async fn answer_to(&mut self, stage: &Stage, question: &Url) -> Result<Url, Void> {
        let sent = self.provider.ask(stage, question, self.account).await?;
        let status = sent.status;
        let to = sent.to.filter(|to| parameter(to, "code").is_some());
        to.ok_or_else(|| Void(format!("The provider gave {} no code: {status}.", self.account.0)))
    }

    /// Begins, and signs in at the provider. The answer has not reached the app yet.
    async fn up_to_the_answer(&mut self, stage: &Stage) -> Result<Url, Void> {
        let question = self.question().await?;
        self.answer_to(stage, &question).await
    }

    /// Brings the app an answer. Returns the status of what comes back, in which no token may be.
    async fn bring(&mut self, answer: &Url) -> Result<u16, Void> {
        let answer = self.app.get(&format!("{CALLBACK}?{}", answer.query().unwrap_or_default())).await?;
        // Every JWT begins with the letters of `{"`.
        if answer.text.contains("eyJ") || answer.location.is_some_and(|location| location.contains("eyJ")) {
            return Err(Void("A token was in an answer to a browser.".to_owned()));
        }
        Ok(answer.status)
    }

    /// As whom this browser is signed in.
    async fn who(&mut self) -> Result<Option<&'static str>, Void> {
        let profile = self.app.get("/api/session/profile/me").await?;
        let known = [ALICE.0, THE_ATTACKER.0].into_iter().find(|email| profile.body["email"] == *email);
        match (profile.status, known) {
            (200, Some(email)) => Ok(Some(email)),
            (401, _) => Ok(None),
            (status, _) => Err(Void(format!("The profile was answered with {status}."))),
        }
    }

    /// All the way. Returns the answer, which is used now.
    async fn sign_in(&mut self, stage: &Stage) -> Result<Url, Void> {
        let answer = self.up_to_the_answer(stage).await?;
        self.bring(&answer).await?;
        match self.who().await? {
            Some(email) if email == self.account.0 => Ok(answer),
            _ => Err(Void(format!("{} could not sign in through the provider.", self.account.0))),
        }
    }
}

/// An answer to somebody's own question, with the code of another.
fn exchanged(answer: &Url, code: &str, own: &Url) -> Result<Url, Void> {
    let issuer = parameter(answer, "iss").unwrap_or_default();
    let state = parameter(own, "state").unwrap_or_default();
    let pairs = [("code", code), ("state", &state), ("iss", &issuer)];
    let redirect_uri = parameter(own, "redirect_uri").unwrap_or_default();
    Url::parse_with_params(&redirect_uri, pairs).map_err(|_| Void("The app has no address.".to_owned()))
}

async fn sessions(stage: &Stage, email: &str) -> Result<usize, Void> {
    match stage.account(email).await? {
        Some(user) => stage.sessions(user.id).await,
        None => Ok(0),
    }
}

fn table(tried: &[Tried]) -> Table {
    let rows = tried.iter().map(|one| {
        let answers: Vec<_> = one.answers.iter().map(u16::to_string).collect();
        vec![one.what.to_owned(), answers.join(", "), one.got.unwrap_or("nobody").to_owned()]
    });
    Table {
        caption: "What was tried at the app and at the embedded provider".to_owned(),
        columns: ["What", "Answer", "Who was signed in by it"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
