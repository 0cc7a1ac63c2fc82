//! Two services behind the app: a file store, and one that writes reports. They know no user and have no database.
//!
//! What a request may do stands in the JWT that it brings, which the app has signed; of the app they know its origin, and
//! fetch its public keys from there. They share nothing else with it.
//!
//! ```text
//! http://files.localhost:7000
//!   GET /documents/{sandbox}/payslip   with Authorization: Bearer, for this service alone
//!   GET, POST /shared/{referrer}/{uses}/{sandbox}/{document}   with a link that the app has signed
//!   POST /comments/{sandbox}           anybody writes below what is shared
//! http://reports.localhost:7000
//!   GET /reports/{sandbox}/payroll     the same
//! at both
//!   GET /log/{sandbox}                 the access log, credentials and all: a deliberate flaw
//! ```

mod access_log_keeps_credentials;
mod bearer;
mod claims;
mod comments;
mod documents;
mod house_rules;
mod keys;
mod names;
mod page;
mod referrer;
mod refused;
mod shared;
mod used_links;
mod verifier;

use std::fmt;
use std::sync::Arc;

use authn::Clock;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use lab::rooms::Shelf;

use crate::{Clients, Origin};
use access_log_keeps_credentials::AccessLog;
use keys::Keys;
use names::Name;
use used_links::UsedLinks;
use verifier::Verifier;

/// The most that a form or a comment may weigh, in bytes.
const LARGEST_BODY: usize = 8 * 1024;

/// What the services call themselves when they ask for keys.
pub(crate) const SERVICES: &str = "two-doors-services";

/// What both services work with. In memory only.
pub struct Services {
    app: Origin,
    attacker: Origin,
    port: u16,
    verifier: Verifier,
    clock: Arc<dyn Clock>,
}

impl Services {
    /// Services on `port` that believe the app at `app`, and show pictures of the attacker's at `attacker`.
    ///
    /// # Errors
    /// If this machine gives no means to send requests.
    pub fn new(
        app: Origin,
        attacker: Origin,
        port: u16,
        clients: &Clients,
        clock: Arc<dyn Clock>,
    ) -> reqwest::Result<Self> {
        let keys = Keys::of(&app, clients, Arc::clone(&clock))?;
        let verifier = Verifier::new(app.to_string(), keys, Arc::clone(&clock));
        Ok(Self { app, attacker, port, verifier, clock })
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").field("port", &self.port).finish_non_exhaustive()
    }
}

/// One service, as its handlers see it: the means of both, under its own name, with a log of its own.
struct Service {
    origin: String,
    means: Arc<Services>,
    log: AccessLog,
    used: UsedLinks,
    pictures: Shelf<Option<String>>,
}

/// Both services behind one listener: the name in the request says which is meant.
pub fn router(services: Arc<Services>) -> Router {
    let of = |name: Name| {
        let origin = format!("http://{}", name.authority(services.port));
        let (log, used, pictures) = (AccessLog::default(), UsedLinks::default(), Shelf::default());
        Arc::new(Service { origin, means: Arc::clone(&services), log, used, pictures })
    };
    let files = Router::new()
        .route("/documents/{sandbox}/payslip", get(documents::payslip))
        .route(
            "/shared/{referrer}/{uses}/{sandbox}/{document}",
            get(shared::by_address).post(shared::by_form),
        )
        .route("/comments/{sandbox}", post(comments::comment));
    let reports = Router::new().route("/reports/{sandbox}/payroll", get(documents::payroll));
    names::by_name(services.port, furnish(files, of(Name::Files)), furnish(reports, of(Name::Reports)))
}

/// What both have in common.
fn furnish(routes: Router<Arc<Service>>, service: Arc<Service>) -> Router {
    routes
        .layer(from_fn_with_state(Arc::clone(&service), access_log_keeps_credentials::note))
        .route("/log/{sandbox}", get(access_log_keeps_credentials::show))
        .fallback(house_rules::not_found)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .method_not_allowed_fallback(house_rules::method_not_allowed)
        .layer(map_response(house_rules::keep_nothing))
        .with_state(service)
}
