//! A copy of what Alice is signed in with, and a thief who tries it from the attacker's server.

use authn::READY_ACCOUNTS;
use domain::UserId;
use lab::Table;
use serde_json::json;

use super::super::Void;
use super::super::stage::{SecondBrowser, Stage};

/// What somebody copied out of Alice's browser, with her at the keyboard or not.
pub(super) struct Copied {
    pub(super) user: UserId,
    profile: &'static str,
    log_out: &'static str,
    /// The same credential, in each way that it can be written.
    spellings: Vec<Spelling>,
}

#[derive(Clone)]
struct Spelling {
    name: &'static str,
    access_token: Option<String>,
    cookie: String,
}

impl Copied {
    /// Her access token at the token room, where she signs out at an address.
    pub(super) async fn access_token(alice: &mut SecondBrowser, log_out: &'static str) -> Result<Self, Void> {
        let body = sign_in(alice, "/api/lab/rooms/jwt/login").await?;
        let access_token = body["access_token"].as_str().unwrap_or_default().to_owned();
        let profile = "/api/lab/rooms/jwt/profile";
        let user = user(&alice.get_bearer(profile, &access_token).await?.body)?;
        let other = other_spelling(&access_token);
        let other = other.ok_or_else(|| Void("The access token has one spelling only.".to_owned()))?;
        let spelling = |name, text| Spelling { name, access_token: Some(text), cookie: String::new() };
        let spellings = vec![
            spelling("the copy as it is", access_token),
            spelling("the copy with another last letter", other),
        ];
        Ok(Self { user, profile, log_out, spellings })
    }

    /// Her session's cookie. A script could not read it; malware on her device can.
    pub(super) async fn session(alice: &mut SecondBrowser) -> Result<Self, Void> {
        sign_in(alice, "/api/session/login").await?;
        let profile = "/api/session/profile/me";
        let user = user(&alice.get(profile).await?.body)?;
        let cookie = alice.cookie("__Host-session").unwrap_or_default();
        let cookie = format!("__Host-session={cookie}");
        let spellings = vec![Spelling { name: "the copy as it is", access_token: None, cookie }];
        Ok(Self { user, profile, log_out: "/api/session/logout", spellings })
    }

    /// Alice signs out, with what she has: the spelling that she was given.
    pub(super) async fn log_out(&self, alice: &mut SecondBrowser) -> Result<(), Void> {
        let answer = match self.spellings.first().and_then(|spelling| spelling.access_token.as_ref()) {
            Some(access_token) => alice.post_bearer(self.log_out, access_token, &json!({})).await?,
            None => alice.post(self.log_out, &json!({})).await?,
        };
        if answer.status == 200 {
            Ok(())
        } else {
            Err(Void(format!("Alice could not sign out: {}.", answer.status)))
        }
    }
}

/// What was tried, and what it opened.
#[derive(Default)]
pub(super) struct Thief {
    tried: Vec<Try>,
}

struct Try {
    when: &'static str,
    spelling: &'static str,
    status: u16,
    read: bool,
}

impl Thief {
    /// Tries every spelling. Returns the first that read Alice's address.
    pub(super) async fn try_all(
        &mut self,
        stage: &Stage,
        copied: &Copied,
        when: &'static str,
    ) -> Result<Option<&'static str>, Void> {
        let mut got_in = None;
        for Spelling { name, access_token, cookie } in &copied.spellings {
            let authorization = access_token.as_ref().map(|access_token| format!("Bearer {access_token}"));
            let replay = stage.attacker.replay(copied.profile, authorization.as_deref(), cookie).await?;
            let status = replay.status.unwrap_or_default();
            let read = status == 200 && replay.answer.contains(READY_ACCOUNTS[0].email);
            if !read && status != 401 {
                return Err(Void(format!("The thief’s request was not judged: {status}.")));
            }
            self.tried.push(Try { when, spelling: name, status, read });
            got_in = got_in.or(read.then_some(*name));
        }
        Ok(got_in)
    }

    /// Whether the first of what was tried, so many of them, was let in.
    pub(super) fn read(&self, controls: usize) -> bool {
        self.tried.iter().take(controls).all(|tried| tried.read)
    }

    pub(super) fn table(&self) -> Table {
        let rows = self.tried.iter().map(|tried| {
            let read = if tried.read { READY_ACCOUNTS[0].email } else { "nothing" };
            vec![tried.spelling.to_owned(), tried.when.to_owned(), tried.status.to_string(), read.to_owned()]
        });
        Table {
            caption: "What the thief tried, from the attacker’s server".to_owned(),
            columns: ["Sent", "When", "Status", "Read"].map(Into::into).to_vec(),
            rows: rows.collect(),
        }
    }
}

async fn sign_in(alice: &mut SecondBrowser, path: &str) -> Result<serde_json::Value, Void> {
    let body = json!({ "email": READY_ACCOUNTS[0].email, "password": READY_ACCOUNTS[0].password });
    let answer = alice.post(path, &body).await?;
    if answer.status == 200 {
        Ok(answer.body)
    } else {
        Err(Void(format!("Alice could not sign in: {}.", answer.status)))
    }
}

fn user(profile: &serde_json::Value) -> Result<UserId, Void> {
    profile["id"].as_i64().map(UserId).ok_or_else(|| Void("Alice’s own profile stayed shut.".to_owned()))
}

/// The same token in other letters. An HMAC has 256 bits and 43 letters have 258: the last two mean nothing, so the last
/// letter has three others that stand for the same signature.
fn other_spelling(access_token: &str) -> Option<String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = access_token.chars().next_back()?;
    let other = ALPHABET.chars().nth(ALPHABET.find(last)? ^ 1)?;
    Some(format!("{}{other}", access_token.strip_suffix(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_spelling_differs_in_the_last_letter_alone() {
        assert_eq!(other_spelling("a.b.cQ").as_deref(), Some("a.b.cR"));
        assert_eq!(other_spelling("a.b.c8").as_deref(), Some("a.b.c9"));
        assert_eq!(other_spelling("a.b.c="), None);
    }
}
