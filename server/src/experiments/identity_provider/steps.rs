//! The steps of a sign-in at the careless client, one by one, by a browser without a window: so that somebody can stop
//! half-way, and go on with what is not theirs.

use authn::READY_ACCOUNTS;
use lab::Table;
use lab::rooms::code_flow::Refused;
use lab::rooms::login_csrf::MALLORY;
use reqwest::Url;
use serde_json::json;

use super::super::Void;
use super::super::stage::{SecondBrowser, Stage};

/// Where the client is, and below it the provider.
pub(super) const ROOM: &str = "/api/lab/rooms/code-flow";

/// Somebody's address and password.
pub(super) type Account = (&'static str, &'static str);

pub(super) const ALICE: Account = (READY_ACCOUNTS[0].email, READY_ACCOUNTS[0].password);
pub(super) const THE_ATTACKER: Account = (MALLORY.email, MALLORY.password);

/// Signs somebody in at the provider.
pub(super) async fn sign_in_at_provider(
    stage: &Stage,
    browser: &mut SecondBrowser,
    (email, password): Account,
) -> Result<(), Void> {
    let path = format!("{ROOM}/provider/{}/login", stage.sandbox);
    let answer = browser.post(&path, &json!({ "email": email, "password": password })).await?;
    match answer.status {
        200 => Ok(()),
        status => Err(Void(format!("{email} could not sign in at the provider: {status}."))),
    }
}

/// The attacker's own program, once he has an account of his own.
pub(super) async fn attacker(stage: &Stage) -> Result<SecondBrowser, Void> {
    let mut program = stage.attackers_program();
    let account = json!({ "email": MALLORY.email, "name": MALLORY.name, "password": MALLORY.password });
    // Accepted, whether the account was there or not.
    program.post("/api/accounts", &account).await?;
    Ok(program)
}

/// Begins a sign-in. Returns the client's question to the provider.
pub(super) async fn begin(browser: &mut SecondBrowser, response_type: &str) -> Result<Url, Void> {
    let answer = browser.get(&format!("{ROOM}/sign-in?response_type={response_type}")).await?;
    sent_to(answer.location).ok_or_else(|| Void("The client sent nobody to the provider.".to_owned()))
}

/// Brings the provider the question. Returns its answer to the client.
pub(super) async fn ask(browser: &mut SecondBrowser, question: &Url) -> Result<Url, Void> {
    let answer = browser.get(&path(question)).await?;
    let location = sent_to(answer.location).filter(|location| location.query().is_some());
    location.ok_or_else(|| Void(format!("The provider gave no code: {}.", answer.status)))
}

/// Brings the client an answer, and reads whose account it shows then: an address, or nobody's.
pub(super) async fn come_back(browser: &mut SecondBrowser, answer: &Url) -> Result<Option<String>, Void> {
    browser.get(&path(answer)).await?;
    account(browser).await
}

/// Whose account the client shows a browser.
pub(super) async fn account(browser: &mut SecondBrowser) -> Result<Option<String>, Void> {
    let shown = browser.get(&format!("{ROOM}/account")).await?;
    let known = [ALICE.0, THE_ATTACKER.0].into_iter().find(|email| shown.text.contains(email));
    match (shown.status, known) {
        (200, Some(email)) => Ok(Some(email.to_owned())),
        (401, _) => Ok(None),
        (status, _) => Err(Void(format!("The client’s page for the account was answered with {status}."))),
    }
}

/// The control: somebody comes through the whole of it by themselves, and it is their own account that is shown.
pub(super) async fn sign_in(stage: &Stage, browser: &mut SecondBrowser, who: Account) -> Result<(), Void> {
    sign_in_at_provider(stage, browser, who).await?;
    let question = begin(browser, "code").await?;
    let answer = ask(browser, &question).await?;
    match come_back(browser, &answer).await? {
        Some(email) if email == who.0 => Ok(()),
        _ => Err(Void(format!("{} could not sign in at the client.", who.0))),
    }
}

/// A parameter of an address.
pub(super) fn parameter(address: &Url, name: &str) -> Option<String> {
    address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// An answer to one question, with the code of another.
pub(super) fn answer_with(question: &Url, code: &str) -> Result<Url, Void> {
    let redirect_uri = parameter(question, "redirect_uri").unwrap_or_default();
    let state = parameter(question, "state").map(|state| ("state", state));
    let pairs = [("code", code.to_owned())].into_iter().chain(state);
    Url::parse_with_params(&redirect_uri, pairs).map_err(|_| Void("The client has no address.".to_owned()))
}

/// What was refused since there were `before` refusals, and why.
pub(super) fn refused_since(stage: &Stage, before: usize) -> Vec<Refused> {
    refusals(stage).into_iter().skip(before).collect()
}

/// What was refused so far.
pub(super) fn refusals(stage: &Stage) -> Vec<Refused> {
    stage.vulnerable.code_flow.refusals(&stage.sandbox, stage.house.clock.now()).into()
}

/// Why, in words. A code that nobody knew, or a client that nobody knew, is no attack that was withstood.
pub(super) fn why(refused: &[Refused]) -> Result<&'static str, Void> {
    let ours = |refused: &&Refused| !matches!(refused, Refused::NoTokens);
    match refused.iter().find(ours) {
        Some(Refused::Client | Refused::Code | Refused::IdToken | Refused::CodeChallenge) | None => {
            Err(Void("The attack came to nothing for another reason than a defence.".to_owned()))
        }
        Some(refused) => Ok(refused.words()),
    }
}

/// What was brought to the client, and whose account it showed.
pub(super) fn table(rows: &[[&str; 4]]) -> Table {
    Table {
        caption: "What was brought to the client, and what came of it".to_owned(),
        columns: [
            "Who was signed in at the provider",
            "In whose browser it was brought",
            "It was",
            "The account that is shown",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
    }
}

fn path(address: &Url) -> String {
    format!("{}?{}", address.path(), address.query().unwrap_or_default())
}

fn sent_to(location: Option<String>) -> Option<Url> {
    location?.parse().ok()
}
