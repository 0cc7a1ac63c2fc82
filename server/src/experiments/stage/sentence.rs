//! What a step will do, in plain words: read off the step itself, so that no experiment has to say it.

use domain::{Act, Door, Step};
use reqwest::Method;

use super::second_browser::SECOND_BROWSER;
use crate::parties::attacker::ATTACKERS_SERVER;

/// Of a step of the browser that shows the experiment. What the play itself says of it comes first.
pub(super) fn of_step(step: &Step) -> String {
    let (email, address) = (&step.email, &step.address);
    let what = match (step.act, step.door) {
        (Act::LogIn, Door::LocalStorageJwt) => format!(
            "This page sends the password of {email} to the token door, and a script keeps two tokens in localStorage."
        ),
        (Act::LogIn, Door::CookieSession) => format!(
            "This page sends the password of {email} to the session door, and the browser keeps a cookie that no script can read."
        ),
        (Act::LogOut, Door::LocalStorageJwt) => {
            "This page signs out at the token door: a script throws both tokens away.".to_owned()
        }
        (Act::LogOut, Door::CookieSession) => {
            "This page signs out at the session door: its row is deleted there.".to_owned()
        }
        (Act::Visit, _) => format!("{} opens in the frame below.", path(address)),
        (Act::Type, _) => format!(
            "The address and the password of {email} are typed into the form in the frame, key by key."
        ),
        (Act::Leave, _) => {
            let whose = if is_the_attackers(address) { ", which is the attacker’s" } else { "" };
            format!("This window leaves for {}{whose}, and comes back by itself.", origin(address))
        }
        (Act::Ask | Act::Look | Act::Wait | Act::Done, _) => String::new(),
    };
    format!("{} {what}", step.words)
}

/// Of a request by a program that keeps cookies: another browser of the victim's, or the attacker's own program.
pub(super) fn of_request(agent: &str, method: &Method, path: &str) -> String {
    let who = match agent.strip_prefix(SECOND_BROWSER) {
        _ if agent == ATTACKERS_SERVER => "the attacker’s own program",
        Some(name) if !name.is_empty() => name.trim_start_matches(" (").trim_end_matches(')'),
        _ => "another browser, without a window,",
    };
    let what = match path.rsplit('/').next() {
        Some("login" | "log_in") => "signs in",
        Some("logout" | "log_out" | "logout-by-hash") => "signs out",
        Some("refresh") => "asks for fresh tokens",
        _ if *method == Method::GET && path.contains("/profile") => "asks for the profile",
        _ if *method == Method::GET => "asks for something",
        _ if *method == Method::DELETE => "has something ended",
        _ if path == "/api/accounts" => "makes an account",
        _ => "has something changed",
    };
    let path = path.split('/').map(readable).collect::<Vec<_>>().join("/");
    format!("{who} {what}: {method} {path}.")
}

/// Of something that the attacker tries from his own server.
pub(super) fn of_try(path: &str, brings: &str) -> String {
    format!("the attacker’s server, where no browser is, asks for {path}. It brings {brings}.")
}

/// A part of an address. Of a long name the beginning is enough.
fn readable(part: &str) -> String {
    if part.len() > 40 { part.chars().take(8).chain(['…']).collect() } else { part.to_owned() }
}

/// Where an address of ours leads; what it carries along is long.
fn path(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

/// Whose an address elsewhere is.
fn origin(address: &str) -> String {
    address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

/// Everything of the attacker's belongs to some campaign.
fn is_the_attackers(address: &str) -> bool {
    address.contains("/campaigns/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_what_it_will_do() {
        let step = |act, door, address: &str| Step {
            door,
            address: address.to_owned(),
            email: "alice@example.test".to_owned(),
            ..Step::new(act, "Alice goes on.".to_owned())
        };
        for (act, door, address, part) in [
            (Act::LogIn, Door::LocalStorageJwt, "", "alice@example.test to the token door"),
            (Act::LogIn, Door::CookieSession, "", "a cookie that no script can read"),
            (Act::LogOut, Door::CookieSession, "", "its row is deleted"),
            (Act::Visit, Door::CookieSession, "/wall?a=b", "/wall opens in the frame"),
            (
                Act::Leave,
                Door::CookieSession,
                "http://127.0.0.1:4000/campaigns/b?c=d",
                "leaves for http://127.0.0.1:4000, which is the attacker’s",
            ),
            (
                Act::Leave,
                Door::CookieSession,
                "http://localhost:3000/a",
                "leaves for http://localhost:3000, and",
            ),
        ] {
            let said = of_step(&step(act, door, address));
            assert!(said.starts_with("Alice goes on. ") && said.contains(part), "{said}");
        }
    }

    #[test]
    fn a_request_says_who_sends_it_and_what_for() {
        let named = format!("{SECOND_BROWSER} (the phone)");
        assert_eq!(
            of_request(&named, &Method::POST, "/api/session/login"),
            "the phone signs in: POST /api/session/login."
        );
        assert_eq!(
            of_request(SECOND_BROWSER, &Method::GET, "/api/session/profile/me"),
            "another browser, without a window, asks for the profile: GET /api/session/profile/me."
        );
        assert!(
            of_request(ATTACKERS_SERVER, &Method::POST, "/api/jwt/login").starts_with("the attacker’s own")
        );
    }
}
