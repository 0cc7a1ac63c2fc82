//! A node is killed in the middle of its work. What was acknowledged is there, reading goes on, nobody is signed out; and a `POST` that
//! was under way is answered with 502, once: nginx cannot know what became of it, and sends it nowhere else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use authn::{SystemClock, SystemRandom};
use axum::http::Method;
use domain::SandboxId;
use serde_json::json;
use store::Database;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;

use super::load::Load;
use super::person::Person;
use super::{Keep, Nodes, PATIENCE};

/// Who sign up, sign in and change their names at the same time.
const WRITERS: usize = 4;
const PASSWORD: &str = "a fine password";

/// What somebody was told is done.
struct Acknowledged {
    email: String,
    session: Option<String>,
    name: Option<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_in_postgres() {
    what_was_acknowledged_is_there(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_on_redis() {
    what_was_acknowledged_is_there(Keep::OnRedis).await;
}

async fn what_was_acknowledged_is_there(keep: Keep) {
    let mut nodes = Nodes::open(keep).await;
    let mut load = Load::begin(&nodes).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let is_over = Arc::<AtomicBool>::default();
    let write = |writer| {
        let (person, origin) = (nodes.person(), nodes.proxy.origin.clone());
        tokio::spawn(writes(person, (writer, origin), tell.clone(), Arc::clone(&is_over)))
    };
    let writers: Vec<JoinHandle<u32>> = (0..WRITERS).map(write).collect();
    drop(tell);
    let mut acknowledged = several_more(&mut told).await;

    let folder = nodes.take(0).kill().await;
    load.goes_on().await;
    acknowledged.extend(several_more(&mut told).await);
    nodes.start(0, folder).await;
    acknowledged.extend(several_more(&mut told).await);
    load.goes_on().await;

    is_over.store(true, SeqCst);
    let mut lost = 0;
    for writer in writers {
        let answers = writer.await.unwrap();
        assert!(answers <= 1, "only what was under way when the node was killed");
        lost += answers;
    }
    while let Some(more) = told.recv().await {
        acknowledged.push(more);
    }
    let answered = load.end(&nodes).await;
    is_there(&nodes, &acknowledged).await;
    println!("{keep:?}: {answered} read, {} acknowledged, {lost} times 502", acknowledged.len());
}

/// As many as make sure that everybody is in the middle of something.
async fn several_more(told: &mut UnboundedReceiver<Acknowledged>) -> Vec<Acknowledged> {
    let mut several = Vec::new();
    while several.len() < 2 * WRITERS {
        let next = tokio::time::timeout(PATIENCE, told.recv()).await;
        several.push(next.expect("writing goes on").unwrap());
    }
    several
}

/// Signs up, in, and changes a name, again and again. Returns how often it was answered with 502.
async fn writes(
    mut person: Person,
    (writer, origin): (usize, String),
    tell: UnboundedSender<Acknowledged>,
    is_over: Arc<AtomicBool>,
) -> u32 {
    let mut lost = 0;
    for time in 0.. {
        if is_over.load(SeqCst) {
            break;
        }
        person.session = None;
        let email = format!("{time}-of-{writer}@example.test");
        let mut is_done = |answer: crate::browser::Answer, done: u16| {
            lost += u32::from(answer.status == 502);
            assert!(answer.status == done || answer.status == 502, "{}: {}", answer.status, answer.text);
            answer.status == done
        };
        if !is_done(person.sign_up(&origin, (&email, PASSWORD)).await, 202) {
            continue;
        }
        let mut acknowledged = Acknowledged { email: email.clone(), session: None, name: None };
        if is_done(person.log_in(&origin, (&email, PASSWORD)).await, 200) {
            acknowledged.session = person.session.clone();
            let name = format!("Somebody {time}");
            let change = json!({ "name": name });
            // Means the same twice, so nginx sends it to the other node.
            let changed = person.tell(Method::PUT, &origin, "/api/session/name", &change).await;
            assert_eq!(changed.status, 200, "{}", changed.text);
            acknowledged.name = Some(name);
        }
        tell.send(acknowledged).unwrap();
    }
    lost
}

/// Every account has its row, every session is good at both nodes, and every name is the last that was given.
async fn is_there(nodes: &Nodes, acknowledged: &[Acknowledged]) {
    let address = nodes.own.database.parse().unwrap();
    let rows = Database::open(&address, 2, Arc::new(SystemClock), Arc::new(SystemRandom)).await.unwrap();
    for Acknowledged { email, session, name } in acknowledged {
        let found = rows.accounts.find_credentials(&SandboxId::default(), &email.parse().unwrap()).await;
        assert!(found.unwrap().is_some(), "{email}");
        for address in &nodes.addresses {
            let Some(session) = session else { continue };
            let profile = nodes.person().with_session(session).profile(address).await;
            assert_eq!(profile.status, 200, "{email}");
            assert_eq!(Some(profile.json()["name"].as_str().unwrap()), name.as_deref());
        }
    }
    rows.close().await;
}
