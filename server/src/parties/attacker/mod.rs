//! The attacker: somebody else's site, with an inbox for what was stolen and a console to try it out.
//!
//! It shares nothing with the app but HTTP. What it holds reached it in a request of a real browser; what it replays it
//! sends from here, without that browser. To a browser `127.0.0.1` is another *site* than `localhost`, and another port
//! of `localhost` the same one, so one listener attacks from both neighbourhoods.
//!
//! ```text
//! POST /campaigns                  begins a campaign: an inbox under a name that nobody can guess
//! POST /collect/{campaign}         what a payload sends home (or GET, from an <img>)
//! GET  /campaigns/{campaign}       the inbox, for a person; with Accept: application/json for a machine
//! POST /campaigns/{campaign}/end       forgets it, with all that was stolen
//! POST /campaigns/{campaign}/posts     posts a payload on the victim's wall
//! POST /campaigns/{campaign}/replays   sends what was stolen to the victim's server, and notes what came back
//! GET  /campaigns/{campaign}/csrf      a page that makes its visitor's browser send requests to the victim's server
//! GET  /campaigns/{campaign}/doors     a page that makes it send requests to one of the doors
//! GET  /campaigns/{campaign}/login-csrf   a page that signs its visitor in to the attacker's own account there
//! POST /campaigns/{campaign}/notes     signs the attacker in from here, and reads what his account holds
//! GET  /campaigns/{campaign}/code-flow a page that leads its visitor into somebody else's sign-in through a provider
//! GET  /campaigns/{campaign}/code      where a careless provider sends a code
//! POST /campaigns/{campaign}/forgeries makes an admin's token of a user's, sends that, and notes what came back
//! GET  /campaigns/{campaign}/cracking  how far the guessing of the victim's key is
//! GET  /campaigns/{campaign}/jwks.json the attacker's own key, for whoever lets a token say where to look
//! ```

mod campaign;
mod collect;
mod cross_site;
mod forge;
mod house_rules;
mod inbox;
mod page;
mod payload;
mod post;
mod replay;
mod style;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use authn::{Clock, Random};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};

use campaign::Campaigns;
use forge::OwnKey;
use tokio::sync::OnceCell;

use crate::{Clients, Origin};

pub(crate) use forge::likeliest_words;

/// The most that one piece of loot may weigh, in bytes.
const LARGEST_LOOT: usize = 16 * 1024;
/// What the attacker's server calls itself.
pub(crate) const ATTACKERS_SERVER: &str = "two-doors-attacker";
/// How long the attacker waits for the victim's server.
const PATIENCE: Duration = Duration::from_secs(5);

/// Somebody who means harm, and what they have got hold of. In memory only: it goes when the lab closes.
pub struct Attacker {
    campaigns: Mutex<Campaigns>,
    victim: Origin,
    here: Origin,
    client: reqwest::Client,
    own_key: OnceCell<OwnKey>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Attacker {
    /// An attacker at `here`, and by other names on the same port, whose victim is at `victim`. What `clients` believe about
    /// the victim is all that it was told.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        victim: Origin,
        here: Origin,
        clients: &Clients,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> reqwest::Result<Self> {
        let client = clients.builder().timeout(PATIENCE).user_agent(ATTACKERS_SERVER).build()?;
        Ok(Self {
            campaigns: Mutex::default(),
            victim,
            here,
            client,
            own_key: OnceCell::new(),
            clock,
            random,
        })
    }

    /// Where payloads of a campaign send what they find. By this name the attacker is another site to a browser.
    fn collect_address(&self, campaign: &str) -> String {
        format!("{}/collect/{campaign}", self.here)
    }

    fn campaigns(&self) -> MutexGuard<'_, Campaigns> {
        self.campaigns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Attacker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attacker").field("victim", &self.victim).finish_non_exhaustive()
    }
}

/// The attacker's whole site as a service.
pub fn router(attacker: Arc<Attacker>) -> Router {
    Router::new()
        .route("/", get(page::home))
        .route("/style.css", get(style::style))
        .route("/campaigns", post(campaign::begin))
        .route("/campaigns/{campaign}", get(inbox::inbox))
        .route("/campaigns/{campaign}/end", post(campaign::end))
        .route("/campaigns/{campaign}/posts", post(post::post))
        .route("/campaigns/{campaign}/replays", post(replay::replay))
        .route("/campaigns/{campaign}/csrf", get(cross_site::csrf))
        .route("/csrf.js", get(cross_site::csrf_script))
        .route("/campaigns/{campaign}/doors", get(cross_site::doors))
        .route("/doors.js", get(cross_site::doors_script))
        .route("/campaigns/{campaign}/login-csrf", get(cross_site::login_csrf))
        .route("/campaigns/{campaign}/notes", post(cross_site::read_notes))
        .route("/login_csrf.js", get(cross_site::login_csrf_script))
        .route("/campaigns/{campaign}/code-flow", get(cross_site::code_flow))
        .route("/code_flow.js", get(cross_site::code_flow_script))
        .route("/campaigns/{campaign}/code", get(cross_site::take_code))
        .route("/campaigns/{campaign}/forgeries", post(forge::forge))
        .route("/campaigns/{campaign}/cracking", get(forge::cracking))
        .route("/campaigns/{campaign}/jwks.json", get(forge::jwks))
        .route("/collect/{campaign}", get(collect::collect_from_image).post(collect::collect))
        .fallback(house_rules::not_found)
        .layer(DefaultBodyLimit::max(LARGEST_LOOT))
        .layer(map_response(house_rules::keep_nothing))
        .layer(from_fn_with_state(Arc::clone(&attacker), house_rules::answer_to_own_names))
        .with_state(attacker)
}
