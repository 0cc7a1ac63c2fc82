//! The browsers that are signed in.

use maud::{Markup, html};

use super::{AccountPage, methods};
use crate::database::OpenSession;

pub(super) fn sessions(page: &AccountPage<'_>) -> Markup {
    html! {
        section aria-labelledby="sessions" {
            h2 #sessions { "Where you are signed in" }
            ul .sessions {
                @for session in page.sessions { li { (one(page, session)) } }
            }
            @if page.sessions.len() > 1 {
                (page.form("sessions/end-others", &html! {
                    button .second type="submit" { "Sign out everywhere else" }
                }))
            }
        }
    }
}

fn one(page: &AccountPage<'_>, session: &OpenSession) -> Markup {
    let this_one = session.sid == page.this_session;
    html! {
        div {
            strong { @if this_one { "This browser" } @else { "Another browser" } }
            p .quiet {
                "Signed in " (page.ago(session.auth_time)) " with " (methods(&session.amr))
                ", last used " (page.ago(session.last_seen_at)) "."
                @if let Some(names) = client_names(page, session) { " Went on to " (names) "." }
            }
        }
        @if !this_one {
            (page.form("sessions/end", &html! {
                input type="hidden" name="sid" value=(session.sid);
                button .quiet-button type="submit" { "Sign out" span .unseen { " of the browser last used " (page.ago(session.last_seen_at)) } }
            }))
        }
    }
}

/// The applications that a session signed its user in to.
fn client_names(page: &AccountPage<'_>, session: &OpenSession) -> Option<String> {
    let ids = session.client_ids.as_deref()?.split(',');
    let names: Vec<&str> = ids
        .filter_map(|id| page.clients.iter().find(|client| client.id == id))
        .map(|client| client.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(" and "))
}
