//! `/shared/{referrer}/{uses}/{sandbox}/{document}`: a document for whoever brings a link to it, which the app has signed.
//!
//! The first two parts of the address say how careful this page is; the link covers them, so nobody but the app chooses:
//!
//! | part | careless | careful |
//! | --- | --- | --- |
//! | `referrer` | `unsafe-url` (flaw `referrer_tells_the_whole_address`), `default` | `no-referrer` |
//! | `uses` | `every-time` | `once` |
//!
//! A link for `GET` stands in the address, as `?jwt=…`; one for `POST` comes as a form, and in no address.

use std::sync::Arc;

use axum::Form;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{Method, header};
use axum::response::Response;
use domain::SandboxId;
use serde::Deserialize;

use super::Service;
use super::claims::FileLinkClaims;
use super::page::page;
use super::referrer::ReferrerPolicy;
use super::refused::Refused;

/// What the address says.
#[derive(Deserialize)]
pub(super) struct Shared {
    referrer: ReferrerPolicy,
    uses: Uses,
    sandbox: SandboxId,
    document: Document,
}

/// How often a link works.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Uses {
    EveryTime,
    Once,
}

/// What there is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Document {
    Payslip,
    Contract,
}

/// The link, and in an experiment the way back.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    jwt: String,
    #[serde(default)]
    done: String,
}

/// By a link in the address.
pub(super) async fn by_address(
    State(service): State<Arc<Service>>,
    Path(shared): Path<Shared>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    Query(brought): Query<Brought>,
) -> Result<Response, Refused> {
    service.open(shared, method, uri.path(), brought).await
}

/// By a link that came as a form (as in OAuth 2.0 Form Post Response Mode): no address has it, so none can tell.
pub(super) async fn by_form(
    State(service): State<Arc<Service>>,
    Path(shared): Path<Shared>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    Form(brought): Form<Brought>,
) -> Result<Response, Refused> {
    service.open(shared, method, uri.path(), brought).await
}

impl Service {
    // #region one link
    async fn open(
        &self,
        shared: Shared,
        method: Method,
        path: &str,
        brought: Brought,
    ) -> Result<Response, Refused> {
        if brought.jwt.is_empty() {
            return Err(Refused::NoToken);
        }
        let claims: FileLinkClaims = self.means.verifier.verify(&self.origin, &brought.jwt).await?;
        if claims.htm != method.as_str() || claims.htu != format!("{}{path}", self.origin) {
            return Err(Refused::InvalidToken);
        }
        if shared.uses == Uses::Once {
            self.used.note(&claims, self.means.clock.now())?;
        }
        let way_back = Some(brought.done).filter(|done| done.starts_with("/experiments/"));
        let way_back = way_back.map(|done| format!("{}{done}", self.means.app));
        let picture = self.pictures.with(&shared.sandbox, self.means.clock.now(), |kept| kept.clone());
        let mut response = page(shared.document, picture, way_back, &self.means.attacker);
        if let Some(policy) = shared.referrer.policy() {
            response.headers_mut().insert(header::REFERRER_POLICY, policy);
        }
        Ok(response)
    }
    // #endregion one link
}
