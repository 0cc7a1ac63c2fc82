//! `signed-file-link` (claim T17): Alice opens a file on a store that does not know her, and two others look for her link.

use app::experiments::SIGNED_FILE_LINK;
use async_trait::async_trait;
use authn::{READY_ACCOUNTS, ReadyAccount};
use axum::http::header;
use domain::Door;
use lab::{Event, Fact, Lane, Mark, Moment, Sheet, Table};
use reqwest::Url;

use super::stage::{OwnTown, SECOND_BROWSER, Shown, Stage, opened, shortened};
use super::{Experiment, Outcome, Void};
use crate::lab::Service;

const ALICE: ReadyAccount = READY_ACCOUNTS[0];
const STORE: Service = Service::Files;
const CARELESS: &str = "/api/lab/careless-file-link";
const CAREFUL: &str = "/api/lab/file-link";

pub(super) struct SignedFileLink;

#[async_trait]
impl Experiment for SignedFileLink {
    fn sheet(&self) -> &'static Sheet {
        &SIGNED_FILE_LINK
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let careless = stage.arm.slug == "jwt_in_the_address";
        let picture = stage.attacker.address("").replacen("/campaigns/", "/collect/", 1);
        stage.comment_with(&picture).await?;
        stage.browser.log_in(Door::CookieSession, ALICE, "Alice signs in.").await?;
        stage.look(Moment::Before).await?;
        let asked = if careless { CARELESS } else { CAREFUL };
        let told = visit(stage, asked, "Alice opens her payslip, on the file store.").await?;
        let referer = try_link(stage, told.as_deref()).await?;
        let logged = logged_link(stage).await?;
        let log = try_link(stage, logged.as_deref()).await?;
        if careless && stage.defences.is_empty() {
            what_browsers_tell(stage, told.as_deref()).await?;
        }
        if careless {
            one_path_one_method_five_minutes(stage).await?;
        }
        let shown = logged.as_deref().map_or("without the JWT", |_| "with the JWT in it");
        stage
            .evidence
            .browser
            .push(Fact::new("the address that the tab showed, and its history keeps", shown));
        Ok(judge(referer, log))
    }
}

/// Alice's browser opens the file, and comes back. Returns the `Referer` that reached the attacker from there.
async fn visit(stage: &mut Stage, asked: &str, words: &str) -> Result<Option<String>, Void> {
    let before = stage.attacker.loot_so_far().await?.len();
    let origin = stage.origin.clone();
    let address = |way_back: &str| {
        Url::parse_with_params(&format!("{origin}{asked}"), [("done", way_back)]).ok().map(String::from)
    };
    stage.browser.leave(address, &format!("/experiments/{}", stage.slug), words).await?;
    // The control: without it there was nothing to find.
    let line = stage.insider.log(STORE, stage.sandbox.as_str()).await?.into_iter().next_back();
    let Some(line) = line.filter(|line| line.status == 200) else {
        return Err(Void("The store did not show Alice her file.".to_owned()));
    };
    let method = line.request.split(' ').next().unwrap_or_default();
    let name = format!("{method} …/payslip");
    note(stage, Lane::Browser, Lane::Services, &name, "Alice’s file; her link is good", Mark::Plain);
    let loot = stage.attacker.loot_so_far().await?;
    let picture = loot.get(before).ok_or_else(|| Void("The page asked for no picture.".to_owned()))?;
    let told = picture.from.clone();
    let leaks = told.as_deref().is_some_and(|told| told.contains("jwt="));
    let words = match &told {
        Some(_) if leaks => "Referer: the whole link",
        Some(_) => "Referer: the store’s origin",
        None => "no Referer",
    };
    let mark = if leaks { Mark::Stolen } else { Mark::Stopped };
    note(stage, Lane::Browser, Lane::Attacker, "GET /collect", words, mark);
    Ok(told)
}

/// The link that stands in the store's log.
async fn logged_link(stage: &Stage) -> Result<Option<String>, Void> {
    let log = stage.read_log(STORE).await?;
    let mut asked =
        log.into_iter().rev().filter_map(|line| line.request.split_once(' ').map(|it| it.1.to_owned()));
    let link = asked.find(|path| path.contains("/shared/"));
    Ok(link
        .filter(|path| path.contains("jwt="))
        .map(|path| format!("{}{path}", stage.insider.origin_of(STORE))))
}

/// Whether somebody who has found this opens the file with it, from a machine of his own.
async fn try_link(stage: &Stage, found: Option<&str>) -> Result<bool, Void> {
    let store = stage.insider.origin_of(STORE);
    let path = found.and_then(|link| link.strip_prefix(&store)).filter(|path| path.contains("jwt="));
    let Some(path) = path else { return Ok(false) };
    let shown = stage.insider.get(STORE, path, "").await?;
    let opened = opened(&shown)?;
    let (note, mark) = if opened { ("the file", Mark::Stolen) } else { ("used already", Mark::Stopped) };
    stage.note_at_service("GET files.localhost/…/payslip?jwt".to_owned(), shown.status, note, mark);
    Ok(opened)
}

