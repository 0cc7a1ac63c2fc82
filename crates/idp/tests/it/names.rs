//! The listener answers to its own name alone: a rebound name shares the address, never the name.

use axum::body::Body;
use axum::http::Request;

use crate::browser::Browser;
use crate::provider::TestProvider;

async fn status(provider: &TestProvider, hosts: &[&str]) -> u16 {
    let mut request = Request::get("/realms/default/jwks");
    for host in hosts {
        request = request.header("host", *host);
    }
    Browser::new(provider).send(request.body(Body::empty()).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn other_names_are_misdirected() {
    let provider = TestProvider::open().await;
    assert_eq!(status(&provider, &["IDP.localhost:5000"]).await, 200);
    for host in
        ["localhost:5000", "127.0.0.1:5000", "idp.localhost", "idp.localhost:5001", "evil.example:5000"]
    {
        assert_eq!(status(&provider, &[host]).await, 421, "{host}");
    }
    assert_eq!(status(&provider, &["idp.localhost:5000", "evil.example"]).await, 421);
}
