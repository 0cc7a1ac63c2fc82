//! One forgery: made and tried out by the attacker's own server, while the page is told how far the guessing is.

use std::sync::atomic::{AtomicBool, Ordering};

use authn::READY_ACCOUNTS;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::super::Void;
use super::super::stage::{AttackersSite, Stage, VictimsBrowser};

/// The only public key that this house publishes. The token door has none of its own to sign with.
const PUBLIC_KEY: &str = "/api/lab/rooms/jwt/public-key.pem";

/// A forged token that was sent, and what came of it.
pub(super) struct Forgery {
    pub(super) attack: &'static str,
    /// Decoded: what the token says about itself.
    pub(super) header: String,
    /// Words that were tried, of so many.
    pub(super) guesses: u64,
    pub(super) of: u64,
    pub(super) status: u64,
    /// The admin's address, if that was read.
    pub(super) read: Option<String>,
}

/// Has a token forged out of `access_token`, and tried out at `path`. What was not carried out shows nothing.
pub(super) async fn forge(
    stage: &mut Stage,
    path: &str,
    attack: &'static str,
    access_token: &str,
) -> Result<Forgery, Void> {
    let admin = READY_ACCOUNTS[1].email;
    let order = json!({
        "attack": attack,
        "access_token": access_token,
        "email": admin,
        "path": path,
        "public_key": PUBLIC_KEY,
        "sandbox": stage.sandbox,
    });
    let guesses = attack == "weak-secret";
    let done = if guesses {
        forge_and_tell(&stage.attacker, &stage.browser, &order).await?
    } else {
        stage.attacker.forge(&order).await?
    };
    let not_tried = |why: &str| Void(format!("{attack}: {why}, so nothing was tried. {}", done["answer"]));
    let forged_token = done["forged_token"].as_str().ok_or_else(|| not_tried("no token was forged"))?;
    let header = part(forged_token, 0).ok_or_else(|| not_tried("the forged token is malformed"))?;
    let claims = part(forged_token, 1).unwrap_or_default();
    if claims["email"] != admin || claims["role"] != "admin" {
        return Err(not_tried("the forged token is not an admin’s"));
    }
    let of = if guesses { every_word_was_tried(&stage.attacker).await? } else { 0 };
    let answer: Value = serde_json::from_str(done["answer"].as_str().unwrap_or_default()).unwrap_or_default();
    let read = match done["status"].as_u64() {
        Some(200) => answer["email"].as_str().filter(|email| *email == admin).map(ToOwned::to_owned),
        // Refused for what it is, and not for how it was written: that would be 400.
        Some(401) => None,
        _ => return Err(not_tried("the verifier gave no verdict")),
    };
    let (guesses, status) =
        (done["guesses"].as_u64().unwrap_or_default(), done["status"].as_u64().unwrap_or_default());
    Ok(Forgery { attack, header: readable(header), guesses, of, status, read })
}

/// Forges, and says meanwhile how many words were tried.
async fn forge_and_tell(
    attacker: &AttackersSite,
    browser: &VictimsBrowser,
    order: &Value,
) -> Result<Value, Void> {
    let forged = AtomicBool::new(false);
    let forging = async {
        let done = attacker.forge(order).await;
        forged.store(true, Ordering::Relaxed);
        done
    };
    let telling = async {
        loop {
            let over = forged.load(Ordering::Relaxed);
            tell(browser, &attacker.get("/cracking").await?).await?;
            if over {
                return Ok(());
            }
        }
    };
    let (done, told) = tokio::join!(forging, telling);
    told.and(done)
}

/// Says how far the guessing is: words that were tried, of those in the list.
async fn tell(browser: &VictimsBrowser, cracking: &Value) -> Result<(), Void> {
    let count = ["tried", "of"].map(|key| cracking[key].as_u64().unwrap_or_default());
    let words = match (count, cracking["found"].as_str()) {
        ([_, 0], _) => return browser.tell("The attacker begins to guess the secret, at home.").await,
        (_, Some(word)) => &format!("The secret is “{word}”."),
        ([tried, of], None) if tried == of => "None of the words is the secret.",
        _ => "The attacker guesses the secret, at home.",
    };
    browser.tell_count(words, "words tried", count).await
}

/// How many words there were. A search that ended before the last of them, with none found, was no search.
async fn every_word_was_tried(attacker: &AttackersSite) -> Result<u64, Void> {
    let cracking = attacker.get("/cracking").await?;
    let [tried, of] = ["tried", "of"].map(|key| cracking[key].as_u64().unwrap_or_default());
    if of == 0 || (cracking["found"].is_null() && tried < of) {
        return Err(Void("The guessing ended before the list of words did.".to_owned()));
    }
    Ok(of)
}

/// A header as it is shown: of a long address, its beginning and its end.
fn readable(mut header: Value) -> String {
    if let Some((origin, file)) = header["jku"].as_str().and_then(|jku| {
        let (origin, _) = jku.split_once("/campaigns/")?;
        Some((origin.to_owned(), jku.rsplit('/').next()?.to_owned()))
    }) {
        header["jku"] = json!(format!("{origin}/…/{file}"));
    }
    header.to_string()
}

/// A part of a token, decoded.
fn part(access_token: &str, at: usize) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(access_token.split('.').nth(at)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}
