//! Each service answers to its own name.

use axum::body::Body;
use axum::http::{Request, header};

use super::{PAYROLL, PAYSLIP, Town, send};

#[tokio::test]
async fn other_names_are_misdirected() {
    let town = Town::open().await;
    let port = town.port;
    for host in [
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("idp.localhost:{port}"),
        format!("files.localhost:{port}.evil.example"),
        "files.localhost".to_owned(),
        format!("files.localhost:{}", port.wrapping_add(1)),
    ] {
        let request = Request::get(PAYSLIP).header(header::HOST, &host).body(Body::empty()).unwrap();
        let answer = send(&town.services, request).await;
        assert_eq!(answer.status, 421, "{host}");
    }
    let request = Request::get(PAYSLIP).header(header::HOST, town.host("FILES"));
    send(&town.services, request.body(Body::empty()).unwrap()).await.refused(401);
}

#[tokio::test]
async fn neither_has_what_is_the_others() {
    let town = Town::open().await;
    let token = town.sign(&town.claims());
    town.get("files", PAYROLL, &token).await.refused(404);
    town.get("reports", PAYSLIP, &token).await.refused(404);
}
