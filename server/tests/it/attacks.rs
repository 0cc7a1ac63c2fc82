//! Requests that another site's page would send, by their headers. The browser itself is asked in `end2end/`.

use axum::body::Body;
use axum::http::{Request, header};

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const UNSAFE: [(&str, &str); 13] = [
    ("POST", "/api/session/logout"),
    ("DELETE", "/api/session/devices"),
    ("PUT", "/api/session/name"),
    ("PUT", "/api/jwt/name"),
    ("POST", "/api/session/login"),
    ("POST", "/api/accounts"),
    ("POST", "/api/lab/sandboxes"),
    ("POST", "/fn/session/log_in"),
    ("POST", "/fn/session/log_out"),
    ("POST", "/fn/session/end_all_devices"),
    ("POST", "/fn/session/change_name"),
    ("POST", "/fn/session/change_password"),
    ("POST", "/fn/accounts/sign_up"),
];

fn forged(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

// ASVS 3.5.1
#[tokio::test]
async fn no_other_origin_changes_anything() {
    let house = TestHouse::open().await;
    let mut victim = Browser::new(&house);
    victim.log_in(ALICE).await;
    let attackers: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:4000")],
        // A port is not part of a site: this one carries even `Strict` cookies.
        &[("sec-fetch-site", "same-site"), ("origin", "http://localhost:4000")],
        &[("origin", "http://localhost:4000")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
    ];
    for headers in attackers {
        for (method, path) in UNSAFE {
            let answer = victim.send(forged(method, path, headers)).await;
            assert_eq!(answer.status, 403, "{method} {path} {headers:?}: {}", answer.text);
            assert!(answer.set_cookies().is_empty());
        }
    }
    assert_eq!(victim.profile().await.status, 200, "the victim is still signed in");

    // The positive control: from the own origin the same request is done.
    let own = [("sec-fetch-site", "same-origin"), ("origin", "http://localhost:3000")];
    assert_eq!(victim.send(forged("POST", "/api/session/logout", &own)).await.status, 200);
    victim.profile().await.refused(401);
}
