//! The listener answers to its own name alone: a rebound name shares the address, never the name.

use crate::town::{Town, requests};

#[tokio::test]
async fn other_names_are_misdirected() {
    let town = Town::open().await;
    let own = town.notes_origin.strip_prefix("http://").unwrap();
    let port = own.split_once(':').unwrap().1;
    let status = async |host: &str| {
        requests().get(town.notes("/")).header("host", host).send().await.unwrap().status().as_u16()
    };
    assert_eq!(status(&own.to_uppercase()).await, 200);
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), "notes.localhost".to_owned()] {
        assert_eq!(status(&host).await, 421, "{host}");
    }
}
