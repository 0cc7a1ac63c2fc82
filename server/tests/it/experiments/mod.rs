//! `/api/lab/experiments…`: what there is to try, what was tried, and forgetting it. What comes of the attacks is proved in a
//! real browser (`cargo xtask prove`).

mod looks;
mod played;
mod session_store_cost;
mod step_by_step;

use authn::HashingLimits;
use axum::http::Method;
use serde_json::{Value, json};
use server::Origin;

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;
use crate::program::Program;

const EXPERIMENTS: &str = "/api/lab/experiments";
const TOKEN_THEFT_RUNS: &str = "/api/lab/experiments/token-theft/runs";

/// A house whose attacker nobody plays.
async fn house() -> TestHouse {
    let limits = HashingLimits { at_once: 2, waiting: 200 };
    TestHouse::open_beside(Origin::loopback(9, false), Origin::localhost(3000, false), limits).await
}

async fn list(browser: &mut Browser) -> Vec<Value> {
    browser.get(EXPERIMENTS).await.json().as_array().unwrap().clone()
}

/// Where nothing can be switched on: no server makes a link carry a header, no form can un-ask a password, and a count is no attack.
const WITHOUT_DEFENCES: [&str; 3] = ["first-paint", "session-store-cost", "single-sign-on"];

// The ledger says what it expects of every door alone, and of at least one with a defence.
#[tokio::test]
async fn every_experiment_expects_something_of_every_door() {
    let house = house().await;
    for experiment in list(&mut Browser::new(&house)).await {
        let trials = experiment["trials"].as_array().unwrap();
        let bare = |door: &Value| {
            trials.iter().any(|trial| trial["door"] == *door && trial["defences"] == json!([]))
        };
        for door in experiment["doors"].as_array().unwrap() {
            assert!(bare(&door["door"]), "{door} of {}", experiment["slug"]);
        }
        let defended = trials.iter().any(|trial| trial["defences"] != json!([]));
        let excepted = WITHOUT_DEFENCES.iter().any(|slug| experiment["slug"] == *slug);
        assert!(defended != excepted, "{}", experiment["slug"]);
    }
}

#[tokio::test]
async fn what_there_is_not_cannot_be_run() {
    let house = house().await;
    let mut browser = Browser::new(&house);
    let door = json!({ "door": "cookie_session" });
    browser.post("/api/lab/experiments/bribery/runs", &door).await.refused(404);
    browser.get("/api/lab/experiments/bribery/runs").await.refused(404);
    browser.post(TOKEN_THEFT_RUNS, &json!({ "door": "the window" })).await.refused(400);
    browser
        .post(TOKEN_THEFT_RUNS, &json!({ "door": "cookie_session", "defences": ["a moat"] }))
        .await
        .refused(400);
    browser.post(TOKEN_THEFT_RUNS, &json!({})).await.refused(400);
    for form in [
        "experiment=bribery",
        "experiment=token-theft&defences[]=a-moat",
        "experiment=token-theft&predict=true&falls[]=sky",
    ] {
        let status = browser.post_form("/fn/lab/run_experiment", form).await.status.as_u16();
        assert!(matches!(status, 400 | 404), "{form}: {status}");
    }
    assert_eq!(browser.get(TOKEN_THEFT_RUNS).await.json(), json!([]));
    let page = browser.get("/experiments/bribery").await;
    assert_eq!(page.status, 404);
}

// Nobody plays the attacker here: an attack that was not carried out has not been withstood.
#[tokio::test]
async fn a_run_that_could_not_be_played_shows_nothing_and_says_so() {
    let house = house().await;
    let mut browser = Browser::new(&house);
    let answer =
        browser.post(TOKEN_THEFT_RUNS, &json!({ "door": "cookie_session", "defences": ["escaping"] })).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let run = &answer.json()["run"];
    assert_eq!((&run["verdict"], &run["arm"]), (&json!("void"), &json!("cookie_session")));
    assert_eq!(run["finding"], "The attacker’s site does not answer.");
    assert_eq!(browser.get(TOKEN_THEFT_RUNS).await.json().as_array().unwrap().len(), 1);
    let page = browser.get("/experiments/token-theft").await.text;
    assert!(page.contains("Nothing was shown."), "{page}");
    let next = browser.post("/api/lab/experiments/token-theft/next", &json!({ "done": 0 })).await.json();
    assert_eq!(next["act"], "done");
}