/// The same page under each policy: what the attacker's server really got.
async fn what_browsers_tell(stage: &mut Stage, unsafe_url: Option<&str>) -> Result<(), Void> {
    let by_default =
        visit(stage, &format!("{CARELESS}?referrer=default"), "Once more, with the browser’s own policy.")
            .await?;
    let none = visit(stage, &format!("{CARELESS}?referrer=no-referrer"), "And with none.").await?;
    let row =
        |policy: &str, told: Option<&str>| vec![policy.to_owned(), told.map_or("nothing".to_owned(), cut)];
    stage.evidence.tables.push(Table {
        caption: "What the attacker’s server got as Referer from the page’s picture".to_owned(),
        columns: ["The page’s Referrer-Policy", "Referer"].map(str::to_owned).to_vec(),
        rows: vec![
            row("unsafe-url", unsafe_url),
            row("none: the browser decides", by_default.as_deref()),
            row("no-referrer", none.as_deref()),
        ],
    });
    Ok(())
}

/// An address whose JWT has lost its tail.
fn cut(address: &str) -> String {
    match address.split_once("jwt=") {
        Some((before, jwt)) => format!("{before}jwt={}", shortened(jwt)),
        None => address.to_owned(),
    }
}

/// In a town of its own, whose clock is moved: what a link opens, and what it does not.
async fn one_path_one_method_five_minutes(stage: &mut Stage) -> Result<(), Void> {
    let town = OwnTown::open(stage, &[]).await?;
    let reply = town.house.sign_in(SECOND_BROWSER, "/api/session/login").await?;
    let session = format!("__Host-session={}", reply.cookie("__Host-session").unwrap_or_default());
    let link = async |document: &str| {
        let asked = format!("{CARELESS}?document={document}");
        let reply = town.house.get(SECOND_BROWSER, &asked, (header::COOKIE, &session)).await?;
        let store = town.insider.origin_of(STORE);
        let location = reply.header(&header::LOCATION).and_then(|location| location.strip_prefix(&store));
        location.map(str::to_owned).ok_or_else(|| Void("The app gave Alice no link.".to_owned()))
    };
    town.house.begin_to_note();
    let (payslip, contract) = (link("payslip").await?, link("contract").await?);
    let asked = town.house.noted();
    let elsewhere = payslip.replacen("/payslip?", "/contract?", 1);
    let mut rows = Vec::new();
    let mut row = |what: &str, shown: Shown| {
        let answer = if opened(&shown)? { "200, the file" } else { "401" };
        rows.push(vec![what.to_owned(), answer.to_owned()]);
        Ok::<_, Void>(())
    };
    row("the payslip’s link, for the payslip", town.insider.get(STORE, &payslip, "").await?)?;
    row("the contract’s link, for the contract", town.insider.get(STORE, &contract, "").await?)?;
    row("the payslip’s link, for the contract", town.insider.get(STORE, &elsewhere, "").await?)?;
    row("the payslip’s link, by POST", town.insider.post(STORE, &payslip).await?)?;
    town.house.clock.advance(299);
    row("after 299 s", town.insider.get(STORE, &payslip, "").await?)?;
    town.house.clock.advance(1);
    row("after 300 s", town.insider.get(STORE, &payslip, "").await?)?;
    let caption = "One path, one method, five minutes, on a clock that was moved by hand".to_owned();
    let columns = ["Tried", "Answer"].map(str::to_owned).to_vec();
    stage.evidence.tables.push(Table { caption, columns, rows });
    let by_store =
        asked.iter().filter(|event| event.from == Lane::Services && event.to == Lane::Database).count();
    stage.evidence.server.push(Fact::new("look-ups of a user by the store", by_store.to_string()));
    Ok(())
}

fn note(stage: &Stage, from: Lane, to: Lane, name: &str, note: &str, mark: Mark) {
    let (name, note) = (name.to_owned(), note.to_owned());
    let event = Event { from, to, name, status: None, note, request: Vec::new(), response: Vec::new(), mark };
    stage.traces.note(&stage.sandbox, event);
}

fn judge(referer: bool, log: bool) -> Outcome {
    match (referer, log) {
        (true, true) => Outcome::fell(
            "The attacker’s server got the link by Referer, the store’s operator in the log, and it opened the file for both.",
        ),
        (true, false) => {
            Outcome::fell("The attacker’s server got the link by Referer, and it opened the file.")
        }
        (false, true) => Outcome::fell(
            "The attacker’s server got nothing that opens; the store’s operator had the link in the log, and it opened the file.",
        ),
        (false, false) => Outcome::stood("Alice read her file, and nothing that others found opened it."),
    }
}
