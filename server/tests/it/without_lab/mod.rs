//! A house without the lab (`--lab off`): the session door works, and nothing else is there.

mod account;
mod database;
mod links;
mod program;
mod routes;
mod strangers;

use crate::house::TestHouse;

async fn open() -> TestHouse {
    TestHouse::open_without_lab(Vec::new()).await
}

/// Somebody who lives here: nobody does from the start.
const DINAH: (&str, &str) = ("dinah@example.test", "a cat of few words");

/// The form that makes her account.
fn sign_up_form() -> String {
    serde_urlencoded::to_string([("email", DINAH.0), ("name", "Dinah"), ("password", DINAH.1)]).unwrap()
}