#[tokio::test]
async fn runs_and_predictions_are_a_sandboxs_own_and_are_forgotten_on_request() {
    let house = house().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    for browser in [&mut here, &mut elsewhere] {
        let form = "experiment=token-theft&predict=true&falls[]=local_storage_jwt";
        assert_eq!(browser.post_form("/fn/lab/run_experiment", form).await.status, 200);
        // Waits until both runs are over.
        browser.post("/api/lab/experiments/token-theft/next", &json!({ "done": 0 })).await;
        assert_eq!(browser.get(TOKEN_THEFT_RUNS).await.json().as_array().unwrap().len(), 2);
    }
    assert!(here.get("/claims").await.text.contains("The last run showed nothing."));
    let list = here.get("/experiments").await.text;
    assert!(
        list.contains("predicted") && !list.contains("run, not yet defended"),
        "void runs count for nothing"
    );
    assert_eq!(here.post_form("/fn/lab/reset_experiment", "experiment=token-theft").await.status, 200);
    assert_eq!(here.get(TOKEN_THEFT_RUNS).await.json(), json!([]));
    assert!(here.get("/experiments/token-theft").await.text.contains("Commit, and run it"));
    assert_eq!(elsewhere.get(TOKEN_THEFT_RUNS).await.json().as_array().unwrap().len(), 2);
    here.get("/fn/lab/reset_experiment?experiment=token-theft").await;
    assert_eq!(elsewhere.call(Method::GET, "/fn/lab/reset_sandbox").await.status, 405);
    assert_eq!(
        elsewhere.get(TOKEN_THEFT_RUNS).await.json().as_array().unwrap().len(),
        2,
        "a GET resets nothing"
    );
}

// A play needs an empty wall. What somebody else wrote there is theirs.
#[tokio::test]
async fn what_hung_on_the_wall_hangs_there_again_after_a_run() {
    let program = Program::start(&[]).await;
    program.post_form("/fn/lab/post_on_wall", "author=Alice&text=hello+there").await;
    let begun = program.post(&program.app, TOKEN_THEFT_RUNS, &json!({ "door": "cookie_session" })).await;
    let during = program.page("/wall").await;
    assert!(during.contains("onerror") && !during.contains("hello there"), "{during}");

    let mut step = begun["next"].clone();
    while step["act"] != "done" {
        // The browser does nothing of what it is told: so this run is void.
        let done = json!({ "done": step["number"] });
        step = program.post(&program.app, "/api/lab/experiments/token-theft/next", &done).await;
    }
    let runs = program.get(&program.app, TOKEN_THEFT_RUNS).await;
    assert_eq!(runs[0]["verdict"], "void", "{}", runs[0]["finding"]);
    let after = program.page("/wall").await;
    assert!(after.contains("hello there") && !after.contains("onerror"), "{after}");
}

// The next play ends it; what it left on the wall goes, and what hung there before comes back all the same.
#[tokio::test]
async fn a_run_that_was_cut_off_takes_nothing_off_the_wall_for_good() {
    let program = Program::start(&[]).await;
    program.post_form("/fn/lab/post_on_wall", "author=Alice&text=hello+there").await;
    program.post(&program.app, TOKEN_THEFT_RUNS, &json!({ "door": "cookie_session" })).await;
    let runs = "/api/lab/experiments/replay-after-logout/runs";
    let answer = program.post(&program.app, runs, &json!({ "door": "cookie_session" })).await;
    assert_eq!(answer["run"]["verdict"], "stood", "{answer}");
    let after = program.page("/wall").await;
    assert!(after.contains("hello there") && !after.contains("onerror"), "{after}");
}

