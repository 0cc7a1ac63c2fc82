//! One node after the other stops and starts again, and nobody notices: not one request fails, not one session is lost.

use super::load::Load;
use super::{Keep, Nodes};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_in_postgres() {
    nobody_notices(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_on_redis() {
    nobody_notices(Keep::OnRedis).await;
}

async fn nobody_notices(keep: Keep) {
    let mut nodes = Nodes::open(keep).await;
    let mut load = Load::begin(&nodes).await;
    load.goes_on().await;
    for node in [0, 1] {
        let folder = nodes.take(node).stop().await;
        load.goes_on().await;
        nodes.start(node, folder).await;
    }
    load.goes_on().await;
    let answered = load.end(&nodes).await;
    println!("{keep:?}: {answered} answered while both nodes were started again, all of them with 200");
}
