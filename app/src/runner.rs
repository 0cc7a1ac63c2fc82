//! The one part of an experiment that lives: it asks what to do next, does it, and says what is going on.
//!
//! It knows no experiment. A play on the server tells it one step at a time; when there is none left, the page is loaded
//! again, with the evidence on it. Whether it is played step by step the server remembers: this page may be left and loaded
//! again in between.

use domain::{Act, Count, Door, Found, Password, Place, Step, StepDone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Promise;
use web_sys::{
    HtmlButtonElement, HtmlDocument, HtmlFieldSetElement, HtmlFormElement, HtmlIFrameElement,
    HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

use crate::auth::{cookie_session, local_storage_jwt};
use crate::json;

/// Runs what was asked for, as soon as it wakes.
#[island]
pub fn Runner() -> impl IntoView {
    let told = RwSignal::new(Told { words: "Getting ready …".to_owned(), count: None });
    Effect::new(move || {
        spawn_local(async move {
            if run(told).await.is_none() {
                let words = "The server does not answer. Load this page again to go on.".to_owned();
                told.set(Told { words, count: None });
            }
        });
    });
    view! {
        {move || {
            let Told { words, count } = told.get();
            view! {
                <p class="now" role="status">{words}</p>
                {count.map(bar)}
            }
        }}
        <fieldset id=WAYS class="ways" hidden=true>
            <button id=NEXT type="button" class="primary">{"Next step"}</button>
            <button id=REST type="button">{"Run the rest"}</button>
        </fieldset>
        <iframe id=WINDOW class="window" title="The victim’s window"></iframe>
    }
}

/// What the server has told.
#[derive(Clone, Debug)]
struct Told {
    words: String,
    count: Option<Count>,
}

// What is on the page while it runs is found by its id: `NodeRef`s would bring a signal of a type of its own for each kind of
// element.
const WAYS: &str = "ways";
const NEXT: &str = "next-step";
const REST: &str = "run-the-rest";
const WINDOW: &str = "victims-window";

/// The element of that id, which the view above has given to one of that kind.
fn element<E: JsCast>(id: &str) -> Option<E> {
    Some(document().get_element_by_id(id)?.unchecked_into())
}

/// How much is done. It moves when the server has counted more, and at no other time.
fn bar(Count { done, of, words }: Count) -> impl IntoView {
    view! { <label class="count">{words} <progress max=of.to_string() value=done.to_string()></progress></label> }
}

/// Does one step after the other. Nothing, if the server cannot be asked.
async fn run(told: RwSignal<Told>) -> Option<()> {
    let location = window().location();
    let page = location.pathname().ok()?;
    // Whoever comes back from elsewhere has done the step that led there.
    let query = location.search().ok()?;
    let done = query.strip_prefix("?running=").and_then(|number| number.parse().ok()).unwrap_or(0);
    let mut step_done = StepDone { done, ..StepDone::default() };
    loop {
        let next = format!("/api/lab{page}/next");
        let step: Step = json::post(&next, &step_done).await.ok()?;
        step_done = StepDone { done: step.number, ..StepDone::default() };
        told.update(|told| {
            told.count = step.count;
            if !step.words.is_empty() {
                told.words = step.words;
            }
        });
        match step.act {
            Act::LogIn => log_in(step.door, step.email, Password::new(step.password)).await,
            Act::LogOut => log_out(step.door).await,
            Act::Visit => visit(&step.address).await?,
            Act::Type => {
                let _ = type_into(step.door, [("email", &step.email), ("password", &step.password)]).await;
            }
            Act::Ask => step_done.rest = ask().await?,
            Act::Look => step_done.found = look(),
            Act::Wait => {}
            Act::Leave => return location.set_href(&step.address).ok(),
            Act::Done => return location.replace(&format!("{page}#evidence")).ok(),
        }
    }
}

// Whether it worked, here and below, the server sees for itself: a door that stayed shut is a part of the evidence.
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
async fn visit(address: &str) -> Option<()> {
    let frame: HtmlIFrameElement = element(WINDOW)?;
    let loaded = Promise::new(&mut |loaded, _| frame.set_onload(Some(&loaded)));
    frame.set_src(address);
    JsFuture::from(loaded).await.ok()?;
    Some(())
}

/// How often a page in the frame is waited for, and how long each time, in milliseconds.
const PAUSES: u32 = 200;
const PAUSE: i32 = 50;

/// Types into the form of a door on the page in the frame, key by key, as somebody would who sits before it. The page is of
/// our origin, or its form could not be reached from here.
async fn type_into(door: Door, typed: [(&str, &str); 2]) -> Option<()> {
    let page = element::<HtmlIFrameElement>(WINDOW)?.content_document()?;
    let form = format!(".{} .sign-in", door.slug());
    // Awake is a page whose token door can be used: its button waits for the wasm.
    for _ in 0..PAUSES {
        if page.query_selector(".token button:enabled").ok()?.is_some() {
            break;
        }
        pause().await;
    }
    for (field, text) in typed {
        // Made in another window, it is no instance of a class of this one: so the casts are unchecked.
        let input = page.query_selector(&format!("{form} [name={field}]")).ok()??;
        let input: HtmlInputElement = input.unchecked_into();
        input.set_value("");
        for key in text.chars() {
            let (key, pressed) = (key.to_string(), KeyboardEventInit::new());
            pressed.set_key(&key);
            pressed.set_bubbles(true);
            let pressed = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &pressed).ok()?;
            input.dispatch_event(&pressed).ok()?;
            input.set_value(&(input.value() + &key));
        }
    }
    let form: HtmlFormElement = page.query_selector(&form).ok()??.unchecked_into();
    form.request_submit().ok()
}

/// Lets the page in the frame go on for a moment.
async fn pause() {
    let moment = Promise::new(&mut |over, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&over, PAUSE);
    });
    let _ = JsFuture::from(moment).await;
}

/// Waits until somebody says to go on. Returns whether they want to be asked no more.
async fn ask() -> Option<bool> {
    let ways: HtmlFieldSetElement = element(WAYS)?;
    let (next, rest): (HtmlButtonElement, HtmlButtonElement) = (element(NEXT)?, element(REST)?);
    let pressed = Promise::new(&mut |go_on, play_the_rest| {
        next.set_onclick(Some(&go_on));
        rest.set_onclick(Some(&play_the_rest));
    });
    ways.set_hidden(false);
    ways.set_disabled(false);
    // Whoever uses the keyboard is where the next key is meant for.
    let _ = next.focus();
    let plays_the_rest = JsFuture::from(pressed).await.is_err();
    // They stay where they are between two steps, so that nothing moves.
    ways.set_disabled(true);
    ways.set_hidden(plays_the_rest);
    Some(plays_the_rest)
}

/// What any script on this page can read, ours or a thief's. No more of it goes to the server than will be shown.
fn look() -> Vec<Found> {
    let mut found = Vec::new();
    if let Ok(Some(storage)) = window().local_storage() {
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
        found.extend(keys.map(|key| {
            let value = storage.get_item(&key).ok().flatten().unwrap_or_default();
            Found::cut(Place::LocalStorage, &key, &value)
        }));
    }
    let document: HtmlDocument = document().unchecked_into();
    let cookies = document.cookie().unwrap_or_default();
    let pairs = cookies.split(';').filter_map(|pair| pair.trim_start_matches(' ').split_once('='));
    found.extend(pairs.map(|(name, value)| Found::cut(Place::Cookie, name, value)));
    found.truncate(Found::MOST);
    found
}