#[tokio::test]
async fn a_run_that_is_forgotten_while_it_is_played_leaves_the_wall_as_it_was() {
    let program = Program::start(&[]).await;
    program.post_form("/fn/lab/post_on_wall", "author=Alice&text=hello+there").await;
    let asked = json!({ "door": "cookie_session", "defences": ["escaping"] });
    program.post(&program.app, TOKEN_THEFT_RUNS, &asked).await;
    assert!(program.page("/wall").await.contains("Switch off: Escaping"));
    program.post_form("/fn/lab/reset_experiment", "experiment=token-theft").await;
    let after = program.page("/wall").await;
    assert!(after.contains("hello there") && !after.contains("onerror"), "{after}");
    assert!(after.contains("Switch on: Escaping"), "{after}");
}

#[tokio::test]
async fn a_reset_forgets_everything_in_a_sandbox_and_nothing_in_another() {
    a_reset_forgets_everything_in(&house().await).await;
}

pub(crate) async fn a_reset_forgets_everything_in(house: &TestHouse) {
    let (mut here, mut elsewhere) = (Browser::new(house), Browser::new(house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    for browser in [&mut here, &mut elsewhere] {
        browser.log_in(ALICE).await;
        browser
            .post(
                "/api/accounts",
                &json!({ "email": "new@example.test", "name": "New", "password": "a fine password" }),
            )
            .await;
        browser.post_form("/fn/lab/post_on_wall", "author=Mallory&text=hello+there").await;
        browser.post_form("/fn/lab/switch_defence", "defence=escaping&on=true").await;
        browser.post(TOKEN_THEFT_RUNS, &json!({ "door": "cookie_session" })).await;
        browser.post_form("/fn/lab/post_on_wall", "author=Mallory&text=hello+there").await;
        browser.post_form("/fn/lab/switch_defence", "defence=escaping&on=true").await;
    }
    for browser in [&mut here, &mut elsewhere] {
        use_the_rooms(browser).await;
    }
    assert_eq!(here.post_form("/fn/lab/reset_sandbox", "").await.status, 200);

    assert_eq!(
        here.get("/api/lab/rooms/csrf/transfers").await.json(),
        json!({ "transfers": [], "attempts": [] })
    );
    assert_eq!(here.get("/api/lab/rooms/login-csrf/attempts").await.json(), json!({ "attempts": [] }));
    here.get("/api/lab/rooms/csrf/form/lax").await.refused(401);
    here.get("/api/lab/rooms/login-csrf/profile").await.refused(401);
    here.profile().await.refused(401);
    assert!(here.log_in(("new@example.test", "a fine password")).await.status == 401, "accounts are gone");
    assert!(!here.get("/wall").await.text.contains("hello there"));
    assert!(here.get("/wall").await.text.contains("Switch on: Escaping"));
    assert_eq!(here.get(TOKEN_THEFT_RUNS).await.json(), json!([]));
    assert_eq!(here.log_in(ALICE).await.status, 200, "the ready accounts are back");

    let account = elsewhere.get("/api/lab/rooms/csrf/transfers").await.json();
    assert_eq!(account["transfers"].as_array().unwrap().len(), 1);
    let attempts = elsewhere.get("/api/lab/rooms/login-csrf/attempts").await.json();
    assert_eq!(attempts["attempts"].as_array().unwrap().len(), 1);
    assert_eq!(elsewhere.get("/api/lab/rooms/login-csrf/profile").await.status, 200);
    assert_eq!(elsewhere.profile().await.status, 200);
    let wall = elsewhere.get("/wall").await.text;
    assert!(wall.contains("hello there") && wall.contains("Switch off: Escaping"));
    assert_eq!(elsewhere.get(TOKEN_THEFT_RUNS).await.json().as_array().unwrap().len(), 1);
}

/// Leaves something in the memory of the rooms that keep what happens in memory.
async fn use_the_rooms(browser: &mut Browser) {
    let (email, password) = ALICE;
    let credentials = json!({ "email": email, "password": password });
    let signed_in = browser.post("/api/lab/rooms/csrf/login", &credentials).await.json();
    let sandbox = signed_in["sandbox"].as_str().unwrap();
    let transfer = format!("/api/lab/rooms/csrf/{sandbox}/transfer/lax/none/none?nonce=1&to=gardener");
    assert_eq!(browser.get(&transfer).await.status, 200);
    let form = format!("email={email}&password={password}");
    assert_eq!(browser.post_form("/api/lab/rooms/login-csrf/login", &form).await.status, 200);
}
