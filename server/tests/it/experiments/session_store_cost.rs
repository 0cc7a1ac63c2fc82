//! `session-store-cost`: what is counted, and what makes a count worth nothing.

use domain::Act;
use engines::Redis;
use serde_json::{Value, json};
use store::{DatabaseAddress, RedisAddress};
use tempfile::TempDir;

use super::played::Played;
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;
use crate::postgres::Cluster;

const SLUG: &str = "session-store-cost";
/// The four ways, as the page asks them: a path, and whether it takes a token of the door, one of the room, or the cookie.
const WAYS: [&str; 4] = [
    "/api/jwt/profile/me",
    "/api/lab/rooms/jwt/profile",
    "/api/lab/session-row/profile",
    "/api/session/profile/me",
];
const DOOR_LOGOUT: &str = "/api/jwt/logout";
const ROOM_LOGIN: &str = "/api/lab/rooms/jwt/login";
const ROOM_LOGOUT: &str = "/api/lab/rooms/jwt/logout";
/// As many as the page sends of each way besides the first.
const EACH: usize = 100;

/// What the page's window holds, and what it does when a step says so.
struct Window {
    browser: Browser,
    door: String,
    /// How many of the bare token's requests bring no token.
    without: usize,
}

impl Window {
    async fn act(&mut self, step: &Value) {
        let address = step["address"].as_str().unwrap();
        match (serde_json::from_value(step["act"].clone()).unwrap(), step["door"].as_str().unwrap()) {
            (Act::LogIn, "local_storage_jwt") => {
                self.door = access_token(self.browser.log_in_jwt(ALICE).await.json());
            }
            // As the page's own form sends it.
            (Act::LogIn, _) => {
                let form = format!("email={}&password={}", ALICE.0, ALICE.1);
                assert_eq!(self.browser.post_form("/fn/session/log_in", &form).await.status, 200);
            }
            (Act::Visit, _) if address.ends_with("act=measure") => self.measure().await,
            (Act::Visit, _) => self.try_again().await,
            _ => {}
        }
    }

    async fn room(&mut self) -> String {
        let (email, password) = ALICE;
        let credentials = json!({ "email": email, "password": password });
        access_token(self.browser.post(ROOM_LOGIN, &credentials).await.json())
    }

    async fn measure(&mut self) {
        let tokens = [self.door.clone(), self.room().await, String::new(), String::new()];
        for round in 0..=EACH {
            for (path, token) in WAYS.into_iter().zip(&tokens) {
                let forgotten = path == WAYS[0] && round > EACH - self.without;
                let token = if forgotten { "" } else { token };
                self.browser.get_bearer(path, token).await;
            }
        }
    }

    async fn try_again(&mut self) {
        let tokens = [self.door.clone(), self.room().await, String::new(), String::new()];
        for (path, token) in [DOOR_LOGOUT, ROOM_LOGOUT].into_iter().zip(&tokens) {
            self.browser.post_bearer(path, token, &json!({})).await;
        }
        for (path, token) in WAYS.into_iter().zip(&tokens) {
            self.browser.get_bearer(path, token).await;
        }
    }
}

fn access_token(answer: Value) -> String {
    answer["access_token"].as_str().unwrap().to_owned()
}

/// Plays every arm, in a window that leaves the token out of so many requests. Returns the runs, in the order of the arms.
async fn runs(played: &mut Played, without: usize) -> Vec<Value> {
    played.play("").await;
    let mut window = Window { browser: played.browser.clone(), door: String::new(), without };
    let mut step = played.next(&json!({ "done": 0 })).await;
    while step["act"] != "done" {
        window.act(&step).await;
        step = played.next(&json!({ "done": step["number"] })).await;
    }
    played.runs().await
}

fn verdicts(runs: &[Value]) -> Vec<(&str, &str)> {
    runs.iter().map(|run| (run["arm"].as_str().unwrap(), run["verdict"].as_str().unwrap())).collect()
}

