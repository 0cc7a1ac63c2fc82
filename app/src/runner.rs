//! The one part of an experiment that lives: it asks what to do next, does it, and says what is going on.
//!
//! It knows no experiment. A play on the server tells it one step at a time; when there is none left, the page is loaded
//! again, with the evidence on it.

use domain::{Act, Door, Password, Step, StepDone};
use leptos::html::Iframe;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Promise;

use crate::auth::{cookie_session, local_storage_jwt};
use crate::json;

/// Runs what was asked for, as soon as it wakes.
#[island]
pub fn Runner() -> impl IntoView {
    let words = RwSignal::new("Getting ready …".to_owned());
    let frame = NodeRef::<Iframe>::new();
    Effect::new(move || {
        spawn_local(async move {
            if run(words, frame).await.is_none() {
                words.set("The server does not answer. Load this page again to go on.".to_owned());
            }
        });
    });
    view! {
        <p class="now" role="status">{move || words.get()}</p>
        <iframe node_ref=frame class="window" title="The victim’s window"></iframe>
    }
}

/// Does one step after the other. Nothing, if the server cannot be asked.
async fn run(words: RwSignal<String>, frame: NodeRef<Iframe>) -> Option<()> {
    let location = window().location();
    let page = location.pathname().ok()?;
    // Whoever comes back from elsewhere has done the step that led there.
    let query = location.search().ok()?;
    let mut done = query.strip_prefix("?running=").and_then(|number| number.parse().ok()).unwrap_or(0);
    loop {
        let next = format!("/api/lab{page}/next");
        let step: Step = json::post(&next, &StepDone { done }).await.ok()?;
        done = step.number;
        if !step.words.is_empty() {
            words.set(step.words);
        }
        match step.act {
            Act::LogIn => log_in(step.door, step.email, Password::new(step.password)).await,
            Act::LogOut => log_out(step.door).await,
            Act::Visit => visit(frame, &step.address).await?,
            Act::Wait => {}
            Act::Leave => return location.set_href(&step.address).ok(),
            Act::Done => return location.replace(&format!("{page}#evidence")).ok(),
        }
    }
}

// Whether it worked, the server sees for itself: a door that stayed shut is a part of the evidence.
async fn log_in(door: Door, email: String, password: Password) {
    let _ = match door {
        Door::LocalStorageJwt => local_storage_jwt::log_in(email, password).await,
        Door::CookieSession => cookie_session::log_in(email, password).await,
    };
}

async fn log_out(door: Door) {
    let _ = match door {
        Door::LocalStorageJwt => local_storage_jwt::log_out().await,
        Door::CookieSession => cookie_session::log_out().await,
    };
}

/// Opens a page of ours in the frame, and returns when it has loaded.
async fn visit(frame: NodeRef<Iframe>, address: &str) -> Option<()> {
    let frame = frame.get_untracked()?;
    let loaded = Promise::new(&mut |loaded, _| frame.set_onload(Some(&loaded)));
    frame.set_src(address);
    JsFuture::from(loaded).await.ok()?;
    Some(())
}
