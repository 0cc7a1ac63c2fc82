//! No page leads to what is not there: whoever follows every link and every form of the house never comes to a 404.

use std::collections::BTreeSet;

use axum::http::Method;

use super::{DINAH, open, sign_up_form};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

/// What is below this is a file of the built site, which is not built here.
const FILES: [&str; 3] = ["/pkg/", "/fonts/", "/favicon.svg"];

/// Where the links of a page lead, and its forms, as far as they lead to ourselves.
fn leads_to(page: &str) -> BTreeSet<(Method, String)> {
    let links = |name: &str| {
        let values = page.split(name).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(|value| value.replace("&amp;", "&")).collect::<Vec<_>>()
    };
    let get = links("href=\"").into_iter().map(|path| (Method::GET, path));
    let post = links("action=\"").into_iter().map(|path| (Method::POST, path));
    let own = |path: &str| path.starts_with('/') && !FILES.iter().any(|file| path.starts_with(file));
    get.chain(post).filter(|(_, path)| own(path)).collect()
}

/// Every address that somebody comes to who begins at these pages and follows all that leads on.
async fn walk(browser: &mut Browser, begin: &[&str]) -> BTreeSet<(Method, String)> {
    let mut ahead: Vec<_> = begin.iter().map(|path| (Method::GET, (*path).to_owned())).collect();
    let mut seen = BTreeSet::new();
    while let Some((method, path)) = ahead.pop() {
        if !seen.insert((method.clone(), path.clone())) {
            continue;
        }
        let page = match method {
            // An empty form changes nothing, and says whether there is somebody to take it.
            Method::POST => browser.post_form(&path, "").await,
            _ => browser.get(&path).await,
        };
        let lost = begin.contains(&path.as_str()) && path.contains("nowhere");
        assert_eq!(page.status == 404, lost, "{method} {path}: {}", page.text);
        assert!(!page.text.contains("two-doors.wasm"), "{path} needs no wasm");
        ahead.extend(leads_to(&page.text));
    }
    seen
}

const BEGIN: [&str; 7] =
    ["/account", "/account?done=device", "/sign-up", "/sign-up?done", "/nowhere", "/account/nowhere", "/"];

#[tokio::test]
async fn of_somebody_who_is_signed_out() {
    let house = open().await;
    let seen = walk(&mut Browser::new(&house), &BEGIN).await;
    for known in [(Method::POST, "/fn/session/log_in"), (Method::POST, "/fn/accounts/sign_up")] {
        assert!(seen.contains(&(known.0, known.1.to_owned())), "the control: {seen:?}");
    }
}

#[tokio::test]
async fn of_somebody_who_is_signed_in() {
    let house = open().await;
    let mut dinah = Browser::new(&house);
    assert_eq!(dinah.post_form("/fn/accounts/sign_up", &sign_up_form()).await.status, 200);
    assert_eq!(dinah.log_in(DINAH).await.status, 200);
    let page = dinah.get("/account").await;
    let (forms, pages): (Vec<_>, Vec<_>) =
        leads_to(&page.text).into_iter().partition(|(method, _)| *method == Method::POST);
    assert!(forms.len() > 4, "the control: {forms:?}");
    for (_, form) in forms {
        // With a copy of her session, so that none of the forms is the last.
        let answer = dinah.clone().post_form(&form, "nothing=of-use").await;
        assert_ne!(answer.status, 404, "{form}");
    }
    for (_, path) in pages {
        assert_ne!(dinah.get(&path).await.status, 404, "{path}");
    }
}

/// What a page of the house never speaks of.
const OF_THE_LAB: [&str; 7] =
    ["sandbox", "token door", "Tokens", "experiment", "/compare", "localStorage", "the doors"];

#[tokio::test]
async fn no_page_speaks_of_what_is_not_there() {
    let (house, lab) = (open().await, TestHouse::open().await);
    let (mut dinah, mut alice) = (Browser::new(&house), Browser::new(&lab));
    dinah.post_form("/fn/accounts/sign_up", &sign_up_form()).await;
    let mut said = BTreeSet::new();
    for (somebody, who) in [(&mut dinah, DINAH), (&mut alice, ALICE)] {
        for _ in ["signed out", "signed in"] {
            for path in BEGIN {
                let page = somebody.get(path).await.text;
                for word in OF_THE_LAB.into_iter().filter(|word| page.contains(word)) {
                    assert_eq!(who, ALICE, "{path} speaks of {word:?}: {page}");
                    said.insert(word);
                }
            }
            assert_eq!(somebody.log_in(who).await.status, 200);
        }
    }
    assert_eq!(said, OF_THE_LAB.into(), "the control: with the lab there they do");
}
