//! `gateway` (claim T18): somebody who works at one service tries a copy of its token elsewhere, and later.

use app::experiments::GATEWAY;
use async_trait::async_trait;
use authn::{READY_ACCOUNTS, ReadyAccount};
use axum::http::header;
use domain::SandboxId;
use lab::{Event, Fact, Lane, Moment, Sheet, Table};
use serde_json::Value;

use super::stage::{Answer, OwnTown, Reply, SECOND_BROWSER, Stage, opened, shortened};
use super::{Experiment, Outcome, Void};
use crate::lab::Service;

const ALICE: ReadyAccount = READY_ACCOUNTS[0];
/// Where the insider works, and where he does not.
const OWN: Service = Service::Reports;
const OTHER: Service = Service::Files;
/// What a token for one call may live at most, in seconds.
const A_CALL: i64 = 60;
/// When the copy is tried, in seconds after it was made.
const TRIED_AT: [i64; 5] = [0, 59, 60, 899, 900];

pub(super) struct Gateway;

#[async_trait]
impl Experiment for Gateway {
    fn sheet(&self) -> &'static Sheet {
        &GATEWAY
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let gateway = match stage.arm.slug {
            "careless_gateway" => "/api/lab/careless-gateway",
            _ => "/api/lab/gateway",
        };
        let mut browser = stage.second_browser();
        browser.log_in(ALICE).await?;
        // The control: whoever is signed in gets both documents, and the browser no token.
        for service in ["files", "reports"] {
            passed_on(&browser.get(&format!("{gateway}/{service}")).await?)?;
        }
        stage.look(Moment::Before).await?;
        browser.post("/api/session/logout", &Value::Null).await?;
        let copy = copied(stage).await?;
        if !stage.try_at(OWN, &copy).await? {
            return Err(Void("The copy did not even open what it was made for.".to_owned()));
        }
        let elsewhere = stage.try_at(OTHER, &copy).await?;
        let at_the_app = opens_the_app(stage, &copy).await?;
        let lived = later(stage, gateway).await?;
        Ok(judge(elsewhere, at_the_app, lived))
    }
}

/// Any other answer than the document is no gateway's.
fn passed_on(answer: &Answer) -> Result<(), Void> {
    let whole = answer.status == 200 && answer.text.contains("in May") && !answer.text.contains("eyJ");
    if whole { Ok(()) } else { Err(Void(format!("The gateway answered Alice with {}.", answer.status))) }
}

/// What the service was sent, as its log has it.
async fn copied(stage: &mut Stage) -> Result<String, Void> {
    let log = stage.read_log(OWN).await?;
    let copy = log.into_iter().next_back().map(|line| line.authorization).unwrap_or_default();
    let Some(token) = copy.strip_prefix("Bearer ") else {
        return Err(Void("The log of the service holds no token.".to_owned()));
    };
    stage.evidence.server.push(Fact::new("in the service’s log", format!("Bearer {}", shortened(token))));
    Ok(copy)
}

/// Whether the copy opens a door of the app itself.
async fn opens_the_app(stage: &Stage, copy: &str) -> Result<bool, Void> {
    let mut program = stage.attackers_program();
    let token = copy.strip_prefix("Bearer ").unwrap_or_default();
    for path in ["/api/jwt/profile/me", "/api/session/profile/me"] {
        match program.get_bearer(path, token).await?.status {
            200 => return Ok(true),
            401 => {}
            status => return Err(Void(format!("The app answered the copy with {status}."))),
        }
    }
    Ok(false)
}

/// Tries a copy in a town of its own, whose clock is moved. Returns the last second at which its own service took it, and
/// counts on the way what the services looked up.
async fn later(stage: &mut Stage, gateway: &str) -> Result<i64, Void> {
    let town = OwnTown::open(stage, &stage.defences).await?;
    let reply = town.house.sign_in(SECOND_BROWSER, "/api/session/login").await?;
    let session = format!("__Host-session={}", reply.cookie("__Host-session").unwrap_or_default());
    town.house.begin_to_note();
    for _ in 0..2 {
        let address = format!("{gateway}/reports");
        served(&town.house.get(SECOND_BROWSER, &address, (header::COOKIE, &session)).await?)?;
    }
    stage.evidence.tables.push(look_ups(&town.house.noted()));
    let sandbox = SandboxId::default();
    let copy = town.insider.log(OWN, sandbox.as_str()).await?.into_iter().next_back();
    let copy = copy.ok_or_else(|| Void("The log of the service is empty.".to_owned()))?.authorization;
    let (mut rows, mut lived, mut now) = (Vec::new(), 0, 0);
    for second in TRIED_AT {
        town.house.clock.advance(second - now);
        now = second;
        let mut row = vec![format!("{second} s")];
        for service in [OWN, OTHER] {
            let shown = town.insider.get(service, &service.document(&sandbox), &copy).await?;
            row.push(if opened(&shown)? { "200, the document" } else { "401" }.to_owned());
            if service == OWN && shown.status == 200 {
                lived = second;
            }
        }
        rows.push(row);
    }
    let columns =
        ["After", "The service that it was sent to", "The other service"].map(str::to_owned).to_vec();
    let caption = "What a copy opens, on a clock that was moved by hand".to_owned();
    stage.evidence.tables.push(Table { caption, columns, rows });
    Ok(lived)
}

fn served(reply: &Reply) -> Result<(), Void> {
    match reply.status {
        200 => Ok(()),
        status => Err(Void(format!("The gateway answered Alice with {status}."))),
    }
}

/// What it took to know who asks, of two requests one after the other: counted in what was recorded.
fn look_ups(events: &[Event]) -> Table {
    // The recorder notes what an answer cost right behind it, and begins with how much: "1 query".
    let queries = |event: &Event| -> usize {
        event.name.split(' ').next().and_then(|many| many.parse().ok()).unwrap_or(0)
    };
    let behind = |who: Lane| -> usize {
        let cost = |pair: &&[Event]| pair[0].from == who && pair[1].to == Lane::Database;
        events.windows(2).filter(cost).map(|pair| queries(&pair[1])).sum()
    };
    let fetches = events.iter().filter(|event| (event.from, event.to) == (Lane::Services, Lane::App)).count();
    let row =
        |who: &str, keys: usize, users: usize| vec![who.to_owned(), keys.to_string(), users.to_string()];
    Table {
        caption: "Two requests through the gateway: what was asked in order to know whose they are"
            .to_owned(),
        columns: ["Who", "Fetches of public keys", "Queries of the database"].map(str::to_owned).to_vec(),
        rows: vec![
            row("The gateway", 0, behind(Lane::SecondBrowser)),
            row("The service", fetches, behind(Lane::Services)),
        ],
    }
}

fn judge(elsewhere: bool, at_the_app: bool, lived: i64) -> Outcome {
    let mut more = Vec::new();
    if at_the_app {
        more.push("the app itself".to_owned());
    }
    if elsewhere {
        more.push("the other service too".to_owned());
    }
    if lived >= A_CALL {
        more.push(format!("its own service still after {lived} s"));
    }
    if more.is_empty() {
        Outcome::stood(
            "The copy opened what that service had been asked for anyway, and within the minute. The other service and the \
             app refused it, and after the minute everybody.",
        )
    } else {
        Outcome::fell(format!("The copy opened {}.", more.join(", and ")))
    }
}
