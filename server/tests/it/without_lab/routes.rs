//! Which addresses there are: without the lab those of one list, and each that the lab adds answers 404.

use std::collections::BTreeSet;

use axum::Router;
use axum::http::{Method, Request, header};

use super::open;
use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

/// All of the house. Whatever is added to it is added here, by somebody who has thought about it.
const OF_THE_HOUSE: [&str; 32] = [
    "/",
    "/account",
    "/account/identities/unlink",
    "/account/password/choose",
    "/account/providers/{provider}/link",
    "/api/accounts",
    "/api/session/accounts",
    "/api/session/devices",
    "/api/session/devices/{device_id}",
    "/api/session/export",
    "/api/session/login",
    "/api/session/logout",
    "/api/session/name",
    "/api/session/picture/{user_id}",
    "/api/session/profile/{user_id}",
    "/csp-reports",
    "/fn/accounts/sign_up",
    "/fn/session/change_name",
    "/fn/session/change_password",
    "/fn/session/current_user",
    "/fn/session/devices",
    "/fn/session/end_all_devices",
    "/fn/session/end_device",
    "/fn/session/log_in",
    "/fn/session/log_out",
    "/heartbeat",
    "/readyz",
    "/sign-in/{provider}",
    "/sign-in/{provider}/backchannel-logout",
    "/sign-in/{provider}/callback",
    "/sign-out/everywhere",
    "/sign-up",
];

/// Some of the lab, of every kind: so that what is read of the router is known to be all of it.
const OF_THE_LAB: [&str; 10] = [
    "/.well-known/jwks.json",
    "/api/jwt/login",
    "/api/lab/experiments/{slug}/runs",
    "/api/lab/rooms/csrf/transfers",
    "/api/lab/wire",
    "/claims/{claim}/proof",
    "/compare",
    "/fn/lab/create_sandbox",
    "/stage/files/csrf.js",
    "/wall",
];

/// The templates of all routes, as the router itself tells them.
fn routes(router: &Router) -> BTreeSet<String> {
    let told = format!("{router:?}");
    let paths = told.split("RouteId(").filter_map(|rest| rest.split_once("): \"")?.1.split('"').next());
    paths.filter(|path| path.starts_with('/') && !path.contains("{*__private__")).map(str::to_owned).collect()
}

/// An address that the template fits.
fn address(template: &str) -> String {
    let segment = |segment: &str| match segment {
        "{claim}" => "T8".to_owned(),
        "{slug}" => "token-theft".to_owned(),
        "{service}" => "reports".to_owned(),
        "{sandbox}" => "default".to_owned(),
        other => other.trim_matches(['{', '}']).to_owned(),
    };
    template.split('/').map(segment).collect::<Vec<_>>().join("/")
}

async fn ask(house: &TestHouse, method: Method, path: &str) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    Browser::new(house).send(request.body("nothing=of-use".into()).unwrap()).await
}

#[tokio::test]
async fn the_house_has_these_routes_and_no_other() {
    let house = open().await;
    let listed: BTreeSet<_> = OF_THE_HOUSE.map(str::to_owned).into();
    assert_eq!(routes(&house.router), listed);
    // The control: each of them is there. Nothing of ours answers PATCH, and 405 says that something else is.
    for template in &listed {
        let there = ask(&house, Method::PATCH, &address(template)).await;
        assert_eq!(there.status, 405, "{template}: {}", there.text);
    }
}

#[tokio::test]
async fn what_the_lab_adds_is_not_there() {
    let (lab, house) = (TestHouse::open().await, open().await);
    let all = routes(&lab.router);
    let of_the_house = routes(&house.router);
    assert!(of_the_house.is_subset(&all), "the lab takes nothing away");
    let added: Vec<_> = all.difference(&of_the_house).collect();
    for known in OF_THE_LAB {
        assert!(added.iter().any(|path| *path == known), "{known} is not among {added:#?}");
    }
    for template in added {
        let path = address(template);
        let there = ask(&lab, Method::PATCH, &path).await;
        assert_eq!(there.status, 405, "the control: {template}");
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = ask(&house, method.clone(), &path).await;
            assert_eq!(answer.status, 404, "{method} {template}");
        }
    }
}
