//! The browsers that are signed in here, and ending them: at their clients too (ASVS 7.5.2).

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use futures_util::future::try_join_all;

use super::{Asked, Visitor, done};
use crate::pages::Problem;
use crate::pages::account::Done;
use crate::{Provider, logout};

/// `POST …/account/sessions/end`: ends one of the user's own, by the name that clients know it by.
pub(crate) async fn end_session(State(provider): State<Arc<Provider>>, asked: Asked) -> Response {
    let sid = asked.form.get("sid").unwrap_or_default();
    let ended = async {
        let others = others(&provider, &asked.visitor).await?;
        let mine = others.iter().find(|other| *other == sid).ok_or(Refusal::NotFound)?;
        logout::end(&provider, &asked.visitor.realm, mine).await
    };
    match ended.await {
        Ok(()) => done(&asked.visitor, Done::SessionsEnded),
        Err(refusal) => Problem(refusal).into_response(),
    }
}

/// `POST …/account/sessions/end-others`: ends all but this one.
pub(crate) async fn end_other_sessions(State(provider): State<Arc<Provider>>, asked: Asked) -> Response {
    match end_others(&provider, &asked.visitor).await {
        Ok(()) => done(&asked.visitor, Done::SessionsEnded),
        Err(refusal) => Problem(refusal).into_response(),
    }
}

/// Ends every session of the user's but the one that asks.
pub(super) async fn end_others(provider: &Provider, visitor: &Visitor) -> Result<(), Refusal> {
    let others = others(provider, visitor).await?;
    try_join_all(others.iter().map(|sid| logout::end(provider, &visitor.realm, sid))).await?;
    Ok(())
}

async fn others(provider: &Provider, visitor: &Visitor) -> Result<Vec<String>, Refusal> {
    let now = provider.clock.now();
    let open = provider.database.open_sessions(visitor.account.id, now).await?;
    Ok(open.into_iter().map(|session| session.sid).filter(|sid| *sid != visitor.session.sid).collect())
}
