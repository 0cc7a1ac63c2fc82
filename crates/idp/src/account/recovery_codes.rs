//! Recovery codes: for the day on which the phone is lost. They are shown once.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use second_factor::recovery_codes;

use super::{Change, done, show};
use crate::Provider;
use crate::pages::Problem;
use crate::pages::account::{self as pages, AccountNotice, Done, RecoveryCodesPage};

/// `POST …/account/recovery-codes`: ten new ones, in place of all that were there.
pub(crate) async fn make_recovery_codes(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    if !change.factors.any() {
        return show(&provider, change.visitor, Some(AccountNotice::NoFactor)).await;
    }
    make(&provider, change, None).await
}

/// What follows on a factor that was added: the codes, unless there are some from before.
pub(super) async fn show_if_none_are_left(provider: &Provider, change: Change, added: Done) -> Response {
    if recovery_codes::left(&change.factors.recovery_codes) > 0 {
        return done(&change.visitor, added);
    }
    make(provider, change, Some(added)).await
}

async fn make(provider: &Provider, change: Change, added: Option<Done>) -> Response {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    let codes = recovery_codes::generate(&*provider.random);
    let stored = recovery_codes::store(&codes);
    if let Err(error) = provider.database.replace_recovery_codes(user, &stored).await {
        return Problem(error.into()).into_response();
    }
    tracing::info!(event = "authn_recovery_codes_made", realm = %visitor.realm.name, user);
    pages::recovery_codes(&RecoveryCodesPage {
        realm: &visitor.realm,
        account: &visitor.account,
        codes: &codes,
        added,
    })
    .into_response()
}