/// A column of the table, row by row.
fn column<'a>(run: &'a Value, name: &str) -> Vec<&'a str> {
    let table = &run["evidence"]["tables"][0];
    let at = table["columns"].as_array().unwrap().iter().position(|column| column == name).unwrap();
    table["rows"].as_array().unwrap().iter().map(|row| row[at].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_bare_token_and_a_remembered_session_ask_nothing_and_the_others_ask_each_time() {
    let runs = runs(&mut Played::open_with_session_cache(SLUG).await, 0).await;
    assert_eq!(
        verdicts(&runs),
        [
            ("bare_token", "stood"),
            ("token_with_denylist", "fell"),
            ("session_row", "fell"),
            ("session_in_memory", "stood")
        ],
        "{runs:#?}"
    );
    for run in &runs {
        assert_eq!(column(run, "Requests"), ["100"; 4]);
        assert_eq!(column(run, "Look-ups"), ["0", "100", "100", "0"]);
        assert_eq!(column(run, "Told from memory"), ["0", "0", "0", "100"]);
        assert_eq!(column(run, "Kept on"), ["nothing", "SQLite", "SQLite", "SQLite, and memory"]);
        assert_eq!(column(run, "After signing out"), ["200", "401", "401", "401"]);
        let bars = run["evidence"]["bars"][0]["bars"].as_array().unwrap();
        assert!(bars.iter().all(|bar| bar["least"].as_f64().unwrap() > 0.0), "{bars:?}");
        let drawn = run["evidence"]["events"].as_array().unwrap().len();
        assert!(drawn < 60, "what is counted is not drawn: {drawn}");
    }
}

// Without a memory there is nothing to measure of it; what was counted of the others counts.
#[tokio::test]
async fn a_server_that_remembers_nothing_says_so() {
    let runs = runs(&mut Played::open(SLUG).await, 0).await;
    assert_eq!(verdicts(&runs)[3], ("session_in_memory", "void"));
    assert!(runs[3]["finding"].as_str().unwrap().contains("--session-cache"), "{}", runs[3]["finding"]);
    assert_eq!(
        verdicts(&runs)[..3],
        [("bare_token", "stood"), ("token_with_denylist", "fell"), ("session_row", "fell")]
    );
    assert_eq!(column(&runs[0], "Look-ups"), ["0", "100", "100", "100"]);
}

// Each engine is named, and counted as it is asked: a session on Redis is one question, and its user in the database another.
#[tokio::test]
async fn whatever_engine_keeps_them_is_named_and_counted() {
    let cluster = Cluster::start();
    let database: DatabaseAddress = cluster.server.new_database("cost").unwrap().parse().unwrap();
    let over =
        async |attackers, origin| TestHouse::open_beside_over(database, None, (attackers, origin)).await;
    let on_postgres = runs(&mut Played::open_in(SLUG, over).await, 0).await;
    assert_eq!(verdicts(&on_postgres)[1..3], [("token_with_denylist", "fell"), ("session_row", "fell")]);
    let postgres = ["nothing", "PostgreSQL", "PostgreSQL", "PostgreSQL, and memory"];
    assert_eq!(column(&on_postgres[0], "Kept on"), postgres);
    assert_eq!(column(&on_postgres[0], "Look-ups"), ["0", "100", "100", "100"]);

    let folder = TempDir::new().unwrap();
    let (redis, file) = (Redis::start(folder.path()).unwrap(), folder.path().join("house.db"));
    let sessions = RedisAddress::from(redis.url());
    let over = async |attackers, origin| {
        TestHouse::open_beside_over(DatabaseAddress::File(file), Some(&sessions), (attackers, origin)).await
    };
    let on_redis = runs(&mut Played::open_in(SLUG, over).await, 0).await;
    assert_eq!(verdicts(&on_redis)[1..3], [("token_with_denylist", "fell"), ("session_row", "fell")]);
    assert_eq!(column(&on_redis[0], "Kept on"), ["nothing", "SQLite", "Redis", "Redis, and memory"]);
    assert_eq!(column(&on_redis[0], "Look-ups"), ["0", "100", "200", "200"]);
}

// A token that is not sent asks nothing either.
#[tokio::test]
async fn a_run_in_which_a_request_was_refused_shows_nothing() {
    for run in runs(&mut Played::open_with_session_cache(SLUG).await, 1).await {
        assert_eq!(run["verdict"], "void", "{run}");
        assert!(
            run["finding"].as_str().unwrap().contains("1 were not answered with 200"),
            "{}",
            run["finding"]
        );
    }
}

// What `docs/BENCHMARKS.md` has, the page has; until it has figures, the page says that there are none.
#[tokio::test]
async fn the_page_shows_the_tables_of_the_document() {
    let document = include_str!("../../../../docs/BENCHMARKS.md");
    let mut played = Played::open(SLUG).await;
    let page = "/experiments/session-store-cost";
    let before = played.browser.get(page).await.text;
    assert!(!before.contains("Measured with a load"), "the finding would tell what is to be predicted");
    runs(&mut played, 0).await;
    let after = played.browser.get(page).await.text;
    assert!(after.contains("Measured with a load") && after.contains("Claim <!>T14"), "{after}");
    let rows = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).count();
    assert_eq!(part_of(&after, "Measured with a load").matches("<tr>").count(), rows);
    assert_eq!(after.contains("It has not been measured yet"), document.contains("Not measured yet."));
    let elsewhere = played.browser.get("/experiments/denylist").await.text;
    assert!(!elsewhere.contains("Measured with a load"));
}

/// A section of a page, from its heading on.
fn part_of<'a>(page: &'a str, heading: &str) -> &'a str {
    page.split_once(heading).unwrap().1.split_once("</section>").unwrap().0
}

// By the row alone: whoever has no session, or one that has ended, or lives elsewhere, is shown nothing.
#[tokio::test]
async fn the_row_opens_what_the_session_door_opens() {
    let house = TestHouse::open_with_session_cache().await;
    let mut browser = Browser::new(&house);
    browser.get(WAYS[2]).await.refused(401);
    browser.log_in(ALICE).await;
    let (by_row, by_door) = (browser.get(WAYS[2]).await, browser.profile().await);
    assert_eq!((by_row.status, by_row.json()), (by_door.status, by_door.json()));
    let (_, queries) = store::noting(browser.get(WAYS[2])).await;
    assert_eq!(queries, ["read the session and its user"], "although it is remembered");
    let mut elsewhere = browser.clone();
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    elsewhere.get(WAYS[2]).await.refused(401);
    let mut copy = browser.clone();
    browser.post("/api/session/logout", &json!({})).await;
    copy.get(WAYS[2]).await.refused(401);
}
